/** The year's 预算 beside a 决算, last year's 预算 and 决算 beside either: right variants are silent, slips are told. */
import { describe, expect, test } from 'vitest';
import type { Links } from '../../../server/src/analysis/analysis.ts';
import { mend } from '../../../server/src/features/mend.ts';
import { analyse, findings, lines } from '../../support/read.ts';

/** Code, name, budget, spent; amounts of 万元. */
type Item = readonly [code: string, name: string, budget: number, spent: number];

const ITEMS: readonly Item[] = [
  ['2060101', '行政运行', 612.4, 655.1],
  ['2060199', '其他科学技术管理事务支出', 120, 96.35],
  ['2069999', '其他科学技术支出', 87.65, 87.65],
];

const money = (n: number, decimals = 2) => n.toFixed(decimals).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
const sum = (items: readonly Item[], i: 2 | 3) => items.reduce((all, item) => all + item[i], 0);

interface Budget {
  readonly items?: readonly Item[];
  readonly year?: number;
  readonly unit?: string;
  readonly title?: string;
  readonly yuan?: boolean;
  readonly more?: readonly string[];
}

/** A 预算 with one table of expenditure. */
function budget({
  items = ITEMS,
  year = 2025,
  unit = '示例县科学技术局',
  title,
  yuan,
  more = [],
}: Budget = {}) {
  const own = (n: number) => (n === 0 ? '' : money(yuan ? n * 10_000 : n));
  return lines(
    ...(title === undefined ? [] : [`标题：${title}`]),
    `单位：${unit}`,
    `年度：${year}`,
    '类型：预算',
    `金额单位：${yuan ? '元' : '万元'}`,
    '',
    '## 一般公共预算财政拨款支出预算表',
    '',
    '| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |',
    '| --- | --- | ---: | ---: | ---: |',
    `| 合计 |  | ${own(sum(items, 2))} | ${own(items[0]?.[2] ?? 0)} | ${own(sum(items.slice(1), 2))} |`,
    ...items.map(
      ([code, name, n], i) => `| ${code} | ${name} | ${own(n)} | ${i ? '' : own(n)} | ${i ? own(n) : ''} |`,
    ),
    ...more,
  );
}

interface Final {
  readonly head?: string;
  readonly items?: readonly Item[];
  /** Budgets printed in a column of the table. */
  readonly column?: string;
  readonly printed?: readonly number[];
  readonly note?: string;
  readonly text?: readonly string[];
  readonly more?: readonly string[];
}

const NAME = '科学技术支出（类）科学技术管理事务（款）';

/** A 决算 with the same items. */
function final({
  head = '预算：预算.disclosure',
  items = ITEMS,
  column,
  printed,
  note,
  text = [],
  more = [],
}: Final = {}) {
  const budgets = printed ?? [sum(items, 2), ...items.map((i) => i[2])];
  const cell = (i: number) => (column === undefined ? '' : ` ${money(budgets[i] ?? 0)} |`);
  return lines(
    head,
    '单位：示例县科学技术局',
    '年度：2025',
    '类型：决算',
    '金额单位：万元',
    '',
    '## 一般公共预算财政拨款支出决算表',
    '',
    `| 科目编码 | 科目名称 |${column === undefined ? '' : ` ${column} |`} 小计 | 基本支出 | 项目支出 |`,
    `| --- | --- |${column === undefined ? '' : ' ---: |'} ---: | ---: | ---: |`,
    `| 合计 |  |${cell(0)} ${money(sum(items, 3))} | ${money(items[0]?.[3] ?? 0)} | ${money(sum(items.slice(1), 3))} |`,
    ...items.map(
      ([code, name, , n], i) =>
        `| ${code} | ${name} |${cell(i + 1)} ${money(n)} | ${i ? '' : money(n)} | ${i ? money(n) : ''} |`,
    ),
    ...(note === undefined ? [] : [note]),
    ...more,
    '',
    '## 一般公共预算财政拨款支出决算情况说明',
    '',
    ...text,
  );
}

