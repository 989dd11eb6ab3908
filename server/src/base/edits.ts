/** Applying edits to a text that is not in an editor. */
import { splitLines } from './lines.ts';
import { comparePositions, type Position, type TextEdit } from './range.ts';

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
