/**
 * Blame: which figure, corrected, mends every relation that it is in (docs/blame.md). Works on the broken relations
 * and those that hold; bounded by the relations touched, since what a relation demands of a figure follows from its
 * difference and slack without adding up its terms again.
 */
import { abs, type Scaled } from '../base/amount.ts';
import type { Figure } from '../model/types.ts';
import { halfOf } from './figure.ts';
import type { Graph } from './graph.ts';
import { figuresOf, type Outcome, type Relation } from './types.ts';

/** A figure whose correction would mend relations, and to what. */
export interface Candidate {
  readonly figure: Figure;
  /** The value it must have, scaled. */
  readonly value: Scaled;
  /** Broken relations that the correction mends. */
  readonly mends: readonly Relation[];
  /** Relations that speak for exactly this value. */
  readonly votes: number;
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
  for (const component of components(broken)) verdicts.push(...new Component(graph, component, waived).settle());
  return verdicts;
}

/** Relations that blame can turn round: sums that must be equal. */
export function solvable(relation: Relation): boolean {
  return relation.shape === 'linear' && relation.op === '=';
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
    const group = groups.get(root);
    if (group) group.push(relation);
    else groups.set(root, [relation]);
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
    const best = top.reduce((a, b) => (better(b, a) ? b : a));
    const rivals = top.filter((c) => c !== best && sameStanding(c, best));
    const certain = rivals.length === 0 && (best.mends.length > 1 || open.length === 1 ? best.mends.length > 1 || top.length === 1 : true);
    if (certain) return { blamed: best, candidates: [best], broken: best.mends };
    const told = new Set(rivals.flatMap((c) => c.mends).concat(best.mends));
    const list = [best, ...rivals].sort((a, b) => (better(a, b) ? -1 : 1));
    return { blamed: undefined, candidates: list, broken: open.filter((r) => told.has(r)) };
  }

  private candidates(open: readonly Relation[]): Candidate[] {
    const byFigure = new Map<Figure, Relation[]>();
    for (const relation of open) {
      for (const figure of figuresOf(relation)) {
        if (figure.state === 'unreadable' || figure.state === 'dash') continue;
        const list = byFigure.get(figure);
        if (list) list.push(relation);
        else byFigure.set(figure, [relation]);
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
    return { figure, value, mends, votes: demands.length };
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
function choose(votes: ReadonlyMap<Scaled, number>, demands: readonly Demand[], low: Scaled, high: Scaled): Scaled {
  let best: Scaled | undefined;
  let count = 0;
  const sorted = [...demands].sort((a, b) => (a.high - a.low < b.high - b.low ? -1 : a.high - a.low > b.high - b.low ? 1 : 0));
  for (const demand of sorted) {
    const n = votes.get(demand.exact) ?? 0;
    if (n > count) {
      best = demand.exact;
      count = n;
    }
  }
  return best ?? (low + high) / 2n;
}

function better(a: Candidate, b: Candidate): boolean {
  if (a.mends.length !== b.mends.length) return a.mends.length > b.mends.length;
  if (a.votes !== b.votes) return a.votes > b.votes;
  const printed = (c: Candidate) => (c.figure.state === 'amount' ? 1 : 0);
  return printed(a) > printed(b);
}

function sameStanding(a: Candidate, b: Candidate): boolean {
  return a.mends.length === b.mends.length && a.votes === b.votes;
}

export { abs };
