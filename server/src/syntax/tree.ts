/**
 * Lines → blocks → tree (language.md §1–§5). Never fails: what fits nothing else is prose. A block knows nothing of
 * its place in the file; the tree places it. Blocks whose lines are the same objects as before an edit are used again.
 */

import { parseNumber } from '../base/amount.ts';
import { foldName, foldWidth } from '../base/fold.ts';
import { type RawLine, sameLine, splitLines } from '../base/lines.ts';
import { sameEnds } from '../base/lists.ts';
import { continuedTitle, isPageNumber, isTitleAgain, sameTitle } from './breaks.ts';
import { beginsAlike, isCoded, isNewRow } from './leads.ts';
import {
  cellsOf,
  frontPair,
  headingText,
  isDelimiter,
  type Line,
  pairsOf,
  readLine,
  trimEnd,
} from './line.ts';

export type BlockKind =
  | 'front'
  | 'heading'
  | 'table'
  | 'paragraph'
  | 'formula'
  | 'chart'
  | 'comment'
  | 'blank';

/** What a line is within its block. */
export type LineRole =
  | 'property'
  | 'row'
  | 'delimiter'
  | 'note'
  | 'comment'
  | 'blank'
  | 'text'
  /** What a page break left between the rows of a table: a page number, the title again. */
  | 'break';

/** Lines that belong together: a heading, a table with its property lines and notes, a paragraph. */
export interface Block {
  readonly kind: BlockKind;
  readonly lines: readonly Line[];
  readonly roles: readonly LineRole[];
}

/** A block and the line it starts at. */
export interface PlacedBlock {
  readonly block: Block;
  readonly line: number;
  /** Lines from its first on that were looked at to tell where it ends; an edit behind them leaves it as it is. */
  readonly reach: number;
  /** Whether a heading stood before it, which lets more lines count as property lines. */
  readonly afterHeading: boolean;
  /** The titles that stood before it, by which a table's continuation is known. */
  readonly titles: string;
}

/** The lossless tree of a document: every line stands in exactly one block. */
export interface Tree {
  readonly lines: readonly Line[];
  readonly blocks: readonly PlacedBlock[];
}

/** How a text differs from an earlier one: as many lines at its start and at its end are the same. */
export interface Stretch {
  readonly head: number;
  readonly tail: number;
  /** The lines between them, as they are now. */
  readonly lines: readonly RawLine[];
}

/** Reads a text into its tree. */
export function parse(text: string): Tree {
  const lines = splitLines(text).map(readLine);
  const grouper = new Grouper(lines);
  const blocks: PlacedBlock[] = [];
  for (let line = 0; line < lines.length; ) {
    const placed = grouper.next(line);
    blocks.push(placed);
    line += placed.block.lines.length;
  }
  return { lines, blocks };
}

/** The stretch in which a text differs from a tree's, found by comparing the lines from both ends. */
export function stretchOf(text: string, before: Tree): Stretch {
  const raw = splitLines(text);
  const { head, tail } = sameEnds<RawLine>(raw, before.lines, sameLine);
  return { head, tail, lines: raw.slice(head, raw.length - tail) };
}

/** A stretch without the lines at its ends that are the same as before. */
export function tightened(stretch: Stretch, before: Tree): Stretch {
  const { head, tail, lines } = stretch;
  const old = before.lines.slice(head, before.lines.length - tail);
  const inner = sameEnds<RawLine>(lines, old, sameLine);
  return {
    head: head + inner.head,
    tail: tail + inner.tail,
    lines: lines.slice(inner.head, lines.length - inner.tail),
  };
}

/**
 * Reads a text that differs from an earlier one in one stretch: lines outside of it, and blocks made of such lines
 * alone and decided by such lines alone, are used again.
 */
