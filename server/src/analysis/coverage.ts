/** Coverage: every check that the report owes, by outcome; silence is never mistaken for a pass. */
import { getOrMake } from '../base/maps.ts';
import { type Range, type Span, spanRange } from '../base/range.ts';
import { isMessageId } from '../messages/index.ts';
import type { Graph } from '../relations/graph.ts';
import type { Relation, Unchecked } from '../relations/types.ts';
import type { Block } from '../syntax/tree.ts';
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
      const reason = analysis.say('reason.table-partial', { table: table.title, name: '' });
      return { check: nameOf(relation, analysis), reason, ...(range ? { range } : {}) };
    }),
  );
}

/** The checks that were not made, with their reason, once for each cause. */
export function notCheckedOf(analysis: RuleContext): Coverage['notChecked'] {
  const { graph, report } = analysis;
  const notChecked: { check: string; reason: string; range?: Range }[] = [];
  const listed = new Set<string>();
  const list = (check: string, reason: string, range: Range | undefined) => {
    const key = `${check}\u0000${reason}\u0000${range?.start.line ?? -1}`;
    if (listed.has(key)) return;
    listed.add(key);
    notChecked.push({ check, reason, ...(range ? { range } : {}) });
  };
  for (const relation of graph.in('notChecked')) {
    const outcome = graph.outcomes.get(relation);
    const place = relation.total ?? firstFigure(relation);
    list(
      nameOf(relation, analysis),
      reasonText(analysis, outcome?.reason ?? 'unreadable', outcome?.data),
      place ? rangeOfFigure(report, place) : undefined,
    );
  }
  const elsewhere = checkedElsewhere(analysis);
  for (const item of graph.unchecked) {
    if (item.state === 'notChecked' && !elsewhere(item))
      list(
        checkName(item, analysis),
        reasonText(analysis, item.reason, item.data),
        rangeOfUnchecked(item, analysis),
      );
  }
  return notChecked;
}

/** Why a check was not made, in words. */
export function reasonText(
  analysis: RuleContext,
  reason: string,
  told: Readonly<Record<string, string>> = {},
): string {
  const id = `reason.${reason}`;
  const data = reason === 'table-missing' ? { table: titlesOf(told.table ?? '', analysis) } : told;
  if (isMessageId(id)) return analysis.say(id, data);
  return analysis.say(isMessageId(reason) ? reason : 'hover.not-checked', data);
}

/** Tables that are missing, by their titles: `决算02`, or behind the path of another report. */
function titlesOf(ids: string, { reference }: RuleContext): string {
  return ids.replace(/[^\s、]+(?=、|$)/g, (id) => `《${reference.forms.get(id)?.title ?? id}》`);
}

/** Whether a figure of a sentence that no table of the report holds was held against the budget instead. */
function checkedElsewhere({ graph, links, prose }: RuleContext): (item: Unchecked) => boolean {
  const { budget } = links.linked;
  if (!budget) return () => false;
  const held = new Map<Block, Set<string>>();
  for (const figure of prose.figures)
    if (
      graph.byFigure
        .get(figure)
        ?.some(({ source }) => source.kind === 'report' && source.path === budget.path)
    )
      getOrMake(held, figure.owner.block, () => new Set<string>()).add(keyOf(figure.span));
  return ({ rule, place }) =>
    rule !== 'cross-report' && place !== undefined && held.get(place.block)?.has(keyOf(place.span)) === true;
}

const keyOf = ({ line, start }: Span) => `${line}:${start}`;

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
