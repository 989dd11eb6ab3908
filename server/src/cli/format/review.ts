/** Results of a review for machines: JSON lines and SARIF in the shapes of `check`, a file being a report as it came. */
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

/** The whole log. */
export function reviewLog({ reports, unread }: Reviewed, version: string): string {
  const files = reports.map((report) => ({
    path: report.files[0] ?? report.name,
    findings: report.findings.map((finding) => ({ ...plain(finding), origin: finding.origin })),
    coverage: { ...report.checks, notChecked: report.notMade },
    tables: [],
  }));
  const errors = unread.map(({ name, reason }) => ({ path: name, error: reason }));
  return logOf([...files, ...errors], '', version);
}
