/** Sheets of whatever program: cells at their places become tables; what nobody sees on a sheet stays out of them. */
import { KEY, keyLine } from '../../base/keys.ts';
import { SAID_UNIT } from '../../base/titles.ts';
import { message } from '../../messages/index.ts';
import { hiddenRow } from '../../service.ts';
import { splitGrid } from './grid.ts';
import { type Shown, showNumber } from './number-format.ts';
import {
  type Grid,
  type GridCell,
  ImportError,
  LIMITS,
  type Piece,
  type ReadPart,
  type ReadPlace,
  type Remark,
} from './types.ts';

/** A cell that holds something; rows and columns count from 0. */
export interface SheetCell {
  readonly row: number;
  readonly column: number;
  readonly text: string;
  /** What the number's format writes behind it. */
  readonly unit?: string | undefined;
}

/** Merged cells, both ends inside. */
export interface Area {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly cells: Iterable<SheetCell>;
  readonly merges: Iterable<Area>;
  readonly isHiddenRow: (row: number) => boolean;
  readonly isHiddenColumn: (column: number) => boolean;
}

/** What is told of a workbook, and the limits that its sheets share. */
export class Book {
  readonly remarks: Remark[] = [];
  readonly places: ReadPlace[] = [];
  private cells = 0;
  private characters = 0;
  private rounded = 0;
  private readonly noted = new Map<
    string,
    { readonly id: Remark['id']; readonly sheet: string; readonly cells: string[]; count: number }
  >();

  remark(id: Remark['id'], data: Remark['data']): void {
    this.remarks.push({ id, data });
  }

  /** Remembers a cell of which something is to be told; a sheet may have thousands of them. */
  note(id: Remark['id'], sheet: string, cell: string): void {
    const key = `${id} ${sheet}`;
    const noted = this.noted.get(key) ?? { id, sheet, cells: [], count: 0 };
    if (noted.cells.length < 5) noted.cells.push(cell);
    noted.count++;
    this.noted.set(key, noted);
  }

  /** Tells what was remembered of cells. */
  tellCells(): void {
    for (const { id, sheet, cells, count } of this.noted.values())
      this.remark(id, {
        name: sheet,
        cell: cells.join('、') + (count > cells.length ? '…' : ''),
        count: String(count),
      });
  }

  /** A number as its format shows it. */
  shown(raw: string, format: string, at: { sheet: string; cell: string; date1904?: boolean }): Shown {
    const shown = showNumber(raw, format, at.date1904);
    if (shown.rounded) this.countRounded();
    if (shown.unknown) this.note('import.unknown-format', at.sheet, `${at.cell} ${format}`);
    return shown;
  }

  /** Counts a number that is shown with less than is stored. */
  countRounded(): void {
    this.rounded++;
  }

  /** The tables of a sheet, with what stands around them. */
  pieces(sheet: Sheet): Piece[] {
    const cells = this.read(sheet);
    if (cells.length === 0) return [];
    if (sheet.hidden) {
      // What its author hid is not published; it is kept where a person can see it.
      this.remark('import.hidden-sheet', { name: sheet.name });
      const { grid } = this.laidOut({ ...sheet, ...EVERYTHING }, cells);
      const rows = grid.map((row) => row.map((c) => (c.covered ? '' : c.text)).join(' | '));
      return [sheet.name, ...rows].map((text): Piece => ({ kind: 'aside', text }));
    }
    const { unit, settled } = settledUnits(cells);
    this.notePlaces(sheet.name, settled);
    const { grid, hidden } = this.laidOut(sheet, settled);
    const pieces = splitGrid(grid);
    const heading = pieces.findIndex((p) => p.kind === 'heading');
    if (unit !== undefined)
      pieces.splice(heading + 1, 0, { kind: 'line', text: keyLine(KEY.moneyUnit, unit) });
    if (heading < 0 && grid.length > 0) pieces.unshift({ kind: 'heading', level: 2, text: sheet.name });
    return [...pieces, { kind: 'blank' }, ...hidden, { kind: 'blank' }];
  }

  private notePlaces(sheet: string, cells: readonly SheetCell[]): void {
    const rows = new Map<number, ReadPart[]>();
    for (const { row, column, text } of cells) {
      const part = { text, column: column + 1 };
      const parts = rows.get(row);
      if (parts) parts.push(part);
      else rows.set(row, [part]);
    }
    for (const [row, parts] of [...rows].sort(([a], [b]) => a - b))
      this.places.push({
        file: 0,
        sheet,
        row: row + 1,
        parts: parts.sort((a, b) => (a.column ?? 0) - (b.column ?? 0)),
      });
  }

  private read(sheet: Sheet): SheetCell[] {
    const cells: SheetCell[] = [];
    for (const cell of sheet.cells) {
      if (cell.text === '') continue;
      this.characters += cell.text.length;
      if (++this.cells > LIMITS.cells || this.characters > LIMITS.cellCharacters)
        throw new ImportError('import.too-many-cells');
      cells.push(cell);
    }
    if (this.rounded > 0) this.remark('import.rounded', { name: sheet.name, count: String(this.rounded) });
    this.rounded = 0;
    return cells;
  }

