/**
 * .xls and .et (BIFF8), .xlsb and Excel 2003 XML: SheetJS, as @e965/xlsx republishes it with its holes mended, tells the
 * cells; what is shown of them is told as for .xlsx. Its own formatter is not asked: it rounds binary fractions.
 */

import type { CellObject, WorkBook, WorkSheet } from '@e965/xlsx';
import { append } from '../../base/lists.ts';
import { message } from '../../messages/index.ts';
import { truth } from './number-format.ts';
import { Book, columnName, type SheetCell } from './sheet.ts';
import { ImportError, type Piece, type Reading, type Step } from './types.ts';
import { oneLine } from './xlsx.ts';

/** @param step told before each sheet; what it throws stops the import */
export async function readXls(bytes: Uint8Array, step?: Step): Promise<Reading> {
  const workbook = await opened(bytes);
  const book = new OldBook(workbook.Workbook?.WBProps?.date1904 === true);
  const pieces: Piece[] = [];
  for (const [i, name] of workbook.SheetNames.entries()) {
    await step?.(i, workbook.SheetNames.length);
    const sheet = workbook.Sheets[name];
    if (!sheet) continue;
    // 2 is hidden so that no menu shows it.
    const hidden = (workbook.Workbook?.Sheets?.[i]?.Hidden ?? 0) > 0;
    append(pieces, book.sheet(sheet, name, hidden));
    append(pieces, book.comments.splice(0));
  }
  book.tellCells();
  if (workbook.vbaraw !== undefined) book.remark('import.macros', {});
  return { pieces, remarks: book.remarks, places: book.places };
}

async function opened(bytes: Uint8Array): Promise<WorkBook> {
  const { read } = await import('./sheetjs.ts');
  try {
    return read(bytes, {
      type: 'array',
      dense: true,
      cellNF: true,
      cellStyles: true,
      cellFormula: true,
      cellHTML: false,
      cellText: false,
      bookVBA: true,
    });
  } catch (error) {
    if (error instanceof ImportError) throw error;
    if (error instanceof Error && /password|encrypt/i.test(error.message))
      throw new ImportError('import.encrypted');
    throw new ImportError('import.corrupt');
  }
}

class OldBook extends Book {
  readonly comments: Piece[] = [];

  constructor(private readonly date1904: boolean) {
    super();
  }

  sheet(sheet: WorkSheet, name: string, hidden: boolean): Piece[] {
    const rows = sheet['!rows'] ?? [];
    const columns = sheet['!cols'] ?? [];
    return this.pieces({
      name,
      hidden,
      cells: this.cellsOf(sheet, name),
      merges: (sheet['!merges'] ?? []).map(({ s, e }) => ({ top: s.r, left: s.c, bottom: e.r, right: e.c })),
      isHiddenRow: (row) => rows[row]?.hidden === true,
      isHiddenColumn: (column) => columns[column]?.hidden === true,
    });
  }

  private *cellsOf(sheet: WorkSheet, name: string): Iterable<SheetCell> {
    const rows: readonly (readonly (CellObject | undefined)[] | undefined)[] = sheet['!data'] ?? [];
    for (const [row, line] of there(rows)) {
      for (const [column, cell] of there(line)) {
        const place = `${columnName(column)}${row + 1}`;
        for (const { t } of cell.c ?? []) {
          const text = oneLine(t ?? '');
          if (text !== '')
            this.comments.push({
              kind: 'aside',
              text: message('zh', 'import.aside.cell', { cell: place, text }),
            });
        }
        yield { row, column, ...this.cell(cell, name, place) };
      }
    }
  }

  private cell(cell: CellObject, sheet: string, place: string): { text: string; unit?: string | undefined } {
    switch (cell.t) {
      case 'n': {
        const format = typeof cell.z === 'string' ? cell.z : 'General';
        return this.shown(String(cell.v), format, { sheet, cell: place, date1904: this.date1904 });
      }
      case 'b':
        return { text: truth(cell.v === true) };
      case 'e': {
        const text = ERRORS.get(Number(cell.v)) ?? cell.w ?? '#N/A';
        this.note('import.error-cell', sheet, `${place} ${text}`);
        return { text };
      }
      case 's':
        return { text: oneLine(String(cell.v ?? '')) };
      default:
        if (cell.f !== undefined) this.note('import.no-value', sheet, place);
        return { text: '' };
    }
  }
}

/** What an array holds: in a damaged file all but a few of its billions of places are empty. */
function* there<T>(items: readonly (T | undefined)[]): Iterable<readonly [number, T]> {
  for (const key in items) {
    const item = items[key];
    const at = Number(key);
    // A place that could not be read is no number.
    if (item && Number.isInteger(at)) yield [at, item];
  }
}

const ERRORS: ReadonlyMap<number, string> = new Map([
  [0x00, '#NULL!'],
  [0x07, '#DIV/0!'],
  [0x0f, '#VALUE!'],
  [0x17, '#REF!'],
  [0x1d, '#NAME?'],
  [0x24, '#NUM!'],
  [0x2a, '#N/A'],
]);
