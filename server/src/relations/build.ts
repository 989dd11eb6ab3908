/** All relations of a report as one graph, evaluated. */
import { getOrMake } from '../base/maps.ts';
import type { Report } from '../model/report.ts';
import type { Figure, TableModel } from '../model/types.ts';
import type { Reference } from '../reference/index.ts';
import type { Block } from '../syntax/tree.ts';
import { type BadReference, crossRelations, type Indicators } from './cross.ts';
import type { Cube } from './cube.ts';
import { evaluate } from './evaluate.ts';
import type { ForeignPlace, Graph } from './graph.ts';
import { insideRelations, type TableRelations } from './inside.ts';
import { setRelations } from './sets.ts';
import { figuresOf, type Outcome, type Relation, type Unchecked } from './types.ts';

export interface BuiltGraph extends Graph {
  readonly cubes: readonly Cube[];
  readonly badReferences: readonly BadReference[];
}

/** What a table owes by itself, and how it came out: kept as long as the table is. */
export type InsideCache = WeakMap<TableModel, TableRelations & { readonly outcomes: readonly Outcome[] }>;

/** Relations and reasons that come from outside the tables: prose, other reports. */
export interface MoreRelations {
  readonly relations: readonly Relation[];
  readonly unchecked: readonly Unchecked[];
  readonly foreign?: ReadonlyMap<Block, ForeignPlace>;
  readonly listed?: ReadonlySet<Figure>;
}

/**
 * Builds and evaluates the graph.
 * @param more adds relations of prose and of other reports, given the cubes
 */
export function buildGraph(
  report: Report,
  reference: Reference,
  cache: InsideCache,
  indicators: Indicators,
  more: (cubes: readonly Cube[]) => MoreRelations = () => ({ relations: [], unchecked: [] }),
): BuiltGraph {
  const relations: Relation[] = [];
  const outcomes = new Map<Relation, Outcome>();
  const unchecked: Unchecked[] = [];
  const cubes: Cube[] = [];
  const take = (outcome: Outcome) => {
    relations.push(outcome.relation);
    outcomes.set(outcome.relation, outcome);
  };
  for (const { table } of report.tables) {
    const inside = insideOf(table, cache);
    cubes.push(inside.cube);
    unchecked.push(...inside.unchecked);
    for (const outcome of inside.outcomes) take(outcome);
  }
  const cross = crossRelations(report, cubes, reference.forms.forms, indicators);
  unchecked.push(...cross.unchecked);
  for (const relation of withoutStated(cross.relations, relations)) take(evaluate(relation));
  const sets = setRelations(report.tables, cubes, reference.forms.forms);
  unchecked.push(...sets.unchecked);
  for (const relation of sets.relations) take(evaluate(relation));
  const extra = more(cubes);
  unchecked.push(...extra.unchecked);
  for (const relation of extra.relations) take(evaluate(relation));
  return {
    relations,
    outcomes,
    unchecked,
    byFigure: index(relations),
    cubes,
    badReferences: cross.badReferences,
    foreign: extra.foreign ?? new Map(),
    listed: extra.listed ?? new Set(),
  };
}

/** What a table owes by itself, evaluated; worked out once for each table. */
function insideOf(
  table: TableModel,
  cache: InsideCache,
): TableRelations & { readonly outcomes: readonly Outcome[] } {
  return getOrMake(cache, table, () => {
    const built = insideRelations(table);
    const kept = withoutDoubles(built.relations);
    return { ...built, relations: kept, outcomes: kept.map((r) => evaluate(r)) };
  });
}

/** The cubes of a report's tables. */
export function tableCubes(report: Report, cache: InsideCache): Cube[] {
  return report.tables.map(({ table }) => insideOf(table, cache).cube);
}

function index(relations: readonly Relation[]): Map<Figure, Relation[]> {
  const byFigure = new Map<Figure, Relation[]>();
  for (const relation of relations) {
    for (const figure of figuresOf(relation)) {
      const list = byFigure.get(figure);
      if (!list) byFigure.set(figure, [relation]);
      else if (list.at(-1) !== relation) list.push(relation);
    }
  }
  return byFigure;
}

let counter = 0;
const ids = new WeakMap<Figure, number>();

function idOf(figure: Figure): number {
  return getOrMake(ids, figure, () => ++counter);
}

/** A relation by what it adds up: blank figures add nothing, and the side does not matter. */
function signature(relation: Relation): string {
  if (relation.shape !== 'linear') return `${relation.id}:${figuresOf(relation).map(idOf).join(',')}`;
  const parts: [number, bigint][] = [];
  for (const t of relation.left)
    if (t.figure.state !== 'blank' || t.figure === relation.total) parts.push([idOf(t.figure), t.factor]);
  for (const t of relation.right) if (t.figure.state !== 'blank') parts.push([idOf(t.figure), -t.factor]);
  parts.sort((a, b) => a[0] - b[0]);
  const flip = (parts[0]?.[1] ?? 1n) < 0n && relation.op === '=' ? -1n : 1n;
  return `${relation.op}${relation.constant}:${parts.map(([id, f]) => `${id}*${f * flip}`).join(',')}`;
}

/** Own `勾稽：` lines that state what a form states already are left out: one voice, one vote. */
function withoutStated(cross: readonly Relation[], inside: readonly Relation[]): readonly Relation[] {
  const totals = new Set(cross.filter((r) => r.source.kind === 'line').flatMap(figuresOf));
  if (totals.size === 0) return cross;
  const touching = (r: Relation) => r.source.kind !== 'line' && figuresOf(r).some((f) => totals.has(f));
  const known = new Set([...inside, ...cross].filter(touching).map(signature));
  return cross.filter((r) => r.source.kind !== 'line' || !known.has(signature(r)));
}

/** The same sum stated by a form and by a note speaks once, with the form's voice. */
function withoutDoubles(relations: readonly Relation[]): Relation[] {
  if (
    !relations.some((r) => r.source.kind === 'note' || r.source.kind === 'line' || r.source.kind === 'form')
  )
    return [...relations];
  const seen = new Set<string>();
  const kept: Relation[] = [];
  for (const relation of relations) {
    const key = signature(relation);
    if (seen.has(key)) continue;
    seen.add(key);
    kept.push(relation);
  }
  return kept;
}
