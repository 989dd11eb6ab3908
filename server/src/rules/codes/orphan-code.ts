/** A code whose 款 or 类 has no row in its table, although the table lists that level. */

import { defineRule, type RawFinding, type RuleContext } from '../../analysis/rule.ts';
import { getOrMake } from '../../base/maps.ts';
import type { Says } from '../../messages/index.ts';
import { levelOf, parentOf } from '../../reference/codes.ts';
import { codeRange } from '../places.ts';
import { codedRows } from './coded-rows.ts';

const SAYS = {
  parent: {
    zh: '{code} 的上级科目 {parent} {name}在本表没有一行。',
    en: '{parent} {name}(the parent of {code}) has no row in this table.',
  },
} as const satisfies Says;

export default defineRule({
  id: 'orphan-code',
  title: { zh: '缺少上级科目行', en: 'Code without its parent row' },
  family: 'codes',
  severity: 'information',
  says: SAYS,
  check,
});

function* check(analysis: RuleContext): Iterable<RawFinding> {
  const known = new Map<unknown, { codes: Set<string>; lengths: Set<number> }>();
  for (const { placed, code } of codedRows(analysis)) {
    const entry = getOrMake(known, placed, () => ({ codes: new Set<string>(), lengths: new Set<number>() }));
    entry.codes.add(code);
    entry.lengths.add(code.length);
  }
  const told = new Set<string>();
  for (const { placed, row, code, catalogue } of codedRows(analysis)) {
    const parent = parentOf(code);
    const entry = known.get(placed);
    if (!parent || !entry || entry.codes.has(parent) || !entry.lengths.has(parent.length)) continue;
    // A code that is no code has no parent: unknown-code tells of it.
    if (levelOf(code) === undefined || !analysis.reference.codes.get(catalogue, parent)) continue;
    const key = `${placed.line}:${parent}`;
    if (told.has(key)) continue;
    told.add(key);
    const name = analysis.reference.codes.get(catalogue, parent)?.name ?? '';
    yield {
      message: SAYS.parent,
      data: { code, parent, name },
      range: codeRange(placed, row),
      printed: code,
    };
  }
}
