/** Changes against the two amounts that they lie between. */
import type { Figure } from '../../model/types.ts';
import type { ChangeStatement } from '../../prose/types.ts';
import { evaluate } from '../evaluate.ts';
import { nameOf } from '../prose-figures.ts';
import { written } from '../said/places.ts';
import { once } from '../types.ts';
import { wrongDirection } from './directions.ts';
import { isMistaken, linearOf, tell } from './making.ts';
import type { Owed } from './owed.ts';
import { isMixed } from './units.ts';

export function changeOwes(owed: Owed, s: ChangeStatement): void {
  if (s.inReason) return;
  const { figure, current: now, base: last } = s;
  if (now && isBeyond(owed, s, now)) return;
  if (!now || !last || figure.approximate) return;
  const sign = BigInt(s.direction.sign);
  const relation = (way: bigint) =>
    linearOf({
      rule: 'change-rate',
      id: 'change',
      at: s,
      text: way > 0n ? `${nameOf(now)} − ${nameOf(last)}` : `${nameOf(last)} − ${nameOf(now)}`,
      left: [once(figure)],
      right: [once(way > 0n ? now : last), { figure: way > 0n ? last : now, factor: -1n }],
    });
  const written = relation(sign);
  if (
    evaluate(written).state === 'broken' &&
    evaluate(relation(-sign)).state !== 'broken' &&
    figure.value !== 0n
  ) {
    wrongDirection(owed, s, 'amounts', { now: now.raw, last: last.raw });
    return;
  }
  owed.relations.push(written);
}

/** `0 万元，比上年增加 2 万元`: last year's amount would be below zero. Which of the two is wrong nobody knows. */
function isBeyond(owed: Owed, s: ChangeStatement, now: Figure): boolean {
  const { figure, direction, against } = s;
  const { year } = owed.report.front;
  const isLast = against?.with === 'last' || (year !== undefined && against?.year === year - 1);
  if (!isLast || direction.sign < 0) return false;
  if (now.state !== 'amount' || now.value < 0n || isMistaken(now) || s.base) return false;
  if (figure.value - figure.half <= now.value + now.half) return false;
  const limit = {
    rule: 'change-rate',
    id: 'change',
    at: s,
    text: '',
    op: '≤',
    right: [once(now)],
  } as const;
  if (isMixed(owed, linearOf({ ...limit, left: [once(figure)] }), [now, figure])) return true;
  tell(owed, {
    rule: 'change-direction',
    what: 'beyond',
    block: direction.block,
    span: direction.span,
    data: { now: written(now), change: written(figure) },
    printed: direction.text,
  });
  return true;
}
