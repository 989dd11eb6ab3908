/**
 * A code whose 款 or 类 has no row in its table, although the table lists that level. A warning where it alone lacks it,
 * with an amount.
 */

import { defineRule, type RawFinding, type RuleContext } from '../../analysis/rule.ts';
import { getOrMake, pushTo } from '../../base/maps.ts';
import type { Says } from '../../messages/index.ts';
import type { PlacedTable, Report } from '../../model/report.ts';
import type { PanelRow } from '../../model/types.ts';
import { levelOf, parentOf } from '../../reference/codes.ts';
import { codeRange } from '../places.ts';
import { type CodedRow, codedRows } from './coded-rows.ts';

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
  looksAt: 'amounts',
  says: SAYS,
  check,
});

/** Rows of a table whose parent is not printed. */
interface Orphans {
  readonly placed: PlacedTable;
  readonly parent: string;
  readonly rows: readonly CodedRow[];
  /** Whether all other parents of its level are printed, and several are. */
  readonly isOnly: boolean;
}

/** Parents of one level that are printed before the one that is not counts as forgotten. */
const FEWEST_PRINTED = 2;

/** By the report, which stays the same object while nothing but amounts changes. */
const known = new WeakMap<Report, readonly Orphans[]>();

function* check(analysis: RuleContext): Iterable<RawFinding> {
  for (const { placed, parent, rows, isOnly } of getOrMake(known, analysis.report, () =>
    orphansIn(analysis),
  )) {
    const [first] = rows;
    // A code that is no code has no parent: unknown-code tells of it.
    const entry = first && analysis.reference.codes.get(first.catalogue, parent);
    if (!first || !entry) continue;
    yield {
      message: SAYS.parent,
      data: { code: first.code, parent, name: entry.name },
      range: codeRange(placed, first.row),
      printed: first.code,
      ...(isOnly && rows.some(({ row }) => hasAmount(row)) ? { severity: 'warning' as const } : {}),
    };
  }
}

function orphansIn(analysis: RuleContext): Orphans[] {
  const tables = new Map<PlacedTable, CodedRow[]>();
  for (const coded of codedRows(analysis)) pushTo(tables, coded.placed, coded);
  return [...tables].flatMap(([placed, rows]) => orphansOf(placed, rows));
}

function orphansOf(placed: PlacedTable, rows: readonly CodedRow[]): Orphans[] {
  const codes = new Set(rows.map((r) => r.code));
  const printed = new Map<number, number>();
  for (const { length } of codes) printed.set(length, (printed.get(length) ?? 0) + 1);
  const missing = new Map<string, CodedRow[]>();
  for (const coded of rows) {
    const parent = parentOf(coded.code);
    if (!parent || codes.has(parent) || !printed.has(parent.length) || levelOf(coded.code) === undefined)
      continue;
    pushTo(missing, parent, coded);
  }
  const isOnly = ({ length }: string) =>
    (printed.get(length) ?? 0) >= FEWEST_PRINTED &&
    [...missing.keys()].filter((p) => p.length === length).length === 1;
  return [...missing].map(([parent, own]) => ({ placed, parent, rows: own, isOnly: isOnly(parent) }));
}

const hasAmount = ({ cells }: PanelRow): boolean =>
  [...cells.values()].some((c) => c.state === 'amount' && c.value !== 0n);
