/** Two columns of a panel that were changed round. */
import type { CellFigure, Column, Figure, Panel, PanelRow, TableModel } from '../../model/types.ts';
import { evaluate, type Overlay } from '../evaluate.ts';
import { isCell } from '../figure.ts';
import type { Graph } from '../graph.ts';
import { figuresOf, type Relation } from '../types.ts';
import { keptOf } from './kept.ts';
import { among, brokenIn, type ColumnCause, holds, missesIn, relationsOf } from './types.ts';

/** Relations that must come out once two columns change places, one for each column. */
const FEWEST_MENDED = 2;

/** Sentences that must, where no other table speaks: in two rows, one for each column. */
const FEWEST_SAID = 4;

/** Value columns of a panel of which pairs are tried. */
const MOST_COLUMNS = 16;

/** Two columns whose headers may be in one another's place. */
interface Pair {
  readonly table: TableModel;
  readonly columns: readonly [Column, Column];
  /** Broken relations that come out once they change places. */
  readonly mends: readonly Relation[];
}

/**
 * The columns of tables whose headers should change places: what mends most first, and each broken relation told once.
 * What mends as much in another table may as well be the wrong one.
 */
export function columnCauses(
  graph: Graph,
  tables: readonly TableModel[],
  open: ReadonlySet<Relation>,
): ColumnCause[] {
  const pairs = tables.flatMap((table) => pairsIn(graph, table, open));
  pairs.sort((a, b) => b.mends.length - a.mends.length);
  const causes: ColumnCause[] = [];
  const told = new Set<Relation>();
  for (const pair of pairs) {
    if (pair.mends.some((r) => told.has(r))) continue;
    const same = pairs.filter(
      (p) =>
        p !== pair && p.mends.length === pair.mends.length && p.mends.some((r) => pair.mends.includes(r)),
    );
    // Which of several columns of one table it is, nobody can tell.
    if (same.some((p) => p.table === pair.table)) continue;
    const { table, columns } = pair;
    const explains = new Set([
      ...among(open, new Set([table])).filter((r) => touches(r, columns)),
      ...[...open].filter((r) => missesIn(r, table)),
    ]);
    for (const relation of explains) told.add(relation);
    causes.push({ kind: 'swapped-columns', table, columns, explains, rivals: same.map((p) => p.table) });
  }
  return causes;
}

function pairsIn(graph: Graph, table: TableModel, open: ReadonlySet<Relation>): Pair[] {
  const own = among(open, new Set([table]));
  if (own.length < FEWEST_MENDED) return [];
  return keptOf(graph, table, { what: 'columns', more: own }, () => pairsMending(graph, table, open));
}

function pairsMending(graph: Graph, table: TableModel, open: ReadonlySet<Relation>): Pair[] {
  const broken = brokenIn(graph, table).filter((r) => open.has(r));
  if (broken.length < FEWEST_MENDED) return [];
  return table.panels.flatMap((panel) =>
    pairsOf(table, panel, broken).flatMap((columns): Pair[] => {
      const mends = mended(broken, columns, exchanged(table, columns), () => relationsOf(graph, [table]));
      return mends.length > 0 ? [{ table, columns, mends }] : [];
    }),
  );
}

/** Pairs of columns of which one stands in something broken. */
function pairsOf(
  table: TableModel,
  panel: Panel,
  broken: readonly Relation[],
): (readonly [Column, Column])[] {
  const touched = new Set<Column>();
  for (const relation of broken) for (const f of figuresOf(relation)) if (isCell(f)) touched.add(f.column);
  const columns = panel.values.filter((c) => c.role === 'value').slice(0, MOST_COLUMNS);
  return columns.flatMap((a, i) =>
    columns
      .slice(i + 1)
      .flatMap((b) => ((touched.has(a) || touched.has(b)) && areAlike(table, a, b) ? [[a, b] as const] : [])),
  );
}

/** A column without amounts is not filled in yet, unless it is an addend and the other one is its like. */
function areAlike(table: TableModel, a: Column, b: Column): boolean {
  const group = a.form?.group;
  if (group !== undefined && group === b.form?.group) return true;
  const isBlank = (c: Column) => !table.rows.some((r) => r.cells.get(c)?.state === 'amount');
  return !isBlank(a) && !isBlank(b);
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

function touches(relation: Relation, columns: readonly Column[]): boolean {
  return figuresOf(relation).some((f) => isCell(f) && columns.includes(f.column));
}

/** The broken relations of two columns that come out, nearly all of them; none where one that held would not. */
function mended(
  broken: readonly Relation[],
  columns: readonly [Column, Column],
  overlay: Overlay,
  all: () => readonly Relation[],
): readonly Relation[] {
  const own = broken.filter((r) => touches(r, columns));
  if (overlay.size < 2 || own.length < FEWEST_MENDED) return [];
  const mends = own.filter((r) => evaluate(r, overlay).state !== 'broken');
  if (mends.length * 5 < own.length * 4 || !isWitnessed(mends, columns)) return [];
  return all().some((r) => holds(r) && evaluate(r, overlay).state === 'broken') ? [] : mends;
}

/**
 * Whether what comes out can witness that columns were changed round. Equations between cells can, and limits between
 * tables, also one with what sentences say; more may be spent than was budgeted beside it. Where only sentences
 * disagree, one of them may have its two amounts in one another's place: it takes several.
 */
function isWitnessed(mends: readonly Relation[], columns: readonly [Column, Column]): boolean {
  const between = mends.filter((r) => {
    const figures = figuresOf(r);
    if (!figures.every(isCell)) return false;
    return r.op === '=' || new Set(figures.map((f) => f.owner)).size > 1;
  });
  if (between.length >= FEWEST_MENDED || (between.length > 0 && mends.length > FEWEST_MENDED)) return true;
  const cells = mends.flatMap((r) =>
    figuresOf(r).filter((f): f is CellFigure => isCell(f) && columns.includes(f.column)),
  );
  const rows = new Set<PanelRow>(cells.map((c) => c.row));
  return (
    mends.length >= FEWEST_SAID && rows.size > 1 && columns.every((c) => cells.some((f) => f.column === c))
  );
}
