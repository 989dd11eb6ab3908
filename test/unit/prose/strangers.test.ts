/**
 * Sentences in the words of provinces that the corpus has not (test/fixtures/strangers.json): each right one is silent
 * and tied to its cells, and each of its figures, made wrong, is told.
 */
import { expect, test } from 'vitest';
import type { Analysis } from '../../../server/src/service.ts';
import { readBeside } from '../../support/prose.ts';
import { version } from '../../support/samples.ts';
import { strangers as cases, findingsOf, type Sentence, slipsOf, textOf } from '../../support/sentences.ts';

let last: Analysis | undefined;

/** What is told of the sentences, and not of the tables beside them. */
function toldOf(c: Sentence, text: string) {
  last = version(textOf(c, text), last);
  return findingsOf(c, last);
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
  for (const { number, index, other, text } of slipsOf(c)) {
    // Where the figure stands, or at its rate, with the figure in the reckoning.
    const told = toldOf(c, text).some(
      ({ range, message }) =>
        (range.start.character <= index && index < range.end.character) || message.includes(other),
    );
    if (!told) missed.push(number);
  }
  expect(missed).toEqual(c.alone ?? []);
});
