/**
 * .xlsx: a sheet a table. Read from its parts instead of with a library: exceljs has had no release since 2023 and
 * brings an archiver and a stream stack; SheetJS on npm stopped at 0.18.5, with known holes; read-excel-file does not
 * tell merged cells. What a table needs is small: texts, shown numbers, merges.
 */
import { formatScaled, parseNumber, scaledOf } from '../../base/amount.ts';
import { significant } from '../../base/decimal.ts';
import { append } from '../../base/lists.ts';
import { splitGrid } from './grid.ts';
import {
  type Grid,
  type GridCell,
  ImportError,
  LIMITS,
  type Piece,
  type Reading,
  type Remark,
  type Step,
} from './types.ts';
import { attribute, childOf, childrenOf, descendants, type Element, parseXml, textIn } from './xml.ts';
import { type Archive, openArchive, resolvePart, textOf } from './zip.ts';

/** @param step told before each sheet; what it throws stops the import */
export async function readXlsx(bytes: Uint8Array, step?: Step): Promise<Reading> {
  const archive = openArchive(
    bytes,
    (name) =>
      /^xl\/(?:.*\.xml|_rels\/.*\.rels)$/.test(name) ||
      name === '_rels/.rels' ||
      name.endsWith('vbaProject.bin'),
  );
  const workbook = parseXml(textOf(archive, 'xl/workbook.xml'));
  const book = childOf(workbook, 'workbook');
  if (!book) throw new ImportError('import.corrupt');
  const reader = new BookReader(archive, book);
  const pieces: Piece[] = [];
  const sheets = childrenOf(childOf(book, 'sheets'), 'sheet');
  for (const [i, sheet] of sheets.entries()) {
    await step?.(i, sheets.length);
    append(pieces, reader.sheet(sheet));
  }
  append(pieces, commentsIn(archive));
  reader.tellCells();
  if ([...archive.keys()].some((name) => name.startsWith('xl/externalLinks/')))
    reader.remark('import.external', {});
  if ([...archive.keys()].some((name) => name.endsWith('vbaProject.bin'))) reader.remark('import.macros', {});
  return { pieces, remarks: reader.remarks };
}

/** What people noted at cells: no part of the report, and kept as comments. */
function commentsIn(archive: Archive): Piece[] {
  return [...archive.keys()]
    .filter((name) => /^xl\/comments\d*\.xml$/.test(name))
    .flatMap((name) => [...descendants(parseXml(textOf(archive, name)), 'comment')])
    .map((comment) => ({ cell: attribute(comment, 'ref') ?? '', text: oneLine(textIn(comment)) }))
    .filter(({ text }) => text !== '')
    .map(({ cell, text }): Piece => ({ kind: 'aside', text: `批注（${cell}）：${text}` }));
}

class BookReader {
  readonly remarks: Remark[] = [];
  private readonly strings: readonly string[];
  private readonly formats: readonly string[];
  private readonly parts: ReadonlyMap<string, string>;
  private readonly date1904: boolean;
  private cells = 0;
  private readonly noted = new Map<
    string,
    { readonly id: Remark['id']; readonly sheet: string; readonly cells: string[]; count: number }
  >();

  constructor(
    private readonly archive: Archive,
    book: Element,
  ) {
    this.strings = [...descendants(parseXml(textOf(archive, 'xl/sharedStrings.xml')), 'si')].map(stringOf);
    this.formats = formatsOf(parseXml(textOf(archive, 'xl/styles.xml')));
    this.date1904 = /^(?:1|true)$/.test(attribute(childOf(book, 'workbookPr'), 'date1904') ?? '');
    const rels = parseXml(textOf(archive, 'xl/_rels/workbook.xml.rels'));
    this.parts = new Map(
      [...descendants(rels, 'Relationship')].map((r) => [
        attribute(r, 'Id') ?? '',
        resolvePart('xl/workbook.xml', attribute(r, 'Target') ?? ''),
      ]),
    );
  }

  remark(id: Remark['id'], data: Remark['data']): void {
    this.remarks.push({ id, data });
  }

