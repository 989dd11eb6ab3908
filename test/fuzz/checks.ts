/** What must hold of every answer, whatever the text. Each check throws and says what it saw. */
import { isDeepStrictEqual } from 'node:util';
import { splitLines } from '../../server/src/base/lines.ts';
import type { Position, Range, TextEdit } from '../../server/src/base/range.ts';
import type { Analysis } from '../../server/src/service.ts';

export function must(holds: boolean, what: string, ...seen: readonly unknown[]): asserts holds {
  if (holds) return;
  const shown = seen.map((s) =>
    JSON.stringify(s, (_, v) => (typeof v === 'bigint' ? `${v}n` : v))?.slice(0, 300),
  );
  throw new Error([what, ...shown].join(' | '));
}

export function equal(a: unknown, b: unknown, what: string): void {
  if (!isDeepStrictEqual(a, b)) must(false, what, a, b);
}

/** A text with what positions in it are checked against. */
export class Places {
  readonly lines: readonly string[];
  private readonly starts: number[] = [];

  constructor(readonly text: string) {
    const lines = splitLines(text);
    this.lines = lines.map((l) => l.text);
    let at = 0;
    for (const { text: line, eol } of lines) {
      this.starts.push(at);
      at += line.length + eol.length;
    }
  }

  offset({ line, character }: Position): number {
    return Math.min((this.starts[line] ?? this.text.length) + character, this.text.length);
  }

  /** Inside the text, before a line's end, and not between the halves of a character. */
  position(p: Position, what: string, behind = false): void {
    must(Number.isInteger(p.line) && Number.isInteger(p.character), `${what}: no whole numbers`, p);
    // What takes whole lines ends at the start of the line behind them.
    if (behind && p.line === this.lines.length && p.character === 0) return;
    must(p.line >= 0 && p.line < this.lines.length, `${what}: no such line`, p, this.lines.length);
    const line = this.lines[p.line] as string;
    must(p.character >= 0 && p.character <= line.length, `${what}: outside its line`, p, line.length);
    const cut = isHigh(line.charCodeAt(p.character - 1)) && isLow(line.charCodeAt(p.character));
    must(!cut, `${what}: between the halves of a character`, p, line.slice(p.character - 4, p.character + 4));
  }

  range({ start, end }: Range, what: string): void {
    this.position(start, what);
    this.position(end, what, true);
    must(this.offset(start) <= this.offset(end), `${what}: ends before it starts`, start, end);
  }

  textOf(range: Range): string {
    return this.text.slice(this.offset(range.start), this.offset(range.end));
  }

  /** Edits as an editor takes them: inside the text, none over another, each of them a change. */
  edits(edits: readonly TextEdit[], what: string): void {
    const sorted = [...edits].sort((a, b) => this.offset(a.range.start) - this.offset(b.range.start));
    let last = -1;
    for (const { range, newText } of sorted) {
      this.range(range, what);
      const from = this.offset(range.start);
      must(from >= last, `${what}: edits lie over each other`, edits);
      last = Math.max(this.offset(range.end), last);
      must(this.textOf(range) !== newText, `${what}: an edit that changes nothing`, range, newText);
    }
  }

  apply(edits: readonly TextEdit[]): string {
    const sorted = edits
      .map((edit, order) => ({ edit, order, from: this.offset(edit.range.start) }))
      .sort((a, b) => b.from - a.from || b.order - a.order);
    let text = this.text;
    for (const { edit, from } of sorted)
      text = text.slice(0, from) + edit.newText + text.slice(this.offset(edit.range.end));
    return text;
  }

  /** The edits that bring a text back: what an editor keeps to undo a change. */
  undo(edits: readonly TextEdit[]): string {
    const sorted = [...edits].sort((a, b) => this.offset(a.range.start) - this.offset(b.range.start));
    let text = this.apply(edits);
    let moved = 0;
    const back = sorted.map(({ range, newText }) => {
      const from = this.offset(range.start) + moved;
      const old = this.textOf(range);
      moved += newText.length - old.length;
      return { from, to: from + newText.length, old };
    });
    for (const { from, to, old } of back.reverse()) text = text.slice(0, from) + old + text.slice(to);
    return text;
  }
}

const isHigh = (code: number) => code >= 0xd800 && code <= 0xdbff;
const isLow = (code: number) => code >= 0xdc00 && code <= 0xdfff;

/** Everything that an analysis says of its text lies inside it, and is said in words. */
export function sound(analysis: Analysis, places = new Places(analysis.text)): void {
  for (const finding of analysis.findings) {
    places.range(finding.range, finding.rule);
    for (const { range } of finding.related)
      if (!isForeign(finding, range)) places.range(range, `related to ${finding.rule}`);
    must(finding.message !== '', `${finding.rule}: no message`);
    must(
      !/\{\w+\}/.test(finding.message) || /[{}]/.test(analysis.text),
      `${finding.rule}: gap in the message`,
      finding.message,
    );
    must(
      !/\bundefined\b(?!-term)|\bNaN\b|\[object /.test(finding.message) ||
        /undefined|NaN|object/.test(analysis.text),
      `${finding.rule}: odd message`,
      finding.message,
    );
    for (const fix of finding.fixes) {
      must(fix.title !== '', `${finding.rule}: a fix without a title`);
      places.edits(fix.edits, `fix of ${finding.rule}`);
    }
  }
  const { coverage } = analysis;
  for (const n of coverage.notChecked) must(n.reason !== '', 'not checked without a reason', n);
  for (const n of [coverage.passed, coverage.rounding, coverage.broken, coverage.notApplicable])
    must(Number.isInteger(n) && n >= 0, 'coverage is no count', coverage);
}

function isForeign(finding: Analysis['findings'][number], range: Range): boolean {
  return finding.related.some((r) => r.range === range && 'path' in r && r.path !== undefined);
}

/** Printed numbers of a text, each with how often it stands there. */
export function numbers(text: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const [n] of text.matchAll(/\d[\d,.]*/g)) found.set(n, (found.get(n) ?? 0) + 1);
  return found;
}

/** Numbers that one text has and the other has not, counted as often as they are missing. */
export function lost(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): string[] {
  const gone: string[] = [];
  for (const [n, times] of before) for (let i = after.get(n) ?? 0; i < times; i++) gone.push(n);
  return gone;
}
