/** Words of headers, titles and sentences that the vocabulary lists by what they are for. */

/** Headers of columns of comparison. `percent`: words of those that print a percentage, with or without its sign. */
export interface ComparisonWords {
  /** What a header of the report's year alone (`2023年`) stands for. */
  readonly thisYear: string;
  readonly lastYear: { readonly start: readonly string[]; readonly except: readonly string[] };
  /** Words of a header, or of a note, that tell the year's first budget from the adjusted one. */
  readonly firstBudget: readonly string[];
  readonly adjustedBudget: readonly string[];
  readonly budget: { readonly exact: readonly string[] };
  readonly difference: { readonly exact: readonly string[]; readonly containing: readonly string[] };
  readonly percent: readonly string[];
}

/** How sentences name tables. */
export interface MentionWords {
  /** How tables are numbered, one list a series, that of property lines first; `#` is the number. */
  readonly numbers: readonly (readonly string[])[];
  /** Pattern of a number; its group is the number without blanks around it. */
  readonly number: string;
  /** What stands before a number that names a table. */
  readonly before: readonly string[];
  /** Words of a sentence whose tables may be published elsewhere. */
  readonly elsewhere: readonly string[];
  /** What the name of a table ends in. */
  readonly ending: string;
}

/** Words of titles. */
export interface TitleWords {
  /** What a table is about: a title that holds one which a form never bears is not that form's. */
  readonly subjects: readonly string[];
  /** Words that say nothing (`情况`), anywhere. */
  readonly padding: readonly string[];
  /** Brackets that say how the rows are sorted or what is left out, not what the table is about. */
  readonly asides: readonly string[];
  /** Words that say nothing at the beginning. */
  readonly before: readonly string[];
}
