/** Rates of change. */
import { abs, pow10, SCALE } from '../../base/amount.ts';
import type { Figure } from '../../model/types.ts';
import type { ChangeStatement, ProseFigure, RateStatement } from '../../prose/types.ts';
import { evaluate } from '../evaluate.ts';
import { changeText, nameOf } from '../prose-figures.ts';
import { amountBefore } from '../said/index.ts';
import { once, type Relation } from '../types.ts';
import { bothDirections, wrongDirection } from './directions.ts';
import { isMistaken, leaveUnchecked, ratioOf, tell } from './making.ts';
import type { Owed } from './owed.ts';
import { isMixed } from './units.ts';

/** A rate with the change that it belongs to, and this year's amount. */
interface Rated {
  readonly rate: RateStatement;
  readonly change: ChangeStatement;
  /** The amount of the change. */
  readonly by: ProseFigure;
  readonly now: Figure;
}

/** A rate of change: on the change that is told beside it, else on the two amounts. */
export function rateOwes(owed: Owed, s: RateStatement): void {
  if (s.inReason) return;
  const { change } = s;
  if (s.figure.approximate || change?.figure.approximate) {
    leaveUnchecked(owed, s, 'prose.approximate', { rule: 'change-rate', state: 'notApplicable' });
    return;
  }
  const now = s.current;
  if (!change) {
    ratedAmounts(owed, s);
    return;
  }
  if (now) {
    changedBy(owed, { rate: s, change, by: change.figure, now });
    return;
  }
  if (differ(s, change)) wrongDirection(owed, s, 'rate', { change: changeText(change) });
  leaveUnchecked(owed, s, s.reason ?? 'prose.no-amount', { rule: 'change-rate' });
}

/** The sign of what a statement says, where a negative number turns its word. */
function signOf({ direction: { sign }, figure }: ChangeStatement | RateStatement): number {
  return figure.value < 0n ? -sign : sign;
}

function differ(rate: RateStatement, change: ChangeStatement): boolean {
  return signOf(rate) !== signOf(change) && rate.figure.value !== 0n && change.figure.value !== 0n;
}

function changedBy(owed: Owed, rated: Rated): void {
  const { rate, change, by, now } = rated;
  const changeSign = change.direction.sign;
  const rateSign = rate.direction.sign;
  if (differ(rate, change)) {
    oneTurned(owed, rated, changeSign);
    return;
  }
  const written = rateOn(rated, changeSign, rateSign);
  if (isMixed(owed, written, [now, by])) return;
  const { base: last } = rate;
  if (last) {
    const numerator = [{ figure: by, factor: BigInt(changeSign * rateSign) }];
    const text = `${nameOf(by)} ÷ ${nameOf(last)}`;
    owed.relations.push(ratioOf('change-rate', rate, { numerator, denominator: [once(last)], text }));
  } else if (isBothTurned(rated, written, rateOn(rated, -changeSign, -rateSign)))
    bothDirections(owed, rate, change);
  else owed.relations.push(written);
}

/** A rate on what the amount was before the change. */
function rateOn({ rate, by, now }: Rated, changeSign: number, rateSign: number): Relation {
  return ratioOf('change-rate', rate, {
    numerator: [{ figure: by, factor: BigInt(changeSign * rateSign) }],
    denominator: [once(now), { figure: by, factor: BigInt(-changeSign) }],
    text: `${nameOf(by)} ÷ (${nameOf(now)} ${changeSign > 0 ? '−' : '+'} ${nameOf(by)})`,
  });
}

/** One of the two words is wrong: the one that the arithmetic contradicts, else the rate's. */
function oneTurned(owed: Owed, rated: Rated, changeSign: number): void {
  const { rate, change } = rated;
  const byChange = rateOn(rated, changeSign, changeSign);
  const byRate = rateOn(rated, -changeSign, -changeSign);
  const changeWrong = evaluate(byChange).state === 'broken' && evaluate(byRate).state !== 'broken';
  const [wrong, right] = changeWrong ? [change, rate] : [rate, change];
  wrongDirection(owed, wrong, 'rate', { change: changeText(right) });
  owed.relations.push(changeWrong ? byRate : byChange);
}

/** Whether amount and rate agree with each other only if both go the other way. */
function isBothTurned({ rate, now }: Rated, written: Relation, turned: Relation): boolean {
  if (written.shape !== 'ratio' || evaluate(written).state !== 'broken') return false;
  const { state } = evaluate(turned);
  // Divided by this year's amount is the likelier mistake.
  const byNow = { ...written, denominator: [once(now)] };
  return (
    (state === 'exact' || state === 'rounding') &&
    evaluate(byNow).state === 'broken' &&
    abs(rate.figure.value) >= pow10(SCALE) &&
    // An amount that is not its cell's proves nothing of the direction.
    !isMistaken(now)
  );
}

/** A rate of two amounts that sentences tell. */
function ratedAmounts(owed: Owed, s: RateStatement): void {
  const { current: now, base: last } = s;
  if (!now || !last) {
    leaveUnchecked(owed, s, s.reason ?? 'prose.no-change', { rule: 'change-rate' });
    return;
  }
  const sign = BigInt(s.direction.sign);
  const relation = ratioOf('change-rate', s, {
    numerator: [
      { figure: now, factor: sign },
      { figure: last, factor: -sign },
    ],
    denominator: [once(last)],
    text: `(${nameOf(now)} − ${nameOf(last)}) ÷ ${nameOf(last)}`,
  });
  const twice = amountBefore(s, owed.prose.statements, relation);
  if (twice) tell(owed, twice);
  else owed.relations.push(relation);
}
