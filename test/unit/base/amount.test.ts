import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decimalsOf,
  divideRound,
  formatScaled,
  halfDigit,
  lastDigit,
  type NumberStyle,
  parseNumber,
  pow10,
  SCALE,
  scaledOf,
  UNITS,
} from '../../../server/src/base/amount.ts';

describe('parseNumber', () => {
  test.each([
    ['2,817.04', 281704n, 2, true],
    ['2817.04', 281704n, 2, false],
    ['-3.10', -310n, 2, false],
    ['－3.10', -310n, 2, false],
    ['−3.10', -310n, 2, false],
    ['+3.10', 310n, 2, false],
    ['＋3.10', 310n, 2, false],
    ['１,０３３．００', 103300n, 2, true],
    ['12,341,980', 12341980n, 0, true],
    ['007', 7n, 0, false],
    ['0.00', 0n, 2, false],
    ['290', 290n, 0, false],
    ['0.123456789012345', 123456789012345n, 15, false],
    ['123456789012345678901234567890', 123456789012345678901234567890n, 0, false],
  ] as const)('%s', (text, digits, decimals, grouped) => {
    expect(parseNumber(text)).toEqual({ digits, decimals, grouped, zero: false });
  });

  test('only a bare 0 is exactly zero', () => {
    expect(parseNumber('0')?.zero).toBe(true);
    expect(parseNumber('-0')?.zero).toBe(true);
    expect(parseNumber('0.0')?.zero).toBe(false);
  });

  test.each([
    '',
    '-',
    '—',
    '.',
    '.5',
    '5.',
    '1.2.3',
    '1,2',
    '12,34.00',
    '2,81.04',
    '1234,567',
    '2，817.04',
    '1 234',
    '12O.00',
    '八十',
    '12%',
    '1e5',
    '0x10',
    '--1',
    '1-',
    '(12.00)',
    // One decimal more than the scale can hold with half of its last digit.
    '0.1234567890123456',
    '1234567890123456789012345678901',
  ])('is no number: %s', (text) => {
    expect(parseNumber(text)).toBeUndefined();
  });
});

describe('conversion', () => {
  test.each([
    ['1', '元', 10n ** 16n],
    ['1', '千元', 10n ** 19n],
    ['1', '万元', 10n ** 20n],
    ['1', '亿元', 10n ** 24n],
    ['0.0001', '万元', 10n ** 16n],
    ['-2,817.04', '万元', -281704n * 10n ** 18n],
  ])('%s %s', (text, unit, value) => {
    expect(scaledOf(parseNumber(text)!, UNITS[unit])).toBe(value);
  });

  test('28,170,438.50 元 is 2,817.04385 万元', () => {
    const yuan = scaledOf(parseNumber('28,170,438.50')!, UNITS.元);
    expect(yuan).toBe(scaledOf(parseNumber('2,817.04385')!, UNITS.万元));
    expect(formatScaled(yuan, { decimals: 2, grouped: true }, UNITS.万元)).toBe('2,817.04');
    expect(formatScaled(yuan, { decimals: 8, grouped: false }, UNITS.亿元)).toBe('0.28170439');
  });

  test('half of the last digit, and the last digit', () => {
    expect(halfDigit(2)).toBe(5n * 10n ** 13n);
    expect(halfDigit(2, 4)).toBe(5n * 10n ** 17n);
    expect(halfDigit(15)).toBe(5n);
    expect(lastDigit(2, 4)).toBe(2n * halfDigit(2, 4));
  });

  test('every unit holds the half of any printed digit without loss', () => {
    fc.assert(
      fc.property(
        fc.bigInt(-(10n ** 20n), 10n ** 20n),
        fc.integer({ min: 0, max: 15 }),
        fc.constantFrom(...Object.values(UNITS)),
        (digits, decimals, unit) => {
          const value = scaledOf({ digits, decimals, grouped: false, zero: false }, unit);
          expect(value).toBe((digits * 2n * halfDigit(decimals, unit)) as bigint);
        },
      ),
    );
  });
});

describe('formatScaled', () => {
  const style = (decimals: number, more: Partial<NumberStyle> = {}): NumberStyle => ({
    decimals,
    grouped: false,
    ...more,
  });
  const yuan = (text: string) => scaledOf(parseNumber(text)!);

  test.each([
    ['2817.04', style(2, { grouped: true }), '2,817.04'],
    ['1234567.891', style(2, { grouped: true }), '1,234,567.89'],
    ['999.995', style(2, { grouped: true }), '1,000.00'],
    ['12', style(2), '12.00'],
    ['0.5', style(0), '1'],
    ['-0.5', style(0), '-1'],
    ['-0.004', style(2), '0.00'],
    ['-1234.5', style(2, { grouped: true }), '-1,234.50'],
    ['788.90', style(2, { trim: true }), '788.9'],
    ['788.00', style(2, { trim: true }), '788'],
    ['-3.10', style(2, { fullWidth: true }), '－３．１０'],
    ['1033', style(2, { grouped: true, fullWidth: true }), '１,０３３．００'],
  ] as const)('%s as %o', (text, how, written) => {
    expect(formatScaled(yuan(text), how)).toBe(written);
  });

  test('what is written is read back', () => {
    fc.assert(
      fc.property(
        fc.bigInt(-(10n ** 15n), 10n ** 15n),
        fc.integer({ min: 0, max: 6 }),
        fc.boolean(),
        fc.boolean(),
        (digits, decimals, grouped, fullWidth) => {
          const value = digits * pow10(SCALE - decimals);
          const text = formatScaled(value, { decimals, grouped, fullWidth });
          const read = parseNumber(text);
          expect(read && scaledOf(read)).toBe(value);
        },
      ),
    );
  });

  test('divideRound rounds half away from zero', () => {
    expect([5n, -5n, 4n, -4n, 15n].map((n) => divideRound(n, 10n))).toEqual([1n, -1n, 0n, 0n, 2n]);
    expect(divideRound(5n, -10n)).toBe(-1n);
  });

  test('the fewest decimals that lose nothing', () => {
    expect(decimalsOf(yuan('1.50'), 0, 6)).toBe(1);
    expect(decimalsOf(yuan('15000'), 4, 6)).toBe(1);
    expect(decimalsOf(yuan('0.123'), 0, 2)).toBe(2);
  });
});
