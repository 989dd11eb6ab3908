/** Code lens: over each table, how its checks came out. */

import type { Analysis } from '../analysis/analysis.ts';
import { beingFilled } from '../analysis/causes.ts';
import { type Range, rangeOf } from '../base/range.ts';
import type { TableModel } from '../model/types.ts';
import type { OutcomeState } from '../relations/types.ts';

export interface Lens {
  readonly range: Range;
  readonly title: string;
}

/** One line of text for each table. */
export function codeLenses(analysis: Analysis): Lens[] {
  const counts = countsByTable(analysis);
  return analysis.report.tables.flatMap(({ table, line, section }) => {
    const own = counts.get(table);
    // A table that says it is empty has nothing to check, and that is as it should be.
    if (!own && table.state === 'void') return [];
    const titled = section && section.text === table.title ? section.line : line;
    return [{ range: rangeOf(titled, 0, 0), title: titleOf(analysis, table, own) }];
  });
}

type Counts = Record<OutcomeState, number>;

/** How the checks of each table came out, waived ones left out; one between tables counts in each of them. */
export function countsByTable(analysis: Analysis): Map<TableModel, Counts> {
  const { graph } = analysis;
  const waived = analysis.waivers.relations(graph);
  const waits = new Set([...beingFilled(analysis.causes).values()].flatMap((set) => [...set]));
  const counts = new Map<TableModel, Counts>();
  const add = (table: TableModel | undefined, state: OutcomeState) => {
    if (!table) return;
    let own = counts.get(table);
    if (!own) {
      own = { exact: 0, rounding: 0, broken: 0, notChecked: 0, notApplicable: 0 };
      counts.set(table, own);
    }
    own[state]++;
  };
  // A relation between tables counts in each of them.
  graph.each(
    (owners, state, made) => {
      if (made && waived.has(made)) return;
      const counted = made && waits.has(made) ? 'notChecked' : state;
      for (const owner of owners) if (owner.kind === 'table') add(owner, counted);
    },
    ({ rule }) => analysis.waivers.mayTake(rule),
  );
  for (const item of graph.unchecked) add(item.table, item.state);
  return counts;
}

function titleOf(analysis: Analysis, table: TableModel, counts: Counts | undefined): string {
  const state = beingFilled(analysis.causes).has(table) ? 'partial' : table.state;
  if (state === 'unfilled') return analysis.say('lens.unfilled');
  const parts: string[] = state === 'partial' ? [analysis.say('lens.partial')] : [];
  const part = (id: 'lens.passed' | 'lens.rounding' | 'lens.broken' | 'lens.not-checked', count: number) => {
    if (count > 0) parts.push(analysis.say(id, { count: String(count) }));
  };
  if (counts) {
    part('lens.passed', counts.exact);
    part('lens.rounding', counts.rounding);
    part('lens.broken', counts.broken);
    part('lens.not-checked', counts.notChecked);
  }
  return parts.length > 0 ? parts.join(' · ') : analysis.say('lens.none');
}
