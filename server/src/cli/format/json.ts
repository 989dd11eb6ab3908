/** `--format json`: the contract of docs/json.md. */
import type { Range } from '../../base/range.ts';
import { type CheckedFile, type FileResult, isUnreadable, relatedPath } from '../check.ts';
import type { Finding, Fix } from '../engine.ts';
import type { Io } from '../io.ts';

/** The version of the shape; raised when a field changes its meaning, not when one is added. */
export const JSON_VERSION = 1;

export function toJson(results: readonly FileResult[], io: Pick<Io, 'cwd'>): string {
  const files = results.map((r) =>
    isUnreadable(r) ? { path: r.path, error: r.error, diagnostics: [] } : fileJson(r, io),
  );
  return `${JSON.stringify({ version: JSON_VERSION, files }, null, 2)}\n`;
}

function fileJson(file: CheckedFile, io: Pick<Io, 'cwd'>) {
  return {
    path: file.path,
    diagnostics: file.findings.map((f) => findingJson(f, file.path, io)),
    coverage: {
      passed: file.coverage.passed,
      rounding: file.coverage.rounding,
      broken: file.coverage.broken,
      notApplicable: file.coverage.notApplicable,
      notChecked: file.coverage.notChecked.map(({ check, reason, range }) => ({
        check,
        reason,
        ...(range ? { range: rangeJson(range) } : {}),
      })),
    },
  };
}

/** A finding as it is printed; what is not known is left out. */
export function findingJson(finding: Finding, path: string, io: Pick<Io, 'cwd'>) {
  const preferred = finding.fixes.find((fix) => fix.preferred);
  return {
    rule: finding.rule,
    severity: finding.severity,
    range: rangeJson(finding.range),
    message: finding.message,
    ...(finding.printed === undefined ? {} : { printed: finding.printed }),
    ...(finding.expected === undefined ? {} : { expected: finding.expected }),
    related: finding.related.map((place) => ({
      path: relatedPath(place.path, path, io),
      range: rangeJson(place.range),
      message: place.message,
    })),
    ...(preferred ? { fix: fixJson(preferred) } : {}),
    ...(finding.fixes.length > 0 ? { fixes: finding.fixes.map(fixJson) } : {}),
  };
}

function fixJson(fix: Fix) {
  return {
    title: fix.title,
    edits: fix.edits.map((edit) => ({ range: rangeJson(edit.range), newText: edit.newText })),
  };
}

function rangeJson({ start, end }: Range) {
  return {
    start: { line: start.line, character: start.character },
    end: { line: end.line, character: end.character },
  };
}
