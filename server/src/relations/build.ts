/** All relations of a report as one graph, evaluated; what an edit did not touch goes over from the graph before. */
import { getOrMake } from '../base/maps.ts';
import { finish, type Steps } from '../base/steps.ts';
import { type CellChange, Reads, recording, recordingSteps } from '../model/figure.ts';
import type { Report } from '../model/report.ts';
import type { FigureOwner, TableModel } from '../model/types.ts';
import type { Cube } from '../model/view/cube.ts';
import type { Reference } from '../reference/index.ts';
import type { Block } from '../syntax/tree.ts';
import { type BadReference, crossRelations, type Indicators } from './cross.ts';
import { type ForeignPlace, Graph } from './graph.ts';
import { insideRelations } from './inside.ts';
import { addSame, type RelationList, type Told } from './list.ts';
import { Part } from './part.ts';
import type { ProseRelations, SentenceRelations } from './prose.ts';
import type { ReportRelations } from './reports.ts';
import { setRelations } from './sets.ts';
import type { StatedRelations } from './stated.ts';

interface Inside {
  readonly cube: Cube;
  readonly part: Part;
}

interface Cross {
  readonly part: Part;
  readonly badReferences: readonly BadReference[];
  /** What it was made from, apart from cells. */
  readonly from: readonly unknown[];
}

/** What one graph leaves for the next. */
export interface GraphCache {
  readonly inside: WeakMap<TableModel, Inside>;
  readonly sentences: WeakMap<SentenceRelations, Part>;
  cross?: Cross;
  reports?: { readonly part: Part; readonly of: ReportRelations };
  stated?: { readonly part: Part; readonly of: StatedRelations };
}

export function graphCache(): GraphCache {
  return { inside: new WeakMap(), sentences: new WeakMap() };
}

/** Relations with other reports, and where the figures of those stand. */
export interface Between {
  /** Those of tables. */
  readonly made: ReportRelations;
  /** Those of sentences. */
  readonly stated: StatedRelations;
  readonly foreign: ReadonlyMap<Block, ForeignPlace>;
}

/** What a graph is built from. */
export interface GraphSource {
  readonly report: Report;
  readonly reference: Reference;
  readonly indicators: Indicators;
  readonly sentences: ProseRelations;
  /** Relations with other reports, given the cubes of this one. */
  between(cubes: readonly Cube[]): Between;
}

/**
 * Builds and evaluates the graph, in steps.
 * @param graph the graph before, which becomes the new one; its parts are taken over where they still hold
 * @param changes cells that changed since
 */
export function* graphSteps(
  source: GraphSource,
  cache: GraphCache = graphCache(),
  graph: Graph = new Graph(),
  changes: readonly CellChange[] = [],
): Steps<Graph> {
  const { report } = source;
  const inside = new Map<FigureOwner, Part>();
  const cubes: Cube[] = [];
  for (const { table } of report.tables) {
    const own = yield* insideOf(table, cache, changes);
    cubes.push(own.cube);
    inside.set(table, own.part);
  }
  const cross = yield* crossOf(source, { cubes, inside }, cache, changes);
  const sets = setPart(source, cubes);
  const { sections, whole } = source.sentences;
  yield;
  const sentences = [...sections, whole].map((made) =>
    getOrMake(cache.sentences, made, () => new Part(made.relations, made.unchecked, made.reads)),
  );
  const between = source.between(cubes);
  if (cache.reports?.of !== between.made) {
    const { relations, unchecked } = between.made;
    cache.reports = { part: new Part(relations, unchecked), of: between.made };
  }
  if (cache.stated?.of !== between.stated) {
    const { relations, unchecked, reads } = between.stated;
    cache.stated = { part: new Part(relations, unchecked, reads), of: between.stated };
  }
  graph.assemble(inside, [cross.part, sets, ...sentences, cache.reports.part, cache.stated.part], {
    cubes,
    badReferences: cross.badReferences,
    foreign: between.foreign,
    listed: sections.map((s) => s.listed).filter((set) => set.size > 0),
  });
  graph.restate(changes);
  return graph;
}

