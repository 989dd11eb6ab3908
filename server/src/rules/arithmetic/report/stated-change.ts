/**
 * Findings of what sentences say of last year, against last year's own report (relations/stated.ts), and how far
 * the change that a rate is computed from can be relied on.
 */

import { placeName, printedText } from '../../../analysis/brief.ts';
import { labelOf, placeOfFigure, rangeOfFigure } from '../../../analysis/describe.ts';
import { editsOfFigure, rewritten } from '../../../analysis/rewrite.ts';
import type { RawFinding, RawFix, RuleContext } from '../../../analysis/rule.ts';
import { abs, divideRound, lastDigit, pow10, SCALE, type Scaled } from '../../../base/amount.ts';
import { append } from '../../../base/lists.ts';
import { type Range, rangeOf, type TextEdit } from '../../../base/range.ts';
import type { Words } from '../../../messages/index.ts';
import type { Figure } from '../../../model/types.ts';
import { directionOf, isMeasured } from '../../../prose/statement.ts';
import type { ChangeStatement, RateStatement, StatedDirection, Statement } from '../../../prose/types.ts';
import { evaluate, type Overlay, ratioValue, sumOf } from '../../../relations/evaluate.ts';
import { show } from '../../../relations/figure.ts';
import { slipOf, weightOf } from '../../../relations/slip.ts';
import { STATED } from '../../../relations/stated.ts';
import { figuresOf, type RatioRelation, type Relation } from '../../../relations/types.ts';
import { FIXES } from '../../prose/change-direction.words.ts';
import { PARTS, SAYS } from '../cross-report.words.ts';
import { isWithBudget, miscopied, theirsOf } from './first-budget.ts';

/** The sentence that owes a relation to last year's report, or undefined for other relations. */
export function saidOf(relation: Relation): Statement | undefined {
  return relation.source.kind === 'report' ? relation.source.said : undefined;
}

/** The rates that are computed from a change: what mends the change mends them too. */
export function ratesOf(analysis: RuleContext, change: Figure): (Relation & RatioRelation)[] {
  const found: (Relation & RatioRelation)[] = [];
  for (const r of analysis.graph.byFigure.get(change) ?? [])
    if (r.shape === 'ratio' && r.rule === 'change-rate' && r.rate !== change) found.push(r);
  return found;
}

/**
 * What is told of a sentence, or of a cell of budgets, that another report contradicts; not of rates, which are told as
 * all rates are.
 * @param corrected the figures that are known to be wrong, with what they should be
 */
export function ofStated(analysis: RuleContext, relation: Relation, corrected: Overlay): RawFinding {
  const said = saidOf(relation);
  const { left = [], right = [] } = relation.shape === 'linear' ? relation : {};
  const theirs = theirsOf(analysis, figuresOf(relation)) as Figure;
  const now = relation.id === STATED.change ? right[0]?.figure : left[0]?.figure;
  const told = relation.total ?? (spokenOf(said) as Figure);
  const stale = relation.total !== undefined && saidBefore(analysis, relation, relation.total);
  const copied =
    relation.id === STATED.budget ? miscopied(analysis, told, theirs, sumOf(right).value) : undefined;
  const fix = fixOfStated(analysis, relation, corrected, stale || copied?.sure === true);
  const { to, own } = fix?.data ?? {};
  const advice = analysis.say(stale ? PARTS.stale : PARTS.adjusted);
  return {
    message: messageOf(analysis, relation, copied !== undefined || stale),
    data: {
      path: relation.source.kind === 'report' ? relation.source.path : '',
      label: placeName(told, analysis.locale),
      printed: relation.total?.raw ?? '',
      last: printedText(theirs, analysis.locale),
      now: now?.raw ?? '',
      advice,
      why: copied?.words ?? (stale ? advice : ''),
      word: wordOf(said),
      expected: to ?? show(told, sumOf(right, corrected).value),
    },
    range: rangeOfStated(analysis, relation, said),
    printed: relation.total?.raw,
    expected: own ?? to,
    related: figuresOf(relation)
      .filter((f) => f !== relation.total && f.state === 'amount')
      .map((f) => ({
        ...placeOfFigure(analysis, f),
        message: analysis.say('related.part', {
          label: labelOf(f, undefined, analysis.locale),
          printed: f.raw,
        }),
      })),
    fixes: fix ? [fix] : [],
  };
}

