/** Widths of text in a terminal, by East Asian width. */
import { eastAsianWidth } from 'get-east-asian-width';

const ZERO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}]$/u;

export function charWidth(char: string): number {
  if (ZERO_WIDTH.test(char)) return 0;
  return eastAsianWidth(char.codePointAt(0) ?? 0);
}

/** Columns that a text takes. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const char of text) width += charWidth(char);
  return width;
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

/**
 * Text of a report as it may be shown in a terminal: nothing in it can steer the terminal or turn the direction of
 * writing. The length stays the same, so that positions stay valid.
 */
export function harmless(text: string): string {
  return text
    .replace(/\t/g, '→')
    .replace(/\p{Cc}|[\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/gu, '·');
}

/** A piece of a line that fits a width, and where the marked stretch stands in it. */
export interface Excerpt {
  readonly text: string;
  /** Columns before the marked stretch. */
  readonly indent: number;
  /** Columns of the marked stretch, at least one. */
  readonly marked: number;
}

/** Cuts a line to a width around the stretch `from`–`to` (UTF-16 units). */
export function excerpt(line: string, from: number, to: number, width: number): Excerpt {
  const text = harmless(line.trimEnd());
  const start = Math.min(from, text.length);
  const end = Math.max(start, Math.min(to, text.length));
  if (displayWidth(text) <= width) {
    return {
      text,
      indent: displayWidth(text.slice(0, start)),
      marked: Math.max(1, displayWidth(text.slice(start, end))),
    };
  }
  // Room for an ellipsis at each side.
  const room = Math.max(8, width - 4);
  const wanted = Math.min(displayWidth(text.slice(start, end)), room);
  const before = takeEnd(text.slice(0, start), Math.floor((room - wanted) / 2));
  const rest = text.slice(start);
  let shown = before + takeStart(rest, room - displayWidth(before));
  const spare = room - displayWidth(shown);
  let left = before;
  if (spare > 0) {
    left = takeEnd(text.slice(0, start), displayWidth(before) + spare);
    shown = left + takeStart(rest, room - displayWidth(left));
  }
  const cutLeft = left.length < start;
  const cutRight =
    left.length < start ? shown.length - left.length < rest.length : shown.length < text.length;
  const piece = `${cutLeft ? '… ' : ''}${shown}${cutRight ? ' …' : ''}`;
  const markedText = rest.slice(0, Math.min(end - start, shown.length - left.length));
  return {
    text: piece,
    indent: (cutLeft ? 2 : 0) + displayWidth(left),
    marked: Math.max(1, displayWidth(markedText)),
  };
}

function takeStart(text: string, width: number): string {
  let out = '';
  let used = 0;
  for (const char of text) {
    used += charWidth(char);
    if (used > width) break;
    out += char;
  }
  return out;
}

function takeEnd(text: string, width: number): string {
  const chars = Array.from(text);
  let used = 0;
  let at = chars.length;
  while (at > 0) {
    used += charWidth(chars[at - 1] as string);
    if (used > width) break;
    at--;
  }
  return chars.slice(at).join('');
}
