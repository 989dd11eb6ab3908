/**
 * Evaluation with intervals (language.md §11): a printed figure stands for every value that rounds to it, and a
 * relation holds when the intervals of its sides overlap, ends included.
 */
import { abs, pow10, SCALE, type Scaled } from '../base/amount.ts';
import { isOpen } from '../model/presence.ts';
import type { Figure } from '../model/types.ts';
import { isCell } from './figure.ts';
import {
  type Absence,
  figuresOf,
  type LinearRelation,
  type Outcome,
  type ProductRelation,
  type RatioRelation,
  type Relation,
  type Term,
} from './types.ts';

/** A closed interval of scaled values. */
export interface Interval {
  readonly low: Scaled;
  readonly high: Scaled;
}

/** A replacement of figures' values, for trying what a correction would do. */
export type Overlay = ReadonlyMap<Figure, { readonly value: Scaled; readonly half: Scaled }>;

/** What stands in the place of figures: all that evaluation asks of an overlay. */
export type StandIns = Pick<Overlay, 'get' | 'has'>;

export function sumOf(terms: readonly Term[], overlay?: StandIns): { value: Scaled; half: Scaled } {
  let value = 0n;
  let half = 0n;
  for (const { figure, factor } of terms) {
    const own = overlay?.get(figure) ?? figure;
    value += own.value * factor;
    half += own.half * abs(factor);
  }
  return { value, half };
}

/** Evaluates a relation, with figures' values replaced where `overlay` says so. */
export function evaluate(relation: Relation, overlay?: StandIns): Outcome {
  const figures = figuresOf(relation);
  const known = (f: Figure) => f.state !== 'unreadable' || overlay?.has(f) === true;
  if (!figures.every(known)) return outcome(relation, 'notChecked', NO_GAP, because('unreadable'));
  const open = figures.find((f) => !overlay?.has(f) && isStillOpen(f));
  const lacking = open ? absenceOf(open) : relation.absent.find(isUnknown);
  if (lacking) return outcome(relation, 'notChecked', NO_GAP, because(lacking.why, dataOf(lacking)));
  const found = withAll(relation, figures, overlay);
  const leftOut = relation.absent.find((a) => !a.told && explains(a, found));
  // What a whole table leaves out is zero as far as that makes things come right, and else nobody knows.
  if (leftOut && !overlay)
    return outcome(relation, 'notChecked', found, because(leftOut.why, dataOf(leftOut)));
  return found;
}

/** Whether a cell stands where amounts are still to come. */
function isStillOpen(figure: Figure): boolean {
  return isCell(figure) && isOpen(figure.owner, figure);
}

function absenceOf(figure: Figure): Absence | undefined {
  if (!isCell(figure)) return undefined;
  const why = figure.owner.state === 'unfilled' ? 'table-unfilled' : 'table-partial';
  return { why, table: figure.owner, name: '' };
}

/** Whether an amount, where a table leaves one out, would make a broken relation hold. */
export function explains({ sign = 1n }: Absence, { state, difference }: Outcome): boolean {
  return state === 'broken' && sign * difference < 0n;
}

/** Whether an absence leaves a relation without a meaning. */
export function isUnknown({ why }: Absence): boolean {
  return why === 'table-unfilled' || why === 'table-partial';
}

function dataOf({ table, name }: Absence): Record<string, string> {
  return { table: table.title, name };
}

/** Evaluates a relation all of whose figures are there. */
function withAll(relation: Relation, figures: readonly Figure[], overlay?: StandIns): Outcome {
  const filled = (f: Figure) => f.state === 'amount' || overlay?.has(f) === true;
  // Nothing but blanks claims nothing, unless somebody states a number that they are to make.
  const stated = relation.source.kind === 'line' && relation.shape === 'linear' && relation.constant !== 0n;
  if (!stated && !figures.some(filled))
    return outcome(relation, 'notApplicable', NO_GAP, because('all-blank'));
  const { total } = relation;
  if (total && !overlay?.has(total)) {
    if (total.state === 'dash') return outcome(relation, 'notApplicable', NO_GAP, because('dash'));
    if (total.state === 'blank' && !relation.required) {
      const others = figures.filter((f) => f !== total);
      if (others.some((f) => f.value !== 0n))
        return outcome(relation, 'notChecked', NO_GAP, because('blank-total'));
    }
  }
  switch (relation.shape) {
    case 'linear':
      return evaluateLinear(relation, overlay);
    case 'product':
      return evaluateProduct(relation, overlay);
    case 'ratio':
      return evaluateRatio(relation, overlay);
  }
}

/** By how much the sides differ, and how much of that rounding may explain. */
interface Gap {
  readonly difference: Scaled;
  readonly slack: Scaled;
}

const NO_GAP: Gap = { difference: 0n, slack: 0n };

function outcome(
  relation: Relation,
  state: Outcome['state'],
  { difference, slack }: Gap,
  { reason, data }: Pick<Outcome, 'reason' | 'data'> = NO_REASON,
): Outcome {
  return { relation, state, difference, slack, reason, data };
}

const NO_REASON = { reason: undefined, data: undefined };

const because = (reason: string, data?: Outcome['data']): Pick<Outcome, 'reason' | 'data'> => ({
  reason,
  data,
});

