/**
 * Exact amounts. A number is a bigint scaled by 10^-16 of its base unit: yuan for money, one for counts and
 * percentages' points. Money of every unit (元, 千元, 万元, 亿元) is thus converted exactly (language.md §11).
 */

/** Decimals of the scale. 15 printed decimals and the half of the last of them can be held. */
export const SCALE = 16;

/** A number scaled by 10^-SCALE. */
export type Scaled = bigint;

/** The powers of ten that are needed, precomputed. */
const POWERS: readonly bigint[] = Array.from({ length: 41 }, (_, i) => 10n ** BigInt(i));

/** Halves of the powers of ten from 10 on: one object for each, since every figure has one. */
const HALVES: readonly (bigint | undefined)[] = POWERS.map((p, i) => (i === 0 ? undefined : p / 2n));

/** 10^n as a bigint. */
export function pow10(n: number): bigint {
  return POWERS[n] ?? 10n ** BigInt(n);
}

/** The units of money, as the power of ten of a yuan that they stand for. */
export const UNITS: Readonly<Record<string, number>> = {
  元: 0,
  百元: 2,
  千元: 3,
  万元: 4,
  百万元: 6,
  亿元: 8,
};

/** The name of a unit of money. */
export function unitName(power: number): string {
  return Object.entries(UNITS).find(([, p]) => p === power)?.[0] ?? '';
}

/** A printed number, read exactly. */
export interface Printed {
  /** Value in units of 10^-decimals: `2,817.04` → 281704. */
  readonly digits: bigint;
  /** Printed decimals. */
  readonly decimals: number;
  /** Whether groups of three are parted by commas. */
  readonly grouped: boolean;
  /** Whether it is a bare `0`, which stands for exactly zero. */
  readonly zero: boolean;
}

const NUMBER = /^([-+−])?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?$/;

/**
 * Reads a number as it is printed in a report: separators, signs and full-width digits included.
 * @param text the trimmed text, as printed
 * @returns the number, or undefined where the text is not one (`2,81.04`, `12.3.4`, words)
 */
export function parseNumber(text: string): Printed | undefined {
  let ascii = text;
  if (!/^[-+\d.,−]+$/.test(text)) {
    // Words are asked too, and far more often.
    if (/[^-+\d.,−\uff0b\uff0d\uff0e\uff10-\uff19]/.test(text)) return undefined;
    ascii = '';
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      // Full-width digits, point and signs; a full-width comma parts nothing.
      if (code >= 0xff10 && code <= 0xff19) ascii += String.fromCharCode(code - 0xfee0);
      else if (code === 0xff0e) ascii += '.';
      else if (code === 0xff0d) ascii += '-';
      else if (code === 0xff0b) ascii += '+';
      else ascii += text[i];
    }
  }
  const match = NUMBER.exec(ascii);
  if (!match) return undefined;
  const whole = match[2] as string;
  const fraction = match[3] ?? '';
  if (fraction.length >= SCALE || whole.length > 30) return undefined;
  const grouped = whole.includes(',');
  const digits = BigInt((grouped ? whole.replaceAll(',', '') : whole) + fraction);
  const negative = match[1] === '-' || match[1] === '−';
  return {
    digits: negative ? -digits : digits,
    decimals: fraction.length,
    grouped,
    zero: digits === 0n && fraction === '',
  };
}

const UNIT_NAMES = Object.keys(UNITS).sort((a, b) => b.length - a.length);
const UNIT_ENDS: ReadonlySet<string | undefined> = new Set(UNIT_NAMES.map((n) => n.at(-1)));
const WITH_UNIT = new RegExp(`^(\\S*[\\d\uff10-\uff19])\\s*(${UNIT_NAMES.join('|')})$`);

/** The parts of an amount that carries its unit (`61.37万元`): the number as printed, and the unit's power of ten. */
export function amountWithUnit(text: string): { readonly number: string; readonly unit: number } | undefined {
  // Every cell is asked, and hardly one carries a unit.
  const found = UNIT_ENDS.has(text.at(-1)) ? WITH_UNIT.exec(text) : undefined;
  if (!found) return undefined;
  const number = found[1] as string;
  return parseNumber(number) && { number, unit: UNITS[found[2] as string] as number };
}

/** Whether a text is meant as an amount, well written or not: `1，240.00`, `1 240.00`, `61.37万元`. */
export function isAmountLike(text: string): boolean {
  return SEPARATED.test(text) || amountWithUnit(text) !== undefined;
}

const SEPARATED =
  /^[-+−\uff0d(\uff08]?[\d\uff10-\uff19][\d\uff10-\uff19,\uff0c.\uff0e'\s]*[,\uff0c.\uff0e][\d\uff10-\uff19]+[)\uff09]?$/;

/** The scaled value of a printed number in a unit (its power of ten of the base unit). */
export function scaledOf(printed: Printed, unit = 0): Scaled {
  return printed.digits * pow10(SCALE - printed.decimals + unit);
}

/** Half of the last digit at `decimals` in a unit: the radius of the interval a printed figure stands for. */
export function halfDigit(decimals: number, unit = 0): Scaled {
  return HALVES[SCALE - decimals + unit] ?? 5n * pow10(SCALE - decimals - 1 + unit);
}

/** One last digit at `decimals` in a unit. */
export function lastDigit(decimals: number, unit = 0): Scaled {
  return pow10(SCALE - decimals + unit);
}

export function abs(value: Scaled): Scaled {
  return value < 0n ? -value : value;
}

/** Division rounded half away from zero. */
export function divideRound(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n !== denominator < 0n;
  const n = abs(numerator);
  const d = abs(denominator);
  const quotient = (2n * n + d) / (2n * d);
  return negative ? -quotient : quotient;
}

/** How a number is to be written. */
export interface NumberStyle {
  readonly decimals: number;
  readonly grouped: boolean;
  /** Digits, point and sign in full width, as the author writes them. */
  readonly fullWidth?: boolean;
  /** Whether trailing zeros after the point are dropped. */
  readonly trim?: boolean;
}

/**
 * Writes a scaled value in a unit, rounded half away from zero to the style's decimals.
 * @param value scaled value in the base unit
 * @param unit power of ten of the unit that is printed (4 for 万元)
 */
export function formatScaled(value: Scaled, style: NumberStyle, unit = 0): string {
  const scaled = divideRound(value, pow10(SCALE - style.decimals + unit));
  const negative = scaled < 0n;
  let digits = abs(scaled)
    .toString()
    .padStart(style.decimals + 1, '0');
  let fraction = '';
  if (style.decimals > 0) {
    fraction = digits.slice(-style.decimals);
    digits = digits.slice(0, -style.decimals);
    if (style.trim) fraction = fraction.replace(/0+$/, '');
  }
  if (style.grouped) digits = digits.replace(/\B(?=(\d{3})+$)/g, ',');
  let text = (negative ? '-' : '') + digits + (fraction ? `.${fraction}` : '');
  if (style.fullWidth) {
    text = text.replace(/[\d.-]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
  }
  return text;
}

/** The fewest decimals (at most `most`) that write a scaled value of a unit without loss. */
export function decimalsOf(value: Scaled, unit: number, most: number): number {
  let decimals = 0;
  while (decimals < most && value % pow10(SCALE - decimals + unit) !== 0n) decimals++;
  return decimals;
}
