/** What surrounds the files of a run: the reports that they name, and the forms of their folders. */
import { dirname } from 'node:path';
import { append } from '../base/lists.ts';
import type { Range } from '../base/range.ts';
import { type AllowedFile, Confined, foldersAbove, isInside } from '../node/files.ts';
import { type AnalysisOptions, type Form, readUserForms, referenceWith, type UserForm } from '../service.ts';
import { type Found, shownPath } from './files.ts';
import { LinkReader, rootsOf } from './links.ts';

/** What is wrong in the file of a form. */
export interface FormTrouble {
  /** As shown. */
  readonly path: string;
  readonly range: Range;
  readonly severity: 'error' | 'warning' | 'information';
  readonly message: string;
}

export class Workspace {
  private readonly roots: readonly string[];
  private readonly confined: Confined;
  private readonly links: LinkReader;
  private readonly folders = new Map<string, Promise<readonly UserForm[]>>();
  private readonly references = new Map<string, NonNullable<AnalysisOptions['reference']>>();
  private readonly read: UserForm[] = [];

  /**
   * The working folder is the workspace; for files outside it, the folder that holds them all, or each one's own.
   * @param options holds for every file
   */
  constructor(
    files: readonly Found[],
    private readonly cwd: string,
    private readonly options: AnalysisOptions,
  ) {
    this.roots = rootsOf(
      files.map((f) => f.absolute),
      cwd,
    );
    this.confined = new Confined(this.roots);
    this.links = new LinkReader(this.roots, options);
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

  /** What is wrong with the forms that were read so far. */
  get troubles(): FormTrouble[] {
    return this.read.flatMap(({ path, problems }) =>
      problems.map((p) => ({ path: shownPath(path, this.cwd), ...p })),
    );
  }

  private async reference(file: string): Promise<NonNullable<AnalysisOptions['reference']>> {
    // The outermost folder first: what a form names may stand in a folder above.
    const root = this.roots.find((r) => isInside(file, r)) ?? dirname(file);
    let forms: readonly Form[] = [];
    for (const folder of foldersAbove(file, root).reverse()) {
      forms = [...usable(await this.forms(folder, forms)), ...forms];
    }
    const key = forms.map((f) => f.source).join('\0');
    const known = this.references.get(key) ?? referenceWith(forms);
    this.references.set(key, known);
    return known;
  }

  private forms(folder: string, above: readonly Form[]): Promise<readonly UserForm[]> {
    let forms = this.folders.get(folder);
    if (!forms) {
      forms = this.readForms(this.confined.forms(folder), above);
      this.folders.set(folder, forms);
    }
    return forms;
  }

  private async readForms(
    files: readonly AllowedFile[],
    above: readonly Form[],
  ): Promise<readonly UserForm[]> {
    if (files.length === 0) return [];
    const sources = files.map((f) => ({ path: f.path, text: f.read() }));
    const forms = await readUserForms(sources, this.options.locale, above);
    append(this.read, forms);
    return forms;
  }
}

function usable(forms: readonly UserForm[]): Form[] {
  return forms.map((f) => f.form).filter((f) => f !== undefined);
}
