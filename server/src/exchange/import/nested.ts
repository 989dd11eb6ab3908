/**
 * Nested forms (绩效自评表) whose rows stand shifted sideways, because cells that the print merges take one column in
 * one row and two in the next. A row is laid under its header again by what its cells are: the scores at its end, the
 * values before them, the labels in front. Where that leaves a figure two places to go, the row is marked for a person.
 */

import { parseNumber } from '../../base/amount.ts';
import { foldName, foldWidth } from '../../base/fold.ts';
import { largest } from '../../base/lists.ts';
import { withoutPoints } from '../../base/titles.ts';
import { type Analysis, type Form, open } from '../../service.ts';
import { filled, own } from './grid.ts';
import type { Grid, GridCell } from './types.ts';
import { words as importWords } from './words.ts';

type Reference = Analysis['reference'];
type Role = 'label' | 'text' | 'number';

/** A column that a header names, and the place in the row where it names it. */
interface Column {
  readonly text: string;
  readonly at: number;
  readonly role: Role;
  /** Whether the column may well be left blank (reasons, remarks): then it takes no part in counting. */
  readonly last: boolean;
}

/** A table laid out again, and the rows (by their place in it) that a person should look at. */
export interface Aligned {
  readonly grid: Grid;
  readonly doubts: ReadonlySet<number>;
}

/** The words that stand over the columns of nested forms, of which several stand under one title. */
export function nestedWords(reference: Reference): ReadonlySet<string> {
  const words = new Set<string>(reference.vocabulary.name.filter((w) => isLevel(w)));
  for (const form of reference.forms.forms) {
    if (form.set === undefined) continue;
    for (const name of columnNames(form)) words.add(headerKey(name.split('/').at(-1) ?? ''));
  }
  return words;
}

const isLevel = (text: string) => importWords().indicatorLevels.includes(text);

export function headerKey(text: string): string {
  return foldName(text).replace(/\([^)]*\)$/, '');
}

function columnNames(form: Form): string[] {
  return form.panels.flatMap((p) => p.columns.flatMap((c) => [c.id, ...(c.aliases ?? [])]));
}

/** Whether a row is the header of a block of a nested form. */
export function isNestedHeader(row: readonly GridCell[], words: ReadonlySet<string>): boolean {
  const texts = filled(row).map(headerKey);
  const known = texts.filter((t) => words.has(t)).length;
  return (
    !texts.some((t) => /^-?[\d,.]+%?$/.test(t)) &&
    texts.length >= 2 &&
    known >= 2 &&
    known * 5 >= texts.length * 3
  );
}

/**
 * Lays the blocks of nested forms under their headers again. Other tables come back as they are.
 * @param title the heading over the blocks
 */
export function alignNested(parts: readonly Grid[], title: string, reference: Reference): Aligned[] {
  const words = nestedWords(reference);
  const aligned = parts.map((part) => align(part, words, reference));
  aligned.forEach((block, b) => {
    for (const row of block.open) settle(aligned, b, row, title);
  });
  return aligned.map(({ grid, doubts }) => ({ grid, doubts }));
}

/** A block on the way: rows whose one number may stand in one of several columns are still open. */
interface Block {
  grid: Grid;
  readonly doubts: Set<number>;
  readonly open: { readonly row: number; readonly from: number; readonly places: readonly number[] }[];
}

