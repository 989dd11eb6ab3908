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

/** A column of a terminal holds no more characters than that, whatever marks are written over one another. */
const CHARS_A_COLUMN = 16;

/** Cuts a line to a width around the stretch `from`–`to` (UTF-16 units). */
export function excerpt(line: string, from: number, to: number, width: number): Excerpt {
  const whole = line.trimEnd();
  const start = Math.min(from, whole.length);
  const end = Math.max(start, Math.min(to, whole.length));
  const reach = CHARS_A_COLUMN * width;
  // Of a whole report in one line only what can be shown is measured.
  const first = Math.max(0, start - reach);
  const last = Math.min(whole.length, start + reach);
  const ahead = harmless(whole.slice(first, start));
  const rest = harmless(whole.slice(start, last));
  const marked = rest.slice(0, end - start);
  const isWhole = first === 0 && last === whole.length;
  if (isWhole && displayWidth(ahead) + displayWidth(rest) <= width) {
    return {
      text: ahead + rest,
      indent: displayWidth(ahead),
      marked: Math.max(1, displayWidth(marked)),
    };
  }
  // Room for an ellipsis at each side.
  const room = Math.max(8, width - 4);
  const wanted = Math.min(displayWidth(marked), room);
  let left = takeEnd(ahead, Math.floor((room - wanted) / 2));
  let right = takeStart(rest, room - displayWidth(left));
  const spare = room - displayWidth(left) - displayWidth(right);
  if (spare > 0) {
    left = takeEnd(ahead, displayWidth(left) + spare);
    right = takeStart(rest, room - displayWidth(left));
  }
  const cutLeft = left.length < start;
  const cutRight = start + right.length < whole.length;
  return {
    text: `${cutLeft ? '… ' : ''}${left}${right}${cutRight ? ' …' : ''}`,
    indent: (cutLeft ? 2 : 0) + displayWidth(left),
    marked: Math.max(1, displayWidth(right.slice(0, end - start))),
  };
}

function takeStart(text: string, width: number): string {
  let used = 0;
  let at = 0;
  for (const char of text) {
    used += charWidth(char);
    if (used > width) break;
    at += char.length;
  }
  return text.slice(0, at);
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
