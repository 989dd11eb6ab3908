/**
 * Findings of what sentences say of last year, against last year's own report (relations/last-year.ts), and how far
 * the change that a rate is computed from can be relied on.
 */

import { placeName, printedText } from '../../../analysis/brief.ts';
import { labelOf, placeOfFigure, rangeOfFigure } from '../../../analysis/describe.ts';
import { editsOfFigure, isProse, rewritten } from '../../../analysis/rewrite.ts';
import type { RawFinding, RawFix, RuleContext } from '../../../analysis/rule.ts';
import { abs, divideRound, lastDigit, pow10, SCALE, type Scaled } from '../../../base/amount.ts';
import { append } from '../../../base/lists.ts';
import { rangeOf, type TextEdit } from '../../../base/range.ts';
import type { Words } from '../../../messages/index.ts';
import type { CellFigure, Figure } from '../../../model/types.ts';
import type { ProseFigure, Statement } from '../../../prose/types.ts';
import { evaluate, type Overlay, ratioValue, sumOf } from '../../../relations/evaluate.ts';
import { show } from '../../../relations/figure.ts';
import { STATED } from '../../../relations/last-year.ts';
import { slipOf, weightOf } from '../../../relations/slip.ts';
import { figuresOf, type RatioRelation, type Relation } from '../../../relations/types.ts';
import { PARTS, SAYS } from '../cross-report.words.ts';

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
 * What is told of a sentence that last year's report contradicts; not of rates, which are told as all rates are.
 * @param corrected the figures that are known to be wrong, with what they should be
 */
export function ofStated(
  analysis: RuleContext,
  relation: Relation,
  said: Statement,
  corrected: Overlay,
): RawFinding {
  const terms = relation.shape === 'linear' ? relation.right : [];
  const last = terms.at(-1)?.figure as CellFigure;
  const now = relation.shape === 'linear' && relation.id === STATED.flat ? relation.left : terms;
  const told = relation.total ?? (said.current[0] as Figure);
  const base = analysis.report.lineOf(said.block);
  const stale = relation.total !== undefined && saidBefore(analysis, relation, relation.total);
  const more = {
    path: relation.source.kind === 'report' ? relation.source.path : '',
    label: placeName(told, analysis.locale),
    printed: relation.total?.raw ?? '',
    last: printedText(last, analysis.locale),
    now: now[0]?.figure.raw ?? '',
    advice: analysis.say(stale ? PARTS.stale : PARTS.adjusted),
  };
  const fix =
    relation.id === STATED.change
      ? changeFix(analysis, relation, said, corrected, stale)
      : relation.id === STATED.base && isProse(told)
        ? baseFix(analysis, told, last.value, stale)
        : undefined;
  const { to, own } = fix?.data ?? {};
  return {
    message: MESSAGES[relation.id] as Words,
    data: { ...more, expected: to ?? show(told, sumOf(terms, corrected).value) },
    range: relation.total
      ? rangeOfFigure(analysis.report, relation.total)
      : rangeOf(base + said.span.line, said.span.start, said.span.end),
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

const MESSAGES: Readonly<Record<string, Words>> = {
  [STATED.change]: SAYS.change,
  [STATED.base]: SAYS.base,
  [STATED.flat]: SAYS.flat,
};

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

function baseFix(analysis: RuleContext, told: ProseFigure, value: Scaled, stale: boolean): RawFix {
  const text = rewritten(analysis, told, value);
  return {
    title: 'fix.set-figure',
    data: { label: labelOf(told, undefined, analysis.locale), from: told.raw, to: text },
    edits: editsOfFigure(analysis, told, text),
    preferred: stale,
  };
}

/** Sets the change, the word before it, and the rate that is computed from it, as both reports have them. */
function changeFix(
  analysis: RuleContext,
  relation: Relation,
  said: Statement,
  corrected: Overlay,
  stale: boolean,
): RawFix | undefined {
  const { figure, direction } = said;
  if (relation.shape !== 'linear' || !figure || !direction) return undefined;
  const { value } = sumOf(relation.right, corrected);
  const last = relation.right.at(-1)?.figure as Figure;
  // 增加 0 is written in other words, by a person.
  if (value === 0n) return undefined;
  const edits: TextEdit[] = [];
  let printed: string | undefined;
  const set = (s: Statement, amount: Scaled): string | undefined => {
    const own = s.figure as ProseFigure;
    if (!s.direction) return undefined;
    const signed = amount * BigInt(s.direction.sign);
    // Where the figure itself has a sign, that is turned, not the word.
    const turns = signed < 0n && own.value >= 0n;
    const word = turns ? analysis.reference.prose.opposites[s.direction.text] : s.direction.text;
    if (word === undefined) return undefined;
    const text = rewritten(analysis, own, turns || own.value >= 0n ? abs(signed) : signed);
    if (turns && !edits.some((e) => covers(e, s)))
      edits.push({ range: wordRange(analysis, s), newText: word });
    append(edits, editsOfFigure(analysis, own, text));
    printed ??= text;
    return `${word}${text}${own.kind === 'percent' ? '' : own.unitText}`;
  };
  const covers = (e: TextEdit, s: Statement) => {
    const { start } = wordRange(analysis, s);
    return e.range.start.line === start.line && e.range.start.character === start.character;
  };
  const words = [set(said, value)];
  let inconsistent = false;
  for (const rate of ratesOf(analysis, figure)) {
    inconsistent ||= evaluate(rate).state === 'broken';
    const own = analysis.prose.statements.find((s) => s.figure === rate.rate);
    // On last year's 0 no rate can be given; a person takes it away.
    if (!own || last.value <= 0n) continue;
    words.push(set(own, divideRound(value * 100n * pow10(SCALE), last.value)));
  }
  if (words.includes(undefined)) return undefined;
  return {
    title: 'fix.set-change',
    data: { from: figure.raw, to: words.join('，'), own: printed ?? '' },
    edits,
    // A change that agrees with its own rate may rest on another amount of last year, adjusted since.
    preferred: stale || inconsistent,
  };
}

function wordRange(analysis: RuleContext, s: Statement) {
  const { block, span } = s.direction as NonNullable<Statement['direction']>;
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
