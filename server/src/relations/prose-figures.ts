/** Figures as the relations of sentences name them. */
import type { Report } from '../model/report.ts';
import type { CellFigure, Figure } from '../model/types.ts';
import type { ChangeStatement, ProseFigure, RateStatement } from '../prose/types.ts';
import { isCell } from './figure.ts';

export function written(figure: Figure): string {
  if (isCell(figure)) return figure.raw;
  const prose = figure as ProseFigure;
  return prose.kind === 'percent' ? prose.raw : prose.raw + prose.unitText;
}

export function ofColumn(
  row: { readonly cells: ReadonlyMap<{ readonly form: { readonly id: string } | undefined }, CellFigure> },
  id: string | undefined,
): CellFigure | undefined {
  if (id === undefined) return undefined;
  for (const [column, cell] of row.cells) if (column.form?.id === id) return cell;
  return undefined;
}

/** A change as it is said: `增加5.00万元`. */
export function changeText({ direction, figure }: ChangeStatement | RateStatement): string {
  return `${direction.text}${figure.raw}${figure.kind === 'percent' ? '' : figure.unitText}`;
}

/** The cell that a sum of running costs is told beside. */
export function runningCell(
  { tables }: Report,
  { form, row, columns }: RunningPlace,
): CellFigure | undefined {
  const table = tables.find((t) => t.table.form?.id === form && !t.table.empty)?.table;
  for (const own of table?.rows ?? []) {
    if (row === undefined ? own.role !== 'total' : own.form?.id !== row) continue;
    for (const id of columns) {
      const cell = ofColumn(own, id);
      if (cell) return cell;
    }
  }
  return undefined;
}

/** A form, one of its rows (its total where none is named), and its columns, first choice first. */
export interface RunningPlace {
  readonly form: string;
  readonly row: string | undefined;
  readonly columns: readonly string[];
}

/** A figure in the words of the report. */
export function nameOf(figure: Figure): string {
  return isCell(figure) ? `${placeOf(figure)} ${figure.raw}` : written(figure);
}

export function placeOf(cell: CellFigure): string {
  const table = cell.owner.number ? `公开${cell.owner.number}` : cell.owner.title;
  const row = cell.row.label !== '' ? cell.row.label : '';
  return [table, row, cell.column.path.join('/')].filter((p) => p !== '').join('.');
}
