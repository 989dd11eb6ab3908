/** What a clause compares with. */
import type { Measure } from '../../reference/prose.ts';
import type { Compare } from '../events.ts';
import type { ProseToken, WordToken } from '../token.ts';
import { isWord } from './words.ts';

/** Whether a word of comparison stands behind what it compares with (`与上年相比`). */
export function isSuffixCompare(token: WordToken): boolean {
  return token.value === 'behind';
}

/** The words of a comparison, as they are gone through. */
interface Found {
  year: Extract<ProseToken, { kind: 'year' }> | undefined;
  last: boolean;
  measure: Measure | undefined;
  budget: boolean;
}

/** What a comparison is made with: last year, a year, a budget; with the index behind it. */
export function compareBase(
  tokens: readonly ProseToken[],
  from: number,
): { compare: Compare; end: number } | undefined {
  const found: Found = { year: undefined, last: false, measure: undefined, budget: false };
  let end = from;
  while (end < tokens.length && goesOn(tokens, end, found)) end++;
  const { year, last, measure, budget } = found;
  const of = measure ? { measure } : {};
  if (year) {
    const yearSpan = { start: year.start, end: year.end };
    return { compare: { with: budget ? 'measure' : 'last', year: year.value, ...of, yearSpan }, end };
  }
  if (last) return { compare: { with: 'last', ...of }, end };
  return measure ? { compare: { with: 'measure', measure }, end } : undefined;
}

/** Notes what a token tells of what is compared with; false where it is no part of that. */
function goesOn(tokens: readonly ProseToken[], at: number, found: Found): boolean {
  const token = tokens[at] as ProseToken;
  if (token.kind === 'year') {
    if (found.year) return false;
    found.year = token;
    return true;
  }
  if (token.kind === 'name') return isSubjectAgain(tokens, at, found);
  if (token.kind !== 'word') return false;
  switch (token.cls) {
    case 'period':
      if (token.value === 'last') found.last = true;
      return token.value === 'last' || token.value === 'this';
    case 'measure':
      found.measure = token.value as Measure;
      if (token.value !== 'final') found.budget = true;
      return true;
    case 'noise':
      return token.text !== '为' && token.text !== '共';
    default:
      return false;
  }
}

/** `比 2023 年“三公”经费年初预算`: the subject said again. */
function isSubjectAgain(tokens: readonly ProseToken[], at: number, { year, last, measure }: Found): boolean {
  const token = tokens[at] as ProseToken;
  if ((!year && !last) || measure !== undefined || token.kind !== 'name') return false;
  if (/^(?:收入|支出|合计|总计)/.test(token.text) && isWord(tokens[at + 1], 'compare')) return true;
  return tokens.slice(at + 1, at + 4).some((t) => isWord(t, 'measure') && t.value !== 'final');
}
