import { readFileSync } from 'node:fs';
import { splitLines } from '../../server/src/base/lines.ts';
import type { Position, Range, TextEdit } from '../../server/src/base/range.ts';
import { type Analysis, type AnalysisOptions, complete, hover, open } from '../../server/src/service.ts';

/** A report with a caret in it. */
export interface Fixture {
  readonly text: string;
  readonly position: Position;
  readonly analysis: Analysis;
}

/** Reads a text in which `$0` marks the caret. */
export function fixture(source: string, options: AnalysisOptions = {}): Fixture {
  const at = source.indexOf('$0');
  if (at < 0) throw new Error('the fixture has no $0');
  const text = source.slice(0, at) + source.slice(at + 2);
  return { text, position: positionAt(text, at), analysis: open(text, options) };
}

/** A text with the caret put before the first `mark` on or after a line that holds `line`. */
export function caret(text: string, line: string, mark: string, inside = 1): Fixture {
  const lines = splitLines(text);
  const at = lines.findIndex((l) => l.text.includes(line));
  const character = lines[at]?.text.indexOf(mark) ?? -1;
  if (at < 0 || character < 0) throw new Error(`no “${mark}” on a line with “${line}”`);
  return { text, position: { line: at, character: character + inside }, analysis: open(text) };
}

export function positionAt(text: string, offset: number): Position {
  const lines = splitLines(text.slice(0, offset));
  return { line: lines.length - 1, character: lines.at(-1)!.text.length };
}

/** The text that a range holds. */
export function textOf(text: string, range: Range): string {
  const lines = splitLines(text);
  if (range.start.line === range.end.line)
    return lines[range.start.line]!.text.slice(range.start.character, range.end.character);
  const first = lines[range.start.line]!;
  const last = lines[range.end.line]!;
  const middle = lines.slice(range.start.line + 1, range.end.line).map((l) => l.text + l.eol);
  return (
    first.text.slice(range.start.character) +
    first.eol +
    middle.join('') +
    last.text.slice(0, range.end.character)
  );
}

/** The text after edits that all speak of the text before. */
export function edited(text: string, edits: readonly TextEdit[]): string {
  const starts: number[] = [];
  let from = 0;
  for (const { text: line, eol } of splitLines(text)) {
    starts.push(from);
    from += line.length + eol.length;
  }
  const offset = ({ line, character }: Position) => (starts[line] ?? text.length) + character;
  const sorted = [...edits].sort((a, b) => offset(b.range.start) - offset(a.range.start));
  return sorted.reduce(
    (out, e) => out.slice(0, offset(e.range.start)) + e.newText + out.slice(offset(e.range.end)),
    text,
  );
}

/** What a hover at the caret says; '' where there is none. */
export function hoverText({ analysis, position }: Fixture): string {
  return hover(analysis, position)?.markdown ?? '';
}

/** The text that a hover at the caret speaks of. */
export function hoverTarget({ analysis, position, text }: Fixture): string | undefined {
  const found = hover(analysis, position);
  return found && textOf(text, found.range);
}

/** What is offered at the caret, best first. */
export async function offered({ analysis, position }: Fixture): Promise<string[]> {
  return (await complete(analysis, position))?.items.map((i) => i.label) ?? [];
}

/** The text after the offer of a label was taken. */
export async function taken({ analysis, position, text }: Fixture, label: string): Promise<string> {
  const item = (await complete(analysis, position))?.items.find((i) => i.label === label);
  if (!item) throw new Error(`“${label}” is not offered`);
  return edited(text, [{ range: item.range, newText: item.newText }, ...item.more]);
}

export const EXAMPLE = readFileSync(new URL('../fixtures/example.disclosure', import.meta.url), 'utf8');
