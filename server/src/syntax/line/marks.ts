/** What lines begin with, and what they name. */

import { UNITS } from '../../base/amount.ts';
import { foldWidth } from '../../base/fold.ts';
import { KEY } from '../../base/keys.ts';
import type { Line, WaiverSyntax } from './types.ts';

/** Keys that a front matter may hold (language.md §2). */
export const FRONT_KEYS: readonly string[] = [
  KEY.title,
  KEY.unit,
  KEY.department,
  KEY.year,
  KEY.kind,
  KEY.moneyUnit,
  KEY.nature,
  KEY.lastYear,
  KEY.budget,
  KEY.units,
  KEY.codes,
  KEY.status,
];

/** Keys that a table's property lines may hold (language.md §4). */
export const TABLE_KEYS: readonly string[] = [
  KEY.unit,
  '单位名称',
  KEY.department,
  '部门名称',
  '编制单位',
  KEY.year,
  KEY.budgetYear,
  KEY.moneyUnit,
  KEY.form,
];

export const TABLE_KEY_SET = new Set(TABLE_KEYS);

/** A key has at most 8 characters, no space, no punctuation. */
export const KEY_PATTERN = /^[\p{L}\p{N}]{1,8}$/u;

export const NOTE = /^(?:注|说明|备注)[ \u3000]?[\d０-９]{0,2}[ \u3000]?[:：]/;

export const FORMULA = /^勾稽[ \u3000]?[:：]/;

export const CHART = /^图[ \u3000]?[\d０-９]{0,3}[ \u3000]?[:：]/;

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

export function isBlankAt(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code === 32 || code === 9 || code === 0x3000 || code === 0xa0;
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