function align(grid: Grid, words: ReadonlySet<string>, reference: Reference): Block {
  const asIs: Block = { grid, doubts: new Set(), open: [] };
  const head = grid[0];
  if (!head || grid.length < 2 || !isNestedHeader(head, words)) return asIs;
  const form = formOf(head, reference);
  const scores = form?.panels[0]?.columns.filter((c) => c.role === 'score') ?? [];
  if (!form || scores.length === 0) return asIs;
  const below = subHeader(grid[1] as readonly GridCell[], head, form);
  const columns = columnsOf(head, below, form);
  const values = columns.filter((c) => c.role === 'number');
  if (values.length === 0) return asIs;
  const from = below ? 2 : 1;
  // A total of scores stands in forms of words and scores; 资金总额 is a row of amounts like others.
  const scored = columns.some((c) => c.role === 'text' && !c.last);
  const totals = new Set(
    [
      ...reference.vocabulary.total,
      ...(form.panels[0]?.rows ?? []).flatMap((r) => [r.id, ...(r.aliases ?? [])]),
    ].map((t) => foldName(t)),
  );
  const rows = joinCut(grid.slice(from), columns);
  const block: Block = { grid: [], doubts: new Set(), open: [] };
  const shifted = rows.some((row) => placeAsPrinted(row, columns) === undefined && hasNumber(row));
  const laid = rows.map((row, r) => {
    const place = r + 1;
    const label = foldName(filled(row)[0] ?? '');
    const printed = placeAsPrinted(row, columns);
    if (scored && totals.has(label)) {
      const { cells, open: places } = placeTotal(row, columns);
      if (places) block.open.push({ row: place, from: places[0] as number, places: places.slice(1) });
      return cells;
    }
    if (printed && !(shifted && !fillsScores(printed, columns))) return printed;
    const ordered = hasNumber(row) ? placeInOrder(row, columns) : undefined;
    if (ordered?.sure) return ordered.cells;
    // A row without a figure has nothing to misplace; its words stay in their order.
    if (!hasNumber(row)) return placeWords(row, columns);
    block.doubts.add(place);
    return ordered?.cells ?? printed ?? placeWords(row, columns);
  });
  const width = largest(
    laid.map((r) => r.length),
    columns.length,
  );
  const pad = (row: readonly string[]): GridCell[] =>
    Array.from({ length: width }, (_, c) => ({ text: row[c] ?? '' }));
  block.grid = [pad(columns.map((c) => c.text)), ...laid.map(pad)];
  return block;
}

/** The form of a set whose columns a header names most of. */
function formOf(head: readonly GridCell[], reference: Reference): Form | undefined {
  const texts = filled(head).map(headerKey);
  let best: Form | undefined;
  let most = 1;
  for (const form of reference.forms.forms) {
    if (form.set === undefined) continue;
    const names = new Set(columnNames(form).flatMap((n) => n.split('/').map(headerKey)));
    const levels = form.panels.some((p) => p.columns.some((c) => c.role === 'text'))
      ? texts.filter((t) => isLevel(t)).length
      : 0;
    const count = texts.filter((t) => names.has(t)).length + levels;
    if (count > most) [best, most] = [form, count];
  }
  return best;
}

/** Names below one of the header's, where the form knows them by such a path; each header cell with its parts. */
function subHeader(
  row: readonly GridCell[],
  head: readonly GridCell[],
  form: Form,
): { readonly over: string; readonly parts: readonly string[] } | undefined {
  const parts = filled(row);
  if (parts.length === 0 || parts.some((t) => parseNumber(t) !== undefined)) return undefined;
  const paths = new Set(columnNames(form).map((n) => foldName(n)));
  for (const over of filled(head)) {
    if (parts.every((part) => paths.has(foldName(`${over}/${part}`)))) return { over, parts };
  }
  return undefined;
}

function columnsOf(
  head: readonly GridCell[],
  below: { readonly over: string; readonly parts: readonly string[] } | undefined,
  form: Form,
): Column[] {
  const known = new Map<string, Role>();
  for (const panel of form.panels) {
    for (const column of panel.columns) {
      const role: Role = column.role === 'label' || column.role === 'text' ? column.role : 'number';
      for (const name of [column.id, ...(column.aliases ?? [])]) known.set(headerKey(name), role);
    }
  }
  const columns: Column[] = [];
  let seen = false;
  head.forEach((cell, at) => {
    const text = own(cell);
    if (text === '') return;
    const key = headerKey(text);
    const role = isLevel(key) ? 'label' : (known.get(key) ?? (seen ? 'text' : 'label'));
    if (role !== 'label') seen = true;
    const parts = below?.over === text ? below.parts.map((p) => `${text}/${p}`) : [text];
    for (const [i, part] of parts.entries()) columns.push({ text: part, at: at + i, role, last: false });
  });
  const last = columns.at(-1);
  if (last?.role === 'text') columns[columns.length - 1] = { ...last, last: true };
  return columns;
}

