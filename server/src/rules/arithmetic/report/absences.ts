/**
 * What is broken because something is not printed: a row that two tables owe alike and one of them lacks, and a blank
 * where a sum is due. Each is told once, at its place; its relations are kept from blame, which would doubt figures.
 */

import { abs, type Scaled } from '../../../base/amount.ts';
import { largest } from '../../../base/lists.ts';
import { getOrMake, pushTo } from '../../../base/maps.ts';
import { isOpen } from '../../../model/presence.ts';
import type { CellFigure, Figure, TableModel } from '../../../model/types.ts';
import { solvable, type Verdict, type Waived } from '../../../relations/blame.ts';
import { explains, sumOf } from '../../../relations/evaluate.ts';
import { halfOf, isCell } from '../../../relations/figure.ts';
import type { Graph } from '../../../relations/graph.ts';
import { figuresOf, type LinearRelation, type Outcome, type Relation } from '../../../relations/types.ts';

/** A row that a table lacks. */
export interface MissingRow {
  readonly table: TableModel;
  /** The code, or the name in the form. */
  readonly rows: readonly string[];
  /** What asks for it, where an equation does. */
  readonly relations: readonly Relation[];
  /** What others print of it. */
  readonly figures: readonly Figure[];
}

export interface Absences {
  readonly missing: readonly MissingRow[];
  readonly due: readonly Verdict[];
  /** The relations that are told here, and those that a waiver covers. */
  readonly waived: Waived;
}

/**
 * Finds what is broken for want of a print.
 * @param raw whether every relation is to be told by itself
 */
export function absences(graph: Graph, given: Waived, raw: boolean): Absences {
  if (raw) return { missing: [], due: [], waived: given };
  const told = new Set<Relation>();
  const waived: Waived = { has: (relation) => told.has(relation) || given.has(relation) };
  const broken = graph.in('broken').filter((r) => !given.has(r));
  const missing = lackedRows(graph, broken);
  for (const row of missing) {
    for (const relation of row.relations) told.add(relation);
    for (const relation of foldedUnder(graph, broken, row)) told.add(relation);
  }
  const due = dueBlanks(
    graph,
    broken.filter((r) => !told.has(r)),
  );
  for (const verdict of due) for (const relation of verdict.broken) told.add(relation);
  return { missing, due, waived };
}

// ---- rows that a table lacks ----

function lackedRows(graph: Graph, broken: readonly Relation[]): MissingRow[] {
  const byTable = new Map<TableModel, Map<string, Relation[]>>();
  for (const relation of broken) {
    const outcome = graph.outcomes.get(relation) as Outcome;
    const lack = relation.absent.find((a) => a.told && explains(a, outcome));
    if (!lack) continue;
    const rows = getOrMake(byTable, lack.table, () => new Map<string, Relation[]>());
    pushTo(rows, lack.name, relation);
  }
  return [...byTable].flatMap(([table, rows]) =>
    blocksOf([...rows.keys()]).map((names) => {
      const relations = names.flatMap((name) => rows.get(name) ?? []);
      const others = relations.flatMap(figuresOf).filter((f) => f.owner !== table && f.state === 'amount');
      return { table, rows: names, relations, figures: [...new Set(others)] };
    }),
  );
}

/** Codes with those under them. */
function blocksOf(names: readonly string[]): string[][] {
  const blocks: string[][] = [];
  for (const name of [...names].sort()) {
    const open = blocks.at(-1);
    if (open?.[0] !== undefined && name.startsWith(open[0])) open.push(name);
    else blocks.push([name]);
  }
  return blocks;
}

/** The sums of the table that miss the row and nothing else. */
function foldedUnder(
  graph: Graph,
  broken: readonly Relation[],
  { table, rows, relations }: MissingRow,
): Relation[] {
  const [first = ''] = rows;
  const amounts = relations.map((r) => abs((graph.outcomes.get(r) as Outcome).difference));
  const sums = broken.filter(
    (r) => r.source.kind === 'tree' && r.total !== undefined && r.total.owner === table && isCell(r.total),
  );
  const parents = sums.filter((r) => {
    const { code, role } = (r.total as CellFigure).row;
    return code === undefined ? role === 'total' : code !== first && first.startsWith(code);
  });
  const lengths = parents.map((r) => (r.total as CellFigure).row.code?.length ?? 0);
  const nearest = largest(lengths, 0);
  const own = parents.filter((r) => ((r.total as CellFigure).row.code?.length ?? 0) === nearest);
  const explained = own.some((r) => amounts.includes(abs((graph.outcomes.get(r) as Outcome).difference)));
  return explained ? own : [];
}

// ---- blanks where a sum is due ----

/** What a relation asks of a blank cell. */
interface Demand {
  readonly relation: Relation & LinearRelation;
  readonly value: Scaled;
  /** How far what is filled in may be from it, its own last digit included. */
  readonly slack: Scaled;
}

