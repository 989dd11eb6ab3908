/** `--format junit`: one suite a file, one case a finding; checks that could not be made are skipped cases. */
import { type FailOn, type FileResult, fails, isUnreadable } from '../check.ts';
import type { Format } from './format.ts';

/** A suite with what it adds to the sums, which stand before the first suite: nothing can be written earlier. */
interface Suite {
  readonly text: string;
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
}

export function junitFormat(failOn: FailOn): Format<Suite> {
  const suites: Suite[] = [];
  const sum = (of: 'tests' | 'failures' | 'errors') => suites.reduce((n, s) => n + s[of], 0);
  return {
    part: (result) => suiteOf(result, failOn),
    begin: () => '',
    add: (part) => {
      suites.push(part);
      return '';
    },
    end: () =>
      '<?xml version="1.0" encoding="UTF-8"?>\n' +
      // Jenkins' schema has no sum of what was skipped here; each suite has its own.
      `<testsuites name="disclosure" tests="${sum('tests')}" failures="${sum('failures')}" errors="${sum('errors')}">\n` +
      `${suites.map((s) => s.text).join('')}</testsuites>\n`,
  };
}

function suiteOf(result: FileResult, failOn: FailOn): Suite {
  if (isUnreadable(result)) {
    return suite(result.path, { tests: 1, failures: 0, errors: 1, skipped: 0 }, [
      `    <testcase classname=${attribute(result.path)} name="read">\n      <error type="unreadable" message=${attribute(result.error)}/>\n    </testcase>\n`,
    ]);
  }
  const cases: string[] = [];
  let failures = 0;
  for (const finding of result.findings) {
    const { start } = finding.range;
    const place = `${result.path}:${start.line + 1}:${start.character + 1}`;
    const name = `${finding.rule} ${start.line + 1}:${start.character + 1}`;
    const head = `    <testcase classname=${attribute(result.path)} name=${attribute(name)}`;
    if (fails(finding.severity, failOn)) {
      failures++;
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
    cases.push(
      `    <testcase classname=${attribute(result.path)} name=${attribute(check)}>\n      <skipped message=${attribute(reason)}/>\n    </testcase>\n`,
    );
  }
  return suite(result.path, { tests: cases.length, failures, errors: 0, skipped: notChecked.length }, cases);
}

function suite(name: string, counts: Omit<Suite, 'text'>, cases: readonly string[]): Suite {
  const { tests, failures, errors, skipped } = counts;
  const text =
    `  <testsuite name=${attribute(name)} tests="${tests}" failures="${failures}" errors="${errors}" skipped="${skipped}">\n` +
    `${cases.join('')}  </testsuite>\n`;
  return { text, ...counts };
}

/** Characters that XML 1.0 does not allow, whatever way they are written. */
const FORBIDDEN = /(?![\t\n\r])\p{Cc}|[\ufffe\uffff]|\p{Cs}/gu;

function content(text: string): string {
  return text.replace(FORBIDDEN, '\ufffd').replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function attribute(text: string): string {
  return `"${content(text).replace(/"/g, '&quot;').replace(/\r?\n/g, '&#10;').replace(/\t/g, '&#9;')}"`;
}
