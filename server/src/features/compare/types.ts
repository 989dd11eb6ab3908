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

/** A piece of a text, and whether the other text has it not. */
export interface WordRun {
  readonly text: string;
  readonly changed: boolean;
}

/** Two texts in pieces; end to end they are the texts. */
export interface ChangedWords {
  readonly before: readonly WordRun[];
  readonly after: readonly WordRun[];
}

export interface SentenceChange {
  /** `moved`: the same words in another place. */
  readonly state: ChangeState | 'moved';
  /** Its heading in the later report, else in the earlier. */
  readonly section: string;
  readonly before: ComparedText | undefined;
  readonly after: ComparedText | undefined;
  /** Of one that was changed: word by word. */
  readonly words?: ChangedWords;
  /** Of one that was moved, or changed and moved: the heading that it stood under. */
  readonly from?: string;
}

/** How much differs. */
export interface ChangeCounts {
  readonly figures: number;
  /** Rows that only the later report has, only the earlier has, and of one code under another name. */
  readonly rowsAdded: number;
  readonly rowsRemoved: number;
  readonly rowsRenamed: number;
  readonly tablesAdded: number;
  readonly tablesRemoved: number;
  /** Sentences that are new, gone or written anew. */
  readonly sentences: number;
  readonly moved: number;
}

export interface Comparison {
  readonly before: string;
  readonly after: string;
  readonly tables: readonly TableChange[];
  readonly sentences: readonly SentenceChange[];
  /** Tables that were compared, and figures in them. */
  readonly compared: { readonly tables: number; readonly figures: number };
  readonly counts: ChangeCounts;
}
