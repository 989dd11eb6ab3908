/** Rows of one table: which is part of which. */

import { abs, halfDigit } from '../../base/amount.ts';
import type { CellFigure, Column, PanelRow } from '../../model/types.ts';
import { type Relation, relationOf } from '../types.ts';

/** A relation whose exact figures were rounded when they were computed. */
export function withRounding(relation: Relation): Relation {
  if (relation.shape !== 'linear') return relation;
  let extraSlack = 0n;
  for (const { figure, factor } of [...relation.left, ...relation.right]) {
    if (figure.half === 0n && figure.state === 'amount')
      extraSlack += abs(factor) * halfDigit(figure.decimals, figure.unit);
  }
  return relationOf({ ...relation, extraSlack }, relation);
}

/** The cell of a row in the column that stands for the same thing: the same column, or its like in another panel. */
export function cellLike(row: PanelRow, column: Column): CellFigure | undefined {
  const same = row.cells.get(column);
  if (same) return same;
  const values = row.panel.values;
  const like = column.form ? values.find((c) => c.form === column.form) : undefined;
  if (like) return row.cells.get(like);
  if (column.form) return undefined;
  return values.length === 1 ? row.cells.get(values[0] as Column) : undefined;
}

/** The nearest row above each code row whose code leads it, within its unit. */
export function parentsOf(rows: readonly PanelRow[], byUnit: boolean): Map<PanelRow, PanelRow> {
  const known = new Map<string, PanelRow>();
  const unitKey = (row: PanelRow) => (byUnit ? String(row.unit?.index ?? -1) : '');
  for (const row of rows) {
    const key = `${unitKey(row)}:${row.code}`;
    if (!known.has(key)) known.set(key, row);
  }
  const parents = new Map<PanelRow, PanelRow>();
  for (const row of rows) {
    for (let code = (row.code as string).slice(0, -2); code.length >= 3; code = code.slice(0, -2)) {
      const parent = known.get(`${unitKey(row)}:${code}`);
      if (parent) {
        parents.set(row, parent);
        break;
      }
    }
  }
  return parents;
}

export function duplicatedOf(rows: readonly PanelRow[], byUnit: boolean): Set<PanelRow> {
  const first = new Map<string, PanelRow>();
  const duplicated = new Set<PanelRow>();
  for (const row of rows) {
    const key = `${byUnit ? (row.unit?.index ?? -1) : ''}:${row.code}`;
    const other = first.get(key);
    if (other) duplicated.add(other).add(row);
    else first.set(key, row);
  }
  return duplicated;
}
