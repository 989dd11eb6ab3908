/**
 * .xlsx: a sheet a table. Read from its parts instead of with a library: exceljs has had no release since 2023 and
 * brings an archiver and a stream stack; SheetJS on npm stopped at 0.18.5, with known holes; read-excel-file does not
 * tell merged cells. What a table needs is small: texts, shown numbers, merges.
 */

import { append } from '../../base/lists.ts';
import { message } from '../../messages/index.ts';
import { builtIn, truth } from './number-format.ts';
import { type Area, Book, type SheetCell } from './sheet.ts';
import { ImportError, type Piece, type Reading, type Step } from './types.ts';
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
  return { pieces, remarks: reader.remarks, places: reader.places };
}

/** What people noted at cells: no part of the report, and kept as comments. */
function commentsIn(archive: Archive): Piece[] {
  return [...archive.keys()]
    .filter((name) => /^xl\/comments\d*\.xml$/.test(name))
    .flatMap((name) => [...descendants(parseXml(textOf(archive, name)), 'comment')])
    .map((comment) => ({ cell: attribute(comment, 'ref') ?? '', text: oneLine(textIn(comment)) }))
    .filter(({ text }) => text !== '')
    .map(
      ({ cell, text }): Piece => ({
        kind: 'aside',
        text: message('zh', 'import.aside.cell', { cell, text }),
      }),
    );
}

class BookReader extends Book {
  private readonly strings: readonly string[];
  private readonly formats: readonly string[];
  private readonly parts: ReadonlyMap<string, string>;
  private readonly date1904: boolean;

  constructor(
    private readonly archive: Archive,
    book: Element,
  ) {
    super();
    this.strings = [...descendants(parseXml(textOf(archive, 'xl/sharedStrings.xml')), 'si')].map(stringOf);
    this.formats = formatsOf(parseXml(textOf(archive, 'xl/styles.xml')));
    this.date1904 = isTrue(attribute(childOf(book, 'workbookPr'), 'date1904'));
    const rels = parseXml(textOf(archive, 'xl/_rels/workbook.xml.rels'));
    this.parts = new Map(
      [...descendants(rels, 'Relationship')].map((r) => [
        attribute(r, 'Id') ?? '',
        resolvePart('xl/workbook.xml', attribute(r, 'Target') ?? ''),
      ]),
    );
  }

  sheet(sheet: Element): Piece[] {
    const name = attribute(sheet, 'name') ?? '';
    const part = this.parts.get(attribute(sheet, 'id') ?? '');
    const text = part === undefined ? '' : textOf(this.archive, part);
    if (text === '') return [];
    const root = parseXml(text);
    const rows = childrenOf([...descendants(root, 'sheetData')][0], 'row');
    const columns = [...descendants(root, 'col')].filter(isHidden).map((c) => ({
      from: Number(attribute(c, 'min')) - 1,
      to: Number(attribute(c, 'max')) - 1,
    }));
    const hiddenRows = new Set(numbered(rows).flatMap(([row, element]) => (isHidden(element) ? [row] : [])));
    return this.pieces({
      name,
      hidden: (attribute(sheet, 'state') ?? 'visible') !== 'visible',
      cells: this.cellsOf(rows, name),
      merges: mergesOf(root),
      isHiddenRow: (row) => hiddenRows.has(row),
      isHiddenColumn: (column) => columns.some(({ from, to }) => from <= column && column <= to),
    });
  }

  private *cellsOf(rows: readonly Element[], sheet: string): Iterable<SheetCell> {
    for (const [row, element] of numbered(rows)) {
      let column = -1;
      for (const cell of childrenOf(element, 'c')) {
        column = placeOf(attribute(cell, 'r') ?? '')?.column ?? column + 1;
        yield { row, column, ...this.cell(cell, sheet) };
      }
    }
  }

  private cell(cell: Element, sheet: string): { text: string; unit?: string | undefined } {
    const value = childOf(cell, 'v');
    const raw = value ? textIn(value) : '';
    const plain = (text: string) => ({ text: oneLine(text) });
    switch (attribute(cell, 't')) {
      case 's':
        return plain(this.strings[Number(raw)] ?? '');
      case 'inlineStr':
        return plain(stringOf(childOf(cell, 'is') ?? cell));
      case 'str':
        return plain(raw);
      case 'b':
        return plain(truth(raw === '1'));
      case 'e':
        this.note('import.error-cell', sheet, `${attribute(cell, 'r') ?? ''} ${raw}`);
        return plain(raw);
      default: {
        const place = attribute(cell, 'r') ?? '';
        if (raw === '') {
          if (childOf(cell, 'f')) this.note('import.no-value', sheet, place);
          return plain('');
        }
        const format = this.formats[Number(attribute(cell, 's') ?? '0')] ?? 'General';
        return this.shown(raw, format, { sheet, cell: place, date1904: this.date1904 });
      }
    }
  }
}

/** Rows with their numbers, from 0; one without a number follows the one before. */
function numbered(rows: readonly Element[]): [number, Element][] {
  let at = -1;
  return rows.map((row) => {
    at = attribute(row, 'r') === undefined ? at + 1 : Number(attribute(row, 'r')) - 1;
    return [at, row];
  });
}

function isTrue(value: string | undefined): boolean {
  return /^(?:1|true)$/.test(value ?? '');
}

/** Hidden, or of no height or width, which comes to the same. */
function isHidden(element: Element): boolean {
  const size = attribute(element, 'ht') ?? attribute(element, 'width');
  return isTrue(attribute(element, 'hidden')) || (size !== undefined && Number(size) === 0);
}

function* mergesOf(root: Element): Iterable<Area> {
  for (const merge of descendants(root, 'mergeCell')) {
    const [from, to = from] = (attribute(merge, 'ref') ?? '').split(':').map(placeOf);
    if (from && to) yield { top: from.row, left: from.column, bottom: to.row, right: to.column };
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

function placeOf(ref: string): { column: number; row: number } | undefined {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(ref);
  if (!match) return undefined;
  let column = 0;
  for (const char of match[1] as string) column = column * 26 + char.charCodeAt(0) - 64;
  return { column: column - 1, row: Number(match[2]) - 1 };
}

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
    return own.get(id) ?? builtIn(id);
  });
}
