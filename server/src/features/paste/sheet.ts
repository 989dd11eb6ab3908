/** A copied table with what tells where its columns belong: its own header, or how many columns it has. */

import type { Analysis } from '../../analysis/analysis.ts';
import { applyEdits } from '../../base/edits.ts';
import { foldName, foldWidth } from '../../base/fold.ts';
import { append } from '../../base/lists.ts';
import type { Range, TextEdit } from '../../base/range.ts';
import { isTableNumber } from '../../base/titles.ts';
import type { PlacedTable } from '../../model/report.ts';
import type { TableModel } from '../../model/types.ts';
import { analyse } from '../../rules/analyse.ts';
import { cellsOf, type Line } from '../../syntax/line.ts';
import { eolOf } from '../place.ts';
import { skeletonBody } from '../skeleton.ts';
import {
  columnsByName,
  keyColumns,
  labelColumns,
  type Mapping,
  placedRows,
  waysThatBalance,
} from './columns.ts';
import { type Choice, type Into, isTotalRow, rowsIntoTable } from './rows.ts';
import { bodyLines, isUnfilled, type Target } from './target.ts';
import { SAYS } from './words.ts';

/** A table that was copied with its header, as it reads under the heading that it goes to. */
export interface HeadedSheet {
  readonly analysis: Analysis;
  readonly placed: PlacedTable;
  /** The title that it brings. */
  readonly title: string | undefined;
}

/** How a table with a header goes into one that is there; undefined where it is a table of its own. */
export function headedIntoTable(analysis: Analysis, target: Target, sheet: HeadedSheet): Into | undefined {
  const { table } = target.placed;
  const { table: own } = sheet.placed;
  if (sheet.title !== undefined && !isTitleOf(analysis, table, sheet.title)) return undefined;
  const unfilled = isUnfilled(table);
  const mapping = columnsByName(own.columns, table.columns);
  const sameUnit = !own.unitKnown || own.unit === table.unit;
  const numbers = own.numberLines.length > 0 && table.numberLines.length === 0;
  if (mapping && sameUnit && !(unfilled && numbers)) {
    const rows = placedRows(sourceRows(sheet), mapping, table.columns.length);
    const into = rowsIntoTable(analysis, target, rows, true);
    return into && 'edits' in into ? { edits: [...into.edits, ...notesInto(analysis, target, sheet)] } : into;
  }
  return unfilled ? { edits: [wholeTable(analysis, target, sheet)] } : undefined;
}

/** Whether a title names a table: by its words, or as another name of its form. */
function isTitleOf(analysis: Analysis, { title, form }: TableModel, copied: string): boolean {
  if (foldName(copied) === foldName(title)) return true;
  const { front } = analysis.report;
  const matches = analysis.reference.forms.match(copied, front.unit, front.kind);
  // Several forms may go by one title: which it is here, the table says that it goes to.
  const [best] = matches;
  return matches.some((m) => m.form === form && m.by === best?.by && m.alias === best.alias);
}

/** What was copied below the rows (`注：…故本表无数据`), put below those of the table that has it not yet. */
function notesInto(
  analysis: Analysis,
  { placed }: Target,
  { analysis: from, placed: own }: HeadedSheet,
): TextEdit[] {
  const { lines } = analysis.tree;
  const behind = (of: PlacedTable) => of.line + of.table.block.roles.lastIndexOf('row') + 1;
  const there = placed.table.block.lines.map((line) => foldName(line.text));
  const notes = from.tree.lines
    .slice(behind(own))
    .map((line) => line.text.trim())
    .filter((text) => text !== '' && !there.includes(foldName(text)));
  if (notes.length === 0) return [];
  const eol = eolOf(analysis.tree);
  const line = behind(placed) - 1;
  const end = { line, character: lines[line]?.text.length ?? 0 };
  return [{ range: { start: end, end }, newText: notes.map((text) => eol + text).join('') }];
}

/** The rows of a table without its header, cells as they stand in the source. */
function sourceRows({ placed }: HeadedSheet): string[][] {
  const { table } = placed;
  return bodyLines(table).map((i) => {
    const line = table.block.lines[i] as Line;
    return cellsOf(line).map((cell) => line.text.slice(cell.start, cell.end));
  });
}

