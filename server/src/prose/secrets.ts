/** Identity numbers, telephones, cards and marks of secrecy in a text that is to be published. */
import { foldWidth } from '../base/fold.ts';
import { getOrMake } from '../base/maps.ts';
import type { ProseWords } from '../reference/prose.ts';
import type { Block } from '../syntax/tree.ts';
import type { ProseIssue, ProseTold } from './types.ts';

/** Kept by block: an amount that changes in place is never one of them (model/reconcile.ts). */
const secretsFound = new WeakMap<ProseWords, WeakMap<Block, readonly ProseIssue[]>>();

/** What a block holds that is not to be published. */
export function secretsOf(block: Block, words: ProseWords): readonly ProseIssue[] {
  if (block.kind === 'blank') return [];
  const byBlock = getOrMake(secretsFound, words, () => new WeakMap<Block, readonly ProseIssue[]>());
  return getOrMake(byBlock, block, () => {
    const issues: ProseIssue[] = [];
    secrets(block, words, issues);
    return issues;
  });
}

function secrets(block: Block, words: ProseWords, issues: ProseIssue[]): void {
  block.lines.forEach((line, l) => {
    if (block.roles[l] === 'comment') return;
    const raw = line.text;
    const mark = (what: ProseTold['sensitive-data'], start: number, length: number) =>
      issues.push({
        rule: 'sensitive-data',
        what,
        block,
        span: { line: l, start, end: start + length },
        data: {},
        printed: raw.slice(start, start + length),
      });
    for (const { index, digits } of longNumbers(raw)) {
      const kind = kindOf(digits);
      if (kind) mark(kind, index, digits.length);
    }
    for (const word of words.secrets) {
      const alone = raw.trim() === word && block.kind !== 'table';
      for (let i = raw.indexOf(word); i >= 0; i = raw.indexOf(word, i + 2))
        if (alone || /^[ \u3000]*★/.test(raw.slice(i + word.length))) mark('classified', i, word.length);
    }
  });
}

function longNumbers(raw: string): { readonly index: number; readonly digits: string }[] {
  if (!/[0-9０-９]{11}/.test(raw)) return [];
  const pattern = /(?<![0-9A-Za-z]|[0-9][.,-])[0-9]{11,19}[Xx]?(?![0-9A-Za-z]|[.,-][0-9])/g;
  return [...foldWidth(raw).matchAll(pattern)].map((m) => ({ index: m.index, digits: m[0] }));
}

function kindOf(digits: string): ProseTold['sensitive-data'] | undefined {
  if (isIdentity(digits)) return 'identity';
  if (/^1[3-9]\d{9}$/.test(digits)) return 'phone';
  return /^(?:62|4[0-9]|5[1-5])\d{14,17}$/.test(digits) && luhn(digits) ? 'card' : undefined;
}

/** Whether 18 digits are an identity number: a date inside, and the check digit fits. */
export function isIdentity(text: string): boolean {
  if (!/^\d{17}[\dXx]$/.test(text)) return false;
  const month = Number(text.slice(10, 12));
  const day = Number(text.slice(12, 14));
  const year = Number(text.slice(6, 10));
  if (year < 1900 || year > 2100 || month < 1 || month > 12 || day < 1 || day > 31) return false;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, w, i) => total + w * Number(text[i]), 0);
  return '10X98765432'[sum % 11] === (text[17] as string).toUpperCase();
}

function luhn(text: string): boolean {
  let sum = 0;
  for (let i = 0; i < text.length; i++) {
    let digit = Number(text[text.length - 1 - i]);
    if (i % 2 === 1) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return sum % 10 === 0;
}
