/** Kinds that a second round of reports taught: comparisons in columns, wholes by their side, what a list's own clause names. */
import { describe, expect, test } from 'vitest';
import { open } from '../../../server/src/service.ts';

const front = (kind: string, unit = '乙市林业局', year = 2023) =>
  [
    `标题：${unit}${year}年度部门${kind}`,
    `单位：${unit}`,
    `年度：${year}`,
    `类型：${kind}`,
    '金额单位：万元',
    '',
  ].join('\n');
const bar = (line: string) => `| ${line.split('|').join(' | ')} |`;
const table = (title: string, head: string, ...rows: string[]) =>
  ['', `## ${title}`, '', bar(head), bar(head.replace(/[^|]+/g, '---')), ...rows.map(bar), ''].join('\n');
const prose = (heading: string, ...paragraphs: string[]) => `\n## ${heading}\n\n${paragraphs.join('\n\n')}\n`;
const told = (text: string, rules: RegExp) =>
  [...open(text).findings]
    .filter((f) => rules.test(f.rule) && f.severity !== 'hint')
    .map((f) => `${f.severity} ${f.rule} ${f.message}`);

describe('columns of last year, of the difference and of its rate', () => {
  const of = (...rows: string[]) =>
    front('预算') +
    table(
      '一般公共预算支出表',
      '科目编码|科目名称|2022年执行数|2023年预算数|比上年增减/增减额|比上年增减/增减%',
      ...rows,
    );
  const rows = [
    '合计||640.00|672.00|32.00|5.00%',
    '213|农林水支出|560.00|580.00|20.00|3.57%',
    '21302|林业和草原|560.00|580.00|20.00|3.57%',
    '2130201|行政运行|240.00|250.00|10.00|4.17%',
    '2130205|森林资源培育|320.00|330.00|10.00|3.13%',
    '221|住房保障支出|80.00|92.00|12.00|15.00%',
    '22102|住房改革支出|80.00|92.00|12.00|15.00%',
    '2210201|住房公积金|80.00|92.00|12.00|15.00%',
  ];
  const spoil = (from: string, to: string) => of(...rows.map((r) => r.replace(from, to)));

  test('right ones are left in peace', () => expect(told(of(...rows), /^(?!missing)/)).toEqual([]));
  test('a rate of one row', () =>
    expect(told(spoil('10.00|4.17%', '10.00|4.71%'), /./).join()).toContain('4.71%'));
  test('a difference of one row', () =>
    expect(told(spoil('330.00|10.00|3.13%', '330.00|11.00|3.13%'), /row-sum|rollup/).length).toBeGreaterThan(
      0,
    ));
  test('what most rows do not bear out is no claim', () => {
    const other = rows.map((r) => r.replace(/\d+\.\d\d%$/, '1.23%'));
    expect(told(of(...other), /change-rate/)).toEqual([]);
  });
});

describe('shares', () => {
  const tables = table(
    '部门收支总体情况表',
    '收入/项目|收入/预算数|支出/项目|支出/预算数',
    ...[
      '一、一般公共预算拨款收入|380.00|一、农林水支出|410.00',
      '本年收入合计|380.00|本年支出合计|410.00',
      '上年结转结余|30.00|年终结转结余|',
      '收入总计|410.00|支出总计|410.00',
    ],
  );
  const of = (last: string) =>
    front('预算') +
    tables +
    prose(
      '部门收入预算总体情况说明',
      `2023年部门收入预算410.00万元，其中：一般公共预算拨款380.00万元，占收入预算的92.68%；上年结转30.00万元，占收入预算的${last}。`,
    );
  test('收入 alone is the list’s own total', () => {
    expect(told(of('7.32%'), /^share$/)).toEqual([]);
    expect(told(of('7.23%'), /^share$/)).toHaveLength(1);
  });
});

describe('a list whose own clause names its whole', () => {
  const tables = table(
    '一般公共预算财政拨款支出决算表',
    '科目编码|科目名称|本年支出合计|基本支出|项目支出',
    '合计||96.00|60.00|36.00',
    '213|农林水支出|84.00|48.00|36.00',
    '221|住房保障支出|12.00|12.00|',
  );
  const of = (one: string) =>
    front('决算') +
    tables +
    prose(
      '一般公共预算财政拨款支出决算情况说明',
      '1.支出情况。2023年度一般公共预算财政拨款支出96.00万元。',
      '2.结转情况。年末财政拨款结转和结余5.50万元。',
      '3.使用情况。2023年度一般公共预算财政拨款支出主要用于以下几个方面：',
      `（1）农林水支出84.00万元，占${one}。`,
      '（2）住房保障支出12.00万元，占12.50%。',
    );
  test('is no list of the amount told last', () => {
    expect(told(of('87.50%'), /^list-sum$|^share$/)).toEqual([]);
    expect(told(of('85.70%'), /^share$/)).toHaveLength(1);
  });
});

