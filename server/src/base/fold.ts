/**
 * Folding of names: what language.md §1 says is "the same to the language".
 *
 * Names are compared with white space removed, full-width forms and bracket pairs folded, and quotes and
 * emphasis ignored, so that `因公出国 (境)费` and `**因公出国（境）费**` are one name.
 */

import { remembering } from './maps.ts';

/** CJK radicals that text taken out of PDF holds in the place of the characters they look like. */
const RADICALS: Readonly<Record<string, string>> = {
  '⺠': '民',
  '⻄': '西',
  '⻅': '见',
  '⻆': '角',
  '⻉': '贝',
  '⻋': '车',
  '⻓': '长',
  '⻔': '门',
  '⻘': '青',
  '⻚': '页',
  '⻛': '风',
  '⻜': '飞',
  '⻝': '食',
  '⻢': '马',
  '⻣': '骨',
  '⻤': '鬼',
  '⻥': '鱼',
  '⻦': '鸟',
  '⻩': '黄',
  '⻬': '齐',
  '⻰': '龙',
  '⺟': '母',
  '⺫': '目',
  '⻁': '虎',
  '⻨': '麦',
  '⻳': '龟',
};

const QUOTES = /[“”‘’"'「」『』＂＇]/g;
const EMPHASIS = /\*\*|<\/?(?:b|strong|i|em)>/gi;
const SPACE = /[\s\u3000\u00a0\u200b\ufeff]+/g;
const FOLDED = /[\uff01-\uff5e\u3000\u2e80-\u2fdf]/g;
const NEEDS_FOLD = /[^\u4e00-\u9fff0-9A-Za-z().:;%=/,、+-]/;

/** Folds one character: full-width ASCII to ASCII, radicals to characters; anything else stays as it is. */
export function foldChar(char: string): string {
  const code = char.charCodeAt(0);
  if (code < 0x2e80 || (code > 0x3000 && code < 0xff01)) return char;
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
  if (code === 0x3000) return ' ';
  if (code >= 0x2f00 && code <= 0x2fdf) return char.normalize('NFKC');
  return RADICALS[char] ?? char;
}

/** The same for a UTF-16 unit. */
export function foldUnit(code: number): number {
  if (code < 0x2e80 || (code > 0x3000 && code < 0xff01)) return code;
  return foldChar(String.fromCharCode(code)).charCodeAt(0);
}

/** Folds full-width forms and radicals; the length stays the same, so that positions stay valid. */
export function foldWidth(text: string): string {
  return text.replace(FOLDED, foldChar);
}

/** The form in which two names are compared (language.md §1). */
export function foldName(text: string): string {
  return NEEDS_FOLD.test(text) ? folded(text) : text;
}

const folded = remembering((text) =>
  foldWidth(text.replace(EMPHASIS, ''))
    .replace(QUOTES, '')
    .replace(SPACE, '')
    .replace(/〔/g, '(')
    .replace(/〕/g, ')'),
);

/** Numbering that leads a label or heading: `一、` `（一）` `1.` `1、` `第二部分`, after folding of width. */
const NUMBERING =
  /^(?:第[一二三四五六七八九十百\d]+(?:部分|章|节)|[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十\d]+\)|\d+(?:、|[.．](?!\d))|[①-⑳])/;

/** The numbering that leads folded text, or ''. */
export function leadingNumber(folded: string): string {
  return NUMBERING.exec(folded)?.[0] ?? '';
}

/** Folded text without the numbering before it. */
export function stripNumber(folded: string): string {
  return folded.slice(leadingNumber(folded).length);
}

const HAN_DIGIT: Readonly<Record<string, number>> = {
  零: 0,
  一: 1,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};

/** The value of a Chinese numeral up to 99 (`二十一` → 21); undefined where it is none. */
export function hanNumber(text: string): number | undefined {
  const match = /^([一二三四五六七八九])?(十)?([一二三四五六七八九])?$/.exec(text);
  if (!match || text === '') return undefined;
  const [, tens, ten, units] = match;
  if (!ten) return tens && !units ? HAN_DIGIT[tens] : undefined;
  return (tens ? (HAN_DIGIT[tens] as number) : 1) * 10 + (units ? (HAN_DIGIT[units] as number) : 0);
}

/** A number up to 99 as `hanNumber` reads it (21 → `二十一`); digits beyond. */
export function writeHanNumber(value: number): string {
  const digits = Object.keys(HAN_DIGIT);
  if (value < 1 || value > 99) return String(value);
  const tens = Math.floor(value / 10);
  const ten = tens === 0 ? '' : `${tens > 1 ? digits[tens] : ''}十`;
  return ten + (value % 10 === 0 ? '' : digits[value % 10]);
}
