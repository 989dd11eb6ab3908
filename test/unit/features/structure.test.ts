import { describe, expect, it } from 'vitest';
import {
  documentLinks,
  documentSymbols,
  foldingRanges,
  matchingPlaces,
  namedPlaces,
  type OutlineSymbol,
  open,
  selectionRanges,
  semanticTokens,
} from '../../../server/src/service.ts';
import { caret, EXAMPLE, fixture, textOf } from '../../support/fixture.ts';

const outline = (symbols: readonly OutlineSymbol[], depth = 0): string[] =>
  symbols.flatMap((s) => [`${'  '.repeat(depth)}${s.kind} ${s.name}`, ...outline(s.children, depth + 1)]);

describe('outline', () => {
  it('is the tree of headings, with tables by their number and total rows', () => {
    expect(outline(documentSymbols(open(EXAMPLE))).slice(0, 9)).toEqual([
      'section 第二部分 2023 年度部门决算表',
      '  section 一、收入支出决算总表',
      '    table 公开01表',
      '      total 本年收入合计',
      '      total 总计',
      '  section 二、支出决算表',
      '    table 公开03表',
      '      total 合计',
      '  section 三、财政拨款“三公”经费支出决算表',
    ]);
  });

  it('has ranges that lie inside each other and hold their selection', () => {
    const text = '# 一\r\n\r\n## 二\r\n|a|b|\r\n|-|-|\r\n|合计|1.00|\r\n\r\n# \r\n';
    const check = (symbols: readonly OutlineSymbol[], parent?: OutlineSymbol) => {
      for (const s of symbols) {
        expect(s.name).not.toBe('');
        const inside = (
          a: { start: { line: number; character: number }; end: { line: number; character: number } },
          b: typeof a,
        ) =>
          (a.start.line > b.start.line ||
            (a.start.line === b.start.line && a.start.character >= b.start.character)) &&
          (a.end.line < b.end.line || (a.end.line === b.end.line && a.end.character <= b.end.character));
        expect(inside(s.selection, s.range)).toBe(true);
        if (parent) expect(inside(s.range, parent.range)).toBe(true);
        check(s.children, s);
      }
    };
    check(documentSymbols(open(text)));
    check(documentSymbols(open(EXAMPLE)));
  });

  it('is searched by parts of names', () => {
    const names = (query: string) => matchingPlaces(namedPlaces(open(EXAMPLE)), query).map((s) => s.name);
    expect(names('三公')).toEqual(['三、财政拨款“三公”经费支出决算表', '二、“三公”经费情况说明']);
    expect(names('公开01')).toEqual(['公开01表']);
    expect(names('无此物')).toEqual([]);
  });
});

describe('folding', () => {
  it('folds front matter, sections, tables, runs of notes and of comments', () => {
    const text =
      '标题：甲\n年度：2022\n\n# 一\n\n|a|b|\n|-|-|\n|1|2|\n注：一\n2.二\n\n// 甲\n// 乙\n\n# 二\n末\n\n\n';
    expect(foldingRanges(open(text)).map((f) => [f.start, f.end, f.kind])).toEqual([
      [0, 1, 'region'],
      [3, 12, 'region'],
      [5, 7, 'region'],
      [8, 9, 'region'],
      [11, 12, 'comment'],
      [14, 15, 'region'],
    ]);
  });
});

