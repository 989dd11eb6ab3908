/** What stands on pages beside a report: the frame of a site, tables of contents. It is kept as comments. */

import { foldName, leadingNumber } from '../../base/fold.ts';
import { divisionNumber } from '../../base/numbering.ts';
import { isTitle } from './grid.ts';
import type { Piece } from './types.ts';
import { isContentsWord, isFurniture, pageNumber } from './words.ts';

/** How far from the ends of a document a page's frame reaches, in lines. */
const EDGE = 40;

/** Pieces whose frame and contents are comments. */
export function withoutFurniture(pieces: readonly Piece[]): Piece[] {
  const worded = pieces.flatMap((p, i) => (p.kind === 'line' || p.kind === 'heading' ? [i] : []));
  const edge = new Set([...worded.slice(0, EDGE), ...worded.slice(-EDGE)]);
  const cleared = pieces.map((piece, i): Piece => {
    const isFrame = edge.has(i) && piece.kind === 'line' && isFurniture(piece.text);
    return isFrame || (piece.kind === 'line' && LEADERS.test(piece.text))
      ? { kind: 'aside', text: (piece as { text: string }).text }
      : piece;
  });
  return withoutContents(cleared.flatMap(keysOfPage));
}

/** A table of keys and values that a site prints over its pages (索引号, 发布机构, …), as comments; anything else as it is. */
function keysOfPage(piece: Piece): readonly Piece[] {
  if (piece.kind !== 'table') return [piece];
  const rows = piece.rows.map((row) => row.filter((c) => c.covered === undefined).map((c) => c.text));
  const keys = rows.flatMap((row) => row.filter((text, c) => c % 2 === 0 && text !== ''));
  const known = keys.filter((key) => isFurniture(/[:：]$/.test(key) ? key : `${key}：`));
  if (known.length < 2 || known.length * 2 < keys.length) return [piece];
  return rows.map((row) => ({ kind: 'aside', text: row.filter((text) => text !== '').join('  ') }));
}

/** `一、部门职责……………3` */
const LEADERS = /^.{2,60}?[.．…·]{4,}\s*[-—]?\d{1,3}[-—]?$/;

interface Entry {
  /** Its place among the pieces. */
  readonly at: number;
  readonly key: string;
}

/**
 * A list of headings, with the word 目录 over it or without, is one of contents where its first line stands again
 * behind it, and most of its lines do so further below.
 */
function withoutContents(pieces: readonly Piece[]): Piece[] {
  const entries = pieces.flatMap((p, at): Entry[] =>
    (p.kind === 'line' || p.kind === 'heading') && pageNumber(p.text) === undefined
      ? [{ at, key: entryKey(p.text) }]
      : [],
  );
  const keys = new Set<string>();
  for (let i = 0; i < Math.min(entries.length, 60); i++) {
    const worded = isContentsWord(entries[i]?.key ?? '');
    const from = worded ? i + 1 : i;
    const end = contentsEnd(pieces, entries, from, worded);
    if (end === undefined) continue;
    for (let k = i; k < end; k++) keys.add(String(entries[k]?.at));
    break;
  }
  return pieces.map((piece, i) =>
    keys.has(String(i)) && (piece.kind === 'line' || piece.kind === 'heading')
      ? { kind: 'aside', text: piece.text }
      : piece,
  );
}

/** Where the first line of a list stands again; the end of all where a list under 目录 ends otherwise. */
function againAt(
  pieces: readonly Piece[],
  entries: readonly Entry[],
  from: number,
  worded: boolean,
): number | undefined {
  const first = entries[from] as Entry;
  for (let end = from + 1; end < Math.min(entries.length, from + 200); end++) {
    const { key, at } = entries[end] as Entry;
    const beforeTable = pieces.slice(entries[end - 1]?.at, at).some((p) => p.kind === 'table');
    if (!beforeTable && isSame(first.key, key)) return end;
    if (beforeTable || !isEntry(key)) return worded ? entries.length : undefined;
  }
  return entries.length;
}

function contentsEnd(
  pieces: readonly Piece[],
  entries: readonly Entry[],
  from: number,
  worded: boolean,
): number | undefined {
  const first = entries[from];
  if (!first || !isEntry(first.key) || (!worded && !isNumbered(first.key))) return undefined;
  const end = againAt(pieces, entries, from, worded);
  if (end === undefined) return undefined;
  const list = entries.slice(from, end);
  if (end >= entries.length && worded) {
    const run = listedHeadings(entries.slice(from).map((e) => e.key));
    return run > 0 && from + run < entries.length ? from + run : undefined;
  }
  if (end >= entries.length || list.length < 3) return undefined;
  const below = entries.slice(end);
  const again = list.filter((e) => below.some((b) => isSame(e.key, b.key))).length;
  return again * 5 >= list.length * 2 &&
    (worded || list.filter((e) => isNumbered(e.key)).length * 5 >= list.length * 3)
    ? end
    : undefined;
}

/**
 * How many lines a list of headings under the word 目录 has whose first line stands nowhere else: up to the first that
 * bears no number, or the first number again. 0 where it is no list.
 * @param lines the lines behind the word, without blanks and page numbers
 */
export function listedHeadings(lines: readonly string[]): number {
  const numbers = lines.map((line) => divisionNumber(line) ?? leadingNumber(line));
  const end = numbers.findIndex(
    (n, i) => n === '' || !isEntry(lines[i] as string) || (i > 0 && n === numbers[0]),
  );
  const run = end < 0 ? lines.length : end;
  return run >= 3 ? run : 0;
}

/** A line of a list without its page. */
function entryKey(text: string): string {
  return foldName(text).replace(/[.．…·]*\d{0,3}$/, '');
}

function isEntry(key: string): boolean {
  return key.length > 0 && key.length <= 50 && !/[。；]/.test(key);
}

function isNumbered(key: string): boolean {
  return leadingNumber(key) !== '' || divisionNumber(key) !== undefined || isTitle(key);
}

function isSame(a: string, b: string): boolean {
  const part = divisionNumber(a);
  return (
    a === b || (part !== undefined && part === divisionNumber(b) && (a.startsWith(b) || b.startsWith(a)))
  );
}
