/**
 * Samples of which something is not there (language.md §4): nothing that was right becomes an error or a warning, and
 * `fix --all` leaves it alone; a row with an amount that is gone is told.
 */
import { describe, expect, test } from 'vitest';
import type { Analysis } from '../../server/src/analysis/analysis.ts';
import { mend } from '../../server/src/features/mend.ts';
import { analyse } from '../../server/src/rules/analyse.ts';
import { Random } from '../fuzz/random.ts';
import { cases, everything } from '../support/everything.ts';
import { samples, version } from '../support/samples.ts';
import { Draft, KINDS, rowsWithAmounts, unfinished } from './absent.ts';

const TIMES = cases(4, 1);
const DELETED = cases(20, 4);

/** 395 万元 is wrong there, which its table tells: without it the list tells by itself that it does not add up. */
const TOLD_ELSEWHERE =
  /^list-sum (?:2022 年度一般公共预算财政拨款支出 12341\.98|1\. 社会保障和就业支出 11592\.63) 万元/;

/** Errors and warnings by the words of the line that they stand on, whatever line that is. */
function told(analysis: Analysis): string[] {
  const { lines } = analysis.tree;
  const words = (text: string) =>
    text.startsWith('|') ? text.replace(/\P{Script=Han}/gu, '') : text.replace(/\s+/g, ' ');
  return analysis.findings
    .filter((f) => f.severity === 'error' || f.severity === 'warning')
    .map((f) => `${f.rule} ${words(lines[f.range.start.line]?.text ?? '')}`);
}

/** Lines whose figures `fix --all` changes, and the analysis of the text without them. */
function mended(analysis: Analysis): { lines: string[]; analysis: Analysis } {
  const figures = (line: string) => line.match(/\d[\d,]*(?:\.\d+)?/g)?.join(' ') ?? '';
  const { text } = analysis;
  const made = mend(text, {}, true, everything ? undefined : analysis);
  const after = new Set(made.text.split('\n').map(figures));
  return { lines: text.split('\n').filter((line) => !after.has(figures(line))), analysis: made.analysis };
}

describe.each(samples.map((s) => [s.name, s.text] as const))('%s', (name, text) => {
  const whole = analyse(text);
  const before = new Set(told(whole));
  const changed = new Set(mended(analyse(text)).lines);
  let last: Analysis | undefined;

  test.each(KINDS)('%s', (kind) => {
    const random = new Random(`${name} ${kind}`);
    for (let i = 0; i < TIMES; i++) {
      const changedText = unfinished(random, whole, kind);
      if (changedText === undefined) continue;
      last = version(changedText, last);
      const found = told(last).filter(
        // That a table is not filled is a warning where all the others are.
        (f) =>
          !before.has(f) &&
          !TOLD_ELSEWHERE.test(f) &&
          !(kind === 'emptied' && f.startsWith('empty-table-note')),
      );
      expect(found, `${kind} ${i}\n${process.env.SHOW ? changedText : ''}`).toEqual([]);
      const { lines, analysis } = mended(last);
      last = analysis;
      expect(lines.filter((line) => !changed.has(line))).toEqual([]);
    }
  });

  test('a row with an amount that was deleted is told', () => {
    const random = new Random(`${name} deleted`);
    const rows = rowsWithAmounts(whole);
    let found = 0;
    for (let i = 0; i < DELETED; i++) {
      const { placed, line } = random.pick(rows);
      const draft = new Draft(whole);
      draft.drop(placed, [line]);
      last = version(draft.text, last);
      if (told(last).some((f) => !before.has(f))) found++;
    }
    expect(found / DELETED).toBeGreaterThanOrEqual(0.9);
  });
});
