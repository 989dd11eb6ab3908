/** What the command line writes for machines is what their schemas say, whatever stands in reports and their names. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { logOf } from '../../../server/src/cli/format/sarif.ts';
import { exportReport } from '../../../server/src/exchange/publish/index.ts';
import { disclosureIn } from '../../support/cli.ts';
import {
  wrongAsCheck,
  wrongAsJUnit,
  wrongAsLine,
  wrongAsReport,
  wrongAsSarif,
} from '../../support/conformance.ts';
import { cases } from '../../support/everything.ts';
import { HOSTILE_REPORTS } from '../../support/hostile.mjs';
import { opened } from '../../support/samples.ts';
import { malformed } from '../../support/xml.ts';

const example = readFileSync(new URL('../../fixtures/example.disclosure', import.meta.url), 'utf8');

/** Rows that each are wrong by themselves. */
const manyWrong = (rows: number) =>
  `单位：某某局\n年度：2023\n金额单位：万元\n\n## 收入决算表\n\n| 科目编码 | 科目名称 | 本年收入合计 | 财政拨款收入 | 其他收入 |\n| --- | --- | ---: | ---: | ---: |\n${Array.from({ length: rows }, (_, i) => `| 20${i % 10} | 甲${i} | ${i + 9}.00 | ${i}.00 | 5.00 |\n`).join('')}`;

/** What stands in each folder, by what is odd in it. */
const FOLDERS: Readonly<Record<string, Readonly<Record<string, string | Uint8Array>>>> = {
  'a report with mistakes': { 'a.disclosure': example },
  'paths of all kinds': {
    '某 局/决算 #1%20/𠮷野 & "甲" <b>.disclosure': example,
    "它's [a] (b).disclosure": example,
    '-a=b;c,d?.disclosure': example,
  },
  'control characters, half characters, characters beyond the basic plane': {
    'a.disclosure': example
      .replaceAll('教育支出', '教\u0001育\u001b[31m支\ufffe出\u{20bb7}\u{1f600}]]>&lt;<![CDATA[')
      .replaceAll('合计', '合计\u0085\u2028'),
  },
  'hostile texts': Object.fromEntries(
    HOSTILE_REPORTS.map(([, text]: readonly [string, string], i: number) => [`${i}.disclosure`, text]),
  ),
  'files that cannot be read': {
    'a.disclosure': new Uint8Array([0xff, 0xfe, 0xff]),
    'b.disclosure': example,
  },
  'nothing in a report': { 'a.disclosure': '', 'b.disclosure': '\ufeff', 'c.disclosure': '\n\n' },
  'no report': {},
  'a finding that is waived': {
    'a.disclosure': manyWrong(2).replace('| 201', '// 忽略 row-sum：“原文如此” & <更正>\n| 201'),
  },
  'very many findings': { 'a.disclosure': manyWrong(cases(3000, 300)) },
};

let base: string;
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), '报告 '));
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

