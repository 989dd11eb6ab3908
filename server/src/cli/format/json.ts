/** `--format json` and `jsonl`: the contract of docs/json.md. */
import type { Range } from '../../base/range.ts';
import {
  type CheckedFile,
  type FileResult,
  isUnreadable,
  type PlacedFinding,
  relatedPath,
} from '../check.ts';
import type { Fix } from '../engine.ts';
import type { Format } from './format.ts';

/** The version of the shape; raised when a field changes its meaning, not when one is added. */
export const JSON_VERSION = 1;

/** One document, written as it grows: what JSON.stringify would make of all files at once. */
export function jsonFormat(cwd: string): Format<string> {
  let count = 0;
  return {
    // A line break inside a text is escaped: every one that stands here is one of the layout.
    part: (result) => JSON.stringify(resultJson(result, cwd), null, 2).replaceAll('\n', '\n    '),
    begin: () => `{\n  "version": ${JSON_VERSION},\n  "files": [`,
    add: (part) => `${count++ > 0 ? ',' : ''}\n    ${part}`,
    end: () => `${count > 0 ? '\n  ' : ''}]\n}\n`,
  };
}

/** One line a file, each a whole. */
export function jsonLinesFormat(cwd: string): Format<string> {
  return {
    part: (result) => `${JSON.stringify({ version: JSON_VERSION, ...resultJson(result, cwd) })}\n`,
    begin: () => '',
    add: (part) => part,
    end: () => '',
  };
}

function resultJson(result: FileResult, cwd: string) {
  return isUnreadable(result)
    ? { path: result.path, error: result.error, diagnostics: [] }
    : fileJson(result, cwd);
}

function fileJson(file: CheckedFile, cwd: string) {
  return {
    path: file.path,
    diagnostics: file.findings.map((f) => findingJson(f, file.path, cwd)),
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
    tables: file.tables.map(({ title, form, state, range }) => ({
      title,
      ...(form === undefined ? {} : { form }),
      state,
      range: rangeJson(range),
    })),
  };
}

/** A finding as it is printed; what is not known is left out. */
export function findingJson(finding: PlacedFinding, path: string, cwd: string) {
  const preferred = finding.fixes.find((fix) => fix.preferred);
  return {
    rule: finding.rule,
    severity: finding.severity,
    range: rangeJson(finding.range),
    message: finding.message,
    ...(finding.origin ? { origin: finding.origin } : {}),
    ...(finding.printed === undefined ? {} : { printed: finding.printed }),
    ...(finding.expected === undefined ? {} : { expected: finding.expected }),
    related: finding.related.map((place) => ({
      path: relatedPath(place.path, path, cwd),
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

/** A range as it is printed. */
export function rangeJson({ start, end }: Range) {
  return {
    start: { line: start.line, character: start.character },
    end: { line: end.line, character: end.character },
  };
}
