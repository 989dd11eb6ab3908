/** What the rates of a sentence say of its amounts. */
import { pow10, SCALE } from '../base/amount.ts';
import type { CompletionStatement, OrderStatement, Statement } from '../prose/types.ts';
import { evaluate } from './evaluate.ts';
import type { Relation } from './types.ts';

const HUNDRED = 100n * pow10(SCALE);

/**
 * Whether a completion rate bears out what a comparison in words says of two amounts that rounding made equal
 * (`0.34 … 0.34 … 101.47%`).
 * @param ratioOf the relation between such a rate and the two amounts
 */
export function rateBearsOut(
  { current: now, base: other, direction }: OrderStatement,
  statements: readonly Statement[],
  ratioOf: (rate: CompletionStatement) => Relation,
): boolean {
  if (!now || !other) return false;
  return statements.some((r) => {
    if (r.kind !== 'completion' || r.current !== now || r.base !== other) return false;
    const sign = r.figure.value > HUNDRED ? 1 : r.figure.value < HUNDRED ? -1 : 0;
    return sign === direction.sign && evaluate(ratioOf(r)).state !== 'broken';
  });
}
