/** Lines to blocks. */

import { bareHeadingLevel, endsWithLevel } from '../../base/numbering.ts';
import { continuedTitle, isPageNumber, isTitleAgain, sameTitle } from '../breaks.ts';
import { beginsAlike, isCoded, isNewRow } from '../leads.ts';
import { cellsOf, frontPair, headingText, isDelimiter, type Line, pairsOf, trimEnd } from '../line.ts';
import { isBroken, isDataRow, isFormulaLine, lastWords } from './rows.ts';
import { Sight } from './sight.ts';
import { Block, type BlockKind, type LineRole, type PlacedBlock } from './types.ts';

export class Grouper extends Sight {
  /** Lines of the table at hand that a page break left. */
  private breaks = new Set<number>();

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

  private take(from: number, to: number, kind: BlockKind, role: LineRole): Block {
    const lines = this.lines.slice(from, to);
    const roles = lines.map((l) => (l.kind === 'comment' ? 'comment' : l.kind === 'blank' ? 'blank' : role));
    return new Block(kind, lines, roles);
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
    return new Block('front', lines, roles);
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
    const roles = lines.map((line, i) => {
      if (this.breaks.has(at + i) && line.kind !== 'blank' && line.kind !== 'comment') return 'break';
      return roleOf(line, at + i < firstRow ? 'before' : at + i < rowsEnd ? 'rows' : 'behind');
    });
    return new Block('table', lines, roles);
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
    const known = this.namesOf(table);
    const breaks: number[] = [];
    let marked = false;
    let titled = false;
    let at = table.end;
    for (; at < this.lines.length && breaks.length < MOST_BREAKS; at++) {
      const line = this.at(at);
      if (line.kind === 'blank' || line.kind === 'comment') continue;
      const what = onBreak(line, known);
      if (what === 'another') return undefined;
      if (what === 'same') continue;
      if (what === 'none') break;
      marked ||= what === 'marked';
      titled ||= what === 'titled';
      breaks.push(at);
    }
    if (breaks.length === 0 || !this.fits(table, at, marked, titled)) return undefined;
    for (const line of breaks) this.breaks.add(line);
    return at;
  }

  /** The titles and properties that stand over a table. */
  private namesOf(table: Extent): Names {
    const stated = new Map<string, string>();
    const titles = this.titles.split('\n');
    for (let i = table.at; i < table.firstRow; i++) {
      for (const { key, value } of pairsOf(this.at(i))) {
        if (key === '') titles.push(value);
        else stated.set(key, value);
      }
    }
    return { titles, stated };
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

  /** A run of prose lines, up to a heading without its mark; comments inside belong to it. */
  private paragraph(at: number): Block {
    let end = at + 1;
    let last = end;
    if (this.isBareHeading(at) && !this.isWrapped(at)) return this.take(at, last, 'paragraph', 'text');
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
      if (last === end && ENDS_SENTENCE.test(this.at(end - 1).text) && this.isBareHeading(end)) break;
      end++;
      last = end;
    }
    return this.take(at, last, 'paragraph', 'text');
  }

  /** Whether a line is a heading without its mark; one beside others of its kind is an entry of contents, and from one that names a 科目 the sentences below take their item. */
  private isBareHeading(at: number): boolean {
    const levelOf = (line: Line | undefined) =>
      line?.kind === 'prose' && !endsWithLevel(line.text) ? bareHeadingLevel(line.text) : undefined;
    const level = levelOf(this.look(at));
    return (
      level !== undefined && level !== levelOf(this.look(at - 1)) && level !== levelOf(this.look(at + 1))
    );
  }

  /** Whether a heading goes on in a second line, and the paragraph holds nothing else. */
  private isWrapped(at: number): boolean {
    const [next, after] = [this.look(at + 1), this.look(at + 2)];
    if (next?.kind !== 'prose' || (after !== undefined && after.kind !== 'blank')) return false;
    return bareHeadingLevel(this.at(at).text + next.text.trim()) !== undefined;
  }
}

/** What a heading without its mark may stand behind. */
const ENDS_SENTENCE = /[。！？!?][)）”’\s]*$/;

/** What a line of a table is, by itself and by where it stands: before its rows, among them, behind them. */
function roleOf(line: Line, where: 'before' | 'rows' | 'behind'): LineRole {
  if (line.kind === 'blank' || line.kind === 'comment') return line.kind;
  if (where === 'before') return 'property';
  if (isDelimiter(line)) return 'delimiter';
  if (line.kind === 'bar' || (isBroken(line) && where === 'rows')) return 'row';
  if (line.kind === 'tab' && !isFormulaLine(trimEnd(line.text))) return 'row';
  if (line.kind === 'property' || (line.maybeProperty && line.kind !== 'note')) return 'property';
  return where === 'rows' ? 'text' : 'note';
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

interface Names {
  readonly titles: readonly string[];
  readonly stated: ReadonlyMap<string, string>;
}

/**
 * What a line says where a page may have ended: a mark that the table goes on, its title again, a page number, the same
 * properties, those of another table, or nothing of the kind.
 */
function onBreak(
  line: Line,
  { titles, stated }: Names,
): 'marked' | 'titled' | 'number' | 'same' | 'another' | 'none' {
  if (line.kind === 'property' && !continuedTitle(line.text)) {
    const other = pairsOf(line).some((p) => p.key !== '' && (stated.get(p.key) ?? p.value) !== p.value);
    return other ? 'another' : 'same';
  }
  if (line.kind !== 'heading' && line.kind !== 'prose' && line.kind !== 'property') return 'none';
  const text = line.kind === 'heading' ? headingText(line).text : line.text;
  const goesOn = continuedTitle(text);
  if (goesOn !== undefined && (goesOn === '' || titles.some((t) => sameTitle(t, goesOn)))) return 'marked';
  if (goesOn === undefined && titles.some((t) => isTitleAgain(t, text))) return 'titled';
  return line.kind !== 'heading' && isPageNumber(text) ? 'number' : 'none';
}

/** Lines between two parts of a table. */
const MOST_BREAKS = 6;
