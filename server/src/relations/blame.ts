/**
 * Blame: which figure, corrected, mends every relation that it is in (docs/blame.md). Works on the broken relations
 * and those that hold; bounded by the relations touched, since what a relation demands of a figure follows from its
 * difference and slack without adding up its terms again.
 */

import { abs, divideRound, type Scaled } from '../base/amount.ts';
import { append, largest } from '../base/lists.ts';
import { getOrMake, pushTo } from '../base/maps.ts';
import type { Figure } from '../model/types.ts';
import { allows, byRoom, type Demand, isDifference, settled } from './demand.ts';
import { evaluate } from './evaluate.ts';
import { halfOf } from './figure.ts';
import type { Graph } from './graph.ts';
import { borneOutByRates } from './rate-witness.ts';
import { innermost } from './rule-order.ts';
import { type SlipKind, slipOf, slipWithin, weightOf } from './slip.ts';
import { figuresOf, type Outcome, type Relation, type Severity } from './types.ts';
import { witnessesOf } from './witness.ts';

/** A figure whose correction would mend relations, and to what. */
export interface Candidate {
  readonly figure: Figure;
  /** The value it must have, scaled. */
  readonly value: Scaled;
  /** Broken relations that the correction mends. */
  readonly mends: readonly Relation[];
  /** Those who ask for it: one for each of them, but one for all of a sentence that says one amount again. */
  readonly witnesses: number;
  /** Broken relations of the figure that the correction does not mend: another cause has part in them. */
  readonly leaves: number;
  /** Relations that came out to the last digit and would no longer. */
  readonly spoils: number;
  /** Relations of the figure that allow the value. */
  readonly votes: number;
  /** Whether a sentence lists the figure's row as holding an amount, although its cell is blank. */
  readonly listed: boolean;
  /** The slip that would explain the printed value. */
  readonly slip: SlipKind | undefined;
}

/** Which relations a waiver takes out of the system. */
export interface Waived {
  has(relation: Relation): boolean;
}

const NONE: Waived = { has: () => false };

/** One cause: a blamed figure, or a component whose blame is open. */
export interface Verdict {
  /** The figure at fault, where it can be told. */
  readonly blamed: Candidate | undefined;
  /** All single corrections that would do, likeliest first; the blamed one alone where blame is certain. */
  readonly candidates: readonly Candidate[];
  readonly broken: readonly Relation[];
  /** Where it is other than that of the relations. */
  readonly severity?: Severity;
}

/**
 * Settles the broken relations of a graph.
 * @param waived relations that a waiver takes out of the system
 * @param filled the values of blanks that are told already
 */
export function settle(
  graph: Graph,
  waived: Waived = NONE,
  filled: ReadonlyMap<Figure, Scaled> = new Map(),
): Verdict[] {
  const broken = brokenIn(graph, waived);
  const verdicts: Verdict[] = [];
  for (const component of components(broken, graph)) {
    append(verdicts, new Component(graph, component, waived, filled).settle());
  }
  // What nothing mends by itself may be two figures that stand in one another's way.
  const stuck = verdicts.filter((v) => v.candidates.length === 0);
  if (stuck.length < 2 || stuck.length > MOST_BROKEN) return verdicts;
  const together = new Component(
    graph,
    stuck.flatMap((v) => v.broken),
    waived,
    filled,
  ).settle();
  return [...verdicts.filter((v) => v.candidates.length > 0), ...together];
}

/** Every broken relation by itself, for those who want to see them raw. */
export function unsettled(graph: Graph, waived: Waived = NONE): Verdict[] {
  return brokenIn(graph, waived).map((r) => ({ blamed: undefined, candidates: [], broken: [r] }));
}

function brokenIn(graph: Graph, waived: Waived): Relation[] {
  return graph.in('broken').filter((r) => !waived.has(r) && solvable(r));
}

