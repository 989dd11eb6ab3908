/** Places of files that came: what an import was read from, and what words name to people. */

/** Where something stands in the file that it was read from; what a format has not is left out. All count from 1. */
export interface Origin {
  readonly file: string;
  /** Of a PDF, and the words there. */
  readonly page?: number;
  readonly words?: string;
  /** Of a workbook: `D14`. */
  readonly sheet?: string;
  readonly cell?: string;
  /** Of a document or a web page: which table of it, and where in that. */
  readonly table?: number;
  readonly row?: number;
  readonly column?: number;
  /** Outside of tables; of a plain text, its line. */
  readonly paragraph?: number;
  /** On a page of a PDF, in its own points from the lower left corner: left, bottom, right, top. */
  readonly box?: Box;
}

export type Box = readonly [number, number, number, number];
