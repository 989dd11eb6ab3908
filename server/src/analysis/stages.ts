/**
 * What is worked out of a text, stage by stage, each when it is first asked for: tree, report, sentences, graph. An
 * edit brings the stages up to date in place: an amount that changes in a table touches its cell and the relations
 * that it stands in; a paragraph, its section; anything else, the blocks that it stands in and what was told from them.
 */
import { foldName } from '../base/fold.ts';
import { append, sameItems } from '../base/lists.ts';
import { finish, type Steps } from '../base/steps.ts';
import type { CellChange } from '../model/figure.ts';
import { restateLine } from '../model/reconcile.ts';
import {
  type FrontMatter,
  frontOf,
  type ReadingOptions,
  type Report,
  reportSteps,
  type TableCache,
} from '../model/report.ts';
import type { Cube } from '../model/view/cube.ts';
import { type ProseCache, type ProseModel, proseCache, proseSteps, proseTouchedBy } from '../prose/index.ts';
import type { Reference } from '../reference/index.ts';
import {
  type Between,
  type GraphCache,
  type GraphSource,
  graphCache,
  graphSteps,
  tableCubes,
} from '../relations/build.ts';
import { type ForeignPlace, Graph } from '../relations/graph.ts';
import { type LinkedReports, othersOf, versionsOf } from '../relations/links.ts';
import { type ProseRelations, proseRelationSteps, type SentenceCache } from '../relations/prose.ts';
import { type ReportRelations, reportRelations } from '../relations/reports.ts';
import { type StatedRelations, statedRelations } from '../relations/stated.ts';
import { readLine } from '../syntax/line.ts';
import { type Block, type PlacedBlock, parse, reparse, type Stretch, type Tree } from '../syntax/tree.ts';

/** What an edit left as it was. */
export type Kept =
  /** Everything. */
  | { readonly what: 'all' }
  /** All but amounts of one line, and what was told from them. */
  | { readonly what: 'structure'; readonly line: number }
  /** What the blocks that it did not touch say by themselves. */
  | { readonly what: 'blocks' };

export class Stages {
  private readonly graphMade = new Graph();
  private readonly graphs: GraphCache = graphCache();
  private readonly sentencesKept: SentenceCache = new WeakMap();
  private readonly proseKept: ProseCache = proseCache();
  private readonly tables: TableCache = new WeakMap();
  private reportMade: Report | undefined;
  /** The report before an edit, until the new one is made. */
  private reportBefore: Report | undefined;
  private proseMade: ProseModel | undefined;
  private sentencesMade: ProseRelations | undefined;
  /** What is owed to other reports: by tables, and by sentences, each with what it was made from. */
  private between: Made<{ readonly made: ReportRelations; readonly foreign: Between['foreign'] }> | undefined;
  private stated: Made<{ readonly made: StatedRelations }> | undefined;
  /** Whether the graph holds what the report and its sentences say, but for {@link changes}. */
  private built = false;
  /** What the sentences owed when the graph was built. */
  private toldOf: ProseRelations | undefined;
  /** Cells that changed since the graph was brought up to date. */
  private changes: CellChange[] = [];

  private constructor(
    private treeMade: Tree,
    readonly reading: ReadingOptions,
  ) {}

  get reference(): Reference {
    return this.reading.reference;
  }

  /** The stages of a text. */
  static of(text: string, reading: ReadingOptions): Stages {
    return new Stages(parse(text), reading);
  }

  /** The stages of the same text, read with other reference data. */
  with(reading: ReadingOptions): Stages {
    return new Stages(this.treeMade, reading);
  }

  /** Goes on to a text that differs in a stretch of lines. */
  follow(stretch: Stretch): Kept {
    const before = this.treeMade;
    const gone = before.lines.length - stretch.head - stretch.tail;
    if (stretch.lines.length === 0 && gone === 0) return { what: 'all' };
    if (gone === 1 && stretch.lines.length === 1 && this.restate(stretch))
      return { what: 'structure', line: stretch.head };
    this.treeMade = reparse(before, stretch);
    this.reportBefore = this.reportMade ?? this.reportBefore;
    this.reportMade = undefined;
    this.proseMade = undefined;
    this.sentencesMade = undefined;
    this.built = false;
    return { what: 'blocks' };
  }

  /** Takes over a line of a table in which nothing but amounts changed; false where more did. */
  private restate({ head, lines: [raw] }: Stretch): boolean {
    if (!this.reportMade || !raw) return false;
    const placed = blockAt(this.treeMade.blocks, head);
    const at = head - placed.line;
    const table = this.tables.get(placed.block);
    const now = readLine(raw);
    const changes = table && restateLine(table, at, now);
    if (!changes) return false;
    this.treeMade.restate(placed, at, now);
    append(this.changes, changes);
    if (proseTouchedBy(this.proseKept, changes)) {
      this.proseMade = undefined;
      this.sentencesMade = undefined;
    } else {
      const { sections, whole } = this.sentencesMade ?? {};
      if (whole?.reads.touches(changes) || sections?.some((s) => s.reads.touches(changes)))
        this.sentencesMade = undefined;
    }
    return true;
  }

  get tree(): Tree {
    return this.treeMade;
  }

  /** What the report says of itself, without its tables being read. */
  get front(): FrontMatter {
    return this.reportMade?.front ?? frontOf(this.treeMade);
  }