/** The number of a table as its lines above print it (`公开07表`). */
function printedNumber(lines: readonly Line[]): readonly string[] {
  const words = lines.flatMap((line) => line.text.trim().split(/\s{2,}/));
  const number = words.find((word) => isTableNumber(foldWidth(word)));
  return number === undefined ? [] : [number];
}

/** A skeleton gives way to the whole of what was copied; what only its property lines say stays. */
function wholeTable(
  analysis: Analysis,
  { placed }: Target,
  { analysis: from, placed: own }: HeadedSheet,
): { range: Range; newText: string } {
  const eol = eolOf(analysis.tree);
  const { block } = placed.table;
  const first = block.roles.indexOf('row');
  const last = block.roles.lastIndexOf('row');
  const ownLines = own.table.block.lines.map((_, i) => from.tree.lines[own.line + i]?.text ?? '');
  const ownFirst = own.table.block.roles.indexOf('row');
  const properties = ownLines.slice(0, ownFirst).filter((text) => text.trim() !== '');
  // The unit of money that was copied with the amounts is theirs.
  const from0 = own.table.unitKnown && own.table.unit !== placed.table.unit ? 0 : first;
  const number = own.table.number ? [] : printedNumber(block.lines.slice(0, first));
  const above =
    from0 === 0 ? [[...number, ...properties.slice(0, 1)].join('    '), ...properties.slice(1), ''] : [];
  const end = analysis.tree.lines[placed.line + last]?.text.length ?? 0;
  return {
    range: {
      start: { line: placed.line + from0, character: 0 },
      end: { line: placed.line + last, character: end },
    },
    newText: [...above, ...ownLines.slice(ownFirst)].join(eol).trimEnd(),
  };
}

/**
 * How rows without a header go into a table: as wide as it is, by position; narrower, where their sums come out. Where
 * several columns would do, they are to be chosen from.
 * @param rows escaped texts of cells
 */
export function rowsWithoutHeader(
  analysis: Analysis,
  target: Target,
  rows: readonly (readonly string[])[],
): Into | undefined {
  const { table } = target.placed;
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const labels = labelColumns(rows, width);
  if (labels === 0) return undefined;
  const whole = rows.some((row) => isTotalRow(analysis, row));
  const all = table.columns.length;
  if (width === all) {
    const padded = rows.map((row) => Array.from({ length: all }, (_, i) => row[i] ?? ''));
    return rowsIntoTable(analysis, target, padded, whole);
  }
  if (width > all || table.panels.length !== 1 || labels !== keyColumns(table)) return undefined;
  const put = (way: Mapping): Way[] => {
    const into = rowsIntoTable(analysis, target, placedRows(rows, way, all), whole);
    return into && 'edits' in into ? [{ columns: way.slice(labels), edits: into.edits }] : [];
  };
  const ways = waysThatBalance(analysis, target.placed, rows, labels).flatMap(put);
  if (ways.length === 0) append(ways, put(Array.from({ length: width }, (_, i) => i)));
  else {
    const best = bestInReport(analysis, ways);
    if (best) return { edits: best.edits };
  }
  const choices = ways.slice(0, MOST_CHOICES).map(({ columns, edits }): Choice => {
    const names = columns.map((i) => table.columns[i]?.path.at(-1) ?? '');
    return { title: analysis.say(SAYS.columns, { columns: names.join('、') }), edits };
  });
  return choices.length > 0 ? { choices } : undefined;
}

interface Way {
  /** The columns that the amounts go to. */
  readonly columns: readonly number[];
  readonly edits: readonly TextEdit[];
}

/** The one way that agrees better with the other tables than all others. */
function bestInReport(analysis: Analysis, ways: readonly Way[]): Way | undefined {
  if (ways.length === 1) return ways[0];
  if (ways.length > MOST_CHOICES) return undefined;
  let before: Analysis | undefined;
  const scored = ways.map((way) => {
    before = analyse(applyEdits(analysis.text, way.edits), analysis.options, before);
    const { graph } = before;
    return { way, broken: graph.count('broken'), holds: graph.count('exact') };
  });
  scored.sort((a, b) => a.broken - b.broken || b.holds - a.holds);
  const [first, second] = scored;
  const better = first && second && (first.broken < second.broken || first.holds > second.holds);
  return better ? first.way : undefined;
}

