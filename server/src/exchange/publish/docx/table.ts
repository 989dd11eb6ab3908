/** Tables as Word has them. */

import {
  AlignmentType,
  LineRuleType,
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
import { fitOf, type Type, widthsOf } from '../fit.ts';
import { type Around, spread } from '../layout.ts';
import { type Child, font, SHEETS, spacer } from './page.ts';
import { SMALL, textRuns } from './text.ts';

/**
 * @param across whether it stands on a page across
 * @param around what stands over it there
 */
export function tableOf(published: PublishedTable, across: boolean, around: Around): Child[] {
  const table = spread(published);
  const sheet = SHEETS[across ? 'across' : 'upright'];
  const { width } = sheet;
  const widths = widthsOf(table, width);
  const { type, whole } = fitOf(table, widths, sheet, around);
  const last = table.rows.length - 1;
  const rows = table.rows.map((row, r) => {
    const head = r < table.headRows;
    // What fits on a page is not cut: each row keeps with the next, the last with the notes.
    const keepNext = whole ? r < last || table.notes.length > 0 || around.more : head;
    const look = { type, head, bold: row.role === 'total', keepNext };
    return new TableRow({
      tableHeader: head,
      cantSplit: true,
      children: row.cells.map((cell) => cellOf(cell, widths, look)),
    });
  });
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
      (note, i) =>
        new Paragraph({
          keepNext: whole && (i < table.notes.length - 1 || around.more),
          keepLines: true,
          spacing: { before: 40, line: 240, lineRule: LineRuleType.EXACT },
          children: textRuns(note.runs, { font: font('song'), size: 18 }),
        }),
    ),
    spacer(whole && around.more),
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
  const line = { keepNext: true, spacing: { line: 280, lineRule: LineRuleType.EXACT } };
  const lines: Paragraph[] = [];
  if (numbers.length > 0)
    lines.push(new Paragraph({ ...line, alignment: AlignmentType.RIGHT, children: joined(numbers) }));
  if (names.length > 0 && units.length > 0)
    lines.push(
      new Paragraph({
        ...line,
        tabStops: [{ type: TabStopType.RIGHT, position: width }],
        children: [...joined(names), new TextRun({ text: '\t', ...look }), ...joined(units)],
      }),
    );
  else if (names.length > 0) lines.push(new Paragraph({ ...line, children: joined(names) }));
  else if (units.length > 0)
    lines.push(new Paragraph({ ...line, alignment: AlignmentType.RIGHT, children: joined(units) }));
  return lines;
}

const ALIGN: Readonly<Record<Align, (typeof AlignmentType)[keyof typeof AlignmentType]>> = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
};

interface CellLook {
  readonly type: Type;
  readonly head: boolean;
  readonly bold: boolean;
  readonly keepNext: boolean;
}

function cellOf(
  cell: PublishedCell,
  widths: readonly number[],
  { type, head, bold, keepNext }: CellLook,
): TableCell {
  const { size: points, line } = type;
  const look = head
    ? { font: font('hei'), size: points }
    : { ...SMALL, size: points, ...(bold ? { bold } : {}) };
  const size = widths.slice(cell.column, cell.column + cell.colspan).reduce((a, b) => a + b, 0);
  return new TableCell({
    columnSpan: cell.colspan,
    rowSpan: cell.rowspan,
    verticalAlign: VerticalAlign.CENTER,
    width: { size, type: WidthType.DXA },
    margins: { left: 50, right: 50, top: 8, bottom: 8 },
    // The mark at a paragraph's end has a size too: an empty row would be as high as a line of text.
    children: [
      new Paragraph({
        alignment: ALIGN[cell.align],
        keepNext,
        spacing: { line, lineRule: LineRuleType.EXACT },
        run: { size: points },
        children: textRuns(cell.runs, look),
      }),
    ],
  });
}
