/** Years that are told by a word. */
import type { ProseToken } from './token.ts';

/** A year before the last, whatever its number. */
const SOME_YEAR = 0;

/** 前年 is a year as well, and no other than last year. */
export function asYear(token: ProseToken): ProseToken {
  if (token.kind !== 'word' || token.cls !== 'period' || token.value !== 'before') return token;
  return { kind: 'year', value: SOME_YEAR, start: token.start, end: token.end };
}
