/** A phrase: what it speaks of, of when, and what it compares with. */
import type { Measure } from '../../reference/prose.ts';
import type { Compare, Phrase } from '../events.ts';
import type { ProseToken } from '../token.ts';
import { compareBase, isSuffixCompare } from './compare.ts';
import { subjectOf } from './subject.ts';
import { isWord, lastMeasure } from './words.ts';

export interface ParsedPhrase {
  readonly subject: Phrase | undefined;
  readonly compare: Compare | undefined;
  readonly measure: Measure | undefined;
  readonly year: number | undefined;
  readonly last: boolean;
}

/** Parts a phrase into what it compares with and what it speaks of. */
export function parsePhrase(tokens: readonly ProseToken[], text: string): ParsedPhrase {
  const { compare, rest } = compared(tokens);
  const year = rest.find((t) => t.kind === 'year');
  return {
    subject: subjectOf(rest, text),
    compare,
    measure: lastMeasure(rest),
    year: year?.kind === 'year' ? year.value : undefined,
    last: rest.some((t) => isWord(t, 'period', 'last')),
  };
}

interface Compared {
  readonly compare: Compare | undefined;
  /** What is left of the phrase. */
  readonly rest: readonly ProseToken[];
}

/** What a phrase compares with, and its other words. */
function compared(tokens: readonly ProseToken[]): Compared {
  if (!tokens.some((t) => isWord(t, 'compare'))) return { compare: undefined, rest: tokens };
  const opens = (value: string) =>
    tokens.findIndex(
      (t, i) =>
        isWord(t, 'compare', value) && !isSuffixCompare(t) && compareBase(tokens, i + 1) !== undefined,
    );
  const than = opens('than');
  const open = than >= 0 ? than : opens('with');
  if (open >= 0) {
    const { compare, end } = compareBase(tokens, open + 1) as NonNullable<ReturnType<typeof compareBase>>;
    // 相比 closes what 与 opened.
    const behind = isWord(tokens[end], 'compare') ? end + 1 : end;
    return { compare, rest: [...tokens.slice(0, open), ...tokens.slice(behind)] };
  }
  const same = tokens.findIndex((t) => isWord(t, 'compare') && t.text === '同比');
  if (same >= 0) return { compare: { with: 'last' }, rest: tokens.filter((_, i) => i !== same) };
  return comparedBefore(tokens);
}

/** `2021 年相比` */
function comparedBefore(tokens: readonly ProseToken[]): Compared {
  const at = tokens.findIndex((t) => isWord(t, 'compare') && isSuffixCompare(t));
  const base =
    at > 0 ? (compareBase(tokens, at - 1) ?? (at > 1 ? compareBase(tokens, at - 2) : undefined)) : undefined;
  if (!base || base.end < at) return { compare: undefined, rest: tokens };
  return { compare: base.compare, rest: tokens.slice(at + 1) };
}
