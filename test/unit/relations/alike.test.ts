import { describe, expect, test } from 'vitest';
import { analyse, findings, report } from '../../support/read.ts';

const told = (text: string) => findings(analyse(text), /prose-figure|list-sum/);

describe('without any table', () => {
  test.each([
    ['部门收入总计 800 万元，支出总计 790 万元。', 1],
    ['2022年收入总计800万元、支出总计800万元。', 0],
    ['2022年收入总计800.00万元，其中：财政拨款收入700.00万元；支出总计790.00万元。', 0],
    ['政府采购支出总额50万元，其中：货物30万元，工程0万元，服务10万元。', 1],
    ['政府采购预算总额50万元：政府采购货物30万元、政府采购工程10万元、政府采购服务10万元。', 0],
    ['公务用车购置及运行维护费20万元，公务用车购置费12万元、公务用车运行维护费8万元。', 0],
    ['一般公共预算财政拨款支出90万元，其中：基本支出60万元，项目支出20万元。', 1],
    ['一般公共预算支出90万元，其中：教育支出50万元（基本支出30万元，项目支出20万元）。', 0],
    ['一般公共预算支出90万元，其中：基本支出60万元，项目支出20万元，年末结转和结余10万元。', 0],
  ])('%s', (sentence, count) => {
    const found = told(report('决算', '## 情况说明', '', sentence));
    expect(found.filter((f) => /\berror\b/.test(f))).toHaveLength(count);
  });
});

describe('one thing with two amounts', () => {
  const twice = (one: string, two: string) =>
    told(report('决算', '## “三公”经费支出情况', '', one, '', '## 其他事项', '', two)).filter((f) =>
      /prose-figure/.test(f),
    );

  test('parts of 三公, in sections apart', () => {
    expect(twice('公务接待费5.00万元，接待8批次。', '2022年公务接待费支出4.00万元。')).toHaveLength(1);
    expect(twice('公务用车运行维护费3.00万元。', '公务用车运行维护费决算3.2万元。')).toHaveLength(1);
    expect(twice('公务接待费5.00万元。', '2022年公务接待费支出5万元。')).toEqual([]);
    expect(twice('公务接待费支出决算5.00万元。', '公务接待费年初预算6.00万元。')).toEqual([]);
    expect(twice('公务接待费5.00万元。', '2021年公务接待费支出4.00万元。')).toEqual([]);
    expect(twice('公务接待费5.00万元。', '国内公务接待费支出4.00万元。')).toEqual([]);
  });

  const items = (...all: readonly string[]) =>
    told(report('预算', '## 一般公共预算拨款安排情况', '', ...all.flatMap((p) => [p, '']))).filter((f) =>
      /prose-figure/.test(f),
    );

  test('an item, in its section', () => {
    const [one, two] = [
      '教育支出（类）普通教育（款）高中教育（项）',
      '教育支出（类）普通教育（款）初中教育（项）',
    ];
    expect(items(`1.${one}30万元。`, `2.${one}33万元。`)).toHaveLength(1);
    expect(items(`（一）${one}预算为30.00万元。`, `（二）${one}预算数为30.00万元。`)).toEqual([]);
    expect(items(`1.${one}30万元。`, `2.${two}33万元。`)).toEqual([]);
    expect(items(`1.${one}30万元。`, `基本支出中：${one}20万元。`)).toEqual([]);
  });
});

test('the score of a summary is the total of the sheet whose budget it tells', () => {
  const summary = (score: string, spent: string) =>
    told(
      report(
        '决算',
        '## 预算绩效情况说明',
        '',
        `设备更新项目绩效自评综述：项目自评得分为${score}分。全年预算数为50.00万元，执行数为${spent}万元。`,
        '',
        '## 2022年度项目支出绩效自评表',
        '项目名称：设备更新',
        '单位：万元',
        '',
        '| 项目预算执行情况 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |',
        '| --- | ---: | ---: | ---: | ---: | ---: |',
        '| 年度资金总额 | 50.00 | 45.00 | 10 | 90% | 9 |',
        '',
        '| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |',
        '| --- | --- | --- | --- | --- | ---: | ---: |',
        '| 产出指标 | 数量指标 | 设备 | 5台 | 5台 | 90 | 88 |',
        '| 总分 |  |  |  |  |  | 97 |',
      ),
    );
  expect(summary('97', '45.00')).toEqual([]);
  expect(summary('96', '45.00')).toEqual([expect.stringContaining('prose-figure')]);
  expect(summary('97', '46.00')).toHaveLength(1);
});
