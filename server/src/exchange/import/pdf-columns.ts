/** Tables that no rule parts: which columns their rows have, told by where figures and words stand. */
import { foldName } from '../../base/fold.ts';
import { smallest } from '../../base/lists.ts';
import { open } from '../../service.ts';
import { own } from './grid.ts';
import { headerOf, isCode, namesIn, rowsOfNames, type Side, sideOf } from './pdf-header.ts';
import {
  counts,
  glue,
  isData,
  isFigure,
  type Line,
  middleOf,
  type Part,
  type Place,
  spansOf,
} from './pdf-places.ts';
import type { Grid } from './types.ts';

export interface Columns {
  readonly rows: Grid;
  readonly lines: readonly Line[];
}

/**
 * Rows that no rule parts, under the columns that their figures and words keep to.
 * @returns undefined where anything is open: no header, two texts in one place, a text broken over lines that could
 * belong to either neighbour, a line nearer to the next than its letters are high
 */
export function columnsIn(lines: readonly Line[]): Columns | undefined {
  const data = lines.findIndex((l) => isData(l) && !counts(l));
  // The first name of the rows may be broken over lines, and begin above its figures.
  const first = 1 + lines.slice(0, Math.max(0, data)).findLastIndex(counts) || data;
  const head = lines.slice(0, Math.max(0, first));
  const labels = head.filter((l) => !counts(l));
  if (labels.length === 0) return undefined;
  const pitch = pitchOf(lines.slice(first));
  const rows = wholeRows(lines.slice(first), pitch);
  const numbers = head.filter(counts).map((l) => l.cells);
  if (!rows || rows.length < (numbers.length > 0 ? 1 : 2)) return undefined;
  const parts = rows.flat();
  const spans = spansOf(parts);
  const side = sideOf(spans, (part) => nearest(spans, part), parts);
  // Where figures do not show which side they keep to, the header shows it: its names stand in the middle.
  const found = (side ? [side] : SIDES).flatMap((kept) => {
    const grid = gridOf({ labels, numbers, rows, pitch, side: kept });
    return grid ? [grid] : [];
  });
  const [grid] = found;
  if (!grid || new Set(found.map((rows) => JSON.stringify(rows))).size > 1) return undefined;
  return { rows: grid, lines };
}

const SIDES: readonly Side[] = ['left', 'right'];

/** The lines of a table by what they are. */
interface Lines {
  readonly labels: readonly Line[];
  readonly numbers: readonly (readonly Part[])[];
  readonly rows: readonly (readonly Part[])[];
  readonly pitch: number;
  readonly side: Side;
}

function gridOf({ labels, numbers, rows, pitch, side }: Lines): Grid | undefined {
  const parts = rows.flat();
  const numbered = columnsOf(parts, numbers.flat(), side);
  if (!numbered) return undefined;
  const lowest = rowsOfNames(namesIn(labels, pitch, (part) => nearest(numbered, part))).at(-1);
  const columns = withNames(numbered, lowest ?? [], numbers.flat().filter(isFigure));
  if (columns.length < 2) return undefined;
  const columnOf = (part: Place) => nearest(columns, part);
  const names = headerOf(labels, { columns, columnOf, parts, pitch, side });
  if (!names) return undefined;
  const grid = [...names];
  for (const row of [...numbers, ...rows]) {
    const cells = columns.map(() => '');
    for (const part of row) {
      const c = columnOf(part);
      if (cells[c] !== '') return undefined;
      cells[c] = part.text;
    }
    grid.push(cells.map((text) => ({ text })));
  }
  // A column of figures without a name: the header was not understood, or a figure strayed.
  const unnamed = columns.some((_, c) => {
    const named = names.some((row) => own(row[c]) !== '' || row[c]?.covered !== undefined);
    return !named && parts.some((p) => isFigure(p) && columnOf(p) === c);
  });
  return unnamed ? undefined : grid;
}

function nearest(columns: readonly Place[], part: Place): number {
  const middle = middleOf(part);
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  columns.forEach((c, k) => {
    const off = middle < c.left ? c.left - middle : middle > c.right ? middle - c.right : 0;
    if (off < least) [best, least] = [k, off];
  });
  return best;
}

const touches = (a: Place, b: Place) => a.left < b.right + 1 && b.left < a.right + 1;

/**
 * The columns: the gaps that no row crosses part them. A total's name stands in a merged cell now and then, and makes no
 * column.
 * @returns undefined where figures stand between two numbers of columns
 */
function columnsOf(
  cells: readonly Part[],
  numbers: readonly Part[],
  side: Side,
): readonly Place[] | undefined {
  const totals = open('').reference.vocabulary.total;
  const single = cells.filter((cell) => !totals.includes(foldName(cell.text)));
  return withNumbers(spansOf(single), numbers.filter(isFigure), single, side);
}

/**
 * Columns with the lowest names that stand over them. One over none is that of the column beside it that has neither
 * another name nor a number, which would stand in the middle as it does.
 */