function dueBlanks(graph: Graph, broken: readonly Relation[]): Verdict[] {
  const isBroken = new Set(broken);
  const cells = new Set<CellFigure>();
  for (const relation of broken) for (const f of figuresOf(relation)) if (isDue(f)) cells.add(f);
  const verdicts: Verdict[] = [];
  for (const cell of cells) {
    const demands = (graph.byFigure.get(cell) ?? []).flatMap((r) => demandOf(cell, r, isBroken));
    const summed = demands.filter((d) => d.relation.total === cell && isInside(d.relation, cell));
    const best = summed
      .map((d) => demands.filter((other) => abs(other.value - d.value) <= d.slack + other.slack))
      .sort((a, b) => b.length - a.length)[0];
    const value = best && agreed(best, summed);
    if (!best || value === undefined || value <= 0n) continue;
    const sure = best.some((a) => best.some((b) => isApart(a.relation, b.relation, cell)));
    if (!sure && !isAlone(graph, best, isBroken, cell)) continue;
    if (!sure && cell.state === 'dash') continue;
    const mends = best.map((d) => d.relation).filter((r) => isBroken.has(r));
    if (mends.length === 0) continue;
    const severity = sure || isRequired(cell, summed) ? 'error' : 'warning';
    verdicts.push({ ...verdictOf(cell, value, mends), severity });
  }
  return verdicts;
}

/**
 * The value that most ask for to the last digit, among those that all of them allow; of as many, the one that has least
 * room: what another table prints of the same says more than a sum of rounded figures.
 */
function agreed(demands: readonly Demand[], summed: readonly Demand[]): Scaled | undefined {
  const first = demands.find((d) => summed.includes(d));
  const allowed = demands.filter((d) => demands.every((o) => abs(o.value - d.value) <= o.slack));
  const backing = (value: Scaled) => demands.filter((d) => d.value === value).length;
  const most = largest(
    allowed.map((d) => backing(d.value)),
    0,
  );
  const backed = allowed.filter((d) => backing(d.value) === most);
  return [...backed].sort(byRoom)[0]?.value ?? first?.value;
}

function byRoom(a: Demand, b: Demand): number {
  return a.slack < b.slack ? -1 : a.slack > b.slack ? 1 : 0;
}

function verdictOf(figure: CellFigure, value: Scaled, mends: readonly Relation[]): Verdict {
  const blamed = {
    figure,
    value,
    mends,
    witnesses: mends.length,
    leaves: 0,
    spoils: 0,
    votes: mends.length,
    listed: false,
    slip: undefined,
  };
  return { blamed, candidates: [blamed], broken: mends };
}

function isDue(figure: Figure): figure is CellFigure {
  if (!isCell(figure) || figure.kind !== 'money' || figure.owner.state === 'void') return false;
  return (figure.state === 'blank' || figure.state === 'dash') && !isOpen(figure.owner, figure);
}

/** What a broken relation asks of a cell, and one that holds back for a dash as its total. */
function demandOf(cell: CellFigure, relation: Relation, broken: ReadonlySet<Relation>): Demand[] {
  if (relation.explanation || relation.shape !== 'linear' || !solvable(relation)) return [];
  const dashed = relation.total === cell && cell.state === 'dash' && relation.required;
  if (!broken.has(relation) && !dashed) return [];
  const factor = [...relation.left, ...relation.right.map((t) => ({ figure: t.figure, factor: -t.factor }))]
    .filter((t) => t.figure === cell)
    .reduce((sum, t) => sum + t.factor, 0n);
  if (factor !== 1n && factor !== -1n) return [];
  if (figuresOf(relation).some((f) => f.state === 'unreadable')) return [];
  const left = sumOf(relation.left);
  const right = sumOf(relation.right);
  const difference = left.value - right.value - relation.constant;
  const slack = left.half + right.half - cell.half + halfOf(cell);
  return [{ relation, value: -difference * factor, slack }];
}

/** Whether a relation is a sum of the cell's own table. */
function isInside(relation: Relation, cell: CellFigure): boolean {
  return figuresOf(relation).every((f) => f.owner === cell.owner);
}

/** Whether two relations have no other printed figure in common. */
function isApart(a: Relation, b: Relation, cell: CellFigure): boolean {
  if (a === b) return false;
  const own = new Set(figuresOf(a).filter((f) => f !== cell && f.state === 'amount'));
  return own.size > 0 && figuresOf(b).every((f) => f === cell || !own.has(f));
}

/** Whether none of the figures beside a blank is in doubt elsewhere. */
function isAlone(
  graph: Graph,
  demands: readonly Demand[],
  broken: ReadonlySet<Relation>,
  cell: CellFigure,
): boolean {
  const own = new Set<Relation>(demands.map((d) => d.relation));
  return demands
    .flatMap((d) => figuresOf(d.relation))
    .filter((f) => f !== cell && f.state === 'amount')
    .every((f) => (graph.byFigure.get(f) ?? []).every((r) => own.has(r) || !broken.has(r)));
}

/** Whether the form requires a cell: by its row and column, or as the total of an equation. */
function isRequired({ row, column }: CellFigure, summed: readonly Demand[]): boolean {
  if (summed.some(({ relation: r }) => r.required && r.source.kind === 'form')) return true;
  // A row of a code has no line of the form: its column says what is owed.
  const rowOwed = row.form ? row.form.required === true : row.code !== undefined;
  return rowOwed && column.form?.required === true;
}
