/**
 * Lines: what each is by itself (language.md §1), and the tokens it is made of. A line knows nothing of its place,
 * so a line that an edit did not touch is used again as it is.
 */

import { type Printed, parseNumber, UNITS } from '../base/amount.ts';
import { foldWidth } from '../base/fold.ts';
import type { RawLine } from '../base/lines.ts';

/** What a line is by itself; the order of the decision is the order of language.md §1. */
export type LineKind =
  | 'blank'
  | 'comment'
  | 'heading'
  | 'bar'
  | 'note'
  | 'formula'
  | 'chart'
  | 'property'
  | 'tab'
  | 'prose';

export type TokenKind =
  | 'bom'
  | 'blank'
  | 'comment'
  | 'waiver'
  | 'heading-mark'
  | 'heading-text'
  | 'bar'
  | 'cell'
  | 'delimiter'
  | 'tab'
  | 'key'
  | 'colon'
  | 'value'
  | 'note-mark'
  | 'note-text'
  | 'formula-mark'
  | 'formula-text'
  | 'chart-mark'
  | 'chart-text'
  | 'text'
  | 'eol';

/** A token of a line; `start` and `end` count from the line's start. The tokens of a line cover all of it. */
export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
}

/** A cell of a bar or tab row. `start`–`end` is the trimmed content, `from`–`to` all between the separators. */
export interface CellSyntax {
  readonly start: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
  /** The content with `\|` and `<br>` resolved. */
  readonly text: string;
  numberCache: Printed | null | undefined;
}

/**
 * A `键：值` pair of a property line, or a `公开NN表` / bare year, whose key is then `公开` / `年度`, or a name that
 * stands beside pairs, whose key is ''.
 */
export interface PairSyntax {
  readonly key: string;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly value: string;
  readonly valueStart: number;
  readonly valueEnd: number;
  /** Whether the key is one that the language knows for a table. */
  readonly known: boolean;
}

/** A waiver in a comment (language.md §10). */
export interface WaiverSyntax {
  readonly scope: 'next' | 'table' | 'file';
  readonly rule: string;
  readonly ruleStart: number;
  readonly ruleEnd: number;
  readonly reason: string;
}

/** A line of a document. Immutable; its parts are worked out on first use. */
export interface Line extends RawLine {
  readonly kind: LineKind;
  /** Whether the line could be one of a table's property lines although no key of it is known. */
  readonly maybeProperty: boolean;
  /** Heading level, 1–6; 0 elsewhere. */
  readonly level: number;
  cellCache: readonly CellSyntax[] | undefined;
  pairCache: readonly PairSyntax[] | undefined;
}

/** Keys that a front matter may hold (language.md §2). */
export const FRONT_KEYS: readonly string[] = [
  '标题',
  '单位',
  '部门',
  '年度',
  '类型',
  '金额单位',
  '单位性质',
  '上年',
  '预算',
  '汇总',
  '科目',
  '状态',
];

/** Keys that a table's property lines may hold (language.md §4). */
export const TABLE_KEYS: readonly string[] = [
  '单位',
  '单位名称',
  '部门',
  '部门名称',
  '编制单位',
  '年度',
  '预算年度',
  '金额单位',
  '表式',
];

const TABLE_KEY_SET = new Set(TABLE_KEYS);

/** A key has at most 8 characters, no space, no punctuation. */
const KEY = /^[\p{L}\p{N}]{1,8}$/u;

const NOTE = /^(?:注|说明|备注)[ \u3000]?[\d０-９]{0,2}[ \u3000]?[:：]/;
const FORMULA = /^勾稽[ \u3000]?[:：]/;
const CHART = /^图[ \u3000]?[\d０-９]{0,3}[ \u3000]?[:：]/;
const WAIVER =
  /^\s*\/\/\s*(忽略本表|忽略全文|忽略|disclosure-ignore-table|disclosure-ignore-file|disclosure-ignore)(?![-\p{L}])[ \t\u3000]*([^\s:：]*)[ \t\u3000]*(?:[:：](.*))?$/u;

/** The text without trailing blanks and tabs. */
export function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0) {
    const code = text.charCodeAt(end - 1);
    if (code !== 32 && code !== 9 && code !== 0x3000 && code !== 0xa0) break;
    end--;
  }
  return end === text.length ? text : text.slice(0, end);
}

/** Reads one line: what it is by itself. Never fails. */
export function readLine(raw: RawLine): Line {
  const text = raw.text;
  const bom = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const trimmed = trimEnd(bom ? text.slice(1) : text);
  const lead = trimmed.length - trimmed.trimStart().length;
  const first = trimmed[lead];
  const line = (kind: LineKind, level = 0, maybeProperty = false): Line => ({
    text,
    eol: raw.eol,
    kind,
    level,
    maybeProperty,
    cellCache: undefined,
    pairCache: undefined,
  });
  if (first === undefined) return line('blank');
  if (first === '/' && trimmed[lead + 1] === '/') return line('comment');
  if (first === '#' && lead === 0) {
    const level = /^#{1,6}(?=[ \t\u3000])/.exec(trimmed)?.[0].length ?? 0;
    if (level > 0) return line('heading', level);
  }
  if (first === '|') return line('bar');
  const body = lead === 0 ? trimmed : trimmed.slice(lead);
  if (NOTE.test(body)) return line('note');
  if (FORMULA.test(body)) return line('formula');
  if (CHART.test(body)) return line('chart');
  if (isCandidate(body)) {
    const pairs = parsePairs(trimmed, bom);
    if (pairs?.some((p) => p.known)) return line('property');
    // `其中：公务用车购置费⇥⇥`, like `合计⇥⇥⇥`, has nothing but blanks after its label: a row if others stand beside it.
    return line(text.includes('\t') ? 'tab' : 'prose', 0, pairs !== undefined);
  }
  return line(text.includes('\t') ? 'tab' : 'prose');
}

