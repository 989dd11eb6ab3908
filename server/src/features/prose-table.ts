/**
 * A table of lines that an importer left as prose, since no line parted their columns (待核对). Where the words stood on
 * the page is not known any more: what is left are blanks, and how many amounts a row has. Rows that have one for each
 * column say all; those with fewer are filled from the left, and the table stays marked as one that lacks columns.
 */

import type { Analysis } from '../analysis/analysis.ts';
import { foldWidth } from '../base/fold.ts';
import { keyLine, LACK, type Lack, MARK } from '../base/keys.ts';
import { largest } from '../base/lists.ts';
import type { Position, Range } from '../base/range.ts';
import { message } from '../messages/index.ts';
import { escapeCell } from '../rules/syntax/tab-rows.ts';
import type { Action } from './action.ts';
import { eolOf } from './place.ts';
import { skeletonRows } from './skeleton.ts';

type Row = readonly string[];
type Kind = 'words' | 'code' | 'count' | 'amount';

/** A mark of the importer over rows that it could not part, as its words begin; its first group is their number. */
function markOfRows(): RegExp {
  const [before = '', behind = ''] = message('zh', 'import.mark.unparted', { count: '#' }).split('#');
  return new RegExp(`^//\\s*${MARK.doubt}(?:（[^（）]*）)?：${before}(\\d+)${behind.slice(0, 2)}`);
}

/** Tables of reports have no more columns than this. */
const WIDEST = 40;

/** The ways to make a table of the marked lines, or of the selected ones, one for each set of column names. */
export function tablesOfProse(analysis: Analysis, range: Range): Action[] {
  const block = markedLines(analysis, range.start.line) ?? selectedLines(analysis, range);
  if (!block) return [];
  const texts = analysis.tree.lines.slice(block.first, block.end).map((l) => l.text);
  const rows = texts.filter((t) => t.trim() !== '').map(cellsIn);
  const first = rows.findIndex((row) => isData(row));
  const body = rows.slice(first).filter((row) => row.length > 0);
  const width = widthOf(body);
  if (first < 0 || width === undefined) return [];
  const kinds = kindsOf(body, width);
  return namesFor(analysis, block.from, rows.slice(0, first), kinds).map((names) => ({
    title: analysis.say('action.prose-table', {
      count: String(rows.length),
      columns: String(width),
      names: shortened(names.join('、')),
    }),
    kind: 'refactor.rewrite',
    edits: [
      {
        range: { start: { line: block.from, character: 0 }, end: endOf(analysis, block.end) },
        newText: written({ names, head: rows.slice(0, first), body, kinds }, eolOf(analysis.tree)),
      },
    ],
    preferred: false,
    mends: [],
  }));
}

interface Lines {
  /** The first line that the table takes the place of, the first of the rows, and the one behind the last. */
  readonly from: number;
  readonly first: number;
  readonly end: number;
}

/** Where a line begins, or the end of the file where there is none. */
function endOf({ tree }: Analysis, line: number): Position {
  if (line < tree.lines.length) return { line, character: 0 };
  const last = tree.lines.length - 1;
  return { line: last, character: tree.lines[last]?.text.length ?? 0 };
}

/** The lines that the comment above a line, or on it, says are rows. */
function markedLines(analysis: Analysis, line: number): Lines | undefined {
  const { lines } = analysis.tree;
  const rows = markOfRows();
  for (let at = line; at >= 0 && line - at <= 500; at--) {
    const text = lines[at]?.text ?? '';
    const count = Number(rows.exec(text)?.[1] ?? 0);
    if (count > 0) return line <= at + count ? { from: at, first: at + 1, end: at + 1 + count } : undefined;
    if (text.startsWith('#') || text.startsWith('|')) return undefined;
  }
  return undefined;
}

function selectedLines(analysis: Analysis, { start, end }: Range): Lines | undefined {
  const to = end.character === 0 ? end.line : end.line + 1;
  const kinds = analysis.tree.lines.slice(start.line, to).map((l) => l.kind);
  if (to - start.line < 2 || kinds.some((kind) => kind !== 'prose' && kind !== 'blank')) return undefined;
  return { from: start.line, first: start.line, end: to };
}

const FIGURE = /^[-−+]?(?:\d[\d,]*(?:\.\d+)?%?|—+|-)$/;

/** The cells of a line: wide gaps part words, any gap parts figures. */
function cellsIn(text: string): Row {
  const cells: string[] = [];
  for (const part of text.trim().split(/\t|[ \u3000]{2,}/)) {
    let open = false;
    for (const word of part.split(/[ \u3000]/).filter((w) => w !== '')) {
      const figure = FIGURE.test(foldWidth(word));
      if (open && !figure) cells.push(`${cells.pop()} ${word}`);
      else cells.push(word);
      open = !figure;
    }
  }
  return cells;
}

function kindOf(cell: string): Kind {
  const text = foldWidth(cell);
  if (!FIGURE.test(text)) return 'words';
  if (/^\d{3}(?:\d{2}){0,2}$/.test(text)) return 'code';
  return /^\d{1,2}$/.test(text) ? 'count' : 'amount';
}

