/** Decimal texts that come from programs which hold numbers as binary fractions. */
import { Decimal } from 'decimal.js';

/**
 * The number a text stands for, rounded to significant digits and written without an exponent; exact all the way, so
 * that `2817.0400000000004` at 15 digits is `2817.04`.
 * @returns undefined where the text is no finite number
 */
export function significant(text: string, digits: number): string | undefined {
  if (!/^\s*[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d{1,3})?\s*$/i.test(text)) return undefined;
  return new Decimal(text.trim()).toSignificantDigits(digits).toFixed();
}
