/** A phrase: what it speaks of, of when, and what it compares with. */
import type { Measure } from '../../reference/prose.ts';
import type { Compare, Phrase } from '../events.ts';
import type { ProseToken } from '../tokens.ts';
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
  let rest = [...tokens];
  let compare: Compare | undefined;
  const at = rest.findIndex(
    (t, i) =>
      isWord(t, 'compare') &&
      t.value === 'than' &&
      !isSuffixCompare(t) &&
      compareBase(rest, i + 1) !== undefined,
  );
  const withAt = rest.findIndex(
    (t, i) => isWord(t, 'compare', 'with') && compareBase(rest, i + 1) !== undefined,
  );
  const open = at >= 0 ? at : withAt;
  if (open >= 0) {
    const base = compareBase(rest, open + 1);
    if (base) {
      compare = base.compare;
      let end = base.end;
      // 相比 closes what 与 opened.
      if (isWord(rest[end], 'compare')) end++;
      rest = [...rest.slice(0, open), ...rest.slice(end)];
    }
  } else {
    const same = rest.findIndex((t) => isWord(t, 'compare') && t.text === '同比');
    if (same >= 0) {
      compare = { with: 'last' };
      rest.splice(same, 1);
    } else {
      // `2021 年相比`
      const suffix = rest.findIndex((t) => isWord(t, 'compare') && isSuffixCompare(t));
      if (suffix > 0) {
        const base =
          compareBase(rest, suffix - 1) ?? (suffix > 1 ? compareBase(rest, suffix - 2) : undefined);
        if (base && base.end >= suffix) {
          compare = base.compare;
          rest = rest.slice(suffix + 1);
        }
      }
    }
  }
  const years = rest.filter((t) => t.kind === 'year');
  const measure = lastMeasure(rest);
  return {
    subject: subjectOf(rest, text),
    compare,
    measure,
    year: (years[0] as { value: number } | undefined)?.value,
    last: rest.some((t) => isWord(t, 'period', 'last')),
  };
}
