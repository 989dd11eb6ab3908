/**
 * The cells of a bar row, for keys that must act at once: a question to the server would let the next key overtake it.
 * As docs/language.md §4 has it: `|` parts cells, `\|` is a bar inside one.
 */

/** From the bar before a cell to the bar behind it, both left out. */
export interface CellSpan {
  readonly from: number;
  readonly to: number;
}

/** The cells of a line; undefined where it is no bar row. */
export function cellSpans(text: string): readonly CellSpan[] | undefined {
  if (!/^\s*\|/.test(text)) return undefined;
  const bars = [...text.matchAll(/\\\||\|/g)].filter((m) => m[0] === '|').map((m) => m.index);
  const end = text.trimEnd().length;
  // A row that lost its last bar ends where its text ends.
  if (bars.at(-1) !== end - 1) bars.push(end);
  return bars.slice(1).map((to, i) => ({ from: (bars[i] as number) + 1, to }));
}

/** Whether a line is a `| --- | ---: |` row. */
export function isDelimiterRow(text: string): boolean {
  return /^\s*\|(?:\s*:?-+:?\s*\|)+\s*$/.test(text);
}

/** The part of a cell that typing is to replace: its text, or one place in a blank cell. */
export function contentOf(text: string, { from, to }: CellSpan): CellSpan {
  const cell = text.slice(from, to);
  if (cell.trim() === '') {
    const at = Math.min(from + 1, to);
    return { from: at, to: at };
  }
  const lead = cell.length - cell.trimStart().length;
  return { from: from + lead, to: from + cell.trimEnd().length };
}
