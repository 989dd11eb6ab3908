/** Right sentences of unusual words and orders (test/fixtures), each under a heading beside the tables of its context. */
import { readFileSync } from 'node:fs';
import type { Analysis } from '../../server/src/service.ts';
import { reportWith } from './corpus.ts';

export interface Sentence {
  readonly context: string;
  readonly section: string;
  readonly text: string;
  /** Amounts that no table holds. */
  readonly untied?: readonly string[];
  /** Figures that nothing beside them bears out or contradicts. */
  readonly alone?: readonly string[];
  /** Slips, and what tells them; `alone`: nothing else is told. */
  readonly wrong?: readonly {
    readonly from: string;
    readonly to: string;
    readonly rule: string;
    readonly alone?: boolean;
  }[];
}

const read = (name: string) =>
  (JSON.parse(readFileSync(`test/fixtures/${name}.json`, 'utf8')) as { readonly cases: readonly Sentence[] })
    .cases;

export const strangers = read('strangers');
export const rightSentences = read('right-sentences');

/** Owed by a whole report, of which a sentence is a part. */
const OF_REPORTS = new Set(['missing-detail', 'missing-reason', 'missing-section', 'amount-count']);

/** The report of a sentence, with this text in its place. */
export function textOf({ context, section }: Sentence, text: string): string {
  return reportWith(context, section, text);
}

/** What is told of the sentence, and not of the tables beside it. */
export function findingsOf({ section }: Sentence, analysis: Analysis) {
  const from = analysis.text.toString().split('\n').indexOf(`## ${section}`);
  return [...analysis.findings].filter((f) => f.range.start.line >= from && !OF_REPORTS.has(f.rule));
}

const NUMBER = /\d[\d,]*(?:\.\d+)?(?=%|万元|亿元|元|、\d|和\d)/g;

/** Each figure of a sentence that is not nil made another: its second digit changed, of a percentage the last. */
export function slipsOf({ text }: Sentence) {
  return [...text.matchAll(NUMBER)].flatMap(({ 0: number, index }) => {
    if (/^0(?:\.0+)?$/.test(number)) return [];
    const end = index + number.length;
    const other = spoiled(number, text[end] === '%');
    return [{ number, index, other, text: text.slice(0, index) + other + text.slice(end) }];
  });
}

function spoiled(number: string, percent: boolean): string {
  const digits = [...number];
  const places = digits.flatMap((d, i) => (/\d/.test(d) ? [i] : []));
  const at = (percent ? places.at(-1) : (places[1] ?? places[0])) as number;
  digits[at] = String((Number(digits[at]) + (percent ? 4 : 3)) % 10);
  return digits.join('');
}