export function reparse(before: Tree, stretch: Stretch): Tree {
  const { head, tail } = stretch;
  const old = before.lines;
  const lines = old.slice(0, head);
  for (const raw of stretch.lines) lines.push(readLine(raw));
  const changedTo = lines.length;
  for (let i = old.length - tail; i < old.length; i++) lines.push(old[i] as Line);
  const moved = lines.length - old.length;

  const first = before.blocks.findIndex(({ line, reach }) => line + reach > head);
  const from = first < 0 ? before.blocks.length - 1 : first;
  const blocks = before.blocks.slice(0, from);
  const start = before.blocks[from] as PlacedBlock;
  const grouper = new Grouper(lines, start.afterHeading, start.titles);
  let behind = from;
  for (let line = start.line; line < lines.length; ) {
    // From the first old block on that starts behind the stretch, and under the same heading, all is as it was.
    while (line >= changedTo && behind < before.blocks.length) {
      const next = before.blocks[behind] as PlacedBlock;
      if (next.line + moved >= line) break;
      behind++;
    }
    const next = before.blocks[behind];
    if (
      line >= changedTo &&
      next &&
      next.line + moved === line &&
      // Front matter is what the first line begins.
      (next.line === 0) === (line === 0) &&
      next.afterHeading === grouper.afterHeading &&
      next.titles === grouper.titles
    ) {
      for (const placed of before.blocks.slice(behind))
        blocks.push(moved === 0 ? placed : { ...placed, line: placed.line + moved });
      break;
    }
    const made = grouper.next(line);
    blocks.push(made);
    line += made.block.lines.length;
  }
  return { lines, blocks: reusing(blocks, from, before.blocks) };
}

/** Of blocks that were grouped again, those that came out as before are the same objects as before. */
function reusing(blocks: PlacedBlock[], from: number, before: readonly PlacedBlock[]): PlacedBlock[] {
  const known = new Map<Line, Block>();
  for (let i = from; i < before.length; i++) {
    const { block } = before[i] as PlacedBlock;
    known.set(block.lines[0] as Line, block);
  }
  for (let i = from; i < blocks.length; i++) {
    const placed = blocks[i] as PlacedBlock;
    const block = reuse(known.get(placed.block.lines[0] as Line), placed.block);
    if (block !== placed.block) blocks[i] = { ...placed, block };
  }
  return blocks;
}

function reuse(old: Block | undefined, made: Block): Block {
  if (!old || old === made || old.kind !== made.kind || old.lines.length !== made.lines.length) return made;
  for (let i = 0; i < made.lines.length; i++) {
    if (old.lines[i] !== made.lines[i] || old.roles[i] !== made.roles[i]) return made;
  }
  return old;
}

/** Whether a line consists of row or column formulas alone (`27行＝（1+2+3）行；1栏各行=（2+3）栏各行`). */
export function isFormulaLine(text: string): boolean {
  if (text.length > 400 || !/[栏行]/.test(text)) return false;
  const clauses = foldWidth(text)
    .replace(/[\s\u3000]+/g, '')
    .split(/[;。]/)
    .filter((c) => c !== '');
  return (
    clauses.length > 0 &&
    clauses.every((c) => /^\d{1,3}[栏行](?:各[栏行])?[=—-]{1,2}[-\d+−*×.…⋯·~()栏行各]{1,200}$/.test(c))
  );
}

class Grouper {
  /** A run of property-like lines known to reach no rows; looked at once, so that grouping stays linear. */
  private noTableBefore = 0;
  /** The line behind the last one that was looked at since a block began. */
  private seen = 0;
  /** Lines of the table at hand that a page break left. */
  private breaks = new Set<number>();

  /**
   * @param afterHeading whether the last block that is not blank, before the first to be grouped, was a heading
   * @param titles the last heading and the last line of prose below it
   */
  constructor(
    private readonly lines: readonly Line[],
    public afterHeading = false,
    public titles = '\n',
  ) {}

