/** The shapes of the reference data in `seeds/`. */
import type { LEVEL, ReportKind } from '../base/keys.ts';
import type { RuleId } from '../base/rule-ids.ts';
import type { ComparisonWords, MentionWords, TitleWords } from './words.ts';

/** A catalogue of codes: which one a column speaks of follows from its header and form, never from the digits. */
export type Catalogue = 'functional' | 'economic_department' | 'economic_government' | 'revenue';

/** How far a row of the catalogue can be relied on (seeds/README.md). */
export type Basis = 'confirmed' | 'corroborated' | 'unconfirmed' | 'doubtful' | 'user';

/** 类, 款 or 项. */
export type CodeLevel = (typeof LEVEL)[keyof typeof LEVEL];

export interface CodeEntry {
  readonly catalogue: Catalogue;
  readonly code: string;
  readonly name: string;
  readonly level: CodeLevel;
  readonly fund?: string | undefined;
  readonly firstYear?: number | undefined;
  readonly lastYear?: number | undefined;
  readonly basis: Basis;
  readonly yearsBasis?: string | undefined;
}

export interface Rename {
  readonly code: string;
  readonly oldName: string;
  readonly newName: string;
  /** The first year of the new name. */
  readonly year: number;
  readonly basis: string;
}

export interface GlossaryEntry {
  readonly term: string;
  readonly aliases?: readonly string[];
  readonly definition: string;
  readonly english?: string;
  readonly sources?: readonly string[];
}

export interface CodeGlossaryEntry {
  readonly code: string;
  readonly catalogue: Catalogue;
  readonly name: string;
  readonly definition: string;
  readonly english?: string;
  readonly sources?: readonly string[];
}

/** What a column holds that stands beside those of the year for comparison. */
export type Comparison = 'last-year' | 'budget' | 'difference';

/** Words of headers and labels that mean the same in every form (seeds/vocabulary.json). */
export interface Vocabulary {
  readonly panelStart: readonly string[];
  /** Names of a panel's label column. */
  readonly panelName: readonly string[];
  /** Brackets of headers that begin with these say how the rows are sorted (`项目（按功能分类）`). */
  readonly headerAside: readonly string[];
  readonly panelStartContaining: readonly string[];
  readonly lineNumber: readonly string[];
  readonly ordinal: readonly string[];
  readonly codeContaining: readonly string[];
  /** Headers that say nothing without what stands over them. */
  readonly genericHeaders: readonly string[];
  /** Words that tell a column of codes whatever else its header names. */
  readonly codeWords: readonly string[];
  readonly codeParts: readonly string[];
  readonly name: readonly string[];
  readonly nameContaining: readonly string[];
  /** Units, in brackets, of columns that count. */
  readonly countedIn: readonly string[];
  /** Headers of columns of counts, in tables of no form. */
  readonly counts: readonly string[];
  /** Names that head a column of labels, or one of amounts where the cells are amounts. */
  readonly amountName: readonly string[];
  /** What heads the column of the year's figures where it is the only one, by kind; the first is what forms call it. */
  readonly amounts: Readonly<Record<ReportKind, readonly string[]>>;
  /** Headers of a column that names the unit beside each row. */
  readonly unitName: readonly string[];
  readonly remark: readonly string[];
  readonly comparison: ComparisonWords;
  readonly title: TitleWords;
  readonly columnNumberMark: readonly string[];
  readonly ofWhich: readonly string[];
  /** Behind which words a sentence prints an amount or a percentage next; `…` stands for others within a clause. */
  readonly figureDue: { readonly amount: readonly string[]; readonly share: readonly string[] };
  readonly total: readonly string[];
  /** What ids of rows of a form that are totals hold. */
  readonly totalContaining: readonly string[];
  readonly subtotal: readonly string[];
  readonly cataloguePatterns: Readonly<Record<Catalogue, readonly string[]>>;
  /** Words that say that there is nothing to report; `…` stands for others within a clause. */
  readonly emptyTable: readonly string[];
  /** Those of them that speak of a table itself. */
  readonly emptyItself: readonly string[];
  /** How sentences say that there is none of something, and what such a sentence may hold besides. */
  readonly none: {
    readonly words: readonly string[];
    readonly fillers: readonly string[];
    /** Words of the fillers that narrow what there is none of. */
    readonly measures: readonly string[];
    /** Words of an exception, a condition or another year: such a sentence says nothing of the whole. */
    readonly limits: readonly string[];
  };
  /** How comments say that rows or columns of a table were not read. */
  readonly unread: {
    readonly rowMarks: readonly string[];
    readonly columnMarks: readonly string[];
    readonly rows: readonly string[];
    readonly columns: readonly string[];
    readonly verbs: readonly string[];
    /** Verbs that follow the number of rows alone. */
    readonly behind: readonly string[];
    /** What behind 行, 栏 makes another word of them. */
    readonly notBehind: readonly string[];
    readonly numerals: readonly string[];
    /** What stands for a number. */
    readonly counts: readonly string[];
    readonly classifiers: readonly string[];
    readonly particles: readonly string[];
  };
  /** How sentences name tables. */
  readonly mention: MentionWords;
  /** Words of the head that a nested form (绩效自评表) bears over its tables. */
  readonly nestedHead: readonly string[];
}

