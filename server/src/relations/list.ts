/**
 * Relations in columns. Nearly all relations of a report are sums that its rows and columns owe alike. What such sums
 * have in common is written once ({@link Common}), their cells stand end to end in one list, and a {@link Relation} is
 * made of one only for who asks for it. Other relations are objects from the start; their figures stand in the same list.
 */
import { abs } from '../base/amount.ts';
import { sameItems } from '../base/lists.ts';
import type { RuleId } from '../base/rule-ids.ts';
import { type Cell, isZero } from '../model/figure.ts';
import { isOpen } from '../model/presence.ts';
import type { Figure, FigureOwner } from '../model/types.ts';
import { evaluate } from './evaluate.ts';
import { FigureIndex } from './figure-index.ts';
import {
  addTerm,
  figuresOf,
  type LinearRelation,
  type OutcomeState,
  once,
  type Relation,
  type RelationBase,
  relationOf,
  type Term,
} from './types.ts';

/** What sums that are owed alike have in common: left equals right. One figure alone on the left is the total. */
export type Common = Omit<RelationBase, 'op' | 'absent' | 'total' | 'outcome'>;

/** What can be asked of a relation without making it. */
export type Told = Pick<RelationBase, 'rule' | 'explanation' | 'required' | 'source'>;

/** Terms that are looked through one by one. */
const SHORT = 24;

/** Where the sides of a relation begin and end in the list of figures. */
interface Sides {
  readonly begin: number;
  readonly turn: number;
  readonly end: number;
}

/** A list that is added to, or whose relations are asked for. */
export class RelationList {
  /** The figures of all relations, left sides before right ones. */
  private readonly figures: Figure[] = [];
  /** Places of figures that are subtracted. */
  private readonly minus = new Set<number>();
  /** Where the right sides begin, and where the relations end. */
  private readonly turns: number[] = [];
  private readonly ends: number[] = [];
  private readonly common: (Common | undefined)[] = [];
  /** What the id of a sum has behind that of all alike: the code that it is of. */
  private readonly tags: (string | undefined)[] = [];
  private readonly made: (Relation | undefined)[] = [];
  /** The rules that report them. */
  readonly rules = new Set<RuleId>();
  private turned = -1;
  private index: FigureIndex | undefined;

  static of(relations: Iterable<Relation>): RelationList {
    const list = new RelationList();
    for (const relation of relations) list.push(relation);
    return list;
  }

  get length(): number {
    return this.ends.length;
  }

  /** Adds a relation. */
  push(relation: Relation): void {
    const figures = figuresOf(relation);
    for (const figure of figures) this.figures.push(figure);
    const left = relation.shape === 'ratio' ? 1 : relation.left.length;
    this.keep(this.figures.length - figures.length + left, undefined, undefined, relation);
  }

  // ---- a sum, cell by cell ----

  /** A figure of the sum that is being written; it stands left until {@link turn}. */
  add(cell: Figure, negative = false): void {
    if (negative) this.minus.add(this.figures.length);
    this.figures.push(cell);
  }

  /** What is added from here on stands right. */
  turn(): void {
    this.turned = this.figures.length;
  }

  /** Ends a sum. One that says nothing, a figure equal to itself, is not kept. */
  end(common: Common, tag?: string): void {
    const begin = this.ends.at(-1) ?? 0;
    if (this.repeats(begin)) {
      const made = this.sumOf({ begin, turn: this.turned, end: this.figures.length }, common, tag);
      this.drop();
      if (!isEmpty(figuresOf(made))) this.push(made);
    } else if (isEmpty(this.figures, begin)) this.drop();
    else this.keep(this.turned, common, tag, undefined);
  }

  /** Takes back what was added of a sum. */
  drop(): void {
    const begin = this.ends.at(-1) ?? 0;
    for (let e = begin; e < this.figures.length; e++) this.minus.delete(e);
    this.figures.length = begin;
  }

  /** Whether a figure was added twice: then it counts twice, or not at all. */
  private repeats(begin: number): boolean {
    const { figures } = this;
    if (figures.length - begin > SHORT) return new Set(figures.slice(begin)).size < figures.length - begin;
    for (let e = begin + 1; e < figures.length; e++)
      if (figures.indexOf(figures[e] as Figure, begin) < e) return true;
    return false;
  }

  private keep(turn: number, common?: Common, tag?: string, made?: Relation): void {
    this.turns.push(turn);
    this.ends.push(this.figures.length);
    this.common.push(common);
    this.tags.push(tag);
    this.made.push(made);
    this.rules.add((common ?? (made as Relation)).rule);
    this.index = undefined;
  }

