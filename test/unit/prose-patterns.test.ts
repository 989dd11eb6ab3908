/** The orders of words (seeds/prose/patterns.yaml): each line is read from its examples, met in the corpus, and checked. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Patterns, patternsOf } from '../../server/src/prose/clauses/patterns.ts';
import { readEvents } from '../../server/src/prose/clauses/reader.ts';
import { lexiconOf } from '../../server/src/prose/lexicon.ts';
import { flatten } from '../../server/src/prose/text.ts';
import { tokenize } from '../../server/src/prose/tokens.ts';
import { asYear } from '../../server/src/prose/years.ts';
import { builtInReference } from '../../server/src/reference/index.ts';
import type { PatternLine } from '../../server/src/reference/patterns.ts';
import { parse } from '../../server/src/syntax/tree.ts';
import { corpus } from '../support/corpus.ts';
import { expectGrowth } from '../support/growth.ts';

const reference = builtInReference();
const { prose } = reference;
const { patterns: lines, sets } = prose.patterns;

function tokensOf(text: string) {
  const flat = flatten(parse(text).blocks.map((b) => b.block));
  return { text: flat.text, tokens: tokenize(flat, lexiconOf(reference)).map(asYear) };
}

/** The lines that a text is read by. */
function hitsOf(text: string): Set<string> {
  const hits = new Set<string>();
  readEvents(tokensOf(text), patternsOf(prose), (id) => hits.add(id));
  return hits;
}

test('each line has a name of its own', () => {
  expect(lines.map((l) => l.id)).toEqual([...new Set(lines.map((l) => l.id))]);
});

test.each(lines.map((l) => [l.id, l] as const))('%s: is read from its examples', (id, { like }) => {
  expect(like.length).toBeGreaterThan(0);
  expect(like.filter((text) => !hitsOf(text).has(id))).toEqual([]);
});

test('each line is met in the corpus', () => {
  interface Told {
    readonly text: string;
    readonly wrong?: readonly { readonly from: string; readonly to: string }[];
  }
  const told = (name: string) =>
    (JSON.parse(readFileSync(`test/fixtures/${name}.json`, 'utf8')) as { cases: readonly Told[] }).cases;
  const cases: readonly Told[] = [
    ...corpus.flatMap((file) => file.cases),
    ...told('strangers'),
    ...told('right-sentences'),
  ];
  const texts = cases.flatMap(({ text, wrong = [] }) => [
    text,
    ...wrong.map((w) => text.replace(w.from, w.to)),
  ]);
  const hits = new Set(texts.flatMap((text) => text.split('\n').flatMap((line) => [...hitsOf(line)])));
  expect(lines.map((l) => l.id).filter((id) => !hits.has(id))).toEqual([]);
});

describe('what the file says wrong is told', () => {
  const read = (line: Partial<PatternLine>, more: Readonly<Record<string, string>> = {}) =>
    new Patterns({
      words: prose.words,
      patterns: {
        sets: { ...sets, ...more },
        patterns: [{ id: 'x', event: 'value', form: '… MONEY', like: [], ...line }],
      },
    });

  test.each([
    [{ form: '… <shere=of> PERCENT' }, 'x: no class of words is called “shere”; is “share” meant?'],
    [{ form: '… <share=off> PERCENT' }, 'x: words of the class “share” have no sense “off”; is “of” meant?'],
    [{ form: '… MONY' }, 'x: no kind of token is called “MONY”; is “MONEY” meant?'],
    [{ form: 'fillers* MONEY' }, 'x: no kind of token is called “fillers”; is “filler” meant?'],
    [{ form: 'subjct:… MONEY' }, 'x: no part is called “subjct”; is “subject” meant?'],
    [{ event: 'shares' }, 'x: no event is called “shares”; is “share” meant?'],
    [{ where: 'compare !subjects' }, 'x: no condition is called “subjects”; is “subject” meant?'],
    [{ needs: 'share' }, 'x: no memory is called “share”'],
    [{ leaves: 'completin' }, 'x: no memory is called “completin”; is “completing” meant?'],
    [{ form: 'MONEY … MONEY?' }, undefined],
  ] as const)('%o', (line, problem) => {
    if (problem === undefined) expect(() => read(line)).not.toThrow();
    else expect(() => read(line)).toThrow(`seeds/prose/patterns.yaml, ${problem}`);
  });

  test('a set', () => {
    expect(() => read({}, { more: '<noise>|<approxx>' })).toThrow(
      'sets.more: no class of words is called “approxx”; is “approx” meant?',
    );
  });
});

test('a clause of any length is read in time that grows with it', () => {
  const parts = [
    '占',
    '完成',
    '年初预算',
    '用于',
    '由',
    '比',
    '大于',
    '没有',
    '基本支出',
    '增加',
    '的',
    '科目',
  ];
  const clause = (length: number) => {
    const text = Array.from({ length }, (_, i) => parts[(i * 7) % parts.length]).join('');
    return tokensOf(`${text}3万元，${text}`);
  };
  const [short, long] = [clause(1_000), clause(10_000)];
  const read = (text: typeof short) => readEvents(text, patternsOf(prose));
  expect(read(long).length).toBeGreaterThan(2);
  expectGrowth(
    () => read(short),
    () => read(long),
    40,
  );
});