export type { ReportKind };

/** A part that every report of a kind has (seeds/sections.json). */
export interface RequiredSection {
  readonly title: string;
  /** Words of headings; any of them will do. */
  readonly names: readonly string[];
}

/** What every report tells of beside its tables, in one part or spread over several (seeds/sections.json). */
export interface OtherMatters {
  /** Words of the heading of a part for them. */
  readonly heads: readonly string[];
  /** Topics whose sentences only explain. */
  readonly notTold: readonly string[];
  readonly parts: readonly (RequiredSection & {
    /** Units that owe it; all where there are none. */
    readonly natures?: readonly string[];
  })[];
}

/**
 * How the reports of a place are laid out: headings and tables in order (seeds/outlines). Its texts may hold `{年}` the
 * year, `{单位}` the unit's name, `{对象}` 部门 or 单位, `{金额单位}`, and those of tables `{表名}`, `{号}` the number in two
 * digits and `{序}` in as many as it has.
 */
export interface Outline {
  readonly id: string;
  /** Place in the list. */
  readonly order: number;
  readonly title: string;
  readonly detail: string;
  readonly kind: ReportKind;
  /** Published reports that are laid out so. */
  readonly basis: string;
  /** A table's heading; its title alone where left out. */
  readonly tableHeading?: string;
  /** The property line below it. */
  readonly property: string;
  readonly parts: readonly OutlinePart[];
}

/** A heading, of level 1 unless said otherwise, or tables: those that a report of the kind owes, or these. */
export type OutlinePart =
  | { readonly heading: string; readonly level?: number }
  | { readonly tables: 'owed' | readonly { readonly form: string; readonly title?: string }[] };

/** A column of a form. Headers are matched by any of its names, each a path whose parts are joined by `/`. */
export interface FormColumn {
  readonly id: string;
  readonly aliases?: readonly string[];
  /** Further names that it bears in a header, where no other column of the panel does; in sentences they name nothing. */
  readonly headers?: readonly string[];
  /** `value` unless said otherwise. `text`, `percent`, `count` and `ordinal` columns are in no sum. */
  readonly role?: 'value' | 'percent' | 'count' | 'score' | 'text' | 'label' | 'code' | 'ordinal';
  readonly required?: boolean;
  /** Columns beside one of which a table need not have it. */
  readonly unless?: readonly string[];
  /** Columns beside none of which a table need not have it: one column stands for all of them. */
  readonly beside?: readonly string[];
  /** The column whose name it may be as well: it is one of its own beside that alone. */
  readonly apartFrom?: string;
  /** Whether sentences never call it by its headers, which mean something else there. */
  readonly unnamed?: boolean;
  /** A `其中：` column: never an addend. */
  readonly ofWhich?: boolean;
  /** Groups that a formula sums with `Σ`. */
  readonly group?: string | readonly string[];
  /** The column whose place it takes in sums over a group where the table does not print that one. */
  readonly instead?: string;
  /** Term of the glossary, where it is not the id itself. */
  readonly term?: string;
  /** Unit of the column's numbers, where it is not the table's money unit (`台`). */
  readonly unit?: string;
}