  /** The rows and columns that hold something and are seen, and what is not. */
  private laidOut(sheet: Sheet, cells: readonly SheetCell[]): { grid: Grid; hidden: Piece[] } {
    const found = new Map<number, Map<number, string>>();
    for (const { row, column, text } of cells) {
      const line = found.get(row);
      if (line) line.set(column, text);
      else found.set(row, new Map([[column, text]]));
    }
    const merges = this.unhidden(sheet, found);
    const hidden = this.takeHidden(sheet, found);
    const rows = [...found.keys()].sort((a, b) => a - b);
    const cols = [...new Set([...found.values()].flatMap((line) => [...line.keys()]))].sort((a, b) => a - b);
    if (cols.length > LIMITS.columns) throw new ImportError('import.too-many-cells');
    const grid = rows.map((r) => cols.map((c): GridCell => ({ text: found.get(r)?.get(c) ?? '' })));
    for (const merge of merges) this.cover(grid, rows, cols, merge);
    // A blank row parts tables; one says as much as several.
    const parted = grid.flatMap((row, i) => {
      let at = (rows[i - 1] ?? Number.POSITIVE_INFINITY) + 1;
      while (at < (rows[i] ?? 0) && sheet.isHiddenRow(at)) at++;
      return at < (rows[i] ?? 0) ? [cols.map((): GridCell => ({ text: '' })), row] : [row];
    });
    return { grid: parted, hidden };
  }

  /** What a merged cell holds is shown in the part of it that is not hidden: its text goes there. */
  private unhidden(sheet: Sheet, found: Map<number, Map<number, string>>): Area[] {
    const out: Area[] = [];
    for (const merge of sheet.merges) {
      let { top, left } = merge;
      while (top < merge.bottom && sheet.isHiddenRow(top)) top++;
      while (left < merge.right && sheet.isHiddenColumn(left)) left++;
      const text = found.get(merge.top)?.get(merge.left);
      if (text === undefined) continue;
      if (
        (top !== merge.top || left !== merge.left) &&
        !sheet.isHiddenRow(top) &&
        !sheet.isHiddenColumn(left)
      ) {
        found.get(merge.top)?.delete(merge.left);
        found.set(top, new Map([...(found.get(top) ?? []), [left, text]]));
      }
      out.push({ ...merge, top, left });
    }
    return out;
  }

  /** Takes out what is hidden, and says it in comments. */
  private takeHidden(sheet: Sheet, found: Map<number, Map<number, string>>): Piece[] {
    const rows: Piece[] = [];
    const columns = new Map<number, string[]>();
    for (const [row, line] of [...found].sort(([a], [b]) => a - b)) {
      const all = [...line].sort(([a], [b]) => a - b);
      if (sheet.isHiddenRow(row)) {
        rows.push({
          kind: 'aside',
          text: hiddenRow(
            row + 1,
            all.map(([, text]) => text),
          ),
        });
        found.delete(row);
        continue;
      }
      for (const [column, text] of all) {
        if (!sheet.isHiddenColumn(column)) continue;
        line.delete(column);
        columns.set(column, [...(columns.get(column) ?? []), text]);
      }
      if (line.size === 0) found.delete(row);
    }
    if (rows.length + columns.size > 0)
      this.remark('import.hidden-parts', {
        name: sheet.name,
        rows: String(rows.length),
        columns: String(columns.size),
      });
    const told = [...columns].map(
      ([column, texts]): Piece => ({
        kind: 'aside',
        text: message('zh', 'import.aside.hidden-column', {
          column: columnName(column),
          text: texts.join(' | '),
        }),
      }),
    );
    return [...rows, ...told];
  }

  private cover(grid: Grid, rows: readonly number[], cols: readonly number[], merge: Area): void {
    // Only what was kept can be covered; a merge over whole columns costs no more than the sheet.
    const first = firstFrom(rows, merge.top);
    const left = firstFrom(cols, merge.left);
    const text =
      rows[first] === merge.top && cols[left] === merge.left ? grid[first]?.[left]?.text : undefined;
    if (text === undefined || text === '') return;
    const last = firstFrom(rows, merge.bottom + 1);
    const right = firstFrom(cols, merge.right + 1);
    for (let i = first; i < last; i++) {
      for (let j = left; j < right; j++) {
        if (i === first && j === left) continue;
        if (++this.cells > LIMITS.cells) throw new ImportError('import.too-many-cells');
        (grid[i] as GridCell[])[j] = { text, covered: j > left ? 'left' : 'above' };
      }
    }
  }
}

const EVERYTHING = { isHiddenRow: () => false, isHiddenColumn: () => false };

/** A column's letters. */
export function columnName(column: number): string {
  const before = column < 26 ? '' : columnName(Math.floor(column / 26) - 1);
  return before + String.fromCharCode(65 + (column % 26));
}

/**
 * Units that formats write behind numbers: they go where the sheet says the same unit, or none and all are one, which
 * is then said; elsewhere they stay, for a person to see.
 */
function settledUnits(cells: readonly SheetCell[]): { unit?: string; settled: readonly SheetCell[] } {
  const units = new Set(cells.flatMap(({ unit }) => unit ?? []));
  if (units.size === 0) return { settled: cells };
  const said = new Set(cells.flatMap(({ text }) => SAID_UNIT.exec(text)?.[1] ?? []));
  const [only] = units;
  if (units.size === 1 && said.size === 0) return { unit: only as string, settled: cells };
  const settled = cells.map((cell) =>
    cell.unit !== undefined && !(said.size === 1 && said.has(cell.unit))
      ? { ...cell, text: cell.text + cell.unit }
      : cell,
  );
  return { settled };
}

/** The index of the first of sorted numbers that is not below one. */
function firstFrom(sorted: readonly number[], least: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
