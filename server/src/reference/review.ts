/** The shape of `seeds/review.json`: what a reviewer says of findings. */
import type { ReportKind } from './types.ts';

/** The clause that owes what rules look for; the first that fits a rule and the kind of report holds. */
export interface ReviewBasis {
  readonly rules: readonly string[];
  readonly kind?: ReportKind;
  readonly clause: string;
}

export interface ReviewWords {
  readonly basis: readonly ReviewBasis[];
  /** Rules that no letter speaks of. */
  readonly silent: readonly string[];
  /** Families of rules whose findings are matters of wording. */
  readonly wording: readonly string[];
  /** Rules of these families that ask for an answer all the same. */
  readonly explain: readonly string[];
  /** How deep reports are to be published: digits of the codes, and the forms that show it. */
  readonly depth: {
    readonly functional: number;
    readonly economic: number;
    readonly functionalForms: readonly string[];
    readonly economicForms: readonly string[];
    /** The clause that owes it. */
    readonly clause: string;
  };
  /** Within how many days of its 批复 a report is to be published, and the words by which both dates are known. */
  readonly publication: {
    readonly days: number;
    /** Keys of lines that say when a report was published, and when it was approved. */
    readonly published: readonly string[];
    readonly approved: readonly string[];
    /** What may stand behind the year, the month and the day of a date. */
    readonly signs: readonly [string, string, string];
    /** The word of sentences that tell of an approval, whose reports it tells of; words of those that tell of another. */
    readonly verb: string;
    readonly scopes: readonly string[];
    readonly others: readonly string[];
  };
}