/** Relations that blame can turn round: sums that must be equal, within this report. */
export function solvable(relation: Relation): boolean {
  return relation.shape === 'linear' && relation.op === '=' && relation.source.kind !== 'report';
}

/** Terms of a relation that holds and still ties the broken relations at its figures together. */
const MOST_TIES = 12;

/**
 * Groups broken relations that share a figure, or whose figures a small relation ties together that holds: two cells of
 * one row that are wrong alike.
 */
function components(broken: readonly Relation[], graph: Graph): Relation[][] {
  const parent = new Map<Relation, Relation>();
  const find = (r: Relation): Relation => {
    let root = r;
    while (parent.get(root) !== root) root = parent.get(root) as Relation;
    for (let at = r; at !== root; ) {
      const next = parent.get(at) as Relation;
      parent.set(at, root);
      at = next;
    }
    return root;
  };
  const first = new Map<Figure, Relation>();
  for (const relation of broken) parent.set(relation, relation);
  for (const relation of broken) {
    for (const figure of figuresOf(relation)) {
      const other = first.get(figure);
      if (other) parent.set(find(relation), find(other));
      else first.set(figure, relation);
    }
  }
  for (const [figure, relation] of first) {
    for (const tie of graph.byFigure.get(figure) ?? []) {
      if (tie.explanation || !solvable(tie) || graph.outcomes.get(tie)?.state === 'broken') continue;
      const figures = figuresOf(tie).filter((f) => f.state === 'amount');
      if (figures.length > MOST_TIES) continue;
      for (const f of figures) {
        const other = first.get(f);
        if (other) parent.set(find(relation), find(other));
      }
    }
  }
  const groups = new Map<Relation, Relation[]>();
  for (const relation of broken) {
    const root = find(relation);
    pushTo(groups, root, relation);
  }
  return [...groups.values()];
}

/** How often each figure counts on the left side less the right, kept for each relation. */
const factors = new WeakMap<Relation, ReadonlyMap<Figure, bigint>>();

function factorsOf(relation: Relation): ReadonlyMap<Figure, bigint> {
  return getOrMake(factors, relation, () => {
    const map = new Map<Figure, bigint>();
    if (relation.shape !== 'linear') return map;
    for (const t of relation.left) map.set(t.figure, (map.get(t.figure) ?? 0n) + t.factor);
    for (const t of relation.right) map.set(t.figure, (map.get(t.figure) ?? 0n) - t.factor);
    return map;
  });
}

/** Broken relations of one component that are still searched for a cause, and causes that are looked for. */
const MOST_BROKEN = 120;
const MOST_CAUSES = 60;
/** Figures of them, each relation's own: a table of 15,000 rows has as many in its total. */
const MOST_FIGURES = 50_000;

class Component {
  /** Corrections accepted so far, as changes of value. */
  private readonly changes = new Map<Figure, Scaled>();

  constructor(
    private readonly graph: Graph,
    private readonly relations: readonly Relation[],
    private readonly waived: Waived,
    filled: ReadonlyMap<Figure, Scaled>,
  ) {
    for (const [figure, value] of filled) this.changes.set(figure, value - figure.value);
  }

  settle(): Verdict[] {
    const verdicts: Verdict[] = [];
    // What comes right once a blank is filled is told with it.
    const touched = (r: Relation) => figuresOf(r).some((f) => this.changes.has(f));
    let open = this.relations.filter((r) => this.changes.size === 0 || !touched(r) || this.isBroken(r));
    while (open.length > 0) {
      const figures = open.reduce((sum, r) => sum + factorsOf(r).size, 0);
      if (open.length > MOST_BROKEN || verdicts.length >= MOST_CAUSES || figures > MOST_FIGURES) {
        // Columns shifted, or another report's table: no single figure is to blame, and no search will find one.
        append(
          verdicts,
          open.map((r): Verdict => ({ blamed: undefined, candidates: [], broken: [r] })),
        );
        break;
      }
      const verdict = this.best(open);
      verdicts.push(verdict);
      const cause = verdict.blamed;
      if (cause) {
        this.changes.set(cause.figure, cause.value - cause.figure.value);
        open = open.filter((r) => this.isBroken(r));
      } else {
        const told = new Set(verdict.broken);
        open = open.filter((r) => !told.has(r));
      }
    }
    return verdicts;
  }

