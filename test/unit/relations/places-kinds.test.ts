/** Kinds that reports of new places taught: tables of projects, receptions in two parts, what a list leaves open. */
import { describe, expect, test } from 'vitest';
import { open } from '../../../server/src/service.ts';

const front = (kind: string, year = 2023, more: readonly string[] = []) =>
  [
    `标题：${year}年度甲县水利局${kind}`,
    '单位：甲县水利局',
    `年度：${year}`,
    `类型：${kind}`,
    '金额单位：万元',
    ...more,
    '',
  ].join('\n');
const table = (title: string, head: string, ...rows: string[]) => {
  const bar = (line: string) => `| ${line.split('|').join(' | ')} |`;
  return [
    '',
    `## ${title}`,
    '',
    bar(head),
    bar(
      head
        .split('|')
        .map(() => '---')
        .join('|'),
    ),
    ...rows.map(bar),
    '',
  ].join('\n');
};
const told = (text: string, rules: RegExp) =>
  [...open(text).findings]
    .filter((f) => rules.test(f.rule))
    .map((f) => `${f.severity} ${f.rule} ${f.message}`);
const formsOf = (text: string) => open(text).report.tables.map(({ table: t }) => t.form?.id);

describe('projects by source of money', () => {
  const head =
    '支出项目类别（资金使用单位）|总计|财政拨款/合计|财政拨款/一般公共预算|财政拨款/政府性基金预算|财政拨款/国有资本经营预算|其他资金';
  const rows = [
    '合计|95.00|90.00|60.00|30.00||5.00',
    '堤防维护|65.00|60.00|60.00|||5.00',
    '渠系配套|30.00|30.00||30.00||',
  ];
  const of = (...lines: string[]) => front('预算') + table('表12 部门预算项目支出预算表', head, ...lines);

  test('of one level: the total is the sum of all', () => {
    expect(told(of(...rows), /./).filter((f) => !f.includes('missing'))).toEqual([]);
    expect(
      told(of(...rows.map((r) => r.replace('渠系配套|30.00|30.00', '渠系配套|40.00|30.00'))), /^total$/),
    ).toHaveLength(1);
  });

  test('with a unit over its projects nothing is owed', () => {
    const nested = [
      '合计|95.00|90.00|60.00|30.00||5.00',
      '甲县水利局|95.00|90.00|60.00|30.00||5.00',
      ...rows.slice(1),
    ];
    expect(told(of(...nested), /^total$/)).toEqual([]);
  });

  test('the general budget is no more than all appropriations', () => {
    const more = rows.map((r) => r.replace('堤防维护|65.00|60.00|60.00', '堤防维护|65.00|50.00|60.00'));
    expect(told(of(...more), /^row-sum$/).length).toBeGreaterThan(0);
  });
});

test('projects of a 决算: what came and went of appropriations', () => {
  const head =
    '项目名称|年初结转和结余/小计|年初结转和结余/财政拨款结转和结余|本年收入/小计|本年收入/财政拨款收入|本年收入/其他收入|本年支出/小计|本年支出/财政拨款支出|本年支出/其他资金支出|年末结转和结余/小计|年末结转和结余/财政拨款结转和结余';
  const of = (item: string) =>
    front('决算') +
    table(
      '五、项目收入支出决算表',
      head,
      `合计|4.00|4.00|20.00|18.00|2.00|21.00|19.00|2.00|3.00|3.00`,
      `水库除险|4.00|4.00|8.00|8.00||9.00|9.00||3.00|${item}`,
      '河道清淤|||12.00|10.00|2.00|12.00|10.00|2.00||',
    );
  expect(formsOf(of('3.00'))).toEqual(['项目收支']);
  expect(told(of('3.00'), /^row-sum$|^total$/)).toEqual([]);
  expect(told(of('5.00'), /^row-sum$|^total$/).length).toBeGreaterThan(0);
});