describe('selection', () => {
  const steps = (at: {
    text: string;
    position: { line: number; character: number };
    analysis: ReturnType<typeof open>;
  }) => selectionRanges(at.analysis, at.position).map((r) => textOf(at.text, r));

  it('grows from figure to cell, row, table, section, file', () => {
    const text = '# 甲\n\n## 表\n公开01表\n\n| 项目 | 金额 |\n| --- | --- |\n| 合计 | 1,0$000.00 |\n\n# 乙\n';
    const found = steps(fixture(text));
    expect(found.slice(0, 3)).toEqual(['1,000.00', ' 1,000.00 ', '| 合计 | 1,000.00 |']);
    expect(found[3]).toMatch(/^\| 项目[\s\S]*1,000\.00 \|$/);
    expect(found[4]).toMatch(/^公开01表/);
    expect(found[5]).toMatch(/^## 表/);
    expect(found[6]).toMatch(/^# 甲/);
    expect(found.at(-1)).toBe(text.replace('$0', ''));
  });

  it('grows from figure to clause, sentence, paragraph, also over broken lines', () => {
    const at = caret(EXAMPLE, '占 33.43%', '33.43', 2);
    const found = steps(at);
    expect(found[0]).toBe('33.43%');
    expect(found[1]).toBe('\n占 33.43%。');
    expect(found[2]).toMatch(/^2023 年度支出合计[\s\S]*33\.43%。$/);
  });

  it('gives growing ranges at every place of the example', () => {
    const analysis = open(EXAMPLE);
    EXAMPLE.split('\n').forEach((line, at) => {
      for (const character of [0, line.length >> 1, line.length]) {
        const texts = selectionRanges(analysis, { line: at, character }).map(
          (r) => textOf(EXAMPLE, r).length,
        );
        expect(texts.length).toBeGreaterThan(0);
        for (let i = 1; i < texts.length; i++) expect(texts[i]).toBeGreaterThan(texts[i - 1]!);
      }
    });
  });
});

describe('semantic tokens', () => {
  const tokens = (text: string) =>
    semanticTokens(open(text)).map((t) => [
      textOf(text, {
        start: { line: t.line, character: t.start },
        end: { line: t.line, character: t.start + t.length },
      }),
      t.type,
    ]);

  it('tells headers, codes, amounts, totals, keys and marks apart', () => {
    const text = [
      '年度：2022',
      '',
      '## 支出决算表',
      '公开03表    金额单位：万元',
      '',
      '| 科目编码 | 科目名称 | 本年支出合计 |',
      '| --- | --- | ---: |',
      '| 合计 |  | 1.00 |',
      '| 205 | 教育支出 | 1.00 |',
      '注：无',
      '',
      '勾稽：公开03.合计.1栏 = 公开03.205.1栏',
      '// 忽略 rollup：甲',
      '',
    ].join('\r\n');
    expect(tokens(text)).toEqual([
      ['年度', 'property'],
      ['2022', 'string'],
      ['支出决算表', 'namespace'],
      ['公开03表', 'string'],
      ['金额单位', 'property'],
      ['万元', 'string'],
      ['科目编码', 'type'],
      ['科目名称', 'type'],
      ['本年支出合计', 'type'],
      ['合计', 'keyword'],
      ['1.00', 'number'],
      ['205', 'enumMember'],
      ['1.00', 'number'],
      ['注：', 'keyword'],
      ['勾稽：', 'keyword'],
      ['公开03.合计.1栏', 'variable'],
      ['=', 'operator'],
      ['公开03.205.1栏', 'variable'],
      ['// ', 'comment'],
      ['忽略', 'keyword'],
      ['rollup', 'macro'],
      ['：甲', 'comment'],
    ]);
  });

  it('are in order and do not overlap', () => {
    let last = { line: -1, start: 0, length: 0 };
    for (const t of semanticTokens(open(EXAMPLE))) {
      expect(t.line > last.line || t.start >= last.start + last.length).toBe(true);
      expect(t.length).toBeGreaterThan(0);
      last = t;
    }
  });

  it('of a range are those of its lines', () => {
    const all = semanticTokens(open(EXAMPLE));
    const range = { start: { line: 20, character: 0 }, end: { line: 40, character: 0 } };
    expect(semanticTokens(open(EXAMPLE), range)).toEqual(all.filter((t) => t.line >= 20 && t.line <= 40));
  });
});

describe('links', () => {
  it('are the paths of the front matter, each by itself', () => {
    const text =
      '单位：甲\n上年：..\\2022\\决算 一.disclosure\n汇总：a.disclosure、b.disclosure, c.disclosure\n科目：codes.tsv\n';
    const links = documentLinks(open(text));
    expect(links.map((l) => l.path)).toEqual([
      '../2022/决算 一.disclosure',
      'a.disclosure',
      'b.disclosure',
      'c.disclosure',
      'codes.tsv',
    ]);
    expect(links.map((l) => textOf(text, l.range))).toEqual([
      '..\\2022\\决算 一.disclosure',
      'a.disclosure',
      'b.disclosure',
      'c.disclosure',
      'codes.tsv',
    ]);
  });
});
