/** Applying edits to a text that is not in an editor. */
import { splitLines } from './lines.ts';
import { comparePositions, type Position, type TextEdit } from './range.ts';

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
