/**
 * A published report as a Word document, laid out as official documents are (GB/T 9704): page margins, 小标宋 for
 * titles, 黑体 and 楷体 for headings, 仿宋 for text, page numbers between dashes. Tables are Word's own, with headers
 * that repeat; wide ones stand on pages across. Charts are Word's own too: sharp in print, with their figures inside,
 * and without a drawing library in the program.
 */

import {
  AlignmentType,
  Document,
  Footer,
  HeadingLevel,
  type ISectionOptions,
  LineRuleType,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  SectionType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import { ChartRun } from 'docx/charts';
import { append, largest } from '../../base/lists.ts';
import type {
  Align,
  Chart,
  ChartPoint,
  Publication,
  PublishedCell,
  PublishedHeading,
  PublishedParagraph,
  PublishedTable,
  Run,
} from '../../service.ts';
import { describe, isLong, isWide, sameTitle } from './layout.ts';
import { noStep, type Step } from './step.ts';
import { clean } from './text.ts';

/** Typefaces that the standard asks for; the system puts its own in the place of one that it lacks. */
const FACES = { title: '方正小标宋简体', hei: '黑体', kai: '楷体', fang: '仿宋', song: '宋体' } as const;
type Face = keyof typeof FACES;

const font = (face: Face) => ({
  ascii: 'Times New Roman',
  hAnsi: 'Times New Roman',
  cs: 'Times New Roman',
  eastAsia: FACES[face],
});

/** Twentieths of a point in a millimetre. */
const MM = 1440 / 25.4;
const mm = (n: number) => Math.round(n * MM);

const PAGE = { width: mm(210), height: mm(297) };
const MARGINS = {
  upright: { top: mm(37), bottom: mm(35), left: mm(28), right: mm(26) },
  across: { top: mm(24), bottom: mm(22), left: mm(20), right: mm(20) },
};
const TEXT_WIDTH = { upright: PAGE.width - mm(54), across: PAGE.height - mm(40) };

/** Lines of text are 28 points apart, as the standard has it. */
const SPACING = { line: 560, lineRule: LineRuleType.EXACT };
/** Two characters; in twentieths of a point too, for programs that do not count characters. */
const INDENT = { firstLine: 640, firstLineChars: 200 };
const CHART = { width: 540, height: 320 };
const COLOURS = ['2F6FB4', 'D0782C', '4B9A5F', 'B5485D', '7A62B3', '2D9C9C', 'B39A28', '7D8794'];

/** The file's bytes. */
export async function toDocx(publication: Publication, step: Step = noStep): Promise<Uint8Array> {
  const pages = new Pages();
  const { parts } = publication;
  if (publication.title !== '' && !sameTitle(publication)) pages.add(false, titleOf(publication.title));
  for (const [i, part] of parts.entries()) {
    const next = parts[i + 1];
    switch (part.kind) {
      case 'heading':
        if (part.ofTable && next?.kind === 'table') pages.add(isWide(next), headingOf(part, isLong(next)));
        else pages.add(false, headingOf(part, false));
        break;
      case 'paragraph':
        pages.add(false, paragraphOf(part));
        break;
      case 'chart':
        if ('chart' in part.result) pages.add(false, drawingOf(part.result.chart));
        pages.add(false, captionOf(part.runs));
        break;
      case 'table':
        pages.add(isWide(part), ...tableOf(part));
        break;
    }
    await step(i + 1, parts.length);
  }
  const file = new Document({
    title: clean(publication.title),
    creator: clean(publication.unit ?? ''),
    lastModifiedBy: '',
    // Nobody sees them in print; an import gives the lines of the source back.
    customProperties: publication.unprinted.map(({ key, beside, text }, i) => ({
      name: beside === '' && key !== '勾稽' ? key : `${key} ${i + 1}`,
      value: clean(beside === '' ? text : `${beside}\t${text}`),
    })),
    styles: {
      default: {
        document: { run: { font: font('fang'), size: 32 }, paragraph: {} },
        heading1: { run: { font: font('title'), size: 40, color: '000000', bold: false } },
        heading2: { run: { font: font('hei'), size: 32, color: '000000', bold: false } },
        heading3: { run: { font: font('kai'), size: 32, color: '000000', bold: false } },
        heading4: { run: { font: font('fang'), size: 32, color: '000000', bold: true, italics: false } },
        heading5: { run: { font: font('fang'), size: 32, color: '000000', bold: false } },
        heading6: { run: { font: font('fang'), size: 32, color: '000000', bold: false } },
      },
    },
    sections: pages.sections(),
  });
  return Packer.pack(file, 'uint8array');
}

type Child = Paragraph | Table;

/** Runs of pages that stand upright or across. */
class Pages {
  private readonly runs: { across: boolean; children: Child[] }[] = [];

  add(across: boolean, ...children: Child[]): void {
    const last = this.runs.at(-1);
    if (last?.across === across) append(last.children, children);
    else this.runs.push({ across, children });
  }

  sections(): ISectionOptions[] {
    const runs = this.runs.length > 0 ? this.runs : [{ across: false, children: [new Paragraph('')] }];
    return runs.map(({ across, children }) => ({
      properties: {
        type: SectionType.NEXT_PAGE,
        page: {
          // The library turns the sheet itself.
          size: { ...PAGE, orientation: across ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT },
          margin: across ? MARGINS.across : MARGINS.upright,
        },
      },
      footers: { default: footer() },
      // A section may not end with a table.
      children: children.at(-1) instanceof Table ? [...children, spacer()] : children,
    }));
  }
}

function footer(): Footer {
  const dash = (text: string) => new TextRun({ text, font: font('song'), size: 28 });
  return new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [
          dash('— '),
          new TextRun({ children: [PageNumber.CURRENT], font: font('song'), size: 28 }),
          dash(' —'),
        ],
      }),
    ],
  });
}

