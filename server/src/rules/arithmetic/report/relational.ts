/**
 * Findings of the graph: one for each cause, at the figure that is at fault, with the broken relations as related
 * places. Rules of equations have no check of their own.
 */

import {
  differenceText,
  isNothing,
  labelOf,
  placeOfFigure,
  rangeOfFigure,
  reasonText,
  relationText,
  sidesText,
  unscaled,
  withUnit,
} from '../../../analysis/describe.ts';
import { editsOfFigure, rewritten } from '../../../analysis/rewrite.ts';
import {
  MOST_RELATED,
  type RawFinding,
  type RawFix,
  type RelationalFinding,
  type RuleContext,
} from '../../../analysis/rule.ts';
import { abs, divideRound, formatScaled, lastDigit, SCALE, type Scaled } from '../../../base/amount.ts';
import { getOrMake, pushTo } from '../../../base/maps.ts';
import type { Range } from '../../../base/range.ts';
import { type MessageId, message } from '../../../messages/index.ts';
import type { Column, Figure } from '../../../model/types.ts';
import {
  type Candidate,
  innermost,
  settle,
  solvable,
  unsettled,
  type Verdict,
  type Waived,
} from '../../../relations/blame.ts';
import { evaluate, type Overlay, ratioValue } from '../../../relations/evaluate.ts';
import { halfOf, isCell, show } from '../../../relations/figure.ts';
import { STATED } from '../../../relations/last-year.ts';
import {
  figuresOf,
  type Outcome,
  type RatioRelation,
  type Relation,
  type Severity,
} from '../../../relations/types.ts';
import { ruleOf } from '../../index.ts';
import { absences, missingRows } from './absences.ts';
import { causeFindings } from './causes.ts';
import { hiddenCause } from './hidden.ts';
import { roundings } from './roundings.ts';
import { isConfirmed, isMiscomputed, ofStated, ratesOf, saidBefore, saidOf } from './stated-change.ts';
import { type Surety, suretyOf } from './surety.ts';

/** Findings of all broken relations that no waiver covers, and of sums that only rounding explains. */
export function* relationalFindings(analysis: RuleContext, given: Waived): Iterable<RelationalFinding> {
  const { graph } = analysis;
  const raw = analysis.options.blame === false;
  const { causes } = analysis;
  yield* causeFindings(analysis, causes);
  // What a cause explains is told with it, and is no witness against a figure.
  const explained: Waived = { has: (r) => given.has(r) || causes.folded.has(r) };
  const { missing, due, waived } = absences(graph, explained, raw);
  yield* missingRows(analysis, missing);
  const verdicts = raw ? unsettled(graph, waived) : [...due, ...settle(graph, waived)];
  const corrected: Overlay = new Map(
    verdicts.flatMap((v) =>
      v.blamed ? [[v.blamed.figure, { value: v.blamed.value, half: halfOf(v.blamed.figure) }]] : [],
    ),
  );
  const consequences = new Map<Figure, Relation[]>();
  const standing: Outcome[] = [];
  const broken = graph.in('broken').filter((r) => !waived.has(r));
  // A rate is told with its change where last year's report says what that is.
  const carried = new Set(
    broken.flatMap((r) => (r.id === STATED.change && r.total ? ratesOf(analysis, r.total) : [])),
  );
  for (const relation of broken) {
    if (solvable(relation) || carried.has(relation as RatioRelation & Relation)) continue;
    const outcome = graph.outcomes.get(relation) as Outcome;
    // What comes right once the blamed figure does is a consequence, told with its cause.
    const cause = figuresOf(relation).find((f) => corrected.has(f));
    if (cause && evaluate(relation, corrected).state !== 'broken') pushTo(consequences, cause, relation);
    else standing.push(outcome);
  }
  for (const verdict of verdicts) {
    const { blamed } = verdict;
    const changed = new Set([...corrected.keys()].filter((f) => f !== blamed?.figure));
    yield ofVerdict(analysis, verdict, blamed ? (consequences.get(blamed.figure) ?? []) : [], changed);
  }
  for (const outcome of innermostRows(standing)) {
    const { relation } = outcome;
    const said = saidOf(relation);
    if (relation.shape === 'ratio') yield ofRatio(analysis, outcome, relation);
    else if (said)
      yield {
        ...ofStated(analysis, relation, said, corrected),
        rule: relation.rule,
        defaultSeverity: relation.severity,
      };
    else yield ofStanding(analysis, outcome);
  }
  if (analysis.options.roundingHints !== false) yield* roundings(analysis, waived);
}

