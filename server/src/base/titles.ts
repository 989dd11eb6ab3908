/**
 * What titles of tables and headers of columns print beside their names: years, numbers, units of money, marks of parts
 * (docs/language.md §4).
 */

import { KIND, type ReportKind } from './keys.ts';

/** Without years (`2023年度`). */
export function withoutYears(text: string): string {
  return text.replace(/\d{4}年度?/g, '');
}

/** A year that a header begins with (`2023年`, `2023-`). */
export const LEADING_YEAR = /^(20\d{2})(?:年度?|-|(?!\d))/;

/** Without a year that it begins with. */
export function withoutLeadingYear(text: string): string {
  return text.replace(/^20\d{2}年度?/, '');
}

/** Years that a text names (`2023年`). */
export function yearsIn(text: string): number[] {
  return [...text.matchAll(/(20\d\d)\s*年/g)].map((m) => Number(m[1]));
}

/** The unit of money in the brackets of a title (`（单位：万元）`), its first group. */
export const UNIT_IN_TITLE = /[（(](?:金额)?(?:单位[:：])?\s*((?:亿|百万|万|千|百)?元)\s*[)）]/;

/** Whether a text says in which unit its money is. */
export function saysMoneyUnit(text: string): boolean {
  return /(?:单位[:：]|[（(])\s*(?:人民币)?(?:百|千|万|百万|亿)?元/.test(text);
}

/** Whether a text is a unit of money and nothing else. */
export function isMoneyUnit(text: string): boolean {
  return /^[（(]?(?:人民币)?(?:百|千|万|百万|亿)?元[）)]?$/.test(text);
}

/** A folded header without its unit (`（万元）`, `（10分）`) and its mark of a part. */
export function bareHeader(folded: string): string {
  return withoutOfWhich(folded.replace(/\((?:单位[:：])?(?:人民币)?(?:万|千|百|亿)?元\)|\(\d+分\)/g, ''));
}

/** Without `其中：` before it. */
export function withoutOfWhich(folded: string): string {
  return folded.replace(/^其中[:：]?/, '');
}

/** Without the mark of a part or an addend before it: `其中：`, `加：`, `减：`. */
export function withoutPartMark(folded: string): string {
  return folded.replace(/^(?:其中|加|减)[:：]/, '');
}

// `表一一般公共预算…` is the first table: the 一 of 一般 is no digit.
const LEADING_NUMBER =
  /^(?:附件|(?:附件?|(?:部门|单位)?(?:公开|预算))?表)(?:\d{1,2}(?:-\d{1,2})?|[一二三四五六七八九十]{1,3}(?!般))[:、.-]?|^(?:公开|财决|预算|附)?\d{1,2}表[:、.-]?/;
const BRACKETED_NUMBER =
  /\((?:公开)?附?表?\d{1,2}(?:-\d{1,2})?表?\)|\((?:公开)?附?表[一二三四五六七八九十]{1,3}\)|\(续\d*\)|\(续表\d*\)/g;

/** A folded title without years and its unit of money. */
export function withoutYearAndUnit(folded: string): string {
  const text = folded.replace(/\d{4}年度?|\d{4}-\d{4}年|(?:本|上)年度/g, '');
  // `（单位：元）` says in what the amounts are.
  return text.replace(/\((?:金额)?(?:单位:?)?(?:亿|百万|万|千|百)?元\)/g, '');
}

/** A folded title without the number of its table. */
export function withoutTableNumber(folded: string): string {
  const text = folded.replace(BRACKETED_NUMBER, '').replace(LEADING_NUMBER, '');
  return text.replace(/(?<=表)\d{1,2}$/, '').replace(/\(\)/g, '');
}

/** Without the brackets that number a table or say that it goes on. */
export function withoutTableBrackets(title: string): string {
  return title.replace(/[（(](?:续表?|附?表\d*|公开\d+表)[)）]/g, '');
}

/** What a title says itself that it is of: 一般公共预算 is no budget, but a fund. */
export function kindIn(title: string): ReportKind | undefined {
  if (title.includes(KIND.final)) return KIND.final;
  return /预算(?!财政)/.test(title.replace(/(?:公共|基金|经营)预算/g, '')) ? KIND.budget : undefined;
}

/** A text without what names a 预算 that is no report's, or both kinds at once. */
export function withoutOtherKinds(folded: string): string {
  return folded.replace(/(?:公共|基金|经营)预算/g, '').replace(/预决算|决预算/g, '');
}

/** A year, in brackets or not, with its sign or without. */
export const BRACKETED_YEAR = /[(（]?(?:19|20)\d\d[)）]?(?:年度|年)?/g;

/** A year that a report or its unit is named behind. */
export const YEAR_OF_REPORT = /(?<!\d)(20\d\d)\s*(?=年|部门|单位|预算|决算)/g;

/** The first year that says itself that it is one. */
export const YEAR_WITH_SIGN = /(?:19|20)\d\d(?=\s*年)/;

/** Without years of this century and the last. */
export function withoutOwnYears(folded: string): string {
  return folded.replace(/(?:19|20)\d\d年?度?/g, '');
}

/** The unit of money that a text says (`单位：万元`), its first group. */
export const SAID_UNIT = /(?:单位[:：]\s*|[（(]\s*)([亿百万千]*元)(?=[)）\s]|$)/u;

/** Whether a folded text is the number of a table, or a year, and nothing else. */
export function isTableNumber(folded: string): boolean {
  return /^(?:(?:财决)?公开(?:表)?\d{1,2}(?:-\d{1,2})?表?|\d{4}年度?)$/.test(folded);
}

/** A folded title without the brackets at its end that say its number, its year, or that it goes on. */
export function withoutTitleAside(folded: string): string {
  return folded.replace(/\((?:表|公开|续|附)[^)]*\)$|\(\d{4}年度?\)$/, '');
}

/** A number of points without their sign. */
export function withoutPoints(text: string): string {
  return text.replace(/\s*分$/, '');
}

/** A title of a table with a key right behind it. */
export const TITLE_AND_KEY =
  /^([^:：。；，]{4,60}?表(?:[（(][^（）()]{1,12}[）)])?)\p{L}{2,8}[ \u3000]?[:：]/u;
