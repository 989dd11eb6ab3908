/** Findings of what blame settled, or left open. */

import { hasUnits, placeName, printedText, sidesText, withReason } from '../../../analysis/brief.ts';
import {
  differenceText,
  isNothing,
  labelOf,
  placeOfFigure,
  rangeOfFigure,
  relationText,
  unscaled,
  withUnit,
} from '../../../analysis/describe.ts';
import { rewritten } from '../../../analysis/rewrite.ts';
import {
  MOST_RELATED,
  type RawFinding,
  type RelationalFinding,
  type RuleContext,
} from '../../../analysis/rule.ts';
import { append, sameItems } from '../../../base/lists.ts';
import type { Range } from '../../../base/range.ts';
import type { RuleId } from '../../../base/rule-ids.ts';
import { message, type Words } from '../../../messages/index.ts';
import type { Figure } from '../../../model/types.ts';
import type { Candidate, Verdict } from '../../../relations/blame.ts';
import { isCell, show } from '../../../relations/figure.ts';
import { innermost } from '../../../relations/rule-order.ts';
import { figuresOf, type Outcome, type Relation, type Severity } from '../../../relations/types.ts';
import { ruleOf } from '../../index.ts';
import { otherStatement, SAYS as PROSE_FIGURE } from '../../prose/prose-figure.ts';
import { defaultFixes, fixOf, otherSide } from './fixes.ts';
import { hiddenCause } from './hidden.ts';
import { isOfOtherTables, suretyOf } from './surety.ts';
import { ARITHMETIC } from './words.ts';

/**
 * The finding of one cause.
 * @param consequences what comes right with the blamed figure
 * @param changed figures that are blamed beside it
 */
export function ofVerdict(
  analysis: RuleContext,
  verdict: Verdict,
  consequences: readonly Relation[],
  changed: ReadonlySet<Figure>,
): RelationalFinding {
  const from = restsOn(analysis, verdict, consequences, changed);
  const known = told.get(verdict);
  if (known && sameItems(known.from, from)) return known.finding;
  const made = finding(analysis, verdict, consequences, changed);
  told.set(verdict, { from, finding: made });
  return made;
}

/** What was told of a verdict, which stays the same object while all stays that it rests on. */
const told = new WeakMap<
  Verdict,
  { readonly from: readonly unknown[]; readonly finding: RelationalFinding }
>();

/** What the words and places of a verdict rest on beside it: the lines of its figures among them, which may have moved. */
function restsOn(
  analysis: RuleContext,
  { broken }: Verdict,
  consequences: readonly Relation[],
  changed: ReadonlySet<Figure>,
): unknown[] {
  const { report, prose, locale, graph, causes } = analysis;
  const from: unknown[] = [report, prose, locale, graph.foreign, isOfOtherTables(graph)];
  for (const cause of causes.list) {
    from.push(cause.kind, cause.explains.size > 0);
    if (cause.kind === 'table-unit') append(from, cause.tables);
    else from.push(cause.table, cause.kind === 'code' && cause.row);
  }
  for (const relation of [...broken, ...consequences]) {
    from.push(relation, relation.outcome);
    for (const figure of figuresOf(relation))
      from.push(changed.has(figure), figure.owner.block.lines[figure.span.line]);
  }
  return from;
}

/** What is told of a component of broken equations: the figure at fault, or that it cannot be told. */
function finding(
  analysis: RuleContext,
  verdict: Verdict,
  consequences: readonly Relation[],
  changed: ReadonlySet<Figure>,
): RelationalFinding {
  const relation = innermost(verdict.broken);
  const { blamed } = verdict;
  return blamed
    ? ofBlamed(analysis, { ...verdict, blamed }, relation, { consequences, changed })
    : ofOpen(analysis, verdict, relation);
}

/** What comes right with a blamed figure, and which figures are blamed beside it. */
interface Beside {
  readonly consequences: readonly Relation[];
  readonly changed: ReadonlySet<Figure>;
}

function ofBlamed(
  analysis: RuleContext,
  verdict: Verdict & { readonly blamed: Candidate },
  relation: Relation,
  { consequences, changed }: Beside,
): RelationalFinding {
  const { locale, report } = analysis;
  const { blamed } = verdict;
  const { figure, value } = blamed;
  const expected = rewritten(analysis, figure, value);
  const hidden = hiddenCause(analysis, figure, value - figure.value);
  const words = hidden === '' ? blamedWords(relation.rule, figure) : ARITHMETIC.hidden;
  const data = {
    label: placeName(figure, locale),
    printed: printedText(figure, locale, hasUnits(relation)),
    expected: withUnit(figure, expected),
    hidden,
    others: others(analysis, verdict),
    ...(isCell(figure) ? {} : otherStatement(analysis, relation, figure)),
  };
  return {
    rule: relation.rule,
    defaultSeverity: verdict.severity ?? strongest(verdict.broken),
    message: words,
    data: withReason(words, data, { relation, about: figure, locale, right: value }),
    range: rangeOfFigure(report, figure),
    printed: figure.raw,
    expected,
    related: relatedOf(analysis, figure, verdict, consequences),
    fixes: [
      fixOf(analysis, blamed, suretyOf(analysis, blamed, changed)),
      ...otherSide(analysis, verdict, relation, figure),
    ],
  };
}

