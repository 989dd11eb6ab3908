/** What the page and its worker say to each other: plain data, so that neither needs to know how the other works. */

export type Locale = 'zh' | 'en';

/** A file as it was dropped or picked, by its path below that. Its bytes are read by the worker, one file at a time. */
export interface GivenFile {
  readonly name: string;
  readonly file: Blob;
}

export type ToWorker =
  /** Reads these besides what was read before, and checks all. */
  | { readonly type: 'read'; readonly files: readonly GivenFile[]; readonly locale: Locale }
  /** Stops reading and checking; what is done stays. */
  | { readonly type: 'stop' }
  /** Says everything again in another language. */
  | { readonly type: 'speak'; readonly locale: Locale }
  /** Asks for a report as it was published. */
  | { readonly type: 'show'; readonly report: string }
  /** Asks for 审核意见, with how findings were marked, by their keys. */
  | { readonly type: 'save'; readonly opinions: Readonly<Record<string, Opinion>> };

export type FromWorker =
  | {
      readonly type: 'progress';
      readonly doing: 'read' | 'join' | 'check';
      readonly name: string;
      readonly done: number;
      readonly of: number;
    }
  /** Forgets the reports that were told before: they are told anew. */
  | { readonly type: 'begin' }
  | { readonly type: 'report'; readonly report: ShownReport }
  | { readonly type: 'unread'; readonly files: readonly UnreadFile[] }
  /** What became of the findings of the round before. */
  | { readonly type: 'round'; readonly lines: readonly string[] }
  | { readonly type: 'done' }
  | {
      readonly type: 'paper';
      readonly report: string;
      readonly parts: readonly PaperPart[];
      readonly style: string;
    }
  | { readonly type: 'saved'; readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }
  /** Something went wrong that no file is to blame for. */
  | { readonly type: 'trouble'; readonly words: string };

export interface UnreadFile {
  readonly name: string;
  readonly reason: string;
}

/** How a reviewer marks a finding: seen, accepted and no longer told, or sent back. */
export type Opinion = 'seen' | 'accepted' | 'returned';

export type Level = 'error' | 'warning' | 'information' | 'hint';
/** How a finding is put to the unit; `other` is none of its business. */
export type Grade = 'must' | 'explain' | 'wording' | 'other';

/** A stretch of a report's source. */
export interface Place {
  readonly line: number;
  readonly character: number;
  readonly endLine: number;
  readonly endCharacter: number;
}

export interface ShownFinding extends Place {
  readonly key: string;
  readonly rule: string;
  readonly level: Level;
  readonly grade: Grade;
  readonly message: string;
  readonly printed: string | undefined;
  readonly expected: string | undefined;
  /** Where it stands in the report, in the report's words. */
  readonly where: string;
  /** Where it stands in the file that came. */
  readonly origin: string;
  readonly basis: string | undefined;
  /** In a second round: whether the first one told it, how it was marked, what the unit answered. */
  readonly round: 'new' | 'again' | undefined;
  readonly opinion: string | undefined;
  readonly answer: string | undefined;
  readonly related: readonly ShownRelated[];
}

export interface ShownRelated extends Place {
  readonly message: string;
  readonly where: string;
  /** Another report. */
  readonly report: string | undefined;
}

export interface ShownReport {
  readonly name: string;
  readonly files: readonly string[];
  readonly title: string;
  readonly unit: string | undefined;
  readonly year: number | undefined;
  readonly findings: readonly ShownFinding[];
  readonly tables: number;
  /** Checks that hold, exactly or within rounding. */
  readonly held: number;
  /** What could not be checked, and why. */
  readonly notMade: readonly { readonly check: string; readonly reason: string; readonly line: number }[];
  /** What it owes to publish, and what is there. */
  readonly disclosed: readonly string[];
  /** What else there is to know: what the import did, which other reports it was held against. */
  readonly remarks: readonly string[];
}

/** A part of a report as HTML, and its lines in the source. */
export interface PaperPart {
  readonly line: number;
  readonly end: number;
  readonly html: string;
}