const linksTo = (texts: Readonly<Record<string, string>>): Links => {
  const open = new Map<string, ReturnType<typeof analyse>>();
  return {
    get: (path) => {
      const text = texts[path];
      if (text === undefined) return 'missing';
      const known = open.get(path) ?? analyse(text);
      open.set(path, known);
      return known;
    },
  };
};

const read = (text: string, texts: string | Readonly<Record<string, string>> = budget()) =>
  analyse(text, { links: linksTo(typeof texts === 'string' ? { '预算.disclosure': texts } : texts) });

const told = (text: string, texts?: string | Readonly<Record<string, string>>) =>
  findings(read(text, texts), /^(?:cross-report|prose-figure|completion-rate|change-)/).map((f) =>
    f.replace(/^\d+:| → .*/g, ''),
  );

const mended = (text: string, texts = budget()) =>
  mend(text, { links: linksTo({ '预算.disclosure': texts }) }, true).text;

const RUNNING = `${NAME}行政运行（项）。`;
const OTHER = `${NAME}其他科学技术管理事务支出（项）。`;

describe('right variants are silent', () => {
  const text = [
    `1.${RUNNING}年初预算为612.40万元，支出决算为655.10万元，完成年初预算的106.97%，决算数大于年初预算数。`,
    '',
    `2.${OTHER}年初预算为120万元，支出决算为96.35万元，完成年初预算的80.29%，决算数小于年初预算数。`,
    '',
    '3.科学技术支出（类）其他科学技术支出（款）其他科学技术支出（项）。支出决算为87.65万元，与年初预算持平。',
  ];
  test.each([
    ['as published', final({ text }), budget()],
    ['a column of first budgets', final({ text, column: '年初预算数' }), budget()],
    [
      'adjusted during the year',
      final({
        column: '调整预算数',
        printed: [900, 700, 120, 80],
        text: [
          `1.${RUNNING}年初预算为612.40万元，调整预算为700.00万元，支出决算为655.10万元，完成年初预算的106.97%。`,
        ],
      }),
      budget(),
    ],
    [
      'a column that a note says is the whole year’s',
      final({ column: '预算数', printed: [900, 700, 120, 80], note: '注：预算数为全年预算数。' }),
      budget(),
    ],
    ['a column that may be either', final({ column: '预算数', printed: [900, 700, 120, 80] }), budget()],
    ['yuan beside 万元', final({ text, column: '年初预算数' }), budget({ yuan: true })],
    [
      'rounded to 万元',
      final({ column: '年初预算数', printed: [820.06, 612.41, 120, 87.65] }),
      budget({
        yuan: true,
        items: ITEMS.map((i, n) => [i[0], i[1], n === 0 ? 612.4149 : n === 2 ? 87.6451 : i[2], i[3]]),
      }),
    ],
    [
      'the code is another item’s in the budget',
      final({ text: [`1.${RUNNING}年初预算为612.40万元，支出决算为655.10万元。`] }),
      budget({ items: [['2060101', '高技术研究', 55, 0], ...ITEMS.slice(1)] }),
    ],
    [
      'a budget without the item',
      final({ text: [`1.${RUNNING}年初预算为612.40万元，支出决算为655.10万元。`] }),
      budget({ items: ITEMS.slice(1) }),
    ],
    [
      'a budget that is half filled',
      final({ text: [`2.${OTHER}年初预算为120.00万元，支出决算为96.35万元。`] }),
      budget()
        .replace(
          '| 2060199 | 其他科学技术管理事务支出 | 120.00 |  | 120.00 |',
          '| 2060199 | 其他科学技术管理事务支出 |  |  |  |',
        )
        .replace(
          '| 2069999 | 其他科学技术支出 | 87.65 |  | 87.65 |',
          '| 2069999 | 其他科学技术支出 |  |  |  |',
        ),
    ],
    [
      'blank is zero',
      final({
        text: [`2.${OTHER}年初预算为0万元，支出决算为96.35万元。`],
        column: '年初预算数',
        printed: [700.05, 612.4, 0, 87.65],
      }),
      budget({ items: ITEMS.map((i, n) => (n === 1 ? [i[0], i[1], 0, i[3]] : i)) }),
    ],
    [
      'the budget holds what was carried over',
      final({ text: [`2.${OTHER}年初预算为100.00万元，支出决算为96.35万元。`] }),
      budget({
        more: [
          '',
          '## 收入预算总表',
          '',
          '| 科目编码 | 科目名称 | 合计 | 上年结转 | 本年收入 |',
          '| --- | --- | ---: | ---: | ---: |',
          '| 合计 |  | 820.05 | 20.00 | 800.05 |',
          '| 2060101 | 行政运行 | 612.40 |  | 612.40 |',
          '| 2060199 | 其他科学技术管理事务支出 | 120.00 | 20.00 | 100.00 |',
          '| 2069999 | 其他科学技术支出 | 87.65 |  | 87.65 |',
        ],
      }),
    ],
    [
      'the 部门 with its units beside a unit’s accounts',
      final({
        head: '标题：2025年度示例县科学技术局单位决算\n预算：预算.disclosure',
        text,
        column: '年初预算数',
      }),
      budget({
        title: '2025年度示例县科学技术局部门预算',
        items: ITEMS.map((i) => [i[0], i[1], i[2] * 3 + 7, i[3]]),
      }),
    ],
    [
      'another unit’s budget',
      final({ text, column: '年初预算数' }),
      budget({ unit: '示例县科技服务中心', items: ITEMS.map((i) => [i[0], i[1], i[2] + 31, i[3]]) }),
    ],
  ])('%s', (_, report, other) => {
    expect(told(report, other)).toEqual([]);
  });
});

