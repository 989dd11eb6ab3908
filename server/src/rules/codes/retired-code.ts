/** A code of other years than the report's. */

import { defineRule, type RawFinding, type TableGround } from '../../analysis/rule.ts';
import type { Says } from '../../messages/index.ts';
import type { PlacedTable } from '../../model/report.ts';
import { validIn } from '../../reference/codes.ts';
import { codeRange } from '../places.ts';
import { codedRowsOf, yearOf } from './coded-rows.ts';

const SAYS = {
  retired: {
    zh: '{code} {name} 用到 {limit} 年为止，{year} 年度已不使用。',
    en: '{code} {name} was in use until {limit}, not in {year}.',
  },
  early: {
    zh: '{code} {name} 自 {limit} 年起使用，{year} 年度还没有。',
    en: '{code} {name} came into use in {limit}, not in {year}.',
  },
} as const satisfies Says;

export default defineRule({
  id: 'retired-code',
  title: { zh: '科目不属于本年度', en: 'Code of other years' },
  family: 'codes',
  severity: 'information',
  says: SAYS,
  ofTable: (ground, placed) => [...check(ground, placed)],
});

function* check(ground: TableGround, placed: PlacedTable): Iterable<RawFinding> {
  const year = yearOf(ground, placed);
  for (const { row, code, catalogue } of codedRowsOf(placed)) {
    const entry = ground.reference.codes.get(catalogue, code, year);
    if (!entry || year === undefined || validIn(entry, year) || entry.basis === 'doubtful') continue;
    const late = entry.lastYear !== undefined && year > entry.lastYear;
    yield {
      message: late ? SAYS.retired : SAYS.early,
      data: {
        code,
        name: entry.name,
        year: String(year),
        limit: String(late ? entry.lastYear : entry.firstYear),
      },
      range: codeRange(placed, row),
      printed: code,
    };
  }
}
