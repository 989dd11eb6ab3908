/**
 * Blame: which figure, corrected, mends every relation that it is in (docs/blame.md). Works on the broken relations
 * and those that hold; bounded by the relations touched, since what a relation demands of a figure follows from its
 * difference and slack without adding up its terms again.
 */

import type { Scaled } from '../base/amount.ts';
import { pushTo } from '../base/maps.ts';
import type { Figure } from '../model/types.ts';
import { halfOf } from './figure.ts';
import type { Graph } from './graph.ts';
import { type SlipKind, slipOf, weightOf } from './slip.ts';
import { figuresOf, type Outcome, type Relation } from './types.ts';

/** A figure whose correction would mend relations, and to what. */
export interface Candidate {
  readonly figure: Figure;
  /** The value it must have, scaled. */
  readonly value: Scaled;
  /** Broken relations that the correction mends. */
  readonly mends: readonly Relation[];
  /** Relations that the figure stands in and that all allow the value. */
  readonly votes: number;
  /** The slip that would explain the printed value. */
  readonly slip: SlipKind | undefined;
}

/** One cause: a blamed figure, or a component whose blame is open. */
export interface Verdict {
  /** The figure at fault, where it can be told. */
  readonly blamed: Candidate | undefined;
  /** All single corrections that would do, likeliest first; the blamed one alone where blame is certain. */
  readonly candidates: readonly Candidate[];
  readonly broken: readonly Relation[];
}

/** Order of rules from the innermost relation outwards (product contract). */
export const RULE_ORDER: readonly string[] = [
  'row-sum',
  'rollup',
  'total',
  'balance',
  'formula',
  'cross-table',
  'cross-report',
];

export function ruleRank(rule: string): number {
  const at = RULE_ORDER.indexOf(rule);
  return at < 0 ? RULE_ORDER.length : at;
}

/** Relations over the innermost rule first. */
export function innermost(relations: readonly Relation[]): Relation {
  return relations.reduce((best, r) => (ruleRank(r.rule) < ruleRank(best.rule) ? r : best));
}

/**
 * Settles the broken relations of a graph.
 * @param waived relations that a waiver takes out of the system
 */
export function settle(graph: Graph, waived: ReadonlySet<Relation> = new Set()): Verdict[] {
  const broken: Relation[] = [];
  for (const relation of graph.relations) {
    if (relation.explanation || waived.has(relation)) continue;
    if (graph.outcomes.get(relation)?.state === 'broken' && solvable(relation)) broken.push(relation);
  }
  const verdicts: Verdict[] = [];
  for (const component of components(broken))
    verdicts.push(...new Component(graph, component, waived).settle());
  return verdicts;
}

/** Relations that blame can turn round: sums that must be equal, within this report. */
export function solvable(relation: Relation): boolean {
  return relation.shape === 'linear' && relation.op === '=' && relation.source.kind !== 'report';
}

/** Groups broken relations that share a figure. */
function components(broken: readonly Relation[]): Relation[][] {
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
  const groups = new Map<Relation, Relation[]>();
  for (const relation of broken) {
    const root = find(relation);
    pushTo(groups, root, relation);
  }
  return [...groups.values()];
}

/** What one relation asks of one figure: a range of values and the value that makes it exact. */
interface Demand {
  readonly low: Scaled;
  readonly high: Scaled;
  readonly exact: Scaled;
  readonly relation: Relation;
}

class Component {
  /** Corrections accepted so far, as changes of value. */
  private readonly changes = new Map<Figure, Scaled>();

  constructor(
    private readonly graph: Graph,
    private readonly relations: readonly Relation[],
    private readonly waived: ReadonlySet<Relation>,
  ) {}

  settle(): Verdict[] {
    const verdicts: Verdict[] = [];
    let open = [...this.relations];
    while (open.length > 0) {
      const verdict = this.best(open);
      verdicts.push(verdict);
      const cause = verdict.blamed;
      if (cause) {
        this.changes.set(cause.figure, cause.value - cause.figure.value);
        const mended = new Set(cause.mends);
        open = open.filter((r) => !mended.has(r));
      } else {
        const told = new Set(verdict.broken);
        open = open.filter((r) => !told.has(r));
      }
    }
    return verdicts;
  }

  /** The best cause among what is still broken. */
  private best(open: readonly Relation[]): Verdict {
    const candidates = this.candidates(open);
    const most = Math.max(0, ...candidates.map((c) => c.mends.length));
    const top = candidates.filter((c) => c.mends.length === most);
    if (top.length === 0) {
      // Nothing mends even one relation: tell the innermost by itself.
      const told = innermost(open);
      return { blamed: undefined, candidates: [], broken: [told] };
    }
    const list = top.sort(compare);
    const best = list[0] as Candidate;
    const rivals = list.slice(1).filter((c) => isRival(c, best));
    if (rivals.length === 0) return { blamed: best, candidates: [best], broken: best.mends };
    const told = new Set([best, ...rivals].flatMap((c) => c.mends));
    return { blamed: undefined, candidates: [best, ...rivals], broken: open.filter((r) => told.has(r)) };
  }

