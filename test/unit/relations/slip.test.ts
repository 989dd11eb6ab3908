import { describe, expect, test } from 'vitest';
import { parseNumber, scaledOf } from '../../../server/src/base/amount.ts';
import type { CellFigure } from '../../../server/src/model/types.ts';
import { slipOf, slipWithin, weightOf } from '../../../server/src/relations/slip.ts';
import { table } from '../../support/read.ts';

const value = (text: string) => scaledOf(parseNumber(text)!, 4);

/** The figure of the middle row of a column, `printed`, with rows and a column beside it. */
function figure(printed: string, beside = '7.77', above = '8.88'): CellFigure {
  const t = table(
    '| 项目 | 甲 | 乙 |',
    '| --- | ---: | ---: |',
    `| 一 | ${above} | 1.11 |`,
    `| 二 | ${printed} | ${beside} |`,
    '| 三 | 9.99 | 2.22 |',
  );
  return [...t.rows[1]!.cells.values()][0]!;
}

const slip = (printed: string, right: string, ...around: string[]) =>
  slipOf(figure(printed, ...around), value(right));

describe('what would turn the right value into the printed one', () => {
  test.each([
    ['342.53', '342.35', 'swapped'],
    ['1,072.00', '1,027.00', 'swapped'],
    ['３４２．５３', '342.35', 'swapped'],
    ['3442.35', '342.35', 'doubled'],
    ['3422.35', '342.35', 'doubled'],
    ['34.35', '342.35', 'dropped'],
    ['3423.50', '342.35', 'point'],
    ['3.4235', '342.35', 'point'],
    ['3,423,500.00', '342.35', 'unit'],
    ['-342.35', '342.35', 'sign'],
    ['342.85', '342.35', 'digit'],
    ['', '342.35', 'blank'],
    ['100.00', '342.35', undefined],
    ['342.35', '342.35', undefined],
    ['—', '342.35', undefined],
    ['', '-1.00', undefined],
  ] as const)('%s for %s: %s', (printed, right, expected) => {
    expect(slip(printed, right)).toBe(expected);
  });

  test('the figure of the column beside, or of a row near', () => {
    expect(slip('7.77', '5.00', '7.77')).toBe('neighbour-column');
    expect(slip('8.88', '5.00')).toBe('neighbour-row');
    expect(slip('9.99', '5.00')).toBe('neighbour-row');
    // Nothing is copied from a blank.
    expect(slip('0.00', '5.00', '0.00')).not.toBe('neighbour-column');
  });

  test('telling slips weigh more than what may well be chance', () => {
    expect(weightOf('swapped')).toBeGreaterThan(weightOf('digit'));
    expect(weightOf('sign')).toBeGreaterThan(weightOf('dropped'));
    expect(weightOf('blank')).toBeGreaterThan(weightOf(undefined));
  });
});

describe('among the values that rounding leaves', () => {
  const within = (printed: string, exact: string, low: string, high: string) => {
    const found = slipWithin(figure(printed), value(exact), value(low), value(high));
    return [found.value === value(exact) ? 'exact' : found.value, found.slip];
  };

  test('the one that a slip explains', () => {
    expect(within('342.53', '342.36', '342.34', '342.38')).toEqual([value('342.35'), 'swapped']);
    expect(within('-342.35', '342.36', '342.34', '342.38')).toEqual([value('342.35'), 'sign']);
  });

  test('else the one that arithmetic asks for', () => {
    expect(within('100.00', '342.36', '342.34', '342.38')).toEqual(['exact', undefined]);
    expect(within('342.53', '342.36', '342.36', '342.36')[0]).toBe('exact');
  });
});
