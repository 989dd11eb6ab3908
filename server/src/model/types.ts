/**
 * The report model: tables with their columns, rows and figures. Places inside a table count lines from the table's
 * block, so that a table an edit did not touch is used again as it is.
 */
import type { Printed, Scaled } from '../base/amount.ts';
import type { Span } from '../base/range.ts';
import type {
  Catalogue,
  Comparison,
  Form,
  FormColumn,
  FormPanel,
  FormRow,
  ReportKind,
} from '../reference/types.ts';
import type { PrintedFormula } from '../syntax/formula.ts';
import type { Block } from '../syntax/tree.ts';

/** What stands in the place of a figure. */
export type FigureState =
  | 'amount'
  /** Nothing: an exact zero as an addend. */
  | 'blank'
  /** `—`: does not apply; makes no claim. */
  | 'dash'
  /** Text, or a number that cannot be read, or one in a row whose cells do not fit the columns. */
  | 'unreadable';

/** Any printed number: a cell, or an amount, percentage or count in prose. */
export interface Figure {
  readonly owner: FigureOwner;
  readonly span: Span;
  readonly raw: string;
  readonly state: FigureState;
  readonly kind: 'money' | 'count' | 'percent';
  readonly printed: Printed | undefined;
  /** Power of ten of a yuan that one unit stands for; 0 for counts and percentages. */
  readonly unit: number;
  /** Value in the base unit, scaled; zero for a blank. */
  readonly value: Scaled;
  /** Half of the last digit: the figure stands for value ± half. Zero for a blank and a bare 0. */
  readonly half: Scaled;
  /** Decimals that the figure counts as printed with (those of its column). */
  readonly decimals: number;
}

/** The table or paragraph a figure stands in. */
export type FigureOwner = TableModel | ProseOwner;

export interface ProseOwner {
  readonly kind: 'prose';
  readonly block: Block;
}

/** A figure in a table's cell. */
export interface CellFigure extends Figure {
  readonly owner: TableModel;
  readonly column: Column;
  readonly row: PanelRow;
}

export type ColumnRole = 'label' | 'code' | 'ordinal' | 'line-number' | 'value' | 'percent' | 'text';

export interface Column {
  readonly index: number;
  /** Header parts as printed, outermost first. */
  readonly path: readonly string[];
  readonly role: ColumnRole;
  readonly panel: number;
  /** 栏次. */
  readonly number: number | undefined;
  readonly ofWhich: boolean;
  readonly form: FormColumn | undefined;
  /** What it is beside the columns of the year, where it is none of them: never an addend, never the year's figure. */
  readonly comparison: Comparison | undefined;
  /** Most decimals printed in the column. */
  readonly decimals: number;
  /** Power of ten of a yuan; the table's, unless the header names another. */
  readonly unit: number;
  readonly count: boolean;
  /** Where its header stands. */
  readonly header: Span | undefined;
}

export interface Panel {
  readonly index: number;
  readonly columns: readonly Column[];
  readonly labels: readonly Column[];
  readonly codes: readonly Column[];
  /** The column whose cells hold code and name together; it is one of `codes`. */
  readonly joined: Column | undefined;
  /** Columns that name the unit beside each row. */
  readonly units: readonly Column[];
  readonly lineNumber: Column | undefined;
  readonly values: readonly Column[];
  readonly form: FormPanel | undefined;
  readonly catalogue: Catalogue | undefined;
}

/** What a row is in the structure of its panel. */
export type RowRole = 'total' | 'subtotal' | 'code' | 'unit' | 'item' | 'part' | 'values';

/** A row as one panel reads it. */
export interface PanelRow {
  readonly panel: Panel;
  /** Line of the block. */
  readonly line: number;
  /** Counts data rows from 0. */
  readonly index: number;
  readonly label: string;
  /** The label as names are compared, without numbering. */
  readonly name: string;
  readonly labelSpan: Span | undefined;
  readonly code: string | undefined;
  readonly codeSpan: Span | undefined;
  readonly nameSpan: Span | undefined;
  readonly lineNumber: number | undefined;
  readonly role: RowRole;
  readonly form: FormRow | undefined;
  readonly groups: readonly string[];
  /** The 类 that a functional row stands for by name (`五、教育支出` → 205). */
  readonly classCode: string | undefined;
  /** The unit whose tree the row stands in, where rows name units. */
  readonly unit: PanelRow | undefined;
  /** The row of which it is a part (`其中：`). */
  readonly partOf: PanelRow | undefined;
  readonly cells: ReadonlyMap<Column, CellFigure>;
  readonly reliable: boolean;
}

