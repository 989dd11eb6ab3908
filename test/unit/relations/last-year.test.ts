/** What sentences say of last year, against last year's report; and how far a change that nothing confirms is believed. */
import { describe, expect, test } from 'vitest';
import type { Links } from '../../../server/src/analysis/analysis.ts';
import { mend } from '../../../server/src/features/mend.ts';
import { type Analysis, analyse, findings, lines } from '../../support/read.ts';

const expenditure = (year: number, total: string, basic: string, project: string) => [
  `年度：${year}`,
  '单位：某局',
  '类型：决算',
  '金额单位：万元',
  '',
  '## 支出决算表',
  '',
  '| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |',
  '| --- | --- | ---: | ---: | ---: |',
  `| 合计 |  | ${total} | ${basic} | ${project} |`,
  `| 201 | 一般公共服务支出 | ${total} | ${basic} | ${project} |`,
  '',
  '## 支出决算情况说明',
  '',
];

const LAST = lines(
  ...expenditure(2022, '1,100.00', '750.00', '350.00'),
  '2022年度支出合计1,100.00万元，与2021年度相比，增加29.41万元，增长2.75%。',
);

const now = (sentence: string, link = '上年：去年.disclosure') =>
  lines(link, ...expenditure(2023, '1,050.00', '750.00', '300.00'), sentence);

const linksTo = (last: string): Links => ({ get: () => analyse(last) });

function read(sentence: string, last = LAST): Analysis {
  return analyse(now(sentence), { links: linksTo(last) });
}

const told = (analysis: Analysis) =>
  findings(analysis, /^(?:cross-report|change-)/).map((f) => f.replace(/^\d+:| → .*/g, ''));

const mended = (sentence: string, last?: string) =>
  mend(now(sentence), { links: linksTo(last ?? LAST) }, true)
    .text.split('\n')
    .at(-1);

