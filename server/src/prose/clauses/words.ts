/** Words of a clause by their classes. */
import type { Measure } from '../../reference/prose.ts';
import type { ProseToken, WordToken } from '../token.ts';

export const IS = /^[为是]$/;

/** Whether a token is a word of a class, and just that one. */
export function isWord(token: ProseToken | undefined, cls: string, value?: string): token is WordToken {
  return token?.kind === 'word' && token.cls === cls && (value === undefined || token.value === value);
}

/** The last measure that a run of tokens names. */
export function lastMeasure(tokens: readonly ProseToken[]): Measure | undefined {
  const at = lastIndex(tokens, (t) => isWord(t, 'measure'));
  return at < 0 ? undefined : ((tokens[at] as WordToken).value as Measure);
}

/** The last place that a test holds for, or −1. */
export function lastIndex<T>(list: readonly T[], test: (item: T) => boolean): number {
  for (let i = list.length - 1; i >= 0; i--) if (test(list[i] as T)) return i;
  return -1;
}