test('titles with 公开表', () => {
  const text =
    front('决算') +
    table('三、支出决算公开表', '科目编码|科目名称|本年支出合计|基本支出|项目支出', '合计||8.00|8.00|');
  expect(formsOf(text)).toEqual(['决算03']);
});

describe('receptions', () => {
  const grid = table(
    '财政拨款“三公”经费支出决算表',
    '项目|预算数|决算数',
    '合计|9.00|7.50',
    '因公出国（境）费||',
    '公务用车购置及运行维护费|4.00|3.10',
    '公务用车购置费||',
    '公务用车运行维护费|4.00|3.10',
    '公务接待费|5.00|4.40',
  );
  const of = (sentence: string) =>
    `${front('决算')}${grid}\n## 财政拨款“三公”经费支出决算情况说明\n\n公务接待费支出4.40万元。其中：${sentence}\n`;
  const sums = /^prose-figure$|^list-sum$/;

  test('at home beside those of foreigners', () => {
    expect(
      told(
        of('外宾接待支出1.25万元，接待2批次、14人次；国内公务接待支出3.15万元，接待30批次、210人次。'),
        sums,
      ),
    ).toEqual([]);
    expect(
      told(
        of('外宾接待支出1.25万元，接待2批次、14人次；国内公务接待支出3.55万元，接待30批次、210人次。'),
        sums,
      ),
    ).toHaveLength(1);
  });

  test('at home alone', () => {
    expect(told(of('国内接待费4.40万元，接待30批次、210人次；国（境）外接待费0万元。'), sums)).toEqual([]);
    expect(told(of('国内接待费4.10万元，接待30批次、210人次；国（境）外接待费0万元。'), sums)).toHaveLength(
      1,
    );
  });
});

test('what a list of names leaves open', () => {
  const basic = table(
    '一般公共预算财政拨款基本支出决算表',
    '科目编码|科目名称|决算数|科目编码|科目名称|决算数',
    '301|工资福利支出|50.00|302|商品和服务支出|9.00',
    '30101|基本工资|20.00|30201|办公费|4.00',
    '30102|津贴补贴|18.00|30202|印刷费|1.00',
    '30103|奖金|7.00|30205|水费|1.00',
    '30107|绩效工资|5.00|30211|差旅费|3.00',
    '人员经费合计||50.00|公用经费合计||9.00',
  );
  const of = (rest: string) =>
    `${front('决算')}${basic}\n## 一般公共预算财政拨款基本支出决算情况说明\n\n人员经费50.00万元，主要包括基本工资、津贴补贴、奖金${rest}\n`;
  expect(told(of('等。'), /^missing-detail$/)).toEqual([]);
  expect(told(of('。'), /^missing-detail$/)).toHaveLength(1);
});

test('cars that were given away are none that are there', () => {
  const of = (cars: string) =>
    `${front('决算')}\n## 财政拨款“三公”经费支出决算情况说明\n\n公务用车运行维护费3.00万元，公务用车保有量为4辆。\n\n## 国有资产占用情况\n\n${cars}\n`;
  expect(
    told(of('截至2023年12月31日，资产总额90.00万元；处置车辆1辆，账面原值12.00万元。'), /^amount-count$/),
  ).toEqual([]);
  expect(told(of('截至2023年12月31日，共有车辆1辆。'), /^amount-count$/)).toHaveLength(1);
});