/** The amount that a sentence speaks of. */
function spokenOf(said: Statement | undefined): Figure | undefined {
  return said && isMeasured(said) ? said.current : undefined;
}

/** The word of direction of a sentence, or ''. */
function wordOf(said: Statement | undefined): string {
  return (said && directionOf(said)?.text) ?? '';
}

function rangeOfStated(analysis: RuleContext, relation: Relation, said: Statement | undefined): Range {
  if (relation.total || !said) return rangeOfFigure(analysis.report, relation.total as Figure);
  const base = analysis.report.lineOf(said.block);
  const word = relation.id === STATED.order ? directionOf(said) : undefined;
  if (word) return wordRange(analysis, word);
  return rangeOf(base + said.span.line, said.span.start, said.span.end);
}

function messageOf(analysis: RuleContext, relation: Relation, copied: boolean): Words {
  switch (relation.id) {
    case STATED.order:
      return SAYS.order;
    case STATED.budget:
      return copied ? SAYS['budget-copied'] : SAYS.budget;
    case STATED.base:
      return SAYS.base;
    case STATED.flat:
      return isWithBudget(analysis, relation) ? SAYS['budget-flat'] : SAYS.flat;
    default:
      return isWithBudget(analysis, relation) ? SAYS['budget-change'] : SAYS.change;
  }
}

/** What sets a sentence right by the other report. */
function fixOfStated(
  analysis: RuleContext,
  relation: Relation,
  corrected: Overlay,
  believed: boolean,
): RawFix | undefined {
  const said = saidOf(relation);
  const { total } = relation;
  const right = relation.shape === 'linear' ? relation.right : [];
  switch (relation.id) {
    case STATED.change:
      return said && changeFix(analysis, relation, said, { corrected, believed });
    case STATED.order:
      return said && wordFix(analysis, said);
    case STATED.base:
    case STATED.budget:
      return total && baseFix(analysis, total, sumOf(right).value, believed);
    default:
      return undefined;
  }
}

function wordFix(analysis: RuleContext, said: Statement): RawFix | undefined {
  const direction = directionOf(said);
  const word = direction && analysis.reference.prose.opposites[direction.text];
  if (!direction || word === undefined) return undefined;
  return {
    title: FIXES['turn-direction'],
    data: { word },
    edits: [{ range: wordRange(analysis, direction), newText: word }],
    preferred: false,
  };
}

/** Digits that a figure needs to have before its standing in two reports says anything. */
const TELLING_DIGITS = 3;

/** Whether last year's report prints the very number: then the sentence was taken over from it as it was. */
export function saidBefore(analysis: RuleContext, relation: Relation, figure: Figure): boolean {
  if (figure.raw.replace(/\D/g, '').length < TELLING_DIGITS) return false;
  for (const other of figuresOf(relation)) {
    const foreign = analysis.graph.foreign.get(other.owner.block);
    if (foreign) return foreign.report.tree.lines.some((line) => holds(line.text, figure.raw));
  }
  return false;
}

/** Whether a line holds a number, and not as a part of a longer one. */
function holds(line: string, number: string): boolean {
  for (let at = line.indexOf(number); at >= 0; at = line.indexOf(number, at + 1)) {
    if (!/[\d.,]/.test(line[at - 1] ?? ' ') && !/\d/.test(line[at + number.length] ?? ' ')) return true;
  }
  return false;
}

function baseFix(analysis: RuleContext, told: Figure, value: Scaled, believed: boolean): RawFix {
  const text = rewritten(analysis, told, value);
  return {
    title: 'fix.set-figure',
    data: { label: labelOf(told, undefined, analysis.locale), from: told.raw, to: text },
    edits: editsOfFigure(analysis, told, text),
    preferred: believed,
  };
}

