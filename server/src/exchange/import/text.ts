/** Plain text: pasted, or taken out of Word, PDF or a web page. */

import { foldChar, foldName, foldWidth } from '../../base/fold.ts';
import { append } from '../../base/lists.ts';
import { leadsChapter, leadsFirst, leadsPart, leadsSecond } from '../../base/numbering.ts';
import { readCellLines } from './cell-lines.ts';
import { listedHeadings } from './furniture.ts';
import { filled, gridOf, isCountedTitle, isPairs, isProperty, isTitle, splitGrid, tidy } from './grid.ts';
import { withoutPageNumbers } from './page-numbers.ts';
import { stackedAt } from './stacked.ts';
import type { Piece, Reading } from './types.ts';
import { isUnruled, readUnruled } from './unruled/index.ts';
import { beginsAnew, isContentsWord, isFurniture, isSignature } from './words.ts';

export function readText(text: string): Reading {
  const whole = withQuoted(normalise(text).split('\n'));
  const { lines, taken } = isUnruled(whole) ? { lines: whole, taken: [] } : withoutPageNumbers(whole);
  const { pieces, remarks } = isCellLines(lines)
    ? readCellLines(lines)
    : isUnruled(lines)
      ? readUnruled(lines, readLines)
      : { pieces: readLines(lines), remarks: [] };
  if (taken.length === 0) return { pieces, remarks };
  return {
    pieces: [...pieces, { kind: 'blank' }, { kind: 'aside', text: taken.join('  ') }],
    remarks: [...remarks, { id: 'import.page-numbers', data: { count: String(taken.length) } }],
  };
}

/** Lines of prose, in which tab rows are tables. */
export function readLines(lines: readonly string[]): Piece[] {
  return new TabbedText(lines).read();
}

/** Text without what only the way here put into it: emphasis, bookmarks, radicals in the place of characters. */
export function normalise(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\f/g, '\n\n')
    .replace(/\u200b|\u200c|\u200d|\u2060|\ufeff/g, '')
    .replace(/\u00a0/g, ' ')
    .replace(/[\u2e80-\u2fdf]/g, (char) => foldChar(char))
    .replace(/\[bookmark:[^\]\n]*\]/g, '')
    .replace(/<input\b[^<>\n]*>/gi, (box) => (/\bchecked\b/i.test(box) ? '☑' : '☐'))
    .replace(/\*\*|<\/?(?:b|strong|em|i|u|p|div|span)>/gi, '')
    .split('\n')
    .map((line) => line.replace(/(?<![ \u3000])[ \u3000]+$/, ''))
    .join('\n');
}

/** One cell a line, each behind a tab, rows parted by blank lines: a table of Word taken out as text. */
function isCellLines(lines: readonly string[]): boolean {
  let cells = 0;
  let full = 0;
  for (const line of lines) {
    if (line.trim() === '' && !line.startsWith('\t')) continue;
    full++;
    if (/^\t[^\t]*$/.test(line)) cells++;
  }
  return cells > 20 && cells * 2 > full;
}

class TabbedText {
  private readonly pieces: Piece[] = [];
  /** Whether the text marks its headings itself. */
  private readonly marked: boolean;
  private at = 0;
  private title = '';
  private looked = 0;

