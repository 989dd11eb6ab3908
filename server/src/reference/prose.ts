/** The shape of `seeds/prose.json`: the words that the sentences of a 情况说明 are made of (docs/prose.md). */

/** What an amount is measured as. */
export type Measure = 'initial' | 'full' | 'budget' | 'final';

/** A place of the report that a heading announces, and what is meant there by which name. */
export interface Topic {
  readonly id: string;
  /** The heading holds all words of one of these lists, and none of `without`. */
  readonly words: readonly (readonly string[])[];
  readonly without?: readonly string[];
  readonly kind?: '决算' | '预算';
  /** Tables that amounts speak of here, first choice first. */
  readonly forms?: readonly string[];
  /** What a share without a whole is most likely of. */
  readonly whole?: string;
  /** Amounts here speak of no table. */
  readonly off?: boolean;
  readonly performance?: boolean;
  /** Speaks of its own table alone: a name known from elsewhere may mean a part of it here. */
  readonly narrow?: boolean;
  /** What is told of the end of last year is what the tables hold. */
  readonly lastIsNow?: boolean;
  /** Changes here must be explained. */
  readonly reasonOwed?: boolean;
  /** Name → cells that it may mean: `02.合计.财政拨款收入`, or an indicator `@机关运行经费`. */
  readonly names?: Readonly<Record<string, readonly string[]>>;
  /** Names that are this topic's in a sentence that began with its words, under whatever heading (a fund's 本年收入). */
  readonly carries?: readonly string[];
}

/** A count that reports state: `接待批次`. */
export interface CountKind {
  readonly id: string;
  readonly units: readonly string[];
  /** One of these words stands before it. */
  readonly words: readonly string[];
  readonly also?: readonly string[];
  readonly not?: readonly string[];
  readonly topics?: readonly string[];
}

export interface ProseWords {
  readonly words: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  readonly orgEnds: readonly string[];
  readonly approxAfter: readonly string[];
  readonly classifiers: readonly string[];
  readonly opposites: Readonly<Record<string, string>>;
  readonly measureColumns: Readonly<Record<Measure, readonly string[]>>;
  readonly topics: readonly Topic[];
  readonly names: Readonly<Record<string, readonly string[]>>;
  readonly compounds: Readonly<Record<string, readonly string[]>>;
  readonly partitions: readonly {
    readonly total: string;
    readonly parts: readonly string[];
    readonly require: number;
  }[];
  /** Fixed divisions by their names: a total whose name ends so, and the words that each part's name begins with. */
  readonly divisions: readonly {
    readonly total: readonly string[];
    readonly parts: readonly (readonly string[])[];
  }[];
  readonly limits: readonly {
    readonly part: string;
    readonly whole: string;
    readonly severity: 'warning' | 'information';
  }[];
  readonly saidTwice: readonly string[];
  readonly indicatorCells: Readonly<Record<string, readonly string[]>>;
  readonly counts: readonly CountKind[];
  readonly countRules: readonly {
    readonly amount: string;
    readonly counts: readonly string[];
    readonly missing: boolean;
    readonly zero: boolean;
  }[];
  readonly reasonWords: readonly string[];
  readonly glossaryRequired: readonly string[];
  readonly leftovers: readonly string[];
  readonly leftoverNotes: readonly string[];
  /** Words of the template to those who write, in sentences of their own. */
  readonly leftoverSentences: readonly string[];
  /** A word said twice → once; not where one of `doubledGoOn` follows (经费费用). */
  readonly doubledWords: Readonly<Record<string, string>>;
  readonly doubledGoOn: readonly string[];
  /** What a reason follows; nothing behind it is a reason left empty. */
  readonly reasonLeads: readonly string[];
  /** Words of a title that say that the report is a single unit's, and what such a report does not call itself. */
  readonly unitReports: readonly string[];
  /** Words of a title that say that the report is a department's, its units' figures in its own. */
  readonly departmentReports: readonly string[];
  readonly departmentWords: readonly string[];
  readonly secrets: readonly string[];
}
