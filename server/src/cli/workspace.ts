/** What surrounds the files of a run: the reports that they name, and the forms of their folders. */
import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import { append } from '../base/lists.ts';
import type { Range } from '../base/range.ts';
import { Confined, foldersAbove, isInside } from '../node/files.ts';
import { type AnalysisOptions, type Form, readUserForms, referenceWith, type UserForm } from '../service.ts';
import { shownPath } from './files.ts';
import { LinkReader } from './links.ts';

/** What is wrong in the file of a form. */
export interface FormTrouble {
  /** As shown. */
  readonly path: string;
  readonly range: Range;
  readonly severity: 'error' | 'warning' | 'information';
  readonly message: string;
}

export class Workspace {
  readonly links: LinkReader;
  private readonly confined: Confined;
  private readonly folders = new Map<string, Promise<readonly UserForm[]>>();
  private readonly texts = new Map<string, string>();
  private readonly references = new Map<string, NonNullable<AnalysisOptions['reference']>>();
  private readonly read: UserForm[] = [];

  /**
   * @param roots the folders that may be read ({@link rootsOf})
   * @param options holds for every file
   */
  constructor(
    private readonly roots: readonly string[],
    private readonly cwd: string,
    private readonly options: AnalysisOptions,
  ) {
    this.confined = new Confined(roots);
    this.links = new LinkReader(roots, options);
  }

  /** How a file is analysed: with the forms of its folders, and the reports that it names. */
  async of(absolute: string): Promise<AnalysisOptions> {
    const reference = await this.reference(absolute);
    const options = { ...this.options, reference };
    return { ...options, links: this.links.of(absolute, options) };
  }

  /** The forms of the working folder alone. */
  async ofFolder(): Promise<AnalysisOptions> {
    return { ...this.options, reference: referenceWith(usable(await this.forms(this.cwd, []))) };
  }

  /** Tells the forms that hold for a file from all others; empty where there are none but those built in. */
  async formsStamp(absolute: string): Promise<string> {
    await this.reference(absolute);
    return this.foldersOf(absolute)
      .map((folder) => this.texts.get(folder) ?? '')
      .join('');
  }

  /** What is wrong with the forms that were read so far, by path. */
  get troubles(): FormTrouble[] {
    return inOrder(
      this.read.flatMap(({ path, problems }) =>
        problems.map((p) => ({ path: shownPath(path, this.cwd), ...p })),
      ),
    );
  }

  private async reference(file: string): Promise<NonNullable<AnalysisOptions['reference']>> {
    let forms: readonly Form[] = [];
    for (const folder of this.foldersOf(file)) {
      forms = [...usable(await this.forms(folder, forms)), ...forms];
    }
    const key = forms.map((f) => f.source).join('\0');
    const known = this.references.get(key) ?? referenceWith(forms);
    this.references.set(key, known);
    return known;
  }

  /** The outermost folder first: what a form names may stand in a folder above. */
  private foldersOf(file: string): string[] {
    const root = this.roots.find((r) => isInside(file, r)) ?? dirname(file);
    return foldersAbove(file, root).reverse();
  }

  private forms(folder: string, above: readonly Form[]): Promise<readonly UserForm[]> {
    let forms = this.folders.get(folder);
    if (!forms) {
      forms = this.readForms(folder, above);
      this.folders.set(folder, forms);
    }
    return forms;
  }

  private async readForms(folder: string, above: readonly Form[]): Promise<readonly UserForm[]> {
    const files = this.confined.forms(folder);
    if (files.length === 0) return [];
    const sources = files.map((f) => ({ path: f.path, text: f.read() }));
    const named = sources.map(({ path, text }) => [shownPath(path, this.cwd), text ?? null]);
    this.texts.set(folder, createHash('sha256').update(JSON.stringify(named)).digest('hex'));
    const forms = await readUserForms(sources, this.options.locale, above);
    append(this.read, forms);
    return forms;
  }
}

/** By path, each once: several threads read the same forms. */
export function inOrder(troubles: readonly FormTrouble[]): FormTrouble[] {
  const once = new Map(troubles.map((t) => [JSON.stringify(t), t]));
  return [...once.values()].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

function usable(forms: readonly UserForm[]): Form[] {
  return forms.map((f) => f.form).filter((f) => f !== undefined);
}
