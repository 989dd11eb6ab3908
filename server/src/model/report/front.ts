/** The front matter, and what stands for it where it is missing. */

import { foldWidth } from '../../base/fold.ts';
import { KEY, KIND, namesUnit, STATUS } from '../../base/keys.ts';
import { inYears } from '../../reference/forms.ts';
import type { Form, ReportKind } from '../../reference/types.ts';
import { FRONT_KEYS, frontPair, pairsOf, unitOf } from '../../syntax/line.ts';
import type { Tree } from '../../syntax/tree.ts';
import { buildSections } from './sections.ts';
import type { FrontEntry, FrontMatter, PlacedTable, ReportStatus, Section } from './types.ts';

/** How front matter writes it. */
export const STATUS_WORDS: ReadonlyMap<string, ReportStatus> = new Map([
  [STATUS.draft, 'draft'],
  [STATUS.published, 'published'],
]);

const KINDS: readonly ReportKind[] = [KIND.final, KIND.budget];

/** What a report says of itself, without its tables being read. */
export function frontOf(tree: Tree): FrontMatter {
  return readFront(tree, buildSections(tree).all);
}

export function statusOf({ kind, year }: FrontMatter, tables: readonly PlacedTable[]): ReportStatus {
  const isOwed = (form: Form | undefined) =>
    form?.required === true && form.kind === kind && inYears(form.years, year);
  const filled = new Set(tables.filter(({ table }) => table.state !== 'unfilled').map((t) => t.table.form));
  const open = tables.some(
    ({ table }) => table.state === 'unfilled' && isOwed(table.form) && !filled.has(table.form),
  );
  return open ? 'draft' : 'published';
}

export function readFront(tree: Tree, sections: readonly Section[]): FrontMatter {
  const entries: FrontEntry[] = [];
  const block = tree.blocks.find((b) => b.block.kind === 'front');
  block?.block.lines.forEach((line, i) => {
    if (block.block.roles[i] !== 'property') return;
    const pair = frontPair(line);
    if (!pair) return;
    entries.push({
      key: pair.key,
      value: pair.value,
      keySpan: { line: block.line + i, start: pair.keyStart, end: pair.keyEnd },
      valueSpan: { line: block.line + i, start: pair.valueStart, end: pair.valueEnd },
      known: FRONT_KEYS.includes(pair.key),
    });
  });
  const value = (...keys: string[]) => entries.find((e) => keys.includes(e.key) && e.value !== '')?.value;
  const title = value(KEY.title);
  const titles = [title ?? '', ...sections.slice(0, 12).map((s) => s.text), ...openingLines(tree)].map(
    foldWidth,
  );
  const kindText = value(KEY.kind);
  const kind: ReportKind | undefined =
    KINDS.find((k) => k === kindText) ?? KINDS.find((k) => titles.some((t) => t.includes(k)));
  const yearText =
    /(\d{4})/.exec(foldWidth(value(KEY.year) ?? ''))?.[1] ??
    titles.map((t) => /(20\d{2})\s*年/.exec(t)?.[1]).find(Boolean);
  return {
    entries,
    present: entries.length > 0,
    title,
    unit: value(KEY.unit, KEY.department) ?? statedUnit(tree),
    kind,
    year: yearText ? Number(yearText) : undefined,
    moneyUnit: unitOf(value(KEY.moneyUnit) ?? ''),
    nature: value(KEY.nature),
    status: STATUS_WORDS.get(foldWidth(value(KEY.status) ?? '').trim()),
  };
}

/** The short lines that a file without front matter opens with. */
function openingLines(tree: Tree): string[] {
  const found: string[] = [];
  for (const { block } of tree.blocks) {
    if (found.length >= 12) break;
    if (block.kind !== 'paragraph') continue;
    for (const line of block.lines) if (line.text.trim().length <= 40) found.push(line.text);
  }
  return found;
}

/** The unit that the tables' property lines name. */
function statedUnit(tree: Tree): string | undefined {
  for (const { block } of tree.blocks) {
    if (block.kind !== 'table') continue;
    for (const [i, line] of block.lines.entries()) {
      if (block.roles[i] !== 'property') continue;
      const pair = pairsOf(line).find(
        (p) => p.known && namesUnit(p.key) && p.key !== KEY.moneyUnit && unitOf(p.value) === undefined,
      );
      if (pair) return pair.value;
    }
  }
  return undefined;
}
