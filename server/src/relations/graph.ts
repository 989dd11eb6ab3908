/** The graph of all relations of a report, with their outcomes. Put together by relations/build.ts. */

import type { RuleId } from '../base/rule-ids.ts';
import type { CellChange } from '../model/figure.ts';
import type { Report } from '../model/report.ts';
import type { Figure, FigureOwner, TableModel } from '../model/types.ts';
import type { Cube } from '../model/view/cube.ts';
import type { Block } from '../syntax/tree.ts';
import type { BadReference } from './cross.ts';
import { type Part, PartIndex } from './part.ts';
import type { Outcome, OutcomeState, Relation, Unchecked } from './types.ts';

/** Another report that figures of the graph stand in. */
export interface ForeignPlace {
  readonly path: string;
  readonly report: Report;
}

/** What stands in the graph beside the relations. */
export interface GraphMore {
  readonly cubes: readonly Cube[];
  readonly badReferences: readonly BadReference[];
  /** Where figures of other reports stand, by their block. */
  readonly foreign: ReadonlyMap<Block, ForeignPlace>;
  /** Cells that sentences list by name as holding an amount, section by section. */
  readonly listed: readonly ReadonlySet<Figure>[];
}

const NONE: readonly Relation[] = [];

export class Graph {
  private parts: readonly Part[] = [];
  private outer: readonly Part[] = [];
  private more: GraphMore = { cubes: [], badReferences: [], foreign: new Map(), listed: [] };
  private readonly index = new PartIndex();
  private readonly byOwner = new Map<FigureOwner, Part>();
  private readonly order = new Map<Part, number>();
  /** Changes when checks that could not be made are others than before. */
  uncheckedState = 0;
  private flat: readonly Relation[] | undefined;
  private flatUnchecked: readonly Unchecked[] | undefined;

  /**
   * Puts the graph together, or together again: parts that stay are not looked at.
   * @param inside the part of each table
   * @param outer all other parts, in order
   */
  assemble(inside: ReadonlyMap<FigureOwner, Part>, outer: readonly Part[], more: GraphMore): void {
    const before = new Set(this.outer);
    const added = outer.filter((part) => !before.delete(part));
    for (const part of added) this.index.add(part);
    for (const part of before) this.index.remove(part);
    this.outer = outer;
    this.byOwner.clear();
    this.order.clear();
    for (const [owner, part] of inside) this.byOwner.set(owner, part);
    this.parts = [...inside.values(), ...outer];
    for (const part of this.parts) this.order.set(part, this.order.size);
    this.more = more;
    this.uncheckedState++;
    this.flat = undefined;
    this.flatUnchecked = undefined;
  }

  /** Whether the same relations are still owed after a change of cells; how they came out may differ. */
  stands(changes: readonly CellChange[]): boolean {
    return !this.parts.some((part) => part.reads.touches(changes));
  }

  /** Evaluates again what changed cells stand in. */
  restate(changes: readonly CellChange[]): void {
    for (const change of changes) {
      for (const part of this.partsOf(change.cell)) if (part.restate(change)) this.uncheckedState++;
    }
  }

  /** The parts that a figure may stand in, in order. */
  private partsOf(figure: Figure): readonly Part[] {
    const own = this.byOwner.get(figure.owner);
    const others = this.inOrder(this.index.of(figure));
    return own ? [own, ...others] : others;
  }

  private inOrder(parts: readonly Part[]): readonly Part[] {
    if (parts.length < 2) return parts;
    return [...parts].sort((a, b) => (this.order.get(a) as number) - (this.order.get(b) as number));
  }

  /** The relations that a figure stands in. */
  readonly byFigure = {
    get: (figure: Figure): readonly Relation[] => {
      const [first, ...more] = this.partsOf(figure);
      if (more.length === 0) return first?.of(figure) ?? NONE;
      return [...(first as Part).of(figure), ...more.flatMap((part) => part.of(figure))];
    },
  };

  /** Of these the broken ones. */
  brokenOf(figure: Figure): Relation[] {
    return this.partsOf(figure).flatMap((part) => part.ofIn(figure, 'broken'));
  }

  /** What changes when relations that cells of a table stand in are others, or come out anew. */
  editionsOf(table: TableModel): unknown[] {
    const own = this.byOwner.get(table);
    return [...(own ? [own] : []), ...this.index.ofOwner(table)].flatMap((part) => [
      part,
      part.editionOf(table),
    ]);
  }

  /** The relations that cells of a table stand in, each once. */
  ofTable(table: TableModel): readonly Relation[] {
    const cells = table.rows.flatMap((row) => [...row.cells.values()]);
    return [...new Set(cells.flatMap((cell) => this.byFigure.get(cell)))];
  }

  /** How relations came out. */
  readonly outcomes = {
    get: (relation: Relation): Outcome | undefined => relation.outcome,
  };

  get relations(): readonly Relation[] {
    this.flat ??= this.where(() => true);
    return this.flat;
  }

  /** The relations that are such, in order: those that are not need not be made. */
  where(test: Parameters<Part['where']>[0]): Relation[] {
    return this.parts.flatMap((part) => part.where(test));
  }

  /** Tells of each relation that counts where it stands and how it came out ({@link Part.each}). */
  each(...how: Parameters<Part['each']>): void {
    for (const part of this.parts) part.each(...how);
  }

  get unchecked(): readonly Unchecked[] {
    this.flatUnchecked ??= this.parts.flatMap((part) => part.unchecked);
    return this.flatUnchecked;
  }

  /** The relations in a state, in order; explanations are left out. */
  in(state: OutcomeState): Relation[] {
    return this.parts.flatMap((part) => (part.counts[state] > 0 ? part.in(state) : NONE));
  }

  /** How many relations came out how; explanations do not count. */
  count(state: OutcomeState): number {
    let sum = 0;
    for (const part of this.parts) sum += part.counts[state];
    return sum;
  }

  /** How many relations a rule reports, and how many of them are broken. */
  countOf(rule: RuleId): { all: number; broken: number } {
    const found = { all: 0, broken: 0 };
    for (const part of this.parts) {
      const own = part.countOf(rule);
      found.all += own.all;
      found.broken += own.broken;
    }
    return found;
  }

  get cubes(): readonly Cube[] {
    return this.more.cubes;
  }

  get badReferences(): readonly BadReference[] {
    return this.more.badReferences;
  }

  get foreign(): ReadonlyMap<Block, ForeignPlace> {
    return this.more.foreign;
  }

  /** Whether a sentence lists a cell by name as holding an amount. */
  isListed(figure: Figure): boolean {
    return this.more.listed.some((set) => set.has(figure));
  }
}
