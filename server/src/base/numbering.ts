/** How headings and items are numbered. */

const HAN = '[一二三四五六七八九十]';
const PART = new RegExp(`^第${HAN}+部分`);
const PART_OR_CHAPTER = new RegExp(`^第${HAN}+(?:部分|章)`);
const DIVISION = new RegExp(`^第${HAN}+(?:部分|章|篇)`);
const FIRST = new RegExp(`^${HAN}+、`);
const SECOND = new RegExp(`^[（(]${HAN}+[）)]`);

/** `第二部分` */
export function leadsPart(text: string): boolean {
  return PART.test(text);
}

/** `第二部分`, `第三章` */
export function leadsChapter(text: string): boolean {
  return PART_OR_CHAPTER.test(text);
}

/** The number of a part, chapter or division that a text begins with: `第二部分`, `第三章`, `第三篇`. */
export function divisionNumber(text: string): string | undefined {
  return DIVISION.exec(text)?.[0];
}

/** `三、` */
export function leadsFirst(text: string): boolean {
  return FIRST.test(text);
}

/** `（三）` */
export function leadsSecond(text: string): boolean {
  return SECOND.test(text);
}

/** `3、`, `3.` */
export function leadsThird(text: string): boolean {
  return /^\d{1,3}(?:、|[.．](?!\d))/.test(text);
}

/** A heading's first number: `第一部分`. */
export const FIRST_PART = '第一部分';

/** The number of the first entry of a list: `一、`. */
export const FIRST_ENTRY = '一、';

/** A numeral in Chinese signs. */
export const HAN_NUMERAL = /[一二三四五六七八九十]+/;

/** A number as its kind: `一` and `1` for any. */
export function numberStyle(number: string): string {
  return number.replace(/[一二三四五六七八九十百]+/g, '一').replace(/\d+/g, '1');
}

/** A heading that is written as a line of prose: numbered, short, without stops. */
const BARE_HEADING = new RegExp(
  `^(?:(第)${HAN}+部分|(${HAN}+、)|[(（]${HAN}+[)）])[^。；;，,：:！!？?]{2,38}$`,
);

/** Whether a text states an amount or a share. */
export function holdsFigure(text: string): boolean {
  return /\d[\d,.，．]*(?:万|亿)?元|\d[%％]/.test(text);
}

/**
 * The level of numbering of a text that is a heading without its mark: 1 for 第一部分, 2 for 一、, 3 for （一）; undefined
 * where it is none.
 */
export function bareHeadingLevel(text: string): 1 | 2 | 3 | undefined {
  const found = BARE_HEADING.exec(text.trim());
  if (!found || holdsFigure(text)) return undefined;
  return found[1] ? 1 : found[2] ? 2 : 3;
}

/** Whether a text ends with the level of a 科目: `（一）农林水支出（类）`. */
export function endsWithLevel(text: string): boolean {
  return /[类款项][)）]\s*$/.test(text);
}
