/** From what was read to a report's source. Tables go through the language's own reading of pasted rows. */

import { applyEdits } from '../../base/edits.ts';
import { foldName } from '../../base/fold.ts';
import { keyLine, LACK, type Lack, MARK } from '../../base/keys.ts';
import { splitLines } from '../../base/lines.ts';
import { append } from '../../base/lists.ts';
import { pushTo } from '../../base/maps.ts';
import { message } from '../../messages/index.ts';
import { type Analysis, barTable, open } from '../../service.ts';
import { barLines } from './bars.ts';
import { settleFoot } from './foot.ts';
import { frontMatter } from './front.ts';
import { filled, headRows, isNumberRow, own, rowKey, tidy } from './grid.ts';
import { type Aligned, alignNested, isNestedHeader, nestedWords } from './nested.ts';
import type {
  Doubt,
  Grid,
  GridCell,
  Imported,
  ImportedTable,
  Mark,
  Piece,
  Reading,
  Remark,
} from './types.ts';
import { withUnprinted } from './unprinted.ts';
import { oneLine } from './xlsx.ts';

/** @param name the file's name, which may tell what the report does not */
export function writeReport({ pieces, remarks, unprinted = [] }: Reading, name?: string): Imported {
  const { lines, marks } = sourceLines(pieces);
  const body = squeezeBlanks(lines);
  const pasted = open(`${frontMatter(open(`${body}\n`), name)}${body}\n`);
  const text = withUnprinted(alignColumns(open(barred(pasted))), unprinted);
  const more: Remark[] = [...remarks];
  const lost = notFound(pieces, text);
  if (lost.length > 0) more.push({ id: 'import.left-over', data: { count: String(lost.length) } });
  return finish(
    lost.length === 0 ? text : `${text}\n${lost.map((t) => `// ${oneLine(t)}`).join('\n')}\n`,
    more,
    marks,
  );
}

/** What was read as lines of source, and what they ask a person to look at; tables as tab rows where the language is to work out their header. */
export function sourceLines(pieces: readonly Piece[]): { lines: string[]; marks: Mark[] } {
  const reference = open('').reference;
  let title = '';
  const lines: string[] = [];
  const marks: Mark[] = [];
  const mark = (words: string, about: Mark['about'], lacks?: Lack) => {
    const comment = `// ${MARK.doubt}${lacks ? `（${lacks}）` : ''}：${oneLine(words)}`;
    marks.push({ comment, about });
    lines.push(comment);
  };
  for (const piece of pieces) {
    switch (piece.kind) {
      case 'blank':
        lines.push('');
        break;
      case 'doubt':
        lines.push('');
        mark(piece.told ?? piece.text, { row: piece.text }, piece.lacks);
        lines.push('');
        break;
      case 'aside':
        lines.push(`// ${oneLine(piece.text)}`);
        break;
      case 'heading':
        title = oneLine(piece.text);
        lines.push('', `${'#'.repeat(Math.max(1, Math.min(6, piece.level)))} ${title}`);
        break;
      case 'line':
        lines.push(proseLine(piece.text));
        break;
      case 'unparted': {
        const count = piece.lines.length;
        lines.push('');
        mark(message('zh', 'import.mark.unparted', { count: String(count) }), { below: count }, LACK.both);
        append(lines, [...piece.lines.map(proseLine), '']);
        break;
      }
      case 'table':
        for (const { grid, doubts } of laidOut(piece, title, reference)) {
          append(lines, ['', ...tableLines(grid, reference.vocabulary.total, piece), '']);
          if (piece.guessed) {
            mark(message('zh', 'import.mark.guessed', {}), 'table');
            lines.push('');
          }
          for (const row of [...doubts].sort((a, b) => a - b)) {
            const words = filled(grid[row] ?? []).join(' ');
            mark(words, { row: words });
            lines.push('');
          }
        }
        break;
    }
  }
  return { lines, marks };
}

/**
 * A report's source with what is to be told of it.
 * @param marks what its comments ask a person to look at
 */
