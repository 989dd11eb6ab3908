/** Figures that stand beside other names than their own: what others say of a name, the table says of another. */
import { getOrMake } from '../../base/maps.ts';
import type { CellFigure, Column, Figure, PanelRow, TableModel } from '../../model/types.ts';
import type { Graph } from '../graph.ts';
import { figuresOf, type Relation } from '../types.ts';
import { brokenOf, isBroken, type RowCause, relationsOf } from './types.ts';

/** Names that must have one another's figures. */
const FEWEST_NAMES = 3;

/** The rows of a table whose figures were shifted against the names. */
export function rowCause(graph: Graph, table: TableModel): RowCause | undefined {
  const relations = relationsOf(graph, [table]);
  const broken = relations.filter(isBroken);
  if (broken.length < FEWEST_NAMES) return undefined;
  const claims = claimsOf(broken, table);
  if (claims.size < FEWEST_NAMES) return undefined;
  const printed = printedIn(table);
  const moved: PanelRow[] = [];
  const found = new Set<bigint>();
  for (const [cell, values] of claims) {
    const away = values.filter((v) =>
      printed
        .get(cell.column)
        ?.get(v)
        ?.some((r) => r !== cell.row),
    );
    if (away.length === 0) continue;
    moved.push(cell.row);
    for (const value of away) found.add(value);
  }
  // One figure that many rows repeat, printed wrong once, is a slip: rows that moved took figures of their own along.
  const names = found.size < FEWEST_NAMES ? new Set<PanelRow>() : new Set(moved);
  // A value that stands elsewhere by chance is one of many that do not.
  if (names.size < FEWEST_NAMES || moved.length * 5 < claims.size * 4) return undefined;
  const row = table.rows.find((r) => names.has(r)) as PanelRow;
  return { kind: 'shifted-rows', table, row, explains: brokenOf(relations) };
}

/** What others, tables and sentences, say of cells of a table and is not printed there. */
function claimsOf(broken: readonly Relation[], table: TableModel): Map<CellFigure, bigint[]> {
  const claims = new Map<CellFigure, bigint[]>();
  for (const relation of broken) {
    if (relation.shape !== 'linear' || relation.op !== '=') continue;
    const filled = figuresOf(relation).filter((f) => f.value !== 0n);
    const own = figuresOf(relation).filter((f): f is CellFigure => f.owner === table);
    const others = filled.filter((f) => f.owner !== table);
    const [cell] = own;
    const [other] = others;
    if (!cell || !other || own.length > 1 || others.length > 1) continue;
    getOrMake(claims, cell, () => []).push(other.value);
  }
  return claims;
}

/** The rows of a table by what they print, column by column. */
function printedIn(table: TableModel): Map<Column, Map<bigint, PanelRow[]>> {
  const printed = new Map<Column, Map<bigint, PanelRow[]>>();
  for (const row of table.rows) {
    for (const [column, cell] of row.cells as ReadonlyMap<Column, Figure>) {
      if (cell.value === 0n) continue;
      const byValue = getOrMake(printed, column, () => new Map<bigint, PanelRow[]>());
      getOrMake(byValue, cell.value, () => []).push(row);
    }
  }
  return printed;
}
