/** What is known of a table whose columns a text lost. */

/** A word of a line; those of one line stand in cells of their own, the first of the next may go on with a cell. */
export interface Word {
  readonly text: string;
  readonly first: boolean;
}

export interface UnruledTable {
  readonly title: string;
  readonly properties: readonly string[];
  readonly header: readonly string[];
  /** How many columns the row that counts them has. */
  readonly width: number;
  readonly words: readonly Word[];
  readonly notes: readonly string[];
}

/** A row as it was read: labels and amounts, of which only the order is known. */
export interface UnruledRow {
  readonly serial: string;
  readonly code: string;
  readonly parts: readonly Part[];
}

/** A label with the amounts behind it. */
export interface Part {
  readonly label: string;
  readonly amounts: readonly string[];
}

/** A panel: a label column (and a code column) with the value columns after it. */
export interface Panel {
  readonly labels: readonly string[];
  readonly values: readonly string[];
}

/** A way to fill a row's value columns. */
export type Placement = readonly (string | undefined)[];

/** A way to fill a whole table: rows with the columns of their amounts, and those that remain in doubt. */
export interface Solution {
  readonly placed: ReadonlyMap<number, Placement>;
  readonly unsure: ReadonlySet<number>;
}

/** Whether a word is an amount of such a table: with decimals, as all are. */
export function isAmount(text: string): boolean {
  return /^[-−]?\d[\d,]*\.\d{1,6}$/.test(text);
}
