/** A code whose 款 or 类 has no row in its table, although the table lists that level. */

import { defineRule, type RawFinding, type RuleContext } from '../../analysis/rule.ts';
import { getOrMake } from '../../base/maps.ts';
import { levelOf, parentOf } from '../../reference/codes.ts';
import { codeRange } from '../places.ts';
import { codedRows } from './coded-rows.ts';

export default defineRule({
  id: 'orphan-code',
  family: 'codes',
  severity: 'information',
  messages: ['orphan-code.parent'],
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
      message: 'orphan-code.parent',
      data: { code, parent, name },
      range: codeRange(placed, row),
      printed: code,
    };
  }
}
