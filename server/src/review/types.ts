/** What comes of a review. All of it is plain data: it goes from thread to thread and into files. */
import type { Doubt, Origin, Places, Remark } from '../exchange/import/index.ts';
import type { Coverage, Disclosed, Finding, Range, Severity, TableSummary, Whereabouts } from '../service.ts';

/** A file as it came, by its name or path. */
export interface ReviewFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A file that could not be read: why, and what to do. */
export interface UnreadFile {
  readonly name: string;
  readonly reason: string;
}

/** What other reports of the folder a report is checked against, by their names. */
export interface Joined {
  readonly last: readonly string[];
  readonly budget: readonly string[];
  readonly units: readonly string[];
}

/** A report as its files were read, before it is checked. */
export interface ReadReport {
  /** Told from all others of the review by it. */
  readonly name: string;
  readonly files: readonly string[];
  /** Its source. */
  readonly text: string;
  readonly places?: Places;
  readonly unit: string | undefined;
  readonly year: number | undefined;
  readonly kind: string | undefined;
  readonly joined: Joined;
  /** Names of other reports of the same unit, year and kind. */
  readonly doubles: readonly string[];
  readonly remarks: readonly Remark[];
  readonly unsure: readonly Doubt[];
  /** Reports of units that it says it is made of, and its source as if it added them up: to be tried. */
  readonly made?: { readonly units: readonly string[]; readonly text: string };
}

export interface ReadReports {
  readonly reports: readonly ReadReport[];
  readonly unread: readonly UnreadFile[];
}

/** How a finding is put to the unit: it must be mended, explained, or is a matter of wording. */
export type Grade = 'must' | 'explain' | 'wording';

/** What became of a finding of an earlier round. */
export type Round = 'new' | 'again';

export interface ReviewRelated {
  readonly message: string;
  readonly range: Range;
  readonly at: Whereabouts;
  readonly origin?: Origin;
  /** Another report of the review, or file. */
  readonly report?: string;
}

export interface ReviewFinding {
  /** The same in every round: by unit, year, kind, rule, form, row, column or sentence, never by line or page. */
  readonly key: string;
  readonly rule: Finding['rule'];
  readonly severity: Severity;
  /** Undefined where it is no matter for a letter. */
  readonly grade: Grade | undefined;
  readonly message: string;
  readonly printed?: string;
  readonly expected?: string;
  /** In the report's source. */
  readonly range: Range;
  readonly at: Whereabouts;
  /** Where it stands in the file that came. */
  readonly origin: Origin;
  /** The clause that owes what it finds missing, where there is one. */
  readonly basis?: string;
  readonly related: readonly ReviewRelated[];
  readonly fixes: Finding['fixes'];
  readonly excerpt?: Excerpt;
  /** In a second round: whether the first one told it. */
  readonly round?: Round;
  /** What was marked and answered then. */
  readonly opinion?: string;
  readonly answer?: string;
}

/** A few lines of the report about a finding, as it is published. */
export type Excerpt =
  | { readonly kind: 'table'; readonly title: string; readonly rows: readonly (readonly ExcerptCell[])[] }
  | { readonly kind: 'text'; readonly before: string; readonly marked: string; readonly after: string };

export interface ExcerptCell {
  readonly text: string;
  readonly columns?: number;
  readonly rows?: number;
  readonly head?: boolean;
  readonly right?: boolean;
  readonly marked?: boolean;
}

export interface NotMade {
  readonly check: string;
  readonly reason: string;
  readonly range?: Range;
  readonly origin?: Origin;
}

export interface ReviewedReport {
  readonly name: string;
  readonly files: readonly string[];
  readonly title: string;
  readonly unit: string | undefined;
  readonly year: number | undefined;
  readonly kind: string | undefined;
  readonly joined: Joined;
  readonly doubles: readonly string[];
  /** By position, then rule. */
  readonly findings: readonly ReviewFinding[];
  readonly tables: readonly (TableSummary & { readonly origin?: Origin })[];
  readonly checks: Omit<Coverage, 'notChecked'>;
  readonly notMade: readonly NotMade[];
  readonly disclosed: Disclosed;
  /** What the import has to tell, in words. */
  readonly remarks: readonly string[];
}

/** All of a folder. */
export interface Review {
  readonly reports: readonly ReviewedReport[];
  readonly unread: readonly UnreadFile[];
}
