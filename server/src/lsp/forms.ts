/** Forms of a user's own, in `.disclosure/forms/` of each folder of the workspace. */
import type { Connection, Diagnostic } from 'vscode-languageserver';
import {
  type AnalysisOptions,
  type Locale,
  readUserForms,
  referenceWith,
  type UserForm,
} from '../service.ts';
import { isInside } from './folders.ts';
import type { Host } from './host.ts';
import { SEVERITY, SOURCE } from './severity.ts';

type Reference = NonNullable<AnalysisOptions['reference']>;

export class UserForms {
  locale: Locale = 'zh';
  private readonly references = new Map<string, Reference>();
  private readonly loading = new Map<string, Promise<void>>();
  private readonly told = new Set<string>();
  private generation = 0;

  constructor(
    private readonly connection: Connection,
    private readonly host: Host,
  ) {}

  /** The reference data of a folder as far as it is known now. */
  of(folder: string): { reference?: Reference } {
    const reference = this.references.get(folder);
    return reference ? { reference } : {};
  }

  /** Tells what a folder's forms are now from what they were. */
  stamp(folder: string): string {
    return this.references.has(folder) ? String(this.generation) : '';
  }

  /** Reads a folder's forms, once. */
  load(folder: string): Promise<void> {
    let pending = this.loading.get(folder);
    if (!pending) {
      pending = this.read(folder);
      this.loading.set(folder, pending);
    }
    return pending;
  }

  /** Files of forms changed. */
  changed(): void {
    this.generation++;
    this.references.clear();
    this.loading.clear();
  }

  private async read(folder: string): Promise<void> {
    const { generation } = this;
    const sources = await this.host.forms(folder).catch(() => []);
    const forms = sources.length > 0 ? await readUserForms(sources, this.locale) : [];
    if (generation !== this.generation) return;
    const usable = forms.flatMap(({ form }) => form ?? []);
    if (usable.length > 0) this.references.set(folder, referenceWith(usable));
    this.tell(folder, forms);
  }

  /** What is wrong with a form is shown in its own file. */
  private tell(folder: string, forms: readonly UserForm[]): void {
    for (const uri of this.told) {
      if (!isInside(uri, folder) || forms.some((f) => f.path === uri)) continue;
      this.told.delete(uri);
      void this.connection.sendDiagnostics({ uri, diagnostics: [] });
    }
    for (const { path: uri, problems } of forms) {
      if (problems.length === 0 && !this.told.has(uri)) continue;
      this.told.add(uri);
      const diagnostics = problems.map(
        ({ range, severity, message }): Diagnostic => ({
          range,
          severity: SEVERITY[severity],
          source: SOURCE,
          message,
        }),
      );
      void this.connection.sendDiagnostics({ uri, diagnostics });
    }
  }
}