/** A percentage that its inputs do not allow, with the value that they give. */
function ofRatio(
  analysis: RuleContext,
  outcome: Outcome,
  relation: Relation & RatioRelation,
): RelationalFinding {
  const { locale } = analysis;
  const { rate } = relation;
  const decimals = rate.printed?.decimals ?? 0;
  const value = ratioValue(relation);
  const expected = value === undefined ? undefined : rewritten(analysis, rate, value);
  const range = rangeOfFigure(analysis.report, rate);
  const said = saidOf(relation);
  const confirmed = said ? saidBefore(analysis, relation, rate) : isConfirmed(analysis, relation);
  const id = ratioMessage(rate, value, decimals);
  const credible =
    confirmed || (!said && (id !== 'ratio.wrong' || (value !== undefined && isMiscomputed(relation, value))));
  return {
    rule: relation.rule,
    // Whole per cents with zeros behind the point, and 100 % on a base of nothing, are habits of writing.
    defaultSeverity: value === undefined ? 'warning' : isPadded(rate, value) ? 'hint' : relation.severity,
    message: credible || said ? id : 'ratio.unconfirmed',
    data: {
      label: labelOf(rate, undefined, locale),
      printed: rate.raw,
      expected: expected ?? '',
      value: value === undefined ? '' : formatScaled(value, { decimals: decimals + 3, grouped: false }),
      arithmetic: relationText(relation, locale),
      difference: formatScaled(abs(outcome.difference), { decimals: Math.max(decimals, 2), grouped: false }),
    },
    range,
    printed: rate.raw,
    expected,
    related: figuresOf(relation)
      .filter((f) => f !== rate && f.state === 'amount')
      .map((f) => ({
        ...placeOfFigure(analysis, f),
        message: message(locale, 'related.part', { label: labelOf(f, rate, locale), printed: f.raw }),
      })),
    fixes:
      expected === undefined
        ? []
        : [
            {
              title: 'fix.set-rate',
              data: { from: rate.raw, to: expected },
              edits: editsOfFigure(analysis, rate, expected),
              // A change that nothing confirms may itself be the one that was left as it was.
              preferred: credible && !isOfOtherYear(analysis, rate),
              sure: false,
              // Only where what it is computed from is itself sound.
              safe:
                confirmed &&
                !said &&
                !isOfOtherYear(analysis, rate) &&
                figuresOf(relation).every((f) => f === rate || isSound(analysis, f)),
            },
          ],
  };
}

/** Whether a sentence compares with another year than the last: which of the two it means a person must say. */
function isOfOtherYear({ prose, report }: RuleContext, rate: Figure): boolean {
  const { year } = report.front;
  const against = prose.statements.find((s) => s.figure === rate)?.against?.year;
  return year !== undefined && against !== undefined && against !== year - 1;
}

function ratioMessage(rate: Figure, value: Scaled | undefined, decimals: number): MessageId {
  if (value === undefined) return 'ratio.zero-base';
  if (isPadded(rate, value)) return 'ratio.padded';
  const unit = lastDigit(decimals);
  // Cut off instead of rounded.
  return (value / unit) * unit === rate.value ? 'ratio.truncated' : 'ratio.wrong';
}

function isPadded(rate: Figure, value: Scaled): boolean {
  const whole = lastDigit(0);
  return (
    (rate.printed?.decimals ?? 0) > 0 &&
    rate.value % whole === 0n &&
    divideRound(value, whole) * whole === rate.value
  );
}

/** Whether no broken relation of sums touches a figure. */
function isSound(analysis: RuleContext, figure: Figure): boolean {
  const relations = analysis.graph.byFigure.get(figure) ?? [];
  return relations.every((r) => !solvable(r) || analysis.graph.outcomes.get(r)?.state !== 'broken');
}

/** Where a department differs from its units in a 项, it differs in its 款, 类 and total as well: told once. */
function innermostRows(outcomes: readonly Outcome[]): Outcome[] {
  const broken = new Map<Column, Set<string>>();
  for (const { relation } of outcomes) {
    if (relation.source.kind !== 'report' || !relation.total || !isCell(relation.total)) continue;
    const { column, row } = relation.total;
    getOrMake(broken, column, () => new Set<string>()).add(row.code ?? '');
  }
  return outcomes.filter(({ relation }) => {
    if (relation.source.kind !== 'report' || !relation.total || !isCell(relation.total)) return true;
    const { column, row } = relation.total;
    const codes = broken.get(column) ?? new Set();
    return ![...codes].some((c) => c !== (row.code ?? '') && c.startsWith(row.code ?? ''));
  });
}