/** A row of a form that is known by its label. */
export interface FormRow {
  readonly id: string;
  readonly aliases?: readonly string[];
  readonly group?: string | readonly string[];
  /** A row that lists a part of the row named here, although the print does not mark it `其中：`. */
  readonly partOf?: string;
  /** The group that it belongs to behind the row named in the panel's `until`: it is none of that total's parts then. */
  readonly behind?: string;
  readonly required?: boolean;
  /** Columns beside one of which a table need not have it: its amounts stand there. */
  readonly unless?: readonly string[];
  readonly term?: string;
  /** Rows that are no money (counts of cars, of people). */
  readonly count?: boolean;
}

export interface FormPanel {
  readonly id: string;
  readonly columns: readonly FormColumn[];
  readonly rows?: readonly FormRow[];
  /** Rows of the panel that carry a functional 类 by name belong to this group. */
  readonly classGroup?: string;
  /** Numbered rows that the form does not name, up to the row named in `until`, belong to this group. */
  readonly otherGroup?: string;
  readonly until?: string;
  /** Value columns that the form does not name belong to this group of columns. */
  readonly otherColumns?: string;
}

/** A column that formulas may name and no table prints: the first of `of` that the table has. */
export interface DerivedColumn {
  readonly id: string;
  readonly of: readonly string[];
  /** A column without which the derived one does not exist. */
  readonly needs?: string;
  /** A column beside which the derived one does not exist. */
  readonly lacks?: string;
}

/** The tree of codes of a form: 合计 = Σ 类, 类 = Σ 款, 款 = Σ 项 in every amount column. */
export interface FormTree {
  /** Left out where places sort the table by different catalogues and only a header tells which. */
  readonly catalogue?: Catalogue;
  /** The total's row id; without it the tree has none. */
  readonly total?: string;
  readonly id: string;
  /** Columns that the tree does not reach. */
  readonly except?: readonly string[];
}

/** An equation of a form, in the language of docs/language.md §6. Exactly one of `rows`, `columns`,
 * `cells`, `codes`, `reports`. */
export interface FormRelation {
  readonly id: string;
  readonly rule: RuleId;
  /** Over rows, in every value column (or those of `in`). */
  readonly rows?: string;
  /** Over columns, in every row (or those of `in`). */
  readonly columns?: string;
  /** Over single cells, also of other forms. */
  readonly cells?: string;
  /** Over cells of the same code, `*` standing for the code. */
  readonly codes?: string;
  /** Over cells of this report and, behind `上年.`, of last year's. */
  readonly reports?: string;
  readonly in?: readonly string[];
  /** Formulas that must hold for the relation to be owed; joined by `且`. */
  readonly when?: string;
  /** Formulas under which a row that a table leaves out can only have been forgotten; joined by `且`. */
  readonly whole?: string;
  readonly severity?: 'error' | 'warning' | 'information' | 'hint';
  /** Whether a blank total over parts that are not blank is broken. Default true. */
  readonly required?: boolean;
  /** Whether its scores were computed and rounded, so that they carry half a last digit. */
  readonly rounded?: boolean;
  /** Years in which it is owed, `2019-` or `-2018`. */
  readonly years?: string;
  /** In every row: the percentage in `rate` is that of column `of` in column `to`. */
  readonly ratio?: { readonly rate: string; readonly of: string; readonly to: string };
  /** The word for a score: in every row of `score` and `grade`, or anywhere in the row `row`. */
  readonly grades?: {
    readonly score?: string;
    readonly grade?: string;
    readonly row?: string;
    readonly scale: readonly (readonly [number, string])[];
  };
  /** A consequence of others: shown as an explanation, never a finding. */
  readonly explanation?: boolean;
  readonly note?: string;
}

/**
 * A row, or a column, as it is printed: its name, the numbered 类 of these codes in the report's year, or these codes
 * with all that stand below them in it. `years` as in relations.
 */
