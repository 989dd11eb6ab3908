/** `fix --all`: the figure that was there, or nothing. */
import { describe, expect, test } from 'vitest';
import { mend } from '../../../server/src/features/mend.ts';
import { analyse } from '../../../server/src/rules/analyse.ts';

const FRONT = `单位：某某局
年度：2023
类型：决算
金额单位：万元
`;

const errors = (text: string) =>
  analyse(text).findings.filter(
    (f) => (f.severity === 'error' || f.severity === 'warning') && f.rule !== 'missing-section',
  );

/** A report that is rounded: the parts come to one last digit less than is printed for the whole. */
const ROUNDED = `${FRONT}
## 支出决算表

| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |
| --- | --- | ---: | ---: | ---: |
| 合计 |  | 291.21 | 124.62 | 166.58 |
| 201 | 一般公共服务支出 | 160.10 | 70.61 | 89.49 |
| 208 | 社会保障和就业支出 | 131.11 | 54.01 | 77.10 |

## 三、支出决算情况说明

2023年度支出合计291.21万元，其中：基本支出124.62万元，占42.79%；项目支出166.58万元，占57.20%。
`;

test('the report is right, but for rounding', () => expect(errors(ROUNDED)).toEqual([]));

describe('a sentence is given what its cell prints, not what rounded parts come to', () => {
  test.each(['2912.10', '29.121', '292.21', '291.12'])('支出合计 %s', (wrong) => {
    expect(mend(ROUNDED.replace('支出合计291.21', `支出合计${wrong}`), {}, true).text).toBe(ROUNDED);
  });
});

describe('a corrected figure is printed as its neighbours are', () => {
  test.each([
    ['| 160.10 | 70.61 |', '| 1601.0 | 70.61 |'],
    ['| 160.10 | 70.61 |', '| 16.010 | 70.61 |'],
    ['| 131.11 | 54.01 |', '| 131.11 | 5.401 |'],
  ])('%s as %s', (right, wrong) => {
    const text = ROUNDED.replaceAll('166.58', '166.59').replace('57.20%', '57.21%');
    expect(errors(text)).toEqual([]);
    const { text: after } = mend(text.replace(right, wrong), {}, true);
    expect(after.includes(right) || after.includes(wrong)).toBe(true);
    const [found] = errors(text.replace(right, wrong));
    expect(right).toContain(` ${found?.expected} `);
  });

  test('by an author who rounds what the tables print to the cent', () => {
    const text = `${FRONT}
## 支出决算表

| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |
| --- | --- | ---: | ---: | ---: |
| 合计 |  | 1205.100100 | 804.765432 | 400.334668 |
| 208 | 社会保障和就业支出 | 1205.100100 | 804.765432 | 400.334668 |

## 三、支出决算情况说明

2023年度支出合计1,205.10万元，其中：基本支出804.77万元，占66.78%；项目支出400.33万元，占33.22%。
`;
    expect(errors(text)).toEqual([]);
    for (const wrong of ['1,205.09', '12,051.0', '1,025.10'])
      expect(mend(text.replace('1,205.10', wrong), {}, true).text).toBe(text);
  });
});

describe('what one fix rests on, another may not have doubted', () => {
  const SAID = `${FRONT}
## 一般公共预算财政拨款支出决算表

| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
| --- | --- | ---: | ---: | ---: |
| 合计 |  | 397.80 | 246.50 | 151.30 |
| 205 | 教育支出 | 397.80 | 246.50 | 151.30 |

## 五、一般公共预算财政拨款支出决算情况说明

教育支出（类）。年初预算为246.50万元，支出决算为397.80万元，完成年初预算的161.38%。决算数大于年初预算数的主要原因：项目进度变化。
`;

  test('the direction of a change is not turned because of an amount that is wrong', () => {
    expect(errors(SAID)).toEqual([]);
    const { text, applied } = mend(SAID.replace('决算为397.80', '决算为39.78'), {}, true);
    expect(text).toBe(SAID);
    expect(applied.map((a) => a.rule)).toEqual(['prose-figure']);
  });

  test('an amount that a rate bears out is left to a person', () => {
    const own = SAID.replace('决算为397.80', '决算为401.30').replace('161.38%', '162.80%');
    expect(errors(own).map((f) => f.rule)).toEqual(['prose-figure']);
    expect(mend(own, {}, true).text).toBe(own);
  });
});

describe('rows parted by tabs, over the page', () => {
  const rows = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) => {
      const n = from + i;
      return `\t\t${n + 1}、${['外交', '国防', '公共安全', '教育', '科学技术', '文化旅游体育与传媒', '卫生健康', '节能环保'][n]}支出\t`;
    }).join('\n');
  const HEAD = '项目\t金额\t项目\t金额';
  const TAB = `${FRONT}
## 收入支出决算总表

${HEAD}
一、一般公共预算财政拨款收入\t5.50\t一、一般公共服务支出\t3.00
${rows(0, 4)}

— 3 —

${HEAD}
${rows(4, 8)}
\t\t九、社会保障和就业支出\t2.50
本年收入合计\t5.50\t本年支出合计\t5.50
总计\t5.50\t总计\t5.50

## 支出决算表

科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出
合计\t\t5.50\t4.00\t1.50
201\t一般公共服务支出\t3.00\t2.00\t1.00
208\t社会保障和就业支出\t2.50\t2.00\t0.50
`;

  test('stay one table when they become bar rows, and an amount is mended in the same run', () => {
    expect(errors(TAB)).toEqual([]);
    const { text, analysis } = mend(TAB.replace('\t2.50\t2.00\t0.50', '\t25.00\t2.00\t0.50'), {}, true);
    expect(text).toContain('| 208 | 社会保障和就业支出 | 2.50 | 2.00 | 0.50 |');
    expect(analysis.report.tables.map((t) => t.table.title)).toEqual(['收入支出决算总表', '支出决算表']);
    expect(errors(text)).toEqual([]);
  });
});