describe('a first budget that is not the budget’s', () => {
  test('a slip of the hand is told as such, and mended where the rate bears it out', () => {
    const text = final({
      text: [`1.${RUNNING}年初预算为621.40万元，支出决算为655.10万元，完成年初预算的106.97%。`],
    });
    expect(told(text)).toEqual(['621.40 cross-report warning']);
    expect(read(text).findings.find((f) => f.rule === 'cross-report')?.message).toContain('完成率是按');
    expect(mended(text)).toContain('年初预算为612.40万元，支出决算为655.10万元，完成年初预算的106.97%');
  });

  test('another figure is a question that a person answers', () => {
    const text = final({
      text: [`1.${RUNNING}年初预算为640.00万元，支出决算为655.10万元，完成年初预算的102.36%。`],
    });
    expect(told(text)).toEqual(['640.00 cross-report warning']);
    const [finding] = read(text).findings.filter((f) => f.rule === 'cross-report');
    expect(finding?.message).toContain('如有调整');
    expect(finding?.fixes.map((f) => f.preferred)).toEqual([false]);
    expect(mended(text)).toContain('年初预算为640.00万元');
  });

  test('the amount of another row, and the adjusted one', () => {
    const row = final({ text: [`2.${OTHER}年初预算为87.65万元，支出决算为96.35万元。`] });
    expect(read(row).findings.find((f) => f.rule === 'cross-report')?.message).toContain('其他科学技术支出');
    const adjusted = final({
      column: '全年预算数',
      printed: [900, 700.5, 120, 79.5],
      text: [`1.${RUNNING}年初预算为700.50万元，支出决算为655.10万元。`],
    });
    expect(read(adjusted).findings.find((f) => f.rule === 'cross-report')?.message).toContain('调整后');
  });

  test('a cell of a column of first budgets', () => {
    expect(told(final({ column: '年初预算数', printed: [820.05, 612.4, 102, 87.65] }))).toEqual([
      '102.00 cross-report warning',
    ]);
    expect(told(final({ column: '2025年年初预算数', printed: [820.05, 612.4, 120, 86.65] }))).toEqual([
      '86.65 cross-report warning',
    ]);
  });

  test('completion, order and change without the budget', () => {
    const of = (words: string) => told(final({ text: [`1.${RUNNING}支出决算为655.10万元，${words}。`] }));
    expect(of('完成年初预算的106.97%')).toEqual([]);
    expect(of('完成年初预算的109.67%')).toEqual(['109.67% cross-report warning']);
    expect(of('决算数大于年初预算数')).toEqual([]);
    expect(of('决算数小于年初预算数')).toEqual(['小于 cross-report warning']);
    expect(of('比年初预算增加42.70万元，增长6.97%')).toEqual([]);
    expect(of('比年初预算增加47.20万元')).toEqual(['47.20 cross-report warning']);
    expect(of('完成全年预算的90.00%')).toEqual([]);
    const text = final({ text: [`1.${RUNNING}支出决算为655.10万元，完成年初预算的109.67%。`] });
    expect(mended(text)).toContain('完成年初预算的106.97%');
  });

  test('a budget that differs in most is told once, at the link', () => {
    const other = budget({ items: ITEMS.map((i) => [i[0], i[1], i[2] * 2 + 33, i[3]]) });
    const text = final({ column: '年初预算数' });
    expect(told(text, other)).toEqual(['预算.disclosure cross-report information']);
    expect(
      read(text, other)
        .coverage.notChecked.map((n) => n.reason)
        .join(),
    ).toContain('口径');
  });

  test('what was held against the budget is not counted as unchecked', () => {
    const text = final({ text: [`1.${RUNNING}年初预算为612.40万元，支出决算为655.10万元。`] });
    const reasons = (a: ReturnType<typeof read>) => a.coverage.notChecked.map((n) => n.reason).join();
    expect(reasons(read(text))).not.toContain('预算栏');
    expect(reasons(read(text, {}))).toContain('预算栏');
  });
});

