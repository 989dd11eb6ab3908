/** `键：值` on a line: of a table, of the front matter. */

import { parseNumber } from '../../base/amount.ts';
import { foldWidth } from '../../base/fold.ts';
import { TITLE_AND_KEY } from '../../base/titles.ts';
import { FRONT_KEYS, KEY_PATTERN, TABLE_KEY_SET, trimEnd } from './marks.ts';
import type { Line, PairSyntax } from './types.ts';

/** A printed table number (`公开 01 表` → `01`), or undefined. */
function publicNumber(text: string): string | undefined {
  const folded = foldWidth(text).replace(/\s+/g, '');
  const match = /^(?:财决)?公开(?:表)?(\d{1,2}(?:-\d{1,2})?)表?$/.exec(folded);
  return match?.[1]?.padStart(2, '0');
}

/**
 * Reads the `键：值` pairs of a property line.
 * @returns undefined where the line is not made of pairs
 */
export function parsePairs(text: string, offset: number): PairSyntax[] | undefined {
  const pairs: PairSyntax[] = [];
  for (const segment of segments(text)) {
    const pair = pairOf(text, segment);
    if (!pair) return undefined;
    pairs.push(pair);
  }
  const bare = pairs.filter((p) => p.key === '').length;
  if (pairs.length === bare || (bare > 0 && !pairs.some((p) => p.known))) return undefined;
  // A sentence may begin like a pair (`单位：…说明如下。`); a property's value is a name, a year or a unit.
  if (pairs.some((p) => p.known && (p.value.length > 60 || /[。；]/.test(p.value)))) return undefined;
  return offset === 0
    ? pairs
    : pairs.map((p) => ({
        ...p,
        keyStart: p.keyStart + offset,
        keyEnd: p.keyEnd + offset,
        valueStart: p.valueStart + offset,
        valueEnd: p.valueEnd + offset,
      }));
}

/** The pair that a part of a property line is, or undefined where it makes the line no property line. */
function pairOf(text: string, { start, end }: Segment): PairSyntax | undefined {
  const written = text.slice(start, end);
  const implied = (key: string, value: string, known: boolean): PairSyntax => ({
    key,
    keyStart: start,
    keyEnd: start,
    value,
    valueStart: start,
    valueEnd: end,
    known,
  });
  const number = publicNumber(written);
  if (number !== undefined) return implied('公开', number, true);
  const year = /^(\d{4})[ \u3000]?年度$/.exec(foldWidth(written))?.[1];
  if (year !== undefined) return implied('年度', year, true);
  const colon = written.search(/[:：]/);
  const key = colon < 0 ? '' : written.slice(0, colon).replace(/[ \u3000]/g, '');
  if (colon < 0 || !KEY_PATTERN.test(key)) {
    // `323某某局    预算年度：2024`: a bare name beside pairs is kept as it is.
    // An amount is no name: `2022年度⇥100.00` is a row.
    const isName = !/[。！？；，,]/.test(written) && written.length <= 40 && !parseNumber(written);
    return isName ? implied('', written, false) : undefined;
  }
  let from = start + colon + 1;
  while (from < end && /[ \u3000]/.test(text[from] as string)) from++;
  const [keyEnd, value] = [start + colon, text.slice(from, end)];
  return {
    key,
    keyStart: start,
    keyEnd,
    value,
    valueStart: from,
    valueEnd: end,
    known: TABLE_KEY_SET.has(key),
  };
}

interface Segment {
  readonly start: number;
  readonly end: number;
}

/** Where a key stands right behind a title (`…支出预算表编制部门：某某局    单位：元`), or undefined. */
function keyBehindTitle(text: string): number | undefined {
  return TITLE_AND_KEY.exec(text)?.[1]?.length;
}

/** Parts a property line at tabs, at two or more spaces, where a known key follows one space, and behind a title. */
function segments(text: string): Segment[] {
  const parts: { start: number; end: number }[] = [];
  let start = 0;
  const push = (end: number) => {
    let from = start;
    let to = end;
    while (from < to && /[\s\u3000]/.test(text[from] as string)) from++;
    while (to > from && /[\s\u3000]/.test(text[to - 1] as string)) to--;
    if (to > from) parts.push({ start: from, end: to });
  };
  // `公开  01  表` may be spaced at will.
  const number = /^[\s\u3000]*公开[\s\u3000]*\d{1,2}(?:-\d{1,2})?[\s\u3000]*表/.exec(foldWidth(text));
  if (number) {
    push(number[0].length);
    start = number[0].length;
  }
  const behind = keyBehindTitle(text);
  if (behind !== undefined && start === 0) {
    push(behind);
    start = behind;
  }
  for (let i = start; i < text.length; i++) {
    const char = text[i] as string;
    if (char === '\t') {
      push(i);
      start = i + 1;
      continue;
    }
    if (char !== ' ' && char !== '\u3000') continue;
    let end = i;
    while (end < text.length && (text[end] === ' ' || text[end] === '\u3000')) end++;
    const key = /^[\p{L}\p{N}]{1,8}(?=[ \u3000]?[:：])/u.exec(text.slice(end, end + 10))?.[0];
    const next = /^公开[ \u3000]*\d{1,2}[ \u3000]*表/.test(text.slice(end, end + 14));
    if (end - i >= 2 || (key !== undefined && TABLE_KEY_SET.has(key)) || next) {
      push(i);
      start = end;
    }
    i = end - 1;
  }
  push(text.length);
  return parts;
}

/** The pairs of a property line (or of one that may be one); [] elsewhere. */
export function pairsOf(line: Line): readonly PairSyntax[] {
  if (line.pairCache) return line.pairCache;
  const bom = line.text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const pairs =
    line.kind === 'property' || line.maybeProperty
      ? (parsePairs(trimEnd(line.text.slice(bom)), bom) ?? [])
      : [];
  line.pairCache = pairs;
  return pairs;
}

/** A front matter pair: one a line, whose value is all that follows the colon. */
export function frontPair(line: Line): PairSyntax | undefined {
  if (line.kind === 'comment' || line.kind === 'heading' || line.kind === 'bar') return undefined;
  const bom = line.text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const text = trimEnd(line.text);
  const colon = text.search(/[:：]/);
  if (colon < 0) return undefined;
  let keyStart = bom;
  while (keyStart < colon && /[ \t\u3000]/.test(text[keyStart] as string)) keyStart++;
  const key = text.slice(keyStart, colon);
  if (!KEY_PATTERN.test(key)) return undefined;
  let valueStart = colon + 1;
  while (valueStart < text.length && /[ \t\u3000]/.test(text[valueStart] as string)) valueStart++;
  return {
    key,
    keyStart,
    keyEnd: colon,
    value: text.slice(valueStart),
    valueStart,
    valueEnd: text.length,
    known: FRONT_KEYS.includes(key),
  };
}
