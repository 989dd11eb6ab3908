/** Plain text: pasted, or taken out of Word, PDF or a web page. */
import { foldChar, foldName, foldWidth } from '../../base/fold.ts';
import { append } from '../../base/lists.ts';
import { open } from '../../service.ts';
import { isBroken, readBroken } from './broken.ts';
import { readCellLines } from './cell-lines.ts';
import { filled, gridOf, isProperty, isTitle, own, splitGrid } from './grid.ts';
import { isNestedHeader, nestedWords } from './nested.ts';
import type { Grid, Piece, Reading } from './types.ts';

export function readText(text: string): Reading {
  const lines = normalise(text).split('\n');
  if (isCellLines(lines)) return readCellLines(lines);
  if (isBroken(lines)) return readBroken(lines, readLines);
  return { pieces: new TabbedText(lines).read(), remarks: [] };
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

const PART = /^第[一二三四五六七八九十]+(?:部分|章)/;

class TabbedText {
  private readonly pieces: Piece[] = [];
  /** Whether the text marks its headings itself. */
  private readonly marked: boolean;
  private at = 0;
  private readonly nested = nestedWords(open('').reference);

  constructor(private readonly lines: readonly string[]) {
    this.marked = lines.filter((l) => /^#{1,6}\s/.test(l)).length >= 3;
  }

  read(): Piece[] {
    while (this.at < this.lines.length) {
      const line = this.line(this.at);
      if (line.trim() === '') {
        this.pieces.push({ kind: 'blank' });
        this.at++;
      } else if (/^#{0,6}\s*目\s*录$/.test(line)) this.contents();
      else if (line.includes('\t')) this.table();
      else this.words(line);
    }
    return this.pieces;
  }

  private line(at: number): string {
    return this.lines[at] ?? '';
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
      else if (entries >= 3 && (text === first || (PART.test(text) && first.startsWith(text)))) {
        end = i;
        break;
      }
      entries++;
    }
    // Without that line nothing tells where it ends: then only its heading is one.
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
    let text = line.replace(/^-\s+/, '');
    // A line that the page broke goes on in the next; the language would read it so, a person better in one piece.
    while (!this.marked && text.length >= 25 && /[\p{Script=Han}\d，、]$/u.test(text)) {
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
      /^(?:第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、|\(|\d+[.、)]|[①-⑳]|注|说明|备注|图|附)/.test(
        folded,
      )
    )
      return false;
    return !isProperty(text) && !isTitle(text);
  }

  /** The level of a heading that nothing marks: by its numbering, or because a table follows it. */
  private headingLevel(line: string): number | undefined {
    if (line.length > 60 || /[。；！？]/.test(line)) return undefined;
    if (PART.test(line) && line.length <= 40) return 1;
    if (isTitle(line) && this.tableFollows()) return 2;
    if (/[，：:]/.test(line)) return undefined;
    if (/^[一二三四五六七八九十]+、/.test(line)) return 2;
    if (/^[（(][一二三四五六七八九十]+[）)]/.test(line) && line.length <= 40) return 3;
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

  /** Rows of tab-parted cells, over the page breaks inside them. */
  private table(): void {
    const rows: string[][] = [];
    let width = 0;
    for (;;) {
      const run = this.run();
      const grid = gridOf(run);
      if (rows.length > 0 && !this.continues(rows, width, grid)) break;
      append(rows, run);
      width = Math.max(width, grid[0]?.length ?? 0);
      this.at += run.length;
      let next = this.at;
      while (next < this.lines.length && (this.line(next).trim() === '' || isPageNumber(this.line(next))))
        next++;
      if (next >= this.lines.length || !this.line(next).includes('\t') || next === this.at) break;
      const after = this.peek(next);
      if (!this.continues(rows, width, gridOf(after))) break;
      this.at = next;
    }
    for (const piece of splitGrid(gridOf(rows)))
      this.pieces.push(piece.kind === 'table' ? { ...piece, loose: true } : piece);
  }

  private run(): string[][] {
    return this.peek(this.at);
  }

  private peek(from: number): string[][] {
    const run: string[][] = [];
    for (let i = from; i < this.lines.length && this.line(i).includes('\t'); i++)
      run.push(cellsIn(this.line(i)));
    return run;
  }

  /** Whether rows after a page break belong to the table before it: the same header again, or as many columns. */
  private continues(rows: readonly (readonly string[])[], width: number, more: Grid): boolean {
    const first = more[0];
    if (!first) return false;
    const texts = filled(first);
    if (texts.length > 0 && texts.every((t) => isTitle(t) || isProperty(t))) return false;
    const key = (cells: readonly string[]) =>
      cells
        .map((c) => foldName(c))
        .join('|')
        .replace(/(?<!\|)\|+$/, '');
    const head = key(first.map(own));
    if (rows.slice(0, 8).some((row) => key(row) === head)) return true;
    if ((more[0]?.length ?? 0) === width) return true;
    // Merged cells make the rows of a nested form differ in width from page to page.
    return (
      rows.some((row) => isNestedHeader(gridOf([row])[0] ?? [], this.nested)) &&
      !more.some((row) => isNestedHeader(row, this.nested))
    );
  }
}

function cellsIn(line: string): string[] {
  return line.split('\t').map((c) => c.trim());
}

/** `- 12 -`, `第 3 页`, `3 / 28`. */
export function isPageNumber(line: string): boolean {
  return /^\s*(?:[-—–]\s*\d{1,3}\s*[-—–]|第\s*\d{1,3}\s*页(?:\s*共\s*\d{1,3}\s*页)?|\d{1,3}\s*\/\s*\d{1,3})\s*$/.test(
    line,
  );
}
