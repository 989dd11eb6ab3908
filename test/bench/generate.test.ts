import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parse } from 'yaml';
import { open } from '../../server/src/service.ts';
import { sums } from './arrays.ts';
import { among, worse } from './gate.ts';
import { generateReport } from './generate.ts';
import { withPeers } from './peers.ts';
import { type Edit, editsOf } from './places.ts';

describe.each([150, 1500])('a generated report of %i rows', (rows) => {
  const report = generateReport(rows);

  test('has the rows that were asked for, the same each time', () => {
    expect(report.rows).toBe(rows);
    expect(generateReport(rows)).toEqual(report);
  });

  test('reconciles', () => {
    const { findings, coverage } = open(report.disclosure);
    expect(findings.filter(({ severity }) => severity === 'error' || severity === 'warning')).toEqual([]);
    expect(coverage.broken).toBe(0);
    expect(coverage.passed).toBeGreaterThan(rows * 2);
  });

  test('turns wrong with a digit that the benchmark changes in a table', () => {
    const [[{ range, text }]] = editsOf(report.disclosure, 'disclosure', 1).amount as [Edit];
    const lines = report.disclosure.split('\n');
    const line = lines[range.start.line] as string;
    lines[range.start.line] = line.slice(0, range.start.character) + text + line.slice(range.end.character);
    expect(open(lines.join('\n')).findings.some(({ severity }) => severity === 'error')).toBe(true);
  });
});

describe.each([
  ['made to size', generateReport(150)],
  ['as it was published', withPeers(readFileSync('samples/武汉东西湖2022决算.disclosure', 'utf8'))],
])('a report %s', (_, texts) => {
  test('says the same as JSON and as YAML', () => {
    expect(parse(texts.yaml)).toEqual(JSON.parse(texts.json));
  });

  describe.each(['disclosure', 'json', 'yaml'] as const)('and edits of it as %s', (language) => {
    const text = texts[language];

    test.each(Object.entries(editsOf(text, language)))('%s: are taken back whole', (_, pairs) => {
      expect(pairs).toHaveLength(40);
      for (const [there, back] of pairs) {
        const document = TextDocument.create('', '', 0, text);
        const edited = TextDocument.update(document, [there], 1).getText();
        expect(edited).not.toBe(text);
        if (language === 'json') expect(() => JSON.parse(edited)).not.toThrow();
        const after = TextDocument.create('', '', 0, edited);
        expect(TextDocument.update(after, [back], 1).getText()).toBe(text);
      }
    });
  });
});

test('sums over typed arrays are as many as ours of the same kinds, and hold', () => {
  const { disclosure } = generateReport(1500);
  const { relations, broken } = sums(disclosure);
  expect(broken).toBe(0);
  const wrong = disclosure.replace(
    /^(\| 2010804 .*?\d\.\d)(\d)/m,
    (_, head, digit) => head + ((Number(digit) + 5) % 10),
  );
  expect(sums(wrong).broken).toBeGreaterThan(1);
  const kinds = new Set(['row-sum', 'rollup', 'cross-table']);
  const ours = open(disclosure).graph.relations.filter(({ rule }) => kinds.has(rule)).length;
  expect(relations / ours).toBeGreaterThan(0.9);
});

test('the gate tells what got worse by more than a quarter, and what was not measured', () => {
  const recorded = { 'a × floor': 2, 'b × floor': 4 };
  expect(worse(recorded, { 'a × floor': 2.5, 'b × floor': 1 })).toEqual([]);
  expect(worse(recorded, { 'a × floor': 2.51, 'b × floor': 4 })).toEqual(['a × floor: 2.51, recorded 2']);
  expect(worse(recorded, { 'a × floor': 2 })).toEqual(['b × floor: not measured']);
  expect(worse({}, { 'a × floor': 2 })).toEqual(['a × floor: 2 is not recorded']);
  const runs = [
    { a: 2, b: 1 },
    { a: 1, b: 3 },
    { a: 4, b: 2 },
  ];
  expect(among(runs, 0)).toEqual({ a: 1, b: 1 });
  expect(among(runs, 0.5)).toEqual({ a: 2, b: 2 });
});
