import { describe, expect, test } from 'vitest';
import { analyse, findings, report } from '../../support/read.ts';

const told = (text: string) => findings(analyse(text), /^indicator-value$/);

/** An evaluation as 山东 and others print it. */
const evaluation = (...rows: readonly string[]) =>
  report(
    '决算',
    '## 2022年度项目支出绩效自评表',
    '',
    '| 项目预算执行情况 | 年初预算数 | 全年预算数（A） | 全年执行数（B） | 分值 | 执行率（B/A） | 得分 |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    '| 年度资金总额 | 40.00 | 60.00 | 60.00 | 10 | 100% | 10 |',
    '',
    '| 年度总体目标 | 年初预期目标 | 目标实际完成情况 |',
    '| --- | --- | --- |',
    '|  | 举办招聘会 12 场，发放补贴 30 户。 | 举办招聘会 14 场。 |',
    '',
    '| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因 |',
    '| --- | --- | --- | --- | --- | ---: | ---: | --- |',
    ...rows,
  );

/** An evaluation with the group before the names, no weights, units elsewhere. */
const grouped = (...rows: readonly string[]) =>
  report(
    '决算',
    '## 2022年度某某项目绩效自评表',
    '',
    '| 年度绩效目标 | 一级指标 | 二级指标 | 三级指标 | 年初目标值（A） | 实际完成值（B） | 得分 |',
    '| --- | --- | --- | --- | --- | --- | ---: |',
    ...rows,
  );

