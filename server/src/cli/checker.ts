/** Checks one file after the other: the whole work of a thread. */
import type { Locale } from '../messages/index.ts';
import { readOrigins } from '../node/origins.ts';
import { ResultCache } from './cache.ts';
import { type FileResult, type Outcome, outcomeOf, type Tally, tallyOf } from './check.ts';
import { type AnalysisOptions, open } from './engine.ts';
import { type Found, readSource } from './files.ts';
import type { Format, FormatSetup } from './format/format.ts';
import { formatOf } from './format/index.ts';
import { hashOf } from './links.ts';
import { type Say, sayIn } from './text.ts';
import { type FormTrouble, Workspace } from './workspace.ts';

/** Everything that a checker goes by; plain data, for it is sent to other threads. */
export interface CheckSetup {
  readonly cwd: string;
  readonly roots: readonly string[];
  readonly locale: Locale;
  readonly severities: NonNullable<AnalysisOptions['severities']>;
  readonly format: FormatSetup;
  /** The folder of earlier results. */
  readonly cache?: string;
  /** What tells this program from others. */
  readonly program: string;
}

/** What is left of a file once it is checked. */
export interface Checked {
  /** What is to be written of it (`Format`). */
  readonly part: unknown;
  readonly tally: Tally;
  readonly error?: string;
}

export class Checker {
  private readonly say: Say;
  private readonly format: Format;
  private readonly workspace: Workspace;
  private readonly cache: ResultCache | undefined;
  private readonly options: AnalysisOptions;
  private readonly common: string;

  constructor(setup: CheckSetup) {
    this.say = sayIn(setup.locale);
    this.format = formatOf(setup.format);
    this.options = { locale: setup.locale, severities: setup.severities };
    this.workspace = new Workspace(setup.roots, setup.cwd, this.options);
    this.cache = setup.cache === undefined ? undefined : new ResultCache(setup.cache);
    const severities = Object.entries(setup.severities).sort(([a], [b]) => (a < b ? -1 : 1));
    this.common = JSON.stringify([setup.program, setup.locale, severities]);
  }

  /** What is wrong with the forms that were read so far. */
  get troubles(): FormTrouble[] {
    return this.workspace.troubles;
  }

  /** Checks a file. What keeps it from being read or checked is its result. */
  async check(file: Found): Promise<Checked> {
    return this.finish(await this.resultOf(file));
  }

  /** A file that could not be checked here: whoever did it is gone. */
  lost({ path }: Found, reason: string): Checked {
    return this.finish({ path, error: this.say('cli.read.internal', { reason }) });
  }

  private finish(result: FileResult): Checked {
    const part = this.format.part(result);
    const tally = tallyOf(result);
    return 'error' in result ? { part, tally, error: result.error } : { part, tally };
  }

  private async resultOf(file: Found): Promise<FileResult> {
    const { path, absolute } = file;
    let text: string;
    try {
      text = (await readSource(absolute, this.say)).text;
    } catch (error) {
      return { path, error: error instanceof Error ? error.message : String(error) };
    }
    try {
      return { path, text, ...(await this.outcome(absolute, text)) };
    } catch (error) {
      // A fault of the program, told as one; the other files are still worth checking.
      const reason = error instanceof Error ? error.message : String(error);
      return { path, error: this.say('cli.read.internal', { reason }) };
    }
  }

  private async outcome(absolute: string, text: string): Promise<Outcome> {
    const record = await readOrigins(absolute);
    const checked = async () =>
      outcomeOf(open(text, await this.workspace.of(absolute)), await traceOf(text, record));
    if (!this.cache) return checked();
    const { links } = this.workspace;
    const key = hashOf(this.common, await this.workspace.formsStamp(absolute), record, text);
    const kept = await this.cache.get(key);
    if (kept && links.hold(absolute, kept.lookUps)) return kept.outcome;
    const outcome = await checked();
    await this.cache.set(key, { outcome, lookUps: links.lookUps(absolute) });
    return outcome;
  }
}

/** What finds the places of a report's lines in the file that it was imported from; most reports have no such record. */
async function traceOf(text: string, record: string) {
  if (record === '') return undefined;
  // biome-ignore lint/style/noRestrictedImports: loaded for reports that were imported alone
  const { placesIn, Trace } = await import('../exchange/import/index.ts');
  const places = placesIn(record);
  return places && new Trace(text, places);
}
