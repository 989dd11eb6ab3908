/**
 * A block of rows whose figures stand one row too high or too low: what one figure too few, or too many, does to those
 * below it. Each block is tried by evaluating the relations of its table as they would be.
 */
import { largest, smallest } from '../../base/lists.ts';
import { getOrMake } from '../../base/maps.ts';
import { isZero } from '../../model/figure.ts';
import type { Figure, PanelRow, TableModel } from '../../model/types.ts';
import { evaluate, type StandIns } from '../evaluate.ts';
import { isCell } from '../figure.ts';
import type { Graph } from '../graph.ts';
import { figuresOf, type Relation } from '../types.ts';
import { holds, relationsOf } from './types.ts';

/** Rows that must have moved, and relations that must come out. */
const FEWEST = 3;

/** Rows of a panel of which blocks are tried. */
const MOST_ROWS = 80;

/** Evaluations that are spent on one table: nobody waits for more. */
const MOST_TRIED = 60_000;

/** The rows of a panel, and where each stands among them. */
interface Rows {
  readonly list: readonly PanelRow[];
  readonly places: ReadonlyMap<PanelRow, number>;
}

/** The rows from one to another, of which each has the figures of the next one (1) or of the one before (−1). */
class Moved implements StandIns {
  constructor(
    readonly rows: Rows,
    readonly from: number,
    readonly to: number,
    private readonly by: 1 | -1,
  ) {}

  get(figure: Figure): Figure | undefined {
    if (!isCell(figure)) return undefined;
    const source = this.sourceOf(figure.row);
    return source?.cells.get(figure.column);
  }

  has(figure: Figure): boolean {
    return this.get(figure) !== undefined;
  }

  /** The row whose name the figure of the block's other end belongs to, or which lost its own. */
  get end(): PanelRow | undefined {
    return this.rows.list[this.by > 0 ? this.to : this.from];
  }

  /** Whether rows enough took amounts of their own along. */
  isTelling(): boolean {
    const values = new Set<bigint>();
    for (const row of this.rows.list.slice(this.from, this.to + 1)) {
      if (row === this.end) continue;
      for (const cell of this.sourceOf(row)?.cells.values() ?? [])
        if (!isZero(cell) && cell.value !== row.cells.get(cell.column)?.value) values.add(cell.value);
    }
    return values.size >= FEWEST;
  }

  private sourceOf(row: PanelRow): PanelRow | undefined {
    const at = this.rows.places.get(row);
    if (at === undefined || at < this.from || at > this.to) return undefined;
    const source = at + this.by;
    return this.rows.list[source > this.to ? this.from : source < this.from ? this.to : source];
  }
}

/** The first row of the smallest block that, moved by a row, mends what is broken in a table. */
export function shiftedFrom(
  graph: Graph,
  table: TableModel,
  broken: readonly Relation[],
): PanelRow | undefined {
  const solid = broken.filter((r) => r.shape === 'linear' && r.op === '=');
  if (solid.length < FEWEST || haveOneInCommon(solid)) return undefined;
  const trial = new Trial([...broken].sort(byLength), () =>
    relationsOf(graph, [table]).filter(holds).sort(byLength),
  );
  for (const panel of table.panels) {
    const rows = table.rows.filter((r) => r.panel === panel && r.cells.size > 0 && r.role !== 'total');
    if (rows.length < FEWEST || rows.length > MOST_ROWS) continue;
    const found = trial.smallest(rows);
    if (found) return rows[found.from];
  }
  return undefined;
}

const byLength = (a: Relation, b: Relation) => figuresOf(a).length - figuresOf(b).length;

/** Whether one figure, if it is wrong, would be behind all that is broken. */
function haveOneInCommon(relations: readonly Relation[]): boolean {
  const [first, ...others] = relations.map((r) => new Set(figuresOf(r)));
  return [...(first ?? [])].some((figure) => others.every((own) => own.has(figure)));
}

/** Tries blocks of rows. */
class Trial {
  private tried = 0;
  private held: readonly Relation[] | undefined;

  constructor(
    private readonly broken: readonly Relation[],
    private readonly holdingOf: () => readonly Relation[],
  ) {}

  smallest(list: readonly PanelRow[]): Moved | undefined {
    const rows = { list, places: new Map(list.map((row, i) => [row, i])) };
    for (let length = FEWEST; length <= list.length; length++) {
      for (let from = 0; from + length <= list.length; from++) {
        for (const by of [1, -1] as const) {
          if (this.tried > MOST_TRIED) return undefined;
          const moved = new Moved(rows, from, from + length - 1, by);
          if (this.mends(moved) && moved.isTelling()) return moved;
        }
      }
    }
    return undefined;
  }

  /** Whether nearly all that is broken comes out, and nothing that held does not; what the other end had may be lost. */
  private mends(moved: Moved): boolean {
    let out = 0;
    let open = 0;
    for (const relation of this.broken) {
      if (!this.isBrokenBy(relation, moved)) out++;
      else if (!this.stands(relation, moved.end)) open++;
      if (open * 5 > this.broken.length) return false;
    }
    if (out < FEWEST) return false;
    this.held ??= this.holdingOf();
    return this.held.every((r) => this.stands(r, moved.end) || !this.isBrokenBy(r, moved));
  }

  private isBrokenBy(relation: Relation, moved: Moved): boolean {
    this.tried++;
    // What has no figure in the block comes out as it does.
    const [first, last] = this.reachOf(relation, moved.rows);
    if (first > moved.to || last < moved.from) return relation.outcome?.state === 'broken';
    return evaluate(relation, moved).state === 'broken';
  }

  private readonly reaches = new Map<Relation, readonly [number, number]>();
  private reachesIn: Rows | undefined;

  /** The first and the last of the rows that a relation has a figure in. */
  private reachOf(relation: Relation, rows: Rows): readonly [number, number] {
    if (this.reachesIn !== rows) this.reaches.clear();
    this.reachesIn = rows;
    return getOrMake(this.reaches, relation, () => {
      const places = figuresOf(relation).flatMap((f) => (isCell(f) ? (rows.places.get(f.row) ?? []) : []));
      return [smallest(places, rows.list.length), largest(places, -1)];
    });
  }

  private stands(relation: Relation, row: PanelRow | undefined): boolean {
    return figuresOf(relation).some((f) => isCell(f) && f.row === row);
  }
}