  /** The best cause among what is still broken. */
  private best(open: readonly Relation[]): Verdict {
    const isOpen = new Set(open);
    const byFigure = this.figuresIn(open);
    const list: Candidate[] = [];
    for (const [figure, broken] of byFigure) {
      const candidate = this.solve(figure, broken, isOpen);
      if (candidate) list.push(candidate);
    }
    list.sort(compare);
    const best = list[0];
    const joint = best && best.witnesses > 1 && best.leaves === 0 ? undefined : this.joint(byFigure, isOpen);
    if (
      joint &&
      (!best || unionOf(joint) >= joint.length * best.mends.length) &&
      unionOf(joint) > (best?.mends.length ?? 0)
    ) {
      const first = joint[0] as Candidate;
      return { blamed: first, candidates: [first], broken: first.mends };
    }
    // Nothing mends even one relation: tell the innermost by itself.
    if (!best) return { blamed: undefined, candidates: [], broken: [innermost(open)] };
    // What mends other relations is another cause, not a rival.
    const mended = new Set(best.mends);
    const rivals = list.slice(1).filter((c) => c.mends.some((r) => mended.has(r)) && isRival(c, best));
    const only = rivals.length === 0 ? best : borneOutByRates([best, ...rivals], this.graph);
    if (only) return { blamed: only, candidates: [only], broken: only.mends };
    const told = new Set([best, ...rivals].flatMap((c) => c.mends));
    return { blamed: undefined, candidates: [best, ...rivals], broken: open.filter((r) => told.has(r)) };
  }

  /** The figures of the relations that are still broken, with those relations. */
  private figuresIn(open: readonly Relation[]): Map<Figure, Relation[]> {
    const byFigure = new Map<Figure, Relation[]>();
    for (const relation of open) {
      for (const figure of figuresOf(relation)) {
        if (figure.state === 'unreadable') continue;
        if (figure.state === 'dash' && !this.isDue(figure, relation)) continue;
        // Another report's figure is corrected there, not here.
        if (this.graph.foreign.has(figure.owner.block) || this.changes.has(figure)) continue;
        pushTo(byFigure, figure, relation);
      }
    }
    return byFigure;
  }

  /** Whether the parts of a dash ask for what a broken relation asks of it: a sum is due there. */
  private isDue(figure: Figure, broken: Relation): boolean {
    const asked = this.demand(figure, broken);
    return (this.graph.byFigure.get(figure) ?? []).some((relation) => {
      if (relation.total !== figure || relation === broken || !solvable(relation)) return false;
      const parts = evaluate(relation, new Map([[figure, { value: 0n, half: 0n }]]));
      const factor = factorsOf(relation).get(figure);
      if (!asked || factor === undefined || parts.state !== 'broken') return false;
      return allows(asked, -divideRound(parts.difference, factor));
    });
  }

