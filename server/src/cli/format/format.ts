/**
 * How results are written. Each file's part is made where the file is checked, which may be another thread; parts come
 * back in the order of the paths and are written as they come, where the format allows it.
 */
import type { Locale } from '../../messages/index.ts';
import type { FailOn, FileResult, Tally } from '../check.ts';

export const FORMATS = ['pretty', 'json', 'jsonl', 'sarif', 'github', 'junit'] as const;
export type FormatName = (typeof FORMATS)[number];

/** Everything that a format goes by; plain data, for it is sent to other threads. */
export interface FormatSetup {
  readonly name: FormatName;
  readonly cwd: string;
  readonly locale: Locale;
  /** Whether to colour, and how many columns there are. */
  readonly colour: boolean;
  readonly width: number;
  readonly coverage: boolean;
  readonly failOn: FailOn;
  readonly version: string;
}

export interface Format<Part = unknown> {
  /** What is to be written of one file, as plain data. */
  part(result: FileResult): Part;
  /** What stands before the first file. */
  begin(): string;
  /** What is written of a file at once; nothing where the format can only be written at the end. */
  add(part: Part): string;
  /** What stands behind the last file. */
  end(tally: Tally): string;
}
