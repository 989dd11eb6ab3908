/** Waivers: which findings and relations they cover, and whether they were of use (language.md §10). */
import { pushTo } from '../base/maps.ts';
import type { Range } from '../base/range.ts';
import type { Report, Waiver } from '../model/report.ts';
import { isCell } from '../relations/figure.ts';
import type { Graph } from '../relations/graph.ts';
import { figuresOf, type Relation } from '../relations/types.ts';

export class Waivers {
  private readonly used = new Set<Waiver>();
  private readonly byRule = new Map<string, Waiver[]>();

  constructor(private readonly report: Report) {
    for (const waiver of report.waivers) {
      pushTo(this.byRule, waiver.syntax.rule, waiver);
    }
  }

  /** Whether a finding of a rule at a place is waived; the waiver then counts as used. */
  covers(rule: string, range: Range): boolean {
    let covered = false;
    for (const waiver of this.byRule.get(rule) ?? []) {
      if (waiver.file || (waiver.from <= range.start.line && range.start.line <= waiver.to)) {
        this.used.add(waiver);
        covered = true;
      }
    }
    return covered;
  }

  /** The broken relations that waivers take out of the system: those whose own side stands in a waived place. */
  relations(graph: Graph): Set<Relation> {
    const waived = new Set<Relation>();
    if (this.byRule.size === 0) return waived;
    for (const relation of graph.relations) {
      const waivers = this.byRule.get(relation.rule);
      if (!waivers) continue;
      for (const waiver of waivers) {
        if (!waiver.file && !this.linesOf(relation).some((line) => waiver.from <= line && line <= waiver.to))
          continue;
        const state = graph.outcomes.get(relation)?.state;
        if (state === 'broken' || state === 'rounding') this.used.add(waiver);
        waived.add(relation);
      }
    }
    return waived;
  }

  private linesOf(relation: Relation): number[] {
    if (relation.source.kind === 'line') return [relation.source.line];
    if (relation.source.kind === 'prose')
      return [this.report.lineOf(relation.source.block) + relation.source.span.line];
    const own = relation.total ? [relation.total] : figuresOf(relation).slice(0, 1);
    return own.filter(isCell).map((f) => this.report.lineOf(f.owner.block) + f.span.line);
  }

  unused(): Waiver[] {
    return this.report.waivers.filter((w) => !this.used.has(w));
  }
}
