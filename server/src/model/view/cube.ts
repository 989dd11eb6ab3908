/**
 * A table seen through its form: rows by id, group and code; columns by id and group; whichever way round the print
 * has them. Formulas name cells through it.
 */

import { foldName, foldWidth } from '../../base/fold.ts';
import { getOrMake, pushTo } from '../../base/maps.ts';
import { comparableHeader, comparableLabel, groupsOf, headerScore } from '../../reference/forms.ts';
import type { Form, FormColumn } from '../../reference/types.ts';
import { isZero } from '../figure.ts';
import type { CellFigure, Column, Panel, PanelRow, TableModel } from '../types.ts';

/** A row of a cube. */
export interface CubeLine {
  readonly row: PanelRow | undefined;
  readonly id: string | undefined;
  readonly label: string;
  readonly groups: readonly string[];
  readonly code: string | undefined;
  cell(column: string): CellFigure | undefined;
}

/** Key of a column: the form's; of one of comparison its header, which the panels beside it may have too. */
function keyOf(column: Column, panel: Panel): string {
  if (column.form) return column.form.id;
  if (!column.comparison) return `#${column.index}`;
  const path = column.path.map(comparableHeader).filter((part) => part !== panel.form?.id);
  return `~${path.join('/')}`;
}

const innermost = (column: Column) => comparableHeader(column.path.at(-1) ?? '');
/** Headers of the sum of what stands under the same header. */
const SUBTOTALS: ReadonlySet<string> = new Set(['小计', '合计']);
const isSubtotal = (column: Column) => column.path.length > 1 && SUBTOTALS.has(innermost(column));
const outerOf = (column: Column) => comparableHeader(column.path.at(-2) ?? '');

/**
 * Whether a column without a name in the form is an addend: unless it details another (`其中：`, or beside a 小计).
 * @param all the columns of its panel
 */
function addendsOf(all: readonly Column[]): (column: Column) => boolean {
  /** Headers over a 小计 or a column that the form names, other than one that is itself a detail. */
  const summed = new Set<string>();
  /** Headers of columns, with the headers that they stand under. */
  const above = new Map<string, Set<string>>();
  for (const c of all) {
    if (isSubtotal(c) || (c.form !== undefined && !c.form.ofWhich)) summed.add(outerOf(c));
    getOrMake(above, innermost(c), () => new Set<string>()).add(outerOf(c));
  }
  return (column) => {
    if (column.ofWhich || column.count || column.role === 'percent' || column.comparison) return false;
    if (column.path.length < 2 || isSubtotal(column)) return true;
    const outer = outerOf(column);
    if (summed.has(outer)) return false;
    // A column of the name that this one stands under, elsewhere than under that name itself.
    const places = above.get(outer);
    return !places || (places.size === 1 && places.has(outer));
  };
}

/** The columns of a panel by key; of several with one key the last speaks first. */
type ColumnsByKey = ReadonlyMap<string, readonly Column[]>;

function columnsByKey(panel: Panel): ColumnsByKey {
  const columns = new Map<string, Column[]>();
  for (const column of [...panel.values].reverse()) pushTo(columns, keyOf(column, panel), column);
  return columns;
}

/** A printed row. */
class RowLine implements CubeLine {
  constructor(
    readonly row: PanelRow,
    private readonly form: Form | undefined,
    private readonly columns: ColumnsByKey,
  ) {}

  get id(): string | undefined {
    return this.row.form?.id ?? (this.row.role === 'total' ? this.form?.tree?.total : undefined);
  }

  get label(): string {
    return this.row.label || this.row.name;
  }

  get code(): string | undefined {
    return this.row.code ?? this.row.classCode;
  }

  get groups(): readonly string[] {
    return this.row.groups;
  }

  cell(column: string): CellFigure | undefined {
    const own = this.own(column);
    if (own) return own;
    const from = this.form?.derived?.find((d) => d.id === column);
    if (!from || (from.needs !== undefined && !this.own(from.needs))) return undefined;
    if (from.lacks !== undefined && this.own(from.lacks)) return undefined;
    for (const id of from.of) {
      const found = this.own(id);
      if (found) return found;
    }
    return undefined;
  }

  private own(key: string): CellFigure | undefined {
    for (const column of this.columns.get(key) ?? []) {
      const cell = this.row.cells.get(column);
      if (cell) return cell;
    }
    return undefined;
  }
}

/** Digits of a 类. */
const CLASS = 3;

/** The rows of a table: as it prints them, or the items of a grid. */
function linesOf(table: TableModel): CubeLine[] {
  if (table.grid) return gridLines(table, table.grid);
  const columnsOf = new Map(table.panels.map((panel) => [panel, columnsByKey(panel)]));
  const none: ColumnsByKey = new Map();
  return table.rows.map((row) => new RowLine(row, table.form, columnsOf.get(row.panel) ?? none));
}

