/** The code catalogue made ready for completion, and the codes that tables use. Both are worked out once. */

import type { Analysis } from '../../analysis/analysis.ts';
import { getOrMake } from '../../base/maps.ts';
import type { PlacedTable } from '../../model/report.ts';
import type { Panel, TableModel } from '../../model/types.ts';
import { type CodeCatalogue, validIn } from '../../reference/codes.ts';
import type { Catalogue, CodeEntry } from '../../reference/types.ts';
import { yearOf } from '../../rules/codes/coded-rows.ts';
import { firstRowFrom } from '../place.ts';
import { foldedName, type Matchable } from './matching.ts';

export interface ReadyCode extends Matchable {
  readonly entry: CodeEntry;
  readonly digits: string;
}

const ready = new WeakMap<CodeCatalogue, Map<Catalogue, readonly ReadyCode[]>>();

/** The codes of a catalogue in their order. */
function codesOf(codes: CodeCatalogue, catalogue: Catalogue): readonly ReadyCode[] {
  const known = getOrMake(ready, codes, () => new Map<Catalogue, readonly ReadyCode[]>());
  let list = known.get(catalogue);
  if (!list) {
    list = codes.entries
      .filter((e) => e.catalogue === catalogue)
      .map((entry) => ({ entry, name: entry.name, folded: foldedName(entry.name), digits: entry.code }))
      .sort((a, b) => (a.digits < b.digits ? -1 : a.digits > b.digits ? 1 : 0));
    known.set(catalogue, list);
  }
  return list;
}

/** The codes of a catalogue that begin with some digits. */
export function codesUnder(codes: CodeCatalogue, catalogue: Catalogue, digits: string): readonly ReadyCode[] {
  const all = codesOf(codes, catalogue);
  return digits === '' ? all : all.slice(lowest(all, digits), lowest(all, `${digits}:`));
}

/** The first place whose code is not less than `digits`; `:` comes behind every digit. */
function lowest(all: readonly ReadyCode[], digits: string): number {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle] as ReadyCode).digits < digits) low = middle + 1;
    else high = middle;
  }
  return low;
}

const used = new WeakMap<TableModel, ReadonlyMap<Catalogue, ReadonlySet<string>>>();

function codesIn(table: TableModel): ReadonlyMap<Catalogue, ReadonlySet<string>> {
  return getOrMake(used, table, () => {
    const made = new Map<Catalogue, Set<string>>();
    for (const { code, panel } of table.rows) {
      if (code === undefined || panel.catalogue === undefined) continue;
      const set = made.get(panel.catalogue);
      if (set) set.add(code);
      else made.set(panel.catalogue, new Set([code]));
    }
    return made;
  });
}

/** Rows looked at to each side for codes that stand already. */
const NEAR = 2000;

/** The codes around a line of a table, as far as the tree of its unit goes: another unit has the same ones. */
function codesNear({ table }: PlacedTable, panel: Panel, line: number): ReadonlySet<string> {
  const found = new Set<string>();
  const { rows } = table;
  const at = firstRowFrom(table, line);
  const add = (i: number): boolean => {
    const row = rows[i];
    if (!row || row.role === 'unit') return false;
    if (row.panel === panel && row.code !== undefined && row.line !== line) found.add(row.code);
    return true;
  };
  for (let i = at - 1; i >= at - NEAR && add(i); i--);
  for (let i = at; i < at + NEAR && add(i); i++);
  return found;
}

/**
 * How likely a code is at a place, smaller is likelier: those that the report's other tables have come first, then
 * those below a code that stands here, and last those of other years.
 * @param line of the table's block
 */
export function rankOfCodes(
  analysis: Analysis,
  placed: PlacedTable,
  panel: Panel,
  line: number,
): (code: ReadyCode) => number {
  const here = codesNear(placed, panel, line);
  const elsewhere: ReadonlySet<string>[] = [];
  for (const { table } of analysis.report.tables) {
    const set = table === placed.table || !panel.catalogue ? undefined : codesIn(table).get(panel.catalogue);
    if (set) elsewhere.push(set);
  }
  const year = yearOf(analysis, placed);
  return ({ entry }) => {
    if (!validIn(entry, year)) return 9;
    if (entry.basis === 'doubtful') return 8;
    const { code } = entry;
    const rank = elsewhere.some((s) => s.has(code)) ? 0 : here.has(code.slice(0, -2)) ? 2 : 4;
    return here.has(code) ? rank + 3 : rank;
  };
}

const paths = new WeakMap<CodeEntry, string>();

/** The names over a code. */
export function pathText(analysis: Analysis, entry: CodeEntry): string {
  const path = getOrMake(paths, entry, () => {
    const parts: string[] = [];
    for (let code = entry.code.slice(0, -2); code.length >= 3; code = code.slice(0, -2)) {
      const upper = analysis.reference.codes.get(entry.catalogue, code);
      if (upper) parts.unshift(upper.name);
    }
    return parts.join(' › ');
  });
  const unsure = entry.basis === 'unconfirmed' || entry.basis === 'doubtful';
  return [path, unsure ? analysis.say('completion.unconfirmed') : ''].filter((t) => t !== '').join(' · ');
}