/** What a table owes by itself; worked out once for each table. */
function* insideOf(table: TableModel, cache: GraphCache, changes: readonly CellChange[]): Steps<Inside> {
  const kept = cache.inside.get(table);
  if (kept && !kept.part.reads.touches(changes)) return kept;
  const reads = new Reads();
  // Rows and columns are the same; what may differ is which relations their amounts call for.
  const built = yield* recordingSteps(reads, insideRelations(table, kept?.cube));
  const relations = recording(reads, () => withoutDoubles(built.relations));
  yield;
  const made = { cube: built.cube, part: new Part(relations, built.unchecked, reads) };
  cache.inside.set(table, made);
  return made;
}

/** The cubes of a report's tables. */
export function tableCubes(report: Report, cache: GraphCache, changes: readonly CellChange[] = []): Cube[] {
  return report.tables.map(({ table }) => finish(insideOf(table, cache, changes)).cube);
}

/** What tables owe to one another, and the formulas that the report states. */
function* crossOf(
  { report, reference, indicators, sentences }: GraphSource,
  { cubes, inside }: { readonly cubes: readonly Cube[]; readonly inside: ReadonlyMap<FigureOwner, Part> },
  cache: GraphCache,
  changes: readonly CellChange[],
): Steps<Cross> {
  const { front, formulas } = report;
  const from = [
    ...cubes,
    front.year,
    front.unit,
    ...front.entries.flatMap((e) => [e.key, e.value]),
    ...formulas.flatMap((f) => [f.line, f.text, f.offset, f.table?.table]),
    // Formulas may name what sentences state.
    ...(formulas.length > 0 ? [...sentences.sections, sentences.whole] : []),
  ];
  const kept = cache.cross;
  if (kept && same(kept.from, from) && !kept.part.reads.touches(changes)) return kept;
  const reads = new Reads();
  const made = yield* recordingSteps(reads, crossRelations(report, cubes, reference.forms.forms, indicators));
  const relations = recording(reads, () => withoutStated(made.relations, inside));
  cache.cross = {
    part: new Part(relations, made.unchecked, reads),
    badReferences: made.badReferences,
    from,
  };
  return cache.cross;
}

function same(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((x, i) => x === b[i]);
}

/** What the blocks of nested forms, and all tables of a form together, owe. */
function setPart({ report, reference }: GraphSource, cubes: readonly Cube[]): Part {
  const reads = new Reads();
  const made = recording(reads, () => setRelations(report.tables, cubes, reference.forms.forms));
  return new Part(made.relations, made.unchecked, reads);
}

/** Own `勾稽：` lines that state what a form states already are left out: one voice, one vote. */
function withoutStated(cross: RelationList, inside: ReadonlyMap<FigureOwner, Part>): RelationList {
  const isLine = ({ source }: Told) => source.kind === 'line';
  const all = cross.numbers();
  if (!all.some((i) => isLine(cross.told(i)))) return cross;
  return cross.only(
    all.filter((i) => {
      if (!isLine(cross.told(i))) return true;
      const own = cross.at(i);
      return !cross.figuresAt(i).some((figure) => {
        const between = cross.of(figure).map((n) => cross.at(n));
        const others = [...(inside.get(figure.owner)?.of(figure) ?? []), ...between];
        return others.some((r) => !isLine(r) && addSame(own, r));
      });
    }),
  );
}

/** The same sum stated by a form and by a note speaks once, with the form's voice. */
function withoutDoubles(list: RelationList): RelationList {
  const all = list.numbers();
  if (all.every((i) => list.told(i).source.kind === 'tree')) return list;
  const first = new Map<number, number>();
  const more = new Map<number, number[]>();
  const kept = all.filter((i) => {
    // Most relations are alone with their figures; only the others are looked at closely.
    const rough = list.roughly(i);
    const other = first.get(rough);
    if (other === undefined) {
      first.set(rough, i);
      return true;
    }
    const known = getOrMake(more, rough, () => [other]);
    if (known.some((n) => list.areSame(n, i))) return false;
    known.push(i);
    return true;
  });
  return kept.length === all.length ? list : list.only(kept);
}
