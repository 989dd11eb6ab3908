/** Applying edits to a text that is not in an editor. */
import { splitLines } from '../base/lines.ts';
import { comparePositions, type Position, type Range, type TextEdit } from '../base/range.ts';

/** Applies edits that do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const starts = lineStarts(text);
  const offset = ({ line, character }: Position): number => {
    const start = starts[line];
    if (start === undefined) return text.length;
    return Math.min(start + character, starts[line + 1] ?? text.length);
  };
  const ordered = [...edits].sort((a, b) => comparePositions(a.range.start, b.range.start));
  let out = '';
  let at = 0;
  for (const edit of ordered) {
    const from = offset(edit.range.start);
    out += text.slice(at, from) + edit.newText;
    at = Math.max(from, offset(edit.range.end));
  }
  return out + text.slice(at);
}

function lineStarts(text: string): number[] {
  const starts: number[] = [];
  let at = 0;
  for (const { text: line, eol } of splitLines(text)) {
    starts.push(at);
    at += line.length + eol.length;
  }
  return starts;
}

/** Whether two edits may not both be made at once: they overlap, or insert at one place. */
export function collide(a: Range, b: Range): boolean {
  if (comparePositions(a.start, b.start) === 0) return true;
  return comparePositions(a.start, b.end) < 0 && comparePositions(b.start, a.end) < 0;
}

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
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (
    tail < a.length - head &&
    tail < b.length - head &&
    a[a.length - 1 - tail] === b[b.length - 1 - tail]
  )
    tail++;
  return [{ line: head, before: a.slice(head, a.length - tail), after: b.slice(head, b.length - tail) }];
}
