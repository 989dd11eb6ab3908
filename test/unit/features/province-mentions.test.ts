/** Sentences and headings that name tables in the words of a province lead to its tables. */
import { describe, expect, test } from 'vitest';
import { definition, open } from '../../../server/src/service.ts';
import { provinceHeaders, provinceLines } from '../../support/provinces.ts';

const headerOf = provinceHeaders();

interface Title {
  readonly title: string;
  readonly header: string;
  readonly form: string;
}

/** The titles of each province and kind, one a form. */
const houses = new Map<string, Map<string, Title>>();
for (const [kind = '', province = '', title = '', header = '', form = ''] of provinceLines('titles.tsv')) {
  if (!/0[1-9]$/.test(form)) continue;
  const key = `${kind} ${province}`;
  const own = houses.get(key) ?? new Map<string, Title>();
  const printed = headerOf(header) ?? '';
  if (!own.has(form)) own.set(form, { title, header: printed, form });
  houses.set(key, own);
}
const LEAST_TABLES = 6;
const tried = [...houses].filter(([, own]) => own.size >= LEAST_TABLES);

const bar = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

function tableOf({ title, header }: Title): string[] {
  const parts = header.split('|');
  const row = parts.map((part, i) =>
    /编码/.test(part) ? '201' : /名称|^项目$|^收入$|^支出$/.test(part) ? '甲' : `${i}.00`,
  );
  return [`## ${title}`, '', bar(parts), bar(parts.map(() => '---')), bar(row), ''];
}

/** A report of the province that names each of its tables in a heading and in a sentence, by its own words. */
function reportOf(kind: string, titles: readonly Title[]): string {
  const tables = titles.flatMap(tableOf);
  const named = titles.flatMap(({ title }) => [
    `## 《${title}》的说明`,
    '',
    `详细数字见${title}，其余从略。`,
    '',
  ]);
  return [
    '标题：某局',
    '单位：某局',
    '年度：2022',
    `类型：${kind}`,
    '金额单位：万元',
    '',
    ...tables,
    '# 情况说明',
    '',
    ...named,
  ].join('\n');
}

describe('tables that sentences and headings name in a province’s words', () => {
  test('of ten provinces at least, final accounts and budgets', () => {
    const of = (kind: string) => tried.filter(([key]) => key.startsWith(kind)).length;
    expect(of('决算')).toBeGreaterThanOrEqual(10);
    expect(of('预算')).toBeGreaterThanOrEqual(10);
  });

  test.each(tried)('%s', (key, own) => {
    const titles = [...own.values()];
    const analysis = open(reportOf(key.slice(0, 2), titles));
    const text = analysis.text.split('\n');
    const wrong = titles.flatMap(({ title }) => {
      const table = text.indexOf(`## ${title}`);
      return [`## 《${title}》的说明`, `详细数字见${title}，其余从略。`].flatMap((line) => {
        const at = { line: text.indexOf(line), character: line.indexOf(title) + 2 };
        const target = definition(analysis, at)?.targets[0]?.range.start.line;
        return target === table ? [] : [`${line} → ${target === undefined ? 'nothing' : text[target]}`];
      });
    });
    expect(wrong).toEqual([]);
  });
});