describe('a stated change against 上年', () => {
  test.each([
    '2023年度支出合计1,050.00万元，与2022年度相比，减少50.00万元，下降4.55%。',
    '2023年度支出合计1,050.00万元，与上年相比，减少50万元，下降4.5%。',
    '2023年度支出合计1,050.00万元，比上年减少约50万元。',
    '2023年度支出合计1,050.00万元，与上年相比下降4.55%。',
    '2023年度基本支出750.00万元，与上年持平。',
    // Another year, another measure, the past, a reason.
    '2023年度支出合计1,050.00万元，与2021年度相比，增加500.00万元。',
    '2023年度支出合计1,050.00万元，与上年年初预算相比，增加500.00万元。',
    '2023年度支出合计1,050.00万元，主要原因是差旅费比上年增加30.00万元。',
  ])('%s', (sentence) => {
    expect(told(read(sentence))).toEqual([]);
  });

  test('one left over from last year is told and mended with its word and its rate', () => {
    const sentence = '2023年度支出合计1,050.00万元，与2022年度相比，增加29.41万元，增长2.75%。';
    const analysis = read(sentence);
    expect(told(analysis)).toEqual(['29.41 cross-report warning']);
    const [finding] = analysis.findings.filter((f) => f.rule === 'cross-report');
    expect(finding?.message).toContain('没有更新');
    expect(finding?.related.some((r) => r.path === '去年.disclosure')).toBe(true);
    expect(mended(sentence)).toBe('2023年度支出合计1,050.00万元，与2022年度相比，减少50.00万元，下降4.55%。');
  });

  test('one that fits its own rate and stands nowhere in last year’s report is a question', () => {
    // Last year's amount may have been adjusted: 1,050 − 30 = 1,020.
    const sentence = '2023年度支出合计1,050.00万元，与上年相比，增加30.00万元，增长2.94%。';
    expect(told(read(sentence))).toEqual(['30.00 cross-report warning']);
    expect(read(sentence).findings.flatMap((f) => f.fixes.map((x) => x.preferred))).toContain(false);
    expect(mended(sentence)).toBe(sentence);
  });

  test('one that contradicts its own rate as well is wrong', () => {
    const sentence = '2023年度支出合计1,050.00万元，与上年相比，增加30.00万元，增长7.10%。';
    expect(told(read(sentence))).toEqual(['30.00 cross-report warning']);
    expect(mended(sentence)).toBe('2023年度支出合计1,050.00万元，与上年相比，减少50.00万元，下降4.55%。');
  });

  test('a rate alone, an amount of last year, 持平', () => {
    expect(told(read('2023年度支出合计1,050.00万元，与上年相比下降8.55%。'))).toEqual([
      '8.55% cross-report warning',
    ]);
    expect(
      told(read('2023年度支出合计1,050.00万元，上年支出合计1,070.59万元，比上年减少20.59万元。')),
    ).toEqual(['1,070.59 cross-report warning']);
    expect(told(read('2023年度支出合计1,050.00万元，与上年持平。'))).toEqual([
      '与上年持平 cross-report warning',
    ]);
  });

  test('where there was nothing last year, a change is told without a rate', () => {
    const last = lines(...expenditure(2022, '750.00', '750.00', ''));
    const sentence = '2023年度项目支出300.00万元，比上年增加20.00万元。';
    expect(told(read(sentence, last))).toEqual(['20.00 cross-report warning']);
  });

  test('the right change over a wrong rate leaves the rate to be mended', () => {
    const sentence = '2023年度支出合计1,050.00万元，与上年相比，减少50.00万元，下降2.75%。';
    expect(told(read(sentence))).toEqual(['2.75% change-rate error']);
    expect(mended(sentence)).toBe('2023年度支出合计1,050.00万元，与上年相比，减少50.00万元，下降4.55%。');
  });

  test('the same amount in two tables: one of them fits, and nothing is told', () => {
    // 支出 by 财政拨款 was less than all of it last year; this year it is all.
    const table = (year: number, all: string, own: string) => [
      `年度：${year}`,
      '单位：某局',
      '类型：决算',
      '金额单位：万元',
      '',
      '## 支出决算表',
      '',
      '| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |',
      '| --- | --- | ---: | ---: | ---: |',
      `| 合计 |  | ${all} | ${all} |  |`,
      '',
      '## 一般公共预算财政拨款支出决算表',
      '',
      '| 科目编码 | 科目名称 | 小计 | 基本支出 | 项目支出 |',
      '| --- | --- | ---: | ---: | ---: |',
      `| 合计 |  | ${own} | ${own} |  |`,
      '',
      '## 支出决算情况说明',
      '',
    ];
    const last = lines(...table(2022, '900.00', '800.00'));
    const text = (change: string) =>
      lines('上年：去年.disclosure', ...table(2023, '1,000.00', '1,000.00'), change);
    const of = (change: string) => told(analyse(text(change), { links: linksTo(last) }));
    expect(of('2023年度支出合计1,000.00万元，比上年增加100.00万元。')).toEqual([]);
    expect(of('2023年度支出合计1,000.00万元，比上年增加200.00万元。')).toEqual([]);
    expect(of('2023年度支出合计1,000.00万元，比上年增加300.00万元。')).toEqual([
      '300.00 cross-report warning',
    ]);
  });

  test('another year’s report, or a budget, is not last year’s', () => {
    const sentence = '2023年度支出合计1,050.00万元，比上年增加1.00万元。';
    // That the link names another year is told at the link alone.
    const other = read(sentence, LAST.replace('年度：2022', '年度：2020'));
    expect(told(other)).toEqual(['去年.disclosure cross-report warning']);
    expect(other.findings.find((f) => f.rule === 'cross-report')?.message).toContain('应为 2022 年度');
    expect(told(read(sentence, LAST.replaceAll('决算', '预算')))).toEqual([]);
    expect(read(sentence, LAST.replace('年度：2022', '年度：2020')).coverage.notChecked).not.toEqual([]);
  });

  test('a waiver of the rule takes it away', () => {
    const text = lines(
      '上年：去年.disclosure',
      ...expenditure(2023, '1,050.00', '750.00', '300.00'),
      '// 忽略 cross-report：上年数按新口径调整',
      '2023年度支出合计1,050.00万元，比上年增加1.00万元。',
    );
    expect(findings(analyse(text, { links: linksTo(LAST) }), /cross-report|waiver/)).toEqual([]);
  });

  test('an edit of the sentence, of the table or of last year’s report is followed', () => {
    const options = { links: linksTo(LAST) };
    const right = now('2023年度支出合计1,050.00万元，比上年减少50.00万元。');
    const first = analyse(right, options);
    expect(told(first)).toEqual([]);
    const wrong = analyse(right.replace('减少50.00', '减少51.00'), options, first);
    expect(told(wrong)).toEqual(['51.00 cross-report warning']);
    const table = analyse(
      right.replaceAll('1,050.00', '1,049.00').replace('300.00', '299.00'),
      options,
      wrong,
    );
    expect(told(table)).toContain('50.00 cross-report warning');
    const other = analyse(right, { links: linksTo(LAST.replaceAll('1,100.00', '1,101.00')) }, table);
    expect(told(other)).toEqual(['50.00 cross-report warning']);
  });
});

describe('a rate whose change nothing confirms', () => {
  const alone = (sentence: string) => analyse(now(sentence, '// 没有上年报告'));
  const fixesOf = (sentence: string) =>
    alone(sentence).findings.flatMap((f) => (f.rule === 'change-rate' ? f.fixes : []));

  test('is told with what it would be, and left to a person', () => {
    const [fix] = fixesOf('2023年度支出合计1,050.00万元，与上年相比，增加86.41万元，增长2.75%。');
    expect(fix).toMatchObject({ preferred: false, safe: false });
    expect(fix?.title).toContain('8.97%');
  });

  test.each([
    ['divided by this year’s amount', '增加86.41万元，增长8.23%'],
    ['cut off', '增加86.41万元，增长8.96%'],
    ['two digits swapped', '增加86.41万元，增长9.87%'],
    ['point slipped', '增加86.41万元，增长89.7%'],
  ])('shows that it was computed from it: %s', (_, words) => {
    const [fix] = fixesOf(`2023年度支出合计1,050.00万元，与上年相比，${words}。`);
    expect(fix).toMatchObject({ preferred: true, safe: false });
  });

  test('an amount of last year beside it confirms the change', () => {
    const [fix] = fixesOf(
      '2023年度支出合计1,050.00万元，上年支出合计963.59万元，比上年增加86.41万元，增长2.75%。',
    );
    expect(fix).toMatchObject({ preferred: true, safe: true });
  });

  test('is counted as not checked', () => {
    const reasons = alone('2023年度支出合计1,050.00万元，与上年相比，增加86.41万元。').coverage.notChecked;
    expect(reasons.map((r) => r.reason).join()).toContain('缺少上年数');
  });
});
