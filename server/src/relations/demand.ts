/** What a relation asks of one of its figures (docs/blame.md). */
import type { Scaled } from '../base/amount.ts';
import type { Relation } from './types.ts';

/** What one relation asks of one figure: a range of values and the value that makes it exact. */
export interface Demand {
  readonly low: Scaled;
  readonly high: Scaled;
  readonly exact: Scaled;
  readonly relation: Relation;
}

export function allows(demand: Demand, value: Scaled): boolean {
  return demand.low <= value && value <= demand.high;
}

/** Relations with the least room first: what they ask for is the surest. */
export function byRoom(a: Demand, b: Demand): number {
  const difference = a.high - a.low - (b.high - b.low);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The value that a broken relation asks for, moved as little as the relations that hold need; or undefined. */
export function settled(demand: Demand, holding: readonly Demand[]): Scaled | undefined {
  let { low, high } = demand;
  for (const other of holding) {
    if (other.low > low) low = other.low;
    if (other.high < high) high = other.high;
  }
  if (low > high) return undefined;
  if (low <= demand.exact && demand.exact <= high) return demand.exact;
  // Rounding plays in: prefer a value that some relation that holds makes exact.
  const exact = holding.find((d) => low <= d.exact && d.exact <= high);
  return exact?.exact ?? (demand.exact < low ? low : high);
}

/** Whether a figure is the remainder of a subtraction, which may well be negative. */
export function isDifference(demands: readonly Demand[]): boolean {
  return demands.some((d) => d.relation.shape === 'linear' && d.relation.right.some((t) => t.factor < 0n));
}