  /** Those of the relations, in their order, whose numbers are given. */
  only(kept: readonly number[]): RelationList {
    const list = new RelationList();
    for (const i of kept) {
      const begin = this.begin(i);
      const shift = list.figures.length - begin;
      for (let e = begin; e < (this.ends[i] as number); e++) {
        if (this.minus.has(e)) list.minus.add(e + shift);
        list.figures.push(this.figures[e] as Figure);
      }
      list.keep((this.turns[i] as number) + shift, this.common[i], this.tags[i], this.made[i]);
    }
    return list;
  }

  // ---- asking ----

  /** The numbers of all relations. */
  numbers(): number[] {
    return this.ends.map((_, i) => i);
  }

  private begin(i: number): number {
    return i === 0 ? 0 : (this.ends[i - 1] as number);
  }

  /** The relation of a number; one object for all who ask. */
  at(i: number): Relation {
    const known = this.made[i];
    if (known) return known;
    const common = this.common[i] as Common;
    const made = this.sumOf(this.sides(i), common, this.tags[i]);
    made.outcome = evaluate(made);
    this.made[i] = made;
    return made;
  }

  private sides(i: number): Sides {
    return { begin: this.begin(i), turn: this.turns[i] as number, end: this.ends[i] as number };
  }

  private sumOf({ begin, turn, end }: Sides, common: Common, tag: string | undefined): Relation {
    const left = this.terms(begin, turn);
    return relationOf(
      { shape: 'linear', left, right: this.terms(turn, end), constant: 0n },
      {
        ...common,
        op: '=',
        id: tag === undefined ? common.id : `${common.id}.${tag}`,
        total: left.length === 1 ? left[0]?.figure : undefined,
      },
    );
  }

  /** The terms of one side; a figure that is added and subtracted cancels out. */
  private terms(from: number, to: number): Term[] {
    const terms: Term[] = [];
    for (let e = from; e < to; e++) {
      const figure = this.figures[e] as Figure;
      addTerm(terms, this.minus.has(e) ? { figure, factor: -1n } : once(figure));
    }
    return terms;
  }

  told(i: number): Told {
    return this.made[i] ?? (this.common[i] as Common);
  }

  /** The relation of a number, where somebody has asked for it before. */
  madeAt(i: number): Relation | undefined {
    return this.made[i];
  }

  totalAt(i: number): Figure | undefined {
    if (!this.common[i]) return this.made[i]?.total;
    const { begin, turn } = this.sides(i);
    return turn === begin + 1 ? this.figures[begin] : undefined;
  }

  /** The figures of a relation. */
  figuresAt(i: number): readonly Figure[] {
    return this.figures.slice(this.begin(i), this.ends[i]);
  }

  /** The tables and paragraphs that the figures of a relation stand in. */
  ownersAt(i: number): ReadonlySet<FigureOwner> {
    const owners = new Set<FigureOwner>();
    for (let e = this.begin(i); e < (this.ends[i] as number); e++)
      owners.add((this.figures[e] as Figure).owner);
    return owners;
  }

  /** All tables and paragraphs that figures stand in. */
  owners(): ReadonlySet<FigureOwner> {
    return new Set(this.indexed().owners());
  }

  /** The numbers of the relations that a figure stands in, in order. */
  of(figure: Figure): readonly number[] {
    const index = this.indexed();
    const found: number[] = [];
    for (let e = index.first(figure); e >= 0; e = index.next(e)) {
      const i = this.ofPlace(e);
      if (found.at(-1) !== i) found.push(i);
    }
    return found;
  }

  has(figure: Figure): boolean {
    return this.indexed().first(figure) >= 0;
  }

  private indexed(): FigureIndex {
    this.index ??= new FigureIndex(this.figures);
    return this.index;
  }