  /** Remembers a cell of which something is to be told; a sheet may have thousands of them. */
  private note(id: Remark['id'], sheet: string, cell: string): void {
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

  sheet(sheet: Element): Piece[] {
    const name = attribute(sheet, 'name') ?? '';
    const part = this.parts.get(attribute(sheet, 'id') ?? '');
    const text = part === undefined ? '' : textOf(this.archive, part);
    if (text === '') return [];
    const grid = this.grid(parseXml(text), name);
    if (grid.length === 0) return [];
    const hidden = (attribute(sheet, 'state') ?? 'visible') !== 'visible';
    if (hidden) {
      // What its author hid is not published; it is kept where a person can see it.
      this.remark('import.hidden-sheet', { name });
      const rows = grid.map((row) => row.map((c) => (c.covered ? '' : c.text)).join(' | '));
      return [{ kind: 'aside', text: name }, ...rows.map((row): Piece => ({ kind: 'aside', text: row }))];
    }
    const pieces = splitGrid(grid);
    if (!pieces.some((p) => p.kind === 'heading')) pieces.unshift({ kind: 'heading', level: 2, text: name });
    return [...pieces, { kind: 'blank' }];
  }

  /** The rows and columns that hold something. */
  private grid(root: Element, sheet: string): Grid {
    const found = new Map<number, Map<number, string>>();
    const columns = new Set<number>();
    const data = [...descendants(root, 'sheetData')][0];
    let rowNumber = -1;
    let rounded = 0;
    for (const row of childrenOf(data, 'row')) {
      rowNumber = attribute(row, 'r') === undefined ? rowNumber + 1 : Number(attribute(row, 'r')) - 1;
      let columnNumber = -1;
      for (const cell of childrenOf(row, 'c')) {
        const place = placeOf(attribute(cell, 'r') ?? '');
        columnNumber = place?.column ?? columnNumber + 1;
        const shown = this.cell(cell, sheet);
        if (shown.rounded) rounded++;
        if (shown.text === '') continue;
        if (++this.cells > LIMITS.cells) throw new ImportError('import.too-many-cells');
        let line = found.get(rowNumber);
        if (!line) {
          line = new Map();
          found.set(rowNumber, line);
        }
        line.set(columnNumber, shown.text);
        columns.add(columnNumber);
      }
    }
    if (rounded > 0) this.remark('import.rounded', { name: sheet, count: String(rounded) });
    if (columns.size > LIMITS.columns) throw new ImportError('import.too-many-cells');
    const rows = [...found.keys()].sort((a, b) => a - b);
    const cols = [...columns].sort((a, b) => a - b);
    const grid = rows.map((r) => cols.map((c): GridCell => ({ text: found.get(r)?.get(c) ?? '' })));
    for (const merge of descendants(root, 'mergeCell')) {
      const [from, to = from] = (attribute(merge, 'ref') ?? '').split(':').map(placeOf);
      if (!from || !to) continue;
      const text = found.get(from.row)?.get(from.column);
      if (text === undefined) continue;
      // Only what was kept can be covered; a merge over whole columns costs no more than the sheet.
      const last = firstFrom(rows, to.row + 1);
      const right = firstFrom(cols, to.column + 1);
      for (let i = firstFrom(rows, from.row); i < last; i++) {
        for (let j = firstFrom(cols, from.column); j < right; j++) {
          if (rows[i] === from.row && cols[j] === from.column) continue;
          if (++this.cells > LIMITS.cells) throw new ImportError('import.too-many-cells');
          (grid[i] as GridCell[])[j] = { text, covered: (cols[j] ?? 0) > from.column ? 'left' : 'above' };
        }
      }
    }
    // A blank row parts tables; one says as much as several.
    return grid.flatMap((row, i) => {
      const gap = i > 0 && (rows[i] ?? 0) > (rows[i - 1] ?? 0) + 1;
      return gap ? [cols.map((): GridCell => ({ text: '' })), row] : [row];
    });
  }

  private cell(cell: Element, sheet: string): { text: string; rounded: boolean } {
    const value = childOf(cell, 'v');
    const raw = value ? textIn(value) : '';
    const plain = (text: string) => ({ text: oneLine(text), rounded: false });
    switch (attribute(cell, 't')) {
      case 's':
        return plain(this.strings[Number(raw)] ?? '');
      case 'inlineStr':
        return plain(stringOf(childOf(cell, 'is') ?? cell));
      case 'str':
        return plain(raw);
      case 'b':
        return plain(raw === '1' ? '是' : '否');
      case 'e':
        this.note('import.error-cell', sheet, `${attribute(cell, 'r') ?? ''} ${raw}`);
        return plain(raw);
      default: {
        if (raw === '') {
          if (childOf(cell, 'f')) this.note('import.no-value', sheet, attribute(cell, 'r') ?? '');
          return plain('');
        }
        const format = this.formats[Number(attribute(cell, 's') ?? '0')] ?? 'General';
        return showNumber(raw, format, this.date1904);
      }
    }
  }
}

/** A string with its runs; readings of characters (ruby) are left out. */
function stringOf(item: Element): string {
  let text = '';
  for (const child of item.children) {
    if (typeof child === 'string') continue;
    if (child.name === 't') text += textIn(child);
    else if (child.name === 'r') for (const t of childrenOf(child, 't')) text += textIn(t);
  }
  return text;
}

const CLOSE = /[\p{Script=Han}（）、，]/u;

/** Line breaks in a cell part words where Chinese stands on both sides of none. */
export function oneLine(text: string): string {
  const plain = text.replace(/[\t\u00a0]/g, ' ');
  // Run by run: one pattern for all of it would try again at every blank.
  return plain
    .replace(/\s+/g, (blanks, at: number) => {
      if (!blanks.includes('\n')) return blanks;
      const [before = '', after = ''] = [plain[at - 1], plain[at + blanks.length]];
      return CLOSE.test(before) && CLOSE.test(after) ? '' : ' ';
    })
    .trim();
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

function placeOf(ref: string): { column: number; row: number } | undefined {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(ref);
  if (!match) return undefined;
  let column = 0;
  for (const char of match[1] as string) column = column * 26 + char.charCodeAt(0) - 64;
  return { column: column - 1, row: Number(match[2]) - 1 };
}

/** Formats that have a number instead of words in the file. */
const BUILT_IN: Readonly<Record<number, string>> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  14: 'yyyy/m/d',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  22: 'yyyy/m/d',
  31: 'yyyy年m月d日',
  37: '#,##0',
  38: '#,##0',
  39: '#,##0.00',
  40: '#,##0.00',
  41: '#,##0',
  42: '#,##0',
  43: '#,##0.00',
  44: '#,##0.00',
  57: 'yyyy年m月',
  58: 'm月d日',
};

function formatsOf(root: Element): string[] {
  const sheet = childOf(root, 'styleSheet');
  const own = new Map<number, string>();
  for (const f of childrenOf(childOf(sheet, 'numFmts'), 'numFmt')) {
    const code = attribute(f, 'formatCode') ?? '';
    // Excel's own limit; what is longer is no format.
    if (code.length <= 255) own.set(Number(attribute(f, 'numFmtId')), code);
  }
  return childrenOf(childOf(sheet, 'cellXfs'), 'xf').map((xf) => {
    const id = Number(attribute(xf, 'numFmtId') ?? '0');
    return own.get(id) ?? BUILT_IN[id] ?? 'General';
  });
}

/** A stored number as the sheet shows it: that is what gets published. */
export function showNumber(
  raw: string,
  format: string,
  date1904 = false,
): { text: string; rounded: boolean } {
  // Fifteen digits are what the program that wrote the file holds; the rest is noise of binary fractions.
  const plain = significant(raw, 15);
  if (plain === undefined) return { text: raw, rounded: false };
  // The sign and, for dates, the days: amounts themselves are never read as binary fractions.
  const number = Number(plain);
  const sections = format.split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/);
  const section =
    (number < 0 && sections[1] ? sections[1] : number === 0 && sections[2] ? sections[2] : sections[0]) ?? '';
  const literal = [...section.matchAll(/"([^"]*)"/g)].map((m) => m[1]).join('');
  const code = section.replace(/"[^"]*"|\[[^\]]*\]|\\.|_.|\*./g, '');
  if (/[ymd]/i.test(code) && !/[0#?]/.test(code))
    return { text: showDate(number, code, date1904), rounded: false };
  if (/general|@/i.test(code) || !/[0#]/.test(code)) {
    // A section of words alone (`"-"??` for zero) shows the words.
    return { text: code.replace(/[?\s]/g, '') === '' && literal !== '' ? literal : plain, rounded: false };
  }
  const printed = parseNumber(plain);
  if (!printed || /e[+-]/i.test(code)) return { text: plain, rounded: false };
  const digits = code.replace(/[^0#?.,%]/g, '');
  const percent = digits.includes('%');
  const fraction = /\.([0#?]*)/.exec(digits)?.[1] ?? '';
  const scaling = /,+(?=[.%]|$)/.exec(digits.replace(/\.[0#?]*/, ''))?.[0].length ?? 0;
  let value = scaledOf(printed);
  if (percent) value *= 100n;
  value /= 1000n ** BigInt(scaling);
  const least = fraction.replace(/[^0]/g, '').length;
  const style = { decimals: fraction.length, grouped: /[0#?],[0#?]/.test(digits) };
  let text = formatScaled(value, style);
  if (fraction.length > least && text.includes('.')) {
    const cut = text.length - (fraction.length - least);
    text = text.slice(0, cut) + text.slice(cut).replace(/0+$/, '');
    text = text.replace(/\.$/, '');
  }
  const back = parseNumber(text);
  return { text: percent ? `${text}%` : text, rounded: back !== undefined && scaledOf(back) !== value };
}

function showDate(serial: number, code: string, date1904: boolean): string {
  const days = Math.floor(serial) + (date1904 ? 24107 : 0) - 25569;
  const date = new Date(days * 86_400_000);
  if (Number.isNaN(date.getTime())) return String(serial);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  if (!/d/i.test(code)) return `${year}年${month}月`;
  return /y/i.test(code) ? `${year}年${month}月${day}日` : `${month}月${day}日`;
}
