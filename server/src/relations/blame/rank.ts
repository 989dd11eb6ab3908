/** Which of several rules, or candidates, is told first. */

import type { Scaled } from '../../base/amount.ts';
import { weightOf } from '../slip.ts';
import type { Candidate, Demand } from './types.ts';

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

function printedFirst(candidate: Candidate): number {
  return candidate.figure.state === 'amount' ? 1 : 0;
}

/** A blank that a sentence lists as filled weighs more than a digit mistyped, less than a plain slip. */
function weigh(candidate: Candidate): number {
  return candidate.listed ? 4 : weightOf(candidate.slip);
}

/** Likeliest first: most mended, least left broken, most that agree, the more telling slip, printed before blank. */
export function compare(a: Candidate, b: Candidate): number {
  return (
    b.witnesses - a.witnesses ||
    b.mends.length - a.mends.length ||
    a.leaves - b.leaves ||
    a.spoils - b.spoils ||
    b.votes - a.votes ||
    weigh(b) - weigh(a) ||
    printedFirst(b) - printedFirst(a)
  );
}

/**
 * Whether a candidate leaves the blame of the best one open. Where several relations agree on the best, more that
 * agree, a slip that explains it, or a rival that is an empty cell settle it; a single relation settles nothing.
 */
export function isRival(candidate: Candidate, best: Candidate): boolean {
  if (candidate.witnesses < best.witnesses) return false;
  if (candidate.spoils > best.spoils) return false;
  if (best.witnesses < 2) return true;
  if (candidate.leaves !== best.leaves || candidate.votes !== best.votes) return false;
  if (weightOf(best.slip) > weightOf(candidate.slip) && weightOf(best.slip) >= 4) return false;
  return printedFirst(candidate) === printedFirst(best);
}
