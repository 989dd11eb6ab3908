/**
 * A part of the graph: relations that are made together (those of a table, those between tables, those of a section
 * of prose), with how they came out. An edit replaces the parts whose making looked at what it changed; in the others
 * only the relations that a changed figure stands in are evaluated again.
 */

import { getOrMake } from '../base/maps.ts';
import type { RuleId } from '../base/rule-ids.ts';
import { type CellChange, Reads } from '../model/figure.ts';
import type { Figure, FigureOwner } from '../model/types.ts';
import { RelationList, type Told } from './list.ts';
import type { OutcomeState, Relation, Unchecked } from './types.ts';

/** States by the number that stands for each. */
const STATES: readonly OutcomeState[] = ['exact', 'rounding', 'broken', 'notChecked', 'notApplicable'];

export class Part {
  /** How many relations came out how; explanations do not count. */
  readonly counts: Record<OutcomeState, number> = {
    exact: 0,
    rounding: 0,
    broken: 0,
    notChecked: 0,
    notApplicable: 0,
  };
  private readonly list: RelationList;
  private readonly states: Uint8Array;
  /** How often relations of a table or paragraph were evaluated again. */
  private readonly restated = new Map<FigureOwner, number>();

  /**
   * @param reads the cells that its making looked at
   */
  constructor(
    relations: RelationList | readonly Relation[],
    readonly unchecked: readonly Unchecked[] = [],
    readonly reads: Reads = new Reads(),
  ) {
    this.list = relations instanceof RelationList ? relations : RelationList.of(relations);
    this.states = new Uint8Array(this.list.length);
    for (let i = 0; i < this.states.length; i++) this.mark(i);
  }

  /** The relations of the part that a figure stands in, in order. */
  of(figure: Figure): readonly Relation[] {
    return this.list.of(figure).map((i) => this.list.at(i));
  }

  /** Of these the ones that came out so. */
  ofIn(figure: Figure, state: OutcomeState): readonly Relation[] {
    const found = this.list.of(figure).filter((i) => this.stateAt(i) === state);
    return found.map((i) => this.list.at(i));
  }

  has(figure: Figure): boolean {
    return this.list.has(figure);
  }

  /** The tables and paragraphs that its figures stand in. */
  owners(): ReadonlySet<FigureOwner> {
    return this.list.owners();
  }

  /** Grows when relations that figures of an owner stand in come out anew. */
  editionOf(owner: FigureOwner): number {
    return this.restated.get(owner) ?? 0;
  }

  /** How many relations a rule reports, and how many of them are broken. */
  countOf(rule: RuleId): { all: number; broken: number } {
    const found = { all: 0, broken: 0 };
    if (!this.list.rules.has(rule)) return found;
    for (let i = 0; i < this.list.length; i++) {
      if (this.list.told(i).rule !== rule) continue;
      found.all++;
      if (this.stateAt(i) === 'broken') found.broken++;
    }
    return found;
  }

  /** The relations that are such, in order. */
  where(test: (told: Told, state: OutcomeState) => boolean): Relation[] {
    const found: Relation[] = [];
    for (let i = 0; i < this.list.length; i++)
      if (test(this.list.told(i), this.stateAt(i))) found.push(this.list.at(i));
    return found;
  }

  /** The relations in a state, in order; explanations are left out. */
  in(state: OutcomeState): readonly Relation[] {
    return this.where((told, own) => own === state && !told.explanation);
  }

  /**
   * Tells of each relation that counts in which tables and paragraphs it stands and how it came out.
   * @param ask whether the relation itself is wanted; one that was asked for before is told in any case
   */
  each(
    tell: (owners: ReadonlySet<FigureOwner>, state: OutcomeState, made?: Relation) => void,
    ask: (told: Told) => boolean,
  ): void {
    const { list } = this;
    for (let i = 0; i < list.length; i++) {
      const told = list.told(i);
      if (!told.explanation) tell(list.ownersAt(i), this.stateAt(i), ask(told) ? list.at(i) : list.madeAt(i));
    }
  }

  /**
   * Evaluates the relations of a changed cell again.
   * @returns whether relations that could not be checked are others, or other in kind, than before
   */
  restate({ cell }: CellChange): boolean {
    let uncheckedChanged = false;
    for (const i of this.list.of(cell)) {
      const before = this.stateAt(i);
      this.count(i, -1);
      this.mark(i);
      uncheckedChanged ||= before === 'notChecked' || this.stateAt(i) === 'notChecked';
      for (const owner of this.list.ownersAt(i)) this.restated.set(owner, this.editionOf(owner) + 1);
    }
    return uncheckedChanged;
  }

  private stateAt(i: number): OutcomeState {
    return STATES[this.states[i] as number] as OutcomeState;
  }

  private mark(i: number): void {
    this.states[i] = STATES.indexOf(this.list.evaluateAt(i));
    this.count(i, 1);
  }

  private count(i: number, by: 1 | -1): void {
    if (!this.list.told(i).explanation) this.counts[this.stateAt(i)] += by;
  }
}

const NO_PARTS: ReadonlySet<Part> = new Set();

/** Which parts figures stand in, of those that belong to no table. */
export class PartIndex {
  private readonly parts = new Map<FigureOwner, Set<Part>>();

  add(part: Part): void {
    for (const owner of part.owners()) getOrMake(this.parts, owner, () => new Set<Part>()).add(part);
  }

  remove(part: Part): void {
    for (const owner of part.owners()) {
      const own = this.parts.get(owner);
      own?.delete(part);
      if (own?.size === 0) this.parts.delete(owner);
    }
  }

  /** The parts that figures of a table or paragraph stand in. */
  ofOwner(owner: FigureOwner): Iterable<Part> {
    return this.parts.get(owner) ?? NO_PARTS;
  }

  of(figure: Figure): Part[] {
    const found: Part[] = [];
    for (const part of this.ofOwner(figure.owner)) if (part.has(figure)) found.push(part);
    return found;
  }
}
