/** A code that stands twice in one tree. Under another unit it is no duplicate. */

import { defineRule, type RawFinding, type RuleContext, type TableGround } from '../../analysis/rule.ts';
import { foldName } from '../../base/fold.ts';
import { pushTo } from '../../base/maps.ts';
import type { Says } from '../../messages/index.ts';
import type { PlacedTable } from '../../model/report.ts';
import { codeRange } from '../places.ts';
import { type CodedRow, codedRowsOf } from './coded-rows.ts';

const SAYS = {
  code: { zh: '科目 {code} 在本表出现了两次。', en: 'Code {code} stands twice in this table.' },
  first: { zh: '第一次在这里', en: 'the first stands here' },
} as const satisfies Says;

export default defineRule({
  id: 'duplicate-code',
  title: { zh: '科目编码重复', en: 'Code stands twice' },
  family: 'codes',
  severity: 'warning',
  says: SAYS,
  check,
});

function* check(analysis: RuleContext): Iterable<RawFinding> {
  for (const [at, placed] of analysis.report.tables.entries()) {
    const alike = analysis.byTable(alikeIn, placed);
    // Which rows are details of one code, their amounts show.
    const details = alike.length > 0 ? analysis.cubes[at]?.details : undefined;
    for (const rows of alike) {
      const [first, ...others] = rows.filter(({ row }) => !details?.has(row));
      for (const other of others) {
        // Without amounts those that are alike to the letter are no details.
        if (!first || (placed.table.empty && textOf(other) !== textOf(first))) continue;
        yield {
          message: SAYS.code,
          data: { code: other.code },
          range: codeRange(placed, other.row),
          printed: other.code,
          related: [{ range: codeRange(placed, first.row), message: analysis.say(SAYS.first) }],
        };
      }
    }
  }
}

/** Rows of a table with the same code under the same unit. */
function alikeIn(_: TableGround, placed: PlacedTable): readonly (readonly CodedRow[])[] {
  if (!placed.table.form?.tree) return [];
  const rows = new Map<string, CodedRow[]>();
  for (const coded of codedRowsOf(placed))
    pushTo(rows, `${coded.catalogue}:${coded.row.unit?.line ?? ''}:${coded.code}`, coded);
  return [...rows.values()].filter((same) => same.length > 1);
}

function textOf({ placed, row }: CodedRow): string {
  return foldName(placed.table.block.lines[row.line]?.text ?? '');
}
