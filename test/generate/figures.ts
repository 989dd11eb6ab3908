/**
 * Printed numbers and the equations between them, as the generator knows them. Nothing here asks the engine.
 * Amounts count in half 分, so that half of a last digit is a whole number too; whole numbers below 2^53 are exact.
 */

export type FigureKind = 'cell' | 'amount' | 'percent' | 'word';

/** A number, or a word for a direction, that a report prints. */
export interface Figure {
  readonly kind: FigureKind;
  readonly text: string;
  /** In half 分; for a percentage in half of a millionth of a point; for a word its sign. */
  readonly value: number;
  readonly half: number;
  /** What was drawn, in 分, before it was rounded. */
  readonly cents: number;
  readonly decimals: number;
  /** Power of ten of a yuan. */
  readonly unit: number;
  readonly grouped: boolean;
  /** The unit behind it, where the text has one. */
  readonly unitText: string;
}

export type Term = readonly [figure: Figure, factor: number];

export type Equation =
  | {
      readonly kind: 'sum';
      readonly left: readonly Term[];
      readonly right: readonly Term[];
      readonly op: '=' | '≤';
    }
  | {
      readonly kind: 'ratio';
      readonly rate: Figure;
      readonly part: readonly Term[];
      readonly whole: readonly Term[];
    }
  /** Two words, or a word and a difference, of one direction. */
  | { readonly kind: 'sign'; readonly words: readonly Figure[] };

export interface NumberStyle {
  readonly unit: number;
  readonly decimals: number;
  readonly grouped: boolean;
  /** Drops zeros behind the point. */
  readonly trim?: boolean;
}

export const POWER: Readonly<Record<string, number>> = { 元: 0, 千元: 3, 万元: 4, 亿元: 8 };

/** 10^n as a whole number. */
const ten = (n: number) => 10 ** n;

/** Size of the last printed digit, in 分. */
export function lastDigit({ unit, decimals }: NumberStyle): number {
  return ten(unit + 2 - decimals);
}

/** Divides to the nearest, halves away from zero. */
function round(value: number, by: number): number {
  const whole = Math.floor((2 * Math.abs(value) + by) / (2 * by));
  return value < 0 ? -whole : whole;
}

/** Digits → text. */
export function written(digits: number, { decimals, grouped, trim }: NumberStyle): string {
  const text = String(Math.abs(digits)).padStart(decimals + 1, '0');
  const whole = decimals === 0 ? text : text.slice(0, -decimals);
  let fraction = decimals === 0 ? '' : text.slice(-decimals);
  if (trim) fraction = fraction.replace(/0+$/, '');
  const front = grouped ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole;
  return `${digits < 0 ? '-' : ''}${front}${fraction ? `.${fraction}` : ''}`;
}

/** Decimals that a text prints. */
export function decimalsIn(text: string): number {
  return /\.(\d+)/.exec(text)?.[1]?.length ?? 0;
}

/** An amount as printed; an exact zero as `zero` says. */
export function amountOf(cents: number, style: NumberStyle, kind: 'cell' | 'amount', zero: string): Figure {
  const { unit, decimals, grouped } = style;
  const rest = { kind, cents, unit, decimals, grouped, unitText: '' };
  if (cents === 0) return { ...rest, text: zero, value: 0, half: /^0\.0/.test(zero) ? lastDigit(style) : 0 };
  const size = lastDigit(style);
  const digits = round(cents, size);
  // What is not zero but too small to print keeps its zeros: a bare 0 would say that there is nothing.
  const text = written(digits, digits === 0 ? { ...style, trim: false } : style);
  return {
    ...rest,
    text,
    value: 2 * digits * size,
    half: lastDigit({ unit, decimals: decimalsIn(text), grouped }),
  };
}

/** `12.34`, from exact amounts. */
export function percentOf(part: number, whole: number, decimals: number, trim: boolean): Figure {
  const scaled =
    (2n * BigInt(Math.abs(part)) * 100n * BigInt(ten(decimals)) + BigInt(whole)) / (2n * BigInt(whole));
  const text = `${written(Number(scaled), { unit: 0, decimals, grouped: false, trim })}%`;
  return {
    kind: 'percent',
    text,
    value: 2 * Number(scaled) * ten(6 - decimals),
    half: ten(6 - decimalsIn(text)),
    cents: 0,
    decimals,
    unit: 0,
    grouped: false,
    unitText: '%',
  };
}

export function wordOf(text: string, sign: number): Figure {
  return {
    kind: 'word',
    text,
    value: sign,
    half: 0,
    cents: 0,
    decimals: 0,
    unit: 0,
    grouped: false,
    unitText: '',
  };
}

/** What is printed in a figure's place after a slip. */
export interface Printed {
  readonly text: string;
  readonly value: number;
  readonly half: number;
  /** Where the slip is the unit behind the number. */
  readonly unitText?: string;
}

export type Slipped = ReadonlyMap<Figure, Printed>;

function total(terms: readonly Term[], slipped: Slipped): { value: number; slack: number } {
  let value = 0;
  let slack = 0;
  for (const [figure, factor] of terms) {
    const printed = slipped.get(figure) ?? figure;
    value += factor * printed.value;
    slack += Math.abs(factor) * printed.half;
  }
  return { value, slack };
}

function ratioHolds(e: Extract<Equation, { kind: 'ratio' }>, slipped: Slipped): boolean {
  const part = total(e.part, slipped);
  const whole = total(e.whole, slipped);
  const rate = slipped.get(e.rate) ?? e.rate;
  if (whole.value + whole.slack <= 0) return false;
  // rate points = 100 × part ÷ whole; rates count in half millionths of a point.
  const scale = 200_000_000n;
  const lowest = (BigInt(part.value - part.slack) * scale) / BigInt(whole.value + whole.slack) - 1n;
  // Of a whole that may have been rounded up from next to nothing the rate is as high as one likes.
  if (whole.value - whole.slack <= 0) return BigInt(rate.value + rate.half) >= lowest;
  const highest = (BigInt(part.value + part.slack) * scale) / BigInt(whole.value - whole.slack) + 1n;
  return BigInt(rate.value + rate.half) >= lowest && BigInt(rate.value - rate.half) <= highest;
}

/** Whether an equation holds within what rounding explains. */
export function holds(equation: Equation, slipped: Slipped = new Map()): boolean {
  switch (equation.kind) {
    case 'sum': {
      const left = total(equation.left, slipped);
      const right = total(equation.right, slipped);
      const gap = left.value - right.value;
      const slack = left.slack + right.slack;
      return equation.op === '=' ? Math.abs(gap) <= slack : gap <= slack;
    }
    case 'ratio':
      return ratioHolds(equation, slipped);
    case 'sign':
      return new Set(equation.words.map((w) => (slipped.get(w) ?? w).value)).size === 1;
  }
}

export function figuresOf(equation: Equation): readonly Figure[] {
  switch (equation.kind) {
    case 'sum':
      return [...equation.left, ...equation.right].map(([f]) => f);
    case 'ratio':
      return [equation.rate, ...[...equation.part, ...equation.whole].map(([f]) => f)];
    case 'sign':
      return equation.words;
  }
}
