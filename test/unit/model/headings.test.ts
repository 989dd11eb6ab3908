/** What heads the columns: years, names of the year's amounts, headers of several rows, codes with names in one cell. */
import { describe, expect, test } from 'vitest';
import { analyse, columns, findings, lines, report, table, tables } from '../../support/read.ts';

const WRONG =
  /^(?:total|rollup|row-sum|balance|cross-table|prose-figure|code-name|unknown-code|unknown-table)$/;
const bars = (rows: readonly (readonly string[])[]) => rows.map((r) => `| ${r.join(' | ')} |`);
const tabs = (rows: readonly (readonly string[])[]) => rows.map((r) => r.join('\t'));

describe('a header of several rows without a delimiter', () => {
  const head = [
    ['科目', '', '上年完成数', '2022年预算安排', '', ''],
    ['编码', '名称', '', '合计', '基本支出', '项目支出'],
  ];
  const body = [
    ['211', '节能环保支出', '90.00', '100.00', '60.00', '40.00'],
    ['21103', '污染防治', '90.00', '100.00', '60.00', '40.00'],
    ['合计', '', '90.00', '100.00', '60.00', '40.00'],
  ];
  test.each([bars, tabs])('is read whole', (write) => {
    const text = (rows: string[][]) =>
      report('预算', '## 一般公共预算支出表', '', ...write([...head, ...rows]));
    expect(findings(analyse(text(body)), WRONG)).toEqual([]);
    const slip = body.map((r) => r.map((c) => (c === '40.00' ? '41.00' : c)));
    expect(findings(analyse(text(slip)), WRONG)).not.toEqual([]);
  });
});

test('a header of several rows over nothing, with the blanks at the end of its first line left out, is read whole', () => {
  const text = report(
    '预算',
    '## 政府性基金预算支出表',
    '',
    ['项目', '', '', '', '本年政府性基金支出'].join('\t'),
    ['科目编码', '', '', '科目名称', '合计', '基本支出', '项目支出'].join('\t'),
    ['类', '款', '项'].join('\t'),
    '合计',
    '注：本单位没有政府性基金预算安排的支出。',
  );
  expect(findings(analyse(text), /ragged-row/)).toEqual([]);
  expect(columns(tables(text)[0] as never).length).toBe(7);
});

describe('years in headers', () => {
  const grid = (last: string, own: string) => [
    [last, '', '', own, '', ''],
    ['合计', '因公出国（境）费', '公务接待费', '合计', '因公出国（境）费', '公务接待费'],
    ['9.00', '4.00', '5.00', '7.00', '3.00', '4.00'],
  ];
  test.each([
    ['2021年预算数', '2022年预算数'],
    ['2021年度预算', '2022年度预算'],
    ['上年预算数', '本年预算数'],
  ])('%s stands beside %s', (last, own) => {
    const text = (said: string) =>
      report(
        '预算',
        '## 一般公共预算“三公”经费支出表',
        '',
        ...tabs(grid(last, own)),
        '',
        '## “三公”经费预算情况说明',
        '',
        `“三公”经费预算${said}万元，其中公务接待费4.00万元。`,
      );
    expect(findings(analyse(text('7.00')), WRONG)).toEqual([]);
    expect(findings(analyse(text('9.00')), WRONG)).toHaveLength(1);
  });
});

describe('what heads the amounts of the year', () => {
  test.each(['预算', '2022年预算', '2022年', '预算安排数', '本年数', '金额'])('%s', (head) => {
    const [own] = tables(
      report(
        '预算',
        '## 收支预算总表',
        '',
        ...tabs([
          ['收入', '', '支出', ''],
          ['项目', head, '项目', head],
          ['一、一般公共预算拨款收入', '8.00', '一、教育支出', '6.00'],
          ['二、其他收入', '1.00', '二、住房保障支出', '3.00'],
          ['收入总计', '9.00', '支出总计', '9.00'],
        ]),
      ),
    );
    expect(own?.form?.id).toBe('预算01');
    expect(own?.columns.filter((c) => c.form).length).toBe(2);
  });

  test('of another column of the same form is not taken', () => {
    const own = table(
      '类型：决算',
      '',
      '## 财政拨款“三公”经费支出决算表',
      '',
      ...tabs([
        ['项目', '预算', '决算'],
        ['合计', '9.00', '8.00'],
        ['公务接待费', '9.00', '8.00'],
      ]),
    );
    expect([...(own.grid?.get('合计')?.entries() ?? [])].map(([m, f]) => `${m} ${f.raw}`)).toEqual([
      '预算数 9.00',
      '决算数 8.00',
    ]);
  });
});

describe('codes and names in one cell', () => {
  const rows = (write: (code: string, name: string) => string, name = '退休费') => [
    ['部门预算支出经济分类科目', '本年预算数'],
    ['合计', '30.00'],
    [write('301', '工资福利支出'), '20.00'],
    [write('30101', '基本工资'), '12.00'],
    [write('30102', '津贴补贴'), '8.00'],
    [write('303', '对个人和家庭的补助'), '10.00'],
    [write('30302', name), '10.00'],
  ];
  const text = (grid: readonly (readonly string[])[]) =>
    report('预算', '## 一般公共预算基本支出表', '', ...tabs(grid));

  test.each([
    (code: string, name: string) => `[${code}]${name}`,
    (code: string, name: string) => `${code} ${name}`,
    (code: string, name: string) => `${code}-${name}`,
    (code: string, name: string) => `（${code}）${name}`,
    (code: string, name: string) => `${code}${name}`,
  ])('%s', (write) => {
    expect(findings(analyse(text(rows(write))), WRONG)).toEqual([]);
    const own = table(text(rows(write)));
    expect(own.rows.map((r) => `${r.code ?? ''} ${r.label}`)).toEqual([
      ' 合计',
      '301 工资福利支出',
      '30101 基本工资',
      '30102 津贴补贴',
      '303 对个人和家庭的补助',
      '30302 退休费',
    ]);
    const slip = rows(write).map((r) => r.map((c) => (c === '12.00' ? '21.00' : c)));
    expect(findings(analyse(text(slip)), WRONG)).not.toEqual([]);
    expect(findings(analyse(text(rows(write, '离休费'))), WRONG).join()).toContain('code-name');
  });

  test('a second such column says how the row is classed besides', () => {
    const grid = rows((code, name) => `[${code}]${name}`).map(([label, amount], i) => [
      label as string,
      i === 0 ? '政府预算支出经济分类科目' : i > 2 ? '[50101]工资奖金津补贴' : '',
      amount as string,
    ]);
    const own = table(text(grid));
    expect(columns(own).map((c) => c.split(':')[1])).toEqual(['code', 'text', 'value']);
    expect(findings(analyse(text(grid)), WRONG)).toEqual([]);
  });

  test('labels that begin with numbers are labels', () => {
    const own = table(
      ...lines(
        '## 固定资产情况表',
        '',
        '项目\t数量',
        '100万元以上设备（台）\t3',
        '500平方米以上房屋（处）\t2',
        '车辆\t1',
      ).split('\n'),
    );
    expect(own.rows.map((r) => r.code)).toEqual([undefined, undefined, undefined]);
  });
});
