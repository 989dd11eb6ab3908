/**
 * A table that somebody is still filling in: from the top, its last rows are blank, and more than one amount must stand
 * in them; or column by column, and one of them is blank. One amount that was forgotten is another thing: every relation that it breaks has its cell in common.
 */
import { abs } from '../../base/amount.ts';
import { pushTo } from '../../base/maps.ts';
import { blankTail } from '../../model/presence.ts';
import type { CellFigure, Figure, TableModel } from '../../model/types.ts';
import { evaluate, type Overlay } from '../evaluate.ts';
import type { Graph } from '../graph.ts';
import { figuresOf, type Relation } from '../types.ts';
import { keptOf } from './kept.ts';
import type { FillingCause } from './types.ts';

/** Rows at the end that are blank before a table counts as being filled in. */
const FEWEST_ROWS = 2;

/** Sums of rows that ask for an amount before a whole column counts as not filled in. */
const FEWEST_SUMS = 3;

/** The rows of a table, or one whole column, whose amounts are still to come. */
export function fillingCause(graph: Graph, table: TableModel): FillingCause | undefined {
  if (table.state !== 'complete') return undefined;
  return keptOf(
    graph,
    table,
    { what: 'filling', more: [] },
    () => blankColumn(graph, table) ?? blankRows(graph, table),
  );
}

/**
 * The one column without any amount that nearly every row needs. A column under another's header is no such one: the
 * rows add up with it as it is.
 */
function blankColumn(graph: Graph, table: TableModel): FillingCause | undefined {
  const found = table.panels.flatMap((panel) => {
    const rows = table.rows.filter((r) => r.panel === panel && r.cells.size > 1);
    return panel.values.flatMap((column): FillingCause[] => {
      const cells = rows.flatMap((r) => r.cells.get(column) ?? []);
      if (cells.length < FEWEST_SUMS || cells.some((c) => c.state !== 'blank')) return [];
      const blank = new Set<Figure>(cells);
      const asking = [...new Set(cells.flatMap((cell) => graph.brokenOf(cell)))];
      const due = asking.filter((relation) => wants(relation, blank));
      // What a row's parts are no more than has no total of its own.
      const sums = due.filter(
        (r) => (r.total?.owner ?? table) === table && figuresOf(r).every((f) => f.owner === table),
      );
      const first = cells.find((c) => graph.brokenOf(c).some((r) => due.includes(r)));
      // Figures astray ask for less as often as for more.
      if (!first || sums.length < FEWEST_SUMS || due.length * 5 < asking.length * 4) return [];
      return [{ kind: 'filling', table, row: first.row, column, explains: new Set(asking) }];
    });
  });
  // Columns in which there is nothing would do for the sums of rows as well; other tables ask for the one alone.
  const [cause, next] = found.sort((a, b) => b.explains.size - a.explains.size);
  return cause && cause.explains.size > (next?.explains.size ?? 0) ? cause : undefined;
}

function blankRows(graph: Graph, table: TableModel): FillingCause | undefined {
  if (table.context.presence.published) return undefined;
  const rows = blankTail(table);
  if (rows.length < FEWEST_ROWS) return undefined;
  const cells = new Set<Figure>(rows.flatMap((row) => [...row.cells.values()]));
  const asking = new Set([...cells].flatMap((cell) => graph.brokenOf(cell)));
  const due = [...asking].filter((relation) => wants(relation, cells));
  if (!areApart(due)) return undefined;
  const asked = new Set(due.flatMap((r) => figuresOf(r)));
  const row = rows.find((r) => [...r.cells.values()].some((c) => asked.has(c))) ?? rows[0];
  return row && { kind: 'filling', table, row, explains: asking };
}

/** Whether an amount in one of the blank cells would make a relation hold. */
function wants(relation: Relation, cells: ReadonlySet<Figure>): boolean {
  if (relation.explanation || relation.shape !== 'linear' || !relation.outcome) return false;
  const value = abs(relation.outcome.difference);
  // Blank cells of a sum are alike: one for each factor and precision shows what any of them would do.
  const tried = new Set<string>();
  return [...relation.left, ...relation.right].some(({ figure, factor }, i) => {
    if (!cells.has(figure)) return false;
    const { half } = figure as CellFigure;
    const kind = `${i < relation.left.length}${factor}/${half}`;
    if (tried.has(kind)) return false;
    tried.add(kind);
    const overlay: Overlay = new Map([[figure, { value, half }]]);
    return evaluate(relation, overlay).state !== 'broken';
  });
}

/** Whether two of the relations have no figure in common. */
function areApart(relations: readonly Relation[]): boolean {
  const byFigure = new Map<Figure, Relation[]>();
  for (const r of relations) for (const f of new Set(figuresOf(r))) pushTo(byFigure, f, r);
  // One figure in all of them is what a forgotten amount looks like, and what is quick to see.
  if ([...byFigure.values()].some((own) => own.length === relations.length)) return false;
  return relations.some((r) => {
    const met = new Set(figuresOf(r).flatMap((f) => byFigure.get(f) ?? []));
    return met.size < relations.length;
  });
}
