/** When a report was approved (批复) and when it was published, as far as it says so and says it but once. */
import { foldWidth } from '../../base/fold.ts';
import { type Range, rangeOf } from '../../base/range.ts';
import type { ReviewWords } from '../../reference/review.ts';
import type { Tree } from '../../syntax/tree.ts';
import type { FrontMatter } from './types.ts';

export interface PrintedDate {
  /** `2024-09-06` */
  readonly text: string;
  /** Days since a day of old. */
  readonly day: number;
  readonly range: Range;
}

export interface Publication {
  readonly approved: PrintedDate;
  readonly published: PrintedDate;
  /** From the one to the other. */
  readonly days: number;
}

type Words = ReviewWords['publication'];

/** Both dates; undefined where one is not printed, or several are that differ. */
export function publicationOf(
  tree: Tree,
  { kind, year }: Pick<FrontMatter, 'kind' | 'year'>,
  words: Words,
): Publication | undefined {
  const published: PrintedDate[] = [];
  const approved: PrintedDate[] = [];
  const labels = { published: labelled(words.published, words), approved: labelled(words.approved, words) };
  // Asked at every change of a report: most lines have none of the words.
  const telling = [...words.published, ...words.approved, words.verb];
  for (const [at, line] of tree.lines.entries()) {
    // A cell of a report is about its amounts.
    if (line.text.startsWith('|') || !telling.some((word) => line.text.includes(word))) continue;
    const text = foldWidth(line.text);
    for (const date of datesBehind(labels.published, text, at)) published.push(date);
    for (const date of datesBehind(labels.approved, text, at)) approved.push(date);
    if (kind !== undefined && year !== undefined && text.includes(words.verb))
      for (const date of approvalsIn(text, at, { kind, year, words })) approved.push(date);
  }
  const from = only(approved);
  const to = only(published);
  // Published before it was approved: one of them is of something else.
  if (!from || !to || to.day < from.day) return undefined;
  return { approved: from, published: to, days: to.day - from.day };
}

function only(dates: readonly PrintedDate[]): PrintedDate | undefined {
  const [first] = dates;
  return dates.every((d) => d.day === first?.day) ? first : undefined;
}

/** A day as it is printed; its year, month and day are groups. */
function dayIn({ signs: [year, month, day] }: Words): string {
  return `(20\\d\\d)\\s*[${year}]\\s*(\\d{1,2})\\s*[${month}]\\s*(\\d{1,2})(?!\\d)(?:\\s*[${day}])?`;
}

function labelled(keys: readonly string[], words: Words): RegExp {
  return new RegExp(`(?:${keys.join('|')})[】\\]]?\\s*[:\\s]\\s*(?=20)${dayIn(words)}`, 'g');
}

function* datesBehind(pattern: RegExp, text: string, line: number): Iterable<PrintedDate> {
  for (const match of text.matchAll(pattern)) {
    const start = match.index + match[0].search(/20\d\d/);
    const date = dateOf(match, line, [start, match.index + match[0].length]);
    if (date) yield date;
  }
}

/** Dates of sentences that say that this very report was approved: with one date, of no other year and nothing else. */
function* approvalsIn(
  text: string,
  line: number,
  { kind, year, words }: { readonly kind: string; readonly year: number; readonly words: Words },
): Iterable<PrintedDate> {
  // 2023年度部门决算, 单位预算: with the year where it is said.
  const own = new RegExp(`(?:(20\\d\\d)\\s*\\S{1,2})?(?:${words.scopes.join('|')})${kind}`, 'g');
  let at = 0;
  for (const sentence of text.split(/(?<=[。;!?])/)) {
    const years = [...sentence.matchAll(own)].map(([, year]) => year && Number(year));
    const dates = [...sentence.matchAll(new RegExp(dayIn(words), 'g'))];
    const [date] = dates;
    const isOwn = years.length > 0 && years.every((y) => y === undefined || y === year);
    const isOther = words.others.some((word) => sentence.includes(word));
    if (sentence.includes(words.verb) && isOwn && !isOther && date && dates.length === 1) {
      const found = dateOf(date, line, [at + date.index, at + date.index + date[0].length]);
      if (found && Math.abs(Number(date[1]) - year) <= 1) yield found;
    }
    at += sentence.length;
  }
}

function dateOf(
  [, year, month, day]: readonly (string | undefined)[],
  line: number,
  [start, end]: readonly [number, number],
): PrintedDate | undefined {
  const parts = [Number(year), Number(month), Number(day)] as const;
  const date = new Date(Date.UTC(parts[0], parts[1] - 1, parts[2]));
  // No 31st of a month of thirty days.
  if (date.getUTCMonth() !== parts[1] - 1 || date.getUTCDate() !== parts[2]) return undefined;
  const text = date.toISOString().slice(0, 10);
  return { text, day: date.getTime() / MILLISECONDS, range: rangeOf(line, start, end) };
}

const MILLISECONDS = 86_400_000;
