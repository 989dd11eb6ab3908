/**
 * The text of a paragraph as one run of characters, whatever lines it stands on: line ends, blanks, quotes and
 * emphasis are left out, full-width forms folded. Every character knows its place, so that a figure cut by a line
 * end still has its exact spans.
 */
import { foldUnit } from '../base/fold.ts';
import type { Span } from '../base/range.ts';
import type { Block } from '../syntax/tree.ts';

export interface FlatText {
  readonly blocks: readonly Block[];
  /** Folded characters. */
  readonly text: string;
  /** The same characters as printed. */
  readonly raw: string;
  /** Index of the block, line within it and place in the line of each character. */
  readonly block: Uint32Array;
  readonly line: Int32Array;
  readonly column: Int32Array;
  /** Whether it was longer than what is read. */
  readonly cut: boolean;
}

/** Characters of a paragraph that are read: a whole report has fewer. What is longer is no prose, and fills the memory. */
const LONGEST = 200_000;

const QUOTES = new Set([...'“”‘’"「」『』＂＇'].map((c) => c.charCodeAt(0)));

const BLANK = 32;

function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 0x3000 || code === 0xa0 || code === 0x200b || code === 0xfeff;
}

const isDigit = (code: number | undefined) => code !== undefined && code >= 48 && code <= 57;

const STAR = 42;
/** What may lead a line as a bullet. */
const BULLETS = new Set([...'-*•●'].map((c) => c.charCodeAt(0)));

/** A text of UTF-16 units; in pieces, since a call takes so many arguments. */
function textOf(units: Uint16Array, length: number): string {
  let text = '';
  for (let i = 0; i < length; i += 8192)
    text += String.fromCharCode(...units.subarray(i, Math.min(length, i + 8192)));
  return text;
}

/** Joins the prose lines of a run of blocks; comments inside are skipped. */
export function flatten(blocks: readonly Block[]): FlatText {
  let most = 0;
  // A line that ends in the middle of a figure adds a blank.
  for (const b of blocks) for (const l of b.lines) most += l.text.length + 1;
  most = Math.min(most, LONGEST + 1);
  const block = new Uint32Array(most);
  const line = new Int32Array(most);
  const column = new Int32Array(most);
  const folded = new Uint16Array(most);
  const raw = new Uint16Array(most);
  let length = 0;
  const push = (unit: number, printed: number, b: number, l: number, c: number) => {
    block[length] = b;
    line[length] = l;
    column[length] = c;
    folded[length] = unit;
    raw[length++] = printed;
  };
  let cut = false;
  for (const [b, current] of blocks.entries()) {
    if (cut) break;
    let first = true;
    for (const [l, source] of current.lines.entries()) {
      if (cut) break;
      if (current.roles[l] === 'comment' || current.roles[l] === 'blank') continue;
      // Figures of two paragraphs are never one; those of two lines may be.
      let gap = first && b > 0;
      first = false;
      let start = true;
      const { text } = source;
      for (let c = 0; c < text.length; c++) {
        const code = text.charCodeAt(c);
        if (isBlank(code)) {
          if (!start) gap = true;
          continue;
        }
        if (length >= LONGEST) {
          cut = true;
          break;
        }
        if (QUOTES.has(code)) continue;
        if (code === STAR && (text.charCodeAt(c + 1) === STAR || text.charCodeAt(c - 1) === STAR)) continue;
        if (start && BULLETS.has(code) && text[c + 1] === ' ') {
          c++;
          continue;
        }
        const unit = foldUnit(code);
        if (gap && isDigit(unit) && isDigit(folded[length - 1])) push(BLANK, BLANK, b, l, c);
        push(unit, code, b, l, c);
        gap = false;
        start = false;
      }
    }
  }
  return { blocks, text: textOf(folded, length), raw: textOf(raw, length), block, line, column, cut };
}

/** The spans of a stretch of flat text, one a line; all in the block of its first character. */
export function spansOf(flat: FlatText, start: number, end: number): Span[] {
  const spans: { line: number; start: number; end: number }[] = [];
  const home = flat.block[start];
  for (let i = start; i < end; i++) {
    if (flat.block[i] !== home) break;
    const line = flat.line[i] as number;
    const column = flat.column[i] as number;
    const last = spans.at(-1);
    if (last && last.line === line) last.end = column + 1;
    else spans.push({ line, start: column, end: column + 1 });
  }
  if (spans.length === 0) spans.push({ line: 0, start: 0, end: 0 });
  return spans;
}

/** Where a stretch of flat text begins: its block, and its first span there. */
export function placeOf(flat: FlatText, { start, end }: { readonly start: number; readonly end: number }) {
  return { block: blockAt(flat, start), span: spansOf(flat, start, end)[0] as Span };
}

/** The block that a character stands in. */
export function blockAt(flat: FlatText, at: number): Block {
  return flat.blocks[flat.block[Math.min(at, flat.text.length - 1)] ?? 0] as Block;
}

/** Groups behind a digit that are none: `12,34.56`, or parted by the comma of sentences, `2，449.98`; '' where there are none. */
export function malformedGroups(flat: FlatText, end: number): string {
  const groups = flat.raw[end] === ',' ? /^(?:,\d[\d.]*)+/ : /^(?:,\d{3})+\.\d+/;
  const rest = groups.exec(flat.text.slice(end, end + 40))?.[0] ?? '';
  return /\.\d/.test(rest) ? rest : '';
}
