import { describe, expect, it } from 'vitest';
import { escapeMarkdown } from '../../../server/src/features/markdown.ts';
import { hover, open } from '../../../server/src/service.ts';
import { caret, EXAMPLE, fixture, hoverTarget, hoverText, positionAt } from '../../support/fixture.ts';
import { HOSTILE_REPORTS } from '../../support/hostile.mjs';

const on = (line: string, mark: string, inside = 1) => caret(EXAMPLE, line, mark, inside);

describe('hover on a code', () => {
  it('names it, its path and what it means, by the catalogue', () => {
    const at = on('| 208 | 05 | 01 |', '208');
    expect(hoverTarget(at)).toBe('208');
    const text = hoverText(at);
    expect(text).toContain('2080501 行政单位离退休');
    expect(text).toContain('208 社会保障和就业支出 › 20805 行政事业单位养老支出 › 2080501');
    expect(text).toContain('参考释义');
  });

  it('prefers the report’s own entry, by name and parents', () => {
    const text = hoverText(on('| 201 | 26 | 04 |', '档案馆'));
    expect(text).toContain('档案馆保管、征集、编研等业务的支出');
    expect(text).toContain('本报告名词解释');
    // 行政运行 has no entry of its own, and the one of another code is not taken for it.
    expect(hoverText(on('| 201 | 26 | 01 |', '行政运行'))).not.toContain('本报告名词解释');
  });

  it('explains what means the same under every 款, and gives English names in English', () => {
    const text = (locale: 'zh' | 'en') =>
      hover(
        open(
          '年度：2022\n\n## 支出决算表\n\n| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |\n| --- | --- | ---: | ---: | ---: |\n| 2010401 | 行政运行 | 1.00 | 1.00 |  |\n| 2060404 | 科技成果转化与扩散 | 1.00 |  | 1.00 |',
          { locale },
        ),
        { line: locale === 'zh' ? 6 : 7, character: 4 },
      )?.markdown ?? '';
    expect(text('zh')).toMatch(/参公单位的基本支出.*参考释义/);
    expect(text('zh')).not.toMatch(/[a-z]{4}/);
    expect(text('en')).toContain('*transfer and diffusion of scientific results*');
  });

  it('says of an entry that it is not confirmed', () => {
    expect(hoverText(on('| 201 | 26 | 04 |', '档案馆'))).toMatch(/另一份完整名录/);
  });

  it('reads a 类 that a row of the summary names in words', () => {
    expect(hoverText(on('八、社会保障和就业支出', '八、社会'))).toContain('208 社会保障和就业支出');
  });

  it('says when a code is in no catalogue, and when its name was another', () => {
    const table = (row: string) =>
      `年度：2022\n\n## 支出决算表\n\n| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |\n| --- | --- | ---: | ---: | ---: |\n${row}\n`;
    expect(hoverText(fixture(table('| 29$0998 | 无此款 | 1.00 | 1.00 | |')))).toContain('没有这个编码');
    expect(hoverText(fixture(table('| 20$05 | 教育 | 1.00 | 1.00 | |')))).toContain(
      '本报告写作“教育”，目录作“教育支出”',
    );
  });
});

describe('hover on a cell', () => {
  it('gives place, value and unit, and each relation with its arithmetic and state', () => {
    const at = on('| 201 | 26 | 04 |', '342.53');
    expect(hoverTarget(at)).toBe('342.53');
    const text = hoverText(at);
    expect(text).toContain('公开03 支出决算表');
    expect(text).toContain('2012604 档案馆·本年支出合计');
    expect(text).toContain('342.53 万元');
    expect(text).toMatch(/✗ 本年支出合计 = 项目支出 342\.35 – \*\*不符，差 0\.18\*\*/);
    expect(text).toContain('合计栏不等于各栏之和');
  });

  it('gives what a total adds up from, and where else it stands', () => {
    const text = hoverText(on('|  |  |  | 合计 |', '1,027.00'));
    expect(text).toContain('✓');
    expect(text).toContain('公开01 收入支出决算总表');
  });

  it('says nothing between the bars', () => {
    const line = EXAMPLE.split('\n').findIndex((l) => l.startsWith('| 201 | 26 | 04 |'));
    expect(hover(open(EXAMPLE), { line, character: 0 })).toBeUndefined();
  });
});

describe('hover on a figure in a sentence', () => {
  it('gives the cell that it is bound to, and the arithmetic', () => {
    const amount = on('2023 年度支出合计', '684.65');
    expect(hoverTarget(amount)).toBe('684.65');
    expect(hoverText(amount)).toContain('公开03 支出决算表');
    expect(hoverText(amount)).toMatch(/✓ 66\.67% = .*684\.65 ÷ .*1,027\.00/);
    expect(hoverText(on('占 33.43%', '33.43%'))).toMatch(/✗ .*342\.35 ÷ .*1,027\.00 = 33\.33496%/);
  });
});

