/** Sentences in unusual orders of words (test/fixtures/right-sentences.json): the right ones are left in peace. */
import { expect, test } from 'vitest';
import type { Analysis } from '../../../server/src/service.ts';
import { version } from '../../support/samples.ts';
import { rightSentences as cases, findingsOf, type Sentence, textOf } from '../../support/sentences.ts';

let last: Analysis | undefined;

/** What is told of the sentences, and not of the tables beside them. */
function toldOf(c: Sentence, text: string): string[] {
  last = version(textOf(c, text), last);
  return findingsOf(c, last).map((f) => `${f.rule}: ${f.message}`);
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