  get report(): Report {
    return this.reportMade ?? finish(this.readReport());
  }

  private *readReport(): Steps<Report> {
    const earlier = this.reportBefore && { report: this.reportBefore, changes: this.changes };
    const steps = reportSteps(this.treeMade, this.reading, this.tables, earlier);
    this.reportMade = yield* unless(() => this.reportMade, steps);
    this.reportBefore = undefined;
    return this.reportMade;
  }

  /** What the sentences say: figures, statements, and what they are bound to. */
  get prose(): ProseModel {
    return this.proseMade ?? finish(this.readSentences());
  }

  private *readSentences(): Steps<ProseModel> {
    const steps = proseSteps(this.report, this.reference, this.proseKept, this.changes);
    this.proseMade = yield* unless(() => this.proseMade, steps);
    return this.proseMade;
  }

  /** What the sentences owe: relations, judgements, and what could not be checked. */
  get sentences(): ProseRelations {
    return this.sentencesMade ?? finish(this.relateSentences());
  }

  private *relateSentences(): Steps<ProseRelations> {
    const { prose, report, reference, sentencesKept, changes } = this;
    const steps = proseRelationSteps({ prose, report, reference }, sentencesKept, changes);
    this.sentencesMade = yield* unless(() => this.sentencesMade, steps);
    return this.sentencesMade;
  }

  /** The cubes of the tables alone, for other reports that link to this one. */
  get cubes(): readonly Cube[] {
    return tableCubes(this.report, this.graphs, this.changes);
  }

  /** Whether tables have been read. */
  get hasReport(): boolean {
    return this.reportMade !== undefined;
  }

  /** Whether nothing is left to be done but to evaluate again what an amount stands in. */
  get isUpToDate(): boolean {
    return this.built && this.sentencesMade !== undefined;
  }

  /**
   * All relations between figures, evaluated.
   * @param linked the other reports that this one names
   */
  graph(linked: LinkedReports): Graph {
    return this.graphUpToDate(linked) ?? finish(this.relate(linked));
  }

  /** Brings all stages up to date, step by step. */
  *work(linked: () => LinkedReports): Steps<void> {
    if (!this.reportMade) yield* this.readReport();
    if (!this.proseMade) yield* this.readSentences();
    if (!this.sentencesMade) yield* this.relateSentences();
    const others = linked();
    if (!this.graphUpToDate(others)) yield* this.relate(others);
  }

  /** The graph where it stands, or where only the outcomes of relations are other than before. */
  private graphUpToDate(linked: LinkedReports): Graph | undefined {
    const { changes, between } = this;
    if (!this.built || !between || this.toldOf !== this.sentences) return undefined;
    const others = versionsOf(linked);
    if (!sameItems(between.from.slice(0, others.length), others)) return undefined;
    if (changes.length > 0) {
      if (!this.graphMade.stands(changes)) return undefined;
      this.graphMade.restate(changes);
      this.changes = [];
    }
    return this.graphMade;
  }

  private *relate(linked: LinkedReports): Steps<Graph> {
    const { report, sentences, changes } = this;
    const source: GraphSource = {
      report,
      reference: this.reference,
      indicators: (name) => this.prose.indicators.get(foldName(name)) ?? [],
      sentences,
      between: (cubes) => this.betweenReports(cubes, linked),
    };
    const steps = graphSteps(source, this.graphs, this.graphMade, changes);
    const graph = yield* unless(() => this.graphUpToDate(linked), steps);
    this.built = true;
    this.toldOf = sentences;
    this.changes = [];
    return graph;
  }

  private betweenReports(cubes: readonly Cube[], linked: LinkedReports): Between {
    const from = [...versionsOf(linked), ...cubes];
    if (!this.between || !sameItems(this.between.from, from)) {
      const foreign = new Map<Block, ForeignPlace>();
      for (const other of othersOf(linked)) {
        for (const { table } of other.report.tables)
          foreign.set(table.block, { path: other.path, report: other.report });
      }
      this.between = { made: reportRelations(cubes, linked, this.reference.forms.forms), foreign, from };
    }
    const { made, foreign } = this.between;
    return { made, foreign, stated: this.statedIn(cubes, linked) };
  }

  private statedIn(cubes: readonly Cube[], linked: LinkedReports): StatedRelations {
    const { prose, report, reference } = this;
    const { front } = report;
    const from = [...versionsOf(linked), prose, front.year, front.kind, front.unit, front.title, ...cubes];
    if (!this.stated || !sameItems(this.stated.from, from) || this.stated.made.reads.touches(this.changes))
      this.stated = { made: statedRelations({ prose, report, cubes, linked, reference }), from };
    return this.stated.made;
  }
}

/** Work in steps, left off where somebody else has done it in the meantime. */
function* unless<T>(done: () => T | undefined, steps: Steps<T>): Steps<T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    yield;
    const made = done();
    if (made !== undefined) return made;
  }
}

/** What was made, and from what. */
type Made<T> = T & { readonly from: readonly unknown[] };

/** The block that a line stands in. */
function blockAt(blocks: readonly PlacedBlock[], line: number): PlacedBlock {
  let low = 0;
  let high = blocks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((blocks[middle] as PlacedBlock).line <= line) low = middle;
    else high = middle - 1;
  }
  return blocks[low] as PlacedBlock;
}
