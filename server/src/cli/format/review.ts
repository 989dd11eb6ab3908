/** Results of a review for machines: JSON lines and SARIF in the shapes of `check`, a file being a report as it came. */
import type { Locale } from '../../messages/index.ts';
import type { ReviewedReport, ReviewFinding, UnreadFile } from '../../review/index.ts';
import { findingJson, JSON_VERSION, rangeJson } from './json.ts';
import { logOf } from './sarif.ts';

interface Reviewed {
  readonly reports: readonly ReviewedReport[];
  readonly unread: readonly UnreadFile[];
}

/** One line a report, each a whole. */
export function reviewLines({ reports, unread }: Reviewed): string {
  const lines = [
    ...reports.map(reportJson),
    ...unread.map(({ name, reason }) => ({ path: name, error: reason, diagnostics: [] })),
  ];
  return lines.map((line) => `${JSON.stringify({ version: JSON_VERSION, ...line })}\n`).join('');
}

function reportJson(report: ReviewedReport) {
  const { files, name, unit, year, kind, findings, checks, notMade, tables, joined, doubles } = report;
  const path = files[0] ?? name;
  const related = [...joined.last, ...joined.budget, ...joined.units];
  return {
    path,
    report: {
      name,
      files,
      ...(unit === undefined ? {} : { unit }),
      ...(year === undefined ? {} : { year }),
      ...(kind === undefined ? {} : { kind }),
      ...(related.length > 0 ? { joined: related } : {}),
      ...(doubles.length > 0 ? { doubles } : {}),
      disclosed: disclosedJson(report.disclosed),
    },
    diagnostics: findings.map((f) => diagnosticJson(f, path)),
    coverage: {
      ...checks,
      notChecked: notMade.map(({ check, reason, range, origin }) => ({
        check,
        reason,
        ...(range ? { range: rangeJson(range) } : {}),
        ...(origin ? { origin } : {}),
      })),
    },
    tables: tables.map(({ title, form, state, range, origin }) => ({
      title,
      ...(form === undefined ? {} : { form }),
      state,
      range: rangeJson(range),
      ...(origin ? { origin } : {}),
    })),
  };
}

function disclosedJson({ owed, missing, unexplained, ...told }: ReviewedReport['disclosed']) {
  const { toItems, toSections, days } = told;
  return {
    owed,
    missing,
    unexplained,
    ...(toItems === undefined ? {} : { items: toItems }),
    ...(toSections === undefined ? {} : { sections: toSections }),
    ...(days === undefined ? {} : { days }),
  };
}

function diagnosticJson(finding: ReviewFinding, path: string) {
  const { key, grade, basis, origin, round } = finding;
  return {
    ...findingJson(plain(finding), path, ''),
    key,
    ...(grade === undefined ? {} : { grade }),
    ...(basis === undefined ? {} : { basis }),
    ...(round === undefined ? {} : { round }),
    origin,
  };
}

/** A finding as `check` has it. */
function plain({ rule, severity, range, message, printed, expected, related, fixes }: ReviewFinding) {
  return {
    rule,
    severity,
    range,
    message,
    printed,
    expected,
    related: related.map(({ message: text, range: at, report }) => ({
      message: text,
      range: at,
      ...(report === undefined ? {} : { path: report }),
    })),
    fixes,
  };
}

/** The whole log: a finding stands in the file that came, of which a report may have several. */
export function reviewLog(
  { reports, unread }: Reviewed,
  setting: { readonly version: string; readonly locale: Locale },
): string {
  const files = reports.flatMap((report) => {
    const [first = report.name, ...others] = report.files;
    const of = (file: string) => (others.includes(file) ? file : first);
    return [first, ...others].map((path) => ({
      path,
      findings: report.findings.filter(({ origin }) => of(origin.file) === path).map(inItsFile),
      ...(path === first ? { coverage: { ...report.checks, notChecked: report.notMade } } : {}),
    }));
  });
  const errors = unread.map(({ name, reason }) => ({ path: name, error: reason }));
  return logOf([...files, ...errors], setting);
}

/** What it names in other reports is told without a file: their names are none. */
function inItsFile(finding: ReviewFinding) {
  const related = finding.related.map(({ message, range, origin }) => ({
    message,
    range,
    ...(origin ? { path: origin.file } : {}),
  }));
  return { ...plain(finding), related, origin: finding.origin };
}
