/** Figures as the relations of sentences name them. */
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

/** A figure in the words of the report. */
export function nameOf(figure: Figure): string {
  return isCell(figure) ? `${placeOf(figure)} ${figure.raw}` : written(figure);
}

export function placeOf(cell: CellFigure): string {
  const table = cell.owner.number ? `公开${cell.owner.number}` : cell.owner.title;
  const row = cell.row.label !== '' ? cell.row.label : '';
  return [table, row, cell.column.path.join('/')].filter((p) => p !== '').join('.');
}
