/** Reports of places that were looked at last: each right one is silent, and a slip is told at its figure. */
import { describe, expect, test } from 'vitest';
import { comparableTitle } from '../../../server/src/reference/forms.ts';
import { analyse, findings, report, tables } from '../../support/read.ts';

const SUMS = /^(?:total|rollup|row-sum|balance|cross-table)$/;

/** What is told of sums, as rule and place. */
function told(text: string): string[] {
  return findings(analyse(text), SUMS);
}

/** The figure with which a finding begins. */
const figures = (text: string): string[] => told(text).map((line) => /[\d,]+\.\d\d/.exec(line)?.[0] ?? line);

const bars = (...rows: string[]): string[] => rows.map((row) => `| ${row} |`);

describe('numbers of tables in words', () => {
  test.each([
    ['表二：部门收入总表', '部门收入总表'],
    ['附表十一、部门支出总表', '部门支出总表'],
    ['附件三 部门收支总表', '部门收支总表'],
    ['预算12表 部门收支总表', '部门收支总表'],
    ['部门公开表4 财政拨款收支总表', '财政拨款收支总表'],
    ['部门支出总表（表三）', '部门支出总表'],
    ['表五一般公共预算支出表', '一般公共预算支出表'],
    ['附表一般公共预算支出表', '附表一般公共预算支出表'],
  ])('%s', (title, bare) => {
    expect(comparableTitle(title)).toBe(bare);
  });
});

describe('a total before its items', () => {
  const text = (second: string) =>
    report(
      '预算',
      '## 财政拨款收支总表',
      ...bars(
        '收入 |  | 支出 | ',
        '项目 | 预算数 | 项目 | 预算数',
        '一、本年财政拨款收入 | 90.00 | 一、本年支出 | 95.00',
        `（一）一般公共预算 | 70.00 | （一）教育支出 | 75.00`,
        `（二）土地收益专项拨款 | ${second} | （二）城乡社区支出 | 20.00`,
        '二、上年结转 | 5.00 | 二、结转下年 | ',
        '（一）一般公共预算 | 5.00 |  | ',
        '收入总计 | 95.00 | 支出总计 | 95.00',
      ),
    );

  test('an item that the form does not name is one of them', () => {
    expect(told(text('20.00'))).toEqual([]);
  });

  test('and a slip in it is told', () => {
    expect(figures(text('30.00'))).toEqual(['90.00']);
  });
});

describe('a total whose word stands in a column of numbers', () => {
  const text = (total: string) =>
    report(
      '预算',
      '## 部门收入总表',
      ...['序号\t单位（部门）名称\t合计\t一般公共预算\t事业收入', '1\t某局本级\t60.00\t60.00\t'],
      ...['2\t某学校\t40.00\t30.00\t10.00', `合计\t\t${total}\t90.00\t10.00`],
    );

  test('is the total', () => {
    const [table] = tables(text('100.00'));
    expect(table?.rows.map((r) => r.role)).toEqual(['item', 'item', 'total']);
    expect(table?.rows.map((r) => r.label)).toEqual(['某局本级', '某学校', '合计']);
  });

  test('and is added up', () => {
    expect(told(text('100.00'))).toEqual([]);
    expect(figures(text('110.00'))).toEqual(['110.00']);
  });
});

describe('appropriations in one column', () => {
  const text = (basic: string) =>
    report(
      '预算',
      '## 财政拨款收支总表',
      ...bars(
        '收入 |  | 支出 | ',
        '项目 | 预算数 | 项目 | 预算数',
        '一、一般公共预算拨款 | 70.00 | 一、教育支出 | 70.00',
        '二、政府性基金预算拨款 | 20.00 | 二、城乡社区支出 | 20.00',
        '本年收入合计 | 90.00 | 本年支出合计 | 90.00',
        '收入总计 | 90.00 | 支出总计 | 90.00',
      ),
      '## 一般公共预算支出表',
      ...bars(
        '科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出',
        `205 | 教育支出 | ${basic} | ${basic} | `,
        `合计 |  | ${basic} | ${basic} | `,
      ),
      '## 政府性基金预算支出表',
      ...bars(
        '科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出',
        '212 | 城乡社区支出 | 20.00 |  | 20.00',
        '合计 |  | 20.00 |  | 20.00',
      ),
      '## 国有资本经营预算支出表',
      ...bars('科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出', '合计 |  |  |  | '),
      '注：没有国有资本经营预算安排的支出。',
    );

  test('are all three budgets together', () => {
    const analysis = analyse(text('70.00'));
    expect(findings(analysis, SUMS)).toEqual([]);
    expect(findings(analysis, /^missing-column$/)).toEqual([]);
  });

  test('and differ where a budget does', () => {
    expect(told(text('71.00'))).not.toEqual([]);
  });

  test('or in a row for each budget', () => {
    const rows = (general: string) =>
      text('70.00')
        .replace('一、教育支出 | 70.00', `一、一般公共预算 | ${general}`)
        .replace('二、城乡社区支出 | 20.00', '二、政府性基金预算 | 20.00');
    expect(told(rows('70.00'))).toEqual([]);
    expect(figures(rows('75.00'))).toEqual(['75.00']);
  });
});

