/**
 * What is worked out of a text, stage by stage, each when it is first asked for: tree, report, sentences, graph. An
 * edit brings the stages up to date in place: an amount that changes in a table touches its cell and the relations
 * that it stands in; a paragraph, its section; anything else, the blocks that it stands in and what was told from them.
 */
import { foldName } from '../base/fold.ts';
import { append } from '../base/lists.ts';
import type { CellChange } from '../model/figure.ts';
import { restateLine } from '../model/reconcile.ts';
import { buildReport, type Report, type TableCache } from '../model/report.ts';
import { type ProseCache, type ProseModel, proseCache, proseTouchedBy, readProse } from '../prose/index.ts';
import type { Reference } from '../reference/index.ts';
import { type Between, buildGraph, type GraphCache, graphCache, tableCubes } from '../relations/build.ts';
import type { Cube } from '../relations/cube.ts';
import { type ForeignPlace, Graph } from '../relations/graph.ts';
import { type ProseRelations, proseRelations, type SentenceCache } from '../relations/prose.ts';
import { type LinkedReports, reportRelations } from '../relations/reports.ts';
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
  private between: (Between & { readonly from: readonly unknown[] }) | undefined;
  /** Whether the graph holds what the report and its sentences say, but for {@link changes}. */
  private built = false;
  /** What the sentences owed when the graph was built. */
  private toldOf: ProseRelations | undefined;
  /** Cells that changed since the graph was brought up to date. */
  private changes: CellChange[] = [];

  private constructor(
    private treeMade: Tree,
    readonly reference: Reference,
  ) {}

  /** The stages of a text. */
  static of(text: string, reference: Reference): Stages {
    return new Stages(parse(text), reference);
  }

  /** The stages of the same text, read with other reference data. */
  with(reference: Reference): Stages {
    return new Stages(this.treeMade, reference);
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
    const report = this.reportMade;
    if (!report || !raw) return false;
    const { lines, blocks } = this.treeMade;
    const { block, line } = blockAt(blocks, head);
    if (block.kind !== 'table') return false;
    const table = report.tables.find((t) => t.table.block === block)?.table;
    const now = readLine(raw);
    const changes = table && restateLine(table, head - line, now);
    if (!changes) return false;
    (lines as (typeof now)[])[head] = now;
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

  get report(): Report {
    if (!this.reportMade) {
      const earlier = this.reportBefore && { report: this.reportBefore, changes: this.changes };
      this.reportMade = buildReport(this.treeMade, this.reference, this.tables, earlier);
      this.reportBefore = undefined;
    }
    return this.reportMade;
  }

  /** What the sentences say: figures, statements, and what they are bound to. */
  get prose(): ProseModel {
    const { report } = this;
    this.proseMade ??= readProse(report, this.reference, this.proseKept, this.changes);
    return this.proseMade;
  }

  /** What the sentences owe: relations, judgements, and what could not be checked. */
  get sentences(): ProseRelations {
    const { prose, report } = this;
    this.sentencesMade ??= proseRelations(prose, report, this.reference, this.sentencesKept, this.changes);
    return this.sentencesMade;
  }

  /** The cubes of the tables alone, for other reports that link to this one. */
  get cubes(): readonly Cube[] {
    return tableCubes(this.report, this.graphs, this.changes);
  }

  /**
   * All relations between figures, evaluated.
   * @param linked the other reports that this one names
   */
  graph(linked: LinkedReports): Graph {
    const { report, sentences } = this;
    const others = [linked.lastYear?.of, linked.complete, ...linked.units.map((u) => u.of)];
    const sameOthers =
      this.between !== undefined && sameItems(this.between.from.slice(0, others.length), others);
    const { changes } = this;
    if (this.built && sameOthers && sentences === this.toldOf && changes.length === 0) return this.graphMade;
    this.changes = [];
    if (this.built && sameOthers && sentences === this.toldOf && this.graphMade.stands(changes)) {
      this.graphMade.restate(changes);
      return this.graphMade;
    }
    this.built = true;
    this.toldOf = sentences;
    return buildGraph(
      {
        report,
        reference: this.reference,
        indicators: (name) => this.prose.indicators.get(foldName(name)) ?? [],
        sentences,
        between: (cubes) => this.betweenReports(cubes, linked, others),
      },
      this.graphs,
      this.graphMade,
      changes,
    );
  }

  private betweenReports(cubes: readonly Cube[], linked: LinkedReports, others: readonly unknown[]): Between {
    const from = [...others, ...cubes];
    if (this.between && sameItems(this.between.from, from)) return this.between;
    const foreign = new Map<Block, ForeignPlace>();
    for (const other of [linked.lastYear, ...linked.units]) {
      if (!other) continue;
      for (const { table } of other.report.tables)
        foreign.set(table.block, { path: other.path, report: other.report });
    }
    this.between = { made: reportRelations(cubes, linked, this.reference.forms.forms), foreign, from };
    return this.between;
  }
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((x, i) => x === b[i]);
}

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
