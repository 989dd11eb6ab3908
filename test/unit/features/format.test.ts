import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitLines } from '../../../server/src/base/lines.ts';
import { displayWidth } from '../../../server/src/features/width.ts';
import {
  type FormatOptions,
  formatDocument,
  formatOnType,
  formatRange,
  open,
} from '../../../server/src/service.ts';
import { cellsOf, readLine } from '../../../server/src/syntax/line.ts';
import { cases } from '../../support/everything.ts';
import { EXAMPLE, edited, fixture } from '../../support/fixture.ts';
import { damagedReports, faultOf, formatted, randomTables, tokensOfText } from '../../support/formatting.ts';

const format = (text: string) => formatted(text);

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

  describe('a line end', () => {
    const next = (text: string) => {
      const at = fixture(text);
      return edited(at.text, formatOnType(at.analysis, at.position, '\n'));
    };
    const head = '| 项目 | 金额 |\n| ---- | ---: |\n';

    it('behind a row begins the next one', () => {
      expect(next(`${head}| 合计 |    1 |\n$0`)).toBe(`${head}| 合计 |    1 |\n|  |  |`);
      expect(next(`  ${head.replace('\n|', '\n  |')}  | 合计 |    1 |\n$0\n\n正文。\n`)).toContain(
        '\n  |  |  |\n\n正文',
      );
    });

    it('leaves what an editor has put before the caret', () => {
      const at = fixture(`${head}| 合计 |    1 |\n| $0\n`);
      const edits = formatOnType(at.analysis, at.position, '\n');
      expect(edits).toEqual([{ range: { start: at.position, end: at.position }, newText: ' |  |' }]);
    });

    it('between two rows makes one between them', () => {
      expect(next(`${head}| 甲   |    1 |\n$0\n| 乙   |    1 |\n`)).toBe(
        `${head}| 甲   |    1 |\n|  |  |\n| 乙   |    1 |\n`,
      );
    });

    it('adds nothing behind a blank row, inside a row, or above the delimiter row', () => {
      for (const text of [
        `${head}|  |  |\n$0`,
        `${head}| 合计 |\n$0 1 |\n`,
        '| 项目 | 金额 |\n$0',
        '正文。\n$0',
      ]) {
        const at = fixture(text);
        expect(next(text).split('\n')[at.position.line], text).toBe(at.text.split('\n')[at.position.line]);
      }
    });
  });

  describe('by setting', () => {
    const money = (cells: string) =>
      `## 支出决算表\n公开03表    金额单位：万元\n\n| 科目编码 | 科目名称 | 本年支出合计 | 完成率 |\n| --- | --- | ---: | ---: |\n${cells}\n`;
    const cellsAfter = (text: string, options: FormatOptions) => {
      const out = edited(text, formatDocument(open(text), options));
      expect(edited(out, formatDocument(open(out), options)), 'a second run').toBe(out);
      return splitLines(out)
        .filter((l) => l.text.startsWith('|'))
        .slice(2)
        .map((l) => cellsOf(readLine(l)).map((c) => c.text));
    };

    it('adds and removes the separators of amounts, and of nothing else', () => {
      const text = money(
        '| 2080505 | 甲 | 1234567.80 | 12345% |\n| 合计 |  | -12,345.00 |  |\n| 205 | 1234 | 0.1234 | 1 |',
      );
      expect(cellsAfter(text, { thousands: 'add' })).toEqual([
        ['2080505', '甲', '1,234,567.80', '12345%'],
        ['合计', '', '-12,345.00', ''],
        ['205', '1234', '0.1234', '1'],
      ]);
      expect(cellsAfter(text, { thousands: 'remove' })[1]).toEqual(['合计', '', '-12345.00', '']);
    });

    it('turns full-width digits into ordinary ones, in figures and codes', () => {
      const text = money('| ２０５ | 第２项 | １，２ | １２．５％ |\n| 206 | 甲 | １２３４．５０ |  |');
      expect(cellsAfter(text, { halfWidth: true })).toEqual([
        ['205', '第２项', '１，２', '12.5%'],
        ['206', '甲', '1234.50', ''],
      ]);
    });

    it('turns pasted rows into bar rows, laid out at once', () => {
      const text =
        '## 表\n\n项目\t决算数\t决算数\n项目\t小计\t其中\n合计\t1,000.00\t2\n其他\t2\t\n\n正文。\n';
      const out = edited(text, formatDocument(open(text), { tabRows: true }));
      expect(out).toBe(
        '## 表\n\n| 项目 | 决算数/小计 | 决算数/其中 |\n| ---- | ----------: | ----------: |\n| 合计 |    1,000.00 |           2 |\n| 其他 |           2 |             |\n\n正文。\n',
      );
      expect(format(text)).toBe(text);
    });
  });

  it('touches no token of the example, and is done after one run', () => {
    const once = format(EXAMPLE);
    expect(tokensOfText(once)).toEqual(tokensOfText(EXAMPLE));
    expect(format(once)).toBe(once);
    expect(open(once).findings.map((f) => f.message)).toEqual(open(EXAMPLE).findings.map((f) => f.message));
  });

  it('counts wide, narrow, joining and astral characters', () => {
    expect(['a', '汉', '𠮷', 'é', 'é', '１', '—', '👨‍👩‍👧'].map(displayWidth)).toEqual([
      1, 2, 2, 1, 1, 2, 1, 6,
    ]);
  });
});

describe('formatting anything', () => {
  // 10,000 of them are tried by scripts/format-measure.ts (docs/editor.md).
  it('keeps every token and value, and needs no second run', () => {
    fc.assert(
      fc.property(fc.oneof(randomTables, damagedReports), (text) => {
        expect(faultOf(text)).toBe('');
      }),
      { numRuns: cases(200, 50) },
    );
  }, 120_000);

  it('reads the same cells afterwards', () => {
    fc.assert(
      fc.property(randomTables, (text) => {
        const cells = (t: string) =>
          open(t).tree.lines.map((l) => cellsOf(l).map((c) => c.text.replace(/^(:?)-+(:?)$/, '$1-$2')));
        expect(cells(formatted(text))).toEqual(cells(text));
      }),
      { numRuns: cases(300, 75) },
    );
  });
});