function blamedWords(rule: RuleId, figure: Figure): Words {
  if (figure.state === 'blank') return wordsOf(rule, 'blamed-blank');
  return rule === 'prose-figure' && !isCell(figure) ? PROSE_FIGURE.cell : wordsOf(rule, 'blamed');
}

/** Whether a total stands over parts none of which is filled in. */
function hasBlankParts(relation: Relation): boolean {
  const parts = figuresOf(relation).filter((f) => f !== relation.total);
  return relation.total?.state === 'amount' && parts.length > 1 && parts.every((f) => f.state === 'blank');
}

function openWords(relation: Relation, candidates: number): Words {
  if (relation.rule === 'prose-figure') return PROSE_FIGURE.open;
  if (candidates > 1) return wordsOf(relation.rule, hasBlankParts(relation) ? 'parts-blank' : 'open');
  if (isNothing(relation)) return wordsOf(relation.rule, 'alone');
  return wordsOf(relation.rule, relation.total ? 'broken' : 'sides');
}

/** The rule's own words for what equations have in common, where it has some. */
function wordsOf(rule: RuleId, what: keyof typeof ARITHMETIC): Words {
  return ruleOf(rule)?.says[what] ?? ARITHMETIC[what];
}

function ofOpen(analysis: RuleContext, verdict: Verdict, relation: Relation): RelationalFinding {
  const { locale, report } = analysis;
  const outcome = analysis.graph.outcomes.get(relation) as Outcome;
  const place = (relation.total ?? figuresOf(relation)[0]) as Figure;
  const difference = unscaled(relation, outcome.difference);
  const hidden = hiddenCause(analysis, place, difference);
  const words = hidden === '' ? openWords(relation, verdict.candidates.length) : ARITHMETIC.hidden;
  const data = {
    label: placeName(place, locale),
    printed: printedText(place, locale, hasUnits(relation)),
    sum: withUnit(place, show(place, place.value - difference)),
    difference: withUnit(place, differenceText(place, difference)),
    ...sidesText(relation, locale),
    count: String(verdict.candidates.length),
    hidden,
    others: others(analysis, verdict),
    ...otherStatement(analysis, relation, place),
  };
  return {
    rule: relation.rule,
    defaultSeverity: strongest(verdict.broken),
    message: words,
    data: withReason(words, data, { relation, about: place, locale }),
    range: rangeOfFigure(report, place),
    printed: place.raw,
    expected:
      relation.total && !isNothing(relation)
        ? rewritten(analysis, place, place.value - difference)
        : undefined,
    related: relatedOf(analysis, place, verdict, []),
    fixes:
      verdict.candidates.length > 0
        ? [
            ...verdict.candidates.slice(0, 12).map((c) => fixOf(analysis, c)),
            ...otherSide(analysis, verdict, relation, ...verdict.candidates.map((c) => c.figure)),
          ]
        : defaultFixes(analysis, relation, outcome),
  };
}

/** That more does not come out; which it is stands in the related places. */
function others(analysis: RuleContext, verdict: Verdict): string {
  const more = verdict.broken.length - 1;
  return more > 0 ? message(analysis.locale, ARITHMETIC.others, { count: String(more) }) : '';
}

function strongest(relations: readonly Relation[]): Severity | undefined {
  const order: readonly Severity[] = ['error', 'warning', 'information', 'hint'];
  // A relation without a severity of its own has its rule's.
  const given = relations.map((r) => r.severity ?? ruleOf(r.rule)?.severity ?? 'error');
  return order.find((s) => given.includes(s));
}

function relatedOf(
  analysis: RuleContext,
  at: Figure,
  verdict: Verdict,
  consequences: readonly Relation[],
): NonNullable<RawFinding['related']> {
  const { locale } = analysis;
  const seen = new Set<Figure>([at]);
  const related: { range: Range; path?: string; message: string }[] = [];
  const push = (figure: Figure, text: string) => {
    if (seen.has(figure) || related.length >= MOST_RELATED) return;
    seen.add(figure);
    related.push({ ...placeOfFigure(analysis, figure), message: text });
  };
  for (const c of verdict.candidates) {
    push(
      c.figure,
      message(locale, 'related.candidate', {
        label: labelOf(c.figure, at, locale),
        printed: c.figure.raw || message(locale, 'label.blank'),
        expected: rewritten(analysis, c.figure, c.value),
      }),
    );
  }
  for (const relation of [...verdict.broken, ...consequences]) {
    const text = relationText(relation, locale);
    if (relation.total) push(relation.total, message(locale, 'related.broken', { text }));
    for (const figure of figuresOf(relation)) {
      if (figure.state === 'amount')
        push(
          figure,
          message(locale, 'related.part', { label: labelOf(figure, at, locale), printed: figure.raw }),
        );
    }
  }
  return related;
}
