/** The report as it is published: what stands in it, what does not, and where from. */
import { describe, expect, test } from 'vitest';
import { open, type PublishedTable, publish, type Run, textOfRuns } from '../../../server/src/service.ts';
import { opened, samples } from '../../support/samples.ts';

function tableOf(rows: string): PublishedTable {
  const part = publish(
    open(`单位：某局\n年度：2023\n类型：决算\n金额单位：万元\n\n## 表\n\n${rows}\n`),
  ).parts.find((p) => p.kind === 'table');
  if (part?.kind !== 'table') throw new Error('no table');
  return part;
}

const grid = (table: PublishedTable) =>
  table.rows.map((row) =>
    row.cells.map(
      (c) =>
        textOfRuns(c.runs) +
        (c.colspan > 1 ? ` ×${c.colspan}` : '') +
        (c.rowspan > 1 ? ` ↓${c.rowspan}` : ''),
    ),
  );

describe('tables', () => {
  test('paths of headers become nested cells', () => {
    const table =
      tableOf(`| 科目/编码 | 科目/名称 | 合计 | 支出/基本支出/人员 | 支出/基本支出/公用 | 支出/项目支出 |
| --- | --- | ---: | ---: | ---: | ---: |
| 栏次 |  | 1 | 2 | 3 | 4 |
| 合计 |  | 3.00 | 1.00 | 1.00 | 1.00 |
| 205 | 教育支出 | 3.00 | 1.00 | 1.00 | 1.00 |`);
    expect(grid(table)).toEqual([
      ['科目 ×2', '合计 ↓3', '支出 ×3'],
      ['编码 ↓2', '名称 ↓2', '基本支出 ×2', '项目支出 ↓2'],
      ['人员', '公用'],
      ['栏次 ×2', '1', '2', '3', '4'],
      ['合计 ×2', '3.00', '1.00', '1.00', '1.00'],
      ['205', '教育支出', '3.00', '1.00', '1.00', '1.00'],
    ]);
    expect(table.headRows).toBe(4);
  });

  test('equal names side by side that go no deeper stay two cells', () => {
    const table = tableOf('| 项目 | 金额 | 项目 | 金额 |\n| --- | ---: | --- | ---: |\n| 甲 | 1 | 乙 | 2 |');
    expect(grid(table)[0]).toEqual(['项目', '金额', '项目', '金额']);
  });

  test('every row fills the width once', () => {
    for (const { name, text } of samples) {
      for (const part of publish(opened(text)).parts) {
        if (part.kind !== 'table') continue;
        const width = part.columns.length;
        const taken = part.rows.map(() => new Array<number>(width).fill(0));
        part.rows.forEach((row, r) => {
          for (const c of row.cells) {
            if (c.row !== r) expect(c.row, `${name} ${part.title}`).toBe(r);
            for (let i = 0; i < c.rowspan; i++)
              for (let j = 0; j < c.colspan; j++) (taken[r + i] as number[])[c.column + j]!++;
          }
        });
        expect(
          taken.flat().every((n) => n === 1),
          `${name} ${part.title}`,
        ).toBe(true);
      }
    }
  });

  test('a bar and a line break in a cell, blanks around it', () => {
    expect(grid(tableOf('| 项目 | 金额 |\n| --- | ---: |\n|  甲\\|乙<br>丙  | 1 |'))[1]).toEqual([
      '甲|乙\n丙',
      '1',
    ]);
  });

  test('the unit of money is printed where only the front matter names it', () => {
    const table = tableOf('| 项目 | 金额 |\n| --- | ---: |\n| 甲 | 1 |');
    expect(table.properties.map((p) => textOfRuns(p.runs))).toEqual(['金额单位：万元']);
    const said = tableOf('| 项目 | 金额（元） |\n| --- | ---: |\n| 甲 | 1 |');
    expect(said.properties).toEqual([]);
  });
});

describe('sums', () => {
  const sums = (rows: string) =>
    tableOf(rows)
      .rows.flatMap((r) => r.cells)
      .filter((c) => c.sum)
      .map((c) => textOfRuns(c.runs));
  const head =
    '## 收入决算表\n\n| 科目编码 | 科目名称 | 本年收入合计 | 财政拨款收入 | 其他收入 |\n| --- | --- | ---: | ---: | ---: |\n';

  test('what adds up is a sum; what does not, or only within rounding, stays a number', () => {
    expect(sums(`${head}| 合计 |  | 7.00 | 4.00 | 3.00 |\n| 205 | 教育支出 | 7.00 | 4.00 | 3.00 |`)).toEqual([
      '7.00',
      '7.00',
    ]);
    expect(sums(`${head}| 合计 |  | 7.50 | 4.00 | 3.00 |`)).toEqual([]);
    expect(sums(`${head}| 合计 |  | 7.01 | 4.00 | 3.00 |`)).toEqual([]);
  });

  test('none goes in a circle', () => {
    for (const { name, text } of samples) {
      for (const part of publish(opened(text)).parts) {
        if (part.kind !== 'table') continue;
        const at = new Map(part.rows.flatMap((r) => r.cells).map((c) => [`${c.line}:${c.column}`, c]));
        const ends = new Set<string>();
        const follow = (key: string, open: readonly string[]): void => {
          if (ends.has(key)) return;
          if (open.includes(key)) throw new Error(`${name} ${part.title}: ${[...open, key].join(' → ')}`);
          for (const t of at.get(key)?.sum ?? []) follow(`${t.line}:${t.column}`, [...open, key]);
          ends.add(key);
        };
        for (const key of at.keys()) follow(key, []);
      }
    }
  });
});

