/** Table states, what comments say is missing, and what sentences say there is none of. */
import { describe, expect, test } from 'vitest';
import { STATUS_WORDS } from '../../../server/src/model/report.ts';
import { analyse } from '../../../server/src/rules/analyse.ts';

const FRONT = '单位：某某局\n年度：2023\n类型：决算\n金额单位：万元\n';
const HEAD =
  '| 科目编码 | 科目名称 | 本年收入合计 | 财政拨款收入 | 其他收入 |\n| --- | --- | ---: | ---: | ---: |';
const FUND =
  '| 科目编码 | 科目名称 | 年初结转和结余 | 本年收入 | 本年支出/小计 | 本年支出/基本支出 | 本年支出/项目支出 | 年末结转和结余 |\n| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |';
const FUNDS = '## 政府性基金预算财政拨款收入支出决算表\n\n';

function income(rows: string, behind = '', front = FRONT): string {
  return `${front}\n## 收入决算表\n\n${HEAD}\n${rows}\n${behind}`;
}

const WHOLE = '| 合计 |  | 9.00 | 8.00 | 1.00 |\n| 201 | 一般公共服务支出 | 9.00 | 8.00 | 1.00 |';

function stateOf(text: string) {
  return analyse(text).report.tables.map(({ table }) => table.state);
}

const PANELS =
  '## 收入支出决算总表\n\n| 收入/项目 | 收入/决算数 | 支出/项目 | 支出/决算数 |\n| --- | ---: | --- | ---: |';
const STAFF =
  '## 一般公共预算财政拨款基本支出决算表\n\n| 科目编码 | 科目名称 | 合计 | 人员经费 | 公用经费 |\n| --- | --- | ---: | ---: | ---: |\n|  | 合计 | 9.00 | 6.00 | 3.00 |';
const SCORES =
  '## 项目支出绩效自评表\n\n| 一级指标 | 二级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\n| --- | --- | --- | --- | ---: | ---: |';

describe('half filled from the top', () => {
  test.each([
    [
      'panels: the totals stand at the blank end',
      `${PANELS}\n| 一、一般公共预算财政拨款收入 | 9.00 | 一、一般公共服务支出 | |\n| 二、事业收入 | | 二、外交支出 | |\n| 三、其他收入 | | 三、国防支出 | |\n| 本年收入合计 | | 本年支出合计 | |\n| 总计 | | 总计 | |`,
      'partial',
    ],
    [
      'panels: one total is blank, what stands beside it is not',
      `${PANELS}\n| 一、一般公共预算财政拨款收入 | 9.00 | 一、一般公共服务支出 | 9.00 |\n| 二、事业收入 | | 二、外交支出 | |\n| 本年收入合计 | | 本年支出合计 | 9.00 |\n| 总计 | | 总计 | 9.00 |`,
      'complete',
    ],
    [
      'economic codes, none of those above without an amount',
      `${STAFF}\n| 301 | 工资福利支出 | 6.00 | 6.00 | |\n| 30101 | 基本工资 | 4.00 | 4.00 | |\n| 30102 | 津贴补贴 | 1.00 | 1.00 | |\n| 30103 | 奖金 | 1.00 | 1.00 | |\n| 302 | 商品和服务支出 | 3.00 | | 3.00 |\n| 30201 | 办公费 | | | |\n| 30205 | 水费 | | | |\n| 30206 | 电费 | | | |`,
      'partial',
    ],
    [
      'a form that prints codes without amounts',
      `${STAFF}\n| 301 | 工资福利支出 | 6.00 | 6.00 | |\n| 30101 | 基本工资 | 6.00 | 6.00 | |\n| 30102 | 津贴补贴 | | | |\n| 302 | 商品和服务支出 | 3.00 | | 3.00 |\n| 30201 | 办公费 | 3.00 | | 3.00 |\n| 30205 | 水费 | | | |\n| 30206 | 电费 | | | |\n| 30207 | 邮电费 | | | |`,
      'complete',
    ],
    [
      'remarks behind the total at the foot, where zeros are printed',
      `${SCORES}\n| 数量指标 | 培训人数 | 30人 | 30人 | 10 | 10 |\n| 质量指标 | 合格率 | 95% | 90% | 10 | 0 |\n| 总得分 | | | | 20 | 10 |\n| 存在问题 | 培训时间不够。 | | | | |\n| 下一步打算 | 提前安排。 | | | | |`,
      'complete',
    ],
    [
      'scores that are still to come',
      `${SCORES}\n| 数量指标 | 培训人数 | 30人 | 30人 | 10 | 0 |\n| 质量指标 | 合格率 | 95% | | | |\n| 时效指标 | 完成时间 | 12月 | | | |\n| 总得分 | | | | | |`,
      'partial',
    ],
  ])('%s', (_, table, state) => {
    expect(stateOf(`${FRONT}\n${table}\n`)).toEqual([state]);
  });

  test('what a blank is asked for by a sentence is said by its amount', () => {
    const text = `${FRONT}\n## 财政拨款“三公”经费支出决算表\n\n| 项目 | 决算数 |\n| --- | ---: |\n| 合计 | 9.00 |\n| 1.因公出国（境）费 | 9.00 |\n| 2.公务接待费 |  |\n`;
    const said = analyse(`${text}\n## “三公”经费支出决算情况说明\n\n公务接待费支出2.00万元。\n`).findings;
    expect(said.filter((f) => f.message.includes('没有这一项'))).toEqual([]);
  });
});

