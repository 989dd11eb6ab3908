/** The text of a document, version after version: an edit costs the lines that it touches, whatever the length. */
import { type RawLine, splitLines } from './lines.ts';

/**
 * One version of a text. Immutable: the version after it takes over its lines, and it keeps what is needed to tell its
 * own again, should somebody still ask.
 */
export class Text {
  private kept: RawLine[] | undefined;
  private later: Later | undefined;

  private constructor(private whole: string | undefined) {}

  static of(whole: string): Text {
    return new Text(whole);
  }

  get lineCount(): number {
    return this.own().length;
  }

  /** The lines from one to another. */
  lines(from: number, to: number): RawLine[] {
    return this.own().slice(from, to);
  }

  /** Their text, line ends included. */
  between(from: number, to: number): string {
    let text = '';
    for (const line of this.lines(from, to)) text += line.text + line.eol;
    return text;
  }

  /**
   * The text with other lines in the place of those from one to another.
   * @param text ends with a line end, unless what it replaces goes to the end
   */
  with(from: number, to: number, text: string): Text {
    const lines = this.own();
    const came = splitLines(text);
    if (to < lines.length) came.pop();
    const gone = this.lines(from, to);
    const next = new Text(undefined);
    next.kept = replace(lines, from, to, came);
    this.kept = undefined;
    if (this.whole === undefined) this.later = { text: next, from, to: from + came.length, gone };
    return next;
  }

  toString(): string {
    this.whole ??= this.between(0, this.lineCount);
    return this.whole;
  }

  private own(): RawLine[] {
    this.kept ??= this.whole === undefined ? this.again() : splitLines(this.whole);
    return this.kept;
  }

  /** The lines that a later version took over, as they were. */
  private again(): RawLine[] {
    const steps: Later[] = [];
    let at: Text = this;
    for (; at.later && !at.kept && at.whole === undefined; at = at.later.text) steps.push(at.later);
    let lines = at.own().slice();
    for (const { from, to, gone } of steps.reverse()) lines = replace(lines, from, to, gone);
    this.later = undefined;
    return lines;
  }
}

/** The version that took over the lines, and what to put back into its own. */
interface Later {
  readonly text: Text;
  readonly from: number;
  readonly to: number;
  readonly gone: readonly RawLine[];
}

/** Puts lines in the place of others; in place where their number stays the same. */
function replace(lines: RawLine[], from: number, to: number, by: readonly RawLine[]): RawLine[] {
  if (by.length !== to - from) return [...lines.slice(0, from), ...by, ...lines.slice(to)];
  for (let i = 0; i < by.length; i++) lines[from + i] = by[i] as RawLine;
  return lines;
}
