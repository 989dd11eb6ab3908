/** What the readers make of a file, before it is written as a report. */

import type { Lack } from '../../base/keys.ts';
import type { Box } from '../../base/origin.ts';
import type { MessageId } from '../../messages/index.ts';

/** A cell of a table. A covered one lies under a merged cell to its left or above, whose text it repeats. */
export interface GridCell {
  readonly text: string;
  readonly covered?: 'left' | 'above';
  /** Where it stands on a page. */
  readonly box?: Box;
}

export type Grid = readonly (readonly GridCell[])[];

/** A part of a document, in the order of reading. */
export type Piece =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'blank' }
  /** `loose`: which column a cell stands in was told by blanks or tabs, which merged cells shift. `guessed`: no line
   * parted the columns. */
  | {
      readonly kind: 'table';
      readonly rows: Grid;
      readonly title?: string;
      readonly loose?: boolean;
      readonly guessed?: boolean;
      /** The same rows with all columns of the original, by which its parts on other pages are put to it. */
      readonly source?: Grid;
      /** Between the same lines as the table at the foot of the page before, with nothing over it. */
      readonly goesOn?: boolean;
    }
  /** Rows whose columns cannot be told, as they stand. */
  | { readonly kind: 'unparted'; readonly lines: readonly string[] }
  /**
   * What a person must look at in the table before it: a row by its words. `told` stands in the mark instead of them;
   * `lacks`: that the table has not all that the original has.
   */
  | { readonly kind: 'doubt'; readonly text: string; readonly told?: string; readonly lacks?: Lack }
  /** Kept, but not part of the report: a table of contents, page numbers, hidden sheets. */
  | { readonly kind: 'aside'; readonly text: string };

/** Something that the importer did and a person should know of. */
export interface Remark {
  readonly id: MessageId;
  readonly data: Readonly<Record<string, string>>;
}

/** A line of a report's source that its print does not show, and what it stands beside (exchange/publish/docx.ts). */
export interface Unprinted {
  readonly key: string;
  /** A table's title, or a chart's caption. */
  readonly beside: string;
  readonly text: string;
}

export interface Reading {
  readonly pieces: readonly Piece[];
  readonly remarks: readonly Remark[];
  readonly unprinted?: readonly Unprinted[];
  /** Where everything stands in the file; `file` is 0 in all of them. */
  readonly places?: readonly ReadPlace[];
}

export interface ImportedTable {
  readonly title: string;
  readonly line: number;
  readonly rows: number;
  readonly columns: number;
  /** The form that the table was taken for, or undefined. */
  readonly form: string | undefined;
}

/** Rows of which nobody but a person can say where their figures belong. */
export interface Doubt {
  /** First line in the source, from 1. */
  readonly line: number;
  /** How many lines: a row, a table, or rows that were left as text. */
  readonly lines: number;
  /** What stands in the row, or what is to be done. */
  readonly text: string;
}

/** A comment that asks a person to look, and at what: as many lines below it, the table above, or a row of that. */
export interface Mark {
  /** The whole line. */
  readonly comment: string;
  readonly about: { readonly below: number } | 'table' | { readonly row: string };
}

export type { Box, Origin } from '../../base/origin.ts';

/** A line of text or a row of cells as a file has it, in the order of reading. */
export interface ReadPlace {
  /** Its file, by its place in the list of files. */
  readonly file: number;
  readonly page?: number;
  readonly sheet?: string;
  readonly table?: number;
  readonly row?: number;
  readonly paragraph?: number;
  /** Its cells, or its text as one; those of a PDF may be boxed. */
  readonly parts: readonly ReadPart[];
}

export interface ReadPart {
  readonly text: string;
  /** Its column, from 1. */
  readonly column?: number;
  readonly box?: Box;
}

export interface Imported {
  /** The report's source. */
  readonly text: string;
  /** Where in which file its lines stand; of a report that was not imported, nothing. */
  readonly places?: Places;
  readonly marks: readonly Mark[];
  readonly tables: readonly ImportedTable[];
  readonly unsure: readonly Doubt[];
  readonly remarks: readonly Remark[];
}

/** What was read of which files: by it a line of the source finds its place there, also after it was edited. */
export interface Places {
  readonly files: readonly string[];
  readonly places: readonly ReadPlace[];
}

/** A file by its name, and what was made of it. */
export interface NamedImport {
  readonly name: string;
  readonly made: Imported;
}

/** Told before each part of a long file; what it throws stops the import. */
export type Step = (done: number, of: number) => void | Promise<void>;

/** What makes another year's report of last year's text. */
export interface Renewal {
  readonly year: number;
  /** The path of last year's source, for 上年, where the text is that of a file. */
  readonly lastYear?: (file: string) => string | undefined;
}

/** A file that cannot be imported, told in the user's words. */
export class ImportError extends Error {
  constructor(
    readonly id: MessageId,
    readonly data: Readonly<Record<string, string>> = {},
  ) {
    super(id);
  }
}

/** Limits on what a file may unpack to; a report is far below each. */
export const LIMITS = {
  bytes: 64 * 1024 * 1024,
  unpacked: 100 * 1024 * 1024,
  entries: 5000,
  cells: 400_000,
  /** Characters in the cells of sheets; a few words may be stored once for very many of them. */
  cellCharacters: 20_000_000,
  /** Elements of one part of a file; a cell is about three. */
  elements: 2_000_000,
  /** Elements inside each other. */
  depth: 50_000,
  /** Paragraphs and lines outside tables, and the characters in them. */
  paragraphs: 50_000,
  characters: 5_000_000,
  columns: 512,
  pages: 2000,
  /** How long one page may take, in milliseconds. */
  pageTime: 30_000,
} as const;

/** More text than a report can have. */
export function tooLong(): ImportError {
  return new ImportError('import.too-long', { count: String(LIMITS.paragraphs) });
}
