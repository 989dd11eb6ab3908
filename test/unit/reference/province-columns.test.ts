import { describe, expect, test } from 'vitest';
import { getOrMake } from '../../../server/src/base/maps.ts';
import { builtInReference } from '../../../server/src/reference/index.ts';
import { open } from '../../../server/src/service.ts';
import { columnLines, readColumns } from '../../support/province-columns.ts';
import { provinceLines } from '../../support/provinces.ts';

const PROVINCES = 3;
const lines = columnLines();

/** Forms that a report owes. */
const owed = builtInReference().forms.forms.filter((f) => f.required === true && f.kind !== 'any');

describe('columns in the wording of provinces', () => {
  test.each(owed.map((f) => f.id))('%s: at least three provinces', (id) => {
    const own = lines.filter((l) => l.form === id);
    expect(new Set(own.map((l) => l.province)).size).toBeGreaterThanOrEqual(PROVINCES);
    expect(own.some((l) => l.basis === 'seen')).toBe(true);
  });

  /** Provinces that print a table of a form, as titles.tsv has them. */
  const printed = new Map<string, Set<string>>();
  for (const [, province = '', , , form = ''] of provinceLines('titles.tsv'))
    getOrMake(printed, form, () => new Set()).add(province);
  const others = [...printed].filter(([id]) => builtInReference().forms.get(id)?.required === undefined);

  test.each(others.filter(([id]) => builtInReference().forms.get(id)))(
    '%s, which not every report has: as many provinces as print it, three of many',
    (id, provinces) => {
      const own = new Set(lines.filter((l) => l.form === id).map((l) => l.province));
      expect(own.size).toBeGreaterThanOrEqual(Math.min(PROVINCES, provinces.size));
    },
  );

  test('each says where it is from', () => {
    for (const { basis, source, header, reads } of lines) {
      expect(['seen', 'known'], header).toContain(basis);
      expect(source, header).toBeTruthy();
      expect(reads, header).not.toContain('?');
      expect(reads.split('|').length, header).toBe(header.split('|').length);
    }
  });

  test.each([...new Set(lines.map((l) => l.form))])('%s: every column of amounts is known', (id) => {
    const wrong = lines
      .filter((l) => l.form === id)
      .map((l) => ({ line: l, got: readColumns(l, l.title) }))
      .filter(({ line, got }) => got.form !== line.form || got.reads !== line.reads)
      .map(({ line, got }) => ({ province: line.province, header: line.header, wanted: line.reads, got }));
    expect(wrong).toEqual([]);
  });
});

test('年初预算数 beside 全年预算数 is added up as well, alone it is the budget', () => {
  const rows = (first: string, second = '') => [
    `| 合计 | ${first} | ${second}9.00 |`,
    `| 1.因公出国（境）费 | 0.00 | ${second && '0.00 | '}0.00 |`,
    `| 2.公务用车购置及运行维护费 | 8.00 | ${second && '8.00 | '}7.50 |`,
    `| 3.公务接待费 | 2.00 | ${second && '2.00 | '}1.50 |`,
  ];
  const told = (head: string, lines: readonly string[]) => {
    const cells = head.split('|').map(() => '---');
    const table = [`| 项目 | ${head} |`, `| --- | ${cells.join(' | ')} |`, ...lines];
    const text = [
      '单位：某局',
      '年度：2023',
      '类型：决算',
      '金额单位：万元',
      '',
      '## “三公”经费支出决算表',
      '',
      ...table,
    ];
    return open(text.join('\n'))
      .findings.filter((f) => f.severity === 'error')
      .map((f) => f.printed);
  };
  const both = '年初预算数 | 全年预算数 | 决算数';
  expect(told(both, rows('10.00', '10.00 | '))).toEqual([]);
  expect(told(both, rows('11.00', '10.00 | '))).toEqual(['11.00']);
  expect(told(both, rows('10.00', '12.00 | '))).toEqual(['12.00']);
  expect(told('年初预算数 | 决算数', rows('10.00'))).toEqual([]);
  expect(told('年初预算数 | 决算数', rows('11.00'))).toEqual(['11.00']);
});
