import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { builtInReference } from '../../../server/src/reference/index.ts';
import { newReport, open, outlineChoices, reportLike } from '../../../server/src/service.ts';

const samples = new URL('../../../samples/', import.meta.url);
const read = (name: string) => readFileSync(new URL(encodeURIComponent(name), samples), 'utf8');

const wishes = { year: 2024, unit: '示例局', moneyUnit: '万元' } as const;
/** What a report that was just begun may be told: what is not there yet, never a mistake. */
const BEGUN = new Set(['empty-table-note']);

describe('a new report', () => {
  for (const { id, kind } of outlineChoices()) {
    for (const scope of ['部门', '单位'] as const) {
      for (const year of [2018, 2024]) {
        it(`${id}, ${scope}, ${year}: has every table that is owed, known as its form, and nothing to find fault with`, () => {
          const made = newReport({ ...wishes, outline: id, scope, year });
          const { text, name } = made!;
          expect(name).toBe(`示例局${year}${kind}.disclosure`);
          expect(text).not.toMatch(/[{}]/);
          const analysis = open(text);
          const { front, tables } = analysis.report;
          expect(front).toMatchObject({ year, kind, unit: '示例局', moneyUnit: 4 });
          for (const { table } of tables) {
            expect(table.form, table.title).toBeDefined();
            expect(table.unitKnown).toBe(true);
          }
          const told = analysis.findings.filter((f) => !BEGUN.has(f.rule));
          expect(told.map((f) => `${f.rule}: ${f.message}`)).toEqual([]);
        });
      }
    }
  }

  it('names only forms that there are', () => {
    const { forms, outlines } = builtInReference();
    for (const outline of outlines) {
      for (const part of outline.parts) {
        if (!('tables' in part) || part.tables === 'owed') continue;
        for (const { form } of part.tables) expect(forms.get(form), form).toBeDefined();
      }
    }
  });

  it('takes what a person typed for a name as it is, on one line, and makes a file name of it', () => {
    const made = newReport({ ...wishes, outline: '决算通用', scope: '单位', unit: '甲/乙:局' });
    expect(made?.name).toBe('甲乙局2024决算.disclosure');
    expect(made?.text).toContain('单位：甲/乙:局\n');
    expect(newReport({ ...wishes, outline: '没有', scope: '单位' })).toBeUndefined();
  });
});

describe('a report like last year’s', () => {
  const names = readdirSync(samples).filter((n) => n.endsWith('.disclosure'));

  for (const name of names) {
    it(`${name}: the same tables, no figure, no sentence, no mistake`, () => {
      const before = open(read(name));
      const year = before.report.front.year! + 1;
      const { text, name: made } = reportLike(before, year, name);
      expect(made).toContain(String(year));
      const after = open(text);
      expect(after.report.front).toMatchObject({
        year,
        kind: before.report.front.kind,
        unit: before.report.front.unit,
      });
      expect(after.report.front.entries.find((e) => e.key === '上年')?.value).toBe(name);
      const forms = (analysis: typeof after) => analysis.report.tables.map((t) => t.table.form?.id);
      expect(forms(after)).toEqual(forms(before));
      const money = after.report.tables.flatMap(({ table }) =>
        table.rows.flatMap((row) => [...row.cells.values()].filter((f) => f.printed).map((f) => f.raw)),
      );
      expect(money).toEqual([]);
      expect(after.findings.filter((f) => f.severity === 'error').map((f) => f.message)).toEqual([]);
    });
  }
});
