/** Formula trees → linear terms, for whatever way names are looked up. */
import { abs, parseNumber, pow10, SCALE, type Scaled, scaledOf } from '../base/amount.ts';
import type { Figure } from '../model/types.ts';
import type { BinaryNode, ExprNode, FormulaNode, RefNode, TextSpan } from '../syntax/formula.ts';
import type { RelationList } from './list.ts';
import {
  type Absence,
  addTerm,
  type LinearRelation,
  once,
  type ProductRelation,
  type Term,
} from './types.ts';

/** What a name came to: figures to add up; none where it counts as zero; or why it cannot be told. */
export type Resolved =
  | { readonly figures: readonly Figure[]; readonly absent?: Absence }
  | { readonly missing: string; readonly data: Readonly<Record<string, string>> };

export type Resolver = (ref: RefNode) => Resolved;

export interface Missing {
  /** The name, or the place that asks for what cannot be. */
  readonly ref: TextSpan;
  readonly reason: string;
  readonly data: Readonly<Record<string, string>>;
}

/** A sum of figures and a number, all divided by `over`. */
interface Linear {
  readonly terms: Term[];
  readonly constant: Scaled;
  readonly over: bigint;
}

const ZERO: Linear = { terms: [], constant: 0n, over: 1n };
const ONE = pow10(SCALE);

/** The two sides of a formula as terms, with the names that could not be told. */
export interface Built {
  readonly shape: LinearRelation | ProductRelation | undefined;
  readonly left: readonly Term[];
  readonly missing: readonly Missing[];
  /** What counts as zero, or leaves the relation open, because it is not there. */
  readonly absent: readonly Absence[];
}

/**
 * Builds the shape of a relation from a formula.
 * @param resolve looks up a name
 */
export function build(formula: FormulaNode, resolve: Resolver): Built {
  const missing: Missing[] = [];
  const absent: Absence[] = [];
  const context = { resolve, missing, absent };
  let left = linear(formula.left, context);
  const ofLeft = absent.length;
  const product = productOf(formula.right, context);
  if (product) {
    if (left.over !== 1n) tellNotLinear(formula.left, context);
    return {
      shape: { shape: 'product', left: left.terms, factors: product, constant: -left.constant },
      left: left.terms,
      missing,
      absent,
    };
  }
  let right = linear(formula.right, context);
  turnRound(absent, ofLeft);
  const over = common(left.over, right.over);
  left = widened(left, over);
  right = widened(right, over);
  if (left.terms.length === 0 && right.terms.length === 0 && left.constant !== right.constant) {
    if (missing.length > 0) return { shape: undefined, left: [], missing, absent };
    // `80 = 8` is wrong whatever the report says: there is no figure to tell it of.
    missing.push({ ref: formula.left, reason: 'bad-reference', data: {} });
    return { shape: undefined, left: [], missing, absent };
  }
  // A bare number is in the unit of the figures that it stands beside.
  const unit = pow10((left.terms[0] ?? right.terms[0])?.figure.unit ?? 0);
  return {
    shape: {
      shape: 'linear',
      left: left.terms,
      right: right.terms,
      constant: (right.constant - left.constant) * unit,
      over,
    },
    left: left.terms,
    missing,
    absent,
  };
}

/** A name in a formula that only adds and subtracts names. */
interface SignedRef {
  readonly ref: RefNode;
  readonly negative: boolean;
}

/** The sides of such formulas; `undefined` for one that asks for more. */
const signed = new WeakMap<FormulaNode, readonly (readonly SignedRef[])[] | undefined>();

function signedSides(formula: FormulaNode): readonly (readonly SignedRef[])[] | undefined {
  if (!signed.has(formula)) {
    const sides = [formula.left, formula.right].map((side) => signedRefs(side, false));
    const [left, right] = sides;
    signed.set(formula, left && right && [left, right]);
  }
  return signed.get(formula);
}

function signedRefs(node: ExprNode, negative: boolean): SignedRef[] | undefined {
  if (node.kind === 'ref') return [{ ref: node, negative }];
  if (node.kind !== 'binary' || (node.op !== '+' && node.op !== '-')) return undefined;
  const left = signedRefs(node.left, negative);
  const right = signedRefs(node.right, negative !== (node.op === '-'));
  return left && right && [...left, ...right];
}

/**
 * Adds the sides of a formula to a list, where it is a sum of cells: names alone, all of them there.
 * @param resolve looks up a name
 * @returns whether it was; it is then to be ended. Else nothing is added, and {@link build} says what it is
 */
export function addSides(list: RelationList, formula: FormulaNode, resolve: Resolver): boolean {
  const sides = signedSides(formula);
  if (!sides || formula.op !== '=') return false;
  for (const [side, refs] of sides.entries()) {
    if (side > 0) list.turn();
    for (const { ref, negative } of refs) {
      const found = resolve(ref);
      if ('missing' in found || found.absent) {
        list.drop();
        return false;
      }
      for (const figure of found.figures) list.add(figure, negative);
    }
  }
  return true;
}