  /**
   * Figures that stand in one another's way: each is right where the relation that holds between them bears all their
   * corrections at once (two cells of a row, or two parts of a list, that were both copied wrong and still add up).
   * Gives the corrections, or undefined.
   */
  private joint(
    byFigure: ReadonlyMap<Figure, readonly Relation[]>,
    open: ReadonlySet<Relation>,
  ): Candidate[] | undefined {
    const blocked = new Map<Relation, Candidate[]>();
    for (const [figure, broken] of byFigure) {
      if (figure.state !== 'amount') continue;
      const holding = this.holdingOf(figure, open);
      const asked = broken.map((r) => this.demand(figure, r)).filter((d) => d !== undefined);
      const best = new Map<Relation, Candidate>();
      for (const { exact: value } of asked) {
        if (value === figure.value || (value < 0n && figure.value >= 0n)) continue;
        const [only, ...more] = holding.filter((d) => !allows(d, value));
        if (!only || more.length > 0) continue;
        const met = asked.filter((d) => allows(d, value));
        const known = best.get(only.relation);
        if (known && known.mends.length >= met.length) continue;
        best.set(only.relation, {
          figure,
          value,
          mends: met.map((d) => d.relation),
          witnesses: met.length,
          leaves: asked.length - met.length,
          spoils: 0,
          votes: met.length + holding.length - 1,
          listed: false,
          slip: slipOf(figure, value),
        });
      }
      for (const [relation, candidate] of best) pushTo(blocked, relation, candidate);
    }
    const able = [...blocked]
      .filter(([relation, group]) => group.length > 1 && this.bears(relation, group))
      .map(([, group]) => group);
    const most = largest(able.map(unionOf), 0);
    const [found, ...others] = able.filter((group) => unionOf(group) === most);
    // Several pairs that would mend the same relations leave the blame open.
    const mended = new Set(found?.flatMap((c) => c.mends));
    return others.some((group) => group.some((c) => c.mends.some((r) => mended.has(r)))) ? undefined : found;
  }

  /** Whether a relation still holds once a group of corrections is made. */
  private bears(relation: Relation, group: readonly Candidate[]): boolean {
    const outcome = this.graph.outcomes.get(relation);
    if (!outcome) return false;
    const own = factorsOf(relation);
    let difference = this.difference(relation, outcome);
    let slack = this.slack(relation, outcome);
    for (const { figure, value } of group) {
      const factor = own.get(figure) ?? 0n;
      difference += (value - figure.value) * factor;
      slack += (halfOf(figure) - figure.half) * abs(factor);
    }
    return abs(difference) <= slack;
  }

  /** What the relations of a figure that hold ask of it. */
  private holdingOf(figure: Figure, open: ReadonlySet<Relation>): Demand[] {
    const holding: Demand[] = [];
    for (const relation of this.graph.byFigure.get(figure) ?? []) {
      if (relation.explanation || this.waived.has(relation) || !solvable(relation) || open.has(relation))
        continue;
      const outcome = this.graph.outcomes.get(relation);
      if (!outcome || outcome.state === 'notChecked' || outcome.state === 'notApplicable') continue;
      // A relation that is told as broken by itself binds nothing.
      if (this.isBroken(relation)) continue;
      const demand = this.demand(figure, relation);
      if (demand) holding.push(demand);
    }
    return holding;
  }

  /** The value that mends most of a figure's broken relations and none of those that hold, or undefined. */
  private solve(
    figure: Figure,
    broken: readonly Relation[],
    open: ReadonlySet<Relation>,
  ): Candidate | undefined {
    const holding = this.holdingOf(figure, open);
    const asked = broken.map((r) => this.demand(figure, r)).filter((d) => d !== undefined);
    let best: { value: Scaled; met: Demand[]; agree: number } | undefined;
    const tried = new Set<Scaled>();
    for (const demand of [...asked].sort(byRoom)) {
      const value = settled(demand, holding);
      if (value === undefined || tried.has(value) || value === figure.value) continue;
      tried.add(value);
      const met = asked.filter((d) => allows(d, value));
      const agree =
        met.filter((d) => d.exact === value).length + holding.filter((d) => d.exact === value).length;
      if (!best || met.length > best.met.length || (met.length === best.met.length && agree > best.agree)) {
        best = { value, met, agree };
      }
    }
    if (!best) return undefined;
    const { met } = best;
    const room = [...met, ...holding];
    const { value, slip } = slipWithin(
      figure,
      best.value,
      room.reduce((most, d) => (d.low > most ? d.low : most), (met[0] as Demand).low),
      room.reduce((least, d) => (d.high < least ? d.high : least), (met[0] as Demand).high),
    );
    // A negative amount in a blank cell, or for one that is printed positive, is nobody's slip.
    // A sentence tells a decrease by its word, not by its sign.
    if (value < 0n && figure.value >= 0n && (!isDifference(room) || figure.owner.kind === 'prose'))
      return undefined;
    return {
      figure,
      value,
      mends: met.map((d) => d.relation),
      witnesses: witnessesOf(
        figure,
        met.map((d) => d.relation),
      ).length,
      leaves: asked.length - met.length,
      spoils: holding.filter((d) => d.exact === figure.value && d.exact !== value).length,
      votes: met.length + holding.length,
      listed: figure.state === 'blank' && this.graph.isListed(figure),
      slip,
    };
  }