export function finish(text: string, remarks: readonly Remark[], marks: readonly Mark[]): Imported {
  const unsure = doubtsIn(text, marks);
  const told: Remark[] =
    unsure.length === 0
      ? [...remarks]
      : [...remarks, { id: 'import.doubts', data: { count: String(unsure.length) } }];
  const todo = splitLines(text).flatMap(({ text: line }, i): Doubt[] =>
    line.startsWith(`// ${TODO}`) ? [{ line: i + 1, lines: 1, text: line.slice(`// ${TODO}`.length) }] : [],
  );
  return { text, marks, tables: tablesOf(open(text)), remarks: told, unsure: [...unsure, ...todo] };
}

/** The tables that a grid holds, their rows under their headers. */
function laidOut(
  { rows, loose }: Extract<Piece, { kind: 'table' }>,
  title: string,
  reference: Analysis['reference'],
): Aligned[] {
  const parts = partsOf(rows, nestedWords(reference));
  if (!loose) return parts.map((grid) => ({ grid, doubts: new Set<number>() }));
  return alignNested(parts, title, reference).map(({ grid, doubts }) => {
    const foot = settleFoot(grid, headRows(grid, reference.vocabulary.total));
    return { grid: foot.grid, doubts: new Set([...doubts, ...foot.doubts]) };
  });
}

/** A block that changes its header on the way is several tables (资金, 目标, 指标 of a self-evaluation). */
function partsOf(grid: Grid, columns: ReadonlySet<string>): Grid[] {
  const starts = [0];
  grid.forEach((row, r) => {
    if (r === 0) return;
    if (isNestedHeader(row, columns) && r - (starts.at(-1) as number) > 1) starts.push(r);
  });
  return starts.map((from, i) => tidy(grid.slice(from, starts[i + 1] ?? grid.length)));
}

/**
 * A table's lines. Where merged cells or a single row tell the header, bar rows; else tab rows, whose header the
 * language works out as in any paste.
 */
function tableLines(
  grid: Grid,
  totals: readonly string[],
  { loose, guessed }: { readonly loose?: boolean; readonly guessed?: boolean },
): string[] {
  if (grid.length < 2) return [proseLine(filled(grid[0] ?? []).join('　'))];
  const merged = grid.some((row) => row.some((cell) => cell.covered !== undefined));
  // Where cells stand in their columns, a first row of names that none reaches out of is the whole header.
  const plain =
    !loose && grid[0]?.every((c) => own(c) !== '') && !grid[1]?.some((c) => c.covered === 'above');
  const head = plain ? 1 : headRows(grid, totals);
  // A table that is marked must stand as it was read: the mark names its rows.
  if (!merged && !guessed && head > 1)
    return grid.map((row) => rowLine(row.map((c) => cellText(own(c))).join('\t')));
  const top = grid.slice(0, head);
  const named = top.filter((row) => !isNumberRow(row));
  const header = (grid[0] as readonly GridCell[]).map((_, c) => {
    const parts = named.map((row) =>
      oneLine(row[c]?.text ?? '')
        .replace(/\s+/g, '')
        .replaceAll('/', '／'),
    );
    return parts.filter((part, i) => part !== '' && part !== parts[i - 1]).join('/');
  });
  // A page break repeats the header; once is enough.
  const heads = new Set(top.map(rowKey));
  const body = [
    ...top.filter((row) => isNumberRow(row)),
    ...grid.slice(head).filter((row) => !heads.has(rowKey(row))),
  ];
  return barLines([header, ...body.map((row) => row.map((c) => cellText(own(c))))]);
}

/** The text with columns of figures set to the right, as the formatter sets them. */
export function alignColumns(analysis: Analysis): string {
  const lines = splitLines(analysis.text);
  const texts = lines.map((l) => l.text);
  for (const { table, line } of analysis.report.tables) {
    table.block.lines.forEach((l, i) => {
      if (!/^\|(?: --- \|)+$/.test(l.text)) return;
      const cells = table.columns.map(({ role }) =>
        role === 'value' || role === 'percent' || role === 'line-number' ? '---:' : '---',
      );
      if (cells.length === l.text.split('---').length - 1) texts[line + i] = `| ${cells.join(' | ')} |`;
    });
  }
  return texts.map((text, i) => text + (lines[i]?.eol ?? '')).join('');
}