export interface NoteModel {
  readonly line: number;
  readonly text: string;
  readonly formulas: readonly (PrintedFormula & { readonly line: number })[];
}

/** What reading a table comes upon, by the rule that tells it: its words, severity and fix stand with the rule. */
export interface TableTold {
  'ragged-row': 'too-few-cells' | 'too-many-cells' | 'no-leading-bar' | 'number-row-shifted';
  'bad-number': 'bad-number';
  'unknown-property': 'unit-unknown';
}

/** A rule that tells what reading a table comes upon. */
export type TableRule = keyof TableTold;

export interface IssueOf<R extends TableRule> {
  readonly rule: R;
  readonly what: TableTold[R];
  readonly span: Span;
  readonly data: Readonly<Record<string, string>>;
  readonly printed?: string | undefined;
  readonly expected?: string | undefined;
  /** What would mend it: a text in the place of what is printed. */
  readonly mend?: { readonly span: Span; readonly newText: string } | undefined;
}

export type Issue = { [R in TableRule]: IssueOf<R> }[TableRule];

/** What is missing from a table: rows, columns, or both. */
export interface Lacks {
  readonly rows: boolean;
  readonly columns: boolean;
}

/** What the text around a table says of what is there. */
export interface Presence {
  /** What a 待核对 comment, or rows left behind the table, say was not read. */
  readonly lacks: Lacks;
  /** Whether sentences say that there is nothing to report. */
  readonly saidEmpty: boolean;
  /** Whether the report says of itself that it is published: then nothing is still being filled in. */
  readonly published: boolean;
}

/** What a table is told by the report around it. */
export interface TableContext {
  readonly presence: Presence;
  readonly title: string;
  readonly titleLine: number | undefined;
  /** Other titles that the table may have: enclosing headings, the prose line before it. */
  readonly unitName: string | undefined;
  readonly moneyUnit: number | undefined;
  readonly kind: ReportKind | undefined;
  readonly year: number | undefined;
}

export interface TableModel {
  readonly kind: 'table';
  readonly block: Block;
  readonly context: TableContext;
  readonly title: string;
  /** `公开NN表`. */
  readonly number: string | undefined;
  readonly unit: number;
  readonly unitKnown: boolean;
  readonly year: number | undefined;
  readonly form: Form | undefined;
  /** Why the table was taken for its form, or why for none. */
  readonly formReason: { readonly by: 'name' | 'title' | 'part' | 'none'; readonly alias: string };
  readonly columns: readonly Column[];
  readonly panels: readonly Panel[];
  readonly rows: readonly PanelRow[];
  /** Rows by the panel-spanning structure of a grid: [item, measure] → cell. */
  readonly grid: ReadonlyMap<string, ReadonlyMap<string, CellFigure>> | undefined;
  readonly notes: readonly NoteModel[];
  readonly issues: readonly Issue[];
  /** Whether it holds no amount. */
  readonly empty: boolean;
  /**
   * Whether its amounts are there (language.md §4): none yet; none, and the text says that there are none; some rows or
   * columns are missing or still being filled in; all.
   */
  readonly state: 'unfilled' | 'void' | 'partial' | 'complete';
  /** What a partial table lacks. */
  readonly lacks: Lacks;
  /** Rows and columns of a partial table whose amounts are still to come. */
  readonly openRows: ReadonlySet<PanelRow>;
  readonly openColumns: ReadonlySet<Column>;
  readonly dialect: 'bar' | 'tab';
  /** Lines of header rows, 栏次 rows included. */
  readonly headerLines: readonly number[];
  /** Lines of 栏次 rows among them. */
  readonly numberLines: readonly number[];
  readonly firstRow: number;
  readonly missingColumns: readonly FormColumn[];
  /** Columns of amounts whose header names nothing of a grid, or what another names already: no sum is without them. */
  readonly unread: readonly Column[];
}