describe('what brackets list together', () => {
  const tables = table(
    '支出决算表',
    '科目编码|科目名称|本年支出合计|基本支出|项目支出|上缴上级支出|经营支出|对附属单位补助支出',
    '合计||90.00|50.00|37.00|||3.00',
    '213|农林水支出|70.00|50.00|17.00|||3.00',
    '229|其他支出|20.00||20.00|||',
  );
  const of = (other: string) =>
    front('决算') +
    tables +
    prose(
      '支出决算情况说明',
      `本年支出合计90.00万元。其中：基本支出50.00万元，占55.56%；项目支出37.00万元，占41.11%；其他支出（上缴上级支出、对附属单位补助支出）${other}万元，占3.33%。`,
    );
  test('is not the class of the same name', () => {
    expect(told(of('3.00'), /^prose-figure$|^list-sum$/)).toEqual([]);
    expect(told(of('5.00'), /./).length).toBeGreaterThan(0);
  });
});

describe('all of the project expenditure', () => {
  const tables = table(
    '一般公共预算财政拨款支出决算表',
    '科目编码|科目名称|本年支出合计|基本支出|项目支出',
    '合计||512.40|200.00|312.40',
    '213|农林水支出|512.40|200.00|312.40',
  );
  const of = (amount: string) =>
    front('决算') +
    tables +
    prose(
      '预算绩效情况说明',
      `我局对2023年度项目支出全面开展绩效自评，共4个项目，涉及资金${amount}万元，占一般公共预算项目支出总额的100%。`,
    );
  test('to the digit where a slip explains it', () => {
    expect(told(of('312.40'), /^prose-figure$|^share$/)).toEqual([]);
    expect(told(of('312.90'), /^prose-figure$/)).toHaveLength(1);
  });
  test('evaluated by the budget it may be another amount', () =>
    expect(told(of('345.78'), /^prose-figure$|^share$/)).toEqual([]));
});

test('totals that writers use without what was carried over, where their parts say so', () => {
  const of = (first: string) =>
    front('决算') +
    table(
      '收入支出决算总表',
      '收入/项目|收入/决算数|支出/项目|支出/决算数',
      ...[
        '一、一般公共预算财政拨款收入|88.00|一、农林水支出|86.50',
        '本年收入合计|88.00|本年支出合计|86.50',
        '年初结转和结余|4.00|年末结转和结余|5.50',
        '总计|92.00|总计|92.00',
      ],
    ) +
    table('支出决算表', '科目编码|科目名称|本年支出合计|基本支出|项目支出', '合计||86.50|50.00|36.50') +
    prose(
      '收入支出决算总体情况说明',
      `2023年度支出总计86.50万元，包括：1.基本支出${first}万元，占支出总计的57.80%。2.项目支出36.50万元，占支出总计的42.20%。`,
    );
  expect(told(of('50.00'), /^prose-figure$|^list-sum$/)).toEqual([]);
  expect(told(of('50.30'), /^prose-figure$|^list-sum$/).length).toBeGreaterThan(0);
});

test('items under a heading on all appropriations are those of their fund’s table', () => {
  const of = (amount: string) =>
    front('决算') +
    table(
      '财政拨款收入支出决算总表',
      '收入/项目|收入/决算数|支出/项目|支出/合计',
      ...[
        '一、一般公共预算财政拨款|75.00|一、农林水支出|75.00',
        '本年收入合计|75.00|本年支出合计|75.00',
        '总计|75.00|总计|75.00',
      ],
    ) +
    table(
      '一般公共预算财政拨款支出决算表',
      '科目编码|科目名称|本年支出合计|基本支出|项目支出',
      '合计||75.00|75.00|',
      '213|农林水支出|75.00|75.00|',
      '21302|林业和草原|75.00|75.00|',
      '2130204|事业机构|75.00|75.00|',
    ) +
    prose('财政拨款收入支出决算情况说明', `1.事业机构（项）支出${amount}万元，主要用于林场运转。`);
  expect(told(of('75.00'), /^prose-figure$/)).toEqual([]);
  expect(told(of('57.00'), /^prose-figure$/)).toHaveLength(1);
});

test('universities owe no table of the three public expenses', () => {
  const missing = (unit: string) => told(front('决算', unit), /^missing-table$/).join();
  expect(missing('某某理工大学')).not.toContain('三公');
  const titles = (unit: string) =>
    [...open(front('决算', unit)).findings].flatMap((f) => f.related?.map((r) => r.message) ?? []).join();
  expect(titles('某某理工大学')).not.toContain('三公');
  expect(titles('乙市林业局')).toContain('三公');
});
