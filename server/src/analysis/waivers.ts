/** Waivers: which findings and relations they cover, and whether they were of use (language.md §10). */
import { getOrMake, pushTo } from '../base/maps.ts';
import type { Range } from '../base/range.ts';
import type { RuleId } from '../base/rule-ids.ts';
import type { Report, Waiver } from '../model/report.ts';
import type { Waived } from '../relations/blame.ts';
import { isCell } from '../relations/figure.ts';
import type { Graph } from '../relations/graph.ts';
import { figuresOf, type Relation } from '../relations/types.ts';

const NONE: Waived = { has: () => false };

export class Waivers {
  private readonly used = new Set<Waiver>();
  private readonly byRule = new Map<string, Waiver[]>();

  constructor(private readonly report: Report) {
    for (const waiver of report.waivers) {
      pushTo(this.byRule, waiver.syntax.rule, waiver);
    }
  }

  /** Whether a finding of a rule at a place is waived; the waiver then counts as used. */
  covers(rule: RuleId, range: Range): boolean {
    let covered = false;
    for (const waiver of this.byRule.get(rule) ?? []) {
      if (waiver.file || (waiver.from <= range.start.line && range.start.line <= waiver.to)) {
        this.used.add(waiver);
        covered = true;
      }
    }
    return covered;
  }

  /** Whether findings of a rule are waived anywhere. */
  mayTake(rule: RuleId): boolean {
    return this.byRule.has(rule);
  }

  /** The relations that waivers take out of the system: those whose own side stands in a waived place. */
  relations(graph: Graph): Waived {
    if (this.byRule.size === 0) return NONE;
    const known = new Map<Relation, boolean>();
    const waived = {
      has: (relation: Relation) =>
        this.byRule.has(relation.rule) &&
        getOrMake(known, relation, () => this.waiversOf(relation).length > 0),
    };
    for (const state of ['broken', 'rounding'] as const)
      for (const relation of graph.in(state))
        for (const waiver of this.waiversOf(relation)) this.used.add(waiver);
    return waived;
  }

  private waiversOf(relation: Relation): Waiver[] {
    const waivers = this.byRule.get(relation.rule);
    if (!waivers) return [];
    const lines = this.linesOf(relation);
    return waivers.filter((w) => w.file || lines.some((line) => w.from <= line && line <= w.to));
  }

  private linesOf(relation: Relation): number[] {
    if (relation.source.kind === 'line') return [relation.source.line];
    if (relation.source.kind === 'prose')
      return [this.report.lineOf(relation.source.block) + relation.source.span.line];
    if (relation.source.kind === 'report' && relation.source.said) {
      const { block, span } = relation.source.said;
      return [this.report.lineOf(block) + span.line];
    }
    const own = relation.total ? [relation.total] : figuresOf(relation).slice(0, 1);
    return own.filter(isCell).map((f) => this.report.lineOf(f.owner.block) + f.span.line);
  }

  unused(): Waiver[] {
    return this.report.waivers.filter((w) => !this.used.has(w));
  }
}
