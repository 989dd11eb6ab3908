import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { definition, highlights, hover, references } from '../../../server/src/service.ts';
import { caret, EXAMPLE, fixture, hoverTarget, hoverText, textOf } from '../../support/fixture.ts';

const on = (line: string, mark: string, inside = 1) => caret(EXAMPLE, line, mark, inside);

describe('hover on a figure of a sentence', () => {
  it('names its cell, and whether they agree', () => {
    const right = hoverText(on('684.65 万元，', '684.65'));
    expect(right).toMatch(/✓ 《公开03 支出决算表》合计·基本支出 684\.65 万元 – \*相符\*/);
    const wrong = hoverText(on('公务接待费 0.23', '0.23'));
    expect(wrong).toMatch(/✗ 《公开09 .*》公务接待费·.* 0\.22 万元 – \*\*不符，差 0\.01\*\*/);
  });

  it('shows the arithmetic of a percentage, what it may be, and what it is', () => {
    const at = on('占 33.43%', '33.43%');
    expect(hoverTarget(at)).toBe('33.43%');
    const text = hoverText(at);
    expect(text).toContain('342.35 ÷ 支出合计 1,027.00 = 33.33496%');
    expect(text).toContain('33.33%～33.34%');
    expect(text).toContain('**印作 33.43%，应为 33.33%**');
    expect(hoverText(on('增长 2.7%', '2.7%'))).toMatch(/27\.00 ÷ （.*1,027\.00 − .*27\.00） = 2\.7000%/);
  });

  it('tells of a base of zero', () => {
    const table =
      '类型：决算\n年度：2022\n金额单位：万元\n\n## 三公经费支出决算表\n\n| 项目 | 预算数 | 决算数 |\n| --- | ---: | ---: |\n| 合计 | 0.00 | 2.00 |\n| 公务接待费 | 0.00 | 2.00 |\n\n# 情况说明\n\n## 三公经费说明\n\n';
    const at = fixture(`${table}公务接待费预算为 0 万元，支出决算为 2.00 万元，完成预算的 1$000%。\n`);
    expect(hoverText({ ...at })).toContain('基数是 0');
  });

  it('says of what is bound to nothing why', () => {
    expect(hoverText(on('共接待 3 批次', '3 批'))).toContain('只在正文里写到');
    const text = EXAMPLE.replace('增长 2.7%。', '增长 2.7%。食堂改造支出 12.50 万元。');
    expect(hoverText(caret(text, '食堂改造', '12.50'))).toContain('没有对上表里的数字：');
    const rate = EXAMPLE.replace('增长 2.7%。', '增长 2.7%。满意率占 95.5%。');
    expect(hoverText(caret(rate, '满意率', '95.5%'))).toContain('没有重新计算：');
  });

  it('works from both parts of a figure that a line end cuts', () => {
    const text = EXAMPLE.replace('684.65 万元，占', '684.\n65 万元，占');
    const first = caret(text, '其中：基本支出 684.', '684.');
    const second = caret(text, '65 万元，占', '65');
    expect(hoverText(first)).toContain('684.65 万元 – *相符*');
    expect(hoverText(second)).toBe(hoverText(first));
    expect(hoverTarget(second)).toBe('684.\n65');
    expect(definition(second.analysis, second.position)).toEqual(definition(first.analysis, first.position));
    const marked = highlights(second.analysis, second.position).map((h) => textOf(text, h.range));
    expect(marked).toEqual(expect.arrayContaining(['684.', '65']));
  });

  it('answers at every figure of the samples', () => {
    for (const name of ['聊城2022决算', '海港区2024预算']) {
      const { analysis } = fixture(`${readFileSync(`samples/${name}.disclosure`, 'utf8')}$0`);
      for (const figure of analysis.prose.figures) {
        const last = figure.spans.at(-1)!;
        const line = analysis.report.lineOf(figure.owner.block) + last.line;
        expect(hover(analysis, { line, character: last.end })?.markdown).toMatch(/.{4}/);
      }
    }
  });
});

describe('navigation of figures of sentences', () => {
  const targets = (at: ReturnType<typeof on>) =>
    definition(at.analysis, at.position)?.targets.map((t) => textOf(EXAMPLE, t.selection)) ?? [];

  it('goes from a figure to its cell, and to that alone', () => {
    const at = on('支出合计 1,027.00 万元', '1,027.00');
    const found = definition(at.analysis, at.position);
    expect(found?.targets).toHaveLength(1);
    expect(textOf(EXAMPLE, found!.targets[0]!.range)).toContain('合计 | 1,027.00 | 684.65 | 342.35');
    expect(targets(on('公务接待费 0.23', '0.23'))).toEqual(['0.22']);
  });

  it('goes from a percentage to what it is computed from', () => {
    expect(targets(on('占 33.43%', '33.43%'))).toEqual(['342.35', '1,027.00']);
  });

  it('finds the sentences that state a cell', () => {
    const at = on('合计 | 1,027.00 | 684.65', '684.65');
    const found = references(at.analysis, at.position, false).map((r) => r.range.start.line);
    const lines = EXAMPLE.split('\n');
    expect(found.map((l) => lines[l])).toEqual([expect.stringContaining('其中：基本支出 684.65 万元')]);
  });

  it('goes from a cell to cells, not to sentences, where there are any', () => {
    const at = on('合计 | 1,027.00 | 684.65', '1,027.00');
    const found = definition(at.analysis, at.position)?.targets ?? [];
    expect(found.length).toBeGreaterThan(0);
    for (const t of found) expect(textOf(EXAMPLE, t.range)).toMatch(/^\|/);
  });

  it('marks what a percentage is computed from', () => {
    const at = on('占 33.43%', '33.43%');
    const marked = highlights(at.analysis, at.position);
    expect(marked.filter((h) => h.kind === 'write').map((h) => textOf(EXAMPLE, h.range))).toEqual(['33.43%']);
    expect(marked.filter((h) => h.kind === 'read').map((h) => textOf(EXAMPLE, h.range))).toEqual([
      '342.35',
      '1,027.00',
    ]);
  });
});