  constructor(private readonly lines: readonly string[]) {
    this.marked = lines.filter((l) => /^#{1,6}\s/.test(l)).length >= 3;
  }

  read(): Piece[] {
    while (this.at < this.lines.length) {
      const line = this.line(this.at);
      if (line.trim() === '') {
        this.pieces.push({ kind: 'blank' });
        this.at++;
      } else if (isContentsWord(line)) this.contents();
      else if (line.includes('\t')) this.table();
      else if (!this.stacked()) this.words(line);
    }
    return this.pieces;
  }

  private line(at: number): string {
    return this.lines[at] ?? '';
  }

  /** A table of one cell a line, where one begins here. */
  private stacked(): boolean {
    const found = stackedAt(this.lines, this.at, this.lastTitle());
    if (!found) return false;
    append(this.pieces, found.pieces);
    this.at = found.end;
    return true;
  }

  /** The title that was read last. What was looked at is not looked at again: a text may have very many lines. */
  private lastTitle(): string {
    for (; this.looked < this.pieces.length; this.looked++) {
      const piece = this.pieces[this.looked];
      if ((piece?.kind === 'heading' || piece?.kind === 'line') && isTitle(piece.text))
        this.title = piece.text;
    }
    return this.title;
  }

  /** The table of contents: up to the line that its first entry announces. */
  private contents(): void {
    const key = (line: string) =>
      foldName(line.replace(/^[#\-\s]+/, '').replace(/(?<![\t.．…·])[\t.．…·]+\s*(?:\d+\s*)?$/, ''));
    let first = '';
    let entries = 0;
    let end = this.at + 1;
    for (let i = this.at + 1; i < Math.min(this.lines.length, this.at + 400); i++) {
      const text = key(this.line(i));
      if (text === '') continue;
      if (first === '') first = text;
      else if (entries >= 3 && (text === first || (leadsChapter(text) && first.startsWith(text)))) {
        end = i;
        break;
      }
      entries++;
    }
    // Without that line its numbers tell where it ends; where it has none, only its heading is one.
    if (end === this.at + 1) end = this.numberedEnd(key);
    for (let i = this.at; i < end; i++) {
      const text = this.line(i)
        .replace(/^[#\-\s]+/, '')
        .replace(/\t+/g, '  ')
        .trim();
      if (text !== '') this.pieces.push({ kind: 'aside', text });
    }
    this.pieces.push({ kind: 'blank' });
    this.at = end;
  }

  /** Behind the last of the numbered lines that follow the word 目录; the next line where there are none. */
  private numberedEnd(key: (line: string) => string): number {
    const next = this.at + 1;
    const places = this.lines
      .slice(next, next + 400)
      .flatMap((_, i) => (key(this.line(next + i)) === '' ? [] : [next + i]));
    const last = places[listedHeadings(places.map((i) => key(this.line(i)))) - 1];
    return last === undefined ? next : last + 1;
  }

  private words(raw: string): void {
    const line = raw.trim();
    const heading = /^(#{1,6})\s+(.*)$/.exec(raw);
    this.at++;
    if (heading) {
      this.pieces.push({
        kind: 'heading',
        level: (heading[1] as string).length,
        text: (heading[2] as string).trim(),
      });
      return;
    }
    const level = this.marked ? undefined : this.headingLevel(line);
    if (level !== undefined) {
      this.pieces.push({ kind: 'heading', level, text: line });
      return;
    }
    if (isFurniture(line)) {
      this.pieces.push({ kind: 'line', text: line });
      return;
    }
    let text = line.replace(/^-\s+/, '');
    // A line that the page broke goes on in the next; the language would read it so, a person better in one piece.
    const ended = isCountedTitle(text);
    while (!this.marked && !ended && text.length >= 25 && /[\p{Script=Han}\d，、]$/u.test(text)) {
      let next = this.at;
      while (next < this.lines.length && this.line(next).trim() === '') next++;
      const more = this.line(next).trim();
      if (more === '' || !this.goesOn(more, next)) break;
      text += more;
      this.at = next + 1;
    }
    this.pieces.push({ kind: 'line', text });
  }

  private goesOn(text: string, at: number): boolean {
    if (text.includes('\t') || this.line(at).startsWith('#')) return false;
    const folded = foldWidth(text);
    if (
      leadsPart(folded) ||
      leadsFirst(folded) ||
      /^(?:\(|\d+[.、)]|[①-⑳])/.test(folded) ||
      beginsAnew(folded)
    )
      return false;
    if (isFurniture(text) || isSignature([text])) return false;
    return !text.split(/\s{2,}/).some(isProperty) && !isPairs(text) && !isTitle(text);
  }

  /** The level of a heading that nothing marks: by its numbering, or because a table follows it. */
  private headingLevel(line: string): number | undefined {
    if (line.length > 60 || /[。；！？]/.test(line)) return undefined;
    if (leadsChapter(line) && line.length <= 40) return 1;
    if (isTitle(line) && this.tableFollows()) return 2;
    if (/[，：:]/.test(line)) return undefined;
    if (leadsFirst(line)) return 2;
    if (leadsSecond(line) && line.length <= 40) return 3;
    return undefined;
  }

  private tableFollows(): boolean {
    for (let i = this.at; i < Math.min(this.lines.length, this.at + 14); i++) {
      const text = this.line(i).trim();
      if (text === '') continue;
      if (this.line(i).includes('\t')) return true;
      if (!text.split(/\s{2,}/).every(isProperty)) return false;
    }
    return false;
  }

  /** Rows of tab-parted cells; what goes on behind a page's end is put to them later (continued.ts). */
  private table(): void {
    const run: string[][] = [];
    for (; this.at < this.lines.length && this.line(this.at).includes('\t'); this.at++)
      run.push(cellsIn(this.line(this.at)));
    for (const piece of splitGrid(gridOf(run))) {
      if (piece.kind !== 'table') this.pieces.push(piece);
      else append(this.pieces, this.withoutCaption({ ...piece, loose: true }));
    }
  }

  /** A first row that says again in one cell what the title says names no column. */
  private withoutCaption(table: Extract<Piece, { kind: 'table' }>): Piece[] {
    const [only = '', ...more] = filled(table.rows[0] ?? []);
    const above = this.pieces.findLast((p) => p.kind === 'heading');
    const said = above && 'text' in above && foldName(above.text).includes(foldName(only));
    if (more.length > 0 || !said || table.rows.length < 3) return [table];
    const { source } = table;
    return [
      { kind: 'aside', text: only },
      { ...table, rows: tidy(table.rows.slice(1)), ...(source ? { source: source.slice(1) } : {}) },
    ];
  }
}

function cellsIn(line: string): string[] {
  return line.split('\t').map((cell) => {
    const text = cell.trim();
    // A cell of several lines comes in quotes, as spreadsheets copy it.
    const inner = /^"((?:[^"]|"")*)"$/s.exec(text)?.[1];
    return inner === undefined
      ? text
      : inner
          .replaceAll('""', '"')
          .replace(BREAK, '')
          .replace(/\s*\n\s*/g, ' ')
          .trim();
  });
}

/** A line end between two words of Chinese. */
const BREAK = /(?<=\p{Script=Han})\s*\n\s*(?=\p{Script=Han})/gu;

/** Lines of which those that a quoted cell goes on in are one. */
function withQuoted(lines: readonly string[]): string[] {
  const out: string[] = [];
  for (let i = 0; i < lines.length; i++) {
    let line = lines[i] as string;
    if (isOpen(line)) {
      for (let k = i + 1; k < Math.min(lines.length, i + MOST_LINES); k++) {
        const whole = lines.slice(i, k + 1).join('\n');
        if (isOpen(whole)) continue;
        line = whole;
        i = k;
        break;
      }
    }
    out.push(line);
  }
  return out;
}

/** How many lines a cell may have. */
const MOST_LINES = 12;

/** Whether a cell of a row begins with a quote that nothing closes. */
function isOpen(text: string): boolean {
  const last = text.slice(text.lastIndexOf('\t') + 1);
  return text.includes('\t') && /^"(?:[^"]|"")*$/.test(last);
}