  /** The relation whose figure stands at a place of the list. */
  private ofPlace(place: number): number {
    let low = 0;
    let high = this.ends.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.ends[middle] as number) <= place) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** How a relation comes out, with the amounts as they now are. */
  evaluateAt(i: number): OutcomeState {
    const made = this.made[i];
    if (!made) return this.evaluateSum(i);
    made.outcome = evaluate(made);
    return made.outcome.state;
  }

  /** The same as {@link evaluate} of a sum, which is not made for it. */
  private evaluateSum(i: number): OutcomeState {
    const { begin, end } = this.sides(i);
    let filled = false;
    let value = 0n;
    let half = 0n;
    for (let e = begin; e < end; e++) {
      const cell = this.figures[e] as Cell;
      const { state } = cell;
      if (state === 'unreadable' || isOpen(cell.owner, cell)) return 'notChecked';
      if (state !== 'amount') continue;
      filled = true;
      value = this.isAdded(i, e) ? value + cell.value : value - cell.value;
      half += cell.half;
    }
    if (!filled) return 'notApplicable';
    return this.withoutTotal(i) ?? (value === 0n ? 'exact' : abs(value) <= half ? 'rounding' : 'broken');
  }

  /** How a sum comes out whose total is not there, or need not be. */
  private withoutTotal(i: number): OutcomeState | undefined {
    const { state } = this.totalAt(i) ?? {};
    if (state === 'dash') return 'notApplicable';
    if (state !== 'blank' || this.told(i).required) return undefined;
    return this.figuresAt(i).some((figure) => figure.value !== 0n) ? 'notChecked' : undefined;
  }

  /**
   * A number that relations share which add up the same figures, and others seldom do; blank ones are left out, and
   * sides do not matter. Of any but sums it tells of the first figure.
   */
  roughly(i: number): number {
    const made = this.made[i];
    const begin = this.begin(i);
    if (made && made.shape !== 'linear') return scattered(this.figures[begin] as Figure);
    let sum = 0;
    for (let e = begin; e < (this.ends[i] as number); e++)
      if (this.counts(i, e)) sum = (sum + scattered(this.figures[e] as Figure)) | 0;
    return sum;
  }

  /** Whether a figure of a sum adds to it: a blank one does not, unless it is the total. */
  private counts(i: number, place: number): boolean {
    const figure = this.figures[place] as Figure;
    return figure.state !== 'blank' || (place < (this.turns[i] as number) && figure === this.totalAt(i));
  }

  /** Whether two relations add up the same figures ({@link addSame}). */
  areSame(a: number, b: number): boolean {
    if (!this.common[a] || !this.common[b]) return addSame(this.at(a), this.at(b));
    const terms = new Map<Figure, boolean>();
    for (let e = this.begin(a); e < (this.ends[a] as number); e++)
      if (this.counts(a, e)) terms.set(this.figures[e] as Figure, this.isAdded(a, e));
    let same = 0;
    let turned = 0;
    for (let e = this.begin(b); e < (this.ends[b] as number); e++) {
      if (!this.counts(b, e)) continue;
      const added = terms.get(this.figures[e] as Figure);
      if (added === undefined) return false;
      if (added === this.isAdded(b, e)) same++;
      else turned++;
    }
    return same + turned === terms.size && (turned === 0 || same === 0);
  }

  /** Whether a figure of a sum counts on the left. */
  private isAdded(i: number, place: number): boolean {
    return place < (this.turns[i] as number) !== this.minus.has(place);
  }
}

/** Whether two relations say the same of the same figures: blank ones add nothing, and the side does not matter. */
export function addSame(a: Relation, b: Relation): boolean {
  if (a.shape !== 'linear' || b.shape !== 'linear') {
    const [of, to] = [figuresOf(a), figuresOf(b)];
    return a.shape === b.shape && a.id === b.id && sameItems(of, to);
  }
  if (a.op !== b.op || a.constant !== b.constant) return false;
  const [left, right] = [addedBy(a), addedBy(b)];
  const is = (sign: bigint) => [...left].every(([figure, factor]) => right.get(figure) === sign * factor);
  return left.size === right.size && (is(1n) || (a.op === '=' && is(-1n)));
}

/** How often each figure counts on the left. */
function addedBy({ left, right, total }: Relation & LinearRelation): Map<Figure, bigint> {
  const factors = new Map<Figure, bigint>();
  const add = (figure: Figure, factor: bigint) => factors.set(figure, (factors.get(figure) ?? 0n) + factor);
  for (const { figure, factor } of left)
    if (figure.state !== 'blank' || figure === total) add(figure, factor);
  for (const { figure, factor } of right) if (figure.state !== 'blank') add(figure, -factor);
  return factors;
}

/**
 * Whether figures of an equation say nothing: one alone, which is equal to itself. A total over no parts at all is zero;
 * where it is not, its parts are missing from the table.
 * @param from where they begin in the list
 */
export function isEmpty(figures: readonly Figure[], from = 0): boolean {
  const only = figures[from];
  return figures.length - from < 2 && (!only || isZero(only));
}

function scattered({ span }: Figure): number {
  const place = Math.imul(span.line + 1, 0x9e3779b1) ^ Math.imul(span.start + 1, 0x85ebca6b);
  return Math.imul(place ^ (place >>> 15), 0x2c1b3c6d) ^ (place >>> 13);
}