/** A line of almost no height. */
function spacer(): Paragraph {
  return new Paragraph({ spacing: { line: 20, lineRule: LineRuleType.EXACT }, children: [] });
}

function titleOf(title: string): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { before: 300, after: 600 },
    children: [new TextRun({ text: clean(title), font: font('title'), size: 44 })],
  });
}

const LEVELS = [
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
  HeadingLevel.HEADING_5,
  HeadingLevel.HEADING_6,
] as const;

/** @param newPage whether it begins a page */
function headingOf(part: PublishedHeading, newPage: boolean): Paragraph {
  const heading = LEVELS[part.level - 1] ?? HeadingLevel.HEADING_6;
  if (part.ofTable) {
    return new Paragraph({
      heading,
      alignment: AlignmentType.CENTER,
      keepNext: true,
      pageBreakBefore: newPage,
      spacing: { before: 240, after: 120 },
      children: textRuns(part.runs, { font: font('title'), size: 32, bold: false }),
    });
  }
  const top = part.level === 1;
  return new Paragraph({
    heading,
    keepNext: true,
    alignment: top ? AlignmentType.CENTER : AlignmentType.LEFT,
    ...(top ? { spacing: { before: 480, after: 360 } } : { spacing: SPACING, indent: INDENT }),
    children: textRuns(part.runs, {}),
  });
}

function paragraphOf(part: PublishedParagraph): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.BOTH,
    spacing: SPACING,
    indent: INDENT,
    children: textRuns(part.runs, {}),
  });
}

function captionOf(runs: readonly Run[]): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { before: 60, after: 240 },
    children: textRuns(runs, { font: font('hei'), size: 24 }),
  });
}

interface Look {
  readonly font?: ReturnType<typeof font>;
  readonly size?: number;
  readonly bold?: boolean;
}

function textRuns(runs: readonly Run[], look: Look): TextRun[] {
  return runs.flatMap((run) =>
    clean(run.text)
      .split('\n')
      .map(
        (text, i) =>
          new TextRun({
            text,
            ...look,
            ...(run.bold ? { bold: true } : {}),
            ...(run.italic ? { italics: true } : {}),
            ...(i > 0 ? { break: 1 } : {}),
          }),
      ),
  );
}

// ---- tables ----

const SMALL: Look = { font: font('song'), size: 18 };

function tableOf(table: PublishedTable): Child[] {
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

// ---- charts ----

/** A chart of Word's own. Its bars and slices need floating point; the figures it prints have the decimals of the table. */
function drawingOf(chart: Chart): Paragraph {
  const decimals = largest(
    chart.series.flatMap((s) => s.points.map((p) => decimalsIn(p?.text))),
    0,
  );
  const format = decimals > 0 ? `#,##0.${'0'.repeat(decimals)}` : '#,##0';
  const base = {
    transformation: CHART,
    font: { name: FACES.song },
    altText: { name: clean(chart.title), description: clean(describe(chart)) },
    categories: chart.categories.map(clean),
  };
  const values = (points: Chart['series'][number]['points']) =>
    points.map((p) => (p === undefined ? null : Number(p.text)));
  const negative = chart.series.some((s) => s.points.some((p) => p?.text.startsWith('-')));
  const run =
    chart.type === 'pie'
      ? new ChartRun({
          ...base,
          categories: chart.categories.map((name, i) => {
            const p = chart.series[0]?.points[i];
            return clean(p && isSmall(p) ? `${name} ${p.shown}${chart.unit}（${p.share}%）` : name);
          }),
          type: 'pie',
          series: chart.series.slice(0, 1).map((s) => ({
            name: clean(s.name),
            values: values(s.points),
            colors: s.points.map((_, i) => COLOURS[i % COLOURS.length] as string),
            pointLabels: s.points.map((p, i) =>
              p === undefined || isSmall(p)
                ? (false as const)
                : {
                    text: `${clean(chart.categories[i] ?? '')}\n${p.shown}${chart.unit}，${p.share}%`,
                    position: 'outsideEnd' as const,
                  },
            ),
          })),
        })
      : new ChartRun({
          ...base,
          type: chart.type === 'bar' ? 'bar' : 'column',
          legend: chart.series.length > 1 ? { position: 'bottom' } : false,
          // From zero: a bar that begins elsewhere shows differences that are not there.
          valueAxis: {
            numberFormat: '#,##0',
            ...(negative ? {} : { minimum: 0 }),
            ...(chart.unit ? { title: chart.unit } : {}),
          },
          dataLabels: { value: true, numberFormat: format },
          series: chart.series.map((s, i) => ({
            name: clean(s.name),
            values: values(s.points),
            color: COLOURS[i % COLOURS.length] as string,
          })),
        });
  return new Paragraph({ alignment: AlignmentType.CENTER, keepNext: true, children: [run] });
}

/** Slices whose labels Word would set over one another; the legend has their figures. */
function isSmall(point: ChartPoint): boolean {
  return Number(point.share ?? 0) < 4;
}

function decimalsIn(text: string | undefined): number {
  const point = text?.indexOf('.') ?? -1;
  return text === undefined || point < 0 ? 0 : text.length - point - 1;
}
