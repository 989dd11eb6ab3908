/** Whole tables and rows pasted into a table that is there: by the names of columns, by what balances, or asked. */
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../server/src/base/edits.ts';
import { type Clipboard, type Pasted, pasteTable } from '../../../server/src/exchange/import/paste.ts';
import { newReport, open } from '../../../server/src/service.ts';

const text = newReport({
  outline: '决算通用',
  year: 2024,
  scope: '单位',
  unit: '某某局',
  moneyUnit: '万元',
})?.text as string;

const tsv = (...rows: string[]) =>
  `${rows.map((row) => row.split(' ').join('\t').replaceAll('_', '')).join('\r\n')}\r\n`;

/** A paste with the cursor on the first line after a title that fits. */
function paste(
  source: string,
  title: string,
  on: RegExp,
  clipboard: Clipboard | string,
): { source: string; pasted: Pasted } {
  const lines = source.split('\n');
  const from = lines.findIndex((l) => l.startsWith('#') && l.endsWith(title));
  const line = lines.findIndex((l, i) => i >= from && on.test(l));
  const position = { line, character: Math.min(3, lines[line]?.length ?? 0) };
  const pasted = pasteTable(
    open(source),
    { start: position, end: position },
    typeof clipboard === 'string' ? { text: clipboard } : clipboard,
  );
  if (!pasted) throw new Error('pasted as text');
  return { source, pasted };
}

const done = ({ source, pasted }: { source: string; pasted: Pasted }, choice?: number) =>
  applyEdits(source, choice === undefined ? pasted.edits : (pasted.choices?.[choice]?.edits ?? []));

/** Figures of a row of a table, by the last part of the header. */
function row(source: string, title: string, label: string): Record<string, string> {
  const table = open(source).report.tables.find((t) => t.table.title.endsWith(title))?.table;
  const found = table?.rows.find((r) => r.label === label || r.code === label);
  return Object.fromEntries(
    [...(found?.cells ?? [])].filter(([, f]) => f.raw !== '').map(([c, f]) => [c.path.at(-1), f.raw]),
  );
}

const wrong = (source: string) =>
  open(source)
    .findings.filter((f) => f.severity === 'error' || f.severity === 'warning')
    .map((f) => f.message);
const totals = (source: string, title: string) => {
  const table = open(source).report.tables.find((t) => t.table.title.endsWith(title))?.table;
  return table?.rows.filter((r) => r.role === 'total').length;
};

const INCOME = tsv(
  '科目编码 科目名称 本年收入合计 其他收入 财政拨款收入',
  '合计 _ 150.00 5.00 145.00',
  '205 教育支出 150.00 5.00 145.00',
  '20508 进修及培训 150.00 5.00 145.00',
);

