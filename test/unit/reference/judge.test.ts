/** How much of what can be misprinted in a code or its name the catalogue is able to tell. */
import { describe, expect, test } from 'vitest';
import { parentOf, validIn } from '../../../server/src/reference/codes.ts';
import { builtInReference } from '../../../server/src/reference/index.ts';

const { codes } = builtInReference();
const YEAR = 2023;
const items = codes.entries.filter(
  (e) => e.catalogue === 'functional' && e.level === '项' && validIn(e, YEAR) && e.basis !== 'doubtful',
);

const isTold = (code: string, name: string): 'warning' | 'information' | undefined => {
  const judged = codes.judge('functional', code, name, YEAR);
  return judged.kind === 'wrong' ? (judged.sure ? 'warning' : 'information') : undefined;
};
const share = (all: readonly boolean[]): number => all.filter(Boolean).length / all.length;

describe('the catalogue', () => {
  test('calls none of its own names wrong', () => {
    expect(items.filter((e) => isTold(e.code, e.name))).toEqual([]);
  });

  test('tells a name with a wrong character for at least 45 % of all 项', () => {
    const wrong = (name: string) => `${name.slice(0, -1)}甲`;
    expect(share(items.map((e) => isTold(e.code, wrong(e.name)) !== undefined))).toBeGreaterThan(0.45);
  });

  test('warns of a name that is that of another 项 of the 款', () => {
    const pairs = items.flatMap((e) =>
      items
        .filter((o) => parentOf(o.code) === parentOf(e.code) && o.name !== e.name)
        .map((o) => isTold(e.code, o.name) === 'warning'),
    );
    expect(share(pairs)).toBeGreaterThan(0.85);
  });

  test('warns of a code with one digit changed that is another code', () => {
    const told: boolean[] = [];
    for (const e of items)
      for (let at = 2; at < 7; at++)
        for (let d = 0; d < 10; d++) {
          const code = `${e.code.slice(0, at)}${d}${e.code.slice(at + 1)}`;
          const other = codes.get('functional', code, YEAR);
          // 行政运行 and the like are right under many a 款.
          if (
            code !== e.code &&
            other &&
            validIn(other, YEAR) &&
            other.name !== e.name &&
            other.basis !== 'doubtful'
          )
            told.push(isTold(code, e.name) === 'warning');
        }
    expect(share(told)).toBeGreaterThan(0.85);
  });
});
