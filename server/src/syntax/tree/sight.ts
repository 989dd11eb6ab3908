import { foldName, foldWidth } from '../../base/fold.ts';
import { isCoded } from '../leads.ts';
import { cellsOf, isDelimiter, type Line, trimEnd } from '../line.ts';
import { isBroken, isDataRow, isFormulaLine, isLoneLabel } from './rows.ts';

/** Looks ahead over lines, and remembers how far: an edit behind that leaves a block as it is. */
export class Sight {
  /** A run of property-like lines known to reach no rows; looked at once, so that grouping stays linear. */
  protected noTableBefore = 0;
  /** The line behind the last one that was looked at since a block began. */
  protected seen = 0;

  /**
   * @param afterHeading whether the last block that is not blank, before the first to be grouped, was a heading
   * @param titles the last heading and the last line of prose below it
   */
  constructor(
    protected readonly lines: readonly Line[],
    public afterHeading = false,
    public titles = '\n',
  ) {}

  /** The line at an index, which counts as looked at; undefined behind the last. */
  protected look(index: number): Line | undefined {
    if (index >= this.seen) this.seen = index + 1;
    return this.lines[index];
  }

  protected at(index: number): Line {
    return this.look(index) as Line;
  }

  protected skip(from: number, test: (line: Line) => boolean): number {
    let end = from;
    while (end < this.lines.length && test(this.at(end))) end++;
    return end;
  }

  /** The index of the first row of a table that starts at `at` with its property lines, or undefined. */
  protected rowsAhead(at: number): number | undefined {
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

  protected startsRows(at: number): boolean {
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

  protected isTabRow(line: Line | undefined): boolean {
    return line !== undefined && line.kind === 'tab';
  }

  /** The end of a run of rows that starts at `from`; comments inside are part of it. */
  protected rowRun(from: number): number {
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

  /** A bar run ends where a delimiter row shows that the row before it is the header of another table. */
  protected rowRunOfOneTable(from: number, head: string): number {
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
  protected isStray(at: number): boolean {
    const next = this.look(at + 1);
    const after = this.look(at + 2);
    return (
      this.look(at - 1)?.kind === 'bar' &&
      next?.kind === 'bar' &&
      !(after !== undefined && isDelimiter(after))
    );
  }

  protected headKey(row: number): string {
    return cellsOf(this.at(row))
      .map((c) => foldName(c.text))
      .join('|');
  }

  /** The last line of a run of rows. */
  protected lastRow(from: number): number {
    let i = from;
    while (i + 1 < this.lines.length && (this.at(i + 1).kind === 'bar' || this.at(i + 1).kind === 'tab')) i++;
    return i;
  }

  /** The first row of data of a run of rows. */
  protected firstData(from: number): number | undefined {
    for (let i = from; i < this.lines.length; i++) {
      const line = this.at(i);
      if (line.kind !== 'bar' && line.kind !== 'tab') return undefined;
      if (!isDelimiter(line) && (isDataRow(line) || isCoded(line))) return i;
    }
    return undefined;
  }

  /** The end of the notes that start at `from` (blank lines before a note belong to it), or `from`. */
  protected notes(from: number, hasNotes: boolean): number {
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
}