interface Context {
  readonly resolve: Resolver;
  readonly missing: Missing[];
  readonly absent: Absence[];
}

/** What is absent from a part that is subtracted counts the other way round. */
function turnRound(absent: Absence[], from: number): void {
  for (let i = from; i < absent.length; i++) {
    const { why, table, name, told, sign = 1n } = absent[i] as Absence;
    absent[i] = { why, table, name, ...(told ? { told } : {}), sign: -sign };
  }
}

/** The factors where a side is a product of two figures; a number times a figure stays linear. */
function productOf(node: ExprNode, context: Context): Term[][] | undefined {
  if (node.kind !== 'binary' || node.op !== '*') return undefined;
  if (isNumber(node.left) || isNumber(node.right)) return undefined;
  return [
    ...(productOf(node.left, context) ?? [factorOf(node.left, context)]),
    factorOf(node.right, context),
  ];
}

/** A factor of a product: figures alone. */
function factorOf(node: ExprNode, context: Context): Term[] {
  const { terms, constant, over } = linear(node, context);
  if (constant !== 0n || over !== 1n) tellNotLinear(node, context);
  return terms;
}

function isNumber(node: ExprNode): boolean {
  return node.kind === 'number' || (node.kind === 'binary' && isNumber(node.left) && isNumber(node.right));
}

function linear(node: ExprNode, context: Context): Linear {
  switch (node.kind) {
    case 'number': {
      const printed = parseNumber(node.text);
      return { terms: [], constant: printed ? scaledOf(printed) : 0n, over: 1n };
    }
    case 'ref': {
      const found = context.resolve(node);
      if ('missing' in found) {
        context.missing.push({ ref: node, reason: found.missing, data: found.data });
        return ZERO;
      }
      if (found.absent) context.absent.push(found.absent);
      return { terms: found.figures.map(once), constant: 0n, over: 1n };
    }
    case 'binary': {
      const left = linear(node.left, context);
      const before = context.absent.length;
      const right = linear(node.right, context);
      if (node.op === '-') turnRound(context.absent, before);
      if (node.op === '+' || node.op === '-') return added(left, right, node.op === '-' ? -1n : 1n);
      const made = node.op === '*' ? multiplied(node, left, right) : divided(node, left, right);
      if (!made) tellNotLinear(node, context);
      return made ?? ZERO;
    }
  }
}

/** A place in a formula that asks for more than sums and exact factors. */
function tellNotLinear(node: ExprNode, context: Context): void {
  const reason = node.kind === 'binary' && node.op === '/' ? 'formula-division' : 'formula-not-linear';
  context.missing.push({ ref: node, reason, data: {} });
}

function added(a: Linear, b: Linear, sign: bigint): Linear {
  const over = common(a.over, b.over);
  const left = widened(a, over);
  const right = widened(b, over);
  const terms = [...left.terms];
  for (const { figure, factor } of right.terms) addTerm(terms, { figure, factor: factor * sign });
  return { terms, constant: left.constant + sign * right.constant, over };
}

/** A number, with decimals or without, times figures. */
function multiplied(node: BinaryNode, a: Linear, b: Linear): Linear | undefined {
  const [number, other] = isNumber(node.left) ? [a, b] : isNumber(node.right) ? [b, a] : [];
  if (!number || !other) return undefined;
  return reduced(times(other, number.constant), other.over * number.over * ONE);
}

/** Figures divided by a whole number. */
function divided(node: BinaryNode, a: Linear, b: Linear): Linear | undefined {
  if (!isNumber(node.right) || b.over !== 1n || b.constant === 0n || b.constant % ONE !== 0n)
    return undefined;
  return reduced(a, a.over * (b.constant / ONE));
}

function times({ terms, constant }: Linear, by: bigint): Pick<Linear, 'terms' | 'constant'> {
  return { terms: terms.map((t) => ({ figure: t.figure, factor: t.factor * by })), constant: constant * by };
}

/** The same with a larger divisor. */
function widened(side: Linear, over: bigint): Linear {
  return side.over === over ? side : { ...times(side, over / side.over), over };
}

/** The same with as small a divisor as is exact. */
function reduced({ terms, constant }: Pick<Linear, 'terms' | 'constant'>, over: bigint): Linear {
  let by = gcd(over, constant);
  for (const { factor } of terms) by = gcd(by, factor);
  return {
    terms: terms.map((t) => ({ figure: t.figure, factor: t.factor / by })),
    constant: constant / by,
    over: over / by,
  };
}

function common(a: bigint, b: bigint): bigint {
  return a === b ? a : (a / gcd(a, b)) * b;
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [abs(a), abs(b)];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}