function isData(row: Row): boolean {
  return (
    row.length >= 2 && row.some((c) => kindOf(c) === 'amount' || kindOf(c) === 'code') && !isNumbers(row)
  );
}

/** A row of 栏次. */
function isNumbers(row: Row): boolean {
  const numbers = row.filter((c) => kindOf(c) !== 'words').map((c) => Number(foldWidth(c)));
  return numbers.length > 1 && numbers.every((n, i) => n === i + 1) && row.length - numbers.length <= 2;
}

/** How many columns rows have: as many as the fullest, where it is not alone. */
function widthOf(rows: readonly Row[]): number | undefined {
  const width = largest(
    rows.map((row) => row.length),
    0,
  );
  const full = rows.filter((row) => row.length === width).length;
  return rows.length >= 2 && width >= 2 && width <= WIDEST && full >= 2 ? width : undefined;
}

/** What stands in each column, by the rows that fill all of them. */
function kindsOf(rows: readonly Row[], width: number): Kind[] {
  const full = rows.filter((row) => row.length === width);
  return Array.from({ length: width }, (_, c) => {
    const kinds = full.map((row) => kindOf(row[c] as string));
    const most = (kind: Kind) => kinds.filter((k) => k === kind).length;
    return (['words', 'code', 'count', 'amount'] as const).reduce((a, b) => (most(b) > most(a) ? b : a));
  });
}

/** The names that the columns may have: those of a header line, those of the form that the heading names, or numbers. */
function namesFor(analysis: Analysis, line: number, head: readonly Row[], kinds: readonly Kind[]): Row[] {
  const width = kinds.length;
  const found = head.filter((row) => row.length === width && row.every((c) => kindOf(c) === 'words'));
  const { front } = analysis.report;
  const title = [...analysis.tree.lines.slice(0, line)]
    .reverse()
    .find((l) => l.kind === 'heading')
    ?.text.replace(/^#+\s*/, '');
  const forms = title === undefined ? [] : analysis.reference.forms.match(title, front.unit, front.kind);
  for (const { form } of forms) {
    const [header] = skeletonRows(form);
    const names = header === undefined ? [] : namesIn(header);
    if (names.length === width && !found.some((row) => row.join() === names.join())) found.push(names);
  }
  const plain = kinds.map((kind, c) =>
    kind === 'code' && c === 0
      ? (analysis.reference.vocabulary.codeContaining[0] as string)
      : message('zh', 'table.made.column', { number: String(c + 1) }),
  );
  return found.length > 0 ? found.slice(0, 3) : [plain];
}

function namesIn(header: string): Row {
  return header
    .replace(/^\|\s*|\s*\|$/g, '')
    .split(/\s*\|\s*/)
    .filter((name) => name !== '');
}

/**
 * A row's cells under the columns, from the left: each in the first one that holds its kind and leaves room for the
 * rest. Undefined where one finds none.
 */
function placed(row: Row, kinds: readonly Kind[]): Row | undefined {
  if (row.length === kinds.length) return row;
  const cells = kinds.map(() => '');
  let at = 0;
  for (const [i, cell] of row.entries()) {
    const last = kinds.length - (row.length - i);
    const kind = kindOf(cell);
    const fits = (c: number) =>
      kinds[c] === kind || (kind !== 'words' && kinds[c] === 'amount' && kind !== 'code');
    let c = at;
    while (c <= last && !fits(c)) c++;
    if (c > last) return undefined;
    cells[c] = cell;
    at = c + 1;
  }
  return cells;
}

interface Draft {
  readonly names: Row;
  readonly head: readonly Row[];
  readonly body: readonly Row[];
  readonly kinds: readonly Kind[];
}

/** The table; lines over it that are no names stay as comments, and what is to be compared is said below. */
function written({ names, head, body, kinds }: Draft, eol: string): string {
  const bar = (cells: Row) => `| ${cells.map((c) => escapeCell(c)).join(' | ')} |`;
  const over = head.filter((row) => row.join() !== names.join()).map((row) => `// ${row.join('　')}`);
  const rows = body.map((row) => placed(row, kinds) ?? [row.join(' '), ...kinds.slice(1).map(() => '')]);
  const short = body.filter((row) => row.length !== kinds.length).length;
  const mark =
    short > 0
      ? doubt(message('zh', 'table.made.short', { count: String(short) }), LACK.columns)
      : doubt(message('zh', 'table.made.parted', {}));
  const rule = `| ${kinds.map((kind) => (kind === 'amount' ? '---:' : '---')).join(' | ')} |`;
  return ['', ...over, bar(names), rule, ...rows.map(bar), '', mark, '', ''].join(eol);
}

/** A comment that asks a person to look (docs/language.md §10). */
function doubt(words: string, lack?: Lack): string {
  return `// ${keyLine(lack ? `${MARK.doubt}（${lack}）` : MARK.doubt, words)}`;
}

function shortened(text: string): string {
  return text.length > 30 ? `${text.slice(0, 29)}…` : text;
}
