/** What a clause compares with. */
import type { Measure } from '../../reference/prose.ts';
import type { Compare } from '../events.ts';
import type { ProseToken, WordToken } from '../tokens.ts';
import { isWord } from './words.ts';

/** Whether a word of comparison stands behind what it compares with (`与上年相比`). */
export function isSuffixCompare(token: WordToken): boolean {
  return token.text.startsWith('相') || token.text === '对比';
}

/** What a comparison is made with: last year, a year, a budget; with the index behind it. */
export function compareBase(
  tokens: readonly ProseToken[],
  from: number,
): { compare: Compare; end: number } | undefined {
  let at = from;
  let year: number | undefined;
  let yearSpan: { start: number; end: number } | undefined;
  let last = false;
  let measure: Measure | undefined;
  let budgetWord = false;
  for (; at < tokens.length; at++) {
    const token = tokens[at] as ProseToken;
    const word = token.kind === 'word' ? token : undefined;
    if (token.kind === 'year') {
      if (year !== undefined) break;
      year = token.value;
      yearSpan = { start: token.start, end: token.end };
    } else if (word?.cls === 'period' && word.value === 'last') last = true;
    else if (word?.cls === 'period' && word.value === 'this') continue;
    else if (word?.cls === 'measure') {
      measure = word.value as Measure;
      if (measure !== 'final') budgetWord = true;
    } else if (word?.cls === 'noise' && word.text !== '为' && word.text !== '共') continue;
    else if (
      token.kind === 'name' &&
      (year !== undefined || last) &&
      measure === undefined &&
      ((/^(?:收入|支出|合计|总计)/.test(token.text) && isWord(tokens[at + 1], 'compare')) ||
        // `比 2023 年“三公”经费年初预算`: the subject said again.
        tokens.slice(at + 1, at + 4).some((t) => isWord(t, 'measure') && t.value !== 'final'))
    )
      continue;
    else break;
  }
  if (year !== undefined) {
    return {
      compare: {
        with: budgetWord ? 'measure' : 'last',
        year,
        ...(measure ? { measure } : {}),
        ...(yearSpan ? { yearSpan } : {}),
      },
      end: at,
    };
  }
  if (last) return { compare: { with: 'last', ...(measure ? { measure } : {}) }, end: at };
  if (measure) return { compare: { with: 'measure', measure }, end: at };
  return undefined;
}

/** `比上年累计支出 2.00 万元下降`, `与上年支出 2.00 万元相比`: the amount is the one compared with. */
export function isComparedWith(phrase: readonly ProseToken[], next: ProseToken | undefined): boolean {
  const open = phrase.find((t): t is WordToken => isWord(t, 'compare') && !isSuffixCompare(t));
  if (!open || phrase.some((t) => isWord(t, 'compare') && isSuffixCompare(t as WordToken))) return false;
  if (open.value === 'with') return isWord(next, 'compare') && isSuffixCompare(next);
  return isWord(next, 'direction');
}
