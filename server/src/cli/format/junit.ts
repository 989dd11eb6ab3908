/** `--format junit`: one suite a file, one case a finding; checks that could not be made are skipped cases. */
import { type FailOn, type FileResult, fails, isUnreadable } from '../check.ts';

export function toJunit(results: readonly FileResult[], failOn: FailOn): string {
  let tests = 0;
  let failures = 0;
  let errors = 0;
  let skipped = 0;
  let suites = '';
  for (const result of results) {
    const cases: string[] = [];
    let failed = 0;
    let missing = 0;
    if (isUnreadable(result)) {
      errors++;
      tests++;
      suites += suite(result.path, 1, 0, 1, 0, [
        `    <testcase classname=${attribute(result.path)} name="read">\n      <error message=${attribute(result.error)}/>\n    </testcase>\n`,
      ]);
      continue;
    }
    for (const finding of result.findings) {
      const { start } = finding.range;
      const place = `${result.path}:${start.line + 1}:${start.character + 1}`;
      const name = `${finding.rule} ${start.line + 1}:${start.character + 1}`;
      const head = `    <testcase classname=${attribute(result.path)} name=${attribute(name)}`;
      if (fails(finding.severity, failOn)) {
        failed++;
        cases.push(
          `${head}>\n      <failure type=${attribute(finding.severity)} message=${attribute(finding.message)}>${content(place)}</failure>\n    </testcase>\n`,
        );
      } else {
        cases.push(
          `${head}>\n      <system-out>${content(`${place} ${finding.severity} ${finding.message}`)}</system-out>\n    </testcase>\n`,
        );
      }
    }
    const { passed, rounding, notChecked } = result.coverage;
    if (passed + rounding > 0 || cases.length === 0) {
      cases.push(
        `    <testcase classname=${attribute(result.path)} name=${attribute(`passed ${passed}, rounding ${rounding}`)}/>\n`,
      );
    }
    for (const { check, reason } of notChecked) {
      missing++;
      cases.push(
        `    <testcase classname=${attribute(result.path)} name=${attribute(check)}>\n      <skipped message=${attribute(reason)}/>\n    </testcase>\n`,
      );
    }
    suites += suite(result.path, cases.length, failed, 0, missing, cases);
    tests += cases.length;
    failures += failed;
    skipped += missing;
  }
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    `<testsuites name="disclosure" tests="${tests}" failures="${failures}" errors="${errors}" skipped="${skipped}">\n${suites}</testsuites>\n`
  );
}

function suite(
  name: string,
  tests: number,
  failures: number,
  errors: number,
  skipped: number,
  cases: readonly string[],
): string {
  return (
    `  <testsuite name=${attribute(name)} tests="${tests}" failures="${failures}" errors="${errors}" skipped="${skipped}">\n` +
    `${cases.join('')}  </testsuite>\n`
  );
}

/** Characters that XML 1.0 does not allow, whatever way they are written. */
const FORBIDDEN = /(?![\t\n\r])\p{Cc}|[\ufffe\uffff]|\p{Cs}/gu;

function content(text: string): string {
  return text.replace(FORBIDDEN, '\ufffd').replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function attribute(text: string): string {
  return `"${content(text).replace(/"/g, '&quot;').replace(/\r?\n/g, '&#10;').replace(/\t/g, '&#9;')}"`;
}