function cellText(text: string): string {
  return oneLine(text);
}

/** A row must not be taken for a heading, a comment or a bar row. */
function rowLine(line: string): string {
  return line.replace(/^(\s*)([#|]|\/\/)/, (_, blank: string, sign: string) => blank + widen(sign));
}

/** Prose has no escapes: what would begin a construct is written in full width. */
function proseLine(text: string): string {
  const line = text
    .replace(/\t+/g, '  ')
    .replace(/\s*\n\s*/g, ' ')
    .trim();
  return line.replace(/^(?:#{1,6}(?=\s)|\/\/|\|)/, widen);
}

function widen(sign: string): string {
  return sign.replace(/[#|/]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));
}

function squeezeBlanks(lines: readonly string[]): string {
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** The tab rows turned into bar rows as by the fix that the editor offers; nothing is checked for it. */
function barred(analysis: Analysis): string {
  const tables = analysis.report.tables.filter(({ table }) => table.dialect === 'tab');
  const edits = tables.flatMap(({ table, line }) => barTable(table, line, analysis.tree.lines));
  return applyEdits(analysis.text, edits);
}

/** What a comment begins with that asks a person to write a sentence anew. */
export const TODO = keyLine(MARK.todo, '');

/** The rows that comments ask a person to look at. */
function doubtsIn(text: string, marks: readonly Mark[]): Doubt[] {
  const lines = splitLines(text).map((l) => l.text);
  const known = new Map<string, Mark[]>();
  for (const mark of marks) pushTo(known, mark.comment, mark);
  return lines.flatMap((line, i): Doubt[] => {
    if (!line.startsWith(`// ${MARK.doubt}`)) return [];
    const words = line.replace(/^[^：]*：/, '');
    const place = placeOf(lines, i, known.get(line)?.shift()?.about);
    // What a comment asks for is told, wherever its rows went.
    return [{ line: (place?.line ?? i) + 1, lines: place?.lines ?? 1, text: words }];
  });
}

/** Where the lines are that a comment speaks of. */
function placeOf(
  lines: readonly string[],
  at: number,
  about: Mark['about'] | undefined,
): { line: number; lines: number } | undefined {
  if (about === undefined) return undefined;
  if (about !== 'table' && 'below' in about) return { line: at + 1, lines: about.below };
  const bare = (t: string) => foldName(t).replace(/[|\s]/g, '');
  const row = about === 'table' ? undefined : bare(about.row);
  for (let i = at - 1; i >= 0 && !lines[i]?.startsWith('#'); i--) {
    if (!lines[i]?.startsWith('|')) continue;
    if (row !== undefined && bare(lines[i] as string) === row) return { line: i, lines: 1 };
    if (row === undefined && !lines[i - 1]?.startsWith('|')) {
      const end = lines.findIndex((l, k) => k > i && !l.startsWith('|'));
      return { line: i, lines: end - i };
    }
  }
  return undefined;
}

function tablesOf(analysis: Analysis): ImportedTable[] {
  return analysis.report.tables.map(({ table, line }) => ({
    title: table.title,
    line: (table.context.titleLine ?? line) + 1,
    rows: new Set(table.rows.map((r) => r.line)).size,
    columns: table.columns.length,
    form: table.form?.title,
  }));
}

/** Texts that were read and stand nowhere in what was written. None should; if one does, it is kept as a comment. */
function notFound(pieces: readonly Piece[], text: string): string[] {
  const bare = (t: string) => foldName(t).replace(/[|\\/:：.\-_#<>＃｜／]/g, '');
  const whole = bare(text);
  const lost = new Set<string>();
  const check = (t: string) => {
    const wanted = bare(t);
    if (wanted !== '' && !whole.includes(wanted)) lost.add(t);
  };
  for (const piece of pieces) {
    if (piece.kind === 'blank') continue;
    if (piece.kind === 'unparted') piece.lines.forEach(check);
    else if (piece.kind !== 'table') check(piece.text);
    else
      for (const row of piece.rows)
        for (const cell of row) if (own(cell) !== '') check((cell as GridCell).text);
  }
  return [...lost];
}