  /** The block that starts at a line. */
  next(line: number): PlacedBlock {
    const { afterHeading, titles } = this;
    this.seen = line;
    const block = this.group(line);
    if (block.kind === 'heading') this.titles = `${headingText(block.lines[0] as Line).text}\n`;
    else if (block.kind === 'paragraph') this.titles = `${titles.split('\n')[0]}\n${lastWords(block)}`;
    return { block, line, reach: Math.max(this.seen - line, block.lines.length), afterHeading, titles };
  }

  private group(at: number): Block {
    if (at === 0) {
      const front = this.frontMatter();
      if (front) return front;
    }
    const line = this.at(at);
    if (line.kind === 'blank')
      return this.take(
        at,
        this.skip(at, (l) => l.kind === 'blank'),
        'blank',
        'blank',
      );
    if (line.kind === 'heading') {
      this.afterHeading = true;
      return this.take(at, at + 1, 'heading', 'text');
    }
    const rows = this.rowsAhead(at);
    const wasAfterHeading = this.afterHeading;
    this.afterHeading = this.afterHeading && line.kind === 'comment';
    if (rows !== undefined) return this.table(at, rows);
    this.afterHeading = wasAfterHeading && line.kind === 'comment';
    if (line.kind === 'comment')
      return this.take(
        at,
        this.skip(at, (l) => l.kind === 'comment'),
        'comment',
        'comment',
      );
    if (line.kind === 'formula') return this.take(at, at + 1, 'formula', 'text');
    if (line.kind === 'chart') return this.take(at, at + 1, 'chart', 'text');
    return this.paragraph(at);
  }

  /** The line at an index, which counts as looked at; undefined behind the last. */
  private look(index: number): Line | undefined {
    if (index >= this.seen) this.seen = index + 1;
    return this.lines[index];
  }

  private at(index: number): Line {
    return this.look(index) as Line;
  }

  private skip(from: number, test: (line: Line) => boolean): number {
    let end = from;
    while (end < this.lines.length && test(this.at(end))) end++;
    return end;
  }

  private take(from: number, to: number, kind: BlockKind, role: LineRole): Block {
    const lines = this.lines.slice(from, to);
    return {
      kind,
      lines,
      roles: lines.map((l) => (l.kind === 'comment' ? 'comment' : l.kind === 'blank' ? 'blank' : role)),
    };
  }

  /** The first run of `键：值` lines; it needs at least one known key (language.md §2). */
  private frontMatter(): Block | undefined {
    let end = 0;
    let last = 0;
    let known = false;
    while (end < this.lines.length) {
      const line = this.at(end);
      if (line.kind !== 'blank' && line.kind !== 'comment') {
        const pair = frontPair(line);
        if (!pair || line.text.includes('\t')) break;
        known ||= pair.known;
        last = end + 1;
      }
      end++;
    }
    if (!known) return undefined;
    const lines = this.lines.slice(0, last);
    const roles = lines.map(
      (l): LineRole => (l.kind === 'blank' ? 'blank' : l.kind === 'comment' ? 'comment' : 'property'),
    );
    return { kind: 'front', lines, roles };
  }

  /** The index of the first row of a table that starts at `at` with its property lines, or undefined. */
  private rowsAhead(at: number): number | undefined {
    if (this.startsRows(at)) return at;
    if (at < this.noTableBefore) {
      this.look(this.noTableBefore);
      return undefined;
    }
    const line = this.at(at);
    if (line.kind !== 'property' && line.kind !== 'comment' && !(line.maybeProperty && this.afterHeading))
      return undefined;
    let end = at;
    while (end < this.lines.length) {
      const next = this.at(end);
      if (this.startsRows(end)) return end;
      if (next.kind !== 'property' && next.kind !== 'blank' && next.kind !== 'comment' && !next.maybeProperty)
        break;
      end++;
    }
    this.noTableBefore = end;
    return undefined;
  }