describe('what is not filled in yet', () => {
  const EDITED = ['状态：编制中'];
  const classes = [
    '一般公共服务支出',
    '外交支出',
    '国防支出',
    '公共安全支出',
    '教育支出',
    '科学技术支出',
    '文化旅游体育与传媒支出',
  ];
  const summary = (income: readonly string[], items: readonly string[]) =>
    table(
      '收入支出决算总表',
      '收入/项目|收入/决算数|支出/项目|支出/决算数',
      ...classes.map(
        (name, i) =>
          `${i === 0 ? '一、一般公共预算财政拨款收入' : ''}|${i === 0 ? income[0] : ''}|${'一二三四五六七'[i]}、${name}|${items[i] ?? ''}`,
      ),
      `本年收入合计|${income[1]}|本年支出合计|60.00`,
      `总计|${income[1]}|总计|60.00`,
    );
  const codes = table(
    '支出决算表',
    '科目编码|科目名称|本年支出合计|基本支出|项目支出',
    '合计||60.00|60.00|',
    '201|一般公共服务支出|40.00|40.00|',
    '205|教育支出|20.00|20.00|',
  );
  const full = ['40.00', '', '', '', '20.00'];
  const sums = /^cross-table$|^total$|^balance$/;

  test('one side of a summary', () => {
    expect(told(front('决算', 2023, EDITED) + summary(['60.00', '60.00'], full) + codes, sums)).toEqual([]);
    expect(told(front('决算', 2023, EDITED) + summary(['', ''], full) + codes, sums)).toEqual([]);
  });

  test('totals alone', () => {
    expect(told(front('决算', 2023, EDITED) + summary(['60.00', '60.00'], []) + codes, sums)).toEqual([]);
    expect(
      told(front('决算', 2023, ['状态：已公开']) + summary(['60.00', '60.00'], []) + codes, sums).length,
    ).toBeGreaterThan(0);
  });
});

test('assets in sentences against their table', () => {
  const assets = table(
    '国有资产使用情况表',
    '项目|资产总额|流动资产|固定资产/小计|在建工程|无形资产',
    '合计|300.00|80.00|190.00|20.00|10.00',
  );
  const of = (fixed: string) =>
    `${front('决算')}${assets}\n## 国有资产占用情况\n\n截至2023年12月31日，甲县水利局资产总额300.00万元，其中，流动资产80.00万元，固定资产${fixed}万元，在建工程20.00万元，无形资产10.00万元。\n`;
  expect(told(of('190.00'), /^prose-figure$|^list-sum$/)).toEqual([]);
  expect(told(of('170.00'), /^prose-figure$|^list-sum$/)).toHaveLength(1);
});

describe('a change against the column of last year beside', () => {
  const budget = (head = '2023年执行数') =>
    front('预算', 2024) +
    table(
      '一般公共预算支出表',
      `科目编码|科目名称|${head}|2024年预算数/小计|2024年预算数/基本支出|2024年预算数/项目支出`,
      '合计||70.00|78.50|78.50|',
      '213|农林水支出|70.00|78.50|78.50|',
      '21303|水利|70.00|78.50|78.50|',
      '2130301|行政运行|70.00|78.50|78.50|',
    ) +
    '\n## 一般公共预算当年拨款具体使用情况\n\n';
  const sentence = (rest: string) =>
    `1.农林水支出（类）水利（款）行政运行（项）2024年预算数为78.50万元，比2023年${rest}。主要原因是人员增加。\n`;
  const rules = /^change-rate$|^change-direction$/;

  test('of execution', () => {
    expect(told(budget() + sentence('执行数增加8.50万元'), rules)).toEqual([]);
    expect(told(budget() + sentence('执行数增加6.50万元'), rules)).toHaveLength(1);
    expect(told(budget() + sentence('执行数减少8.50万元'), rules)).toHaveLength(1);
  });

  test('of another amount than the column holds: nothing is known', () => {
    expect(told(budget() + sentence('预算数增加6.50万元'), rules)).toEqual([]);
    expect(told(budget('2023年预算数') + sentence('执行数增加6.50万元'), rules)).toEqual([]);
  });
});

test('what is procured, under a heading on other matters', () => {
  const of = (total: string) =>
    `${front('预算', 2024)}\n## 其他重要事项的情况说明\n\n（二）政府采购情况。2024年甲县水利局政府采购预算总额${total}万元，其中：政府采购货物预算12.00万元，政府采购工程预算30.00万元，政府采购服务预算8.00万元。\n`;
  expect(told(of('50.00'), /^list-sum$/)).toEqual([]);
  expect(told(of('58.00'), /^list-sum$/)).toHaveLength(1);
});
