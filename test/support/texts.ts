/** Texts for property tests: reports to damage, and the damage that people and machines do. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { cases } from './everything.ts';

/** Runs of a property: a quarter of them every day; `FC_TIMES=20` looks longer. */
export const times = (runs: number) => ({
  numRuns: cases(runs, Math.ceil(runs / 4)) * Number(process.env.FC_TIMES ?? 1),
});

/** From the project's folder: the fuzzer runs this file out of a bundle. */
const read = (path: string) => readFileSync(join(process.cwd(), path), 'utf8');

/** The part of a sample that holds its main tables: from the front matter to the heading `to`. */
export function mainPart(name: string, to: string): string {
  const text = read(`samples/${name}.disclosure`);
  const end = text.indexOf(`\n${to}`);
  return end < 0 ? text : text.slice(0, end + 1);
}

export const EXAMPLE = read('test/fixtures/example.disclosure');

/** Reports whose tables are dense enough to be worth damaging. */
export const REPORTS: readonly string[] = [
  EXAMPLE,
  read('test/golden/cases/tables.disclosure'),
  read('test/golden/cases/panels.disclosure'),
  read('test/golden/cases/tabs.disclosure'),
  mainPart('聊城2022决算', '# 第三部分'),
];

/** Characters that have broken readers before. */
const ODD = [
  '\u0000',
  '\ufeff',
  '\ud800',
  '\udc00',
  '𠮷',
  '\u2028',
  '\u200b',
  '\u00a0',
  '　',
  '\\',
  '|',
  '\t',
  '\r',
  '`',
  '*',
  '〇',
  '９',
  '：',
  '-',
  '—',
  '#',
  '/',
  '<br>',
];

/** Pieces of the language and of its surroundings, in any order. */
export const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...ODD,
        '\n',
        '\r\n',
        '\n\n',
        '| --- | ---: |\n',
        '| 项目 | 金额 |\n',
        '| 合计 | 1.00 |\n',
        '注：',
        '勾稽：',
        '图：',
        '// 忽略 rollup：甲\n',
        '# 第一部分\n',
        '单位：万元\n',
        '公开01表\n',
        '合计\t1.00\n',
        '205',
        '其中：',
        '2,817.04',
        '（',
        '“',
      ),
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.string({ maxLength: 8 }),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));

/** One change to one row of a table; `null` where the row does not allow it. */
export type RowDamage = (row: string, at: number, with_: string) => string;

export const ROW_DAMAGE: Readonly<Record<string, RowDamage>> = {
  'delete a bar': (row, at) => {
    const bars = [...row.matchAll(/\|/g)].map((m) => m.index);
    const bar = bars[at % Math.max(bars.length, 1)];
    return bar === undefined ? row : row.slice(0, bar) + row.slice(bar + 1);
  },
  'cut it in half': (row, at) => {
    const cut = at % (row.length + 1);
    return `${row.slice(0, cut)}\n${row.slice(cut)}`;
  },
  'paste it with tabs': (row) =>
    row
      .replace(/^\s*\|\s*|\s*\|\s*$/g, '')
      .split('|')
      .map((c) => c.trim())
      .join('\t'),
  'paste a block with tabs behind it': (row) => `${row}\n205\t教育支出\t150.00\n20502\t普通教育\t150.00`,
  'mix line ends': (row, at) => row + ['\r', '\r\n', '\n\r'][at % 3],
  'put an odd character in': (row, at, odd) =>
    row.slice(0, at % (row.length + 1)) + odd + row.slice(at % (row.length + 1)),
  'delete it': () => '',
  'write it twice': (row) => `${row}\n${row}`,
  'delete a piece': (row, at) => row.slice(0, at % (row.length + 1)) + row.slice((at % (row.length + 1)) + 5),
};

export const damage = fc.record({
  kind: fc.constantFrom(...Object.keys(ROW_DAMAGE)),
  line: fc.nat(100_000),
  at: fc.nat(500),
  odd: fc.constantFrom(...ODD),
});