describe.each(Object.entries(FOLDERS))('%s', (name, files) => {
  let folder: string;
  beforeAll(() => {
    folder = join(base, name.replace(/\W/g, '-'));
    mkdirSync(folder);
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
  });
  const written = async (format: string, lang = 'zh') =>
    (await disclosureIn(folder, ['check', '.', '--jobs', '1', '--format', format, '--lang', lang])).out;

  test('JSON and JSON lines', async () => {
    const json = JSON.parse(await written('json'));
    expect(wrongAsCheck(json)).toEqual([]);
    const lines = (await written('jsonl')).split('\n').slice(0, -1);
    expect(lines.flatMap((line) => wrongAsLine(JSON.parse(line)))).toEqual([]);
    expect(lines).toHaveLength(Object.keys(files).length);
    expect(json.files).toEqual(
      lines.map((line) => {
        const { version: _, ...file } = JSON.parse(line);
        return file;
      }),
    );
  });

  test.each(['zh', 'en'])('SARIF, %s', async (lang) => {
    const out = await written('sarif', lang);
    // Nothing to check is told on the standard error stream, and nothing is written.
    if (Object.keys(files).length === 0) return expect(out).toBe('');
    const log = JSON.parse(out) as Log;
    expect(wrongAsSarif(log)).toEqual([]);
    const { tool, results, artifacts, invocations } = log.runs[0];
    const rules = tool.driver.rules;
    // What GitHub asks for beyond the schema.
    for (const rule of rules)
      for (const text of [rule.shortDescription, rule.fullDescription, rule.help])
        expect(text.text).toBeTruthy();
    expect(new Set(rules.map((r) => r.id)).size).toBe(rules.length);
    const json = JSON.parse(await written('json', lang)) as Json;
    const unreadable = json.files.filter((f) => f.error !== undefined);
    expect(invocations[0].executionSuccessful).toBe(unreadable.length === 0);
    expect(artifacts.map((a) => decodeURIComponent(a.location.uri))).toEqual(
      json.files.filter((f) => f.error === undefined).map((f) => f.path),
    );
    // Finding by finding what JSON tells, at the same place.
    const told = json.files.flatMap((f) => f.diagnostics.map((d) => [f.path, d] as const));
    expect(results).toHaveLength(told.length);
    results.forEach((result, i) => {
      const [path, finding] = told[i]!;
      const { artifactLocation, region } = result.locations[0].physicalLocation;
      expect(rules[result.ruleIndex]?.id).toBe(result.ruleId);
      expect([decodeURIComponent(artifactLocation.uri), result.ruleId, result.message.text]).toEqual([
        path,
        finding.rule,
        finding.message,
      ]);
      const { start, end } = finding.range;
      expect(region).toEqual({
        startLine: start.line + 1,
        startColumn: start.character + 1,
        endLine: end.line + 1,
        endColumn: end.character + 1,
      });
    });
  });

  test.each(['zh', 'en'])('JUnit XML, %s', async (lang) => {
    const out = await written('junit', lang);
    if (Object.keys(files).length === 0) return expect(out).toBe('');
    expect(wrongAsJUnit(out)).toEqual([]);
    expect(malformed(out)).toBeUndefined();
    // The sums are those of what stands below them.
    const sums = (text: string) =>
      Object.fromEntries(
        [...text.matchAll(/ (tests|failures|errors|skipped)="(\d+)"/g)].map((m) => [m[1], +m[2]!]),
      );
    const suites = out.split('<testsuite ').slice(1);
    const all = { tests: 0, failures: 0, errors: 0 };
    for (const suite of suites) {
      const counts = sums(suite.slice(0, suite.indexOf('>\n')));
      const number = (tag: string) => suite.split(`<${tag} `).length - 1;
      expect(counts).toEqual({
        tests: number('testcase'),
        failures: number('failure'),
        errors: number('error'),
        skipped: number('skipped'),
      });
      for (const key of ['tests', 'failures', 'errors'] as const) all[key] += counts[key] ?? 0;
    }
    expect(sums(/<testsuites [^>]*>/.exec(out)![0])).toEqual(all);
    expect(suites).toHaveLength(Object.keys(files).length);
  });

  test('a report as JSON', async () => {
    for (const text of Object.values(files).filter((f) => typeof f === 'string')) {
      const [file] = (await exportReport(opened(text), 'json', 'x')).files;
      expect(wrongAsReport(JSON.parse(file!.content as string))).toEqual([]);
    }
  });
});

test('a waived finding stands in no output', async () => {
  const folder = mkdtempSync(join(base, 'w'));
  const text = manyWrong(1);
  writeFileSync(join(folder, 'a.disclosure'), text);
  const of = async (format: string) => (await disclosureIn(folder, ['check', '.', '--format', format])).out;
  expect(await of('sarif')).toContain('"ruleId": "row-sum"');
  writeFileSync(join(folder, 'a.disclosure'), text.replace('| 200', '// 忽略 row-sum：按批复原文\n| 200'));
  for (const format of ['sarif', 'junit', 'json', 'jsonl'])
    expect(await of(format)).not.toMatch(/"ruleId": "row-sum"|"rule": ?"row-sum"|name="row-sum /);
});

test('paths that begin at a root or a drive are addresses; half a character is none', () => {
  const paths = ['/a b/甲.disclosure', '..\ud800/b.disclosure', '../c.disclosure'];
  const log = JSON.parse(
    logOf(
      paths.map((path) => ({ path, findings: [] })),
      { version: '1', locale: 'zh' },
    ),
  ) as Log;
  expect(wrongAsSarif(log)).toEqual([]);
  expect(log.runs[0].artifacts.map((a) => a.location.uri)).toEqual([
    'file:///a%20b/%E7%94%B2.disclosure',
    '..%EF%BF%BD/b.disclosure',
    '../c.disclosure',
  ]);
});

interface Log {
  readonly runs: [
    {
      readonly tool: {
        readonly driver: {
          readonly rules: readonly (Readonly<
            Record<'shortDescription' | 'fullDescription' | 'help', { readonly text: string }>
          > & { readonly id: string })[];
        };
      };
      readonly invocations: [{ readonly executionSuccessful: boolean }];
      readonly artifacts: readonly { readonly location: { readonly uri: string } }[];
      readonly results: readonly {
        readonly ruleId: string;
        readonly ruleIndex: number;
        readonly message: { readonly text: string };
        readonly locations: [
          {
            readonly physicalLocation: {
              readonly artifactLocation: { readonly uri: string };
              readonly region: Readonly<Record<string, number>>;
            };
          },
        ];
      }[];
    },
  ];
}

interface Json {
  readonly files: readonly {
    readonly path: string;
    readonly error?: string;
    readonly diagnostics: readonly {
      readonly rule: string;
      readonly message: string;
      readonly range: Readonly<
        Record<'start' | 'end', { readonly line: number; readonly character: number }>
      >;
    }[];
  }[];
}
