/** Reports that are not finished: tables emptied, cut off and marked, half filled, rows or columns without amounts left out. */
import type { Random } from '../fuzz/random.ts';
import { type Fill, type Line, type Part, tableLines } from './print.ts';
import type { Made } from './report.ts';
import { isFigure, type Sheet } from './sheets.ts';

export const HALVES = ['清空若干表', '截断并标注', '填了一半', '去掉无数的行', '去掉无数的栏'] as const;
const TOTAL = /合计|总计|栏次/;
export type HalfKind = (typeof HALVES)[number];

const dataRows = (sheet: Sheet): number[] => sheet.rows.flatMap((row, r) => (row.some(isFigure) ? [r] : []));
const hasAmount = (sheet: Sheet): boolean =>
  sheet.rows.some((row) => row.some((c) => isFigure(c) && c.value !== 0));

function lists(cells: readonly unknown[]): boolean {
  return cells.every((c) => c === undefined || typeof c === 'string' || !isFigure(c as never));
}

/** Blank cells before the first that holds something: a row of a lower level that leaves the upper levels out has more. */
const indented = (row: Sheet['rows'][number] = []): number => row.findIndex((c) => c !== '');

const isPart = ([label = '']: Sheet['rows'][number] = []): boolean =>
  typeof label === 'string' && /^其中|^（\d）/.test(label);

/**
 * Rows that are neither totals nor anybody's only child and print no amount; the row of a printed 类 may go with its like,
 * unless those below have their codes from it.
 */
function emptyRows(sheet: Sheet): number[] {
  return sheet.rows.flatMap((row, r) =>
    row.some(isFigure) &&
    indented(sheet.rows[r + 1]) <= indented(row) &&
    row.every((c) => !isFigure(c) || c.cents === 0) &&
    !row.some((c) => typeof c === 'string' && TOTAL.test(c))
      ? [r]
      : [],
  );
}

function emptyColumns(sheet: Sheet): number[] {
  return sheet.columns.flatMap((column, c) => {
    const cells = sheet.rows.map((row) => row[c]);
    const nothing =
      !lists(cells) && cells.every((x) => x === undefined || typeof x === 'string' || x.cents === 0);
    // The total of a row, and what a form must print, stay.
    return column.role === 'value' &&
      nothing &&
      !/合计|小计|基本支出|项目支出|一般公共预算|财政拨款收入/.test(column.path.join('/'))
      ? [c]
      : [];
  });
}

function fillOf(random: Random, kind: HalfKind, sheet: Sheet): Fill | undefined {
  const rows = dataRows(sheet);
  const some = () => rows[random.between(1, rows.length - 1)] as number;
  switch (kind) {
    case '清空若干表':
      return { blank: () => true };
    case '截断并标注':
      return rows.length < 3 ? undefined : { cut: some(), mark: '// 待核对（缺行）：以下各行没有读出' };
    case '填了一半': {
      // A table of which the total alone, or a single row, is blank is not half filled: that is told.
      const last = rows
        .filter((r) => !sheet.rows[r]?.some((c) => typeof c === 'string' && TOTAL.test(c)))
        .at(-2);
      if (rows.length < 3 || last === undefined) return undefined;
      const from = rows[random.between(1, Math.max(1, rows.indexOf(last)))] as number;
      // Nor is one of which one amount is blank, among rows that have none.
      const blank = sheet.rows.slice(from).flatMap((row) => row.filter(isFigure).map((c) => c.value));
      if (new Set(blank.filter((v) => v !== 0)).size < 2) return undefined;
      // Nor one of which a single item is blank, with what it is made of: the total says what it is.
      const holds = (r: number) => sheet.rows[r]?.some((c) => isFigure(c) && c.value !== 0) === true;
      if (rows.filter((r) => r >= from && holds(r) && !isPart(sheet.rows[r])).length < 2) return undefined;
      return { blank: (r) => r >= from };
    }
    case '去掉无数的行': {
      const empty = emptyRows(sheet);
      return empty.length === 0 ? undefined : { without: { row: random.pick(empty) } };
    }
    case '去掉无数的栏': {
      const empty = emptyColumns(sheet);
      return empty.length === 0 ? undefined : { without: { column: random.pick(empty) } };
    }
  }
}

/** The report with one half-done table, or with several emptied ones. */
export function half(random: Random, made: Made, kind: HalfKind): readonly Line[] | undefined {
  const tables = made.parts.filter(
    (p): p is Part & { sheet: Sheet } => p.sheet !== undefined && hasAmount(p.sheet),
  );
  const chosen = new Map<Part, readonly Line[]>();
  for (const part of kind === '清空若干表' ? tables.filter(() => random.oneIn(2)) : [random.pick(tables)]) {
    const fill = fillOf(random, kind, part.sheet);
    if (fill) chosen.set(part, tableLines(part.sheet, made.style, fill));
  }
  if (chosen.size === 0) return undefined;
  return made.parts.flatMap((p) => chosen.get(p) ?? p.lines);
}
