import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Words } from '../../../server/src/prose/lexicon.ts';

test('the longest word that starts at a place is found, whatever words there are', () => {
  const piece = fc.string({ unit: fc.constantFrom('甲', '乙', '丙', '𠮷', '1'), minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), piece, piece, (list, a, b) => {
      const words = new Words(new Map(list.map((word, i) => [word, i])));
      const text = a + b;
      for (let at = 0; at < text.length; at++) {
        const [longest] = list
          .filter((word) => text.startsWith(word, at))
          .sort((x, y) => y.length - x.length);
        expect(words.at(text, at)?.word).toBe(longest);
      }
    }),
  );
});

test('a word stands for what it was given with', () => {
  const words = new Words(
    new Map([
      ['收', 1],
      ['收入', 2],
      ['收入决算', 3],
    ]),
  );
  expect(words.at('总收入决', 1)).toEqual({ word: '收入', entry: 2 });
  expect(words.at('总收', 1)).toEqual({ word: '收', entry: 1 });
  expect(words.at('总', 0)).toBeUndefined();
});
