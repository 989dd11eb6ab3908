/** A reviewed report in the words that the page shows. */
import type { Origin, ReadReport, ReviewedReport, ReviewFinding } from '../../server/src/review/index.ts';
import type { Locale, ShownFinding, ShownRelated, ShownReport } from '../protocol.ts';

/** One of two languages. */
export function saying(locale: Locale, { zh, en }: { readonly zh: string; readonly en: string }): string {
  return locale === 'zh' ? zh : en;
}

/** What the page shows of a report. */
export function shownReport(reviewed: ReviewedReport, read: ReadReport, locale: Locale): ShownReport {
  const { name, files, title, unit, year, findings, tables, checks, notMade } = reviewed;
  return {
    name,
    files,
    title,
    unit,
    year,
    findings: findings.map((f) => shownFinding(f, files.length > 1, locale)),
    tables: tables.length,
    held: checks.passed + checks.rounding,
    notMade: notMade.map(({ check, reason, range }) => ({ check, reason, line: range?.start.line ?? -1 })),
    remarks: [...relatives(reviewed, locale), ...reviewed.remarks, ...doubts(read, locale)],
  };
}

function shownFinding(finding: ReviewFinding, several: boolean, locale: Locale): ShownFinding {
  const { key, rule, severity, grade, message, printed, expected, range, at, origin, basis } = finding;
  return {
    ...placeOf(range),
    key,
    rule,
    level: severity,
    grade: grade ?? 'other',
    message,
    printed,
    expected,
    where: whereWords(at),
    origin: originWords(origin, several, locale),
    basis,
    related: finding.related.map(
      (r): ShownRelated => ({
        ...placeOf(r.range),
        message: r.message,
        where: whereWords(r.at),
        report: r.report,
      }),
    ),
  };
}

function placeOf({ start, end }: ReviewFinding['range']) {
  return { line: start.line, character: start.character, endLine: end.line, endCharacter: end.character };
}

/** Table, row and column; or heading and sentence. */
function whereWords({ table, row, code, column, section, sentence }: ReviewFinding['at']): string {
  const inTable = [table, row ?? code, column].filter((w) => w !== undefined && w !== '');
  return (table !== undefined || row !== undefined ? inTable : [section, sentence])
    .filter((w) => w !== undefined)
    .join(' › ');
}

/** Where it stands in the file that came, as that kind of file counts. */
function originWords(origin: Origin, several: boolean, locale: Locale): string {
  const { file, page, sheet, cell, table, row, column, paragraph } = origin;
  const zh = locale === 'zh';
  const words: string[] = [];
  if (several) words.push(file);
  if (page !== undefined) words.push(zh ? `第 ${page} 页` : `page ${page}`);
  if (sheet !== undefined) words.push(cell === undefined ? sheet : `${sheet}!${cell}`);
  if (sheet === undefined && page === undefined) {
    if (table !== undefined) words.push(zh ? `第 ${table} 张表` : `table ${table}`);
    if (row !== undefined) words.push(zh ? `第 ${row} 行` : `row ${row}`);
    if (column !== undefined) words.push(zh ? `第 ${column} 栏` : `column ${column}`);
    // A plain text counts its lines.
    const lines = /\.(?:disclosure|txt|md)$/i.test(file);
    if (paragraph !== undefined && lines) words.push(zh ? `第 ${paragraph} 行` : `line ${paragraph}`);
    else if (paragraph !== undefined) words.push(zh ? `第 ${paragraph} 段` : `paragraph ${paragraph}`);
  }
  return words.join(zh ? '，' : ', ');
}

/** Which other reports it was held against, and which say that they are the same. */
function relatives({ joined, doubles }: ReviewedReport, locale: Locale): string[] {
  const zh = locale === 'zh';
  const lines: readonly (readonly [readonly string[], string, string])[] = [
    [joined.last, '已与上年的报告核对', 'Held against last year’s report'],
    [joined.budget, '已与预算核对', 'Held against the budget'],
    [joined.units, '已与所属单位的报告核对', 'Held against the reports of its units'],
    [doubles, '同一单位、同一年度另有', 'Of the same unit and year there is also'],
  ];
  return lines
    .filter(([names]) => names.length > 0)
    .map(([names, chinese, english]) =>
      zh ? `${chinese}：${names.join('、')}` : `${english}: ${names.join(', ')}`,
    );
}

/** What the import could not be sure of. */
function doubts({ unsure }: ReadReport, locale: Locale): string[] {
  return unsure.map(({ text }) =>
    locale === 'zh'
      ? `这里读得没有把握，请看原文：${text}`
      : `Read without certainty, see the original: ${text}`,
  );
}
