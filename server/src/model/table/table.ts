/** Tables as they are read and kept. Others see them as {@link TableModel}. */
import type { Form, FormColumn } from '../../reference/types.ts';
import type { Block } from '../../syntax/tree.ts';
import type { Row } from '../row.ts';
import type { Column, Issue, Lacks, NoteModel, Panel, PanelRow, TableContext, TableModel } from '../types.ts';

/** What a table's lines are, and what is told of them: new with every edit of them, also where the table is the same. */
export interface TableText {
  readonly block: Block;
  readonly context: TableContext;
  readonly issues: readonly Issue[];
}

/** What the head of a table says. */
export type TableHeading = Omit<TableModel, 'kind' | keyof TableText | keyof TableBody | 'rows'>;

/** What follows from the rows. */
export type TableBody = Pick<
  TableModel,
  'grid' | 'empty' | 'state' | 'lacks' | 'openRows' | 'openColumns' | 'unread'
>;

const NO_ROWS: ReadonlySet<PanelRow> = new Set();
const NO_COLUMNS: ReadonlySet<Column> = new Set();

/** A table, which its cells name as their owner: first its head, then its rows, then what follows from these. */
export class Table implements TableModel {
  readonly kind = 'table';
  readonly title: string;
  readonly number: string | undefined;
  readonly unit: number;
  readonly unitKnown: boolean;
  readonly year: number | undefined;
  readonly form: Form | undefined;
  readonly formReason: TableModel['formReason'];
  readonly columns: readonly Column[];
  readonly panels: readonly Panel[];
  readonly notes: readonly NoteModel[];
  readonly dialect: TableModel['dialect'];
  readonly headerLines: readonly number[];
  readonly numberLines: readonly number[];
  readonly firstRow: number;
  readonly missingColumns: readonly FormColumn[];
  private text: TableText;
  private read: readonly Row[] = [];
  private slots = 0;
  private body: TableBody = {
    grid: undefined,
    empty: false,
    state: 'complete',
    lacks: { rows: false, columns: false },
    openRows: NO_ROWS,
    openColumns: NO_COLUMNS,
    unread: [],
  };

  constructor(head: TableHeading, text: TableText) {
    this.title = head.title;
    this.number = head.number;
    this.unit = head.unit;
    this.unitKnown = head.unitKnown;
    this.year = head.year;
    this.form = head.form;
    this.formReason = head.formReason;
    this.columns = head.columns;
    this.panels = head.panels;
    this.notes = head.notes;
    this.dialect = head.dialect;
    this.headerLines = head.headerLines;
    this.numberLines = head.numberLines;
    this.firstRow = head.firstRow;
    this.missingColumns = head.missingColumns;
    this.text = text;
  }

  get block(): Block {
    return this.text.block;
  }

  get context(): TableContext {
    return this.text.context;
  }

  get issues(): readonly Issue[] {
    return this.text.issues;
  }

  get rows(): readonly Row[] {
    return this.read;
  }

  get grid(): TableModel['grid'] {
    return this.body.grid;
  }

  get empty(): boolean {
    return this.body.empty;
  }

  get state(): TableModel['state'] {
    return this.body.state;
  }

  get lacks(): Lacks {
    return this.body.lacks;
  }

  get openRows(): ReadonlySet<PanelRow> {
    return this.body.openRows;
  }

  get openColumns(): ReadonlySet<Column> {
    return this.body.openColumns;
  }

  get unread(): readonly Column[] {
    return this.body.unread;
  }

  /** The number of its next cell. */
  takeSlot(): number {
    return this.slots++;
  }

  /** Takes its rows. */
  fill(rows: readonly Row[]): void {
    this.read = rows;
  }

  /** Takes what follows from its rows. */
  settle(body: Partial<TableBody>): void {
    this.body = { ...this.body, ...body };
  }

  /** Its lines, or what is told of them, are new; rows and columns are the same. */
  restate({ block, context, issues }: TableText): void {
    this.text = { block, context, issues };
  }
}