describe('“三公”经费', () => {
  const three = (
    kind: '预算' | '决算',
    column: string,
    amounts: readonly string[],
    note: readonly string[] = [],
  ) => [
    '',
    `## 财政拨款“三公”经费支出${kind}表`,
    '',
    `| 项目 | ${column} |`,
    `| --- |${' ---: |'.repeat(column.split('|').length)}`,
    ...['合计', '1.因公出国（境）费', '2.公务用车购置及运行维护费', '3.公务接待费'].map(
      (name, i) => `| ${name} | ${amounts[i]} |`,
    ),
    ...note,
  ];
  const own = budget({ more: three('预算', '预算数', ['9.60', '', '7.20', '2.40']) });
  const report = (column: string, amounts: readonly string[], words: string, note?: string) =>
    final({
      more: three('决算', `${column} | 决算数`, amounts, note ? [note] : []),
      text: ['## “三公”经费支出决算情况说明', '', words],
    });

  test('a column of first budgets, item by item', () => {
    expect(told(report('年初预算数', ['9.60 | 8.00', ' | ', '7.20 | 6.10', '2.40 | 1.90'], ''), own)).toEqual(
      [],
    );
    expect(
      told(report('年初预算数', ['9.60 | 8.00', ' | ', '7.20 | 6.10', '4.20 | 1.90'], ''), own),
    ).toContain('4.20 cross-report warning');
  });

  test('a sentence of the first budget is not held against the column of the whole year’s', () => {
    const words =
      '“三公”经费财政拨款支出年初预算为9.60万元，支出决算为8.00万元，完成年初预算的83.33%。其中：公务接待费年初预算为2.40万元，支出决算为1.90万元，接待6批次、52人次。';
    const note = '注：预算数为“三公”经费全年预算数，反映按规定程序调整后的预算数。';
    const column = ['8.60 | 8.00', ' | ', '6.20 | 6.10', '2.40 | 1.90'];
    expect(told(report('预算数', column, words, note), own)).toEqual([]);
    expect(told(report('预算数', column, words.replace('9.60', '6.90'), note), own)).toEqual([
      '6.90 cross-report warning',
    ]);
    // Nothing is known of it without the budget.
    expect(findings(read(report('预算数', column, words, note), {}), /prose-figure/)).toEqual([]);
  });
});