describe('items of 三公 in the header', () => {
  const head = '年度 | 合计 | 因公出国（境）费 | 公务接待费 | 公务用车购置及运行维护费';
  const years = (own: string) =>
    report(
      '预算',
      '## 财政拨款“三公”经费支出表',
      ...bars(head, '2021年 | 60.00 | 10.00 | 20.00 | 30.00', `2022年 | ${own} | 5.00 | 15.00 | 30.00`),
    );
  const measures = (accounts: string) =>
    report(
      '决算',
      '## 财政拨款“三公”经费支出决算表',
      ...bars(
        head.replace('年度', '项目'),
        '年初预算数 | 60.00 | 10.00 | 20.00 | 30.00',
        `决算数 | ${accounts} | 5.00 | 15.00 | 30.00`,
      ),
      '2022年度“三公”经费财政拨款支出决算50.00万元，其中：公务接待费支出15.00万元。',
    );

  test('years in rows: each is added up', () => {
    expect(told(years('50.00'))).toEqual([]);
    expect(figures(years('51.00'))).toEqual(['51.00']);
  });

  test('measures in rows: sentences speak of their own', () => {
    const all = /^(?:total|row-sum|cross-table|prose-figure)$/;
    expect(findings(analyse(measures('50.00')), all)).toEqual([]);
    expect(findings(analyse(measures('52.00')), all)).not.toEqual([]);
  });
});

describe('what stands behind the total of the year', () => {
  const text = (superior: string, total: string) =>
    report(
      '预算',
      '## 收支总体情况表',
      ...bars(
        '收入 |  | 支出 | ',
        '项目 | 2022年预算 | 项目 | 2022年预算',
        '一、一般公共预算拨款 | 70.00 | 一、基本支出 | 60.00',
        '二、其他资金 | 20.00 | 工资福利支出 | 45.00',
        ' |  | 商品和服务支出 | 15.00',
        ' |  | 二、项目支出 | 30.00',
        '本年收入合计 | 90.00 | 本年支出合计 | 90.00',
        `三、上级补助收入 | ${superior} | 三、上缴上级支出 | 6.00`,
        `收入总计 | ${total} | 支出总计 | 96.00`,
      ),
    );

  test('is none of its parts, but of the grand total', () => {
    expect(told(text('6.00', '96.00'))).toEqual([]);
    expect(figures(text('7.00', '96.00'))).toEqual(['7.00']);
  });
});

describe('income and expenditure by item in one column', () => {
  const text = (fund: string) =>
    report(
      '预算',
      '## 收入总表',
      ...['项目\t预算金额', '一、财政拨款\t50.00', '一般公共预算\t40.00', `政府性基金\t${fund}`],
      ...['二、事业收入\t8.00', '本年收入合计\t58.00', '三、上年结转\t2.00', '收入总计\t60.00'],
      '',
      '## 支出总表',
      ...['项目\t预算金额', '一、基本支出\t35.00', '工资福利支出\t30.00', '商品和服务支出\t5.00'],
      ...['二、项目支出\t25.00', '专项甲\t25.00', '本年支出合计\t60.00', '支出总计\t60.00'],
    );

  test('are known, and owe no tables of codes', () => {
    const analysis = analyse(text('10.00'));
    expect(analysis.report.tables.map((t) => t.table.form?.id)).toEqual(['收入项目预算', '支出项目预算']);
    expect(findings(analysis, SUMS)).toEqual([]);
    const owed = findings(analysis, /^missing-table$/).join();
    expect(owed).not.toMatch(/收入预算总表|支出预算总表/);
  });

  test('and are added up', () => {
    expect(figures(text('11.00'))).toEqual(['50.00']);
  });
});

describe('appropriations of all budgets by function', () => {
  const table = (title: string, total: string) => [
    `## ${title}`,
    ...[
      '科目代码\t科目名称\t合计\t基本支出\t项目支出',
      `合计\t\t${total}\t20.00\t${total === '50.00' ? '30.00' : ''}`,
    ],
    ...[`207\t文化旅游体育与传媒支出\t${total}\t20.00\t${total === '50.00' ? '30.00' : ''}`, ''],
  ];
  const text = (general: string) =>
    report(
      '预算',
      ...table('财政拨款支出预算表', '50.00'),
      ...table('一般公共预算支出表', general),
      ...[
        '## 政府性基金预算支出表',
        '科目代码\t科目名称\t合计\t基本支出\t项目支出',
        '合计\t\t\t\t',
        '注：无。',
      ],
      ...[
        '',
        '## 国有资本经营预算支出表',
        '科目代码\t科目名称\t合计\t基本支出\t项目支出',
        '合计\t\t\t\t',
        '注：无。',
      ],
    ).replaceAll('注：无。', '注：没有此项预算安排的支出，本表无数据。');

  test('are the budgets together', () => {
    const analysis = analyse(text('50.00'));
    expect(analysis.report.tables[0]?.table.form?.id).toBe('财政拨款支出预算');
    expect(findings(analysis, SUMS)).toEqual([]);
    expect(told(text('20.00'))).not.toEqual([]);
  });
});

describe('parts that 其中 begins', () => {
  const text = (...rows: string[]) =>
    report(
      '预算',
      '## 收入总体情况表',
      '',
      '项目\t本年预算',
      ...rows,
      '本年收入合计\t30.00',
      '收入总计\t30.00',
    );

  test.each([
    [
      [
        '一、财政拨款\t25.00',
        '其中：一般公共预算拨款\t20.00',
        '政府性基金预算拨款\t5.00',
        '二、其他收入\t5.00',
      ],
    ],
    [['一、财政拨款\t25.00', '其中：一般公共预算拨款\t20.00', '二、其他收入\t5.00']],
    [['一、财政拨款\t20.00', '二、单位资金\t10.00', '其中：事业收入\t4.00', '其他收入\t6.00']],
  ])('may be all of the list or not: %j', (rows) => {
    expect(findings(analyse(text(...rows)), /^(?:total|row-sum|balance|rollup)$/)).toEqual([]);
  });
});
