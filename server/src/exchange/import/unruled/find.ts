/** Tables in lines of text: a title, properties, a header up to the row that counts the columns, words. */

import { leadsChapter } from '../../../base/numbering.ts';
import { open } from '../../../service.ts';
import { isProperty, isTitle } from '../grid.ts';
import { anyOf, words } from '../words.ts';
import { isAmount, type UnruledTable, type Word } from './types.ts';

const HEADER_LINES = 60;
const PROPERTY_LINES = 6;

/** How many columns a line counts (`栏次 1 2 3`); undefined where it counts none. */
export function countedColumns(line: string): number | undefined {
  const [mark = '', ...numbers] = line.trim().split(' ');
  const counts = numbers.length >= 2 && numbers.every((n) => /^\d{1,2}$/.test(n));
  return counts && open('').reference.vocabulary.columnNumberMark.includes(mark) ? numbers.length : undefined;
}

/** The table whose title stands at a line, with all its pages. */
export function tableAt(
  lines: readonly string[],
  at: number,
): { table: UnruledTable; end: number } | undefined {
  const title = (lines[at] ?? '').trim();
  if (!isTitle(title)) return undefined;
  const { properties, end } = propertiesAt(lines, at + 1);
  if (properties.length === 0) return undefined;
  const head = headerAt(lines, end);
  if (!head) return undefined;
  const body = bodyAt(lines, head);
  const { header, width } = head;
  return { table: { title, properties, header, width, words: body.words, notes: body.notes }, end: body.end };
}

function propertiesAt(lines: readonly string[], from: number): { properties: string[]; end: number } {
  const properties: string[] = [];
  let i = from;
  for (; i < lines.length && i < from + PROPERTY_LINES - 1; i++) {
    const text = (lines[i] as string).trim();
    if (text === '') continue;
    // `316 某某局 预算年度：2022 单位：万元`
    if (!arePairs(text)) break;
    properties.push(
      text.replace(/^(\d{3,6}) (?=\p{Script=Han})/u, '$1').replace(/ (?=\p{Script=Han}{2,6}[:：])/gu, '    '),
    );
  }
  return { properties, end: i };
}

function arePairs(text: string): boolean {
  return /[:：]/.test(text) && text.split(/\s+/).some(isProperty);
}

interface Header {
  readonly header: readonly string[];
  readonly width: number;
  readonly end: number;
}

/** The lines of a header up to the row that counts its columns. */
function headerAt(lines: readonly string[], at: number): Header | undefined {
  const header: string[] = [];
  for (let i = at; i < Math.min(lines.length, at + HEADER_LINES); i++) {
    const text = (lines[i] as string).trim();
    if (text === '') continue;
    const width = countedColumns(text);
    if (width !== undefined) return { header, width, end: i + 1 };
    if (text.length > 40 || isAmount(text)) return undefined;
    header.push(text);
  }
  return undefined;
}

/** The words of a table and the notes below it, up to what follows. */
function bodyAt(lines: readonly string[], head: Header): { words: Word[]; notes: string[]; end: number } {
  const note = new RegExp(`^(?:${anyOf(words().notes)})\\s*[:：]`);
  const found: Word[] = [];
  const notes: string[] = [];
  let i = head.end;
  while (i < lines.length) {
    const text = (lines[i] as string).trim();
    // A page break repeats the properties and the header.
    const again = arePairs(text) ? headerAt(lines, i + 1) : undefined;
    if (text === '') i++;
    else if (note.test(text)) {
      notes.push(text);
      i++;
    } else if (again && isSame(again, head)) i = again.end;
    else if (notes.length > 0 || again || endsTable(text)) break;
    else {
      text.split(/\s+/).forEach((word, w) => {
        found.push({ text: word, first: w === 0 });
      });
      i++;
    }
  }
  return { words: found, notes, end: i };
}

function isSame(a: Header, b: Header): boolean {
  return a.width === b.width && a.header.join('') === b.header.join('');
}

function endsTable(text: string): boolean {
  return isTitle(text) || leadsChapter(text) || /[。；]$/.test(text);
}
