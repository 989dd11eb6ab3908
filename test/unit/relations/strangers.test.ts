/** Layouts and sentences of places that no sample is from: right figures are silent, a slip is told where it stands. */
import { describe, expect, test } from 'vitest';
import { analyse, report } from '../../support/read.ts';

const ASIDE = new Set(['tab-row', 'missing-table', 'missing-section', 'missing-unit', 'empty-table-note']);

/** The rules that tell something, but of what a fragment of a report lacks. */
const told = (text: string): string[] =>
  analyse(text)
    .findings.map((f) => f.rule)
    .filter((rule) => !ASIDE.has(rule));

const budget = (...body: string[]) => report('预算', ...body);
const final = (...body: string[]) => report('决算', ...body);

/** A text is silent; with each replacement made, it tells of the rule. */
function holds(text: string, slips: readonly (readonly [from: string, to: string, rule: string])[] = []) {
  expect(told(text)).toEqual([]);
  for (const [from, to, rule] of slips) {
    expect(text, from).toContain(from);
    expect(told(text.replace(from, to)), `${from} → ${to}`).toContain(rule);
  }
}

describe('parts of a column that the table does not print', () => {
  const table = (a: string, b: string) =>
    budget(
      '## 部门支出总表',
      '',
      `| 科目编码 | 科目名称 | 合计 | 基本支出/${a} | 基本支出/${b} | 项目支出 | 事业单位经营支出 |`,
      '| --- | --- | ---: | ---: | ---: | ---: | ---: |',
      '| 合计 |  | 90.00 | 50.00 | 10.00 | 30.00 |  |',
      '| 213 | 农林水支出 | 90.00 | 50.00 | 10.00 | 30.00 |  |',
      '| 21303 | 水利 | 90.00 | 50.00 | 10.00 | 30.00 |  |',
      '| 2130301 | 行政运行 | 60.00 | 50.00 | 10.00 |  |  |',
      '| 2130306 | 水利工程运行与维护 | 30.00 |  |  | 30.00 |  |',
    );
  test.each([
    ['人员经费', '公用经费'],
    ['人员支出', '日常公用支出'],
    ['人员经费', '运转性支出'],
  ])('基本支出 is %s and %s', (a, b) => {
    holds(table(a, b), [['| 行政运行 | 60.00 | 50.00 |', '| 行政运行 | 60.00 | 55.00 |', 'row-sum']]);
  });
});

describe('what was carried over from last year', () => {
  const text = (spent: string) =>
    budget(
      '## 财政拨款收支总表',
      '',
      '| 收入/项目 | 收入/预算数 | 支出/项目 | 支出/合计 | 支出/一般公共预算 | 支出/政府性基金预算 |',
      '| --- | ---: | --- | ---: | ---: | ---: |',
      '| 一、本年收入 | 100.00 | 一、本年支出 | 107.00 | 107.00 |  |',
      '| （一）一般公共预算拨款 | 100.00 | （一）教育支出 | 87.00 | 87.00 |  |',
      '| （二）政府性基金预算拨款 |  | （二）住房保障支出 | 20.00 | 20.00 |  |',
      '| 二、上年结转 | 7.00 | 二、结转下年 |  |  |  |',
      '| 收入总计 | 107.00 | 支出总计 | 107.00 | 107.00 |  |',
      '',
      '## 一般公共预算支出表',
      '',
      '| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |',
      '| --- | --- | ---: | ---: | ---: |',
      `| 合计 |  | ${Number(spent) + 20}.00 | ${Number(spent) + 20}.00 |  |`,
      `| 205 | 教育支出 | ${spent}.00 | ${spent}.00 |  |`,
      '| 221 | 住房保障支出 | 20.00 | 20.00 |  |',
    );
  test('the table of the general budget may hold it or not', () => {
    holds(text('80'));
    holds(text('87'));
    // More than the appropriation, or less than it by more than was carried over.
    expect(told(text('95')).some((f) => f.startsWith('cross-table'))).toBe(true);
    expect(told(text('70')).some((f) => f.startsWith('cross-table'))).toBe(true);
  });

  test('sentences on the year’s own appropriation leave it out', () => {
    const said = (amount: string) =>
      `${text('87')}\n\n# 情况说明\n\n## 一般公共预算当年拨款情况说明\n\n一般公共预算当年拨款100.00万元，其中：教育支出（类）${amount}万元，占80.00%；住房保障支出（类）20.00万元，占20.00%。\n`;
    expect(told(said('80.00')).filter((f) => f.startsWith('prose-figure'))).toEqual([]);
    expect(told(said('60.00')).some((f) => /^(?:prose-figure|list-sum|share)/.test(f))).toBe(true);
  });
});

test('panels by economic class are no panels of 类, although some names are those of 类', () => {
  holds(
    budget(
      '## 收支总表',
      '',
      '| 收入/项目 | 收入/本年预算 | 支出/项目（按功能分类） | 支出/本年预算 | 支出/项目（按政府预算经济分类） | 支出/本年预算 |',
      '| --- | ---: | --- | ---: | --- | ---: |',
      '| 一、一般公共预算拨款收入 | 60.00 | 一、教育支出 | 45.00 | 一、机关工资福利支出 | 40.00 |',
      '| 二、政府性基金预算拨款收入 |  | 二、住房保障支出 | 15.00 | 二、债务还本支出 |  |',
      '|  |  |  |  | 三、其他支出 | 20.00 |',
      '| 本年收入合计 | 60.00 | 本年支出合计 | 60.00 | 本年支出合计 | 60.00 |',
      '| 收入总计 | 60.00 | 支出总计 | 60.00 | 支出总计 | 60.00 |',
    ),
    [['| 一、教育支出 | 45.00 |', '| 一、教育支出 | 46.00 |', 'total']],
  );
});