/** More than these nobody reads. */
const MOST_CHOICES = 24;

/**
 * A report with the empty table that a heading promises, for rows that come without a header; undefined where a table
 * stands there, or the heading names no form.
 */
export function withSkeleton(analysis: Analysis, line: number): { text: string; line: number } | undefined {
  const section = analysis.report.allSections.filter((s) => s.line <= line).at(-1);
  if (!section) return undefined;
  const lines = analysis.tree.lines.slice(section.line + 1, line + 1);
  const properties = lines.filter((l) => l.text.trim() !== '');
  if (properties.some((l) => l.kind !== 'property')) return undefined;
  const { front } = analysis.report;
  const [match] = analysis.reference.forms.match(section.text, front.unit, front.kind);
  if (!match) return undefined;
  const { form } = match;
  const eol = eolOf(analysis.tree);
  const body = skeletonBody(analysis, form, eol).trimEnd().split(eol);
  const own = properties.length > 0 ? [...properties.map((l) => l.text), ...body.slice(1)] : body;
  const after = (analysis.tree.lines[line + 1]?.text ?? '').trim() === '' ? [] : [''];
  const end = { line, character: analysis.tree.lines[line]?.text.length ?? 0 };
  const above = { line: section.line, character: analysis.tree.lines[section.line]?.text.length ?? 0 };
  const newText = ['', ...own, ...after].join(eol);
  const text = applyEdits(analysis.text, [{ range: { start: above, end }, newText }]);
  const placed = analyse(text, analysis.options).report.tables.find((t) => t.line > section.line);
  const row = placed && bodyLines(placed.table)[0];
  return placed && row !== undefined ? { text, line: placed.line + row } : undefined;
}

/**
 * The edits that bring a table up to date from one that a file holds: its rows, in the table's own columns where all of
 * the file's are among them, else the whole of it. Undefined where remarks stand between its rows, which would be lost.
 */
export function updatedFrom(
  analysis: Analysis,
  placed: PlacedTable,
  sheet: HeadedSheet,
): TextEdit[] | undefined {
  const { table } = placed;
  const body = bodyLines(table);
  const [first] = body;
  const last = body.at(-1);
  if (first === undefined || last === undefined) return undefined;
  if (table.block.roles.slice(first, last + 1).some((role) => role !== 'row')) return undefined;
  const { table: own } = sheet.placed;
  const mapping = columnsByName(own.columns, table.columns);
  if (!mapping || (own.unitKnown && own.unit !== table.unit))
    return [wholeTable(analysis, { placed, anchor: placed.line + last }, sheet)];
  const rows = placedRows(sourceRows(sheet), mapping, table.columns.length);
  const kept = withOwnColumns(placed, rows, mapping);
  const end = table.block.lines[last]?.text.length ?? 0;
  const range = {
    start: { line: placed.line + first, character: 0 },
    end: { line: placed.line + last, character: end },
  };
  return [{ range, newText: kept.map((row) => `| ${row.join(' | ')} |`).join(eolOf(analysis.tree)) }];
}

/** Rows with what the table has in columns that the file has not, by the names of the rows. */
function withOwnColumns({ table }: PlacedTable, rows: readonly string[][], mapping: Mapping): string[][] {
  const keys = keyColumns(table);
  const keyOf = (row: readonly string[]) => foldName(row.slice(0, keys).join(''));
  const there = new Map<string, string[]>();
  for (const i of bodyLines(table)) {
    const line = table.block.lines[i] as Line;
    const cells = cellsOf(line).map((cell) => line.text.slice(cell.start, cell.end));
    there.set(keyOf(cells), cells);
  }
  const given = new Set(mapping);
  return rows.map((row) => {
    const own = there.get(keyOf(row));
    return row.map((text, i) => (given.has(i) ? text : (own?.[i] ?? '')));
  });
}
