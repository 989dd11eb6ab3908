/** Formula trees → linear terms, for whatever way names are looked up. */
import { parseNumber, pow10, type Scaled, scaledOf } from '../base/amount.ts';
import type { Figure } from '../model/types.ts';
import type { ExprNode, FormulaNode, RefNode } from '../syntax/formula.ts';
import { type Absence, type LinearRelation, once, type ProductRelation, type Term } from './types.ts';

/** What a name came to: figures to add up; none where it counts as zero; or why it cannot be told. */
export type Resolved =
  | { readonly figures: readonly Figure[]; readonly absent?: Absence }
  | { readonly missing: string; readonly data: Readonly<Record<string, string>> };

export type Resolver = (ref: RefNode) => Resolved;

export interface Missing {
  readonly ref: RefNode;
  readonly reason: string;
  readonly data: Readonly<Record<string, string>>;
}

interface Linear {
  readonly terms: Term[];
  constant: Scaled;
}

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
  const left = linear(formula.left, context);
  const ofLeft = absent.length;
  const product = productOf(formula.right, context);
  if (product) {
    return {
      shape: { shape: 'product', left: left.terms, factors: product, constant: -left.constant },
      left: left.terms,
      missing,
      absent,
    };
  }
  const right = linear(formula.right, context);
  turnRound(absent, ofLeft);
  // A bare number is in the unit of the figures that it stands beside.
  const beside = (left.terms[0] ?? right.terms[0])?.figure.unit ?? 0;
  left.constant *= pow10(beside);
  right.constant *= pow10(beside);
  if (left.terms.length === 0 && right.terms.length === 0 && left.constant !== right.constant) {
    // `80 = 8` is wrong whatever the report says: there is no figure to tell it of.
    missing.push({ ref: formula.left as unknown as RefNode, reason: 'bad-reference', data: {} });
    return { shape: undefined, left: [], missing, absent };
  }
  return {
    shape: {
      shape: 'linear',
      left: left.terms,
      right: right.terms,
      constant: right.constant - left.constant,
    },
    left: left.terms,
    missing,
    absent,
  };
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
    ...(productOf(node.left, context) ?? [linear(node.left, context).terms]),
    linear(node.right, context).terms,
  ];
}

function isNumber(node: ExprNode): boolean {
  return node.kind === 'number' || (node.kind === 'binary' && isNumber(node.left) && isNumber(node.right));
}

function linear(node: ExprNode, context: Context): Linear {
  switch (node.kind) {
    case 'number': {
      const printed = parseNumber(node.text);
      return { terms: [], constant: printed ? scaledOf(printed) : 0n };
    }
    case 'ref': {
      const found = context.resolve(node);
      if ('missing' in found) {
        context.missing.push({ ref: node, reason: found.missing, data: found.data });
        return { terms: [], constant: 0n };
      }
      if (found.absent) context.absent.push(found.absent);
      return { terms: found.figures.map(once), constant: 0n };
    }
    case 'binary': {
      const left = linear(node.left, context);
      const before = context.absent.length;
      const right = linear(node.right, context);
      if (node.op === '-') turnRound(context.absent, before);
      return combine(node.op, left, right, node, context);
    }
  }
}

function combine(op: '+' | '-' | '*', a: Linear, b: Linear, node: ExprNode, context: Context): Linear {
  if (op !== '*') {
    const sign = op === '-' ? -1n : 1n;
    const terms = [...a.terms];
    for (const term of b.terms)
      add(terms, sign === 1n ? term : { figure: term.figure, factor: -term.factor });
    return { terms, constant: a.constant + sign * b.constant };
  }
  const number =
    a.terms.length === 0 ? wholeOf(node, 'left') : b.terms.length === 0 ? wholeOf(node, 'right') : undefined;
  const other = a.terms.length === 0 ? b : a;
  if (number === undefined) {
    context.missing.push({ ref: node as unknown as RefNode, reason: 'formula-not-linear', data: {} });
    return { terms: [], constant: 0n };
  }
  return {
    terms: other.terms.map((t) => ({ figure: t.figure, factor: t.factor * number })),
    constant: other.constant * number,
  };
}

/** A whole number that multiplies a name. */
function wholeOf(node: ExprNode, side: 'left' | 'right'): bigint | undefined {
  const inner = node.kind === 'binary' ? node[side] : node;
  return inner.kind === 'number' && /^\d+$/.test(inner.text) ? BigInt(inner.text) : undefined;
}

/** Adds a term; the same figure added and subtracted (`Σ类 - 301`) cancels out. */
export function add(terms: Term[], term: Term): void {
  const at = terms.findIndex((t) => t.figure === term.figure);
  if (at < 0) {
    terms.push(term);
    return;
  }
  const factor = (terms[at] as Term).factor + term.factor;
  if (factor === 0n) terms.splice(at, 1);
  else terms[at] = { figure: term.figure, factor };
}
