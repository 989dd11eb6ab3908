/**
 * A stored number as its sheet shows it: that is what gets published. numfmt lays it out; each result is compared,
 * digit by digit, with the number that is stored, so that no slip of a library becomes a figure.
 */
import { Decimal } from 'decimal.js';
import { getFormatFromId, isDateFormat, format as layOut } from 'numfmt';
import { parseNumber } from '../../base/amount.ts';
import { significant } from '../../base/decimal.ts';

export interface Shown {
  readonly text: string;
  /** Less is shown than is stored. */
  readonly rounded: boolean;
  /** The format was not understood; the text is the number as it is stored. */
  readonly unknown: boolean;
  /** A unit that the format writes behind the number (`0.00"万元"`), which is not in the text. */
  readonly unit?: string;
}

/** @param raw the number as the file holds it */
export function showNumber(raw: string, code: string, date1904 = false): Shown {
  // Fifteen digits are what the program that wrote the file holds; the rest is noise of binary fractions.
  const plain = significant(raw, 15);
  if (plain === undefined) return { text: raw, rounded: false, unknown: false };
  const format = normal(code);
  if (/^\s*(?:General|@|)\s*$/i.test(format)) return { text: plain, rounded: false, unknown: false };
  const unknown: Shown = { text: plain, rounded: false, unknown: true };
  try {
    const isDate = isDateFormat(format);
    // A number of days, or of fifteen digits at most, which numfmt keeps as they are.
    const text = laidOut(Number(plain) + (isDate && date1904 ? DAYS_1904 : 0), format);
    // 上午/下午 and numerals of words are not among what numfmt writes.
    if (/#{6}/.test(text) || /\[DBNum|\[NatNum/i.test(format)) return unknown;
    if (isDate || /\//.test(unquoted(format))) return { text, rounded: false, unknown: false };
    return plainly(plain, text, /e[-+]/i.test(unquoted(format))) ?? unknown;
  } catch {
    return unknown;
  }
}

/** The same of a number whose file holds what is shown. */
export function shownAs(raw: string, shown: string): Shown {
  const plain = significant(raw, 15);
  const text = shown.replace(/[\s\u00a0]+/g, ' ').trim();
  const scientific = /\de[-+]\d/i.test(text);
  return (
    (plain === undefined ? undefined : plainly(plain, text, scientific)) ?? {
      text,
      rounded: false,
      unknown: true,
    }
  );
}

/** Days between the two calendars that workbooks count in. */
const DAYS_1904 = 1462;

/** The format with a number in files, where the file itself does not spell it out: as a Chinese Excel shows it. */
export function builtIn(id: number): string {
  return DATES[id] ?? getFormatFromId(id, 'zh-CN') ?? 'General';
}

const DATES: Readonly<Record<number, string>> = {
  ...Object.fromEntries([27, 36, 50, 52, 57].map((id) => [id, 'yyyy"年"m"月"'])),
  ...Object.fromEntries([28, 29, 51, 53, 54, 58].map((id) => [id, 'm"月"d"日"'])),
  30: 'm-d-yy',
  31: 'yyyy"年"m"月"d"日"',
  32: 'h"时"mm"分"',
  33: 'h"时"mm"分"ss"秒"',
};

/** What programs with Chinese menus write otherwise: `!` for `\`, names of colours, 通用格式. */
function normal(code: string): string {
  return code
    .split(/("[^"]*"|\\.)/)
    .map((part, i) =>
      i % 2 === 1
        ? part
        : part
            .replace(/!(.)/gu, '\\$1')
            .replace(/\[\p{Script=Han}+\s*\d*\]/gu, '')
            .replace(/G\/\p{Script=Han}+/gu, 'General'),
    )
    .join('');
}

function unquoted(format: string): string {
  return format.replace(/"[^"]*"|\\.|\[[^\]]*\]|[_*]./gu, '');
}

function laidOut(value: number, format: string): string {
  return layOut(format, value, { locale: 'zh-CN' })
    .replace(/[\s\u00a0]+/g, ' ')
    .trim();
}

/** A truth value as a Chinese Excel shows it. */
export function truth(value: boolean): string {
  return value ? '是' : '否';
}

const AFFIXED =
  /^(-)?\s*(\()?\s*(?:[¥￥]|CNY|RMB|负)?\s*(-)?\s*([\d,]*\d(?:\.\d*)?%?)\s*(\))?\s*([亿百万千]*元)?\s*(\))?$/u;

/**
 * What stands in a table for a shown number: brackets and colours that mean less than nothing become a sign, the sign
 * of the currency goes. Undefined where the digits are not those that are stored.
 */
function plainly(plain: string, shown: string, scientific: boolean): Shown | undefined {
  if (scientific) return { text: plain, rounded: false, unknown: false };
  const kept = digitsKept(plain, shown);
  if (kept === undefined) return undefined;
  const rounded = !kept;
  const [, before, open, behind, digits = '', , unit] = AFFIXED.exec(shown) ?? [];
  if (digits === '') return { text: shown.replace(/^[¥￥]\s*(?=[-—–]+$)/, ''), rounded, unknown: false };
  // A point that nothing follows (`0.##`) says nothing.
  const number = digits.replace(/\.(?=%?$)/, '');
  const below = plain.startsWith('-');
  const text = /[1-9]/.test(number) && (below || before || behind) ? `-${number}` : number;
  // Brackets around a number above nothing: nobody can say what is meant.
  if ((open && !below) || parseNumber(text.replace(/%$/, '')) === undefined)
    return { text: shown, rounded, unknown: false };
  return { text, rounded, unknown: false, ...(unit ? { unit } : {}) };
}

/**
 * Whether all digits of a number are in what is shown, wherever its point, its groups and its per cent stand; undefined
 * where the shown digits are none that rounding the number gives.
 */
function digitsKept(plain: string, shown: string): boolean | undefined {
  const stored = plain.replace(/\D/g, '').replace(/^0+/, '');
  const seen = shown.replace(/\D/g, '').replace(/^0+/, '');
  // No digit at all is a word, or nothing, where the format wants it so.
  if (!/\d/.test(shown)) return stored === '';
  const bare = (digits: string) => digits.replace(/0+$/, '');
  if (bare(stored) === bare(seen)) return true;
  if (seen === '') return false;
  // A format that prints digits of its own beside a nil.
  if (stored === '') return undefined;
  const rounds = (count: number) =>
    count > 0 && bare(new Decimal(stored).toSignificantDigits(count).toFixed()) === bare(seen);
  if (rounds(seen.length) || rounds(seen.length - 1)) return false;
  // 0.6 becomes 1 where no decimal is shown.
  return bare(seen) === '1' && (stored[0] ?? '') >= '5' ? false : undefined;
}