describe('text', () => {
  const paragraphs = (text: string) =>
    publish(opened(text)).parts.map((p) => (p.kind === 'paragraph' ? textOfRuns(p.runs) : `(${p.kind})`));

  test('a sentence that a line end cuts is one paragraph; items and ended sentences are their own', () => {
    expect(
      paragraphs(`2023 年度支出合计 1,027.00 万元，其中：基本支出 684.65 万元，占 66.67%；项目支出，
占 33.33%。
1、甲
2、乙
一句。
另一句。`),
    ).toEqual([
      '2023 年度支出合计 1,027.00 万元，其中：基本支出 684.65 万元，占 66.67%；项目支出，占 33.33%。',
      '1、甲',
      '2、乙',
      '一句。',
      '另一句。',
    ]);
  });

  test('comments, formulas and front matter are not published', () => {
    const text = '标题：甲\n年度：2023\n\n// 忽略全文 rounding：试\n勾稽：甲 = 乙\n\n正文。\n// 备忘';
    expect(paragraphs(text)).toEqual(['正文。']);
  });

  test('a title that stands in the text too is printed once', () => {
    const { title, parts } = publish(open('标题：2023 年度决算\n年度：2023\n\n2023年度决算\n\n正文。'));
    expect([title, parts.map((p) => p.kind)]).toEqual(['2023年度决算', ['paragraph']]);
  });

  test('emphasis that does not close stays as it is', () => {
    expect(paragraphs('**粗**与<b>粗</b>，5 ** 3，<b>没有完')).toEqual(['粗与粗，5 ** 3，<b>没有完']);
  });

  test('each run is the text of its place', () => {
    for (const { name, text } of samples) {
      const analysis = opened(text);
      const check = (run: Run) => {
        const source = analysis.tree.lines[run.line]!.text.slice(run.start, run.end);
        if (run.text.length === run.end - run.start && source !== run.text)
          expect(source, name).toBe(run.text);
      };
      for (const part of publish(analysis).parts) {
        if (part.kind !== 'table') part.runs.forEach(check);
        else {
          part.rows
            .flatMap((r) => r.cells)
            .flatMap((c) => c.runs)
            .forEach(check);
          part.notes.flatMap((n) => n.runs).forEach(check);
          part.properties.flatMap((p) => p.runs).forEach(check);
        }
      }
    }
  });
});

describe('charts', () => {
  const charts = (text: string, options = {}) =>
    publish(open(text, options)).parts.flatMap((p) => (p.kind === 'chart' ? [p.result] : []));
  const report = (year: number, amount: string, more = '') => `标题：${year}年度某局决算
单位：某局
年度：${year}
类型：决算
金额单位：万元
${more}
## 收入支出决算总表

| 收入/项目 | 收入/决算数 | 支出/项目 | 支出/决算数 |
| --- | ---: | --- | ---: |
| 一、一般公共预算财政拨款收入 | ${amount} | 一、一般公共服务支出 | ${amount} |
| 本年收入合计 | ${amount} | 本年支出合计 | ${amount} |
| 总计 | ${amount} | 总计 | ${amount} |

`;

  test('of the samples: shares of a structure, last year worked out from the sentence', () => {
    const [change, income] = charts(samples.find((s) => s.name.startsWith('聊城'))!.text);
    if (!change || !('chart' in change) || !income || !('chart' in income)) throw new Error('not drawn');
    expect(change.chart.lastYear).toBe('prose');
    expect(change.chart.series.map((s) => [s.name, ...s.points.map((p) => p?.text)])).toEqual([
      ['2021年', '3601.37', '3601.37'],
      ['2022年', '2817.04', '2817.04'],
    ]);
    expect(income.chart.type).toBe('pie');
    expect(income.chart.categories).toEqual(['财政拨款收入', '其他收入']);
    expect(income.chart.series[0]!.points.map((p) => p?.share)).toEqual(['99.81', '0.19']);
  });

  test('last year comes from last year’s report where one is named', () => {
    const last = open(report(2022, '1,200.00'));
    const [made] = charts(
      `${report(2023, '1,000.00', '上年：去年.disclosure\n')}图：某局2023年度收、支决算总计变动情况图`,
      {
        links: { get: () => last },
      },
    );
    if (!made || !('chart' in made)) throw new Error('not drawn');
    expect(made.chart.lastYear).toBe('report');
    expect(made.chart.series[0]!.points.map((p) => p?.shown)).toEqual(['1,200.00', '1,200.00']);
  });

  test('a sentence that says another amount than the table gives no last year', () => {
    const text = `${report(2023, '1,000.00')}# 情况说明\n\n## 收入支出决算总体情况\n\n2023年度收入总计 900.00 万元，支出总计 900.00 万元。与2022年度相比，收、支总计各减少 100.00 万元。\n\n图：收支决算总计变动情况图`;
    const [made] = charts(text);
    if (!made || !('chart' in made)) throw new Error('not drawn');
    expect(made.chart.lastYear).toBeUndefined();
    expect(made.chart.series).toHaveLength(1);
  });

  test('a chart of one’s own says what it draws; a wrong name says so', () => {
    const text = report(2023, '1,000.00');
    const [made, wrong, unknown] = charts(
      `${text}图：柱状图 收支 = 收入支出决算总表.本年收入合计、本年支出合计\n图：饼图 甲 = 收入支出决算总表.没有\n图：风景照`,
    );
    if (!made || !('chart' in made)) throw new Error('not drawn');
    expect(made.chart).toMatchObject({
      type: 'column',
      title: '收支',
      categories: ['本年收入合计', '本年支出合计'],
    });
    expect(wrong).toMatchObject({
      problem: { message: 'chart.reference', data: { name: '收入支出决算总表.没有' } },
    });
    expect(unknown).toMatchObject({ problem: { message: 'chart.unknown' } });
  });
});
