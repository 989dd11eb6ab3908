/**
 * The tables of a published report as a workbook: a sheet a table, headers merged as printed, amounts as numbers with
 * the decimals they are printed with. A total is a formula where a relation says what it is the sum of and the sum is
 * the printed figure; else it stays the printed figure. Text is written as text: no cell of a report can become a
 * formula.
 */

import { type Cell, type CellStyle, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import { largest } from '../../base/lists.ts';
import { message } from '../../messages/index.ts';
import type { Publication, PublishedCell, PublishedTable } from '../../service.ts';
import { textOfRuns } from '../../service.ts';
import { halfWidths, isWide } from './layout.ts';
import { noStep, type Step } from './step.ts';
import { clean } from './text.ts';

/** Beyond these digits a spreadsheet rounds: such a figure is kept as text. */
const EXACT_DIGITS = 15;

/** A cell with words beside its number (`100分`) is text. */
const NUMBER_ALONE = /^[-+−－＋]?[\d０-９,.．]+[%％]?$/;

/** The most characters that a cell holds. */
const LONGEST = 32_767;

/** The most arguments that SUM takes. */
const MOST_ADDENDS = 200;

const LINE = { style: 'thin', color: { rgb: '808080' } } as const;
const BORDER = { top: LINE, bottom: LINE, left: LINE, right: LINE };

/** A typeface that says its name: one that is left to the program differs from one to the next. */
const FONT = { name: message('zh', 'publish.face'), size: 11 };

/** Excel's own codes of the page and of all pages, in the middle. */
const FOOTER = `&C${message('zh', 'publish.page', { page: '&P', pages: '&N' })}`;

/** Points that a line of it is high, and those around the lines of a cell. */
const LINE_HEIGHT = 15;
const AROUND = 3;

function heightOf(lines: number): number {
  return lines * LINE_HEIGHT + AROUND;
}

/** The sheet of paper within its margins, and a half-width character, in points. */
const PAPER = { long: 734, short: 494 };
const CHARACTER = 5.4;

/** A table that needs this many pages at most is printed on one: a few rows alone on a page help nobody. */
const ONE_PAGE = 1.5;

/** Whether a sheet, made as wide as its paper, is little higher than that. */
function spillsLittle(width: number, heights: readonly number[], across: boolean): boolean {
  const [wide, high] = across ? [PAPER.long, PAPER.short] : [PAPER.short, PAPER.long];
  const scale = Math.min(1, wide / (width * CHARACTER));
  return heights.reduce((a, b) => a + b, 0) * scale <= high * ONE_PAGE;
}

type NamedRange = NonNullable<Parameters<typeof writeXlsx>[0]['namedRanges']>[number];

/** The file's bytes. A workbook has at least one sheet: a report without tables gives an empty one. */
export async function toXlsx(publication: Publication, step: Step = noStep): Promise<Uint8Array> {
  const tables = publication.parts.filter((p) => p.kind === 'table');
  const names = sheetNames(tables);
  const sheets: WriteSheet[] = [];
  const namedRanges: NamedRange[] = [];
  for (const [i, table] of tables.entries()) {
    const sheet = sheetOf(table, names[i] as string);
    sheets.push(sheet);
    const head = sheet.freezePane?.rows ?? 0;
    if (head > 0) namedRanges.push(printTitles(sheet.name, head));
    await step(i + 1, tables.length);
  }
  if (sheets.length === 0) sheets.push({ name: 'Sheet1', rows: [] });
  return writeXlsx({ sheets, namedRanges });
}

/**
 * Title, unit and header on every page that is printed. Written as a name of its own: names of sheets that begin with a
 * digit must stand in quotes, which the library's setting leaves out.
 */
function printTitles(sheet: string, rows: number): NamedRange {
  const quoted = `'${sheet.replaceAll("'", "''")}'`;
  return { name: '_xlnm.Print_Titles', range: `${quoted}!$1:$${rows}`, scope: sheet };
}

/** Names that Excel takes: at most 31 characters, without `\ / ? * [ ] :`, each once. */
export function sheetNames(tables: readonly PublishedTable[]): string[] {
  const used = new Set<string>();
  return tables.map((table, i) => {
    const base =
      clean(table.title)
        .replace(/[\\/?*[\]:\s\ufffd]+/g, ' ')
        .replace(/^[' ]+|(?<![' ])[' ]+$/g, '') || message('zh', 'publish.sheet', { number: String(i + 1) });
    for (let n = 1; ; n++) {
      const ending = n === 1 ? '' : `(${n})`;
      const name = cut(base, 31 - ending.length).replace(/(?<![' ])[' ]+$/, '') + ending;
      if (used.has(name.toLowerCase())) continue;
      used.add(name.toLowerCase());
      return name;
    }
  });
}

/** At most `most` UTF-16 units, no character cut in two. */
function cut(text: string, most: number): string {
  let out = '';
  for (const char of text) {
    if (out.length + char.length > most) break;
    out += char;
  }
  return out;
}

function sheetOf(table: PublishedTable, name: string): WriteSheet {
  const cells = new Map<string, Partial<Cell>>();
  const merges: NonNullable<WriteSheet['merges']> = [];
  const width = table.columns.length;
  const put = (row: number, column: number, cell: Partial<Cell>) => cells.set(`${row},${column}`, cell);
  const wide = (row: number, text: string, style: CellStyle) => {
    put(row, 0, { value: limited(text), type: 'string', style });
    if (width > 1) merges.push({ startRow: row, startCol: 0, endRow: row, endCol: width - 1 });
  };
  const widths = table.columns.map((c) => Math.min(Math.max(c.width + 2, 9), 48));
  const all = widths.reduce((a, b) => a + b, 0);
  /** Rows whose height is set: programs do not make room for merged cells by themselves. */
  const heights = new Map<number, number>();
  let row = 0;
  if (table.title !== '') {
    heights.set(row, heightOf(linesIn(table.title, all / 1.5)) * 1.5);
    wide(row++, table.title, {
      font: { ...FONT, size: 16, bold: true },
      alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
    });
  }
  const line = table.properties.map((p) => textOfRuns(p.runs)).join('    ');
  if (line !== '') {
    heights.set(row, heightOf(linesIn(line, all)));
    wide(row++, line, { font: FONT, alignment: { horizontal: 'right', wrapText: true } });
  }
  const top = row;
  /** Where the cells of a line of the source stand. */
  const rowOf = new Map<number, number>();
  table.rows.forEach((r, i) => {
    if (r.role !== 'head') rowOf.set(r.line, top + i);
  });
  table.rows.forEach((published, i) => {
    const head = i < table.headRows;
    const bold = head || published.role === 'total';
    const lines = published.cells.map((cell) => linesOfCell(cell, widths));
    heights.set(top + i, heightOf(largest(lines, 1)));
    for (const cell of published.cells) {
      put(top + i, cell.column, cellOf(cell, bold, head, rowOf));
      const endRow = top + i + cell.rowspan - 1;
      const endCol = cell.column + cell.colspan - 1;
      if (cell.rowspan === 1 && cell.colspan === 1) continue;
      merges.push({ startRow: top + i, startCol: cell.column, endRow, endCol });
      for (let r = top + i; r <= endRow; r++) {
        for (let c = cell.column; c <= endCol; c++)
          if (!cells.has(`${r},${c}`)) put(r, c, { value: null, type: 'empty', style: { border: BORDER } });
      }
    }
  });
  row = top + table.rows.length;
  for (const note of table.notes) {
    heights.set(row, heightOf(linesIn(textOfRuns(note.runs), all)));
    wide(row++, textOfRuns(note.runs), { font: FONT, alignment: { wrapText: true, vertical: 'top' } });
  }
  const rows = Array.from({ length: row }, () => new Array<null>(width).fill(null));
  return {
    name,
    rows,
    cells,
    merges,
    columns: widths.map((width) => ({ width })),
    rowDefs: new Map([...heights].map(([at, height]) => [at, { height }])),
    headerFooter: { oddFooter: FOOTER },
    ...(table.headRows > 0 ? { freezePane: { rows: top + table.headRows } } : {}),
    pageSetup: {
      paperSize: 'a4',
      orientation: isWide(table) ? 'landscape' : 'portrait',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: spillsLittle(all, [...heights.values()], isWide(table)) ? 1 : 0,
    },
  };
}

/** Lines of a cell in its columns; one that reaches over rows has the room of all of them. */
function linesOfCell(cell: PublishedCell, widths: readonly number[]): number {
  if (cell.rowspan > 1) return 1;
  const room = widths.slice(cell.column, cell.column + cell.colspan).reduce((a, b) => a + b, 0);
  return cell.align === 'right' && cell.number ? 1 : linesIn(textOfRuns(cell.runs), room);
}

/** @param room in half-width characters, as columns are measured */
function linesIn(text: string, room: number): number {
  return text
    .split('\n')
    .reduce((lines, one) => lines + Math.max(1, Math.ceil(halfWidths(one) / Math.max(1, room - 1))), 0);
}

function cellOf(
  cell: PublishedCell,
  bold: boolean,
  head: boolean,
  rowOf: ReadonlyMap<number, number>,
): Partial<Cell> {
  const style: CellStyle = {
    border: BORDER,
    font: { ...FONT, bold },
    alignment: { horizontal: cell.align, vertical: 'center', wrapText: cell.align !== 'right' || head },
  };
  const { number } = cell;
  const text = textOfRuns(cell.runs);
  if (!number || head || !NUMBER_ALONE.test(text) || digitsIn(number.text) > EXACT_DIGITS) {
    return text === ''
      ? { value: null, type: 'empty', style }
      : { value: limited(text), type: 'string', style };
  }
  const percent = number.kind === 'percent' && /[%％]/.test(text);
  const value = percent ? Number(hundredth(number.text)) : Number(number.text);
  const zeros = number.decimals > 0 ? `.${'0'.repeat(number.decimals)}` : '';
  const numFmt = `${number.grouped || digitsIn(number.text) - number.decimals < 4 ? groups(number.kind) : '0'}${zeros}${percent ? '%' : ''}`;
  const formula = cell.sum && sumFormula(cell.sum, rowOf);
  return formula === undefined
    ? { value, type: 'number', style: { ...style, numFmt } }
    : { value, type: 'formula', formula, formulaResult: value, style: { ...style, numFmt } };
}

/** Short amounts take separators too, as their column does; counts and percentages do not. */
function groups(kind: string): string {
  return kind === 'money' ? '#,##0' : '0';
}

function digitsIn(text: string): number {
  return text.replace(/[-.]/g, '').replace(/^0+/, '').length;
}

/** A decimal divided by a hundred, without floating point. */
function hundredth(text: string): string {
  const negative = text.startsWith('-');
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
  const digits = whole.padStart(3, '0') + fraction;
  const point = digits.length - fraction.length - 2;
  return `${negative ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** `SUM(C5:C9,C12)-SUM(D3)`; undefined where an addend stands in no row of the sheet. */
function sumFormula(
  sum: NonNullable<PublishedCell['sum']>,
  rowOf: ReadonlyMap<number, number>,
): string | undefined {
  const sides = [false, true].map((negative) => {
    const places = sum
      .filter((t) => t.negative === negative)
      .map(({ line, column }) => ({ row: rowOf.get(line), column }));
    return places.some((p) => p.row === undefined)
      ? undefined
      : ranges(places as { row: number; column: number }[]);
  });
  const [plus, minus] = sides;
  if (!plus || !minus || plus.length + minus.length > MOST_ADDENDS || plus.length === 0) return undefined;
  return `SUM(${plus.join(',')})${minus.length > 0 ? `-SUM(${minus.join(',')})` : ''}`;
}

/** Cells as references, runs of neighbours in a column or a row as ranges. */
function ranges(places: readonly { row: number; column: number }[]): string[] {
  const down = new Set(places.map((p) => p.column)).size <= new Set(places.map((p) => p.row)).size;
  const major = (p: { row: number; column: number }) => (down ? p.column : p.row);
  const minor = (p: { row: number; column: number }) => (down ? p.row : p.column);
  const sorted = [...places].sort((a, b) => major(a) - major(b) || minor(a) - minor(b));
  const runs: (typeof sorted)[] = [];
  for (const place of sorted) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run && last && major(last) === major(place) && minor(last) + 1 === minor(place)) run.push(place);
    else runs.push([place]);
  }
  return runs.map((run) => {
    const first = reference(run[0] as { row: number; column: number });
    const last = reference(run.at(-1) as { row: number; column: number });
    return first === last ? first : `${first}:${last}`;
  });
}

function reference({ row, column }: { row: number; column: number }): string {
  let letters = '';
  for (let n = column + 1; n > 0; n = Math.floor((n - 1) / 26))
    letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters;
  return `${letters}${row + 1}`;
}

function limited(text: string): string {
  return cut(clean(text), LONGEST);
}