describe('上年 of one report or two', () => {
  const lastFinal = final({ head: '', items: ITEMS.map((i) => [i[0], i[1], i[2], i[3] - 5]) }).replace(
    '年度：2025',
    '年度：2024',
  );
  const lastBudget = budget({ year: 2024, items: ITEMS.map((i) => [i[0], i[1], i[2] - 2, i[3]]) });
  const texts = {
    '上年决算.disclosure': lastFinal,
    '上年预算.disclosure': lastBudget,
    '预算.disclosure': budget(),
  };
  const both = '上年：上年预算.disclosure、上年决算.disclosure';

  test('in a 决算 each goes to the one that has it', () => {
    const of = (words: string, head = both) =>
      told(final({ head, text: [`1.${RUNNING}支出决算为655.10万元，${words}。`] }), texts);
    expect(of('比上年决算数增加5.00万元，增长0.77%')).toEqual([]);
    expect(of('比上年决算数增加6.00万元')).toEqual(['6.00 cross-report warning']);
    expect(of('比2024年年初预算数增加44.70万元')).toEqual([]);
    expect(of('比2024年年初预算数增加47.40万元')).toEqual(['47.40 cross-report warning']);
    expect(of('比上年增加6.00万元', '上年：上年预算.disclosure')).toEqual([]);
  });

  test('in a 预算 as well', () => {
    const of = (words: string) =>
      told(
        lines(
          both,
          budget(),
          '',
          '## 一般公共预算财政拨款支出预算情况说明',
          '',
          `1.${RUNNING}2025年预算612.40万元，${words}。`,
        ),
        texts,
      );
    expect(of('比2024年预算增加2.00万元')).toEqual([]);
    expect(of('比2024年预算增加3.00万元')).toEqual(['3.00 cross-report warning']);
    expect(of('比2024年预算执行数减少37.70万元')).toEqual([]);
    expect(of('比2024年预算执行数减少73.70万元')).toEqual(['73.70 cross-report warning']);
  });

  test('a name with 、 in it stays one path', () => {
    const path = '甲、乙2024.disclosure';
    expect(told(final({ head: `上年：${path}` }), { [path]: lastFinal })).toEqual([]);
    expect(told(final({ head: '上年：甲.disclosure、乙.disclosure' }), {})).toEqual([
      '甲.disclosure cross-report warning',
      '乙.disclosure cross-report warning',
    ]);
  });

  test('one of another year or kind, a second of the same, are told at their place', () => {
    expect(told(final({ head: '预算：上年预算.disclosure' }), texts)).toEqual([
      '上年预算.disclosure cross-report warning',
    ]);
    expect(told(final({ head: '预算：上年决算.disclosure' }), texts)).toEqual([
      '上年决算.disclosure cross-report warning',
    ]);
    expect(told(final({ head: '上年：上年决算.disclosure、预算.disclosure' }), texts)).toEqual([
      '预算.disclosure cross-report warning',
    ]);
    expect(told(lines('预算：上年预算.disclosure', budget()), texts)).toEqual([
      '上年预算.disclosure cross-report warning',
    ]);
  });
});

test('an edit of the sentence, of the table or of the budget is followed', () => {
  const right = final({
    column: '年初预算数',
    text: [`1.${RUNNING}年初预算为612.40万元，支出决算为655.10万元。`],
  });
  const options = { links: linksTo({ '预算.disclosure': budget() }) };
  const first = analyse(right, options);
  const list = (a: ReturnType<typeof analyse>) =>
    findings(a, /cross-report/).map((f) => f.replace(/^\d+:| → .*/g, ''));
  expect(list(first)).toEqual([]);
  const cell = analyse(right.replace(' 120.00 |', ' 210.00 |'), options, first);
  expect(list(cell)).toEqual(['210.00 cross-report warning']);
  expect(list(analyse(right, options, cell))).toEqual([]);
  const back = analyse(right.replace('年初预算为612.40', '年初预算为614.20'), options, first);
  expect(list(back)).toContain('614.20 cross-report warning');
  const other = { links: linksTo({ '预算.disclosure': budget().replaceAll('120.00', '102.00') }) };
  expect(list(analyse(right, other, back))).toEqual(['120.00 cross-report warning']);
});
