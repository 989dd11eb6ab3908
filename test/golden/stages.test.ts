/**
 * Goldens of the later stages for the samples, the corpus of sentences and the sentences of strangers: what the sentences say, what is owed and
 * how it came out. Tokens, tree and report of the samples are told by their tests.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, test } from 'vitest';
import type { Analysis } from '../../server/src/analysis/analysis.ts';
import { analyse } from '../../server/src/rules/analyse.ts';
import { type CorpusFile, corpus, reportWith } from '../support/corpus.ts';
import { expectGolden, STAGES } from '../support/golden.ts';
import { dumpRelations } from '../support/golden-graph.ts';
import { samples } from '../support/samples.ts';
import { rightSentences, strangers, textOf } from '../support/sentences.ts';

const folder = (name: string) => {
  const path = fileURLToPath(new URL(`./${name}`, import.meta.url));
  mkdirSync(path, { recursive: true });
  return path;
};

const LATER = ['prose-tokens', 'events', 'statements', 'relations', 'verdicts'] as const;

describe.each(samples)('$name', ({ name, text }) => {
  const analysis = analyse(text);
  test.each(LATER)('%s', (stage) => {
    const path = join(folder('samples'), `${name.replace(/\.disclosure$/, '')}.${stage}`);
    expectGolden(path, STAGES[stage]?.(analysis) ?? '');
  });
});

/** The section that a case stands in: the context has none that speaks. */
function dumpCase(analysis: Analysis, stage: (typeof LATER)[number]): string {
  return stage === 'relations'
    ? dumpRelations(analysis, { spoken: true })
    : (STAGES[stage]?.(analysis) ?? '');
}

const analysed = new Map<CorpusFile, readonly Analysis[]>();

function analysesOf(file: CorpusFile): readonly Analysis[] {
  const kept = analysed.get(file);
  if (kept) return kept;
  const made = file.cases.map((c) => analyse(reportWith(file.context, c.section, c.text)));
  analysed.set(file, made);
  return made;
}

describe.each(corpus)('corpus $province', (file) => {
  test.each(LATER)('%s', (stage) => {
    const dumps = analysesOf(file).map((analysis, i) => `${i + 1}\n${dumpCase(analysis, stage)}`);
    expectGolden(join(folder('corpus'), `${file.province}.${stage}`), dumps.join('\n'));
  });
});

/** Sentences that stand in goldens together. */
const TOGETHER = 40;

/** Right sentences of unusual words: how each is read. */
describe.each(
  Object.entries({ strangers, right: rightSentences }).flatMap(([name, list]) =>
    chunksOf(list).map((chunk, i) => [`${name}-${i + 1}`, chunk] as const),
  ),
)('sentences %s', (name, chunk) => {
  test('statements', () => {
    const dumps = chunk.map((sentence) => {
      const analysis = analyse(textOf(sentence, sentence.text));
      return `${sentence.text}\n${dumpCase(analysis, 'statements')}`;
    });
    expectGolden(join(folder('sentences'), `${name}.statements`), dumps.join('\n\n'));
  });
});

function chunksOf<T>(list: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(list.length / TOGETHER) }, (_, i) =>
    list.slice(i * TOGETHER, (i + 1) * TOGETHER),
  );
}