/** A sheet of targets as 河北 prints it. */
const target = (goal: string, ...rows: readonly string[]) =>
  report(
    '预算',
    '## 公共服务项目绩效目标表',
    '单位：万元',
    '',
    '| 预算规模及资金用途 | 预算数 | 其中：财政资金 | 其他资金 |',
    '| --- | ---: | ---: | ---: |',
    '| 用于公共服务 | 200.00 | 200.00 |  |',
    '',
    '| 绩效目标 |',
    '| --- |',
    `| ${goal} |`,
    '',
    '| 一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据 |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  );

describe('another kind of number', () => {
  test.each([
    ['≥98%', '95', 1],
    ['100%', '12次', 1],
    ['3.2万元', '十二月份', 1],
    ['800元/人', '100%', 1],
    ['12场', '100%', 1],
    ['20户', '2022年12月底', 1],
    ['≥98%', '98.5%', 0],
    ['≥98%', '完成', 0],
    ['≥98%', '惠及 946 人，完成率 100%', 0],
    ['12 场/年', '27 场', 0],
    ['5个', '6', 0],
    ['80名', '59人', 0],
    ['2022年底前', '100%', 0],
    ['≤48小时', '≤2天', 0],
    ['3万元', '29,800元', 0],
    ['3万元', '3', 0],
    ['及时', '100%', 0],
  ])('%s, done %s', (meant, done, count) => {
    const row = `| 产出指标 | 质量指标 | 甲项工作 | ${meant} | ${done} | 50 | 50 |  |`;
    expect(told(evaluation(row))).toHaveLength(count);
    expect(told(grouped(`|  | 产出指标 | 质量指标 | 甲项工作 | ${meant} | ${done} | 5 |`))).toHaveLength(
      count,
    );
  });

  test('the name has the unit', () => {
    expect(told(grouped('|  | 产出指标 | 质量指标 | 合格率（％） | ≥95% | 97 | 5 |'))).toEqual([]);
  });

  test('a column has the unit', () => {
    const text = report(
      '决算',
      '## 2022年度项目绩效自评表',
      '',
      '| 一级指标 | 二级指标 | 三级指标 | 指标性质 | 年度指标值 | 度量单位 | 完成值 | 权重 | 得分 |',
      '| --- | --- | --- | --- | --- | --- | --- | ---: | ---: |',
      '| 产出指标 | 质量指标 | 合格率 | ≥ | 95% | % | 97 | 50 | 50 |',
    );
    expect(told(text)).toEqual([]);
  });
});

describe('one indicator twice', () => {
  const rows = (second: string) => [
    '| 产出指标 | 数量指标 | 服务次数 | 服务次数 | ≥20次 | 工作计划 |',
    `| 效益指标 | 社会效益指标 | 服务次数 | 服务次数 | ${second} | 工作计划 |`,
  ];
  test('with two values', () => {
    expect(told(target('做好服务', ...rows('≥30次')))).toEqual([expect.stringContaining('≥30次')]);
    expect(told(target('做好服务', ...rows('≥20次')))).toEqual([]);
    expect(told(target('做好服务', ...rows('≥90%')))).toEqual([]);
  });
  test('of two projects in one table', () => {
    const project = (value: string) => [
      `| 年度绩效目标 | 产出指标 | 数量指标 | 培训 | ${value} | ${value} | 5 |`,
      '|  | 效益指标 | 社会效益指标 | 影响 | 明显 | 明显 | 5 |',
    ];
    expect(told(grouped(...project('5期'), ...project('7期')))).toEqual([]);
    expect(
      told(
        grouped(...project('5期'), '|  |  |  | 影响 | ≥9% | ≥9% | 5 |', '|  |  |  | 影响 | ≥8% | ≥8% | 5 |'),
      ),
    ).toHaveLength(1);
  });
});

describe('a cost above the budget', () => {
  const row = (value: string) => `| 产出指标 | 成本指标 | 费用控制数 | 费用 | ${value} | 工作计划 |`;
  test.each([
    ['≤300万元', 1],
    ['≤0.03亿元', 1],
    ['≤200万元', 0],
    ['300元', 0],
    ['≤300万元/年', 0],
    ['每年300万元', 0],
  ])('%s', (value, count) => {
    expect(told(target('做好服务', row(value)))).toHaveLength(count);
  });
  test('in an evaluation, against the larger of its budgets', () => {
    const cost = (value: string) => `| 产出指标 | 成本指标 | 费用 | ${value} | ${value} | 50 | 50 |  |`;
    expect(told(evaluation(cost('50万元')))).toEqual([]);
    expect(told(evaluation(cost('61万元')))).toHaveLength(1);
    expect(told(evaluation('| 效益指标 | 经济效益指标 | 带动收入 | 61万元 | 61万元 | 50 | 50 |  |'))).toEqual(
      [],
    );
  });
});

describe('a goal against its indicators', () => {
  const row = (name: string, value: string) =>
    `| 产出指标 | 数量指标 | ${name} | ${name} | ${value} | 工作计划 |`;
  test.each([
    ['培训 500 人次，改善服务', '培训人次', '≥50人次', 1],
    ['计划培训500人次以上；改善服务', '开展培训人次数', '≥500人次', 0],
    ['培训 500 人次，其中线上培训 50 人次', '培训人次', '≥500人次', 0],
    ['每月培训 50 人次', '培训人次', '≥600人次', 0],
    ['培训 500 人，改善服务', '培训期数', '≥5期', 0],
    ['上半年培训 20 人次，下半年培训 30 人次', '培训人次', '≥50人次', 0],
  ])('%s: %s %s', (goal, name, value, count) => {
    expect(told(target(goal, row(name, value)))).toHaveLength(count);
  });
  test('a number that another indicator has', () => {
    const rows = [row('培训人次', '≥50人次'), row('骨干教学人次', '≥500人次')];
    expect(told(target('骨干培训 500 人次', ...rows))).toEqual([]);
  });
  test('what was meant against what was meant, what was done against what was done', () => {
    const fair = (meant: string, done: string) =>
      `| 产出指标 | 数量指标 | 举办招聘会场次 | ${meant} | ${done} | 50 | 50 |  |`;
    expect(told(evaluation(fair('12场', '14场')))).toEqual([]);
    expect(told(evaluation(fair('10场', '14场')))).toHaveLength(1);
    expect(told(evaluation(fair('12场', '16场')))).toHaveLength(1);
  });
});

describe('points of execution', () => {
  const sheet = (rate: string, weight: string, score: string) =>
    report(
      '决算',
      '## 2022年度项目绩效自评表',
      '',
      '| 预算执行情况 | 全年预算数 | 全年执行数 | 权重 | 预算执行率 | 实际得分 |',
      '| --- | ---: | ---: | ---: | ---: | ---: |',
      `| 资金总额 | 60.00 | 40.00 | ${weight} | ${rate} | ${score} |`,
    );
  test.each([
    ['66.67%', '10', '6.67', 0],
    ['66.67%', '10', '6.7', 0],
    ['66.67%', '10', '6.6', 0],
    ['66.67%', '10', '7', 0],
    ['66.67%', '20', '13.33', 0],
    ['66.67%', '10', '9', 1],
    ['66.67%', '10', '10', 1],
    ['120%', '10', '10', 0],
    ['100%', '100', '10', 0],
  ])('%s of %s: %s', (rate, weight, score, count) => {
    expect(told(sheet(rate, weight, score))).toHaveLength(count);
  });
});
