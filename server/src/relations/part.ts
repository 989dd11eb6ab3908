/**
 * A part of the graph: relations that are made together (those of a table, those between tables, those of a section
 * of prose), with how they came out. An edit replaces the parts whose making looked at what it changed; in the others
 * only the relations that a changed figure stands in are evaluated again.
 */
import { pushTo } from '../base/maps.ts';
import { type CellChange, Reads } from '../model/figure.ts';
import type { Figure } from '../model/types.ts';
import { evaluate } from './evaluate.ts';
import { figuresOf, type Outcome, type OutcomeState, type Relation, type Unchecked } from './types.ts';

/** Relations of one figure that are kept in a list without room to spare. */
const FEW = 6;

export class Part {
  /** How many relations came out how; explanations do not count. */
  readonly counts: Record<OutcomeState, number> = {
    exact: 0,
    rounding: 0,
    broken: 0,
    notChecked: 0,
    notApplicable: 0,
  };
  private readonly marked = {
    broken: new Set<Relation>(),
    rounding: new Set<Relation>(),
    notChecked: new Set<Relation>(),
  };
  private readonly rank = new Map<Relation, number>();
  private indexed: ReadonlyMap<Figure, readonly Relation[]> | undefined;

  /**
   * @param reads the cells that its making looked at
   */
  constructor(
    readonly relations: readonly Relation[],
    readonly unchecked: readonly Unchecked[] = [],
    readonly reads: Reads = new Reads(),
  ) {
    for (const relation of relations) this.mark(relation, evaluate(relation));
  }

  /** The relations of the part that a figure stands in, in order. */
  get index(): ReadonlyMap<Figure, readonly Relation[]> {
    this.indexed ??= indexOf(this.relations);
    return this.indexed;
  }

  /** The relations in a state, in order; explanations are left out. */
  in(state: 'broken' | 'rounding' | 'notChecked'): readonly Relation[] {
    const set = this.marked[state];
    if (set.size < 2) return [...set];
    if (this.rank.size === 0) for (const [i, r] of this.relations.entries()) this.rank.set(r, i);
    return [...set].sort((a, b) => (this.rank.get(a) as number) - (this.rank.get(b) as number));
  }

  /**
   * Evaluates the relations of a changed cell again.
   * @returns whether relations that could not be checked are others, or other in kind, than before
   */
  restate({ cell }: CellChange): boolean {
    let uncheckedChanged = false;
    for (const relation of this.index.get(cell) ?? []) {
      const before = relation.outcome?.state;
      this.unmark(relation);
      const outcome = evaluate(relation);
      this.mark(relation, outcome);
      uncheckedChanged ||= before === 'notChecked' || outcome.state === 'notChecked';
    }
    return uncheckedChanged;
  }

  private mark(relation: Relation, outcome: Outcome): void {
    relation.outcome = outcome;
    if (relation.explanation) return;
    const { state } = outcome;
    this.counts[state]++;
    if (state === 'broken' || state === 'rounding' || state === 'notChecked')
      this.marked[state].add(relation);
  }

  private unmark(relation: Relation): void {
    if (relation.explanation) return;
    const state = relation.outcome?.state;
    if (state === undefined) return;
    this.counts[state]--;
    if (state === 'broken' || state === 'rounding' || state === 'notChecked')
      this.marked[state].delete(relation);
  }
}

function indexOf(relations: readonly Relation[]): ReadonlyMap<Figure, readonly Relation[]> {
  const index = new Map<Figure, Relation[]>();
  for (const relation of relations) {
    for (const figure of figuresOf(relation)) {
      const list = index.get(figure);
      if (!list) index.set(figure, [relation]);
      else if (list.at(-1) === relation) continue;
      // A list that grows by itself takes room for sixteen more; most figures stand in a few.
      else if (list.length < FEW) index.set(figure, [...list, relation]);
      else list.push(relation);
    }
  }
  return index;
}

/** Which parts a figure stands in, of those that belong to no table. */
export class PartIndex {
  private readonly parts = new Map<Figure, Part[]>();

  add(part: Part): void {
    for (const figure of part.index.keys()) pushTo(this.parts, figure, part);
  }

  remove(part: Part): void {
    for (const figure of part.index.keys()) {
      const list = this.parts.get(figure);
      const at = list?.indexOf(part) ?? -1;
      if (!list || at < 0) continue;
      if (list.length === 1) this.parts.delete(figure);
      else list.splice(at, 1);
    }
  }

  of(figure: Figure): readonly Part[] {
    return this.parts.get(figure) ?? [];
  }
}
