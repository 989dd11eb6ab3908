/**
 * 审核意见.xlsx: all findings, one line a report, what could not be checked, files that could not be read. The first sheet
 * has columns for the reviewer and the unit, and is read back in the next round (round.ts).
 */
import { type Cell, type CellStyle, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import { largest } from '../../base/lists.ts';
import { FACES } from '../../exchange/publish/docx/page.ts';
import { clean } from '../../exchange/publish/text.ts';
import type { MessageId } from '../../messages/index.ts';
import type { LastFinding } from '../round.ts';
import type { ReviewedReport, ReviewFinding, UnreadFile } from '../types.ts';
import { GRADES, gradeWords, placeWords, rowWords, type Say, unitOf } from './words.ts';

/** What stands in a workbook. */
export interface WorkbookContent {
  readonly reports: Iterable<ReviewedReport>;
  readonly unread: readonly UnreadFile[];
  /** Of the round before: what became of it. */
  readonly last?: readonly LastFinding[];
}

interface Column<T> {
  readonly title: MessageId;
  readonly width: number;
  readonly of: (item: T, index: number) => string | number;
  readonly hidden?: true;
  readonly right?: true;
}

interface Told {
  readonly report: ReviewedReport;
  readonly finding: ReviewFinding;
}

const LINE = { style: 'thin', color: { rgb: '9A9A9A' } } as const;
const BORDER = { top: LINE, bottom: LINE, left: LINE, right: LINE };
const HEAD: CellStyle = {
  border: BORDER,
  font: { bold: true, name: FACES.hei, size: 11 },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E8EEF5' } },
  alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
};
const BODY: CellStyle = {
  border: BORDER,
  font: { name: FACES.song, size: 10 },
  alignment: { vertical: 'top', wrapText: true },
};
const RIGHT: CellStyle = { ...BODY, alignment: { vertical: 'top', horizontal: 'right', wrapText: true } };

/** The file's bytes. */
export function writeWorkbook(content: WorkbookContent, say: Say): Promise<Uint8Array> {
  const reports = [...content.reports];
  const told = reports.flatMap((report) =>
    gravestFirst(report.findings).map((finding) => ({ report, finding })),
  );
  const columns = findingColumns(say, content.last !== undefined);
  const findings = sheetOf('review.sheet.findings', columns, told, say);
  const opinion = columns.findIndex((c) => c.title === OPINION);
  const letter = String.fromCharCode(65 + opinion);
  const sheets: WriteSheet[] = [
    {
      ...findings,
      dataValidations: [
        {
          type: 'list',
          values: [say('review.mark.seen'), say('review.mark.accepted'), say('review.mark.returned')],
          allowBlank: true,
          range: `${letter}2:${letter}${told.length + 1}`,
        },
      ],
    },
    sheetOf('review.sheet.reports', reportColumns(say), reports, say),
    sheetOf(
      'review.sheet.notMade',
      notMadeColumns(say),
      reports.flatMap((report) => report.notMade.map((check) => ({ report, check }))),
      say,
    ),
  ];
  if (content.last) sheets.push(sheetOf('review.sheet.last', lastColumns(say), content.last, say));
  if (content.unread.length > 0)
    sheets.push(sheetOf('review.sheet.unread', unreadColumns(), content.unread, say));
  return writeXlsx({ sheets });
}

/** The title of the column with the reviewer's mark, of the unit's answer, and of what findings are known by. */
export const OPINION: MessageId = 'review.column.opinion';
export const ANSWER: MessageId = 'review.column.answer';
export const KEY: MessageId = 'review.column.key';

/** What must be mended before what is to be explained; hints last. Else in the order of the report. */
function gravestFirst(findings: readonly ReviewFinding[]): ReviewFinding[] {
  const rank = ({ grade }: ReviewFinding) => (grade === undefined ? GRADES.length : GRADES.indexOf(grade));
  return [...findings].sort((a, b) => rank(a) - rank(b));
}

/** @param rounds whether there was a round before; the columns are as narrow as A4 across asks for */
function findingColumns(say: Say, rounds: boolean): Column<Told>[] {
  return [
    { title: 'review.column.number', width: 5, of: (_, i) => i + 1 },
    { title: 'review.column.unit', width: 13, of: ({ report }) => unitOf(report) },
    { title: 'review.column.year', width: 5.5, of: ({ report }) => report.year ?? '' },
    { title: 'review.column.kind', width: 5.5, of: ({ report }) => report.kind ?? '' },
    { title: 'review.column.file', width: 13, of: ({ finding }) => finding.origin.file },
    { title: 'review.column.place', width: 11, of: ({ finding }) => placeWords(finding.origin, say) },
    {
      title: 'review.column.table',
      width: 15,
      of: ({ finding: { at } }) => at.table ?? at.section ?? '',
    },
    { title: 'review.column.row', width: 13, of: ({ finding }) => rowWords(finding.at) },
    { title: 'review.column.column', width: 10, of: ({ finding }) => finding.at.column ?? '' },
    { title: 'review.column.printed', width: 11, right: true, of: ({ finding }) => finding.printed ?? '' },
    { title: 'review.column.expected', width: 11, right: true, of: ({ finding }) => finding.expected ?? '' },
    { title: 'review.column.message', width: 36, of: ({ finding }) => finding.message },
    { title: 'review.column.basis', width: 13, of: ({ finding }) => finding.basis ?? '' },
    { title: 'review.column.grade', width: 7, of: ({ finding }) => gradeWords(finding.grade, say) },
    { title: OPINION, width: 9, of: ({ finding }) => finding.opinion ?? '' },
    { title: ANSWER, width: 11, of: ({ finding }) => finding.answer ?? '' },
    {
      title: 'review.column.round',
      width: 7,
      ...(rounds ? {} : { hidden: true as const }),
      of: ({ finding: { round } }) => (round === undefined ? '' : say(`review.round.${round}`)),
    },
    { title: KEY, width: 10, hidden: true, of: ({ finding }) => finding.key },
  ];
}

function reportColumns(say: Say): Column<ReviewedReport>[] {
  const count = (report: ReviewedReport, grade: ReviewFinding['grade']) =>
    report.findings.filter((f) => f.grade === grade).length;
  const depth = (reached: boolean | undefined) =>
    reached === undefined ? '' : say(reached ? 'review.depth.yes' : 'review.depth.no');
  return [
    { title: 'review.column.number', width: 5, of: (_, i) => i + 1 },
    { title: 'review.column.unit', width: 17, of: unitOf },
    { title: 'review.column.year', width: 6, of: (r) => r.year ?? '' },
    { title: 'review.column.kind', width: 6, of: (r) => r.kind ?? '' },
    { title: 'review.column.file', width: 17, of: (r) => r.files.join('\n') },
    { title: 'review.column.owed', width: 6.5, of: (r) => r.disclosed.owed },
    { title: 'review.column.found', width: 6.5, of: (r) => r.disclosed.owed - r.disclosed.missing.length },
    { title: 'review.column.missing', width: 20, of: (r) => r.disclosed.missing.join('\n') },
    { title: 'review.column.unexplained', width: 15, of: (r) => r.disclosed.unexplained.join('\n') },
    {
      title: 'review.column.sections',
      width: 7.5,
      of: (r) => r.findings.filter((f) => f.rule === 'missing-section' || f.rule === 'missing-detail').length,
    },
    { title: 'review.column.items', width: 7.5, of: (r) => depth(r.disclosed.toItems) },
    { title: 'review.column.economic', width: 7.5, of: (r) => depth(r.disclosed.toSections) },
    { title: 'review.column.days', width: 6.5, of: (r) => r.disclosed.days ?? '' },
    { title: 'review.column.passed', width: 6.5, of: (r) => r.checks.passed },
    { title: 'review.column.rounding', width: 6.5, of: (r) => r.checks.rounding },
    { title: 'review.column.broken', width: 6.5, of: (r) => r.checks.broken },
    { title: 'review.column.notMade', width: 6.5, of: (r) => r.notMade.length },
    { title: 'review.grade.must', width: 6.5, of: (r) => count(r, 'must') },
    { title: 'review.grade.explain', width: 6.5, of: (r) => count(r, 'explain') },
    { title: 'review.grade.wording', width: 6.5, of: (r) => count(r, 'wording') },
    { title: 'review.column.remark', width: 20, of: (r) => remarksOf(r, say).join('\n') },
  ];
}

/** What is to be known of a report beside its findings. */
export function remarksOf(report: ReviewedReport, say: Say): string[] {
  const { joined, doubles, remarks } = report;
  const others = [...joined.last, ...joined.budget, ...joined.units];
  return [
    ...(doubles.length > 0 ? [say('review.doubles', { names: doubles.join('、') })] : []),
    ...(others.length > 0 ? [say('review.joined', { names: others.join('、') })] : []),
    ...remarks,
  ];
}

function notMadeColumns(
  say: Say,
): Column<{ report: ReviewedReport; check: ReviewedReport['notMade'][number] }>[] {
  return [
    { title: 'review.column.number', width: 6, of: (_, i) => i + 1 },
    { title: 'review.column.unit', width: 24, of: ({ report }) => unitOf(report) },
    { title: 'review.column.year', width: 7, of: ({ report }) => report.year ?? '' },
    { title: 'review.column.kind', width: 7, of: ({ report }) => report.kind ?? '' },
    {
      title: 'review.column.file',
      width: 26,
      of: ({ report, check }) => check.origin?.file ?? report.files[0] ?? '',
    },
    {
      title: 'review.column.place',
      width: 20,
      of: ({ check }) => (check.origin ? placeWords(check.origin, say) : ''),
    },
    { title: 'review.column.check', width: 50, of: ({ check }) => check.check },
    { title: 'review.column.reason', width: 44, of: ({ check }) => check.reason },
  ];
}

function lastColumns(say: Say): Column<LastFinding>[] {
  return [
    { title: 'review.column.number', width: 6, of: (_, i) => i + 1 },
    { title: 'review.column.unit', width: 24, of: (f) => f.unit },
    { title: 'review.column.year', width: 7, of: (f) => f.year },
    { title: 'review.column.kind', width: 7, of: (f) => f.kind },
    { title: 'review.column.table', width: 24, of: (f) => f.table },
    { title: 'review.column.message', width: 60, of: (f) => f.message },
    { title: OPINION, width: 12, of: (f) => f.opinion },
    { title: ANSWER, width: 24, of: (f) => f.answer },
    { title: 'review.column.became', width: 14, of: (f) => say(`review.became.${f.became}`) },
    { title: KEY, width: 10, hidden: true, of: (f) => f.key },
  ];
}

function unreadColumns(): Column<UnreadFile>[] {
  return [
    { title: 'review.column.number', width: 6, of: (_, i) => i + 1 },
    { title: 'review.column.file', width: 44, of: (f) => f.name },
    { title: 'review.column.reason', width: 80, of: (f) => f.reason },
  ];
}

function sheetOf<T>(
  name: MessageId,
  columns: readonly Column<T>[],
  items: readonly T[],
  say: Say,
): WriteSheet {
  const cells = new Map<string, Partial<Cell>>();
  columns.forEach((c, column) => {
    cells.set(`0,${column}`, { value: say(c.title), type: 'string', style: HEAD });
  });
  items.forEach((item, i) => {
    columns.forEach((c, column) => {
      const value = c.of(item, i);
      const style = c.right || typeof value === 'number' ? RIGHT : BODY;
      cells.set(
        `${i + 1},${column}`,
        value === ''
          ? { value: null, type: 'empty', style }
          : typeof value === 'number'
            ? { value, type: 'number', style }
            : { value: limited(value), type: 'string', style },
      );
    });
  });
  const last = columns.findLastIndex((c) => !c.hidden);
  const letter = String.fromCharCode(65 + last);
  return {
    name: say(name),
    rows: Array.from({ length: items.length + 1 }, () => new Array<null>(columns.length).fill(null)),
    cells,
    rowDefs: new Map([
      [0, { height: headHeight(columns.map((c) => ({ ...c, text: say(c.title) }))) }],
      ...items.map((item, i) => [i + 1, { height: heightOf(columns, item, i) }] as const),
    ]),
    columns: columns.map((c) => ({ width: c.width, ...(c.hidden ? { hidden: true } : {}) })),
    autoFilter: { range: `A1:${letter}${items.length + 1}` },
    freezePane: { rows: 1 },
    pageSetup: {
      paperSize: 'a4',
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: '$1:$1',
      margins: { left: 0.25, right: 0.25, top: 0.4, bottom: 0.6, header: 0.3, footer: 0.3 },
    },
    headerFooter: { oddFooter: '&C&P / &N' },
  };
}

/** Titles are bold and a little larger than what stands below them. */
function headHeight(
  columns: readonly { readonly text: string; readonly width: number; readonly hidden?: true }[],
): number {
  const lines = columns.map((c) => (c.hidden ? 1 : Math.ceil((widthOf(c.text) * HEAD_SIZE) / (c.width - 1))));
  return largest(lines, 1) * LINE_HEIGHT * HEAD_SIZE + 4;
}

/** As high as the fullest cell needs: not every program finds that out by itself. */
function heightOf<T>(columns: readonly Column<T>[], item: T, index: number): number {
  const lines = columns.map((c) => {
    if (c.hidden) return 1;
    const parts = String(c.of(item, index)).split('\n');
    return parts.reduce((sum, part) => sum + Math.max(1, Math.ceil(widthOf(part) / (c.width - 1))), 0);
  });
  return Math.min(MOST_HEIGHT, largest(lines, 1) * LINE_HEIGHT + 3);
}

const LINE_HEIGHT = 13.5;
/** Of a title beside a cell. */
const HEAD_SIZE = 1.15;
/** Excel's own limit, in points. */
const MOST_HEIGHT = 409;

/** In digits: a Chinese character is twice as wide. */
function widthOf(text: string): number {
  let width = 0;
  for (const char of text) width += char < '\u0300' ? 1 : 2;
  return width;
}

/** The most characters that a cell holds. */
const LONGEST = 32_767;

function limited(text: string): string {
  return clean(text.slice(0, LONGEST));
}
