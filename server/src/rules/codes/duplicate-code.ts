/** A code that stands twice in one tree. Under another unit it is no duplicate. */

import { defineRule, type RawFinding, type RuleContext } from '../../analysis/rule.ts';
import { foldName } from '../../base/fold.ts';
import type { Says } from '../../messages/index.ts';
import { codeRange } from '../places.ts';
import { type CodedRow, codedRows } from './coded-rows.ts';

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
  const first = new Map<string, CodedRow>();
  const details = new Set(analysis.cubes.flatMap((cube) => [...cube.details.keys()]));
  for (const coded of codedRows(analysis)) {
    const { placed, row, code, catalogue } = coded;
    if (!placed.table.form?.tree || details.has(row)) continue;
    const key = `${placed.line}:${catalogue}:${row.unit?.line ?? ''}:${code}`;
    const other = first.get(key);
    if (!other) {
      first.set(key, coded);
      continue;
    }
    // Which rows are details of one code, their amounts show; without any, those that are alike to the letter are not.
    if (placed.table.empty && textOf(coded) !== textOf(other)) continue;
    yield {
      message: SAYS.code,
      data: { code },
      range: codeRange(placed, row),
      printed: code,
      related: [{ range: codeRange(other.placed, other.row), message: analysis.say(SAYS.first) }],
    };
  }
}

function textOf({ placed, row }: CodedRow): string {
  return foldName(placed.table.block.lines[row.line]?.text ?? '');
}