  /** The difference of a relation with the corrections made so far. */
  private difference(relation: Relation, outcome: Outcome): Scaled {
    let { difference } = outcome;
    if (this.changes.size === 0) return difference;
    const own = factorsOf(relation);
    for (const [figure, change] of this.changes) difference += change * (own.get(figure) ?? 0n);
    return difference;
  }

  private isBroken(relation: Relation): boolean {
    const outcome = this.graph.outcomes.get(relation);
    if (!outcome) return false;
    return abs(this.difference(relation, outcome)) > this.slack(relation, outcome);
  }

  /** The slack of a relation once the corrections made so far are printed: a blank that is filled brings its own. */
  private slack(relation: Relation, outcome: Outcome): Scaled {
    let { slack } = outcome;
    if (this.changes.size === 0) return slack;
    const own = factorsOf(relation);
    for (const figure of this.changes.keys()) {
      const factor = own.get(figure);
      if (factor !== undefined) slack += (halfOf(figure) - figure.half) * abs(factor);
    }
    return slack;
  }

  private demand(figure: Figure, relation: Relation): Demand | undefined {
    const outcome = this.graph.outcomes.get(relation);
    const factor = factorsOf(relation).get(figure);
    if (!outcome || factor === undefined || factor === 0n) return undefined;
    const exact = figure.value - divideRound(this.difference(relation, outcome), factor);
    const room = this.slack(relation, outcome) / abs(factor) - figure.half + halfOf(figure);
    return { low: exact - room, high: exact + room, exact, relation };
  }
}

/** How many relations a group of corrections mends together. */
function unionOf(group: readonly Candidate[]): number {
  return new Set(group.flatMap((c) => c.mends)).size;
}

function printedFirst(candidate: Candidate): number {
  return candidate.figure.state === 'amount' ? 1 : 0;
}

/** A blank that a sentence lists as filled weighs more than a digit mistyped, less than a plain slip. */
function weigh(candidate: Candidate): number {
  return candidate.listed ? 4 : weightOf(candidate.slip);
}

/** Likeliest first: most mended, least left broken, most that agree, the more telling slip, printed before blank. */
function compare(a: Candidate, b: Candidate): number {
  return (
    b.witnesses - a.witnesses ||
    b.mends.length - a.mends.length ||
    a.leaves - b.leaves ||
    a.spoils - b.spoils ||
    b.votes - a.votes ||
    weigh(b) - weigh(a) ||
    printedFirst(b) - printedFirst(a)
  );
}

/**
 * Whether a candidate leaves the blame of the best one open. Where several relations agree on the best, more that
 * agree, a slip that explains it, or a rival that is an empty cell settle it; a single relation settles nothing.
 */
function isRival(candidate: Candidate, best: Candidate): boolean {
  if (candidate.witnesses < best.witnesses) return false;
  if (candidate.spoils > best.spoils) return false;
  if (best.witnesses < 2) return true;
  if (candidate.leaves !== best.leaves || candidate.votes !== best.votes) return false;
  if (weightOf(best.slip) > weightOf(candidate.slip) && weightOf(best.slip) >= 4) return false;
  return printedFirst(candidate) === printedFirst(best);
}