  private candidates(open: readonly Relation[]): Candidate[] {
    const byFigure = new Map<Figure, Relation[]>();
    for (const relation of open) {
      for (const figure of figuresOf(relation)) {
        if (figure.state === 'unreadable' || figure.state === 'dash') continue;
        // Another report's figure is corrected there, not here.
        if (this.graph.foreign.has(figure.owner.block)) continue;
        pushTo(byFigure, figure, relation);
      }
    }
    const found: Candidate[] = [];
    for (const [figure, mends] of byFigure) {
      const candidate = this.solve(figure, mends);
      if (candidate) found.push(candidate);
    }
    return found;
  }

  /** The value that all of a figure's relations allow, or undefined where they disagree. */
  private solve(figure: Figure, mends: readonly Relation[]): Candidate | undefined {
    let low: Scaled | undefined;
    let high: Scaled | undefined;
    const votes = new Map<Scaled, number>();
    const demands: Demand[] = [];
    for (const relation of this.graph.byFigure.get(figure) ?? []) {
      if (relation.explanation || this.waived.has(relation) || !solvable(relation)) continue;
      const outcome = this.graph.outcomes.get(relation);
      if (!outcome || outcome.state === 'notChecked' || outcome.state === 'notApplicable') continue;
      // A relation that stays broken for another cause binds nothing.
      if (outcome.state === 'broken' && !mends.includes(relation) && !this.isMended(relation)) continue;
      const demand = this.demand(figure, relation, outcome);
      if (!demand) return undefined;
      demands.push(demand);
      if (low === undefined || demand.low > low) low = demand.low;
      if (high === undefined || demand.high < high) high = demand.high;
    }
    if (low === undefined || high === undefined || low > high) return undefined;
    for (const demand of demands) {
      if (demand.exact < low || demand.exact > high) continue;
      votes.set(demand.exact, (votes.get(demand.exact) ?? 0) + (mends.includes(demand.relation) ? 2 : 1));
    }
    const value = choose(votes, demands, low, high);
    if (value === figure.value) return undefined;
    // A negative amount in a blank cell, or for one that is printed positive, is nobody's slip.
    if (value < 0n && figure.value >= 0n && !isDifference(demands)) return undefined;
    return { figure, value, mends, votes: demands.length, slip: slipOf(figure, value) };
  }

  private isMended(relation: Relation): boolean {
    return !this.relations.includes(relation) || figuresOf(relation).some((f) => this.changes.has(f));
  }

  private demand(figure: Figure, relation: Relation, outcome: Outcome): Demand | undefined {
    if (relation.shape !== 'linear') return undefined;
    let factor = 0n;
    let difference = outcome.difference;
    for (const term of relation.left) {
      if (term.figure === figure) factor += term.factor;
      const change = this.changes.get(term.figure);
      if (change) difference += change * term.factor;
    }
    for (const term of relation.right) {
      if (term.figure === figure) factor -= term.factor;
      const change = this.changes.get(term.figure);
      if (change) difference -= change * term.factor;
    }
    if (factor !== 1n && factor !== -1n) return undefined;
    const exact = figure.value - difference * factor;
    const room = outcome.slack - figure.half + halfOf(figure);
    return { low: exact - room, high: exact + room, exact, relation };
  }
}

/** The value with most votes; of equals the one asked by the relation with least slack. */
function choose(
  votes: ReadonlyMap<Scaled, number>,
  demands: readonly Demand[],
  low: Scaled,
  high: Scaled,
): Scaled {
  let best: Scaled | undefined;
  let count = 0;
  const sorted = [...demands].sort((a, b) =>
    a.high - a.low < b.high - b.low ? -1 : a.high - a.low > b.high - b.low ? 1 : 0,
  );
  for (const demand of sorted) {
    const n = votes.get(demand.exact) ?? 0;
    if (n > count) {
      best = demand.exact;
      count = n;
    }
  }
  return best ?? (low + high) / 2n;
}

/** Whether a figure is the remainder of a subtraction, which may well be negative. */
function isDifference(demands: readonly Demand[]): boolean {
  return demands.some((d) => d.relation.shape === 'linear' && d.relation.right.some((t) => t.factor < 0n));
}

function printedFirst(candidate: Candidate): number {
  return candidate.figure.state === 'amount' ? 1 : 0;
}

/** Likeliest first: most relations mended, most relations that agree, the more telling slip, printed before blank. */
function compare(a: Candidate, b: Candidate): number {
  return (
    b.mends.length - a.mends.length ||
    b.votes - a.votes ||
    weightOf(b.slip) - weightOf(a.slip) ||
    printedFirst(b) - printedFirst(a)
  );
}

/**
 * Whether a candidate leaves the blame of the best one open. Where several relations agree on the best, a slip that
 * explains it, or a rival that is an empty cell, settles it; a single relation settles nothing by itself.
 */
function isRival(candidate: Candidate, best: Candidate): boolean {
  if (best.mends.length < 2) return true;
  if (candidate.votes !== best.votes) return false;
  if (weightOf(best.slip) > weightOf(candidate.slip) && weightOf(best.slip) >= 4) return false;
  return printedFirst(candidate) === printedFirst(best);
}