  private startsRows(at: number): boolean {
    const line = this.look(at);
    if (!line) return false;
    if (line.kind === 'bar') return true;
    // A header that lost its first bar still stands over its delimiter row.
    if (isBroken(line)) return this.look(at + 1) !== undefined && isDelimiter(this.at(at + 1));
    const next = this.look(at + 1);
    // A header alone may have a row of nothing but tabs below it.
    const goesOn = this.isTabRow(next) || (next?.kind === 'blank' && next.text.includes('\t'));
    return this.isTabRow(line) && !isLoneLabel(line) && goesOn;
  }

  private isTabRow(line: Line | undefined): boolean {
    return line !== undefined && line.kind === 'tab';
  }

  /** The end of a run of rows that starts at `from`; comments inside are part of it. */
  private rowRun(from: number): number {
    let end = from;
    let last = from;
    while (end < this.lines.length) {
      const line = this.at(end);
      if (line.kind === 'bar' || line.kind === 'tab') last = end + 1;
      else if (isBroken(line) && (last === end || this.look(end + 1)?.kind === 'bar')) last = end + 1;
      else if (line.kind !== 'comment' && !(line.kind === 'prose' && this.isStray(end))) break;
      end++;
    }
    return last;
  }

  private table(at: number, firstRow: number): Block {
    this.breaks = new Set();
    const head = this.headKey(firstRow);
    let end = this.rowRunOfOneTable(firstRow, head);
    let rowsEnd = end;
    let hasNotes = false;
    // Notes, and the parts of the table that stand after blank lines.
    for (;;) {
      const notes = this.notes(end, hasNotes);
      if (notes > end) {
        end = notes;
        hasNotes = true;
        continue;
      }
      const more =
        this.continued(end, firstRow, head, hasNotes) ?? this.overPage({ at, firstRow, end, head, hasNotes });
      if (more === undefined) break;
      end = this.rowRunOfOneTable(more, head);
      rowsEnd = end;
    }
    const lines = this.lines.slice(at, end);
    const roles = lines.map((line, i): LineRole => {
      if (line.kind === 'blank') return 'blank';
      if (line.kind === 'comment') return 'comment';
      if (this.breaks.has(at + i)) return 'break';
      if (at + i < firstRow) return 'property';
      if (isDelimiter(line)) return 'delimiter';
      if (line.kind === 'bar' || (isBroken(line) && at + i < rowsEnd)) return 'row';
      if (line.kind === 'tab' && !isFormulaLine(trimEnd(line.text))) return 'row';
      if (line.kind === 'property' || (line.maybeProperty && line.kind !== 'note')) return 'property';
      return at + i < rowsEnd ? 'text' : 'note';
    });
    return { kind: 'table', lines, roles };
  }

  /** A bar run ends where a delimiter row shows that the row before it is the header of another table. */
  private rowRunOfOneTable(from: number, head: string): number {
    const end = this.rowRun(from);
    let data = false;
    let delimited = false;
    for (let i = from; i < end; i++) {
      if (!isDelimiter(this.at(i))) {
        data ||= i > from && !isDelimiter(this.at(i - 1)) && isDataRow(this.at(i - 1));
        continue;
      }
      // Several rows of a header may stand above the first delimiter row.
      const own = i < from + 2 || (!delimited && !data);
      delimited = true;
      if (!own && !isDelimiter(this.at(i - 1)) && this.headKey(i - 1) !== head) return i - 1;
    }
    return end;
  }

  /** A line of text between two bar rows: a row cut in two, or a remark. It does not end the table. */
  private isStray(at: number): boolean {
    const next = this.look(at + 1);
    const after = this.look(at + 2);
    return (
      this.look(at - 1)?.kind === 'bar' &&
      next?.kind === 'bar' &&
      !(after !== undefined && isDelimiter(after))
    );
  }

  private headKey(row: number): string {
    return cellsOf(this.at(row))
      .map((c) => foldName(c.text))
      .join('|');
  }

