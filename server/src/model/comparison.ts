/** Columns that stand beside those of the year for comparison: last year's, a budget beside accounts, differences. */
import { KIND } from '../base/keys.ts';
import { LEADING_YEAR } from '../base/titles.ts';
import { comparableHeader } from '../reference/forms.ts';
import type { Comparison, ReportKind, Vocabulary } from '../reference/types.ts';

/** What the table speaks of, which tells what is only compared with it. */
export interface Own {
  readonly kind: ReportKind | undefined;
  readonly year: number | undefined;
  /** What headers call the year before. */
  readonly lastWord: string;
  /** What a header of the year alone stands for. */
  readonly thisWord: string;
}

/** A header path without the year that the table is of (`2023年决算数`), the year before it as 上年. */
export function ofOwnYear(path: readonly string[], own: Own): readonly string[] {
  const { year } = own;
  if (year === undefined || !path.some((part) => /20\d\d/.test(part))) return path;
  return path.map((part) => {
    const text = comparableHeader(part);
    const found = LEADING_YEAR.exec(text);
    if (!found) return part;
    const rest = text.slice(found[0].length);
    // `2023年` alone.
    if (Number(found[1]) === year) return rest === '' ? own.thisWord : rest;
    return Number(found[1]) === year - 1 ? `${own.lastWord}${rest}` : part;
  });
}

/** What a column is compared by, as its header says; undefined for one of the year's own figures. */
export function comparisonOf(
  path: readonly string[],
  { comparison: words }: Vocabulary,
  own: Own = { kind: KIND.final, year: undefined, lastWord: '', thisWord: '' },
): Comparison | undefined {
  for (const part of path) {
    const text = comparableHeader(part);
    const rest = text.replace(LEADING_YEAR, '');
    const year = Number(LEADING_YEAR.exec(text)?.[1] ?? 0);
    // `比上年增减` and `与年初预算比较` name what they compare with.
    if (words.difference.exact.includes(rest) || words.difference.containing.some((w) => rest.includes(w)))
      return 'difference';
    const last = words.lastYear.start.some((w) => text.startsWith(w)) || (year > 0 && own.year === year + 1);
    if (last && !words.lastYear.except.some((w) => text.includes(w))) return 'last-year';
    if (own.kind === KIND.final && words.budget.exact.includes(rest)) return 'budget';
  }
  return undefined;
}

/** Whether a header is that of a percentage. */
export function isPercentHeader(path: readonly string[], { comparison: words }: Vocabulary): boolean {
  const last = comparableHeader(path.at(-1) ?? '');
  return words.percent.some((w) => last.endsWith(w) || last.endsWith(`(${w})`));
}
