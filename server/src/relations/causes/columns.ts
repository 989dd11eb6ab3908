/** Two columns of a panel that were changed round. */
import type { Column, Figure, Panel, TableModel } from '../../model/types.ts';
import { evaluate, type Overlay } from '../evaluate.ts';
import { isCell } from '../figure.ts';
import type { Graph } from '../graph.ts';
import { figuresOf, type Relation } from '../types.ts';
import { brokenOf, type ColumnCause, holds, isBroken, relationsOf } from './types.ts';

/** Relations that must come out once two columns change places, one for each column. */
const FEWEST_MENDED = 2;

/** Value columns of a panel of which pairs are tried. */
const MOST_COLUMNS = 16;

/** The two columns of a table whose headers should change places. */
export function columnCause(graph: Graph, table: TableModel): ColumnCause | undefined {
  const relations = relationsOf(graph, [table]);
  const broken = relations.filter(isBroken);
  if (broken.length < FEWEST_MENDED) return undefined;
  const able: { columns: readonly [Column, Column]; mended: number }[] = [];
  for (const panel of table.panels) {
    for (const columns of pairsOf(panel, broken)) {
      const mended = tried(relations, broken, exchanged(table, columns));
      if (mended >= FEWEST_MENDED && mended * 5 >= broken.length * 4) able.push({ columns, mended });
    }
  }
  able.sort((a, b) => b.mended - a.mended);
  const [best, next] = able;
  if (!best || next?.mended === best.mended) return undefined;
  return { kind: 'swapped-columns', table, columns: best.columns, explains: brokenOf(relations) };
}

/** Pairs of columns of which both stand in something broken. */
function pairsOf(panel: Panel, broken: readonly Relation[]): (readonly [Column, Column])[] {
  const touched = new Set<Column>();
  for (const relation of broken)
    for (const f of figuresOf(relation)) if ('column' in f) touched.add(f.column as Column);
  const columns = panel.values.filter((c) => touched.has(c) && c.role === 'value').slice(0, MOST_COLUMNS);
  return columns.flatMap((a, i) => columns.slice(i + 1).map((b) => [a, b] as const));
}

/** The figures of two columns in one another's place. */
function exchanged(table: TableModel, [a, b]: readonly [Column, Column]): Overlay {
  const overlay = new Map<Figure, { value: bigint; half: bigint }>();
  for (const row of table.rows) {
    const left = row.cells.get(a);
    const right = row.cells.get(b);
    if (!left || !right || (left.value === 0n && right.value === 0n)) continue;
    overlay.set(left, { value: right.value, half: right.half });
    overlay.set(right, { value: left.value, half: left.half });
  }
  return overlay;
}

/**
 * Whether a relation can witness that columns were changed round: an equation between cells. Where only sentences
 * disagree these may be the ones that are wrong, and more may be spent than was budgeted.
 */
function isWitness(relation: Relation): boolean {
  return relation.op === '=' && figuresOf(relation).every(isCell);
}

/** How many broken relations come out; none where one that held would not. */
function tried(relations: readonly Relation[], broken: readonly Relation[], overlay: Overlay): number {
  if (overlay.size < 2) return 0;
  const mends = broken.filter((r) => evaluate(r, overlay).state !== 'broken');
  const mended = mends.length;
  if (mends.filter(isWitness).length < FEWEST_MENDED || mended * 5 < broken.length * 4) return 0;
  const spoiled = relations.some((r) => holds(r) && evaluate(r, overlay).state === 'broken');
  return spoiled ? 0 : mended;
}
