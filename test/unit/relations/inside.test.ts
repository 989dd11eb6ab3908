import { describe, expect, test } from 'vitest';
import { analyse, findings, lines, outcomes, report } from '../../support/read.ts';

const HEAD03 = [
  '## 支出决算表',
  '',
  '| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 | 上缴上级支出 |',
  '| --- | --- | ---: | ---: | ---: | ---: |',
];
const ARITHMETIC = /^(row-sum|rollup|total|balance|formula|cross-table|rounding)$/;
const found = (...text: string[]) => findings(analyse(lines(...text)), ARITHMETIC);
const final = (...body: string[]) => found(report('决算', ...body));

describe('rows', () => {
  test('合计 = Σ columns', () => {
    expect(
      final(...HEAD03, '| 合计 |  | 3.00 | 1.00 | 2.00 |  |', '| 205 | 教育支出 | 3.00 | 1.00 | 2.00 |  |'),
    ).toEqual([]);
    expect(final(...HEAD03, '| 205 | 教育支出 | 3.00 | 1.00 | 1.00 |  |')).toEqual([
      '11:3.00 row-sum error → 2.00',
    ]);
  });

  test('a total beside none of its columns is not checked', () => {
    const head = ['## 支出决算表', '', '| 科目编码 | 科目名称 | 本年支出合计 |', '| --- | --- | ---: |'];
    const text = lines(report('决算', ...head, '| 合计 |  | 2.00 |', '| 205 | 教育支出 | 2.00 |'));
    expect(findings(analyse(text), ARITHMETIC)).toEqual([]);
    expect(analyse(text).coverage.notChecked.some((n) => n.check.startsWith('03.row'))).toBe(true);
  });

  test('其中 columns are no addends', () => {
    const head = [
      '## 支出决算表',
      '',
      '| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 其中：人员经费 | 其中：公用经费 | 项目支出 |',
      '| --- | --- | ---: | ---: | ---: | ---: | ---: |',
    ];
    expect(final(...head, '| 205 | 教育支出 | 3.00 | 1.00 | 0.60 | 0.40 | 2.00 |')).toEqual([]);
  });

  test('a 小计 column stands for its group', () => {
    const head = [
      '## 收入决算表',
      '',
      '| 科目编码 | 科目名称 | 本年收入合计 | 财政拨款收入 | 事业收入/小计 | 事业收入/其中：教育收费 | 其他收入/小计 | 其他收入/捐赠收入 |',
      '| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ];
    expect(final(...head, '| 205 | 教育支出 | 6.00 | 1.00 | 2.00 | 1.50 | 3.00 | 3.00 |')).toEqual([]);
  });

  test('a blank total over parts is broken where the form requires it', () => {
    expect(final(...HEAD03, '| 205 | 教育支出 |  | 1.00 | 2.00 |  |')).toEqual(['11: row-sum error → 3.00']);
    expect(final(...HEAD03, '| 205 | 教育支出 | — | 1.00 | 2.00 |  |')).toEqual([]);
  });

  test('a row whose cells cannot be placed is not checked', () => {
    const analysis = analyse(report('决算', ...HEAD03, '| 205 | 教育支出 | 9.00 | 1.00 | 2.00 |'));
    expect(findings(analysis, ARITHMETIC)).toEqual([]);
    expect(findings(analysis, /ragged/)).toEqual([
      '11: 205 | 教育支出 | 9.00 | 1.00 | 2.00  ragged-row warning',
    ]);
  });
});

describe('the tree of codes', () => {
  test('类 = Σ 款 = Σ 项; a parent without child rows is a leaf', () => {
    expect(
      final(
        ...HEAD03,
        '| 合计 |  | 8.00 | 8.00 |  |  |',
        '| 205 | 教育支出 | 3.00 | 3.00 |  |  |',
        '| 20502 | 普通教育 | 3.00 | 3.00 |  |  |',
        '| 2050201 | 学前教育 | 1.00 | 1.00 |  |  |',
        '| 2050202 | 小学教育 | 2.00 | 2.00 |  |  |',
        '| 204 | 公共安全支出 | 5.00 | 5.00 |  |  |',
      ),
    ).toEqual([]);
  });

  test('a 款 whose 项 do not add up', () => {
    expect(
      final(
        ...HEAD03,
        '| 205 | 教育支出 | 3.00 | 3.00 |  |  |',
        '| 20502 | 普通教育 | 3.00 | 3.00 |  |  |',
        '| 2050201 | 学前教育 | 1.00 | 1.00 |  |  |',
        '| 2050202 | 小学教育 | 4.00 | 4.00 |  |  |',
      ),
    ).toHaveLength(1);
  });

  test('a 项 straight under its 类, where the 款 has no row', () => {
    expect(
      final(
        ...HEAD03,
        '| 205 | 教育支出 | 3.00 | 3.00 |  |  |',
        '| 2050201 | 学前教育 | 3.00 | 3.00 |  |  |',
      ),
    ).toEqual([]);
    expect(
      final(...HEAD03, '| 205 | 教育支出 | 3.00 | 3.00 |  |  |', '| 2050201 | 学前教育 | 2.00 | 2.00 |  |  |')
        .length,
    ).toBeGreaterThan(0);
  });

  test('units: 合计 = Σ units, each unit = Σ its 类', () => {
    const body = (b: string) => [
      ...HEAD03,
      '| 合计 |  | 3.00 | 3.00 |  |  |',
      '|  | 某局机关 | 2.00 | 2.00 |  |  |',
      '| 205 | 教育支出 | 2.00 | 2.00 |  |  |',
      `|  | 某中心 | ${b} | ${b} |  |  |`,
      `| 205 | 教育支出 | 1.00 | 1.00 |  |  |`,
    ];
    expect(final(...body('1.00'))).toEqual([]);
    expect(findings(analyse(report('决算', ...body('1.00'))), /duplicate-code/)).toEqual([]);
    expect(final(...body('4.00')).length).toBeGreaterThan(0);
  });

  test('of a duplicated code no sum is made', () => {
    const analysis = analyse(
      report(
        '决算',
        ...HEAD03,
        '| 205 | 教育支出 | 9.00 | 9.00 |  |  |',
        '| 20502 | 普通教育 | 3.00 | 3.00 |  |  |',
        '| 205 | 教育支出 | 3.00 | 3.00 |  |  |',
      ),
    );
    expect(findings(analysis, /rollup/)).toEqual([]);
    expect(analysis.coverage.notChecked.some((n) => n.reason.includes('205'))).toBe(true);
  });

  test('a table of no known form still has its tree, and its total over the top level', () => {
    const body = (total: string) => [
      '## 某项支出明细表',
      '| 功能分类科目编码 | 科目名称 | 金额 |',
      '| --- | --- | ---: |',
      `| 合计 |  | ${total} |`,
      '| 205 | 教育支出 | 1.00 |',
      '| 20502 | 普通教育 | 1.00 |',
      '| 208 | 社会保障和就业支出 | 2.00 |',
    ];
    expect(final(...body('3.00'))).toEqual([]);
    expect(final(...body('9.00'))).toEqual(['10:9.00 total error → 3.00']);
    expect(final(...body(''))).toEqual([]);
  });
});

describe('formulas that notes print', () => {
  const head = [
    '## 某表',
    '| 项目 | 行次 | 预算数 | 决算数 |',
    '| --- | ---: | ---: | ---: |',
    '| 甲 | 1 | 1.00 | 2.00 |',
    '| 乙 | 2 | 1.00 | 3.00 |',
  ];

  test('over rows, in every column, by 行次', () => {
    expect(final(...head, '| 丙 | 27 | 2.00 | 5.00 |', '注：27行＝（1+2）行。')).toEqual([]);
    expect(final(...head, '| 丙 | 27 | 2.00 | 6.00 |', '注：27行＝（1+2）行。')).toEqual([
      '12:6.00 formula error → 5.00',
    ]);
    expect(final(...head, '| 丙 | 27 | 2.00 | 6.00 |', '', '27行＝（1+2）行；')).toEqual([
      '12:6.00 formula error → 5.00',
    ]);
  });

  test('— in the place of =', () => {
    expect(final(...head, '| 丙 | 27 | 2.00 | 6.00 |', '注：27行—（1+2）行。')).toEqual([
      '12:6.00 formula error → 5.00',
    ]);
  });

  test('a number that the table does not have adds as zero; … stands for those between', () => {
    expect(final(...head, '| 丙 | 58 | 2.00 | 5.00 |', '注：58行＝（1+2+…+57）行；')).toEqual([]);
  });

  test('a row that the table does not have is not checked', () => {
    const analysis = analyse(report('决算', ...head, '注：27行＝（1+2）行。'));
    expect(analysis.coverage.notChecked).toHaveLength(1);
  });

  test('without 行次 the n-th data row is meant', () => {
    expect(
      final(
        '## 某表',
        '| 项目 | 金额 |',
        '| --- | ---: |',
        '| 甲 | 1.00 |',
        '| 乙 | 2.00 |',
        '| 丙 | 4.00 |',
        '注：3行＝（1+2）行',
      ),
    ).toEqual(['12:4.00 formula error → 3.00']);
  });

  test('over columns, by 栏次, in every row', () => {
    const body = [
      '## 某表',
      '| 项目 | 甲 | 乙 | 丙 |',
      '| --- | ---: | ---: | ---: |',
      '| 栏次 | 1 | 2 | 3 |',
      '| 一 | 3.00 | 1.00 | 2.00 |',
      '| 二 | 5.00 | 1.00 | 3.00 |',
    ];
    expect(final(...body, '注：1栏各行＝（2+3）栏各行')).toEqual(['12:5.00 formula error → 4.00']);
    expect(final(...body, '注：1栏=（2+3）栏')).toEqual(['12:5.00 formula error → 4.00']);
    expect(final(...body, '注：3栏各行＝（1-2）栏各行')).toEqual(['12:3.00 formula error → 4.00']);
  });

  test('a sum that form and note both state is told once', () => {
    const body = [
      '## 收入支出决算总表',
      '',
      '| 收入/项目 | 收入/行次 | 收入/金额 | 支出/项目 | 支出/行次 | 支出/金额 |',
      '| --- | ---: | ---: | --- | ---: | ---: |',
      '| 一、一般公共预算财政拨款收入 | 1 | 2.00 | 一、一般公共服务支出 | 32 | 5.00 |',
      '| 八、其他收入 | 8 | 3.00 |  |  |  |',
      '| 本年收入合计 | 27 | 5.00 | 本年支出合计 | 58 | 5.00 |',
      '| 总计 | 31 | 5.00 | 总计 | 62 | 5.00 |',
      '注：27行＝（1+8）行；',
    ];
    const analysis = analyse(report('决算', ...body));
    expect(findings(analysis, ARITHMETIC)).toEqual([]);
    expect(outcomes(analysis, '01.in')).toEqual(['01.in exact']);
    expect(outcomes(analysis, 'note')).toEqual([]);
  });
});

describe('决算01: rows are found by name, never by number', () => {
  const table = (...more: string[]) => [
    '## 收入支出决算总表',
    '',
    '| 收入/项目 | 收入/行次 | 收入/金额 | 支出/项目 | 支出/行次 | 支出/金额 |',
    '| --- | ---: | ---: | --- | ---: | ---: |',
    ...more,
  ];

  test('其中 rows are no addends, old names of a 类 are', () => {
    expect(
      final(
        ...table(
          '| 一、财政拨款收入 | 5 | 4.00 | 一、医疗卫生与计划生育支出 | 9 | 5.00 |',
          '| 其中：政府性基金 | 6 | 3.00 | 二、文化体育与传媒支出 | 8 | 1.00 |',
          '| 二、其他收入 | 1 | 2.00 |  |  |  |',
          '| 本年收入合计 | 2 | 6.00 | 本年支出合计 | 7 | 6.00 |',
          '| 总计 | 3 | 6.00 | 总计 | 4 | 6.00 |',
        ),
      ),
    ).toEqual([]);
  });

  test('结转 and 结余分配 stand between 合计 and 总计', () => {
    expect(
      final(
        ...table(
          '| 一、一般公共预算财政拨款收入 | 1 | 4.00 | 一、一般公共服务支出 | 1 | 5.00 |',
          '| 本年收入合计 | 2 | 4.00 | 本年支出合计 | 7 | 5.00 |',
          '| 使用非财政拨款结余 | 3 | 1.00 | 结余分配 | 7 | 0.50 |',
          '| 年初结转和结余 | 3 | 3.00 | 年末结转和结余 | 7 | 2.50 |',
          '| 总计 | 3 | 8.00 | 总计 | 4 | 8.00 |',
        ),
      ),
    ).toEqual([]);
  });

  test('收 and 支 that do not balance', () => {
    expect(
      final(
        ...table(
          '| 一、一般公共预算财政拨款收入 | 1 | 4.00 | 一、一般公共服务支出 | 1 | 5.00 |',
          '| 本年收入合计 | 2 | 4.00 | 本年支出合计 | 7 | 5.00 |',
          '| 总计 | 3 | 4.00 | 总计 | 4 | 5.00 |',
        ),
      ),
    ).toEqual(['13:4.00 balance error → 5.00']);
  });

  test('an amount in a row that nobody can place leaves the sum alone', () => {
    const analysis = analyse(
      report(
        '决算',
        ...table(
          '| 一、一般公共预算财政拨款收入 | 1 | 4.00 | 一、一般公共服务支出 | 1 | 5.00 |',
          '| 本年收入合计 | 2 | 4.00 | 本年支出合计 | 7 | 5.00 |',
          '| 不知是什么 | 3 | 1.00 |  |  |  |',
          '| 总计 | 3 | 5.00 | 总计 | 4 | 5.00 |',
        ),
      ),
    );
    expect(findings(analysis, ARITHMETIC)).toEqual([]);
  });
});

test('a total over parts of which none is filled in says so, and guesses at none', () => {
  const table = [
    '## 固定资产占用情况表',
    '',
    '| 项目 | 数量 | 价值（万元） |',
    '| --- | ---: | ---: |',
    '| 合计 |  | 80.00 |',
    '| 1、房屋（平方米） | 300 |  |',
    '| 2、车辆（辆） | 2 |  |',
    '| 3、其他固定资产 | 40 |  |',
  ];
  const told = (...body: string[]) =>
    analyse(report('预算', ...body)).findings.filter((f) => f.rule === 'total');
  const [finding, ...more] = told(...table);
  expect(finding?.message).toMatch(/合计.*80\.00，下面各项都没有填。$/);
  expect(finding?.fixes.some((f) => f.preferred)).toBe(false);
  expect(more).toEqual([]);
  const some = table.map((line) => line.replace('| 300 |  |', '| 300 | 50.00 |'));
  expect(told(...some)[0]?.message).toContain('各项加起来是 50.00');
});
