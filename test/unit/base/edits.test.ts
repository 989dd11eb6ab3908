import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits, editsBetween } from '../../../server/src/base/edits.ts';
import { rangeOf } from '../../../server/src/base/range.ts';

describe('edits of a file that no editor holds', () => {
  const text = '行次 | 金额\r\n合计 | 342.53\n类 | 12.00';
  const edit = (line: number, start: number, end: number, newText: string) => ({
    range: rangeOf(line, start, end),
    newText,
  });

  test('each in its place, whatever their order; line ends stay', () => {
    expect(applyEdits(text, [edit(2, 4, 9, '13.00'), edit(1, 5, 11, '342.35'), edit(0, 0, 2, '项目')])).toBe(
      '项目 | 金额\r\n合计 | 342.35\n类 | 13.00',
    );
    expect(applyEdits(text, [edit(1, 0, 0, 'a'), edit(1, 11, 11, 'b')])).toBe(
      '行次 | 金额\r\na合计 | 342.53b\n类 | 12.00',
    );
  });

  test('over several lines, and past the end of a line or of the text', () => {
    expect(
      applyEdits(text, [
        { range: { start: { line: 0, character: 2 }, end: { line: 2, character: 1 } }, newText: '' },
      ]),
    ).toBe('行次 | 12.00');
    expect(applyEdits(text, [edit(1, 0, 99, '')])).toBe('行次 | 金额\r\n\n类 | 12.00');
    expect(applyEdits(text, [edit(7, 0, 3, '\n完')])).toBe(`${text}\n完`);
    expect(applyEdits(text, [edit(2, 9, 50, ' 元')])).toBe(`${text} 元`);
  });
});

describe('editsBetween', () => {
  const text = fc
    .array(fc.stringMatching(/^[a-c中]{0,6}$/), { maxLength: 5 })
    .map((lines) => lines.join('\n'));

  test('makes one text of the other', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(applyEdits(a, editsBetween(a, b))).toBe(b);
      }),
    );
  });

  test('touches nothing but what differs', () => {
    expect(editsBetween('甲 1.00 元\n乙\n', '甲 1.50 元\n乙\n')).toEqual([
      { range: { start: { line: 0, character: 4 }, end: { line: 0, character: 5 } }, newText: '5' },
    ]);
    expect(editsBetween('甲\n', '甲\n')).toEqual([]);
  });
});
