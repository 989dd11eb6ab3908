/** What pages say around a report, as the readers ask for it. The words are data: seeds/import.json. */
import { foldName, foldWidth } from '../../base/fold.ts';
import { KIND } from '../../base/keys.ts';
import { open } from '../../service.ts';

type Words = ReturnType<typeof words>;

/** The words of seeds/import.json. */
export function words() {
  return open('').reference.imports;
}

const kept = new Map<string, RegExp>();

/** A pattern that is made of words once. */
function pattern(name: string, make: (data: Words) => string): RegExp {
  let found = kept.get(name);
  if (!found) {
    found = new RegExp(make(words()), 'u');
    kept.set(name, found);
  }
  return found;
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** Alternatives, the longest first. */
export function anyOf(list: readonly string[]): string {
  return [...list]
    .sort((a, b) => b.length - a.length)
    .map((word) => escaped(foldName(word)))
    .join('|');
}

const DASHES = /[-‐‑‒–—―−－~～·•]+/g;

/** A line as page numbers are compared: dashes of any kind are one. */
function bare(text: string): string {
  return foldWidth(text)
    .replace(/[\s\u00a0]+/g, '')
    .replace(DASHES, '-')
    .toLowerCase();
}

/** The number of a page in a form that says so itself (`— 10 —`, `第 3 页 共 9 页`, `3/9`); undefined where it is none. */
export function pageNumber(line: string): number | undefined {
  const text = bare(line);
  if (text.length > 16 || !/[\d一二三四五六七八九十]/.test(text)) return undefined;
  const forms = pattern('pages', ({ pageNumbers }) => {
    const number = '(?:\\d{1,4}|[一二三四五六七八九十百〇零]{1,5})';
    const one = pageNumbers.map((form) => escaped(bare(form)).replaceAll('#', number));
    return `^(?:${one.join('|')})$`;
  });
  if (!forms.test(text)) return undefined;
  const numbers = text.match(/\d+/g)?.map(Number) ?? [0];
  const ofAll = /^共\d/.test(text) ? 1 : 0;
  const [first = 0] = numbers.slice(ofAll);
  // `12/9` is no ninth of anything that has pages.
  if (/^\d+\/\d+$/.test(text) && first > (numbers[1] ?? 0)) return undefined;
  return first;
}

/** Whether a line says that a table goes on, or went before. */
export function isContinuationMark(line: string): boolean {
  const text = foldName(line).replace(/^[(【[]|[)】\]]$/g, '');
  return pattern('continuation', ({ continuation }) => `^(?:${anyOf(continuation)})[:：]?\\d{0,2}$`).test(
    text,
  );
}

/** A title as repeated ones are compared: without what says that it goes on. */
export function titleKey(title: string): string {
  return foldName(title)
    .replace(
      pattern('continued', ({ continuedTitle }) => {
        const any = anyOf(continuedTitle);
        return `[(【[](?:${any})\\d{0,2}[)】\\]]$|[-—](?:${any})\\d{0,2}$|(?<=表)(?:${any})\\d{0,2}$`;
      }),
      '',
    )
    .replace(
      pattern('continuedBefore', ({ continuation }) => `^[(【[]?(?:${anyOf(continuation)})[)】\\]]?[:：]?`),
      '',
    );
}

/** Whether texts are those of a row in which people sign (`单位负责人：王某 填表人：`). */
export function isSignature(texts: readonly string[]): boolean {
  const sign = pattern(
    'signature',
    ({ signatures }) => `^\\(?(?:${anyOf(signatures)})(?:[（(][^）)]*[）)])?[:：]`,
  );
  const alone = pattern('signatureAlone', ({ signatures }) => `^(?:${anyOf(signatures)})$`);
  const parts = texts
    .flatMap((text) => text.split(/\s{2,}/))
    .map((t) => foldName(t))
    .filter((t) => t !== '');
  if (parts.length === 0) return false;
  // What stands behind a key is a name, a number or a date: nothing of a table.
  const signed = parts.filter((t) => sign.test(t) || alone.test(t)).length;
  return signed > 0 && sign.test(parts[0] as string) && parts.every((t) => !/\d[.,]\d/.test(t));
}

/** Whether a line stands over a table of contents. */
export function isContentsWord(line: string): boolean {
  const text = foldName(line).replace(/^[#\-【[]+|[】\]]$/g, '');
  return pattern('contents', ({ contents }) => `^(?:${anyOf(contents)})$`).test(text);
}

/** Whether a line is a note below a table. */
export function isNoteLine(text: string): boolean {
  return pattern('note', ({ notes }) => `^(?:${anyOf(notes)})\\s*\\d{0,2}\\s*[:：]`).test(text);
}

/** Whether a text is a note: a mark and what it says, or the mark alone. */
export function isNoteText(text: string): boolean {
  return pattern(
    'noteText',
    ({ notes, notesAlone }) => `^(?:${anyOf(notes)})\\s*\\d{0,2}\\s*[:：.、]|^(?:${anyOf(notesAlone)})$`,
  ).test(text);
}

/** Whether a text begins with the mark of a note or of a part of what stands before it. */
export function beginsPart(text: string): boolean {
  const { ofWhich } = open('').reference.vocabulary;
  return pattern('part', ({ notes }) => `^(?:${anyOf([...notes, ...ofWhich])})`).test(text);
}

/** Whether a folded text is a key over a table with what it says, or a unit behind its code. */
export function isPropertyWord(folded: string): boolean {
  return pattern(
    'property',
    ({ propertyKeys, numberedUnits }) =>
      `^(?:(?:${anyOf(propertyKeys)})[:(].*|\\d{3,6}.{2,30}(?:${anyOf(numberedUnits)}))$`,
  ).test(folded);
}

/** Whether a folded text is a key that stands in a cell of its own over a table, with its value in the next. */
export function isCellKey(folded: string): boolean {
  return pattern('cellKey', ({ cellKeys }) => `^(?:${anyOf(cellKeys)})[:：]?$`).test(folded);
}

/** Whether a folded text ends as titles of tables do. */
export function endsAsTitle(folded: string): boolean {
  return pattern('title', ({ tableEndings }) => `(?:${anyOf(tableEndings)})\\d{0,2}$`).test(folded);
}

/** Whether a text ends with the word for a table. */
export function endsAsTable(text: string): boolean {
  return text.endsWith(words().tables[0] as string);
}

/** Whether a cell marks the row that counts the columns. */
export function countsColumns(text: string): boolean {
  return open('').reference.vocabulary.columnNumberMark.includes(foldName(text));
}

/** Whether a line begins with a word that nothing goes on with. */
export function beginsAnew(text: string): boolean {
  return pattern('anew', ({ notes, anew }) => `^(?:${anyOf([...notes, ...anew])})`).test(text);
}

/** Whether a heading is that of the part that holds a report's tables (`决算公开表`). */
export function isTablesHeading(text: string): boolean {
  const kinds = Object.values(KIND).join('|');
  return pattern(
    'tablesHeading',
    ({ published, tables }) => `(?:${kinds})(?:${anyOf(published)})?(?:${anyOf(tables)})$`,
  ).test(text);
}

/** Whether a line names the unit behind one of the keys that do (`编制部门：…`). */
export function isUnitLine(text: string): boolean {
  return pattern('unitLine', ({ unitKeys }) => `^(?:${anyOf(unitKeys)}):`).test(foldName(text));
}

const DATED = /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?\s*/;

/** Whether a line is of the page around a report: where it stands on a site, who sent it, what to print or share. */
export function isFurniture(line: string): boolean {
  const text = foldWidth(line).trim();
  if (text === '' || text.length > 160 || /[。；]/.test(text)) return false;
  if (words().furnitureContaining.some((word) => foldName(text).includes(foldName(word)))) return true;
  const rest = text.replace(DATED, '');
  if (rest === '') return true;
  const key = pattern('furnitureKey', ({ furnitureKeys }) => `^[【\\[]?(?:${anyOf(furnitureKeys)})[】\\]]?:`);
  if (key.test(foldName(rest))) return true;
  const known = new Set(words().furnitureWords.map((word) => foldName(word)));
  const parts = rest.split(/[\s|、,，/>＞【】[\]()]+/).filter((t) => t !== '');
  return parts.length > 0 && rest.length > 1 && parts.every((t) => known.has(foldName(t)));
}
