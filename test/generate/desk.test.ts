/**
 * From an empty report to a filled one, sheet by sheet: every table of a generated report is copied as Excel copies it and
 * pasted under the title that promises it, and at no step is anything told but what is not filled in yet.
 */
import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../server/src/base/edits.ts';
import { pasteTable } from '../../server/src/exchange/import/paste.ts';
import type { PlacedTable } from '../../server/src/model/report.ts';
import { open } from '../../server/src/service.ts';
import { cases } from '../support/everything.ts';
import { begun, sheetsOf, textOf } from './desk.ts';
import { make } from './report.ts';

/** Not filled in yet; and what rounding alone explains, which is no fault. */
const EXPECTED = ['empty-table-note', 'rounding'];

const PLACES = ['its title', 'its unit line', 'the blank line above it', 'its first row'] as const;

const isPrinted = (raw: string) => raw !== '' && !/^\p{Pd}+$/u.test(raw);

const figures = ({ table }: PlacedTable) =>
  table.rows.flatMap((row) => [...row.cells.values()].map((f) => f.raw).filter(isPrinted)).sort();

function lineFor(text: string, target: PlacedTable, place: (typeof PLACES)[number]): number {
  const lines = text.split('\n');
  let head = target.line;
  while (!lines[head]?.startsWith('#')) head--;
  return [head, head + 1, head + 2, target.line + 3][PLACES.indexOf(place)] as number;
}

describe('nine sheets, one after the other', () => {
  const seeds = Array.from(
    { length: cases(24, 4) },
    (_, i) => [`desk:${i}`, PLACES[i % 4] as string] as const,
  );
  test.each(seeds)('%s, the cursor on %s', async (seed, place) => {
    const made = make(seed, { pages: undefined, tab: false });
    const whole = textOf(made);
    const sheets = await sheetsOf(whole);
    const { tables } = open(whole).report;
    expect(sheets.length).toBe(tables.length);
    let text = begun(made);
    for (const [i, sheet] of sheets.entries()) {
      const own = tables[i] as PlacedTable;
      const named = (t: PlacedTable) => t.table.form?.id === own.table.form?.id;
      const target = open(text).report.tables.find(named);
      if (!target) throw new Error(`${sheet.name}: no table of ${own.table.form?.id}`);
      const at = { line: lineFor(text, target, place as (typeof PLACES)[number]), character: 0 };
      const pasted = pasteTable(open(text), { start: at, end: at }, sheet);
      expect(pasted?.choices, sheet.name).toBeUndefined();
      text = applyEdits(text, pasted?.edits ?? []);
      const now = open(text);
      const found = now.report.tables.filter(named);
      expect(found.length, sheet.name).toBe(1);
      expect(figures(found[0] as PlacedTable), sheet.name).toEqual(figures(own));
      const told = now.findings.filter((f) => f.severity !== 'hint' && !EXPECTED.includes(f.rule));
      expect(
        told.map((f) => `${f.rule} ${f.message}`),
        `${sheet.name}\n${text}`,
      ).toEqual([]);
      const left = now.findings.filter((f) => f.rule === 'empty-table-note').length;
      if (i === sheets.length - 1) expect(left, 'a table is not filled').toBe(0);
    }
  });
});
