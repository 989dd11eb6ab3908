/** How goldens name a figure: a cell by table, row and column, a sentence's figure as printed. */

import type { CellFigure, Figure, TableModel } from '../../server/src/model/types.ts';
import { isCell } from '../../server/src/relations/figure.ts';

export function tableName(table: TableModel): string {
  return table.form?.id ?? (table.number ? `公开${table.number}` : `《${table.title}》`);
}

export function rowName({ row }: CellFigure): string {
  const own = row.code ?? row.form?.id ?? (row.label || (row.role === 'total' ? '合计' : `L${row.line + 1}`));
  return row.unit && row.unit !== row ? `${row.unit.label}>${own}` : own;
}

export function columnName({ column }: CellFigure): string {
  return column.form?.id ?? column.path.join('/');
}

export function nameOf(figure: Figure): string {
  if (!isCell(figure)) return figure.raw;
  return `${tableName(figure.owner)}.${rowName(figure)}.${columnName(figure)}`;
}
