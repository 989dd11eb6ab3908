/** Rates of change. */
import { abs, pow10, SCALE } from '../../base/amount.ts';
import type { Figure } from '../../model/types.ts';
import type { ProseFigure, Statement } from '../../prose/types.ts';
import { evaluate } from '../evaluate.ts';
import { changeText, nameOf } from '../prose-figures.ts';
import { amountBefore } from '../said/index.ts';
import { once, type Term } from '../types.ts';
import { bothDirections, wrongDirection } from './directions.ts';
import { isMistaken, leaveUnchecked, ratioOf, tell } from './making.ts';
import type { Owed } from './owed.ts';
import { isMixed } from './units.ts';

export function rateOwes(owed: Owed, s: Statement): void {
  const figure = s.figure as ProseFigure;
  if (s.inReason || !s.direction) return;
  if (figure.approximate || s.change?.figure?.approximate) {
    leaveUnchecked(owed, 'change-rate', s, 'prose.approximate', 'notApplicable');
    return;
  }
  const [now] = s.current;
  const change = s.change;
  const rateSign = s.direction.sign;
  if (change?.figure && change.direction) {
    const effectiveRate = figure.value < 0n ? -rateSign : rateSign;
    const changeSign = change.direction.sign;
    const effectiveChange = change.figure.value < 0n ? -changeSign : changeSign;
    const differ = effectiveRate !== effectiveChange && figure.value !== 0n && change.figure.value !== 0n;
    if (!now) {
      if (differ) wrongDirection(owed, s, 'rate', { change: changeText(change) });
      leaveUnchecked(owed, 'change-rate', s, s.reason ?? 'prose.no-amount');
      return;
    }
    const numerator = (s0: number, s1: number): Term[] => [
      { figure: change.figure as ProseFigure, factor: BigInt(s0 * s1) },
    ];
    const base = (s0: number): Term[] => [
      once(now),
      { figure: change.figure as ProseFigure, factor: BigInt(-s0) },
    ];
    const make = (s0: number, s1: number) =>
      ratioOf('change-rate', s, {
        numerator: numerator(s0, s1),
        denominator: base(s0),
        text: `${nameOf(change.figure as Figure)} ÷ (${nameOf(now)} ${s0 > 0 ? '−' : '+'} ${nameOf(change.figure as Figure)})`,
      });
    if (differ) {
      // One of the two words is wrong: the one that the arithmetic contradicts, else the rate's.
      const byChange = make(changeSign, changeSign);
      const byRate = make(-changeSign, -changeSign);
      const changeWrong = evaluate(byChange).state === 'broken' && evaluate(byRate).state !== 'broken';
      const wrong = changeWrong ? change : s;
      const right = changeWrong ? s : change;
      wrongDirection(owed, wrong, 'rate', { change: changeText(right) });
      owed.relations.push(changeWrong ? byRate : byChange);
      return;
    }
    const written = make(changeSign, rateSign);
    if (isMixed(owed, written, [now, change.figure])) return;
    const [last] = s.base;
    const chosen = last
      ? ratioOf('change-rate', s, {
          numerator: numerator(changeSign, rateSign),
          denominator: [once(last)],
          text: `${nameOf(change.figure)} ÷ ${nameOf(last)}`,
        })
      : written;
    if (!last && evaluate(chosen).state === 'broken') {
      const turned = make(-changeSign, -rateSign);
      const state = evaluate(turned);
      // Divided by this year's amount is the likelier mistake.
      const byNow = { ...written, denominator: [once(now)] };
      // An amount that is not its cell's proves nothing of the direction.
      if (
        (state.state === 'exact' || state.state === 'rounding') &&
        evaluate(byNow).state === 'broken' &&
        abs(figure.value) >= pow10(SCALE) &&
        !isMistaken(now)
      ) {
        bothDirections(owed, s, change);
        return;
      }
    }
    owed.relations.push(chosen);
    return;
  }
  ratedAmounts(owed, s, now, s.base[0]);
}

/** A rate of two amounts that sentences tell. */
function ratedAmounts(owed: Owed, s: Statement, now: Figure | undefined, last: Figure | undefined): void {
  if (!now || !last) {
    leaveUnchecked(owed, 'change-rate', s, s.reason ?? 'prose.no-change');
    return;
  }
  const sign = BigInt(s.direction?.sign ?? 1);
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
