/** One part: which single figure, corrected, mends all that is broken in it. */

import { abs, divideRound, type Scaled } from '../../base/amount.ts';
import { append, largest } from '../../base/lists.ts';
import { pushTo } from '../../base/maps.ts';
import type { Figure } from '../../model/types.ts';
import { evaluate } from '../evaluate.ts';
import { halfOf } from '../figure.ts';
import type { Graph } from '../graph.ts';
import { borneOutByRates } from '../rate-witness.ts';
import { innermost } from '../rule-order.ts';
import { slipOf, slipWithin } from '../slip.ts';
import { figuresOf, type Outcome, type Relation } from '../types.ts';
import { witnessesOf } from '../witness.ts';
import { factorsOf, solvable, unionOf } from './parts.ts';
import { allows, byRoom, compare, isDifference, isRival, settled } from './rank.ts';
import type { Candidate, Demand, Verdict, Waived } from './types.ts';

/** Broken relations of one component that are still searched for a cause, and causes that are looked for. */
export const MOST_BROKEN = 120;

const MOST_CAUSES = 60;

/** Figures of them, each relation's own: a table of 15,000 rows has as many in its total. */
const MOST_FIGURES = 50_000;

export class Component {
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
    let best: Asked | undefined;
    const tried = new Set<Scaled>();
    for (const demand of [...asked].sort(byRoom)) {
      const value = settled(demand, holding);
      if (value === undefined || tried.has(value) || value === figure.value) continue;
      tried.add(value);
      const met = asked.filter((d) => allows(d, value));
      const agree =
        met.filter((d) => d.exact === value).length + holding.filter((d) => d.exact === value).length;
      const copied = largest(
        met.map((d) => (d.exact === value ? nearness(d.relation, figure) : 0)),
        0,
      );
      const found = { value, met, copied, agree };
      if (!best || isSurer(found, best)) best = found;
    }
    if (!best) return undefined;
    const { met } = best;
    const room = [...met, ...holding];
    const { value, slip } =
      best.copied > 0
        ? { value: best.value, slip: slipOf(figure, best.value) }
        : slipWithin(
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

/** A value that is asked of a figure, and by whom. */
interface Asked {
  readonly value: Scaled;
  readonly met: Demand[];
  /** How near a figure that prints it and asks for it stands; 0 where none does. */
  readonly copied: number;
  /** How many ask for it to the last digit. */
  readonly agree: number;
}

/** More that ask for it; else what is printed elsewhere before what a sum of rounded figures comes to. */
function isSurer(a: Asked, b: Asked): boolean {
  if (a.met.length !== b.met.length) return a.met.length > b.met.length;
  return a.copied === b.copied ? a.agree > b.agree : a.copied > b.copied;
}

/** Of a relation that says that a figure is what another one prints, and nothing else: 2 in its own table, else 1. */
function nearness(relation: Relation, figure: Figure): number {
  const [other, ...more] = figuresOf(relation).filter((f) => f !== figure && f.value !== 0n);
  if (relation.shape !== 'linear' || relation.constant !== 0n || !other || more.length > 0) return 0;
  return other.owner === figure.owner ? 2 : 1;
}
