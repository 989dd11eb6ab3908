/** What two reports differ in. */

/** Something that stands in one of the reports. */
export interface ComparedText {
  readonly text: string;
  /** Line of its document. */
  readonly line: number;
}

export type ChangeState = 'added' | 'removed' | 'changed';

export interface FigureChange {
  readonly row: string;
  readonly column: string;
  readonly before: ComparedText | undefined;
  readonly after: ComparedText | undefined;
  /** After less before, with a sign, in the unit of the figure that there is; undefined where one is no number. */
  readonly difference: string | undefined;
  /** The difference in per cent of the earlier figure. */
  readonly rate: string | undefined;
}

export interface RowChange {
  readonly state: 'added' | 'removed' | 'renamed';
  readonly before: ComparedText | undefined;
  readonly after: ComparedText | undefined;
}

export interface TableChange {
  readonly state: ChangeState;
  readonly title: string;
  readonly line: number;
  readonly figures: readonly FigureChange[];
  readonly rows: readonly RowChange[];
}

export interface SentenceChange {
  readonly state: ChangeState;
  readonly section: string;
  readonly before: ComparedText | undefined;
  readonly after: ComparedText | undefined;
}

export interface Comparison {
  readonly before: string;
  readonly after: string;
  readonly tables: readonly TableChange[];
  readonly sentences: readonly SentenceChange[];
  /** Tables that were compared, and figures in them. */
  readonly compared: { readonly tables: number; readonly figures: number };
}
