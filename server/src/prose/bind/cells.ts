/** The cells of a table that a row, a column and a measure mean. */
import type { CellFigure, Column, PanelRow, TableModel } from '../../model/types.ts';
import type { Measure, ProseWords } from '../../reference/prose.ts';
import type { FormColumn } from '../../reference/types.ts';
import { isBudgetMeasure } from './names.ts';
import { indexOf } from './rows.ts';

/** Finds cells in reports of one kind. */
export class Cells {
  constructor(
    private readonly words: ProseWords,
    private readonly isBudget: boolean,
  ) {}

  /** A cell by the ids of a form's row and column. */
  cell(
    table: TableModel,
    row: string,
    column: string | undefined,
    measure: Measure | undefined,
  ): CellFigure | undefined {
    if (table.grid) {
      const line = table.grid.get(row);
      if (!line) return undefined;
      if (column) return line.get(column);
      return this.gridCell(line, measure);
    }
    const index = indexOf(table);
    const rows =
      index.rowsById.get(row) ??
      (row === '合计' && index.total && (index.total.form === undefined || index.total.form.id === '合计')
        ? [index.total]
        : undefined) ??
      index.rowsByCode.get(row);
    for (const r of rows ?? []) {
      const cell = column ? cellOfColumn(r, column) : this.main(table, r, measure);
      if (cell) return cell;
    }
    return undefined;
  }

  /** The cell of a line in the column that a measure means. */
  gridCell(line: ReadonlyMap<string, CellFigure>, measure: Measure | undefined): CellFigure | undefined {
    const wanted = measure ?? (this.isBudget ? 'budget' : 'final');
    for (const column of this.words.measureColumns[wanted]) {
      const cell = line.get(column);
      if (cell) return cell;
    }
    return undefined;
  }

  /** The cell of a row in the column that a measure means. */
  main(table: TableModel, row: PanelRow, measure: Measure | undefined): CellFigure | undefined {
    const wanted = measure ?? (this.isBudget ? 'budget' : 'final');
    const columns = [...row.cells.keys()];
    if (isBudgetMeasure(wanted) && !this.isBudget) {
      for (const id of this.words.measureColumns[wanted]) {
        const column = columns.find((c) => c.form?.id === id);
        if (column) return row.cells.get(column);
      }
      return undefined;
    }
    const derived = table.form?.derived?.[0];
    if (derived && table.form?.tree?.catalogue === 'economic_department') {
      for (const id of derived.of) {
        const column = columns.find((c) => c.form?.id === id);
        if (column) return row.cells.get(column);
      }
    }
    const column = mainColumn(row, columns);
    return column ? row.cells.get(column) : undefined;
  }
}

/**
 * The column of the year's whole amount: the first that the form asks for, wherever the print has it. A part is not
 * taken in its place.
 */
function mainColumn(row: PanelRow, columns: readonly Column[]): Column | undefined {
  const named = (row.panel.form?.columns ?? []).filter((c) => c.role === undefined);
  const wanted = named.find((c) => c.required === true);
  const of = (form: FormColumn | undefined) => form && columns.find((c) => c.form === form);
  if (wanted) return of(wanted) ?? (columns.length === 1 ? columns[0] : undefined);
  const own = columns.find((c) => c.form !== undefined && !c.ofWhich);
  return own ?? (columns.length === 1 ? columns[0] : undefined);
}

function cellOfColumn(row: PanelRow, id: string): CellFigure | undefined {
  for (const [column, cell] of row.cells) if (column.form?.id === id) return cell;
  return undefined;
}