describe('a table with its header into one that is still empty', () => {
  it.each([
    ['its title', /^## /],
    ['its unit line', /金额单位/],
    ['the blank line above it', /^$/],
    ['its 合计', /^\| 合计/],
  ])('goes by the names of columns, the cursor on %s', (_, on) => {
    const after = done(paste(text, '收入决算表', on, INCOME));
    expect(row(after, '收入决算表', '合计')).toEqual({
      本年收入合计: '150.00',
      财政拨款收入: '145.00',
      其他收入: '5.00',
    });
    expect(row(after, '收入决算表', '205').其他收入).toBe('5.00');
    expect(totals(after, '收入决算表')).toBe(1);
    expect(wrong(after)).toEqual([]);
    // The table below is not touched.
    const below = (t: string) => t.slice(t.indexOf('支出决算表\n'));
    expect(below(after)).toBe(below(text));
  });

  it('knows a column by another of its names, and one of a nested header', () => {
    const other = tsv(
      '项目 _ 本年收入合计 本年收入合计 本年收入合计',
      '科目编码 科目名称 小计 财政拨款收入 其他收入',
      '合计 _ 150.00 145.00 5.00',
      '205 教育支出 150.00 145.00 5.00',
    );
    const after = done(paste(text, '收入决算表', /^\| 合计/, other));
    expect(row(after, '收入决算表', '205').财政拨款收入).toBe('145.00');
    expect(totals(after, '收入决算表')).toBe(1);
  });

  it('becomes the whole table where its unit of money is another', () => {
    const sheet = `收入决算表\t\t\t\r\n公开02表\t\t\t\r\n单位：某某局\t\t\t金额单位：元\r\n${tsv('科目编码 科目名称 本年收入合计 财政拨款收入', '合计 _ 1500000.00 1500000.00', '205 教育支出 1500000.00 1500000.00')}`;
    const after = done(paste(text, '收入决算表', /^\| 合计/, sheet));
    const table = open(after).report.tables.find((t) => t.table.title === '收入决算表')?.table;
    expect(table?.unit).toBe(0);
    expect(table?.number).toMatch(/02/);
    expect(row(after, '收入决算表', '205')).toEqual({
      本年收入合计: '1500000.00',
      财政拨款收入: '1500000.00',
    });
    expect(after.match(/收入决算表/g)?.length).toBe(text.match(/收入决算表/g)?.length);
  });

  it('becomes the whole table where it has a column that is none of the table', () => {
    const sheet = tsv(
      '科目编码 科目名称 本年支出合计 基本支出 项目支出 备注说明',
      '合计 _ 7.00 3.00 4.00 甲',
      '208 社会保障和就业支出 7.00 3.00 4.00 乙',
    );
    const after = done(paste(text, '支出决算表', /^\| 合计/, sheet));
    expect(after).toContain('备注说明');
    expect(totals(after, '支出决算表')).toBe(1);
    expect(row(after, '支出决算表', '208').项目支出).toBe('4.00');
  });

  it('stands by itself where it is another table than the heading says', () => {
    const sheet = `支出决算表\t\t\t\r\n${tsv('科目编码 科目名称 本年支出合计 基本支出', '合计 _ 7.00 7.00', '208 社会保障和就业支出 7.00 7.00')}`;
    const { pasted } = paste(text, '收入决算表', /^\| 合计/, sheet);
    expect(pasted.kind).toBe('table');
  });
});

describe('rows without a header', () => {
  it('as wide as the table go by position, blank columns included', () => {
    const after = done(
      paste(
        text,
        '收入决算表',
        /^\| 合计/,
        tsv('合计 _ 150.00 145.00 _ _ _ _ 5.00', '205 教育支出 150.00 145.00 _ _ _ _ 5.00'),
      ),
    );
    expect(row(after, '收入决算表', '合计')).toEqual({
      本年收入合计: '150.00',
      财政拨款收入: '145.00',
      其他收入: '5.00',
    });
    expect(totals(after, '收入决算表')).toBe(1);
  });

  it('narrower than the table go where their sums come out, if there is one such place', () => {
    // Six amounts for six columns but the sum: only one order of five parts adds up.
    const rows = tsv('合计 _ 21.00 6.00 15.00', '208 社会保障和就业支出 21.00 6.00 15.00');
    const { pasted, source } = paste(text, '支出决算表', /^\| 合计/, rows);
    expect(pasted.edits).toEqual([]);
    const titles = pasted.choices?.map((c) => c.title) ?? [];
    expect(titles.every((t) => t.includes('本年支出合计'))).toBe(true);
    const at = titles.findIndex((t) => t.endsWith('本年支出合计、基本支出、经营支出'));
    const after = done({ pasted, source }, at);
    expect(row(after, '支出决算表', '208')).toEqual({
      本年支出合计: '21.00',
      基本支出: '6.00',
      经营支出: '15.00',
    });
    expect(wrong(after)).toEqual([]);
  });

  it('are told by the other tables which columns are theirs', () => {
    const rows = tsv('合计 _ 9.00 9.00', '205 教育支出 9.00 9.00');
    const first = done(paste(text, '收入决算表', /^\| 合计/, INCOME));
    const { pasted } = paste(first, '支出决算表', /^\| 合计/, rows);
    expect(pasted.choices?.length ?? 1).toBeGreaterThan(0);
  });

  it('below a heading that names a table make that table', () => {
    const report =
      '标题：2024年度某局决算\n年度：2024\n类型：决算\n金额单位：万元\n\n## 三、支出决算表\n\n## 下一节\n\n文字。\n';
    const { pasted, source } = paste(
      report,
      '支出决算表',
      /^$/,
      tsv('合计 _ 7.00 3.00 4.00 _ _ _', '208 社会保障和就业支出 7.00 3.00 4.00 _ _ _'),
    );
    const after = done({ pasted, source });
    expect(row(after, '支出决算表', '208')).toEqual({
      本年支出合计: '7.00',
      基本支出: '3.00',
      项目支出: '4.00',
    });
    expect(after).toContain('\n\n## 下一节\n\n文字。\n');
  });
});

describe('rows into a table that has amounts', () => {
  const filled = done(paste(text, '收入决算表', /^\| 合计/, INCOME));

  it('that it has already with the same amounts are not doubled, and blank ones are filled', () => {
    const more = tsv(
      '科目编码 科目名称 本年收入合计 财政拨款收入 其他收入',
      '合计 _ 150.00 145.00 5.00',
      '2050803 培训支出 150.00 145.00 5.00',
    );
    const after = done(paste(filled, '收入决算表', /^\| 20508/, more));
    expect(totals(after, '收入决算表')).toBe(1);
    expect(row(after, '收入决算表', '2050803').其他收入).toBe('5.00');
    expect(wrong(after)).toEqual([]);
  });

  it('ask which total is right where it has another', () => {
    const more = tsv(
      '科目编码 科目名称 本年收入合计 财政拨款收入',
      '合计 _ 160.00 155.00',
      '206 科学技术支出 10.00 10.00',
    );
    const { pasted, source } = paste(filled, '收入决算表', /^\| 20508/, more);
    expect(pasted.choices).toHaveLength(2);
    expect(row(done({ pasted, source }, 0), '收入决算表', '合计').本年收入合计).toBe('150.00');
    const theirs = done({ pasted, source }, 1);
    expect(row(theirs, '收入决算表', '合计').本年收入合计).toBe('160.00');
    for (const choice of [0, 1]) {
      expect(totals(done({ pasted, source }, choice), '收入决算表')).toBe(1);
      expect(row(done({ pasted, source }, choice), '收入决算表', '206').本年收入合计).toBe('10.00');
    }
  });
});

it('a column of amounts without tabs goes down the column', () => {
  const after = done(
    paste(
      done(paste(text, '收入决算表', /^\| 合计/, tsv('合计 _ _ _ _ _ _ _ _', '205 教育支出 _ _ _ _ _ _ _'))),
      '收入决算表',
      /^\| 合计/,
      { text: '1.00\r\n2.00\r\n' },
    ),
  );
  expect(after).toContain('2.00');
});
