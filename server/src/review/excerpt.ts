/** A few lines of the report about a finding, as it is published: enough to judge it without opening the file. */
import {
  type Analysis,
  type PublishedCell,
  type PublishedTable,
  publish,
  type Range,
  type Run,
  textOfRuns,
} from '../service.ts';
import type { Excerpt, ExcerptCell } from './types.ts';

/** Rows of a table that are shown above and below the one with the finding. */
const AROUND = 1;
/** Characters of a paragraph that are shown before and behind. */
const SIDE = 120;

/** What stands at a range; undefined where that is printed nowhere. */
export function excerptOf(analysis: Analysis, { start, end }: Range): Excerpt | undefined {
  const part = publish(analysis).parts.find((p) => start.line >= p.line && start.line < p.end);
  if (!part || part.kind === 'chart') return undefined;
  if (part.kind === 'table') return ofTable(part, start);
  const text = textOfRuns(part.runs);
  const from = offsetOf(part.runs, start);
  const to = Math.max(from, offsetOf(part.runs, end));
  return {
    kind: 'text',
    before: `${from > SIDE ? '…' : ''}${text.slice(Math.max(0, from - SIDE), from)}`,
    marked: text.slice(from, to),
    after: `${text.slice(to, to + SIDE)}${text.length > to + SIDE ? '…' : ''}`,
  };
}

function offsetOf(runs: readonly Run[], { line, character }: Range['start']): number {
  let offset = 0;
  for (const run of runs) {
    if (run.line > line || (run.line === line && run.start >= character)) return offset;
    if (run.line === line && character < run.end) return offset + character - run.start;
    offset += run.text.length;
  }
  return offset;
}

function ofTable(table: PublishedTable, at: Range['start']): Excerpt {
  const found = table.rows.findIndex((row) => row.line === at.line && row.role !== 'head');
  const body = found < 0 ? table.headRows : found;
  const rows = table.rows.flatMap((row, r) => {
    if (r >= table.headRows && Math.abs(r - body) > AROUND) return [];
    return [row.cells.map((cell) => cellOf(cell, found === r, at, r < table.headRows))];
  });
  return { kind: 'table', title: table.title, rows };
}

function cellOf(cell: PublishedCell, own: boolean, at: Range['start'], head: boolean): ExcerptCell {
  const marked = own && holds(cell, at);
  return {
    text: textOfRuns(cell.runs),
    ...(cell.colspan > 1 ? { columns: cell.colspan } : {}),
    ...(head && cell.rowspan > 1 ? { rows: cell.rowspan } : {}),
    ...(head ? { head } : {}),
    ...(marked ? { marked } : {}),
    ...(cell.align === 'right' ? { right: true } : {}),
  };
}

function holds({ line, start, end }: PublishedCell, at: Range['start']): boolean {
  return line === at.line && start <= at.character && at.character <= end;
}
