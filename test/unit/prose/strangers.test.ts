/**
 * Sentences in the words of provinces that the corpus has not (test/fixtures/strangers.json): each right one is silent
 * and tied to its cells, and each of its figures, made wrong, is told.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Analysis } from '../../../server/src/service.ts';
import { reportWith } from '../../support/corpus.ts';
import { readBeside } from '../../support/prose.ts';
import { version } from '../../support/samples.ts';

interface Case {
  readonly context: string;
  readonly section: string;
  readonly text: string;
  /** Amounts that no table holds. */
  readonly untied?: readonly string[];
  /** Figures that nothing beside them bears out or contradicts. */
  readonly alone?: readonly string[];
}

const { cases } = JSON.parse(readFileSync('test/fixtures/strangers.json', 'utf8')) as {
  readonly cases: readonly Case[];
};

/** Owed by a whole report, of which a sentence is a part. */
const OF_REPORTS = new Set(['missing-detail', 'missing-reason', 'missing-section', 'amount-count']);

let last: Analysis | undefined;

/** What is told of the sentences, and not of the tables beside them. */
function toldOf({ context, section }: Case, text: string) {
  const report = reportWith(context, section, text);
  const from = report.split('\n').indexOf(`## ${section}`);
  last = version(report, last);
  return [...last.findings].filter((f) => f.range.start.line >= from && !OF_REPORTS.has(f.rule));
}

const NUMBER = /\d[\d,]*(?:\.\d+)?(?=%|万元|亿元|元|、\d|和\d)/g;

/** Another number: its second digit changed, of a percentage the last. */
function spoiled(number: string, percent: boolean): string {
  const digits = [...number];
  const places = digits.flatMap((d, i) => (/\d/.test(d) ? [i] : []));
  const at = (percent ? places.at(-1) : (places[1] ?? places[0])) as number;
  digits[at] = String((Number(digits[at]) + (percent ? 4 : 3)) % 10);
  return digits.join('');
}

test.each(cases.map((c) => [c.text.slice(0, 40), c] as const))('%s', (_, c) => {
  expect(toldOf(c, c.text).map((f) => `${f.rule}: ${f.message}`)).toEqual([]);
  const untied = readBeside(c.context, c.section, c.text).prose.statements.flatMap((s) =>
    s.kind === 'value' &&
    s.figure?.kind === 'money' &&
    !s.past &&
    !s.figure.binding.cell &&
    s.figure.value !== 0n
      ? [s.figure.raw]
      : [],
  );
  expect(untied).toEqual(c.untied ?? []);
});

test.each(cases.map((c) => [c.text.slice(0, 40), c] as const))('spoiled: %s', (_, c) => {
  const missed: string[] = [];
  for (const { 0: number, index } of c.text.matchAll(NUMBER)) {
    if (/^0(?:\.0+)?$/.test(number)) continue;
    const end = index + number.length;
    const other = spoiled(number, c.text[end] === '%');
    // Where the figure stands, or at its rate, with the figure in the reckoning.
    const told = toldOf(c, c.text.slice(0, index) + other + c.text.slice(end)).some(
      ({ range, message }) =>
        (range.start.character <= index && index < range.end.character) || message.includes(other),
    );
    if (!told) missed.push(number);
  }
  expect(missed).toEqual(c.alone ?? []);
});
