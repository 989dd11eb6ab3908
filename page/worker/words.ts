/** A reviewed report in the words that the page shows. */
import {
  disclosedWords,
  placeWords,
  type ReadReport,
  type ReviewedReport,
  type ReviewFinding,
  remarksOf,
  type SecondRound,
  sayIn,
} from '../../server/src/review/index.ts';
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
    disclosed: disclosedWords(reviewed.disclosed, sayIn(locale)),
    remarks: [...remarksOf(reviewed, sayIn(locale)), ...doubts(read, locale)],
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
    origin: [several ? origin.file : '', placeWords(origin, sayIn(locale))].filter((w) => w !== '').join(' '),
    round: finding.round,
    opinion: finding.opinion,
    answer: finding.answer,
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

/** What the import could not be sure of. */
function doubts({ unsure }: ReadReport, locale: Locale): string[] {
  return unsure.map(({ text }) =>
    locale === 'zh'
      ? `这里读得没有把握，请看原文：${text}`
      : `Read without certainty, see the original: ${text}`,
  );
}

/** What became of the findings of the round before: how many of each, then those that are done with. */
export function roundWords(round: SecondRound, locale: Locale): string[] {
  const say = sayIn(locale);
  const all = round.became();
  const counts = (['mended', 'again', 'accepted', 'absent'] as const).map(
    (became) => `${say(`review.became.${became}`)} ${all.filter((f) => f.became === became).length}`,
  );
  const done = all.filter((f) => f.became === 'mended');
  return [
    counts.join(locale === 'zh' ? '，' : ', '),
    ...done.map((f) => `${say('review.became.mended')} · ${f.unit} ${f.year} · ${f.message}`),
  ];
}
