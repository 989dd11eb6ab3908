/** Two reports compared by what they say, not by how they are written. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeComparison } from '../../../server/src/exchange/compare/index.ts';
import { compareReports, open } from '../../../server/src/service.ts';
import { cases } from '../../support/everything.ts';
import { HOSTILE_REPORTS, hostileReport } from '../../support/hostile.mjs';
import { opened, samples } from '../../support/samples.ts';

const liaocheng = samples.find((s) => s.name.startsWith('聊城'))!.text;
const compare = (before: string, after: string) => compareReports(opened(before), opened(after));

const table = (rows: string, title = '收入决算表', more = '') =>
  `单位：某局\n年度：2023\n类型：决算\n金额单位：万元\n\n## ${title}\n${more}\n| 科目编码 | 科目名称 | 本年收入合计 | 财政拨款收入 | 其他收入 |\n| --- | --- | ---: | ---: | ---: |\n${rows}\n`;

describe('the same report', () => {
  test('written in another way has no difference', () => {
    const same = [
      (t: string) => t.replaceAll('\n', '\r\n'),
      (t: string) => t.replaceAll('| 150.00 |', '|  150.0000  |'),
      (t: string) => t.replace(/^\| 合计 \|/gm, '| 合 计 |'),
      (t: string) => t.replaceAll('，', ','),
      (t: string) => `// 备忘\n${t}`,
    ];
    for (const change of same) {
      const made = compare(liaocheng, change(liaocheng));
      expect(made.tables).toEqual([]);
      expect(made.sentences).toEqual([]);
      expect(made.compared.figures).toBeGreaterThan(500);
    }
  });

  test('compared with itself has none, of every sample', () => {
    for (const { name, text } of samples) {
      const made = compare(text, text);
      expect([made.tables, made.sentences], name).toEqual([[], []]);
    }
  });
});

describe('figures', () => {
  test('a changed one is told with its row, column, difference and rate', () => {
    const made = compare(
      table('| 合计 |  | 7.00 | 4.00 | 3.00 |'),
      table('| 合计 |  | 8.00 | 5.00 | 3.00 |'),
    );
    expect(made.tables[0]!.figures).toMatchObject([
      {
        row: '合计',
        column: '本年收入合计',
        before: { text: '7.00' },
        after: { text: '8.00', line: 9 },
        difference: '+1.00',
        rate: '+14.29%',
      },
      { row: '合计', column: '财政拨款收入', difference: '+1.00', rate: '+25.00%' },
    ]);
  });

  test('rows are found by code, wherever they stand; a blank and a zero are the same', () => {
    const made = compare(
      table(
        '| 合计 |  | 7.00 | 7.00 | 0.00 |\n| 205 | 教育支出 | 3.00 | 3.00 |  |\n| 208 | 社会保障和就业支出 | 4.00 | 4.00 | — |',
      ),
      table(
        '| 合计 |  | 7.00 | 7.00 |  |\n| 208 | 社会保障和就业支出 | 4.00 | 4.00 | 0 |\n| 205 | 教育支出 | 3.00 | 3.00 |  |',
      ),
    );
    expect(made.tables).toEqual([]);
  });

  test('other units are converted, and said where something differs', () => {
    const rows = (a: string) => `| 合计 |  | ${a} | ${a} |  |`;
    const yuan = (a: string) => table(rows(a), '收入决算表', '金额单位：元\n');
    expect(compare(table(rows('7.00')), yuan('70,000.00')).tables).toEqual([]);
    expect(compare(table(rows('7.00')), yuan('80,000.00')).tables[0]!.figures[0]).toMatchObject({
      before: { text: '7.00万元' },
      after: { text: '80,000.00元' },
      difference: '+10,000.00',
    });
  });

  test('rows and tables that only one has', () => {
    const made = compare(
      table('| 合计 |  | 7.00 | 7.00 |  |\n| 205 | 教育支出 | 7.00 | 7.00 |  |'),
      table('| 合计 |  | 7.00 | 7.00 |  |\n| 208 | 社会保障和就业支出 | 7.00 | 7.00 |  |') +
        table('| 合计 |  | 7.00 | 7.00 |  |', '支出决算表').split('\n\n')[1],
    );
    const [income, other] = made.tables;
    expect(income!.rows.map((r) => [r.state, (r.after ?? r.before)!.text])).toEqual([
      ['added', '208 社会保障和就业支出：本年收入合计 7.00，财政拨款收入 7.00'],
      ['removed', '205 教育支出：本年收入合计 7.00，财政拨款收入 7.00'],
    ]);
    expect(other).toBeUndefined();
    expect(made.counts).toMatchObject({ rowsAdded: 1, rowsRemoved: 1, figures: 0 });
    const gone = compare(liaocheng, liaocheng.slice(0, liaocheng.indexOf('## 财政拨款“三公”经费支出决算表')));
    expect(gone.tables.filter((t) => t.state === 'removed').length).toBeGreaterThan(0);
  });

  test('one changed amount is one difference, whichever it is', () => {
    const cells = [...liaocheng.matchAll(/\| (\d[\d,]*\.\d\d) (?=\|)/g)].filter(
      (m) =>
        liaocheng.slice(0, m.index).includes('## 收入支出决算总表') &&
        !liaocheng.slice(0, m.index).includes('# 第三部分'),
    );
    let last = open(liaocheng);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: cells.length - 1 }), (n) => {
        const m = cells[n]!;
        const at = m.index + 2;
        const other = m[1]!.replace(/\d$/, (d) => String((Number(d) + 1) % 10));
        last = open(liaocheng.slice(0, at) + other + liaocheng.slice(at + other.length), {}, last);
        const made = compareReports(opened(liaocheng), last);
        expect(made.tables.flatMap((t) => t.figures)).toHaveLength(1);
        expect(made.tables[0]!.figures[0]).toMatchObject({ before: { text: m[1] }, after: { text: other } });
        expect(made.sentences).toEqual([]);
      }),
      { numRuns: cases(12, 4) },
    );
  });
});

describe('sentences', () => {
  const report = (year: number, text: string) =>
    `单位：某局\n年度：${year}\n类型：决算\n\n# 情况说明\n\n## 一、收入\n\n${text}\n`;

  test('the year of the report makes no difference, a figure does', () => {
    expect(
      compare(report(2022, '2022 年度比 2021 年度增加。'), report(2023, '2023 年度比 2022 年度增加。'))
        .sentences,
    ).toEqual([]);
    const made = compare(
      report(2022, '甲。2022 年度收入 5.00 万元。乙。'),
      report(2023, '甲。2023 年度收入 6.00 万元。乙。'),
    );
    expect(made.sentences).toMatchObject([
      {
        state: 'changed',
        section: '一、收入',
        before: { text: '2022 年度收入 5.00 万元。' },
        after: { text: '2023 年度收入 6.00 万元。' },
      },
    ]);
  });

  test('what is new and what is gone', () => {
    const made = compare(
      report(2023, '甲是这样。乙是那样。'),
      report(2023, '甲是这样。完全不同的一句话在此。'),
    );
    expect(made.sentences.map((s) => s.state).sort()).toEqual(['added', 'removed']);
  });

  test('a reason written anew is one change, its words marked', () => {
    const made = compare(
      report(2023, '收入 6.00 万元，增长 5%。主要原因是新录用了三名干部。丙。'),
      report(2023, '收入 6.00 万元，增长 5%。主要原因是社保缴费基数上调，档案数字化也开了工。丙。'),
    );
    expect(made.sentences.map((s) => s.state)).toEqual(['changed']);
    const { words, before, after } = made.sentences[0]!;
    const text = (runs: readonly { text: string }[]) => runs.map((run) => run.text).join('');
    expect([text(words!.before), text(words!.after)]).toEqual([before!.text, after!.text]);
    expect(words!.after[0]).toMatchObject({ changed: false });
    expect(words!.after[0]!.text).toContain('主要原因是');
    expect(words!.before.filter((run) => run.changed).map((run) => run.text)).toEqual(['新录用了三名干部']);
  });

  const parts = (a: string, b: string) =>
    `单位：某局\n年度：2023\n类型：决算\n\n# 情况说明\n\n## 一、收入\n\n${a}\n\n## 二、支出\n\n${b}\n`;

  test('a paragraph that stands elsewhere is a move, not one gone and one new', () => {
    const told = '本单位会议费按规定开支。培训费按计划使用。';
    const other = '收入来自财政拨款，按进度拨付到位。';
    const made = compare(parts(`${other}\n\n${told}`, '支出如下。'), parts(other, `支出如下。\n\n${told}`));
    expect(made.sentences).toMatchObject([
      {
        state: 'moved',
        section: '二、支出',
        from: '一、收入',
        before: { text: told },
        after: { text: told },
      },
    ]);
    expect(made.counts).toMatchObject({ sentences: 0, moved: 1 });
    const within = compare(
      parts(`${told}\n\n${other}`, '支出如下。'),
      parts(`${other}\n\n${told}`, '支出如下。'),
    );
    expect(within.sentences.map((s) => s.state)).toEqual(['moved']);
  });

  test('a section under another heading is the same section', () => {
    const made = compare(
      parts('收入来自财政拨款。其他收入为零。', '支出如下。'),
      parts('收入来自财政拨款。其他收入为零。', '支出如下。').replace('一、收入', '一、收入决算情况'),
    );
    expect(made.sentences).toEqual([]);
  });

  test('changed words are marked in each page, and without colour', async () => {
    const made = compare(
      report(2023, '收入 5.00 万元，比上年多。'),
      report(2023, '收入 6.00 万元，比上年多。'),
    );
    expect(await writeComparison(made, 'html', 'zh')).toContain(
      '收入 <del>5.00</del> 万元，比上年多。</p>\n<p class="now">＋ 收入 <ins>6.00</ins> 万元',
    );
    expect((await writeComparison(made, 'markdown', 'zh')).replaceAll('\u2060', '')).toContain(
      '收入 **6\\.00** 万元，比上年多。',
    );
  });
});

describe('pages', () => {
  test.each(HOSTILE_REPORTS)('a hostile report (%s) is text in each of them', async (_, text) => {
    const made = compare(hostileReport('甲'), text);
    const html = await writeComparison(made, 'html', 'zh');
    expect(html).not.toMatch(/<(?:script|img|iframe|a|svg|details|video|form|link|base|object|math)\b/i);
    expect(html).not.toMatch(/<[^>]*\s(?:on\w+|src|href|action)=/i);
    const markdown = await writeComparison(made, 'markdown', 'zh');
    expect(markdown).not.toMatch(/<\w/);
    // A backslash before a digit would be shown.
    expect(markdown).not.toMatch(/\\\d/);
    expect(markdown).not.toMatch(/(?<!\\)\]\(/);
    expect(JSON.parse(await writeComparison(made, 'json', 'zh'))).toMatchObject({ version: 1 });
  });
});

test('figures stand in the page of Markdown as they are printed', async () => {
  const made = compare(
    table('| 合计 |  | 966.31 | 900.00 | 66.31 |'),
    table('| 合计 |  | 1,007.34 | 941.03 | 66.31 |'),
  );
  const page = await writeComparison(made, 'markdown', 'zh');
  expect(page.replace(/\\([.,+|])/g, '$1')).toMatch(/\| 966\.31 \| 1,007\.34 \| \+41\.03 \|/);
  expect(page).not.toMatch(/\\\d/);
});
