import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitLines } from '../../../server/src/base/lines.ts';
import { comparePositions, contains, overlaps, rangeOf, spanRange } from '../../../server/src/base/range.ts';

describe('splitLines', () => {
  test.each([
    ['', [['', '']]],
    ['a', [['a', '']]],
    [
      'a\n',
      [
        ['a', '\n'],
        ['', ''],
      ],
    ],
    [
      'a\r\nb\rc\nd',
      [
        ['a', '\r\n'],
        ['b', '\r'],
        ['c', '\n'],
        ['d', ''],
      ],
    ],
    [
      '\r\r\n\n',
      [
        ['', '\r'],
        ['', '\r\n'],
        ['', '\n'],
        ['', ''],
      ],
    ],
    // LSP knows no other line ends.
    ['a\u2028b\u0085c\u000bd\u000ce', [['a\u2028b\u0085c\u000bd\u000ce', '']]],
  ])('%j', (text, lines) => {
    expect(splitLines(text).map((l) => [l.text, l.eol])).toEqual(lines);
  });

  test('put end to end the lines give the text', () => {
    const text = fc
      .array(fc.oneof(fc.constantFrom('\r', '\n', '\r\n', '|', '\ud800'), fc.string({ unit: 'binary' })))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (t) => {
        const lines = splitLines(t);
        expect(lines.map((l) => l.text + l.eol).join('')).toBe(t);
        expect(lines.every((l) => !/[\r\n]/.test(l.text))).toBe(true);
      }),
    );
  });
});

describe('ranges', () => {
  const range = rangeOf(3, 2, 5);

  test('contain both of their ends', () => {
    const at = (character: number) => contains(range, { line: 3, character });
    expect([1, 2, 5, 6].map(at)).toEqual([false, true, true, false]);
    expect(contains(range, { line: 2, character: 3 })).toBe(false);
  });

  test('overlap where they touch', () => {
    expect(overlaps(range, rangeOf(3, 5, 9))).toBe(true);
    expect(overlaps(range, rangeOf(3, 6, 9))).toBe(false);
    expect(overlaps(range, { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } })).toBe(true);
  });

  test('compare by line first', () => {
    expect(comparePositions({ line: 1, character: 9 }, { line: 2, character: 0 })).toBeLessThan(0);
    expect(comparePositions({ line: 2, character: 1 }, { line: 2, character: 0 })).toBeGreaterThan(0);
  });

  test('a span moves down with its block', () => {
    expect(spanRange({ line: 1, start: 2, end: 5 }, 2)).toEqual(range);
  });
});
