/** A number in a flat text, with its unit: ways of reading it in order, of which the first that answers is taken. */
import { type Printed, parseNumber, UNITS } from '../base/amount.ts';
import type { Lexicon } from './lexicon.ts';
import { type FlatText, malformedGroups } from './text.ts';
import type { NumberToken, YearToken } from './token.ts';

const GROUPED = /[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?/y;
const PLAIN = /[0-9]+(?:\.[0-9]+)?/y;
const UNIT = /(?:[十百千]?万|亿|千|百)?元/y;
const SCALE_WORD = /(?:十|百|千)?[万亿]/y;
const YEAR = /^(?:19|20)\d\d$/;
const YEARS_ON = /^(?:-|—+|~|至|、)(?:19|20)\d\d年/;
const DATE = /^(?:[月日点号季]|时(?!标))/;
const POINTS = /^(?:‰|个?百分点)/;
const MEASURES = /[年倍A-Za-z°+×*=]/;
const SOME_BEFORE_UNIT = /[余多几]/;
const SOME = /[余多]/;

/** The digits of a number, where they stand and what stands behind them. */
interface Digits {
  readonly flat: FlatText;
  readonly text: string;
  readonly lexicon: Lexicon;
  readonly start: number;
  /** With their separators, without a sign. */
  readonly digits: string;
  readonly signed: boolean;
  readonly end: number;
  readonly printed: Printed | undefined;
}

/** A number, a year, or the end of what is only text. */
type Read = NumberToken | YearToken | number;

/** What stands behind the digits, and behind 余, 多. */
interface Behind extends Digits {
  readonly at: number;
  readonly approximate: boolean;
}

const WAYS: readonly ((digits: Digits) => Read | undefined)[] = [year, date, malformed];
const UNITED: readonly ((behind: Behind) => Read | undefined)[] = [percent, points, amount, counted, plain];

/**
 * The number that starts at a place of a text.
 * @returns a token, or where what only looks like a number ends
 */
export function numberAt(flat: FlatText, lexicon: Lexicon, start: number): Read | undefined {
  const digits = digitsAt(flat, lexicon, start);
  if (!digits) return undefined;
  for (const way of WAYS) {
    const read = way(digits);
    if (read !== undefined) return read;
  }
  const behind = behindOf(digits);
  for (const way of UNITED) {
    const read = way(behind);
    if (read !== undefined) return read;
  }
  return undefined;
}

function digitsAt(flat: FlatText, lexicon: Lexicon, start: number): Digits | undefined {
  const { text } = flat;
  const signed = !/[0-9]/.test(text[start] as string);
  const from = start + (signed ? 1 : 0);
  PLAIN.lastIndex = from;
  const digits = grouped(flat, from) ?? PLAIN.exec(text)?.[0];
  if (!digits) return undefined;
  const end = from + digits.length;
  const printed = parseNumber(text.slice(start, end));
  return { flat, text, lexicon, start, digits, signed, end, printed };
}

/** A number with separators between groups of exactly three digits; full-width commas part none. */
function grouped({ text, raw }: FlatText, start: number): string | undefined {
  GROUPED.lastIndex = start;
  const match = GROUPED.exec(text)?.[0];
  if (!match) return undefined;
  for (let i = 0; i < match.length; i++) if (match[i] === ',' && raw[start + i] !== ',') return undefined;
  return match;
}

/** Where the unit of a number stands, and what else is known of it. */
type More = Partial<NumberToken> & Pick<NumberToken, 'unitStart' | 'unitEnd'>;

function tokenOf({ printed, start, end }: Digits, role: NumberToken['role'], more: More): NumberToken {
  return {
    kind: 'number',
    role: printed ? role : 'other',
    printed,
    start,
    digitsEnd: end,
    power: 0,
    classifier: '',
    approximate: false,
    ...(printed ? {} : { why: 'malformed' }),
    ...more,
    end: Math.max(more.unitEnd, more.end ?? 0),
  };
}

function year({ text, lexicon, start, digits, signed, end }: Digits): Read | undefined {
  if (signed || !YEAR.test(digits)) return undefined;
  const value = Number(digits);
  if (text[end] !== '年')
    return YEARS_ON.test(text.slice(end, end + 12)) ? { kind: 'year', value, start, end } : undefined;
  // `2022年初预算`: the 年 belongs to the word.
  const word = lexicon.at(text, end);
  const isOfWord = word && word.length > 2 && word.cls !== 'noise';
  const length = isOfWord ? 0 : text.startsWith('年度', end) ? 2 : 1;
  return { kind: 'year', value, start, end: end + length };
}

function date({ text, end }: Digits): Read | undefined {
  return DATE.test(text.slice(end, end + 2)) ? end + 1 : undefined;
}

function malformed(digits: Digits): Read | undefined {
  const { flat, end } = digits;
  const rest = digits.digits.length <= 3 ? malformedGroups(flat, end) : '';
  if (rest === '') return undefined;
  return tokenOf(digits, 'other', { unitStart: end, unitEnd: end, end: end + rest.length, why: 'malformed' });
}

/** 余, 多 between the number and its unit. */
function behindOf(digits: Digits): Behind {
  const { text, end } = digits;
  const approximate = SOME_BEFORE_UNIT.test(text[end] ?? '') && end < text.length - 1;
  return { ...digits, at: approximate ? end + 1 : end, approximate };
}

function percent(behind: Behind): Read | undefined {
  const { text, at, approximate } = behind;
  if (text[at] !== '%') return undefined;
  const after = approxAfter(behind, at + 1);
  const about = approximate || after > 0;
  return tokenOf(behind, 'percent', {
    unitStart: at,
    unitEnd: at + 1,
    approximate: about,
    end: at + 1 + after,
  });
}

function points(behind: Behind): Read | undefined {
  const { text, at } = behind;
  const found = POINTS.exec(text.slice(at, at + 4))?.[0];
  if (!found) return undefined;
  return tokenOf(behind, 'other', { unitStart: at, unitEnd: at + found.length, why: 'points' });
}

function amount(behind: Behind): Read | undefined {
  const { text, at, approximate } = behind;
  UNIT.lastIndex = at;
  const unit = UNIT.exec(text)?.[0];
  if (!unit || !Object.hasOwn(UNIT_POWERS, unit)) return undefined;
  const unitEnd = at + unit.length;
  const place = { unitStart: at, unitEnd };
  if (text[unitEnd] === '/' || text.startsWith('每', unitEnd))
    return tokenOf(behind, 'other', { ...place, why: 'standard' });
  const power = UNIT_POWERS[unit] as number;
  if (isThreshold(text, unitEnd)) return tokenOf(behind, 'other', { ...place, why: 'threshold', power });
  const after = approxAfter(behind, unitEnd);
  const about = approximate || after > 0;
  return tokenOf(behind, 'amount', { ...place, power, approximate: about, end: unitEnd + after });
}

/** `3 辆`, `2 万人次`; a scale with nothing counted behind it says nothing. */
function counted(behind: Behind): Read | undefined {
  const { text, at, lexicon } = behind;
  SCALE_WORD.lastIndex = at;
  const scale = SCALE_WORD.exec(text)?.[0] ?? '';
  const power = SCALES[scale] ?? 0;
  let from = at + scale.length;
  let { approximate } = behind;
  if (scale !== '' && SOME.test(text[from] ?? '')) {
    approximate = true;
    from++;
  }
  const length = lexicon.classifiers.at(text, from);
  const unitEnd = from + length;
  const place = { unitStart: at, unitEnd, power };
  if (length === 0) return scale === '' ? undefined : tokenOf(behind, 'other', { ...place, why: 'scale' });
  const classifier = text.slice(from, unitEnd);
  if (isThreshold(text, unitEnd))
    return tokenOf(behind, 'other', { ...place, classifier, approximate, end: unitEnd, why: 'threshold' });
  const after = approxAfter(behind, unitEnd);
  approximate ||= after > 0;
  return tokenOf(behind, 'count', { ...place, classifier, approximate, end: unitEnd + after });
}

/** A number of no unit: a code before its name, an amount that lacks it, or a part of a measure. */
function plain(behind: Behind): Read {
  const { text, end } = behind;
  if (MEASURES.test(text[end] ?? '')) return end;
  return tokenOf(behind, 'bare', { unitStart: end, unitEnd: end });
}

function approxAfter({ lexicon, text }: Digits, at: number): number {
  return lexicon.approxAfter.at(text, at);
}

/** Whether `以上`, `(含)以上` and the like stand behind an amount: a limit, not a statement. */
function isThreshold(text: string, at: number): boolean {
  return /^(?:\(含[^)\d]{0,4}\)|含)?(?:及)?以[上下]|^\(含[^)\d]{0,4}\)/.test(text.slice(at, at + 12));
}

const UNIT_POWERS: Readonly<Record<string, number>> = { ...UNITS, 十万元: 5, 千万元: 7 };
const SCALES: Readonly<Record<string, number>> = {
  万: 4,
  亿: 8,
  十万: 5,
  百万: 6,
  千万: 7,
  十亿: 9,
  百亿: 10,
  千亿: 11,
};
