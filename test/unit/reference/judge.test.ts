/** How much of what can be misprinted in a code or its name the catalogue is able to tell. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parentOf, validIn } from '../../../server/src/reference/codes.ts';
import { builtInReference } from '../../../server/src/reference/index.ts';
import type { Catalogue } from '../../../server/src/reference/types.ts';
import { open } from '../../../server/src/service.ts';

const { codes } = builtInReference();
const YEAR = 2023;
const items = codes.entries.filter(
  (e) => e.catalogue === 'functional' && e.level === '项' && validIn(e, YEAR) && e.basis !== 'doubtful',
);

const isTold = (code: string, name: string): 'warning' | 'information' | undefined => {
  const judged = codes.judge('functional', code, name, YEAR);
  return judged.kind === 'wrong' ? (judged.sure ? 'warning' : 'information') : undefined;
};
const share = (all: readonly boolean[]): number => all.filter(Boolean).length / all.length;

describe('the catalogue', () => {
  test('calls none of its own names wrong', () => {
    expect(items.filter((e) => isTold(e.code, e.name))).toEqual([]);
  });

  test('tells a name with a wrong character for at least 45 % of all 项', () => {
    const wrong = (name: string) => `${name.slice(0, -1)}甲`;
    expect(share(items.map((e) => isTold(e.code, wrong(e.name)) !== undefined))).toBeGreaterThan(0.45);
  });

  test('warns of a name that is that of another 项 of the 款', () => {
    const pairs = items.flatMap((e) =>
      items
        .filter((o) => parentOf(o.code) === parentOf(e.code) && o.name !== e.name)
        .map((o) => isTold(e.code, o.name) === 'warning'),
    );
    expect(share(pairs)).toBeGreaterThan(0.85);
  });

  test('warns of a name that one other code alone has, wherever it stands', () => {
    const only = items.filter(
      (e) => /^co/.test(e.basis) && items.filter((o) => o.name === e.name).length === 1,
    );
    const told = items.flatMap((e, i) =>
      only
        .filter((o, k) => o.code !== e.code && (i + k) % 17 === 0)
        .map((o) => isTold(e.code, o.name) === 'warning'),
    );
    expect(share(told)).toBeGreaterThan(0.95);
  });

  test('is silent about a name that several codes have, beside a code that nothing bears out', () => {
    const several = ['行政运行', '一般行政管理事务', '事业运行'];
    const unsure = items.filter((e) => e.basis === 'unconfirmed' && !e.code.startsWith('22'));
    const alone = unsure.filter(
      (e) => !items.some((o) => parentOf(o.code) === parentOf(e.code) && several.includes(o.name)),
    );
    expect(alone.length).toBeGreaterThan(20);
    const far = alone.filter((e) => several.every((name) => isTold(e.code, name) === undefined));
    expect(far.length / alone.length).toBeGreaterThan(0.5);
  });

  test('warns of a code with one digit changed that is another code', () => {
    const told: boolean[] = [];
    for (const e of items)
      for (let at = 2; at < 7; at++)
        for (let d = 0; d < 10; d++) {
          const code = `${e.code.slice(0, at)}${d}${e.code.slice(at + 1)}`;
          const other = codes.get('functional', code, YEAR);
          // 行政运行 and the like are right under many a 款.
          if (
            code !== e.code &&
            other &&
            validIn(other, YEAR) &&
            other.name !== e.name &&
            other.basis !== 'doubtful'
          )
            told.push(isTold(code, e.name) === 'warning');
        }
    expect(share(told)).toBeGreaterThan(0.85);
  });
});

interface Pair {
  readonly kind: Catalogue;
  readonly code: string;
  readonly name: string;
  readonly year: number;
}

/** What published documents print beside codes (test/fixtures/codes). */
const pairs: readonly Pair[] = readFileSync('test/fixtures/codes/pairs.tsv', 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [kind, code = '', name = '', year] = line.split('\t');
    return { kind: kind as Catalogue, code, name, year: Number(year) };
  });

describe('pairs that published documents print', () => {
  test('are none of them called wrong in their year', () => {
    expect(pairs.length).toBeGreaterThan(150);
    const wrong = pairs.filter((p) => codes.judge(p.kind, p.code, p.name, p.year).kind === 'wrong');
    expect(wrong).toEqual([]);
  });

  test('no finding of a report is an error or a warning about one', () => {
    const headers: Readonly<Record<string, string>> = {
      functional: '功能分类科目编码',
      economic_department: '部门预算支出经济分类科目编码',
      economic_government: '政府预算支出经济分类科目编码',
      revenue: '收入分类科目编码',
    };
    const loud = pairs.flatMap(({ kind, code, name, year }) => {
      const rows = [
        `| ${headers[kind]} | 科目名称 | 合计 | 基本支出 | 项目支出 |`,
        '| --- | --- | ---: | ---: | ---: |',
        `| ${code} | ${name} | 1.00 | 1.00 |  |`,
      ];
      const front = ['单位：某局', `年度：${year}`, '类型：决算', '金额单位：万元', '', '## 支出表', ''];
      return [...open([...front, ...rows, ''].join('\n')).findings]
        .filter((f) => /code/.test(f.rule) && (f.severity === 'error' || f.severity === 'warning'))
        .map((f) => `${year} ${code} ${name}: ${f.rule}`);
    });
    expect(loud).toEqual([]);
  });

  test('with another 项’s name are warned of, with a wrong one told', () => {
    const own = pairs.filter((p) => p.kind === 'functional' && p.code.length === 7 && p.year > 2019);
    const swapped = own.flatMap(({ code, name, year }) =>
      items
        .filter((o) => parentOf(o.code) === parentOf(code) && o.code !== code && o.name !== name)
        .map((o) => {
          const judged = codes.judge('functional', code, o.name, year);
          return judged.kind === 'wrong' && judged.sure;
        }),
    );
    expect(share(swapped)).toBeGreaterThan(0.85);
    const misspelt = own.map(
      ({ code, name, year }) =>
        codes.judge('functional', code, `${name.slice(0, -1)}甲`, year).kind === 'wrong',
    );
    expect(share(misspelt)).toBeGreaterThan(0.45);
  });
});

test('names with brackets that say under what they stand are those names', () => {
  expect(codes.judge('functional', '2040201', '行政运行（公安）', 2022).kind).toBe('form');
  expect(codes.judge('functional', '2040202', '行政运行（公安）', 2022).kind).not.toBe('form');
});

test('reports that are older than the catalogue’s edition are not held against it', () => {
  expect(codes.judge('functional', '213', '农林水事务', 2009).kind).toBe('unknown');
  expect(codes.judge('functional', '213', '农林水事务', 2021).kind).toBe('wrong');
});
