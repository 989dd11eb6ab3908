/**
 * Goldens of sentences whose words a hand changed: of strangers, right ones and those of the corpus, each with a word taken
 * for another, a clause left out, two clauses in each other's place, the next sentence behind it. What is told of each, and
 * the sum of how it is read.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'vitest';
import { type Analysis, open } from '../../server/src/service.ts';
import { Random } from '../fuzz/random.ts';
import { WORDS } from '../support/changes.ts';
import { corpus } from '../support/corpus.ts';
import { expectGolden } from '../support/golden.ts';
import { dumpStatements } from '../support/golden-prose.ts';
import { findingsOf, rightSentences, type Sentence, strangers, textOf } from '../support/sentences.ts';
import { sumOf } from '../support/told.ts';

const folder = fileURLToPath(new URL('./reworded', import.meta.url));
mkdirSync(folder, { recursive: true });

const TOGETHER = 60;

const all: Sentence[] = [
  ...strangers,
  ...rightSentences,
  ...corpus.flatMap((f) => f.cases.map(({ section, text }) => ({ context: f.context, section, text }))),
];

/** One change of each kind, where there is one. */
function versions(random: Random, text: string, next: string): string[] {
  const made: string[] = [];
  const words = WORDS.filter(([from]) => text.includes(from));
  for (let i = 0; i < 2 && words.length > 0; i++) {
    const [from, to] = words.splice(random.below(words.length), 1)[0] as [string, string];
    const places = [...text.matchAll(new RegExp(from, 'g'))].map((m) => m.index as number);
    const at = random.pick(places);
    made.push(text.slice(0, at) + to + text.slice(at + from.length));
  }
  const clauses = text.split(/(?<=[，；])/);
  if (clauses.length > 1) {
    const i = random.below(clauses.length);
    made.push(clauses.filter((_, k) => k !== i).join(''));
    const j = random.below(clauses.length - 1);
    made.push(
      [...clauses.slice(0, j), clauses[j + 1] as string, clauses[j] as string, ...clauses.slice(j + 2)].join(
        '',
      ),
    );
  }
  made.push(random.oneIn(2) ? text + next : `${text}\n${next}`);
  return made.filter((t) => t !== text);
}

test.each(Array.from({ length: Math.ceil(all.length / TOGETHER) }, (_, i) => i))('sentences %i', (i) => {
  // What stands beside sentences of one context is worked out once.
  let last: Analysis | undefined;
  const dumps = all.slice(i * TOGETHER, (i + 1) * TOGETHER).map((sentence, k) => {
    const random = new Random(`reworded/${i}/${k}`);
    const next = all[(i * TOGETHER + k + 1) % all.length]?.text ?? '';
    return versions(random, sentence.text, next)
      .map((text) => {
        const analysis = open(textOf(sentence, text), {}, last);
        last = analysis;
        const read = dumpStatements(analysis);
        const told = findingsOf(sentence, analysis).map(
          (f) =>
            `  ${f.range.start.line + 1}:${f.range.start.character} ${f.severity} ${f.rule}: ${f.message}`,
        );
        const sum = sumOf(read);
        return [`${text.replaceAll('\n', '¶')} ${sum}`, ...told].join('\n');
      })
      .join('\n');
  });
  expectGolden(join(folder, `${i + 1}.told`), dumps.join('\n\n'));
});
