/** A table of such a text with its columns, its rows and where their amounts are put. */
import { foldName } from '../../../base/fold.ts';
import { open } from '../../../service.ts';
import { barLines } from '../bars.ts';
import { words } from '../words.ts';
import { knownNames, partHeader } from './header.ts';
import { panelsOf } from './panels.ts';
import { panelNamer, readRows } from './rows.ts';
import type { Panel, Placement, UnruledRow, UnruledTable } from './types.ts';

/** What each row's amounts are put in, by row and panel. */
export type Placements = readonly (readonly Placement[])[];

export interface Layout {
  readonly table: UnruledTable;
  readonly panels: readonly Panel[];
  /** Whether its rows have codes. */
  readonly coded: boolean;
  readonly rows: readonly UnruledRow[];
}

/** Columns and rows; undefined where the header does not come out. */
export function layOut(table: UnruledTable): Layout | undefined {
  const known = knownNames();
  const { serial, codes } = words().unruled;
  const names = partHeader(table.header, known).filter((n) => !serial.includes(foldName(n)));
  const coded = names.some((n) => codes.some((end) => n.endsWith(end)));
  const panels = panelsOf(names, coded, table.width, known);
  if (!panels) return undefined;
  const rows = readRows(table.words, coded, panels.length, panelNamer(table.title));
  const fits = rows?.every((row) =>
    row.parts.every((part, p) => part.amounts.length <= (panels[p]?.values.length ?? 0)),
  );
  return rows && fits ? { table, panels, coded, rows } : undefined;
}

/** All amounts in the first columns. */
export function leftmost(amounts: readonly string[], width: number): Placement {
  return Array.from({ length: width }, (_, i) => amounts[i]);
}

/** Every row's amounts in its first columns. */
export function unplaced({ panels, rows }: Layout): Placement[][] {
  return rows.map((row) =>
    panels.map((panel, p) => leftmost(row.parts[p]?.amounts ?? [], panel.values.length)),
  );
}

/** Whether a row has fewer amounts than columns, so that they can be put in several ways. */
export function isOpen({ panels, rows }: Layout, r: number, p: number): boolean {
  const count = rows[r]?.parts[p]?.amounts.length ?? 0;
  return count > 0 && count < (panels[p]?.values.length ?? 0);
}

export function headerOf({ panels }: Layout): string[] {
  return [words().unruled.serial[0] ?? '', ...panels.flatMap((p) => [...p.labels, ...p.values])];
}

/** The row that counts the columns. */
function countsOf({ table }: Layout): string[] {
  const [mark = ''] = open('').reference.vocabulary.columnNumberMark;
  return [mark, ...Array.from({ length: table.width }, (_, i) => String(i + 1))];
}

/** The cells of a row. */
function rowOf({ panels, coded, rows }: Layout, r: number, placed: readonly Placement[]): string[] {
  const row = rows[r] as UnruledRow;
  return [
    row.serial,
    ...panels.flatMap((panel, p) => {
      const label = row.parts[p]?.label ?? '';
      const values = panel.values.map((_, v) => placed[p]?.[v] ?? '');
      return coded && p === 0 ? [row.code, label, ...values] : [label, ...values];
    }),
  ];
}

/** All rows but the header. */
export function cellsOf(layout: Layout, placed: Placements): string[][] {
  return [countsOf(layout), ...layout.rows.map((_, r) => rowOf(layout, r, placed[r] ?? []))];
}

/** The table as a report holds it. */
export function sourceOf(layout: Layout, placed: Placements): string {
  const { table } = layout;
  return lines(layout, cellsOf(layout, placed)).concat(table.notes, '').join('\n');
}

/** A table of rows put in one way and another, and the line, from 0, of the first of them. */
export function trialOf(
  layout: Layout,
  rows: readonly (readonly string[])[],
): { readonly text: string; readonly first: number } {
  const all = lines(layout, rows);
  return { text: all.join('\n'), first: all.length - rows.length };
}

function lines(layout: Layout, rows: readonly (readonly string[])[]): string[] {
  const { title, properties } = layout.table;
  return ['', `## ${title}`, ...properties, '', ...barLines([headerOf(layout), ...rows])];
}