test('a limit of which nothing is printed is told without a name', () => {
  const car = '公务用车购置及运行维护费';
  const part = (year: string) =>
    `合计 | 因公出国（境）费 | ${year}/${car}/小计 | ${year}/${car}/公务用车购置费 | ${year}/${car}/公务用车运行维护费 | 公务接待费`;
  const text = `${FRONT}\n## 财政拨款“三公”经费支出决算表\n\n| ${part('预算数')} | ${part('决算数')} |\n|${' ---: |'.repeat(12)}\n| 11.04 |  | 5.02 |  | 5.02 | 6.02 | 9.09 |  | 3.92 |  | 3.92 | 5.17 |\n`;
  const said = analyse(text)
    .findings.filter((f) => f.rule === 'cross-table')
    .map((f) => f.message);
  expect(said.join()).toContain('与它核对的另一边没有数');
  expect(said.join()).not.toMatch(/没有这一项|不大于 。|不大于 （/);
});

describe('states', () => {
  test.each([
    ['skeleton', income('| 合计 |  |  |  |  |'), 'unfilled'],
    ['header alone', income(''), 'unfilled'],
    ['filled', income(WHOLE), 'complete'],
    ['zeros are amounts', income('| 合计 |  | 0.00 | 0.00 | 0.00 |'), 'complete'],
    ['note', income('| 合计 |  |  |  |  |', '注：本单位本年未发生收入，本表为空。'), 'void'],
    ['a row of dashes', income('| 合计 |  | — | — | — |'), 'void'],
    [
      'blank total, blank end',
      income('| 合计 |  |  |  |  |\n| 201 | 甲 | 9.00 | 8.00 | 1.00 |\n| 205 | 乙 |  |  |  |'),
      'partial',
    ],
    [
      'codes at the end',
      income(`${WHOLE}\n| 205 | 教育支出 |  |  |  |\n| 20501 | 教育管理事务 |  |  |  |`),
      'partial',
    ],
    ['one code at the end', income(`${WHOLE}\n| 205 | 教育支出 |  |  |  |`), 'complete'],
    [
      'one code at the end, where zeros are printed',
      income(`${WHOLE.replace('| 1.00 |\n', '| 0.00 |\n')}\n| 205 | 教育支出 |  |  |  |`),
      'partial',
    ],
    ['blank total alone', income('| 合计 |  |  |  |  |\n| 201 | 甲 | 9.00 | 8.00 | 1.00 |'), 'complete'],
    [
      'published: nothing is still to come',
      income(
        '| 合计 |  |  |  |  |\n| 201 | 甲 | 9.00 | 8.00 | 1.00 |\n| 205 | 乙 |  |  |  |',
        '',
        `${FRONT}状态：已公开\n`,
      ),
      'complete',
    ],
    ['a comment', income(WHOLE, '// 待核对（缺行）：第 3 页没有读出'), 'partial'],
    ['both', income(WHOLE, '// 待核对（缺行、缺栏）：扫描不清'), 'partial'],
    ['words of a comment', income(WHOLE, '// 待核对：末尾 3 行没有读出'), 'partial'],
    ['rows as prose', income(WHOLE, '\n// 待核对：以下 4 行像是表格，分不出栏，照原样留作正文'), 'partial'],
    ['compare', income(WHOLE, '// 待核对：每个数字都要与原文核对'), 'complete'],
    ['行 inside words', income(WHOLE, '// 待核对：少了银行行政运行的说明'), 'complete'],
    ['a row behind', income(WHOLE, '\n205 教育支出 12.00 12.00'), 'partial'],
    ['a sentence behind', income(WHOLE, '\n本年收入合计 9.00 万元。'), 'complete'],
  ])('%s', (_, text, state) => {
    expect(stateOf(text)).toEqual([state]);
  });

  test.each([
    '本单位没有使用政府性基金预算财政拨款安排的支出。',
    '本年度政府性基金未发生收支。',
    '本部门不存在政府性基金预算收支。',
  ])('a sentence on the subject: %s', (sentence) => {
    expect(
      stateOf(`${FRONT}\n${FUNDS}${FUND}\n| 合计 |  |  |  |  |  |  |  |\n\n## 说明\n${sentence}\n`),
    ).toEqual(['void']);
  });

  test('a sentence on something else', () => {
    const text = `${FRONT}\n${FUNDS}${FUND}\n| 合计 |  |  |  |  |  |  |  |\n\n## 说明\n本单位没有国有资本经营收支。\n`;
    expect(stateOf(text)).toEqual(['unfilled']);
  });

  test('a blank total of the skeleton above the filled one is no row', () => {
    const text = income(`| 合计 |  |  |  |  |\n${WHOLE}`);
    expect(analyse(text).findings.filter((f) => f.severity === 'error' || f.severity === 'warning')).toEqual(
      [],
    );
  });
});

