/** Edits of a text that is not in an editor: which may be made together, and what they changed. */
import { splitLines } from '../base/lines.ts';
import { sameEnds } from '../base/lists.ts';

/** A line that an edit changed. */
export interface ChangedLine {
  readonly line: number;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** The stretch of lines in which two texts differ, first to last; the edits of a fix rarely lie far apart. */
export function changedLines(before: string, after: string): ChangedLine[] {
  const a = splitLines(before).map((l) => l.text);
  const b = splitLines(after).map((l) => l.text);
  if (a.length === b.length) {
    const changed: ChangedLine[] = [];
    a.forEach((line, i) => {
      if (line !== b[i]) changed.push({ line: i, before: [line], after: [b[i] as string] });
    });
    return changed;
  }
  const { head, tail } = sameEnds(a, b);
  return [{ line: head, before: a.slice(head, a.length - tail), after: b.slice(head, b.length - tail) }];
}