function withNames(
  columns: readonly Place[],
  names: readonly Place[],
  numbers: readonly Place[],
): readonly Place[] {
  const over = names.filter((n) => columns.filter((c) => touches(c, n)).length < 2);
  const free = over.filter((n) => !columns.some((c) => touches(c, n)));
  const nameless = columns.filter((c) => ![...names, ...numbers].some((n) => touches(n, c)));
  const joined = free.flatMap((n) => {
    const before = columns.findLast((c) => c.right < n.left);
    const behind = columns.find((c) => c.left > n.right);
    const beside = [before, behind].filter(
      (c) =>
        c !== undefined &&
        nameless.includes(c) &&
        free.every(
          (m) => m === n || m.left > Math.max(c.right, n.right) || m.right < Math.min(c.left, n.left),
        ),
    );
    const [only] = beside;
    return only && beside.length === 1
      ? [{ left: Math.min(n.left, only.left), right: Math.max(n.right, only.right) }]
      : [];
  });
  return spansOf([...columns, ...over, ...joined]);
}

/**
 * Columns with the numbers that stand over them. A number stands in the middle of its column, figures at one side: those
 * that touch none belong to the number that they are at that side of.
 */
function withNumbers(
  columns: readonly Place[],
  numbers: readonly Part[],
  cells: readonly Part[],
  side: Side,
): readonly Place[] | undefined {
  const free = numbers.filter((n) => !columns.some((c) => touches(n, c)));
  if (free.length === 0) return spansOf([...columns, ...numbers]);
  const own = new Map<Part, Place>();
  for (const column of columns) {
    const held = cells.filter((cell) => touches(cell, column));
    if (numbers.some((n) => touches(n, column)) || !held.every(isFigure)) continue;
    // Codes and line numbers have no number.
    if (held.every(isCode)) continue;
    const number =
      side === 'left'
        ? numbers.find((n) => middleOf(n) > column.left)
        : numbers.findLast((n) => middleOf(n) < column.right);
    if (!number || !free.includes(number) || own.has(number)) return undefined;
    own.set(number, column);
  }
  const joined = [...own].map(([n, c]) => ({
    left: Math.min(n.left, c.left),
    right: Math.max(n.right, c.right),
  }));
  return spansOf([...columns, ...numbers, ...joined]);
}

/** The least distance of two rows with figures. */
function pitchOf(lines: readonly Line[]): number {
  const data = lines.filter(isData);
  const gaps = data.slice(1).map((line, i) => line.y - (data[i] as Line).y);
  return smallest(gaps, Number.POSITIVE_INFINITY);
}

/** Lines of rows, with words broken over several lines put together; undefined where one could belong to two rows. */
function wholeRows(lines: readonly Line[], pitch: number): (readonly Part[])[] | undefined {
  const size = (lines[0] as Line).size;
  // Figures nearer than that are not those of two rows: one of them is broken over two lines.
  if (pitch < size * 1.1) return undefined;
  const groups = groupsOf(lines, pitch);
  const rows: (readonly Part[])[] = [];
  for (const group of groups) {
    const at = group.findIndex(isData);
    const row = at < 0 && group.length === 1 ? group[0] : group[at];
    if (!row || group.some((line) => line !== row && line.cells.some(isFigure))) return undefined;
    const whole = at < 0 ? [...row.cells] : joinedRow(group, at);
    if (!whole) return undefined;
    rows.push(whole.sort((a, b) => a.left - b.left));
  }
  return rows;
}

/** Lines that stand closer together than rows do. */
function groupsOf(lines: readonly Line[], pitch: number): Line[][] {
  const size = (lines[0] as Line).size;
  const groups: Line[][] = [];
  for (const line of lines) {
    const last = groups.at(-1)?.at(-1);
    if (last && line.y - last.y < Math.min(size * 1.6, pitch * 0.9)) groups.at(-1)?.push(line);
    else groups.push([line]);
  }
  return groups;
}

/** A row with the rest of its broken names, which stand above and below it; undefined where one could be anybody's. */
function joinedRow(group: readonly Line[], at: number): Part[] | undefined {
  const whole = (group[at] as Line).cells.map((part) => ({ ...part }));
  const add = (part: Part, before: boolean): boolean => {
    const over = whole.filter((p) => part.left < p.right && part.right > p.left);
    const [one] = over;
    if (over.length > 1 || (one && isFigure(one))) return false;
    if (!one) {
      whole.push({ ...part });
      return true;
    }
    one.text = before ? glue(part.text, one.text) : glue(one.text, part.text);
    one.left = Math.min(one.left, part.left);
    one.right = Math.max(one.right, part.right);
    return true;
  };
  const above = group.slice(0, at).reverse();
  const fits =
    above.every((line) => line.cells.every((part) => add(part, true))) &&
    group.slice(at + 1).every((line) => line.cells.every((part) => add(part, false)));
  return fits ? whole : undefined;
}
