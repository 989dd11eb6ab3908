/** Goldens of what is told, and of the fixes that are offered, where each figure of a stranger's sentence is made wrong. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'vitest';
import type { Analysis } from '../../server/src/analysis/analysis.ts';
import type { Finding } from '../../server/src/analysis/types.ts';
import { analyse } from '../../server/src/rules/analyse.ts';
import { expectGolden } from '../support/golden.ts';
import {
  findingsOf,
  rightSentences,
  type Sentence,
  slipsOf,
  strangers,
  textOf,
} from '../support/sentences.ts';

const folder = fileURLToPath(new URL('./sentences', import.meta.url));
mkdirSync(folder, { recursive: true });

const TOGETHER = 10;

/** A finding, and what its first fix writes. */
function told({ rule, severity, range: { start, end }, message, fixes }: Finding): string {
  const edits = fixes.find((f) => f.preferred)?.edits ?? [];
  const fix = edits.map((e) => ` ⇒ ${e.newText}`).join('');
  return `  ${start.line + 1}:${start.character}-${end.character} ${severity} ${rule}: ${message}${fix}`;
}

const all = [...strangers, ...rightSentences];

test.each(Array.from({ length: Math.ceil(all.length / TOGETHER) }, (_, i) => i))('sentences %i', (i) => {
  // What stands beside sentences of one context is worked out once.
  let last: Analysis | undefined;
  const toldOf = (sentence: Sentence, text: string) => {
    last = analyse(textOf(sentence, text), {}, last);
    return findingsOf(sentence, last).map(told);
  };
  const dumps = all
    .slice(i * TOGETHER, (i + 1) * TOGETHER)
    .map((sentence) =>
      [
        sentence.text,
        ...slipsOf(sentence).flatMap(({ number, other, text }) => [
          `${number} → ${other}`,
          ...toldOf(sentence, text),
        ]),
      ].join('\n'),
    );
  expectGolden(join(folder, `${i + 1}.told`), dumps.join('\n\n'));
});
