import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { open } from '../../server/src/service.ts';
import { generateReport } from './generate.ts';
import { placesOf } from './places.ts';

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

  test('says the same as JSON and as YAML', () => {
    expect(parse(report.yaml)).toEqual(JSON.parse(report.json));
  });

  test('has the same row in its middle in every language', () => {
    const middle = (['disclosure', 'json', 'yaml'] as const).map((language) => {
      const { amount } = placesOf(report[language]);
      const line = report[language].split('\n')[amount.line] as string;
      expect(line[amount.character]).toMatch(/\d/);
      return /\d{7}/.exec(line)?.[0];
    });
    expect(new Set(middle).size).toBe(1);
  });

  test('turns wrong with the digit that the benchmark changes', () => {
    const { amount, digits } = placesOf(report.disclosure);
    const lines = report.disclosure.split('\n');
    const line = lines[amount.line] as string;
    lines[amount.line] = line.slice(0, amount.character) + digits[0] + line.slice(amount.character + 1);
    expect(open(lines.join('\n')).findings.some(({ severity }) => severity === 'error')).toBe(true);
  });
});
