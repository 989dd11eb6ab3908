/** What a page break leaves inside a table: page numbers, and lines that say that the table goes on (language.md §4). */
import { foldName, stripNumber } from '../base/fold.ts';

const PAGE_NUMBER =
  /^(?:[-—–―·.~]*\d{1,3}[-—–―·.~]*|第\d{1,3}页(?:[,/、]?\(?共\d{1,3}页\)?)?|共\d{1,3}页[,/、]?第\d{1,3}页|\(?\d{1,3}\/\d{1,3}\)?)$/;

const COUNT = '[\\d一二三四五六七八九十]{0,3}';
const WORDS = '续上?[表页]|续前表|接上[表页]|转下[表页]|接下[表页]|下[表页]续';
/** In brackets the mark may stand anywhere; bare, at either end. */
const IN_BRACKETS = new RegExp(`[(\\[【](?:${WORDS}|续)${COUNT}[)\\]】]`);
const AT_START = new RegExp(`^(?:${WORDS})${COUNT}[:、.—-]*`);
const AT_END = new RegExp(`[—-]*(?:(?:${WORDS})|(?<=表[—-]*)续)${COUNT}$`);

/** A line that is longer, or holds a stop, is a sentence. */
const LONGEST = 60;

/** Whether a line is a page number and nothing else (`—10—`, `第 3 页 共 9 页`, `3/9`). */
export function isPageNumber(text: string): boolean {
  return text.length <= 20 && PAGE_NUMBER.test(foldName(text));
}

/** The title that a line says goes on (`支出决算表（续表）`), '' where it names none; undefined where it says nothing. */
export function continuedTitle(text: string): string | undefined {
  const folded = foldName(text);
  if (folded.length > LONGEST || /[。;]/.test(folded)) return undefined;
  for (const mark of [IN_BRACKETS, AT_START, AT_END])
    if (mark.test(folded)) return bareTitle(folded.replace(mark, ''));
  return undefined;
}

/** A title without what is printed around it: numbering, year, number of the table, brackets at its end. */
export function bareTitle(text: string): string {
  const bare = stripNumber(foldName(text))
    .replace(/\d{4}年度?/g, '')
    .replace(/\((?:公开|附)?表?\d{1,2}(?:-\d{1,2})?表?\)/g, '')
    .replace(/^(?:附|公开)?表[\d一二三四五六七八九十]{1,3}(?:-\d{1,2})?[:、.]?|^(?:财决)?公开\d{1,2}表/, '');
  return stripNumber(bare).replace(/^[:、.\s-]+|(?<![:、.\s-])[:、.\s-]+$/g, '');
}

/** Whether a title is that of the table before, printed again. `一般公共预算财政拨款支出决算表` is not `支出决算表` again. */
export function isTitleAgain(a: string, b: string): boolean {
  const bare = bareTitle(a);
  return bare !== '' && bare === bareTitle(b);
}

/** Whether two titles name one table that a line says goes on: the same, or one with words before the other (the unit's name). */
export function sameTitle(a: string, b: string): boolean {
  const [long, short] = [bareTitle(a), bareTitle(b)].sort((x, y) => y.length - x.length) as [string, string];
  return long === short ? long !== '' : short.length >= 4 && long.endsWith(short);
}
