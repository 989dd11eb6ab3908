/** Lays out what was made as text, and knows where each figure came to stand. */
import type { Figure, Slipped } from './figures.ts';
import { isFigure, type Sheet, type SheetCell, type SheetColumn } from './sheets.ts';
import type { Style } from './style.ts';

export type Piece = Figure | string;
export type Line = readonly Piece[];

export interface Part {
  readonly lines: readonly Line[];
  /** The table that it is. */
  readonly sheet?: Sheet;
}

/** How a table is printed where it is not whole. */
export interface Fill {
  /** Rows from here on are cut off. */
  readonly cut?: number;
  /** Whether a cell's amount is left out. */
  readonly blank?: (row: number, column: number) => boolean;
  /** Rows and columns that are not printed at all. */
  readonly without?: { readonly row?: number; readonly column?: number };
  /** Stands right below the heading. */
  readonly mark?: string;
}

const blanked = (cell: SheetCell, blank: boolean): SheetCell => (blank && isFigure(cell) ? '' : cell);

function filled(
  sheet: Sheet,
  fill: Fill,
): { columns: readonly SheetColumn[]; rows: readonly (readonly SheetCell[])[] } {
  const { cut = sheet.rows.length, blank, without } = fill;
  const keepColumn = (c: number) => c !== without?.column;
  return {
    columns: sheet.columns.filter((_, c) => keepColumn(c)),
    rows: sheet.rows
      .map((row, r) =>
        row.map((cell, c) => blanked(cell, blank?.(r, c) === true)).filter((_, c) => keepColumn(c)),
      )
      .filter((_, r) => r < cut && r !== without?.row),
  };
}

const joined = (cells: readonly Piece[], by: string): Piece[] =>
  cells.flatMap((cell, i) => (i === 0 ? [cell] : [by, cell]));

function barLine(cells: readonly Piece[]): Line {
  return ['| ', ...joined(cells, ' | '), ' |'];
}

function barHeader(columns: readonly SheetColumn[]): Line[] {
  return [
    barLine(columns.map((c) => c.path.join('/'))),
    barLine(columns.map((c) => (c.role === 'value' || c.role === 'line' ? '---:' : '---'))),
  ];
}

/** Header rows as a spreadsheet merges them: what stands above several columns is printed over the first. */
function tabHeader(columns: readonly SheetColumn[]): Line[] {
  const depth = Math.max(...columns.map((c) => c.path.length));
  return Array.from({ length: depth }, (_, level) =>
    joined(
      columns.map((c, i) => {
        const before = columns[i - 1];
        const same =
          level < c.path.length - 1 &&
          before?.path.slice(0, level + 1).join('/') === c.path.slice(0, level + 1).join('/');
        return same ? '' : (c.path[level] ?? '');
      }),
      '\t',
    ),
  );
}

/** What stands between two pages of one table. */
function pageBreak(sheet: Sheet, style: Style, heading: string, header: readonly Line[]): Line[] {
  switch (style.pages) {
    case 'again':
      return [[], [heading], [], ...header];
    case 'marked':
      return [[], [`${heading}（续表）`], [], ...header];
    case 'heading':
      return [[], ['## 续表'], [], ...header];
    case 'line':
      return [[], ['（续表）'], [], ...header];
    default:
      return [[], [`— ${Number(sheet.id) + 2} —`], [], ...header];
  }
}

/** A table from its heading to its notes. */
export function tableLines(sheet: Sheet, style: Style, fill: Fill = {}): Line[] {
  const { columns, rows } = filled(sheet, fill);
  const order = sheet.title;
  const number = Number(sheet.id);
  const heading = [
    '## ',
    style.numbered ? `${'一二三四五六七八九十'[number - 1] ?? ''}、` : '',
    style.yearInTitle ? `${style.year}${style.kind === '决算' ? '年度' : '年'}` : '',
    order,
  ].join('');
  const header = style.tab ? tabHeader(columns) : barHeader(columns);
  const line = (cells: readonly SheetCell[]): Line => (style.tab ? joined(cells, '\t') : barLine(cells));
  const body = rows.map(line);
  const at = Math.floor(rows.length / 2);
  const broken = style.pages && rows.length > 8 && fill.cut === undefined;
  return [
    [heading],
    ...(fill.mark ? [[fill.mark]] : []),
    [
      [style.printNumber ? `公开${sheet.id}表` : `单位：${style.unitName}`, `金额单位：${style.unit}`].join(
        '    ',
      ),
    ],
    [],
    ...header,
    ...(broken
      ? [...body.slice(0, at), ...pageBreak(sheet, style, heading, header), ...body.slice(at)]
      : body),
    ...sheet.notes.map((n) => [`注：${n}`]),
    [],
  ];
}

export interface Place {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

export interface Printout {
  readonly text: string;
  readonly places: ReadonlyMap<Figure, Place>;
}

/** Prints lines; figures as they slipped. */
export function print(lines: readonly Line[], slipped: Slipped = new Map()): Printout {
  const places = new Map<Figure, Place>();
  const texts = lines.map((pieces, line) => {
    let text = '';
    for (const piece of pieces) {
      if (typeof piece === 'string') {
        text += piece;
        continue;
      }
      const printed = slipped.get(piece);
      const start = text.length;
      text += printed?.text ?? piece.text;
      places.set(piece, { line, start, end: text.length });
      text += printed?.unitText ?? (piece.kind === 'percent' ? '' : piece.unitText);
    }
    return text;
  });
  return { text: `${texts.join('\n')}\n`, places };
}
