/** The shape of `seeds/prose.json`: the words that the sentences of a 情况说明 are made of (docs/prose.md). */
import type { ReportKind } from '../base/keys.ts';
import type { PatternSeeds } from './patterns.ts';

/** What an amount is measured as. */
export type Measure = 'initial' | 'full' | 'budget' | 'final';

/** A place of the report that a heading announces, and what is meant there by which name. */
export interface Topic {
  readonly id: string;
  /** The heading holds all words of one of these lists, and none of `without`. */
  readonly words: readonly (readonly string[])[];
  readonly without?: readonly string[];
  readonly kind?: ReportKind;
  /** Tables that amounts speak of here, first choice first. */
  readonly forms?: readonly string[];
  /** Forms in which rows of codes are looked for, where others than these have them. */
  readonly items?: readonly string[];
  /** What a share without a whole is most likely of. */
  readonly whole?: string;
  /** Amounts here speak of no table. */
  readonly off?: boolean;
  readonly performance?: boolean;
  /** Says what the department does and is made of. */
  readonly overview?: boolean;
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
  /** Orders of words (seeds/prose/patterns.yaml). */
  readonly patterns: PatternSeeds;
  readonly words: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  readonly orgEnds: readonly string[];
  readonly approxAfter: readonly string[];
  readonly classifiers: readonly string[];
  /** Words that stand for what was spoken of just before. */
  readonly anaphora: readonly string[];
  /** Words that say this year's as the names of the data say it, before these. */
  readonly yearWords: {
    readonly as: string;
    readonly like: readonly string[];
    readonly before: readonly string[];
  };
  /** Words that make an amount behind several the sum of them (`甲 3 万元，乙 1 万元，共计 4 万元`). */
  readonly sumWords: readonly string[];
  /** Characters that count what is summed up, before a word for a sum (`以上三项合计`). */
  readonly counted: string;
  /** Words of a change that is measured against the budget where that was told (`预算 3 万元，支出 2 万元，节约 1 万元`). */
  readonly againstBudget: readonly string[];
  /** What the two sides of a report are called. */
  readonly sides: readonly string[];
  /** What names of totals end with; and endings that the last of several names shares with those before it. */
  readonly totalEnds: readonly string[];
  readonly sharedEnds: readonly string[];
  /** What a line that is a heading without any mark ends with. */
  readonly plainHeadings: readonly string[];
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
  /** Names of parts that have nothing in common: together they are no more than what they are of. */
  readonly apart: readonly (readonly string[])[];
  /** Fixed divisions by their names: a total whose name ends so, and the words that each part's name begins with. */
  readonly divisions: readonly {
    readonly total: readonly string[];
    /** The total's name is this and no longer one. */
    readonly whole?: boolean;
    /** Whether the parts stand right behind the total. */
    readonly next?: boolean;
    readonly parts: readonly (readonly string[])[];
  }[];
  /**
   * Names that mean a whole only while no amount of what stands beside them is told: domestic receptions are all
   * receptions, unless others are told of.
   */
  readonly besides: readonly { readonly part: readonly string[]; readonly beside: readonly string[] }[];
  /** 人数 × 标准: what stands before a standard, what people are counted in, what is only planned, what says it is all. */
  readonly perHead: {
    readonly ends: readonly string[];
    readonly holds: string;
    readonly units: readonly string[];
    readonly planned: readonly string[];
    readonly said: readonly string[];
  };
  /** What an amount comes to for each vehicle, visitor or visit: words before it, what is counted, what was spent on. */
  readonly averages: readonly {
    readonly words: readonly string[];
    readonly units: readonly string[];
    readonly items: readonly string[];
  }[];
  /** Items whose purpose their own words tell, and what a purpose stands behind. */
  readonly purposes: readonly { readonly items: readonly string[]; readonly own: readonly string[] }[];
  readonly purposeLead: string;
  /** What the name of a level ends with. */
  readonly levels: readonly string[];
  /** Words by which a clause compares with accounts that are closed. */
  readonly closedWords: readonly string[];
  /** Totals by names that writers also use without what was carried over, and the names of these. */
  readonly yearTotals: Readonly<Record<string, string>>;
  /** What a total may hold beside the parts of its division. */
  readonly remainders: readonly string[];
  /** How a clause before a list says by what the whole is divided (`按支出用途分类，包括：`). */
  readonly sortedBy: { readonly start: readonly string[]; readonly end: readonly string[] };
  /** Words of headings that speak of the year's own appropriation alone, without what was carried over. */
  readonly ownYear: readonly string[];
  /** How an evaluation is summed up: what a number of projects and a score stand before, grades, the table of scores. */
  readonly evaluation: {
    readonly project: string;
    readonly grades: readonly string[];
    readonly is: readonly string[];
    readonly rest: readonly string[];
    readonly point: string;
    readonly scores: readonly string[];
    readonly form: string;
    readonly column: string;
    /** The blocks of one project's sheet, and where its score stands. */
    readonly sheet: {
      readonly fund: string;
      readonly form: string;
      readonly row: string;
      readonly column: string;
    };
    /** What stands before the money of all projects, whose number is told, and where their sheets print it. */
    readonly involved: {
      readonly unit: string;
      readonly words: readonly string[];
      /** Words of the titles of sheets of what is spent as a whole. */
      readonly whole: readonly string[];
      readonly row: string;
      readonly columns: readonly string[];
    };
  };
  /** How indicators of targets and evaluations are read. */
  readonly indicators: IndicatorWords;
  /** Names of income and of spending that are the same where nothing else comes in. */
  readonly equalSides: readonly (readonly [income: string, spending: string])[];
  /**
   * What sentences must say alike without a table: sides that balance, names that mean one thing in all of a report,
   * what may stand behind these, and the level of an item.
   */
  readonly alike: {
    readonly sides: readonly (readonly [income: string, spending: string])[];
    readonly names: readonly string[];
    readonly tails: readonly string[];
    readonly item: string;
  };
  /** Words for no change that no direction can stand before. */
  readonly levelOnly: readonly string[];
  /** The reports that owe what `detailRules` say. */
  readonly detailKind: string;
  /** A part that the sentences on a whole must tell, also where it is nothing; `word` names it unless it goes on so. */
  readonly detailRules: readonly {
    readonly topic: string;
    readonly form: string;
    readonly whole: string;
    readonly part: string;
    readonly word: string;
    readonly goesOn: readonly string[];
  }[];
  /** Counts that are a part of others. */
  readonly countLimits: readonly { readonly part: string; readonly whole: string }[];
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
    /** Words of a row or column in which a table tells the count. */
    readonly printed: readonly string[];
    /** Owed only by a paragraph that begins so, among others of its kind: an overview need not tell it. */
    readonly heads?: readonly string[];
  }[];
  readonly reasonWords: readonly string[];
  readonly glossaryRequired: readonly string[];
  readonly leftovers: readonly string[];
  readonly leftoverNotes: readonly string[];
  /** What a note of the template asks for, two of them in a bracket of its own (`（项目数量、资金用途等）`). */
  readonly leftoverTopics: readonly string[];
  /** How such a bracket ends. */
  readonly leftoverRest: string;
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

