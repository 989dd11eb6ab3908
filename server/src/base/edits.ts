/** Applying edits to a text that is not in an editor. */
import { splitLines } from './lines.ts';
import { sameEnds } from './lists.ts';
import { comparePositions, type Position, type Range, rangeOf, type TextEdit } from './range.ts';

/** Applies edits that do not overlap. A place past the end of its line is the line's end, as in the protocol. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const lines = linesOf(text);
  const offset = ({ line, character }: Position): number => {
    const found = lines[line];
    return found ? Math.min(found.start + character, found.end) : text.length;
  };
  const ordered = [...edits].sort((a, b) => comparePositions(a.range.start, b.range.start));
  let out = '';
  let at = 0;
  for (const edit of ordered) {
    out += text.slice(at, offset(edit.range.start)) + edit.newText;
    at = offset(edit.range.end);
  }
  return out + text.slice(at);
}

/** Where each line begins, and where it ends without the characters that end it. */
function linesOf(text: string): { readonly start: number; readonly end: number }[] {
  let at = 0;
  return splitLines(text).map(({ text: line, eol }) => {
    const start = at;
    at += line.length + eol.length;
    return { start, end: start + line.length };
  });
}

/** Whether two edits may not both be made at once: they overlap, or insert at one place. */
export function collide(a: Range, b: Range): boolean {
  if (comparePositions(a.start, b.start) === 0) return true;
  return comparePositions(a.start, b.end) < 0 && comparePositions(b.start, a.end) < 0;
}

/** The edits that make one text of another: the middle of each line that differs, or the stretch of lines. */
export function editsBetween(before: string, after: string): TextEdit[] {
  const a = splitLines(before);
  const b = splitLines(after);
  const same = a.length === b.length && a.every((line, i) => line.eol === b[i]?.eol);
  if (!same) return before === after ? [] : [stretchBetween(before, after)];
  return a.flatMap(({ text }, line): TextEdit[] => {
    const now = b[line]?.text as string;
    return text === now ? [] : editsOfLine(text, now, line);
  });
}

/** One edit for each number, and each stretch between numbers, that differs; one for all where their numbers do not pair. */
function editsOfLine(before: string, after: string, line: number): TextEdit[] {
  const pieces = (text: string) => text.split(/(\d[\d.,，．]*)/);
  const a = pieces(before);
  const b = pieces(after);
  if (a.length !== b.length) return [editOf(before, after, line, 0)];
  let at = 0;
  return a.flatMap((piece, i) => {
    const start = at;
    at += piece.length;
    const now = b[i] as string;
    return piece === now ? [] : [editOf(piece, now, line, start)];
  });
}

function editOf(before: string, after: string, line: number, at: number): TextEdit {
  const { head, tail } = sameEnds<string>(before, after);
  return {
    range: rangeOf(line, at + head, at + before.length - tail),
    newText: after.slice(head, after.length - tail),
  };
}

/** One edit for the lines that differ: lines came or went. */
function stretchBetween(before: string, after: string): TextEdit {
  const a = splitLines(before).map(({ text, eol }) => text + eol);
  const b = splitLines(after).map(({ text, eol }) => text + eol);
  const { head, tail } = sameEnds<string>(a, b);
  const last = a.length - 1;
  const end =
    tail > 0 ? { line: a.length - tail, character: 0 } : { line: last, character: a[last]?.length ?? 0 };
  const newText = b.slice(head, b.length - tail).join('');
  return { range: { start: { line: head, character: 0 }, end }, newText };
}