test('a title may name the catalogue of the columns', () => {
  holds(
    budget(
      '## 支出预算分类汇总表（按部门预算经济分类）',
      '',
      '| 科目编码 | 科目名称 | 总计 | 工资福利支出 | 商品和服务支出 |',
      '| --- | --- | ---: | ---: | ---: |',
      '|  | 合计 | 30.00 | 20.00 | 10.00 |',
      '| 205 | 教育支出 | 30.00 | 20.00 | 10.00 |',
      '| 20502 | 普通教育 | 30.00 | 20.00 | 10.00 |',
    ),
    [['| 20502 | 普通教育 | 30.00 | 20.00 |', '| 20502 | 普通教育 | 30.00 | 21.00 |', 'row-sum']],
  );
});

test('funds told in brackets are those of the amount before them', () => {
  const text = final(
    '## “三公”经费支出情况说明',
    '',
    '1.因公出国（境）费支出决算6.00万元（其中：一般公共预算支出6.00万元；政府性基金预算支出0万元）。',
    '',
    '2.公务接待费支出决算2.00万元（其中：一般公共预算支出2.00万元；政府性基金预算支出0万元）。',
  );
  expect(told(text).filter((f) => f.startsWith('prose-figure'))).toEqual([]);
});

test('a whole that is divided twice, each time by other words', () => {
  const text = (staff: string) =>
    budget(
      '## 支出预算情况说明',
      '',
      '本年支出预算100.00万元。',
      '',
      '按支出功能分类，包括：教育支出70.00万元，住房保障支出30.00万元。',
      '',
      `按支出性质划分，包括：基本支出${staff}万元，占60.00%；项目支出40.00万元，占40.00%。`,
    );
  const wrong = /^(?:list-sum|share)/;
  expect(told(text('60.00')).filter((f) => wrong.test(f))).toEqual([]);
  expect(told(text('61.00')).some((f) => wrong.test(f))).toBe(true);
});

test('counts beside the three public expenses are a table of their own', () => {
  const text = final(
    '## 财政拨款“三公”经费、会议费和培训费支出决算表',
    '公开09表    单位：万元',
    '',
    '| 预算数/合计 | 预算数/公务用车运行维护费 | 预算数/公务接待费 | 决算数/合计 | 决算数/公务用车运行维护费 | 决算数/公务接待费 |',
    '| ---: | ---: | ---: | ---: | ---: | ---: |',
    '| 5.00 | 3.00 | 2.00 | 4.00 | 3.00 | 1.00 |',
    '',
    '相关统计数：',
    '',
    '| 项目 | 统计数 | 项目 | 统计数 |',
    '| --- | ---: | --- | ---: |',
    '| 因公出国（境）团组数（个） | 2 | 公务用车保有量（辆） | 3 |',
    '| 国内公务接待批次（个） | 36 | 国内公务接待人次（人） | 288 |',
  );
  expect(told(text).filter((f) => /^(?:duplicate-table|unknown-table)/.test(f))).toEqual([]);
});

test('项 told under a heading for each 类 are one list', () => {
  const text = (last: string) =>
    final(
      '## 一般公共预算财政拨款支出决算表',
      '单位：万元',
      '',
      '| 科目编码 | 科目名称 | 小计 | 基本支出 | 项目支出 |',
      '| --- | --- | ---: | ---: | ---: |',
      '| 合计 |  | 60.00 | 60.00 |  |',
      '| 213 | 农林水支出 | 40.00 | 40.00 |  |',
      '| 21303 | 水利 | 40.00 | 40.00 |  |',
      '| 2130301 | 行政运行 | 40.00 | 40.00 |  |',
      '| 221 | 住房保障支出 | 20.00 | 20.00 |  |',
      '| 22102 | 住房改革支出 | 20.00 | 20.00 |  |',
      '| 2210201 | 住房公积金 | 15.00 | 15.00 |  |',
      '| 2210203 | 购房补贴 | 5.00 | 5.00 |  |',
      '',
      '# 情况说明',
      '',
      '## 一般公共预算财政拨款支出决算情况说明',
      '',
      '（一）农林水支出（类）',
      '',
      '1.水利（款）行政运行（项）。年初预算40.00万元，支出决算40.00万元，完成年初预算的100%。',
      '',
      '（二）住房保障支出（类）',
      '',
      '1.住房改革支出（款）住房公积金（项）。年初预算15.00万元，支出决算15.00万元，完成年初预算的100%。',
      '',
      last,
    );
  const missing = (t: string) => told(t).filter((f) => f.startsWith('missing-detail'));
  const second =
    '2.住房改革支出（款）购房补贴（项）。年初预算5.00万元，支出决算5.00万元，完成年初预算的100%。';
  expect(missing(text(second))).toEqual([]);
  expect(missing(text(''))).toHaveLength(1);
});

test('names of the three public expenses in other words', () => {
  holds(
    budget(
      '## 一般公共预算“三公”经费、会议费、培训费支出情况表',
      '单位：万元',
      '',
      '| “三公”经费合计 | 因公出国（境）费用 | 公务接待费 | 公务用车购置和运行费/小计 | 公务用车购置和运行费/公务用车购置费 | 公务用车购置和运行费/公务用车运行费 | 培训费 |',
      '| ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
      '| 9.00 |  | 2.00 | 7.00 | 4.00 | 3.00 | 1.00 |',
    ),
    [
      ['| 9.00 |', '| 8.00 |', 'row-sum'],
      ['| 7.00 | 4.00 |', '| 7.00 | 5.00 |', 'row-sum'],
    ],
  );
});