/** A cell that a page break cut goes on in a row that holds nothing else. */
function joinCut(rows: Grid, columns: readonly Column[]): Grid {
  const out: GridCell[][] = [];
  for (const row of rows) {
    const texts = filled(row);
    const above = out.at(-1);
    const open = above?.findIndex((c) => /[，、（(]$/.test(own(c))) ?? -1;
    if (
      above &&
      texts.length === 1 &&
      open >= 0 &&
      row.findIndex((c) => own(c) !== '') > 1 &&
      columns.length > 3
    ) {
      above[open] = { text: `${own(above[open])}${texts[0]}` };
    } else out.push([...row]);
  }
  return out;
}

const NUMBER = /^[-−]?\d[\d,]*(?:\.\d+)?%?$/;

function isNumber(text: string): boolean {
  return NUMBER.test(withoutPoints(foldWidth(text).replace(/\s+/g, '')));
}

/** A score is a number, never a percentage. */
function isScore(text: string): boolean {
  return isNumber(text) && !/[%％]$/.test(text);
}

function hasNumber(row: readonly GridCell[]): boolean {
  return filled(row).some(isNumber);
}

/** The row as it stands under its header; undefined where a cell stands under none, or is none of its column's. */
function placeAsPrinted(row: readonly GridCell[], columns: readonly Column[]): string[] | undefined {
  const cells = columns.map(() => '');
  for (const [c, cell] of row.entries()) {
    const text = own(cell);
    if (text === '') continue;
    const k = columns.findIndex((column) => column.at === c);
    const column = columns[k];
    if (!column) return undefined;
    if (column.role === 'number' && !isNumber(text) && !/^[—-]+$/.test(text)) return undefined;
    if (column.role === 'label' && isNumber(text)) return undefined;
    cells[k] = text;
  }
  return cells;
}

function fillsScores(cells: readonly string[], columns: readonly Column[]): boolean {
  return columns.every((c, k) => c.role !== 'number' || cells[k] !== '');
}

/** The row laid out from its end: numbers, values, labels; sure where each cell has one place to go. */
function placeInOrder(
  row: readonly GridCell[],
  columns: readonly Column[],
): { cells: string[]; sure: boolean } | undefined {
  const filledAt = row.flatMap((cell, c) => (own(cell) === '' ? [] : [{ text: own(cell), at: c }]));
  const cells = columns.map(() => '');
  const values = columns.flatMap((c, k) => (c.role !== 'label' && !c.last ? [k] : []));
  const end = columns.findIndex((c) => c.last);
  const scored = columns.some((c) => c.role === 'text' && !c.last);
  const fits = scored ? isScore : isNumber;
  const rest = [...filledAt];
  const numbers = columns.flatMap((c, k) => (c.role === 'number' ? [k] : []));
  // What stands behind the last number is the remark.
  let remark = '';
  while (
    rest.length > 0 &&
    end >= 0 &&
    !fits((rest.at(-1) as { text: string }).text) &&
    rest.some((r) => fits(r.text))
  )
    remark = [(rest.pop() as { text: string }).text, remark].filter((t) => t !== '').join(' ');
  let run = 0;
  while (run < Math.min(numbers.length, rest.length) && fits((rest.at(-1 - run) as { text: string }).text))
    run++;
  let sure = run === numbers.length;
  // Numbers at the end belong to the last number columns; fewer of them leave open which ones are blank.
  for (let i = 0; i < run; i++) cells[numbers.at(-1 - i) as number] = (rest.pop() as { text: string }).text;
  if (end >= 0) cells[end] = remark;
  const texts = values.filter((k) => columns[k]?.role === 'text');
  const labels = columns.flatMap((c, k) => (c.role === 'label' ? [k] : []));
  const last = labels.at(-1);
  if (last === undefined) return undefined;
  if (rest.length < texts.length + (scored ? 1 : 0)) {
    // A value is blank: which one, the gaps tell, for words; a percentage could be another's.
    sure &&= rest.every((r) => !isNumber(r.text));
  }
  const wanted = Math.min(texts.length, Math.max(0, rest.length - 1));
  for (let i = 0; i < wanted; i++) cells[texts.at(-1 - i) as number] = (rest.pop() as { text: string }).text;
  if (rest.some((r) => isNumber(r.text) && scored === false)) sure = false;
  const lowest = rest.at(-1);
  for (const { text, at } of rest) {
    // Labels keep their distance to the lowest one.
    const k = labels.at(-1 - ((lowest?.at ?? 0) - at)) ?? labels[0] ?? 0;
    cells[k] = cells[k] === '' ? text : `${cells[k]} ${text}`;
  }
  return { cells, sure };
}

/** A row of words (分析, 原因), in order from the left. */
function placeWords(row: readonly GridCell[], columns: readonly Column[]): string[] {
  const texts = filled(row);
  const lead = row.findIndex((c) => own(c) !== '');
  const printed = placeAsPrinted(row, columns);
  return printed ?? [...Array.from({ length: Math.min(Math.max(0, lead), 2) }, () => ''), ...texts];
}

/** The row of the total score: a label, numbers for the number columns, and perhaps the grade. */
function placeTotal(
  row: readonly GridCell[],
  columns: readonly Column[],
): { cells: string[]; open?: number[] } {
  const [label = '', ...rest] = filled(row);
  const numbers = columns.flatMap((c, k) => (c.role === 'number' ? [k] : []));
  const own = rest.filter(isNumber);
  const cells: string[] = columns.map(() => '');
  cells[0] = label;
  const last = numbers.at(-1) ?? columns.length;
  own.forEach((text, i) => {
    const k = numbers.at(i - own.length) ?? last + 1 + i;
    cells[k] = text;
  });
  rest
    .filter((t) => !isNumber(t))
    .forEach((text, i) => {
      cells[last + 1 + i] = text;
    });
  return own.length < numbers.length && own.length === 1
    ? { cells, open: [last, ...numbers.filter((k) => k !== last)] }
    : { cells };
}

/**
 * Where the one number of a total belongs: the place is kept in which the form's relations hold, counting with the other
 * blocks of the form; a number that holds none anywhere is marked.
 */
function settle(
  blocks: readonly Block[],
  b: number,
  row: { readonly row: number; readonly from: number; readonly places: readonly number[] },
  title: string,
): void {
  const block = blocks[b] as Block;
  const at = (place: number | undefined): Grid =>
    block.grid.map((cells, r) => {
      if (r !== row.row) return cells;
      const text = own(cells[row.from]);
      return cells.map((cell, c) => (c === place ? { text } : c === row.from ? { text: '' } : cell));
    });
  // The blocks of one project stand from the header before this one that begins it.
  const first = blocks.findLastIndex((other, i) => i < b && sameHead(other, block));
  const near = blocks.slice(first + 1, b + 1);
  const count = (grid: Grid) => {
    const source = [...near.slice(0, -1).map((o) => o.grid), grid].map(barTable).join('\n\n');
    return open(`## ${title}\n\n${source}\n`).coverage;
  };
  const without = count(at(undefined));
  const holds = [row.from, ...row.places].filter((place) => {
    const now = count(at(place));
    return now.passed > without.passed && now.broken <= without.broken;
  });
  const [place] = holds;
  if (place === undefined || holds.length > 1) {
    block.doubts.add(row.row);
    return;
  }
  block.grid = at(place);
}

function sameHead(a: Block, b: Block): boolean {
  const key = (block: Block) => (block.grid[0] ?? []).map((c) => headerKey(c.text)).join('|');
  return key(a) === key(b);
}

function barTable(grid: Grid): string {
  const bar = (cells: readonly string[]) => `| ${cells.map((c) => c.replaceAll('|', '｜')).join(' | ')} |`;
  const [head = [], ...rows] = grid.map((row) => row.map((c) => c.text));
  return [bar(head), bar(head.map(() => '---')), ...rows.map(bar)].join('\n');
}
