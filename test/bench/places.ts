/** Places of a document to press keys and ask at, the same in every language. */
import type { Position, Range } from 'vscode-languageserver/node';
import { randomFrom } from '../support/edits.ts';

export type Language = 'disclosure' | 'json' | 'yaml';

export interface Change {
  readonly range: Range;
  readonly text: string;
}

/** An edit, and what takes it back. */
export type Edit = readonly [there: Change, back: Change];

/** The kinds of edits, in the order in which they are told, with what a person does. */
export const KINDS = {
  amount: 'a digit of an amount in a table',
  figure: 'a digit of an amount in a sentence',
  character: 'a character in a sentence',
  cell: 'an amount in an empty cell',
  row: 'a row between others',
  line: 'a line at the start of the file',
} as const;

export type Kind = keyof typeof KINDS;

/** Where rows and sentences stand in a text, by language. */
const ROW: Readonly<Record<Language, RegExp>> = {
  disclosure: /^\| (?!---)/,
  json: /^ {8}\[.*,$/,
  yaml: /^ {6}- \[/,
};
const SENTENCE: Readonly<Record<Language, RegExp>> = {
  disclosure: /^[^|#\s].*[。；]$/,
  json: /^ {4}".*[。；]",?$/,
  yaml: /^ {2}- ".*[。；]"$/,
};
const EMPTY: Readonly<Record<Language, RegExp>> = {
  disclosure: /(?<=\|) (?= \|)/g,
  json: /null(?=[,\]])/g,
  yaml: /null(?=[,\]])/g,
};
const AMOUNT = /(?<![\d.])\d[\d,]*\.\d\d(?![\d.])/g;

/** What stands in a line between two characters becomes another text, and is taken back. */
function within(line: number, start: number, old: string, text: string): Edit {
  const at = (length: number): Range => ({
    start: { line, character: start },
    end: { line, character: start + length },
  });
  return [
    { range: at(old.length), text },
    { range: at(text.length), text: old },
  ];
}

/** A line that is put before another, and taken out again. */
function lineBefore(line: number, content: string): Edit {
  const start = { line, character: 0 };
  return [
    { range: { start, end: start }, text: `${content}\n` },
    { range: { start, end: { line: line + 1, character: 0 } }, text: '' },
  ];
}

/** Edits of each kind at places taken at random, the same each time and, as near as may be, in each language. */
export function editsOf(
  text: string,
  language: Language,
  most = 40,
): Readonly<Record<Kind, readonly Edit[]>> {
  const rows: number[] = [];
  const sentences: number[] = [];
  const lines = text.split('\n');
  for (const [i, line] of lines.entries()) {
    if (ROW[language].test(line)) rows.push(i);
    else if (SENTENCE[language].test(line)) sentences.push(i);
  }
  const found = (among: readonly number[], what: RegExp) =>
    among.flatMap((line) =>
      [...(lines[line] as string).matchAll(what)].map(({ 0: old, index }) => ({ line, index, old })),
    );
  const digits = (among: readonly number[]) =>
    found(among, AMOUNT).map(({ line, index, old }): Edit => {
      const digit = Number(old.at(-1));
      return within(line, index + old.length - 1, String(digit), String((digit + 5) % 10));
    });
  const filled = language === 'disclosure' ? ' 0.12' : '0.12';
  const all: Record<Kind, readonly Edit[]> = {
    amount: digits(rows),
    figure: digits(sentences),
    character: found(sentences, /\p{Script=Han}(?=\p{Script=Han})/gu).map(({ line, index }) =>
      within(line, index + 1, '', '新'),
    ),
    cell: found(rows, EMPTY[language]).map(({ line, index, old }) => within(line, index, old, filled)),
    row: rows.slice(1).map((line) => lineBefore(line, lines[line] as string)),
    line: [lineBefore(0, '')],
  };
  const some = (list: readonly Edit[]): readonly Edit[] => {
    const random = randomFrom(2022);
    const share = Array.from({ length: most }, () => random(1e6) / 1e6);
    return list.length === 0 ? [] : share.map((at) => list[Math.floor(at * list.length)] as Edit);
  };
  return Object.fromEntries(Object.entries(all).map(([kind, list]) => [kind, some(list)])) as typeof all;
}

/** Where a person asks: on codes and amounts of the rows of 项, over the whole file. */
export interface Places {
  readonly hovers: readonly Position[];
  readonly completions: readonly Position[];
}

export function placesOf(text: string): Places {
  const rows: { line: number; code: number; amount: number }[] = [];
  text.split('\n').forEach((content, line) => {
    const found = /^(?:\| |\s*(?:- )?\[")(\d{7})\b.*?(\d[\d,]*\.\d\d)/.exec(content);
    if (!found) return;
    const amount = found[0].length - (found[2] as string).length;
    rows.push({ line, code: content.indexOf(found[1] as string), amount });
  });
  if (rows.length === 0) throw new Error('the report has no row of a 项');
  const spread = Array.from(
    { length: 32 },
    (_, i) => rows[Math.floor(((i + 0.5) / 32) * rows.length)],
  ).filter((row) => row !== undefined);
  return {
    hovers: spread.map(({ line, code, amount }, i) => ({
      line,
      character: i % 2 === 0 ? code + 2 : amount + 1,
    })),
    completions: spread.map(({ line, code }) => ({ line, character: code + 3 })),
  };
}
