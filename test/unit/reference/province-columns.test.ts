import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { getOrMake } from '../../../server/src/base/maps.ts';
import { builtInReference } from '../../../server/src/reference/index.ts';
import { columnLines, readColumns } from '../../support/province-columns.ts';

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
  for (const line of readFileSync('test/fixtures/provinces/titles.tsv', 'utf8').trim().split('\n').slice(1)) {
    const [, province = '', , , form = ''] = line.split('\t');
    getOrMake(printed, form, () => new Set()).add(province);
  }
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
