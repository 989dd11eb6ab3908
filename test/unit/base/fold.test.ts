import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  foldChar,
  foldName,
  foldWidth,
  hanNumber,
  leadingNumber,
  stripNumber,
  writeHanNumber,
} from '../../../server/src/base/fold.ts';

describe('foldName: names that are one', () => {
  test.each([
    ['因公出国 (境)费', '因公出国（境）费'],
    ['**因公出国（境）费**', '因公出国（境）费'],
    ['<b>合计</b>', '合计'],
    ['合　计', '合计'],
    ['合\n计', '合计'],
    ['合\u00a0\u200b计', '合计'],
    ['“三公”经费', '三公经费'],
    ['"三公"经费', '‘三公’经费'],
    ['２０５', '205'],
    ['占比（％）', '占比(%)'],
    ['其中：基本支出', '其中:基本支出'],
    ['甲；乙', '甲;乙'],
    ['Ａ＝Ｂ', 'A=B'],
    ['〔2022〕', '(2022)'],
    ['部⻔', '部门'],
    ['公务用⻋', '公务用车'],
    ['⼀般公共预算', '一般公共预算'],
  ])('%j = %j', (a, b) => {
    expect(foldName(a)).toBe(foldName(b));
  });

  test.each([
    ['基本支出', '项目支出'],
    ['其它', '其他'],
    ['10.5', '105'],
  ])('%j ≠ %j', (a, b) => {
    expect(foldName(a)).not.toBe(foldName(b));
  });

  test('folding twice changes nothing more', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => foldName(foldName(text)) === foldName(text)),
    );
  });
});

describe('foldWidth', () => {
  test('folds full-width forms and nothing else', () => {
    expect(foldWidth('１－２＝（－１）；Ａ％，。、：')).toBe('1-2=(-1);A%,。、:');
  });

  test('positions stay valid', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => foldWidth(text).length === text.length));
  });
});

describe('numbering', () => {
  test.each([
    ['一、一般公共服务支出', '一、', '一般公共服务支出'],
    ['二十三、其他支出', '二十三、', '其他支出'],
    ['(一)基本支出', '(一)', '基本支出'],
    ['(12)其他', '(12)', '其他'],
    ['1.收入', '1.', '收入'],
    ['1、收入', '1、', '收入'],
    ['第二部分 决算表', '第二部分', ' 决算表'],
    ['①收入', '①', '收入'],
    ['1.5倍', '', '1.5倍'],
    ['一般公共服务支出', '', '一般公共服务支出'],
    ['2022年度', '', '2022年度'],
    ['十月革命', '', '十月革命'],
  ])('%s', (text, number, rest) => {
    expect(leadingNumber(text)).toBe(number);
    expect(stripNumber(text)).toBe(rest);
  });

  test.each([
    ['一', 1],
    ['十', 10],
    ['十二', 12],
    ['二十', 20],
    ['九十九', 99],
    ['一二', undefined],
    ['', undefined],
    ['百', undefined],
  ])('hanNumber(%s)', (text, value) => {
    expect(hanNumber(text)).toBe(value);
  });

  test('numbers up to 99 are written as they are read, others in digits', () => {
    for (let n = 1; n <= 99; n++) expect(hanNumber(writeHanNumber(n))).toBe(n);
    expect([1, 10, 11, 20, 21, 99].map(writeHanNumber)).toEqual([
      '一',
      '十',
      '十一',
      '二十',
      '二十一',
      '九十九',
    ]);
    expect([0, 100, -1].map(writeHanNumber)).toEqual(['0', '100', '-1']);
  });
});

test('the first and the last full-width sign are folded, their neighbours are not', () => {
  expect(foldWidth('！～')).toBe('!~');
  expect([...'！～\uff00\uff5f'].map(foldChar)).toEqual(['!', '~', '\uff00', '\uff5f']);
  expect(foldWidth('\uff00\uff5f')).toBe('\uff00\uff5f');
  expect(foldWidth('\u3000、\u3001')).toBe(' 、、');
  // The first and the last radical of a font that a PDF was made with.
  expect(foldWidth('⼀⿕')).toBe('一龠');
});
