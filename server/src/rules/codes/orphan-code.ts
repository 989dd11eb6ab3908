/**
 * A code whose 款 or 类 has no row in its table, although the table lists that level. A warning where it alone lacks it,
 * with an amount.
 */

import { defineRule, type RawFinding, type TableGround } from '../../analysis/rule.ts';
import { pushTo } from '../../base/maps.ts';
import type { Says } from '../../messages/index.ts';
import type { PlacedTable } from '../../model/report.ts';
import type { PanelRow } from '../../model/types.ts';
import { levelOf, parentOf } from '../../reference/codes.ts';
import { codeRange } from '../places.ts';
import { type CodedRow, codedRowsOf } from './coded-rows.ts';

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
  ofTable: (ground, placed) => [...check(ground, placed)],
});

/** Parents of one level that are printed before the one that is not counts as forgotten. */
const FEWEST_PRINTED = 2;

function* check({ reference }: TableGround, placed: PlacedTable): Iterable<RawFinding> {
  const coded = [...codedRowsOf(placed)];
  const codes = new Set(coded.map((r) => r.code));
  const printed = new Map<number, number>();
  for (const { length } of codes) printed.set(length, (printed.get(length) ?? 0) + 1);
  const missing = new Map<string, CodedRow[]>();
  for (const one of coded) {
    const parent = parentOf(one.code);
    if (!parent || codes.has(parent) || !printed.has(parent.length) || levelOf(one.code) === undefined)
      continue;
    pushTo(missing, parent, one);
  }
  // Whether all other parents of its level are printed, and several are.
  const isOnly = ({ length }: string) =>
    (printed.get(length) ?? 0) >= FEWEST_PRINTED &&
    [...missing.keys()].filter((p) => p.length === length).length === 1;
  for (const [parent, rows] of missing) {
    const first = rows[0] as CodedRow;
    // A code that is no code has no parent: unknown-code tells of it.
    const entry = reference.codes.get(first.catalogue, parent);
    if (!entry) continue;
    yield {
      message: SAYS.parent,
      data: { code: first.code, parent, name: entry.name },
      range: codeRange(placed, first.row),
      printed: first.code,
      ...(isOnly(parent) && rows.some(({ row }) => hasAmount(row)) ? { severity: 'warning' as const } : {}),
    };
  }
}

const hasAmount = ({ cells }: PanelRow): boolean =>
  [...cells.values()].some((c) => c.state === 'amount' && c.value !== 0n);