export type PrintedItem =
  | string
  | {
      readonly label?: string;
      readonly classes?: readonly number[];
      readonly codes?: readonly number[];
      readonly years?: string;
    };

/** One of the panels that stand side by side. */
export interface PrintedPanel {
  /** Headers before the amounts; one that ends in 行次 numbers the rows through all panels. */
  readonly head: readonly string[];
  readonly columns: readonly PrintedItem[];
  readonly rows: readonly PrintedItem[];
  /** Rows at the foot of the table, whatever stands between. */
  readonly foot?: readonly PrintedItem[];
}

/** A table as the final-accounts software prints it before anything is filled in. */
export interface PrintedForm {
  /** Whether a row of 栏次 stands below the header. */
  readonly columnNumbers?: boolean;
  readonly panels: readonly PrintedPanel[];
}

/** A column or row of a final account, and where the budget has it: a name, for rows also `行.栏`. */
export interface BudgetName {
  readonly here: string;
  readonly there: string | readonly string[];
}

/** Where the year's 预算 has the first budget of what a final account's table holds. */
export interface BudgetPlace {
  /** The form of the 预算. */
  readonly form: string;
  readonly columns: readonly BudgetName[];
  /** Rows that the budget calls otherwise; those of the same code or name need no line. */
  readonly rows?: readonly BudgetName[];
  /** Amounts carried over that one of the two may hold and the other not, `表.行.栏`; `*` is the row of the same code. */
  readonly carried?: readonly string[];
}

/** A form: one kind of table. One file each in `seeds/forms/`, or in a workspace's `.disclosure/forms/`. */
export interface Form {
  readonly id: string;
  readonly title: string;
  readonly english?: string;
  readonly number?: string;
  readonly kind?: ReportKind | 'any';
  readonly years?: string;
  readonly aliases?: readonly string[];
  /** Whether a report of this kind owes the table. */
  readonly required?: boolean;
  /** What names of units end with that owe it not although their kind does (universities publish no 三公). */
  readonly notOwedBy?: readonly string[];
  /** A form in whose place some provinces have this one. */
  readonly serves?: string;
  /** `rows`: known by labels; `tree`: by codes; `grid`: items × measures, either way round; `free`: neither. */
  readonly structure: 'rows' | 'tree' | 'grid' | 'free';
  readonly panels: readonly FormPanel[];
  /** How an empty table is printed; else from columns and rows that the form's equations speak of. */
  readonly print?: PrintedForm;
  /** Whether every panel of the table has the shape of the first (公开06 with three or four panels). */
  readonly repeatedPanels?: boolean;
  readonly tree?: FormTree;
  readonly derived?: readonly DerivedColumn[];
  readonly relations?: readonly FormRelation[];
  /**
   * Whether a department's table is the sum of its units' tables; rows and columns named in `eliminated` carry money
   * between the units, which a department may leave out.
   */
  readonly units?: { readonly eliminated?: readonly string[] };
  /** Where the 预算 that the front matter names has the first budget of what this table holds. */
  readonly budget?: BudgetPlace;
  /** The cell of an amount that the table may hold beyond what sentences on the year's own appropriation tell. */
  readonly mayHold?: string;
  /** Words that name what the table is about: sentences with them may say that there is nothing to report. */
  readonly subject?: readonly string[];
  /**
   * The nested form that this table is one block of: tables of a set stand under one heading, as often as there are
   * projects.
   */
  readonly set?: string;
  /** Relations between the tables of a set under one heading. */
  readonly setRelations?: readonly FormRelation[];
  /** Relations of the sums over all tables of this form in the report; `Σ表.栏` names such a sum. */
  readonly acrossTables?: readonly FormRelation[];
  /**
   * Rows whose label ends in `heads` lead a block: each is the sum of its rows, and `total` the sum of the heads.
   * Without `heads`, `total` is the sum of all rows where most columns show it to be.
   */
  readonly outline?: {
    readonly id: string;
    readonly total: string;
    readonly heads?: string;
    readonly except?: readonly string[];
  };
  readonly source: string;
  readonly basis?: string;
}