describe('hover on words', () => {
  it('defines a column, with its number', () => {
    expect(hoverText(on('| 类 | 款 | 项 |', '基本支出'))).toContain('为保障机构正常运转');
    expect(hoverText(on('| 收入/项目', '收入/决算数', 4))).toMatch(/第 1 栏/);
  });

  it('looks under what stands over 小计', () => {
    expect(hoverText(on('| 预算数/合计', '预算数/公务用车购置及运行维护费/小计', 8))).toContain('公务用车');
  });

  it('defines a row, a table, a term in a sentence, a key and a property', () => {
    expect(hoverText(on('八、其他收入', '八、其他收入', 3))).toContain('参考释义');
    expect(hoverText(on('## 一、收入支出决算总表', '收入支出'))).toContain(
      '按《收入支出决算总表》的表式核对',
    );
    const project = on('项目支出 342.35 万元', '项目支出', 2);
    expect(hoverTarget(project)).toBe('项目支出');
    expect(hoverText(on('类型：决算', '类型'))).toContain('决算或预算');
    expect(hoverText(on('公开03表', '公开03表'))).toContain('表号');
  });

  it('shows a rule that a waiver names', () => {
    const at = fixture('// 忽略 row-$0sum：理由\n');
    expect(hoverTarget(at)).toBe('row-sum');
    expect(hoverText(at)).toContain('合计栏');
  });

  it('prefers the report’s own definition and shows it as text, not as markup', () => {
    const at = fixture(
      '# 名词解释\n\n一、基本支出：见<script>alert(1)</script> [这里](http://x.cn) **粗** `码`\n\n正文里的基本$0支出不变。\n',
    );
    const text = hoverText(at);
    expect(text).toContain('本报告名词解释');
    expect(text).not.toMatch(/<script|\]\(http|\*\*粗\*\*|`码`/);
  });
});

describe('hover anywhere', () => {
  it('counts UTF-16 units behind astral characters, radicals and CRLF', () => {
    for (const eol of ['\n', '\r\n', '\r']) {
      const text = [
        '## 𠮷𠮷支出决算表',
        '',
        '| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |',
        '| --- | --- | --- | --- | --- |',
        '| 𠮷𠮷 | 合计 | 3.00 | 1.00 | 2.00 |',
        '',
      ].join(eol);
      const found = hover(open(text), positionAt(text, text.indexOf('3.00') + 1));
      expect(found?.range).toEqual({ start: { line: 4, character: 14 }, end: { line: 4, character: 18 } });
    }
  });

  it('answers or is silent at every place of the example, and outside it', () => {
    const analysis = open(EXAMPLE);
    EXAMPLE.split('\n').forEach((text, line) => {
      for (let character = 0; character <= text.length + 2; character++) {
        const found = hover(analysis, { line, character });
        if (!found) continue;
        expect(found.range.start.line).toBeLessThanOrEqual(line);
        expect(found.range.end.character).toBeLessThanOrEqual(text.length);
        expect(found.markdown.trim()).not.toBe('');
      }
    });
    expect(hover(analysis, { line: 1e6, character: 0 })).toBeUndefined();
    expect(hover(analysis, { line: -1, character: -1 })).toBeUndefined();
  });

  it('escapes what Markdown and HTML read as markup', () => {
    expect(escapeMarkdown('<a href="x">*b*</a> [c](d) `e` #f')).not.toMatch(/<|[^\\][*`[\]#]/);
  });

  it.each(HOSTILE_REPORTS)('shows text of a hostile report (%s) as text, at every place', (_, text) => {
    const analysis = open(text);
    const shown = new Set<string>();
    text.split('\n').forEach((line, at) => {
      for (let character = 0; character < Math.min(line.length, 400); character += 5) {
        const found = hover(analysis, { line: at, character });
        if (found) shown.add(found.markdown);
      }
    });
    expect(shown.size).toBeGreaterThan(3);
    for (const markdown of shown) {
      // No element, no image, and no link but to a page of ours or a place in a report.
      expect(markdown).not.toMatch(/(?<!\\)<[a-z!/?]/i);
      expect(markdown).not.toMatch(/(?<!\\)!\[/);
      for (const [, target] of markdown.matchAll(/(?<!\\)\]\(([^)]*)\)/g))
        expect(target, markdown).toMatch(/^(?:file|https):\/\/(?!example\.invalid)/);
      expect(markdown).not.toMatch(/(?<![\w\\])(?:https?|command|javascript):(?=\/\/example)/);
    }
  });
});

describe('a check that was not made', () => {
  it('names the tables that are missing by their titles', () => {
    const { coverage } = open(`类型：决算
年度：2022
金额单位：万元

## 支出决算表

| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |
| --- | --- | ---: | ---: | ---: |
| 合计 |  | 100.00 | 50.00 | 50.00 |
| 205 | 教育支出 | 100.00 | 50.00 | 50.00 |
`);
    const reasons = coverage.notChecked
      .map(({ reason }) => reason)
      .filter((reason) => reason.startsWith('缺'));
    expect(reasons[0]).toMatch(/^缺《一般公共预算财政拨款支出决算表》、《/);
    for (const reason of reasons) expect(reason).not.toMatch(/决算0\d/);
  });
});