/** Sets the change, the word before it, and the rate that is computed from it, as both reports have them. */
function changeFix(
  analysis: RuleContext,
  relation: Relation,
  said: Statement,
  { corrected, believed }: { readonly corrected: Overlay; readonly believed: boolean },
): RawFix | undefined {
  if (relation.shape !== 'linear' || (said.kind !== 'change' && said.kind !== 'change-rate'))
    return undefined;
  const { figure } = said;
  const { value } = sumOf(relation.right, corrected);
  const last = theirsOf(analysis, figuresOf(relation)) as Figure;
  // 增加 0 is written in other words, by a person.
  if (value === 0n) return undefined;
  const edits: TextEdit[] = [];
  let printed: string | undefined;
  const set = (s: ChangeStatement | RateStatement, amount: Scaled): string | undefined => {
    const own = s.figure;
    const signed = amount * BigInt(s.direction.sign);
    // Where the figure itself has a sign, that is turned, not the word.
    const turns = signed < 0n && own.value >= 0n;
    const word = turns ? analysis.reference.prose.opposites[s.direction.text] : s.direction.text;
    if (word === undefined) return undefined;
    const text = rewritten(analysis, own, turns || own.value >= 0n ? abs(signed) : signed);
    if (turns && !edits.some((e) => covers(e, s.direction)))
      edits.push({ range: wordRange(analysis, s.direction), newText: word });
    append(edits, editsOfFigure(analysis, own, text));
    printed ??= text;
    return `${word}${text}${own.kind === 'percent' ? '' : own.unitText}`;
  };
  const covers = (e: TextEdit, word: StatedDirection) => {
    const { start } = wordRange(analysis, word);
    return e.range.start.line === start.line && e.range.start.character === start.character;
  };
  const words = [set(said, value)];
  let inconsistent = false;
  for (const rate of ratesOf(analysis, figure)) {
    inconsistent ||= evaluate(rate).state === 'broken';
    const own = analysis.prose.statements.find(
      (s): s is RateStatement => s.kind === 'change-rate' && s.figure === rate.rate,
    );
    // On last year's 0 no rate can be given; a person takes it away.
    if (!own || last.value <= 0n) continue;
    words.push(set(own, divideRound(value * 100n * pow10(SCALE), last.value)));
  }
  if (words.includes(undefined)) return undefined;
  return {
    title: PARTS['set-change'],
    data: { from: figure.raw, to: words.join('，'), own: printed ?? '' },
    edits,
    // A change that agrees with its own rate may rest on another amount of last year, adjusted since.
    preferred: believed || inconsistent,
  };
}

function wordRange(analysis: RuleContext, { block, span }: StatedDirection) {
  return rangeOf(analysis.report.lineOf(block) + span.line, span.start, span.end);
}

/**
 * Whether the change that a rate is computed from is confirmed from outside: by an amount of last year in the sentence
 * or its table, or by last year's report. A rate of anything else is confirmed by what it is computed from.
 */
export function isConfirmed(analysis: RuleContext, relation: RatioRelation & Relation): boolean {
  if (relation.rule !== 'change-rate') return true;
  const [change, ...more] = relation.numerator;
  if (!change || more.length > 0) return true;
  return (analysis.graph.byFigure.get(change.figure) ?? []).some(
    (r) =>
      r.shape === 'linear' &&
      (r.id === 'change' || r.id === STATED.change) &&
      (r.outcome?.state === 'exact' || r.outcome?.state === 'rounding'),
  );
}

/** How telling a slip must be to say by itself which of two figures is wrong. */
const TELLING_SLIP = 4;

/**
 * Whether a wrong rate shows that it was computed from this very change: divided by this year's amount, or a slip of the
 * hand. Else change and rate may both be left over from another year.
 * @param right the value that its inputs give
 */
export function isMiscomputed(relation: RatioRelation & Relation, right: Scaled): boolean {
  const { rate } = relation;
  const unit = lastDigit(rate.printed?.decimals ?? 0);
  const now = relation.denominator.find((t) => t.factor > 0n);
  if (now && relation.denominator.length > 1) {
    const byNow: RatioRelation & Relation = { ...relation, denominator: [now] };
    if (ratioValue(byNow) !== undefined && evaluate(byNow).state !== 'broken') return true;
  }
  // A point that slipped takes a decimal away, or adds one.
  return [unit, unit / 10n].some((u) => weightOf(slipOf(rate, divideRound(right, u) * u)) >= TELLING_SLIP);
}
