/** Page numbers in text that was taken out of pages: they stand between lines, in the middle of sentences and tables. */

import { foldWidth } from '../../base/fold.ts';
import { leadsFirst, leadsPart, leadsSecond } from '../../base/numbering.ts';
import { pageNumber } from './words.ts';

/** A line that may be the number of a page. */
interface Candidate {
  readonly at: number;
  readonly value: number;
  /** Whether its form says so. */
  readonly marked: boolean;
  /** Whether it stands in the middle of a sentence, where no line of text is so short. */
  readonly inside: boolean;
}

/**
 * Takes page numbers out.
 * @returns the other lines, and what was taken out, in order
 */
export function withoutPageNumbers(lines: readonly string[]): { lines: string[]; taken: string[] } {
  const found = new Set(chosen(lines).map((c) => c.at));
  return {
    lines: lines.filter((_, i) => !found.has(i)),
    taken: [...found].map((i) => (lines[i] as string).trim()),
  };
}

function chosen(lines: readonly string[]): Candidate[] {
  const all = lines.flatMap((_, at): Candidate[] => candidate(lines, at) ?? []);
  // Numbers that count on are those of pages; a number alone may be any.
  const runs: Candidate[][] = [];
  for (const one of all) {
    const run = runs.find((r) => {
      const step = one.value - (r.at(-1)?.value ?? 0);
      return step >= 1 && step <= 3;
    });
    if (run) run.push(one);
    else runs.push([one]);
  }
  return runs
    .flatMap((run) =>
      run.filter(
        (c) => c.marked || c.inside || run.length >= 3 || (run.length === 2 && run.some((o) => o.marked)),
      ),
    )
    .sort((a, b) => a.at - b.at);
}

function candidate(lines: readonly string[], at: number): Candidate[] | undefined {
  // Behind a tab stands a cell.
  if ((lines[at] as string).includes('\t')) return undefined;
  const text = foldWidth(lines[at] as string).trim();
  const value = pageNumber(text);
  if (value !== undefined) return [{ at, value, marked: true, inside: false }];
  if (!/^\d{1,3}$/.test(text)) return undefined;
  const before = near(lines, at, -1);
  const after = near(lines, at, 1);
  // Among cells that stand one below the other a number is a cell.
  if (isShort(before) && isShort(after)) return undefined;
  const open = before.length >= 25 && !/[。；：:！？!?|]$/.test(before) && !before.includes('\t');
  return [{ at, value: Number(text), marked: false, inside: open && isSentence(before) && goesOn(after) }];
}

function near(lines: readonly string[], at: number, step: number): string {
  let i = at + step;
  while (i >= 0 && i < lines.length && (lines[i] ?? '').trim() === '') i += step;
  return (lines[i] ?? '').trim();
}

/** A line as short as cells are. */
function isShort(text: string): boolean {
  return !text.includes('\t') && text.length < 12;
}

function isSentence(text: string): boolean {
  return /[，。；]/.test(text);
}

/** Whether a line can be the second half of a sentence. */
function goesOn(text: string): boolean {
  return (
    text !== '' &&
    !text.startsWith('#') &&
    !leadsPart(text) &&
    !leadsFirst(text) &&
    !leadsSecond(text) &&
    !/^[（(]\d+[）)]/.test(text)
  );
}