function gridLines(table: TableModel, grid: NonNullable<TableModel['grid']>): CubeLine[] {
  const items = table.form?.panels[0]?.rows ?? [];
  return [...grid].map(([id, measures]) => {
    const item = items.find((r) => r.id === id);
    return {
      row: measures.values().next().value?.row,
      id,
      label: id,
      groups: item ? groupsOf(item) : [],
      code: undefined,
      cell: (column) => measures.get(column),
    };
  });
}

/** The keys of all columns of amounts, in print order. */
function columnKeysOf(table: TableModel): Set<string> {
  const keys = table.panels.flatMap((panel) => panel.values.map((column) => keyOf(column, panel)));
  const measures = [...(table.grid?.values() ?? [])].flatMap((line) => [...line.keys()]);
  return new Set([...keys, ...measures]);
}

/**
 * Looks at a table through its form.
 * @param details rows that detail another one of their code, with that one
 */
export function cubeOf(table: TableModel, details: ReadonlyMap<PanelRow, PanelRow>): Cube {
  const lines = linesOf(table);
  const byId = new Map<string, CubeLine[]>();
  const byCode = new Map<string, CubeLine[]>();
  for (const line of lines) {
    if (line.id !== undefined) pushTo(byId, line.id, line);
    if (line.code === undefined || (line.row && details.has(line.row))) continue;
    pushTo(byCode, line.code, line);
  }
  return new Cube(table, details, { lines, byId, byCode, columnKeys: columnKeysOf(table) });
}

/** Where the rows and columns of a cube are found. */
interface CubeIndex {
  readonly lines: readonly CubeLine[];
  readonly byId: ReadonlyMap<string, readonly CubeLine[]>;
  readonly byCode: ReadonlyMap<string, readonly CubeLine[]>;
  readonly columnKeys: ReadonlySet<string>;
}

export class Cube {
  private placedCells: ReadonlySet<CellFigure> | undefined;
  private topLines: readonly CubeLine[] | undefined;

  /** Made by {@link cubeOf}. */
  constructor(
    readonly table: TableModel,
    readonly details: ReadonlyMap<PanelRow, PanelRow>,
    private readonly index: CubeIndex,
  ) {}

  get form(): Form | undefined {
    return this.table.form;
  }

  get lines(): readonly CubeLine[] {
    return this.index.lines;
  }

  byId(id: string): readonly CubeLine[] {
    return this.index.byId.get(id) ?? [];
  }

  byCode(code: string): readonly CubeLine[] {
    return this.index.byCode.get(code) ?? [];
  }

  codes(): Iterable<string> {
    return this.index.byCode.keys();
  }

  /**
   * The rows that make up a code in a table that prints no row of its level: those below it that no other printed row
   * holds. Some places list items (项) alone.
   */
  below(code: string): readonly CubeLine[] {
    return this.printsLevel(code.length) ? [] : this.tops().filter((l) => l.code?.startsWith(code));
  }

  private printsLevel(length: number): boolean {
    for (const code of this.index.byCode.keys()) if (code.length === length) return true;
    return false;
  }

  /** The rows with a code that no printed row holds. */
  private tops(): readonly CubeLine[] {
    this.topLines ??= [...this.index.byCode.values()].flat().filter(({ code = '' }) => {
      for (let upper = code.slice(0, -2); upper.length >= 3; upper = upper.slice(0, -2))
        if (this.index.byCode.has(upper)) return false;
      return true;
    });
    return this.topLines;
  }

  /** The rows of a group of the form; of 类, where none is printed, the rows that make them up. */
  inGroup(group: string): readonly CubeLine[] {
    if (group === '类')
      return this.printsLevel(CLASS) ? this.lines.filter((l) => l.code?.length === CLASS) : this.tops();
    return this.lines.filter((l) => l.groups.includes(group));
  }

  /** Whether the table has the column, or one that it can be derived from. */
  hasColumn(id: string): boolean {
    if (this.index.columnKeys.has(id)) return true;
    const from = this.form?.derived?.find((d) => d.id === id);
    return from !== undefined && !this.lacksSource(id) && from.of.some((c) => this.index.columnKeys.has(c));
  }

  /** Whether it has no column for codes and no row that is one by its name. */
  listsNoCodes(): boolean {
    return this.index.byCode.size === 0 && this.table.panels.every((p) => p.codes.length === 0);
  }

  /** Whether the table has columns in the place of a row (人员经费, 公用经费 of one list). */
  standsInColumns(row: string): boolean {
    const rows = this.form?.panels.flatMap((p) => p.rows ?? []) ?? [];
    return rows.some((r) => r.id === row && r.unless?.some((c) => this.index.columnKeys.has(c)));
  }