function ofVerdict(
  analysis: RuleContext,
  verdict: Verdict,
  consequences: readonly Relation[],
  changed: ReadonlySet<Figure>,
): RelationalFinding {
  const found = finding(analysis, verdict, consequences, changed);
  if (!isCopyOfRounding(analysis, verdict)) return found;
  const fixes = found.fixes?.map((fix) => ({ ...fix, preferred: false }));
  return { ...found, defaultSeverity: 'hint', ...(fixes ? { fixes } : {}) };
}

function finding(
  analysis: RuleContext,
  verdict: Verdict,
  consequences: readonly Relation[],
  changed: ReadonlySet<Figure>,
): RelationalFinding {
  const { locale, report } = analysis;
  const relation = innermost(verdict.broken);
  const outcome = analysis.graph.outcomes.get(relation) as Outcome;
  const cause = verdict.blamed;
  if (cause) {
    const { figure, value } = cause;
    const expected = rewritten(analysis, figure, value);
    const blank = figure.state === 'blank';
    const id: MessageId = blank
      ? 'arithmetic.blamed-blank'
      : relation.rule === 'prose-figure' && !isCell(figure)
        ? 'prose-figure.cell'
        : 'arithmetic.blamed';
    return {
      rule: relation.rule,
      defaultSeverity: verdict.severity ?? strongest(verdict.broken),
      message: id,
      data: {
        label: labelOf(figure, undefined, locale),
        printed: figure.raw,
        expected: withUnit(figure, expected),
        arithmetic: reasonText(relation, locale, figure),
        others: others(analysis, verdict) + hiddenCause(analysis, figure, value - figure.value),
        ...(isCell(figure) ? {} : statedIn(analysis, relation, figure)),
      },
      range: rangeOfFigure(report, figure),
      printed: figure.raw,
      expected,
      related: relatedOf(analysis, figure, verdict, consequences),
      fixes: [
        fixOf(analysis, cause, suretyOf(analysis, cause, changed)),
        ...otherSide(analysis, verdict, relation, figure),
      ],
    };
  }
  const place = (relation.total ?? figuresOf(relation)[0]) as Figure;
  const difference = unscaled(relation, outcome.difference);
  return {
    rule: relation.rule,
    defaultSeverity: strongest(verdict.broken),
    message:
      relation.rule === 'prose-figure'
        ? 'prose-figure.open'
        : verdict.candidates.length > 1
          ? 'arithmetic.open'
          : isNothing(relation)
            ? 'arithmetic.alone'
            : relation.total
              ? 'arithmetic.broken'
              : 'arithmetic.sides',
    data: {
      label: labelOf(place, undefined, locale),
      printed: place.raw === '' ? message(locale, 'label.blank') : place.raw,
      sum: withUnit(place, show(place, place.value - difference)),
      difference: withUnit(place, differenceText(place, difference)),
      arithmetic: reasonText(relation, locale, place),
      ...sidesText(relation, locale),
      count: String(verdict.candidates.length),
      others: others(analysis, verdict) + hiddenCause(analysis, place, difference),
      ...statedIn(analysis, relation, place),
    },
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

/** The other statement of a figure that is said twice: the cell that a sentence states, or the sentence before. */
function statedIn(analysis: RuleContext, relation: Relation, figure: Figure): Record<string, string> {
  if (relation.rule !== 'prose-figure') return {};
  const other = figuresOf(relation).find((f) => f !== figure);
  if (!other) return {};
  // Where the units differ, both are told.
  const units = other.unit !== figure.unit;
  return {
    label: labelOf(other, undefined, analysis.locale),
    cell: units ? withUnit(other, other.raw) : other.raw,
    ...(units ? { printed: withUnit(figure, figure.raw) } : {}),
  };
}

/** That more does not come out; which it is stands in the related places. */
function others(analysis: RuleContext, verdict: Verdict): string {
  const more = verdict.broken.length - 1;
  return more > 0 ? message(analysis.locale, 'arithmetic.others', { count: String(more) }) : '';
}

/** Without a figure to blame, the total may be set to its sum, as a choice. */
function defaultFixes(analysis: RuleContext, relation: Relation, outcome: Outcome): RawFix[] {
  const { total } = relation;
  // Nothing on the other side is no reason to make it nothing here.
  if (!total || relation.shape !== 'linear' || isNothing(relation)) return [];
  return [
    fixOf(analysis, {
      figure: total,
      value: total.value - unscaled(relation, outcome.difference),
      mends: [relation],
      witnesses: 1,
      leaves: 0,
      spoils: 0,
      votes: 1,
      listed: false,
      slip: undefined,
    }),
  ];
}

function fixOf(analysis: RuleContext, candidate: Candidate, surety: Surety = OFFERED): RawFix {
  const fix = setFigure(analysis, candidate.figure, candidate.value, surety.preferred);
  return { ...fix, sure: surety.sure };
}

const OFFERED: Surety = { preferred: false, sure: false };

/** The fix that sets a figure to a value. */
export function setFigure(analysis: RuleContext, figure: Figure, value: Scaled, preferred: boolean): RawFix {
  const text = rewritten(analysis, figure, value);
  return {
    title: figure.state === 'amount' ? 'fix.set-figure' : 'fix.fill-figure',
    data: { label: labelOf(figure, undefined, analysis.locale), from: figure.raw, to: text },
    edits: editsOfFigure(analysis, figure, text),
    preferred,
  };
}

/**
 * A sentence and its cell that differ: the one that is not blamed may be set to the other as well.
 * @param offered the figures that a fix is offered for already
 */
function otherSide(
  analysis: RuleContext,
  verdict: Verdict,
  told: Relation,
  ...offered: readonly Figure[]
): RawFix[] {
  if (told.rule !== 'prose-figure') return [];
  const fixes: RawFix[] = [];
  const done = new Set(offered);
  for (const relation of verdict.broken) {
    if (relation.rule !== 'prose-figure') continue;
    for (const { figure, value } of twoSides(relation)) {
      if (done.has(figure) || analysis.graph.foreign.has(figure.owner.block)) continue;
      done.add(figure);
      fixes.push(setFigure(analysis, figure, value, false));
    }
  }
  return fixes;
}

/** The two figures of a relation that says they are one, each with the value of the other; none for other relations. */
export function twoSides(relation: Relation): { readonly figure: Figure; readonly value: Scaled }[] {
  if (relation.shape !== 'linear' || relation.op !== '=' || relation.constant !== 0n) return [];
  const [a, b] = [relation.left[0], relation.right[0]];
  if (relation.left.length !== 1 || relation.right.length !== 1 || !a || !b || a.factor !== b.factor)
    return [];
  return [
    { figure: a.figure, value: b.figure.value },
    { figure: b.figure, value: a.figure.value },
  ];
}

/**
 * A sentence that is one last digit off its cell and has what another table prints for the same item: the tables
 * differ by rounding, and the sentence copied one of them.
 */
function isCopyOfRounding(analysis: RuleContext, { broken }: Verdict): boolean {
  return broken.every((relation) => {
    if (relation.rule !== 'prose-figure' || relation.shape !== 'linear') return false;
    const [said, cell] = figuresOf(relation);
    const prose = said && !isCell(said) ? said : cell;
    const own = said && isCell(said) ? said : cell;
    if (!prose || !own || !isCell(own) || own.kind !== 'money') return false;
    const last = lastDigit(own.decimals, own.unit);
    if (last > 10n ** BigInt(SCALE + 2) || abs(prose.value - own.value) !== last) return false;
    return analysis.graph.byFigure.get(own).some((r) => {
      const others = figuresOf(r).filter((f) => f !== own && f.value !== 0n);
      const [other] = others;
      return r !== relation && others.length === 1 && other !== undefined && isCell(other)
        ? other.owner !== own.owner && other.value === prose.value
        : false;
    });
  });
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

function standingMessage(relation: Relation): MessageId {
  if (relation.source.kind === 'report')
    return relation.text === '' ? 'cross-report.units' : 'cross-report.last-year';
  if (relation.op === '=') return 'arithmetic.unequal';
  if (!relation.total || relation.shape !== 'linear') return 'arithmetic.limit-other';
  return relation.op === '≤' ? 'arithmetic.limit' : 'arithmetic.limit-least';
}

/** A limit (≤, ≥), a product, a rate, or an equation with another report that does not hold. */
function ofStanding(analysis: RuleContext, outcome: Outcome): RelationalFinding {
  const { relation } = outcome;
  const { locale, report } = analysis;
  const place = (relation.total ?? figuresOf(relation)[0]) as Figure;
  return {
    rule: relation.rule,
    defaultSeverity: relation.severity,
    message: standingMessage(relation),
    data: {
      label: labelOf(place, undefined, locale),
      printed: place.raw,
      difference: withUnit(place, differenceText(place, unscaled(relation, outcome.difference))),
      arithmetic: reasonText(relation, locale),
      bound: relation.shape === 'linear' ? sidesText(relation, locale).right : '',
      path: relation.source.kind === 'report' ? relation.source.path : '',
    },
    range: rangeOfFigure(report, place),
    printed: place.raw,
    related: figuresOf(relation)
      .filter((f) => f !== place && f.state === 'amount')
      .slice(0, MOST_RELATED)
      .map((f) => ({
        ...placeOfFigure(analysis, f),
        message: message(locale, 'related.part', { label: labelOf(f, place, locale), printed: f.raw }),
      })),
  };
}