function judge(relation: Relation, difference: Scaled, slack: Scaled): Outcome {
  const holds =
    relation.op === '='
      ? abs(difference) <= slack
      : relation.op === '≤'
        ? difference <= slack
        : -difference <= slack;
  const exact =
    relation.op === '=' ? difference === 0n : relation.op === '≤' ? difference <= 0n : difference >= 0n;
  return outcome(relation, exact ? 'exact' : holds ? 'rounding' : 'broken', { difference, slack });
}

function evaluateLinear(relation: Relation & LinearRelation, overlay?: StandIns): Outcome {
  const left = sumOf(relation.left, overlay);
  const right = sumOf(relation.right, overlay);
  return judge(
    relation,
    left.value - right.value - relation.constant,
    left.half + right.half + (relation.extraSlack ?? 0n),
  );
}

function interval(terms: readonly Term[], overlay?: StandIns): Interval {
  const { value, half } = sumOf(terms, overlay);
  return { low: value - half, high: value + half };
}

const ONE = pow10(SCALE);

function multiply(a: Interval, b: Interval): Interval {
  const products = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high];
  let low = products[0] as bigint;
  let high = low;
  for (const p of products) {
    if (p < low) low = p;
    if (p > high) high = p;
  }
  // Outwards, so that no true value is lost.
  return { low: floorDivide(low, ONE), high: -floorDivide(-high, ONE) };
}

/** Division towards minus infinity by a positive divisor. */
function floorDivide(a: bigint, b: bigint): bigint {
  const q = a / b;
  return a % b !== 0n && a < 0n ? q - 1n : q;
}

function evaluateProduct(relation: Relation & ProductRelation, overlay?: StandIns): Outcome {
  let right: Interval = { low: ONE, high: ONE };
  let exact = ONE;
  for (const factor of relation.factors) {
    right = multiply(right, interval(factor, overlay));
    exact = (exact * sumOf(factor, overlay).value) / ONE;
  }
  const left = sumOf(relation.left, overlay);
  const difference = left.value - exact - relation.constant;
  const slack = left.half + (right.high - right.low + 1n) / 2n;
  return judge(relation, difference, slack);
}

/**
 * The percentages that a ratio's inputs allow, scaled in points; undefined where the base may be zero.
 */
export function ratioInterval(relation: RatioRelation, overlay?: StandIns): Interval | undefined {
  const n = interval(relation.numerator, overlay);
  const d = interval(relation.denominator, overlay);
  if (d.low <= 0n && d.high >= 0n) return undefined;
  const hundred = 100n * ONE;
  const quotients = [
    [n.low, d.low],
    [n.low, d.high],
    [n.high, d.low],
    [n.high, d.high],
  ].map(([a, b]) => {
    const positive = (b as bigint) > 0n;
    const num = (a as bigint) * hundred * (positive ? 1n : -1n);
    const den = positive ? (b as bigint) : -(b as bigint);
    return { low: floorDivide(num, den), high: -floorDivide(-num, den) };
  });
  return {
    low: quotients.reduce((m, q) => (q.low < m ? q.low : m), (quotients[0] as Interval).low),
    high: quotients.reduce((m, q) => (q.high > m ? q.high : m), (quotients[0] as Interval).high),
  };
}

/** The value of a ratio from its printed inputs, scaled in points; undefined for a base of zero. */
export function ratioValue(relation: RatioRelation, overlay?: StandIns): Scaled | undefined {
  const n = sumOf(relation.numerator, overlay).value;
  const d = sumOf(relation.denominator, overlay).value;
  return d === 0n ? undefined : (n * 100n * ONE) / d;
}

function evaluateRatio(relation: Relation & RatioRelation, overlay?: StandIns): Outcome {
  const rate = overlay?.get(relation.rate) ?? relation.rate;
  const value = ratioValue(relation, overlay);
  if (value === undefined) {
    const zero = sumOf(relation.numerator, overlay).value === 0n && rate.value === 0n;
    // 0 of 0 printed as 0 % is a matter of taste; any other rate on a base of zero has no value.
    return outcome(
      relation,
      zero ? 'rounding' : 'broken',
      { difference: rate.value, slack: 0n },
      because('zero-base'),
    );
  }
  // An increase by more than there is now: the amounts contradict each other, and no rate would mend that.
  if (sumOf(relation.denominator, overlay).value < 0n)
    return outcome(relation, 'notChecked', NO_GAP, because('negative-base'));
  const allowed = ratioInterval(relation, overlay) ?? { low: value, high: value };
  const half = rateHalf(relation.rate);
  const difference = rate.value - value;
  const high = allowed.high + half;
  const low = allowed.low - half;
  const slack = difference >= 0n ? high - value : value - low;
  const within =
    relation.op === '='
      ? rate.value <= high && rate.value >= low
      : relation.op === '≤'
        ? rate.value <= high
        : rate.value >= low;
  if (!within) return outcome(relation, 'broken', { difference, slack });
  return outcome(relation, abs(difference) <= half ? 'exact' : 'rounding', { difference, slack });
}

/** Half of a percentage's last printed digit; a bare 0 too is printed with its decimals. */
export function rateHalf(rate: Figure): Scaled {
  return 5n * pow10(SCALE - (rate.printed?.decimals ?? 0) - 1);
}
