/** Tables as Word has them. */

import {
  AlignmentType,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import type { Align, PublishedCell, PublishedTable } from '../../../service.ts';
import { isWide } from '../layout.ts';
import { type Child, font, spacer, TEXT_WIDTH } from './page.ts';
import { SMALL, textRuns } from './text.ts';

export function tableOf(table: PublishedTable): Child[] {
  const width = TEXT_WIDTH[isWide(table) ? 'across' : 'upright'];
  const widths = widthsOf(table, width);
  const rows = table.rows.map(
    (row, r) =>
      new TableRow({
        tableHeader: r < table.headRows,
        cantSplit: true,
        children: row.cells.map((cell) => cellOf(cell, widths, r < table.headRows, row.role === 'total')),
      }),
  );
  return [
    ...propertiesOf(table, width),
    new Table({
      rows,
      columnWidths: widths,
      width: { size: width, type: WidthType.DXA },
      layout: TableLayoutType.FIXED,
      alignment: AlignmentType.CENTER,
    }),
    ...table.notes.map(
      (note) =>
        new Paragraph({
          spacing: { before: 40 },
          children: textRuns(note.runs, { font: font('song'), size: 18 }),
        }),
    ),
    spacer(),
  ];
}

/** The number at the right of its own line; names at the left of the next, the unit of money at its right. */
function propertiesOf(table: PublishedTable, width: number): Paragraph[] {
  const look = { font: font('song'), size: 20 };
  const of = (wanted: (role: string) => boolean) =>
    table.properties.filter((p) => wanted(p.role)).map((p) => textRuns(p.runs, look));
  const gap = () => new TextRun({ text: '    ', ...look });
  const joined = (lists: TextRun[][]) => lists.flatMap((list, i) => (i > 0 ? [gap(), ...list] : list));
  const numbers = of((role) => role === 'number');
  const units = of((role) => role === 'unit');
  const names = of((role) => role !== 'number' && role !== 'unit');
  const lines: Paragraph[] = [];
  if (numbers.length > 0)
    lines.push(new Paragraph({ keepNext: true, alignment: AlignmentType.RIGHT, children: joined(numbers) }));
  if (names.length > 0 && units.length > 0)
    lines.push(
      new Paragraph({
        keepNext: true,
        tabStops: [{ type: TabStopType.RIGHT, position: width }],
        children: [...joined(names), new TextRun({ text: '\t', ...look }), ...joined(units)],
      }),
    );
  else if (names.length > 0) lines.push(new Paragraph({ keepNext: true, children: joined(names) }));
  else if (units.length > 0)
    lines.push(new Paragraph({ keepNext: true, alignment: AlignmentType.RIGHT, children: joined(units) }));
  return lines;
}

/** Twentieths of a point that a half-width character of a table's type takes, in bold; and the margins of a cell. */
const CHARACTER = 110;

const CELL_MARGINS = 150;

/** Column widths in twentieths of a point that fill the page: figures and codes get what they need, words the rest. */
function widthsOf(table: PublishedTable, width: number): number[] {
  const fixed = table.columns.map((c) => c.align === 'right' || c.role === 'code');
  const needs = table.columns.map((c) => c.width * CHARACTER + CELL_MARGINS);
  const sum = (wanted: boolean) => needs.reduce((all, n, i) => (fixed[i] === wanted ? all + n : all), 0);
  const numbers = sum(true);
  const words = sum(false);
  // Too many figures for the page, or no words at all: everything shrinks or grows alike.
  const room = width - numbers;
  if (words === 0 || room < words / 4) return needs.map((n) => Math.floor((n * width) / (numbers + words)));
  const most = words * 2;
  const spare = Math.max(0, room - most);
  return needs.map((n, i) =>
    fixed[i]
      ? Math.floor(n + (numbers > 0 ? (spare * n) / numbers : 0))
      : Math.floor((n * Math.min(room, numbers > 0 ? most : room)) / words),
  );
}

const ALIGN: Readonly<Record<Align, (typeof AlignmentType)[keyof typeof AlignmentType]>> = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
};

function cellOf(cell: PublishedCell, widths: readonly number[], head: boolean, bold: boolean): TableCell {
  const look = head ? { font: font('hei'), size: 18 } : bold ? { ...SMALL, bold } : SMALL;
  const size = widths.slice(cell.column, cell.column + cell.colspan).reduce((a, b) => a + b, 0);
  return new TableCell({
    columnSpan: cell.colspan,
    rowSpan: cell.rowspan,
    verticalAlign: VerticalAlign.CENTER,
    width: { size, type: WidthType.DXA },
    margins: { left: 50, right: 50, top: 10, bottom: 10 },
    // The mark at a paragraph's end has a size too: an empty row would be as high as a line of text.
    children: [
      new Paragraph({ alignment: ALIGN[cell.align], run: { size: 18 }, children: textRuns(cell.runs, look) }),
    ],
  });
}
