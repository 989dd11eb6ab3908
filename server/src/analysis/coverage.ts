/** Coverage: every check that the report owes, by outcome; silence is never mistaken for a pass. */
import { type Range, spanRange } from '../base/range.ts';
import { isMessageId, message } from '../messages/index.ts';
import type { Graph } from '../relations/graph.ts';
import type { Relation, Unchecked } from '../relations/types.ts';
import { beingFilled } from './causes.ts';
import { rangeOfFigure, relationText } from './describe.ts';
import type { RuleContext } from './rule.ts';
import type { Coverage } from './types.ts';

/** The outcomes of a graph, counted. */
export function coverageOf(
  graph: Graph,
  notChecked: Coverage['notChecked'],
  waiting: Coverage['notChecked'],
): Coverage {
  const notApplicable = graph.unchecked.filter((item) => item.state === 'notApplicable').length;
  return {
    passed: graph.count('exact'),
    rounding: graph.count('rounding'),
    broken: graph.count('broken') - waiting.length,
    notApplicable: graph.count('notApplicable') + notApplicable,
    notChecked: [...notChecked, ...waiting],
  };
}

/** The checks that wait for rows which are still to be filled in. */
export function waitingOf(analysis: RuleContext): Coverage['notChecked'] {
  return [...beingFilled(analysis.causes)].flatMap(([table, relations]) =>
    [...relations].map((relation) => {
      const place = relation.total ?? firstFigure(relation);
      const range = place && rangeOfFigure(analysis.report, place);
      const reason = message(analysis.locale, 'reason.table-partial', { table: table.title, name: '' });
      return { check: nameOf(relation, analysis), reason, ...(range ? { range } : {}) };
    }),
  );
}

/** The checks that were not made, with their reason, once for each cause. */
export function notCheckedOf(analysis: RuleContext): Coverage['notChecked'] {
  const { graph, locale, report } = analysis;
  const notChecked: { check: string; reason: string; range?: Range }[] = [];
  const listed = new Set<string>();
  const list = (check: string, reason: string, range: Range | undefined) => {
    const key = `${check}\u0000${reason}\u0000${range?.start.line ?? -1}`;
    if (listed.has(key)) return;
    listed.add(key);
    notChecked.push({ check, reason, ...(range ? { range } : {}) });
  };
  const why = (reason: string, data: Readonly<Record<string, string>>) => {
    const id = `reason.${reason}`;
    return isMessageId(id)
      ? message(locale, id, data)
      : isMessageId(reason)
        ? message(locale, reason, data)
        : reason;
  };
  for (const relation of graph.in('notChecked')) {
    const outcome = graph.outcomes.get(relation);
    const place = relation.total ?? firstFigure(relation);
    list(
      nameOf(relation, analysis),
      why(outcome?.reason ?? 'unreadable', outcome?.data ?? {}),
      place ? rangeOfFigure(report, place) : undefined,
    );
  }
  for (const item of graph.unchecked) {
    if (item.state === 'notChecked')
      list(checkName(item, analysis), why(item.reason, item.data), rangeOfUnchecked(item, analysis));
  }
  return notChecked;
}

function firstFigure(relation: Relation) {
  return relation.shape === 'ratio' ? relation.rate : relation.left[0]?.figure;
}

function nameOf(relation: Relation, analysis: RuleContext): string {
  return `${relation.id} ${relation.text || relationText(relation, analysis.locale)}`.trim();
}

function checkName(item: Unchecked, analysis: RuleContext): string {
  const title = item.table ? (item.table.form?.title ?? item.table.title) : '';
  const name = analysis.titleOf(item.rule) ?? item.rule;
  return [item.id, title, name].filter((t) => t !== '').join(' ');
}

function rangeOfUnchecked(item: Unchecked, analysis: RuleContext): Range | undefined {
  if (item.place) return spanRange(item.place.span, analysis.report.lineOf(item.place.block));
  if (!item.table) return undefined;
  const line = analysis.report.lineOf(item.table.block);
  const first = item.table.block.lines[0];
  return { start: { line, character: 0 }, end: { line, character: first?.text.length ?? 0 } };
}
