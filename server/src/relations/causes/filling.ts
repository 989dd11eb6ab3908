/**
 * A table that somebody is still filling in, from the top: its last rows are blank, and more than one amount must stand
 * in them. One amount that was forgotten is another thing: every relation that it breaks has its cell in common.
 */
import { blankTail } from '../../model/presence.ts';
import type { CellFigure, Figure, TableModel } from '../../model/types.ts';
import { evaluate, type Overlay } from '../evaluate.ts';
import type { Graph } from '../graph.ts';
import { figuresOf, type Relation } from '../types.ts';
import { type FillingCause, isBroken } from './types.ts';

/** Rows at the end that are blank before a table counts as being filled in. */
const FEWEST_ROWS = 2;

/** The rows of a table whose amounts are still to come. */
export function fillingCause(graph: Graph, table: TableModel): FillingCause | undefined {
  if (table.context.presence.published || table.state !== 'complete') return undefined;
  const rows = blankTail(table);
  if (rows.length < FEWEST_ROWS) return undefined;
  const cells = new Set<Figure>(rows.flatMap((row) => [...row.cells.values()]));
  const asking = new Set([...cells].flatMap((cell) => graph.byFigure.get(cell)).filter(isBroken));
  const due = [...asking].filter((relation) => wants(relation, cells));
  if (!due.some((a) => due.some((b) => areApart(a, b)))) return undefined;
  const row = rows.find((r) => [...r.cells.values()].some((c) => figuresIn(due).has(c))) ?? rows[0];
  return row && { kind: 'filling', table, row, explains: asking };
}

const figuresIn = (relations: readonly Relation[]): ReadonlySet<Figure> =>
  new Set(relations.flatMap((r) => figuresOf(r)));

/** Whether an amount in one of the blank cells would make a relation hold. */
function wants(relation: Relation, cells: ReadonlySet<Figure>): boolean {
  if (relation.explanation || relation.shape !== 'linear' || !relation.outcome) return false;
  const { difference } = relation.outcome;
  return figuresOf(relation).some((cell) => {
    if (!cells.has(cell)) return false;
    const size = difference < 0n ? -difference : difference;
    const overlay: Overlay = new Map([[cell, { value: size, half: (cell as CellFigure).half }]]);
    return evaluate(relation, overlay).state !== 'broken';
  });
}

function areApart(a: Relation, b: Relation): boolean {
  const own = new Set(figuresOf(a));
  return a !== b && !figuresOf(b).some((f) => own.has(f));
}