function isCandidate(body: string): boolean {
  if (body.length > 400) return false;
  return /[:：]/.test(body) || /^(?:财决)?公开/.test(body) || /年度/.test(body);
}

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
function parsePairs(text: string, offset: number): PairSyntax[] | undefined {
  const pairs: PairSyntax[] = [];
  let bare = 0;
  for (const segment of segments(text)) {
    const value = text.slice(segment.start, segment.end);
    const number = publicNumber(value);
    if (number !== undefined) {
      pairs.push(pairAt('公开', segment.start, segment.start, number, segment.start, segment.end, true));
      continue;
    }
    const year = /^(\d{4})[ \u3000]?年度$/.exec(foldWidth(value));
    if (year) {
      pairs.push(
        pairAt('年度', segment.start, segment.start, year[1] as string, segment.start, segment.end, true),
      );
      continue;
    }
    const colon = value.search(/[:：]/);
    const key = colon < 0 ? '' : value.slice(0, colon).replace(/[ \u3000]/g, '');
    if (colon < 0 || !KEY.test(key)) {
      // `323某某局    预算年度：2024`: a bare name beside pairs is kept as it is.
      // An amount is no name: `2022年度⇥100.00` is a row.
      if (/[。！？；，,]/.test(value) || value.length > 40 || parseNumber(value)) return undefined;
      bare++;
      pairs.push(pairAt('', segment.start, segment.start, value, segment.start, segment.end, false));
      continue;
    }
    let from = segment.start + colon + 1;
    while (from < segment.end && /[ \u3000]/.test(text[from] as string)) from++;
    pairs.push(
      pairAt(
        key,
        segment.start,
        segment.start + colon,
        text.slice(from, segment.end),
        from,
        segment.end,
        TABLE_KEY_SET.has(key),
      ),
    );
  }
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

function pairAt(
  key: string,
  keyStart: number,
  keyEnd: number,
  value: string,
  valueStart: number,
  valueEnd: number,
  known: boolean,
): PairSyntax {
  return { key, keyStart, keyEnd, value, valueStart, valueEnd, known };
}

/** Parts a property line at tabs, at two or more spaces, and where a known key follows one space. */
function segments(text: string): { start: number; end: number }[] {
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
  if (!KEY.test(key)) return undefined;
  let valueStart = colon + 1;
  while (valueStart < text.length && /[ \t\u3000]/.test(text[valueStart] as string)) valueStart++;
  return pairAt(
    key,
    keyStart,
    colon,
    text.slice(valueStart),
    valueStart,
    text.length,
    FRONT_KEYS.includes(key),
  );
}

/** The cells of a bar or tab row, also of a bar row that lost its first bar; [] elsewhere. */
export function cellsOf(line: Line): readonly CellSyntax[] {
  if (line.cellCache) return line.cellCache;
  const { text } = line;
  let cells: readonly CellSyntax[] = [];
  if (line.kind === 'bar') cells = barCells(text, text.indexOf('|') + 1);
  else if (line.kind === 'prose' && text.includes('|')) cells = barCells(text, 0);
  else if (text.includes('\t')) cells = tabCells(text);
  line.cellCache = cells;
  return cells;
}

/** The number that a cell holds as it stands, or undefined. */
export function numberIn(cell: CellSyntax): Printed | undefined {
  if (cell.numberCache === undefined) cell.numberCache = parseNumber(cell.text) ?? null;
  return cell.numberCache ?? undefined;
}

function isBlankAt(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code === 32 || code === 9 || code === 0x3000 || code === 0xa0;
}

function cellAt(text: string, from: number, to: number, escaped: boolean): CellSyntax {
  let start = from;
  let end = to;
  while (start < end && isBlankAt(text, start)) start++;
  while (end > start && isBlankAt(text, end - 1)) end--;
  // An empty cell's place is behind the blank that follows the bar, where its content would stand.
  if (start === end) start = end = Math.min(from + 1, to);
  let content = text.slice(start, end);
  if (escaped) content = content.replaceAll('\\|', '|');
  if (content.includes('<')) content = content.replace(/<br\s*\/?>/gi, '\n');
  return { start, end, from, to, text: content, numberCache: undefined };
}

/** Cells of one row that are told apart; a line of more is no row, and what is left of it is one cell. */
const MOST_CELLS = 200_000;

function barCells(text: string, first: number): CellSyntax[] {
  const cells: CellSyntax[] = [];
  let from = first;
  let escaped = false;
  for (let i = from; i < text.length && cells.length < MOST_CELLS; i++) {
    if (text[i] !== '|') continue;
    if (text[i - 1] === '\\' && i - 1 >= from) {
      escaped = true;
      continue;
    }
    cells.push(cellAt(text, from, i, escaped));
    from = i + 1;
    escaped = false;
  }
  // What follows the last bar is a cell only if something stands there: the row lacks its closing bar.
  if (trimEnd(text.slice(from)).trim() !== '') cells.push(cellAt(text, from, text.length, escaped));
  return cells;
}

function tabCells(text: string): CellSyntax[] {
  const cells: CellSyntax[] = [];
  let from = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (let i = from; i <= text.length; i++) {
    if (i < text.length && (text[i] !== '\t' || cells.length >= MOST_CELLS)) continue;
    cells.push(cellAt(text, from, i, false));
    from = i + 1;
  }
  return cells;
}

/** Whether a bar row is a delimiter row (`| --- | ---: |`). */
export function isDelimiter(line: Line): boolean {
  if (line.kind !== 'bar') return false;
  const cells = cellsOf(line);
  return cells.length > 0 && cells.every((c) => /^:?-+:?$/.test(c.text)) && line.text.includes('-');
}

/** The waiver that a comment line states, or undefined. A waiver without a rule has rule ''. */
export function waiverOf(line: Line): WaiverSyntax | undefined {
  if (line.kind !== 'comment') return undefined;
  const match = WAIVER.exec(line.text);
  if (!match) return undefined;
  const word = match[1] as string;
  const rule = match[2] ?? '';
  const wordEnd = line.text.indexOf(word) + word.length;
  const ruleStart = rule ? line.text.indexOf(rule, wordEnd) : wordEnd;
  const scope = /本表|table/.test(word) ? 'table' : /全文|file/.test(word) ? 'file' : 'next';
  return { scope, rule, ruleStart, ruleEnd: ruleStart + rule.length, reason: (match[3] ?? '').trim() };
}

/** The text of a heading without its marks, with its place in the line. */
export function headingText(line: Line): { text: string; start: number; end: number } {
  const trimmed = trimEnd(line.text);
  const bom = line.text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let start = bom + line.level;
  while (start < trimmed.length && isBlankAt(trimmed, start)) start++;
  return { text: trimmed.slice(start), start, end: trimmed.length };
}

/** A unit of money (`万元`) as its power of ten of a yuan, or undefined. */
export function unitOf(text: string): number | undefined {
  const folded = foldWidth(text)
    .replace(/[\s()]/g, '')
    .replace(/^人民币/, '');
  return Object.hasOwn(UNITS, folded) ? UNITS[folded] : undefined;
}

/** Where the text after a line's mark (`注：`, `勾稽：`, `图 1：`) starts. */
export function markEnd(line: Line): number {
  const colon = line.text.search(/[:：]/);
  return colon < 0 ? 0 : colon + 1;
}

/** The tokens of a line, line end included; put end to end they give the line. */
export function tokensOf(line: Line): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const push = (kind: TokenKind, end: number) => {
    if (end > at) tokens.push({ kind, start: at, end });
    at = Math.max(at, end);
  };
  const text = line.text;
  const body = trimEnd(text).length;
  if (text.charCodeAt(0) === 0xfeff) push('bom', 1);
  const blanks = (limit: number) => {
    let end = at;
    while (end < limit && isBlankAt(text, end)) end++;
    push('blank', end);
  };
  blanks(body);
  switch (line.kind) {
    case 'blank':
      break;
    case 'comment':
      push(waiverOf(line) ? 'waiver' : 'comment', body);
      break;
    case 'heading':
      push('heading-mark', at + line.level);
      blanks(body);
      push('heading-text', body);
      break;
    case 'bar':
    case 'tab': {
      const separator = line.kind === 'bar' ? 'bar' : 'tab';
      if (line.kind === 'bar') push('bar', at + 1);
      const content: TokenKind = isDelimiter(line) ? 'delimiter' : 'cell';
      for (const cell of cellsOf(line)) {
        push('blank', cell.start);
        push(content, cell.end);
        push('blank', cell.to);
        if (cell.to < text.length) push(separator, cell.to + 1);
      }
      break;
    }
    case 'property':
      for (const pair of pairsOf(line)) {
        push('blank', pair.keyStart);
        push('key', pair.keyEnd);
        push('colon', pair.valueStart);
        push('value', pair.valueEnd);
      }
      push('text', body);
      break;
    case 'note':
      push('note-mark', markEnd(line));
      push('note-text', body);
      break;
    case 'formula':
      push('formula-mark', markEnd(line));
      push('formula-text', body);
      break;
    case 'chart':
      push('chart-mark', markEnd(line));
      push('chart-text', body);
      break;
    case 'prose':
      push('text', body);
      break;
  }
  push('blank', text.length);
  if (line.eol) tokens.push({ kind: 'eol', start: text.length, end: text.length + line.eol.length });
  return tokens;
}
