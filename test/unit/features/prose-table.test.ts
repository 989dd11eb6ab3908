import { describe, expect, it } from 'vitest';
import { type Action, open, refactorings } from '../../../server/src/service.ts';
import { edited } from '../../support/fixture.ts';

const offered = (text: string, line: number, end = line): Action[] =>
  refactorings(open(text), { start: { line, character: 0 }, end: { line: end, character: 3 } }).filter((a) =>
    a.title.includes('做成表'),
  );

const mark = (count: number) =>
  `// 待核对（缺行、缺栏）：以下 ${count} 行像是表格，原文没有表格线，分不出栏，照原样留作正文，每个数字都要与原文核对`;

describe('lines that an import left as prose', () => {
  const rows = [
    '科目编码    科目名称    本年支出合计    基本支出    项目支出',
    '合计    7,065.76 667.31 6,398.45',
    '205    教育支出    425.45 25.45 400.00',
    '20508    进修及培训    425.45 25.45 400.00',
    '2050803    培训支出    425.45    400.00',
  ];
  const text = `金额单位：万元\n\n## 支出决算表\n\n${mark(rows.length)}\n${rows.join('\n')}\n\n注：本表反映支出。\n`;

  it('become a table of the columns that their header names, wherever the cursor stands in them', () => {
    for (const line of [4, 5, 9]) expect(offered(text, line).length).toBeGreaterThan(0);
    expect(offered(text, 11)).toEqual([]);
    const [action] = offered(text, 6);
    expect(action?.title).toContain('5 栏：科目编码、科目名称、本年支出合计');
    const made = edited(text, action?.edits ?? []);
    expect(made).toContain('| 205 | 教育支出 | 425.45 | 25.45 | 400.00 |');
    expect(made).not.toContain('像是表格');
    const { tables } = open(made).report;
    expect(tables.map((t) => t.table.rows.length)).toEqual([4]);
    expect(tables[0]?.table.title).toBe('支出决算表');
  });

  it('say how many rows had fewer cells than columns, and none is lost', () => {
    const made = edited(text, offered(text, 5)[0]?.edits ?? []);
    expect(made).toContain('| 2050803 | 培训支出 | 425.45 | 400.00 |  |');
    expect(made).toContain('// 待核对（缺栏）：有 2 行');
    const bare = (t: string) => t.replace(/[\s|\-:]/g, '');
    for (const row of rows.slice(1)) expect(bare(made)).toContain(bare(row));
  });

  it('offer the columns of the form that the heading names where no header line fits', () => {
    const panels = [
      '收入    支出',
      '项目    金额',
      '一、财政拨款收入    1,000.00 一、教育支出    900.00',
      '二、事业收入    20.00 二、科学技术支出    120.00',
      '总计    1,020.00 总计    1,020.00',
    ];
    const report = `类型：预算\n\n## 收支总表\n\n${mark(panels.length)}\n${panels.join('\n')}\n`;
    const actions = offered(report, 4);
    expect(actions[0]?.title).toMatch(/4 栏：收入/);
    const made = edited(report, actions[0]?.edits ?? []);
    expect(made).toContain('| 二、事业收入 | 20.00 | 二、科学技术支出 | 120.00 |');
    expect(made).toContain('// 收入　支出');
    expect(made).toContain('// 待核对：栏是按空白分的');
  });

  it('are selected lines too; sentences are none', () => {
    const plain =
      '## 某某情况\n\n车辆    3    45.60\n设备    12    7.80\n\n2023 年支出 45.60 万元。\n比上年多。\n';
    const [action] = offered(plain, 2, 3);
    expect(edited(plain, action?.edits ?? [])).toContain('| 设备 | 12 | 7.80 |');
    expect(offered(plain, 2)).toEqual([]);
    expect(offered(plain, 5, 6)).toEqual([]);
  });

  it('keep the line ends of the file', () => {
    const made = edited(
      text.replaceAll('\n', '\r\n'),
      offered(text.replaceAll('\n', '\r\n'), 5)[0]?.edits ?? [],
    );
    expect(made.replaceAll('\r\n', '')).not.toContain('\n');
  });
});
