/** Sentences in unusual orders of words (test/fixtures/right-sentences.json): the right ones are left in peace. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Analysis } from '../../../server/src/service.ts';
import { reportWith } from '../../support/corpus.ts';
import { version } from '../../support/samples.ts';

interface Case {
  readonly context: string;
  readonly section: string;
  readonly text: string;
  /** `alone`: nothing else is told. */
  readonly wrong?: readonly {
    readonly from: string;
    readonly to: string;
    readonly rule: string;
    readonly alone?: boolean;
  }[];
}

const { cases } = JSON.parse(readFileSync('test/fixtures/right-sentences.json', 'utf8')) as {
  readonly cases: readonly Case[];
};

/** Owed by a whole report, of which a sentence is a part. */
const OF_REPORTS = new Set(['missing-detail', 'missing-reason', 'missing-section', 'amount-count']);

let last: Analysis | undefined;

/** What is told of the sentences, and not of the tables beside them. */
function toldOf({ context, section }: Case, text: string): string[] {
  const report = reportWith(context, section, text);
  const from = report.split('\n').indexOf(`## ${section}`);
  last = version(report, last);
  return [...last.findings]
    .filter((f) => f.range.start.line >= from && !OF_REPORTS.has(f.rule))
    .map((f) => `${f.rule}: ${f.message}`);
}

test.each(cases.map((c) => [c.text.slice(0, 40), c] as const))('%s', (_, c) => {
  expect(toldOf(c, c.text)).toEqual([]);
});

const slips = cases.flatMap((c) => (c.wrong ?? []).map((w) => [`${w.from} → ${w.to}`, c, w] as const));

test.each(slips)('%s', (_, c, w) => {
  expect(c.text).toContain(w.from);
  const told = toldOf(c, c.text.replace(w.from, w.to));
  expect(told.map((t) => t.split(':')[0])).toContain(w.rule);
  if (w.alone) expect(told).toHaveLength(1);
});