  /** Whether a column is told from another one that the table does not print, or stands for one that it does. */
  lacksSource(id: string): boolean {
    const { needs, lacks } = this.form?.derived?.find((d) => d.id === id) ?? {};
    return (
      (needs !== undefined && !this.index.columnKeys.has(needs)) ||
      (lacks !== undefined && this.index.columnKeys.has(lacks))
    );
  }

  /** Keys of the columns that a group sums: those the form names, and others that are addends by their place. */
  columnGroup(group: string): string[] {
    const keys = new Set<string>();
    for (const panel of this.table.panels) {
      const isAddend = panel.form?.otherColumns === group ? addendsOf(panel.values) : () => false;
      for (const column of panel.values) {
        const form = column.form && this.standsFor(column.form, panel);
        if (form ? groupsOf(form).includes(group) : isAddend(column)) keys.add(keyOf(column, panel));
      }
    }
    return [...keys];
  }

  /** The column in whose place one stands: itself, but where the table prints the parts of another and not that one. */
  private standsFor(own: FormColumn, panel: Panel): FormColumn {
    if (own.instead === undefined || this.index.columnKeys.has(own.instead)) return own;
    return panel.form?.columns.find((c) => c.id === own.instead) ?? own;
  }

  /** Value columns that the form does not name: their amounts may belong anywhere. */
  hasUnknownColumns(): boolean {
    return this.table.panels.some((p) =>
      p.values.some((c) => !c.form && !c.ofWhich && !c.comparison && p.form && !p.form.otherColumns),
    );
  }

  /** Amounts of a row in columns that the form neither names nor sums: they may belong to any of its sums. */
  unread(row: PanelRow): Column[] {
    if (row.panel.form?.otherColumns !== undefined) return [];
    const placed = this.placed();
    return [...row.cells]
      .filter(([c, f]) => !c.form && !c.ofWhich && !c.comparison && c.role === 'value' && !isZero(f))
      .filter(([, f]) => !placed.has(f))
      .map(([c]) => c);
  }

  /** The cells that a grid has placed: its columns are measures of items, not columns of the form. */
  private placed(): ReadonlySet<CellFigure> {
    if (!this.placedCells) {
      const lines = [...(this.table.grid?.values() ?? [])];
      this.placedCells = new Set(lines.flatMap((measures) => [...measures.values()]));
    }
    return this.placedCells;
  }

  /** Whether an amount stands in a row that the form does not place. */
  hasUnknownRows(): boolean {
    return this.lines.some(
      (l) =>
        l.id === undefined &&
        l.code === undefined &&
        l.groups.length === 0 &&
        l.row !== undefined &&
        l.row.role !== 'part' &&
        l.row.role !== 'subtotal' &&
        // A panel of another division of the same total holds nothing that the form misses.
        l.row.panel.form !== undefined &&
        [...l.row.cells.values()].some((f) => !isZero(f) || f.state === 'unreadable'),
    );
  }

  /** All value column keys, in print order. */
  keys(): string[] {
    return [...this.index.columnKeys];
  }

  /** Rows that a name of a person's formula means: a code, `27行`, or a label. */
  find(printed: string): readonly CubeLine[] {
    const name = foldWidth(printed);
    const byNumber = /^(\d{1,3})行$/.exec(foldName(name));
    if (byNumber) {
      const n = Number(byNumber[1]);
      const numbered = this.lines.filter((l) => l.row?.lineNumber === n);
      if (numbered.length > 0) return numbered;
      if (this.table.panels.some((p) => p.lineNumber)) return [];
      return this.lines.filter((l) => l.row !== undefined && l.row.index === n - 1);
    }
    if (/^\d{3}(\d{2}){0,2}$/.test(name)) return this.byCode(name);
    const wanted = comparableLabel(name);
    const exact = this.lines.filter((l) =>
      l.row ? l.row.name === wanted : comparableLabel(l.label) === wanted,
    );
    if (exact.length > 0) return exact;
    return this.lines.filter((l) => l.id !== undefined && comparableLabel(l.id) === wanted);
  }

  /** Columns that a name of a person's formula means: `1栏` or a header (any last part of its path). */
  findColumns(name: string): Column[] {
    const number = /^(\d{1,2})栏$/.exec(foldName(name));
    const values = this.table.panels.flatMap((p) => p.values);
    if (number) {
      const n = Number(number[1]);
      const numbered = values.filter((c) => c.number === n);
      if (numbered.length > 0 || values.some((c) => c.number !== undefined)) return numbered;
      const only = values[n - 1];
      return only ? [only] : [];
    }
    const byHeader = values.filter((c) => headerScore(c.path, name) > 0);
    if (byHeader.length > 0) return byHeader;
    return values.filter(
      (c) => c.form !== undefined && comparableHeader(c.form.id) === comparableHeader(name),
    );
  }
}
