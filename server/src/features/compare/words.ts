/** A sentence and what became of it, word by word. */
import { foldWidth } from '../../base/fold.ts';
import { longestCommon } from './common.ts';
import type { ChangedWords } from './types.ts';

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** A number with its sign of per cent is one word, whatever the dictionary says. */
const NUMBER = /[-－]?\d[\d,，]*(?:[.．]\d+)?[%％]?/gu;

/** The words of two texts: those that both have, those that went, those that came; end to end they are the texts. */
export function changedWords(before: string, after: string): ChangedWords {
  const a = wordsOf(before);
  const b = wordsOf(after);
  const common = longestCommon(a, b, (x, y) => foldWidth(x) === foldWidth(y));
  if (!common) return { before: [{ text: before, changed: true }], after: [{ text: after, changed: true }] };
  const kept = common.filter(([i], at) => !isIsland(common, at, a[i] ?? '', [a, b]));
  return {
    before: marked(a, new Set(kept.map(([i]) => i))),
    after: marked(b, new Set(kept.map(([, j]) => j))),
  };
}

/** One character that stayed between words that did not is no piece that stayed. */
function isIsland(
  common: readonly (readonly [number, number])[],
  at: number,
  word: string,
  [a, b]: readonly [readonly string[], readonly string[]],
): boolean {
  const [i, j] = common[at] as readonly [number, number];
  const [beforeI, beforeJ] = common[at - 1] ?? [-1, -1];
  const [behindI, behindJ] = common[at + 1] ?? [a.length, b.length];
  const parted = (i - beforeI > 1 || j - beforeJ > 1) && (behindI - i > 1 || behindJ - j > 1);
  return parted && /^\p{Script=Han}$/u.test(word);
}

function wordsOf(text: string): string[] {
  const words: string[] = [];
  let at = 0;
  const plain = (end: number) => {
    for (const { segment } of segmenter.segment(text.slice(at, end))) words.push(segment);
  };
  for (const { 0: number, index } of text.matchAll(NUMBER)) {
    plain(index);
    words.push(number);
    at = index + number.length;
  }
  plain(text.length);
  return words;
}

function marked(words: readonly string[], kept: ReadonlySet<number>): { text: string; changed: boolean }[] {
  const runs: { text: string; changed: boolean }[] = [];
  words.forEach((word, i) => {
    const changed = !kept.has(i);
    const last = runs.at(-1);
    if (last?.changed === changed) last.text += word;
    else runs.push({ text: word, changed });
  });
  return runs;
}
