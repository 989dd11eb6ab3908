import { describe, expect, test } from 'vitest';
import { mentionsIn } from '../../../server/src/prose/table-mentions.ts';
import { builtInReference } from '../../../server/src/reference/index.ts';
import { definition, hover, open } from '../../../server/src/service.ts';

const words = builtInReference().vocabulary.mention;
const named = (line: string) => mentionsIn(line, words).map((m) => `${m.text}=${m.number?.value ?? ''}`);

describe('tables that a line names', () => {
  test.each([
    ['具体情况详见《公开03表》。', ['公开03表=3']],
    ['收支总体情况见附件表2，不再重复。', ['附件表2=2']],
    ['支出构成（附表十二）按类列示。', ['附表十二=12']],
    ['参见公开 1-1 表', ['公开 1-1 表=1-1']],
    ['见表2-1。', ['表2-1=2-1']],
    ['见《部门收支总体情况表》和《表4》。', ['部门收支总体情况表=', '表4=4']],
    ['见表2023年数。', []],
    ['本报表3项指标完成。', []],
    ['根据《预算法》和《部门决算管理办法》编制。', ['预算法=', '部门决算管理办法=']],
  ])('%s', (line, wanted) => expect(named(line)).toEqual(wanted));
});

const table = (title: string, number: string, header: string) =>
  `## ${title}\n公开${number}表    金额单位：万元\n\n| ${header} |\n| ${header
    .split(' | ')
    .map(() => '---')
    .join(' | ')} |\n| 合计 |  | 5.00 | 5.00 |\n`;
const TEXT = [
  '标题：某局2023年度部门决算\n单位：某局\n年度：2023\n类型：决算\n金额单位：万元\n',
  table('部门收入决算总体情况表', '02', '科目编码 | 科目名称 | 本年收入合计 | 财政拨款收入'),
  table('部门支出决算总体情况表', '03', '科目编码 | 科目名称 | 本年支出合计 | 基本支出'),
  table('一般公共预算财政拨款支出决算表', '05', '科目编码 | 科目名称 | 小计 | 基本支出'),
  '# 情况说明\n',
  '## 一、《收入决算表》的说明\n',
  '支出的构成详见《公开03表》，收入见部门收入总表，其余详见公开08表。\n',
].join('\n');

describe('a table that a sentence or a heading names', () => {
  const analysis = open(TEXT);
  const lines = TEXT.split('\n');
  const at = (needle: string) => {
    const line = lines.findIndex((l) => l.includes(needle) && !l.startsWith('## 部门'));
    return { line, character: (lines[line] ?? '').indexOf(needle) + 2 };
  };
  const heading = (title: string) => lines.indexOf(`## ${title}`);

  test.each([
    ['收入决算表》的', '部门收入决算总体情况表'],
    ['公开03表》', '部门支出决算总体情况表'],
    ['部门收入总表', '部门收入决算总体情况表'],
  ])('%s: definition and hover', (needle, title) => {
    expect(definition(analysis, at(needle))?.targets[0]?.range.start.line).toBe(heading(title));
    expect(hover(analysis, at(needle))?.markdown).toContain(title);
  });

  test('a number that no table bears is told, those that a table bears are not', () => {
    const told = analysis.findings.filter((f) => f.rule === 'table-reference');
    expect(told.map((f) => f.message)).toEqual(['这里说的“公开08表”，报告里没有编这个号的表。']);
  });
});