/** The amounts that sentences state and no table need print: what names mean behind `@`. */
export function indicatorNames({ names, topics }: ProseWords): ReadonlySet<string> {
  const meanings = [names, ...topics.map((t) => t.names ?? {})].flatMap((of) => Object.values(of)).flat();
  return new Set(meanings.filter((m) => m.startsWith('@')).map((m) => m.slice(1)));
}

/** What is known of the tables of indicators; a place is a form and a column of it. */
export interface IndicatorWords {
  readonly tables: readonly {
    readonly form: string;
    /** Columns of values, the first that is there and filled counting, and the goals that tell the same. */
    readonly pairs: readonly {
      readonly values: readonly string[];
      readonly goals: readonly (readonly [form: string, column: string])[];
    }[];
    /** The column of what was done, beside what was meant. */
    readonly actual?: string;
    /** The column of units, where values stand without. */
    readonly unit?: string;
  }[];
  readonly budgets: readonly (readonly [form: string, column: string])[];
  /** The row of the points by the rate of execution; above `most`, a weight is one of another thing. */
  readonly points: {
    readonly form: string;
    readonly row: string;
    readonly weight: string;
    readonly rate: string;
    readonly score: string;
    readonly most: string;
  };
  /** Headers of the names of indicators, outermost first, and of what says more of the innermost. */
  readonly levels: readonly string[];
  readonly describes: readonly string[];
  /** What the group of costs has in its name. */
  readonly cost: string;
  /** What stands before and behind the number of a value. */
  readonly bounds: readonly string[];
  readonly tails: readonly string[];
  /** Signs of numbers in dates, and what is left of a date without them. */
  readonly numerals: string;
  readonly dates: readonly string[];
  /** Units of counts. */
  readonly counted: readonly string[];
  /** What names of indicators have beside their matter. */
  readonly idle: readonly string[];
  /** Before a number of each, or of a part. */
  readonly each: readonly string[];
}

/** The words of the data, with the names of this year's amounts in the other words for it (`当年收入` for `本年收入`). */
export function withYearWords(words: ProseWords): ProseWords {
  const { as, like, before } = words.yearWords;
  const others = (names: Readonly<Record<string, readonly string[]>>) => {
    const all: Record<string, readonly string[]> = { ...names };
    for (const [name, refs] of Object.entries(names))
      for (const word of like) {
        const other = before.reduce((text, b) => text.replace(as + b, word + b), name);
        if (other !== name) all[other] ??= refs;
      }
    return all;
  };
  return {
    ...words,
    names: others(words.names),
    topics: words.topics.map((t) => (t.names ? { ...t, names: others(t.names) } : t)),
  };
}
