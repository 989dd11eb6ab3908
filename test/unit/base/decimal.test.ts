import { describe, expect, test } from 'vitest';
import { significant } from '../../../server/src/base/decimal.ts';

describe('numbers of spreadsheets', () => {
  test.each([
    ['2817.0400000000004', '2817.04'],
    ['0.1', '0.1'],
    ['1E-3', '0.001'],
    ['1.2345E+20', '123450000000000000000'],
    ['-3.1000000000000001', '-3.1'],
    ['123456789012.34', '123456789012.34'],
    ['.5', '0.5'],
  ])('%s is %s', (raw, text) => {
    expect(significant(raw, 15)).toBe(text);
  });

  test.each(['', 'x', '1,2', 'NaN', 'Infinity', '1e9999', '--1'])('%s is no number', (raw) => {
    expect(significant(raw, 15)).toBeUndefined();
  });
});
