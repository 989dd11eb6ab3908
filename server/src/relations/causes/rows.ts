/** Figures that stand beside other names than their own: what others say of a name, the table says of another. */
import { getOrMake } from '../../base/maps.ts';
import type { CellFigure, Column, Figure, PanelRow, TableModel } from '../../model/types.ts';
import type { Graph } from '../graph.ts';
import { figuresOf, type Relation } from '../types.ts';
import { keptOf } from './kept.ts';
import { shiftedFrom } from './shift.ts';
import { among, brokenIn, isBroken, type RowCause } from './types.ts';

/** Names that must have one another's figures. */
const FEWEST_NAMES = 3;

/**
 * Tables whose figures were shifted against the names: the one first of which most is broken, since what it says wrong
 * the others seem to say of it as well.
 */
export function rowCauses(
  graph: Graph,
  tables: readonly TableModel[],
  open: ReadonlySet<Relation>,
): RowCause[] {
  const left = new Set(open);
  const stillIn = (table: TableModel) => brokenIn(graph, table).filter((r) => left.has(r));
  const troubled = tables
    .filter((t) => t.state === 'complete')
    .map((table) => ({ table, broken: among(left, new Set([table])).filter(isBroken).length }))
    .filter(({ broken }) => broken >= FEWEST_NAMES)
    .sort((a, b) => b.broken - a.broken);
  return troubled.flatMap(({ table }): RowCause[] => {
    const broken = stillIn(table);
    if (broken.length < FEWEST_NAMES) return [];
    const row = keptOf(
      graph,
      table,
      { what: 'rows', more: broken },
      () => shiftedFrom(graph, table, broken) ?? claimedElsewhere(table, broken),
    );
    if (!row) return [];
    for (const relation of broken) left.delete(relation);
    return [{ kind: 'shifted-rows', table, row, explains: new Set(broken) }];
  });
}

/** The first of several rows of which others say what the table prints at other names. */
function claimedElsewhere(table: TableModel, broken: readonly Relation[]): PanelRow | undefined {
  const claims = claimsOf(broken, table);
  if (claims.size < FEWEST_NAMES) return undefined;
  const printed = printedIn(table);
  const moved: PanelRow[] = [];
  const found = new Set<bigint>();
  for (const [cell, values] of claims) {
    const at = (value: bigint) => printed.get(cell.column)?.get(value) ?? [];
    const away = values.filter((v) => at(v).some((r) => r !== cell.row));
    if (away.length === 0) continue;
    moved.push(cell.row);
    for (const value of away) found.add(value);
  }
  // One figure that many rows repeat, printed wrong once, is a slip: rows that moved took figures of their own along.
  const names = found.size < FEWEST_NAMES ? new Set<PanelRow>() : new Set(moved);
  // A value that stands elsewhere by chance is one of many that do not.
  if (names.size < FEWEST_NAMES || moved.length * 5 < claims.size * 4) return undefined;
  return table.rows.find((r) => names.has(r));
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