  /** Where rows that continue the table start after blank lines, or undefined. */
  private continued(end: number, firstRow: number, head: string, hasNotes: boolean): number | undefined {
    let at = end;
    let blank = false;
    while (at < this.lines.length) {
      const line = this.at(at);
      if (line.kind === 'blank') blank = true;
      else if (line.kind !== 'comment' && line.kind !== 'property') break;
      at++;
    }
    const line = this.look(at);
    if (!line || !blank || (line.kind !== 'bar' && line.kind !== 'tab')) return undefined;
    if (line.kind === 'tab' && !this.startsRows(at)) return undefined;
    if (this.headKey(at) === head) return at;
    if (hasNotes || line.kind !== this.at(firstRow).kind) return undefined;
    const second = this.look(at + 1);
    if (line.kind === 'bar') return second !== undefined && isDelimiter(second) ? undefined : at;
    return isDataRow(line) ? at : undefined;
  }

  /**
   * Where rows that continue the table start behind a page break: page numbers, the title again, a line that says that
   * the table goes on; with the header or without it. What does not fit is another table.
   */
  private overPage(table: Extent): number | undefined {
    const stated = new Map<string, string>();
    const titles = this.titles.split('\n');
    for (let i = table.at; i < table.firstRow; i++) {
      for (const { key, value } of pairsOf(this.at(i))) {
        if (key === '') titles.push(value);
        else stated.set(key, value);
      }
    }
    const breaks: number[] = [];
    let marked = false;
    let titled = false;
    let at = table.end;
    for (; at < this.lines.length && breaks.length < MOST_BREAKS; at++) {
      const line = this.at(at);
      if (line.kind === 'blank' || line.kind === 'comment') continue;
      if (line.kind === 'property' && !continuedTitle(line.text)) {
        const other = pairsOf(line).some((p) => p.key !== '' && (stated.get(p.key) ?? p.value) !== p.value);
        if (other) return undefined;
        continue;
      }
      if (line.kind !== 'heading' && line.kind !== 'prose' && line.kind !== 'property') break;
      const text = line.kind === 'heading' ? headingText(line).text : line.text;
      const goesOn = continuedTitle(text);
      if (goesOn !== undefined && (goesOn === '' || titles.some((t) => sameTitle(t, goesOn)))) marked = true;
      else if (goesOn === undefined && titles.some((t) => isTitleAgain(t, text))) titled = true;
      else if (line.kind === 'heading' || !isPageNumber(text)) break;
      breaks.push(at);
    }
    if (breaks.length === 0 || !this.fits(table, at, marked, titled)) return undefined;
    for (const line of breaks) this.breaks.add(line);
    return at;
  }

  /** Whether the rows behind a page break go on with the table. */
  private fits(table: Extent, at: number, marked: boolean, titled: boolean): boolean {
    const line = this.look(at);
    const kind = this.at(table.firstRow).kind;
    if (!line || line.kind !== kind || (kind !== 'bar' && kind !== 'tab')) return false;
    if (!marked && table.hasNotes) return false;
    if (this.headKey(at) !== table.head) {
      // Without its header a row of data goes on; one that stands over a delimiter row was taken for a header.
      if (isDataRow(line) || isCoded(line)) return !titled || marked || this.isNew(table, line);
      const next = this.look(at + 1);
      const alike = cellsOf(line).length === cellsOf(this.at(table.firstRow)).length;
      return marked && alike && !(next !== undefined && isDelimiter(next));
    }
    if (marked) return true;
    // The title or the header again may as well begin another table of the kind: one that begins with the same rows.
    const [own, first] = [this.firstData(table.firstRow), this.firstData(at)];
    // Of rows that nobody filled in yet the last one tells.
    if (first === undefined) return this.isNew(table, this.at(this.lastRow(at)));
    if (own === undefined) return false;
    // Behind a page number alone, a name that the table has already may be that of a part of another row.
    const rows = this.lines.slice(table.firstRow, table.end);
    return titled ? isNewRow(this.at(first), rows) : !beginsAlike(this.at(first), this.at(own), rows);
  }

