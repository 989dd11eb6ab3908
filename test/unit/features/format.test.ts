import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitLines } from '../../../server/src/base/lines.ts';
import { displayWidth } from '../../../server/src/features/width.ts';
import { formatDocument, formatOnType, formatRange, open } from '../../../server/src/service.ts';
import { cellsOf, readLine, tokensOf } from '../../../server/src/syntax/line.ts';
import { EXAMPLE, edited, fixture } from '../../support/fixture.ts';

const format = (text: string) => edited(text, formatDocument(open(text)));

/** Tokens without white space, without the length of dashes, and without a closing bar. */
function tokens(text: string): string[] {
  return splitLines(text).map((raw) => {
    const line = readLine(raw);
    return tokensOf(line)
      .filter((t) => t.kind !== 'blank')
      .map((t) => `${t.kind}:${(raw.text + raw.eol).slice(t.start, t.end)}`)
      .map((t) => (t.startsWith('delimiter:') ? t.replace(/-+/, '-') : t))
      .join(' ')
      .replace(/ bar:\|(?= eol:|$)/, '');
  });
}

describe('formatting', () => {
  it('stands bars under each other by East Asian width', () => {
    const text =
      '| 科目编码 | 名称 | 金额 |\n| --- | --- | ---: |\n| 205 | 教育支出 | 1,500.00 |\n| 20502 |普通教育|2.5|\n';
    expect(format(text)).toBe(
      [
        '| 科目编码 | 名称     |     金额 |',
        '| -------- | -------- | -------: |',
        '| 205      | 教育支出 | 1,500.00 |',
        '| 20502    | 普通教育 |      2.5 |',
        '',
      ].join('\n'),
    );
  });

  it('centres where the delimiter row says so, and keeps its colons', () => {
    expect(format('| a | b |\n|:-:|:--|\n| 长长 | x |\n')).toBe(
      '|   a   | b    |\n| :---: | :--- |\n| 长长  | x    |\n',
    );
  });

  it('adds a closing bar only to a row that is whole', () => {
    expect(format('| a | b |\n| --- | --- |\n| 1 | 2\n| 3\n')).toBe(
      '| a   | b   |\n| --- | --- |\n| 1   | 2   |\n| 3\n',
    );
  });

  it('keeps escaped bars, line breaks, indents of full width and line ends', () => {
    expect(format('| a\\|b | c |\r\n| --- | --- |\r\n|　　其中：x|1<br>2|\r\n')).toBe(
      '| a\\|b      | c      |\r\n| --------- | ------ |\r\n| 　　其中：x | 1<br>2 |\r\n'
        .replace('a\\|b      ', 'a\\|b        ')
        .replace('---------', '-----------'),
    );
  });

  it('leaves rows of tabs, prose and property lines alone', () => {
    const text = '## 表\n公开01表    金额单位：万元\n\n项目\t金额\n合计\t 1\n其他\t2\n\n正文  不 动。\n';
    expect(format(text)).toBe(text);
  });

  it('does not let one long cell widen its column', () => {
    const long = '说明'.repeat(100);
    const out = format(`| a | b |\n| --- | --- |\n| ${long} | 1 |\n| 短 | 2 |\n`);
    expect(out).toContain('| 短  | 2   |');
  });

  it('changes only the tables that a range touches', () => {
    const text = '## 一\n\n|a|b|\n|-|-|\n\n## 二\n\n|a|b|\n|-|-|\n';
    const edits = formatRange(open(text), {
      start: { line: 7, character: 0 },
      end: { line: 7, character: 1 },
    });
    expect(edits.map((e) => e.range.start.line)).toEqual([7, 8]);
  });

  it('lays out the table when a row was closed, and not while it is written', () => {
    const closed = fixture('| 项目 | 金额 |\n| --- | ---: |\n| 合计 |1|$0\n');
    expect(formatOnType(closed.analysis, closed.position, '|').length).toBeGreaterThan(0);
    const open_ = fixture('| 项目 | 金额 |\n| --- | ---: |\n| 合计 |$0\n');
    expect(formatOnType(open_.analysis, open_.position, '|')).toEqual([]);
    const next = fixture('| 项目 | 金额 |\n| --- | ---: |\n| 合计 |1|\n$0\n');
    expect(formatOnType(next.analysis, next.position, '\n').length).toBeGreaterThan(0);
  });

  it('touches no token of the example, and is done after one run', () => {
    const once = format(EXAMPLE);
    expect(tokens(once)).toEqual(tokens(EXAMPLE));
    expect(format(once)).toBe(once);
    expect(open(once).findings.map((f) => f.message)).toEqual(open(EXAMPLE).findings.map((f) => f.message));
  });

  it('counts wide, narrow, joining and astral characters', () => {
    expect(['a', '汉', '𠮷', 'é', 'é', '１', '—', '👨‍👩‍👧'].map(displayWidth)).toEqual([
      1, 2, 2, 1, 1, 2, 1, 6,
    ]);
  });
});

const cell = fc.oneof(
  fc.constantFrom(
    '',
    '205',
    '合计',
    '1,234.50',
    '-',
    '---',
    ':-:',
    '—',
    '\\|',
    '\\',
    'a\\|b',
    '　',
    '　其中：甲',
    '<br>',
    '𠮷',
    '\u00a0',
    'x\u000bx',
    '公开01表',
  ),
  fc.string({ maxLength: 4 }),
);
const row = fc
  .tuple(
    fc.constantFrom('', '|', ' |', '　| ', '\ufeff|'),
    fc.array(cell, { maxLength: 5 }),
    fc.constantFrom('|', ' | ', '\t'),
    fc.constantFrom('', '|', ' |  '),
  )
  .map(([start, cells, bar, end]) => start + cells.join(bar) + end);
const line = fc.oneof(
  { weight: 6, arbitrary: row },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      '## 收入决算表',
      '| --- | --- |',
      '|-|:-:|',
      '// 注',
      '注：1栏=2栏',
      '公开02表',
    ),
  },
);
const document = fc
  .array(fc.tuple(line, fc.constantFrom('\n', '\r\n', '\r')), { maxLength: 14 })
  .map((lines) => lines.map(([l, eol]) => l + eol).join(''));

describe('formatting anything', () => {
  it('keeps every token and needs no second run', () => {
    fc.assert(
      fc.property(document, (text) => {
        const once = format(text);
        expect(tokens(once)).toEqual(tokens(text));
        expect(format(once)).toBe(once);
      }),
      { numRuns: 2000 },
    );
  });

  it('reads the same cells afterwards', () => {
    fc.assert(
      fc.property(document, (text) => {
        const cells = (t: string) =>
          open(t).tree.lines.map((l) => cellsOf(l).map((c) => c.text.replace(/^(:?)-+(:?)$/, '$1-$2')));
        expect(cells(format(text))).toEqual(cells(text));
      }),
      { numRuns: 500 },
    );
  });
});
