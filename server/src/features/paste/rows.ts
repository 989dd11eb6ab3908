/** Rows as wide as a table put into it: in the place of its blank ones, into those of their name, else as new ones. */

import type { Analysis } from '../../analysis/analysis.ts';
import { foldName } from '../../base/fold.ts';
import { type Range, rangeOf, type TextEdit } from '../../base/range.ts';
import { type CellSyntax, cellsOf, type Line } from '../../syntax/line.ts';
import { eolOf } from '../place.ts';
import { keyColumns } from './columns.ts';
import { bodyLines, isUnfilled, type Target } from './target.ts';
import { SAYS } from './words.ts';

type Row = readonly string[];

/** One way to paste. */
export interface Choice {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** The edits of a paste, or the ways to choose from. */
export type Into = { readonly edits: readonly TextEdit[] } | { readonly choices: readonly Choice[] };

/** Whether a row is a total: `合计`, `总计`. */
export function isTotalRow(analysis: Analysis, row: Row): boolean {
  const words = foldName(row.filter((text) => !/^[\d,.\s-]*$/.test(text)).join(''));
  return analysis.reference.vocabulary.total.includes(words);
}

/**
 * Rows put into a table. Rows of a whole table take the place of a skeleton's; else a row goes into the one of its name
 * that is still blank, and no total is doubled.
 * @param rows cells of the source, one for each column of the table
 */
export function rowsIntoTable(
  analysis: Analysis,
  target: Target,
  rows: readonly Row[],
  whole: boolean,
): Into | undefined {
  const body = bodyLines(target.placed.table);
  if (whole && isUnfilled(target.placed.table)) return { edits: [replaced(analysis, target, body, rows)] };
  const { edits, rest, rivals } = byName(analysis, target, body, rows);
  const added = rest.length > 0 ? [rowsBelow(analysis, target.anchor, rest)] : [];
  const kept = [...edits, ...added];
  if (rivals.length === 0) return kept.length > 0 ? { edits: kept } : undefined;
  const own = (which: 'theirs' | 'ours') => rivals.map((r) => r[which].filter(Boolean).join('　')).join('；');
  return {
    choices: [
      {
        title: analysis.say(SAYS.keepTotal, { row: own('theirs') }),
        edits: kept,
      },
      {
        title: analysis.say(SAYS.newTotal, { row: own('ours') }),
        edits: [...kept, ...rivals.map(({ line, cells, ours }) => rowEdit(line, cells, ours))],
      },
    ],
  };
}

/** The rows of a skeleton replaced; its header, notes and what else stands there stay. */
function replaced(
  analysis: Analysis,
  target: Target,
  body: readonly number[],
  rows: readonly Row[],
): TextEdit {
  const { line, table } = target.placed;
  const first = body[0];
  if (first === undefined) return rowsBelow(analysis, target.anchor, rows);
  const last = line + (body.at(-1) ?? first);
  // A remark between the rows is the author's: nothing is replaced then, what is blank stays.
  const between = table.block.roles.slice(first, last - line + 1).some((role) => role !== 'row');
  if (between) return rowsBelow(analysis, target.anchor, rows);
  const end = analysis.tree.lines[last]?.text.length ?? 0;
  const range = { start: { line: line + first, character: 0 }, end: { line: last, character: end } };
  return { range, newText: rows.map(bar).join(eolOf(analysis.tree)) };
}

interface Rival {
  readonly line: number;
  readonly cells: readonly CellSyntax[];
  readonly theirs: Row;
  readonly ours: Row;
}

/** Rows sorted out by the rows of a table that have their names. */
function byName(
  analysis: Analysis,
  { placed }: Target,
  body: readonly number[],
  rows: readonly Row[],
): { edits: TextEdit[]; rest: Row[]; rivals: Rival[] } {
  const keys = keyColumns(placed.table);
  const keyOf = (row: Row) => foldName(row.slice(0, keys).join(''));
  const own = body.map((i) => {
    const cells = cellsOf(placed.table.block.lines[i] as Line);
    const text = analysis.tree.lines[placed.line + i]?.text ?? '';
    return { line: placed.line + i, cells, row: cells.map((c) => text.slice(c.start, c.end)) };
  });
  const edits: TextEdit[] = [];
  const rest: Row[] = [];
  const rivals: Rival[] = [];
  const used = new Set<number>();
  for (const row of rows) {
    const key = keyOf(row);
    const like = own.find((o) => key !== '' && !used.has(o.line) && keyOf(o.row) === key);
    const taken = like?.row.some((text, i) => i >= keys && text !== '' && row[i] !== '' && text !== row[i]);
    if (like && !taken) {
      used.add(like.line);
      row.forEach((text, i) => {
        const cell = like.cells[i];
        if (cell && i >= keys && text !== '' && like.row[i] === '')
          edits.push({ range: rangeOf(like.line, cell.from, cell.to), newText: ` ${text} ` });
      });
    } else if (like && isTotalRow(analysis, row)) {
      used.add(like.line);
      rivals.push({ line: like.line, cells: like.cells, theirs: like.row, ours: row });
    } else rest.push(row);
  }
  return { edits, rest, rivals };
}

/** A row of a table written anew, from its first bar to its last. */
function rowEdit(line: number, cells: readonly CellSyntax[], row: Row): TextEdit {
  const range: Range = rangeOf(line, cells[0]?.from ?? 0, cells.at(-1)?.to ?? 0);
  return { range, newText: ` ${row.join(' | ')} ` };
}

/** Rows of their own below a line. */
export function rowsBelow(analysis: Analysis, line: number, rows: readonly Row[]): TextEdit {
  const eol = eolOf(analysis.tree);
  const end = analysis.tree.lines[line]?.text.length ?? 0;
  return { range: rangeOf(line, end, end), newText: rows.map((row) => `${eol}${bar(row)}`).join('') };
}

function bar(row: Row): string {
  return `| ${row.join(' | ')} |`;
}