  private isNew({ firstRow, end }: Extent, row: Line): boolean {
    return isNewRow(row, this.lines.slice(firstRow, end));
  }

  /** The last line of a run of rows. */
  private lastRow(from: number): number {
    let i = from;
    while (i + 1 < this.lines.length && (this.at(i + 1).kind === 'bar' || this.at(i + 1).kind === 'tab')) i++;
    return i;
  }

  /** The first row of data of a run of rows. */
  private firstData(from: number): number | undefined {
    for (let i = from; i < this.lines.length; i++) {
      const line = this.at(i);
      if (line.kind !== 'bar' && line.kind !== 'tab') return undefined;
      if (!isDelimiter(line) && (isDataRow(line) || isCoded(line))) return i;
    }
    return undefined;
  }

  /** The end of the notes that start at `from` (blank lines before a note belong to it), or `from`. */
  private notes(from: number, hasNotes: boolean): number {
    let end = from;
    let noted = hasNotes;
    let at = from;
    let blank = false;
    while (at < this.lines.length) {
      const line = this.at(at);
      if (line.kind === 'blank' || line.kind === 'comment') {
        blank ||= line.kind === 'blank';
        at++;
        continue;
      }
      const text = trimEnd(line.text);
      const numbered = noted && /^(?:\d{1,2}[.、．]|\(\d{1,2}\))/.test(foldWidth(text.trimStart()));
      const isNote =
        (line.kind === 'note' && (!blank || !noted || at > from)) ||
        ((line.kind === 'prose' || line.kind === 'tab') &&
          (isFormulaLine(text) || (numbered && !this.startsRows(at))));
      if (!isNote) break;
      noted = true;
      blank = false;
      at++;
      end = at;
    }
    return end;
  }

  /** A run of prose lines; comments inside belong to it. */
  private paragraph(at: number): Block {
    let end = at + 1;
    let last = end;
    while (end < this.lines.length) {
      const line = this.at(end);
      if (line.kind === 'comment') {
        end++;
        continue;
      }
      if (
        line.kind === 'blank' ||
        line.kind === 'heading' ||
        line.kind === 'formula' ||
        line.kind === 'chart'
      )
        break;
      if (this.startsRows(end)) break;
      if (line.kind === 'property' && this.rowsAhead(end) !== undefined) break;
      end++;
      last = end;
    }
    return this.take(at, last, 'paragraph', 'text');
  }
}

/** A table as far as it is known: where it starts, where its rows start, where it ends by now. */
interface Extent {
  readonly at: number;
  readonly firstRow: number;
  readonly end: number;
  /** Key of its header's first row. */
  readonly head: string;
  readonly hasNotes: boolean;
}

/** Lines between two parts of a table. */
const MOST_BREAKS = 6;

/** The last line of a paragraph where it may be a title. */
function lastWords(block: Block): string {
  const text = (block.lines.at(-1) as Line).text.trim();
  return text.length <= 60 && !/[。；，]/.test(text) ? text : '';
}

/** A bar row that lost its first bar. */
export function isBroken(line: Line): boolean {
  return line.kind === 'prose' && line.text.includes('|');
}

/** A row that holds one label at its start and nothing else: the title over a pasted table. */
function isLoneLabel(line: Line): boolean {
  const cells = cellsOf(line);
  return cells.every((c, i) => (i === 0 ? c.text !== '' : c.text === ''));
}

/** Whether a pasted row holds data rather than headers: a number that is not a 栏次. */
function isDataRow(line: Line): boolean {
  const cells = cellsOf(line);
  return cells.some((c) => {
    const number = parseNumber(c.text);
    return number !== undefined && (number.decimals > 0 || number.digits >= 200n || number.grouped);
  });
}