describe('status', () => {
  test('follows from the tables', () => {
    expect(analyse(income(WHOLE)).report.status).toBe('published');
    expect(analyse(income('| 合计 |  |  |  |  |')).report.status).toBe('draft');
  });

  test.each([...STATUS_WORDS])('is what the front matter says: %s', (word, status) => {
    expect(analyse(income(WHOLE, '', `${FRONT}状态：${word}\n`)).report.status).toBe(status);
  });

  test('may be set from outside', () => {
    const text = income('| 合计 |  |  |  |  |', '', `${FRONT}状态：编制中\n`);
    expect(analyse(text, { published: true }).report.status).toBe('published');
    const before = analyse(text);
    expect(before.report.status).toBe('draft');
    expect(analyse(text, { published: true }, before).report.status).toBe('published');
  });

  test('another value is told', () => {
    const found = analyse(income(WHOLE, '', `${FRONT}状态：写着呢\n`)).findings;
    expect(found.map((f) => f.rule)).toContain('unknown-property');
  });
});

test('a name whose row a cut table lacks is not taken for the row of another table', () => {
  const summary =
    '## 财政拨款收入支出决算总表\n\n| 收入/项目 | 收入/金额 | 支出/项目 | 支出/合计 | 支出/一般公共预算财政拨款 | 支出/政府性基金预算财政拨款 |\n| --- | ---: | --- | ---: | ---: | ---: |\n| 一、一般公共预算财政拨款 | 50.00 | 一、教育支出 | 20.00 | 20.00 | |\n| 二、政府性基金预算财政拨款 | 40.00 | 二、城乡社区支出 | 70.00 | 30.00 | 40.00 |\n| 本年收入合计 | 90.00 | 本年支出合计 | 90.00 | 50.00 | 40.00 |\n';
  const general = (rows: string) =>
    `## 一般公共预算财政拨款支出决算表\n${rows === '' ? '// 待核对（缺行）：以下各行没有读出\n' : ''}\n| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |\n| --- | --- | ---: | ---: | ---: |\n|  | 合计 | 50.00 | 30.00 | 20.00 |\n| 205 | 教育支出 | 20.00 | 20.00 | |\n${rows}`;
  const rest = '| 212 | 城乡社区支出 | 30.00 | 10.00 | 20.00 |\n';
  const said = (amount: string) =>
    `\n# 第三部分 情况说明\n\n## 一般公共预算财政拨款支出决算情况说明\n\n2023年度一般公共预算财政拨款支出50.00万元，主要用于以下方面：教育（类）支出20.00万元，占40.00%；城乡社区（类）支出${amount}万元。\n`;
  const told = (text: string) =>
    analyse(FRONT + text)
      .findings.filter((f) => f.rule === 'prose-figure')
      .map((f) => f.printed);
  expect(told(`${summary}\n${general('')}${said('30.00')}`)).toEqual([]);
  expect(told(`${summary}\n${general(rest)}${said('30.00')}`)).toEqual([]);
  expect(told(`${summary}\n${general(rest)}${said('31.00')}`)).toEqual(['31.00']);
});
