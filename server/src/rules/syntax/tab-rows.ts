/** Tab rows written as bar rows: every cell as it was, the header as paths. */
import { largest } from '../../base/lists.ts';
import type { TextEdit } from '../../base/range.ts';
import type { TableModel } from '../../model/types.ts';
import { cellsOf, isDelimiter, type Line } from '../../syntax/line.ts';

/** A cell's text inside bars. */
export function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', '<br>');
}

/**
 * Whether rows without a header of their own come next, with nothing between but what may stand within a table: a table
 * of bar rows put before them may take them in.
 */
export function rowsFollow(lines: readonly Line[], from: number): boolean {
  for (let at = from; at < lines.length; at++) {
    const line = lines[at] as Line;
    if (line.kind === 'blank' || line.kind === 'comment' || line.kind === 'property') continue;
    if (line.kind === 'tab') return true;
    const below = lines[at + 1];
    return line.kind === 'bar' && !(below?.kind === 'bar' && isDelimiter(below));
  }
  return false;
}

/**
 * The edits that turn a table of tab rows into bar rows; [] where it has none.
 * @param line first line of the table's block
 * @param lines all lines of the report
 */
export function barTable(table: TableModel, line: number, lines: readonly Line[]): TextEdit[] {
  const { block } = table;
  const rows = block.lines.flatMap((l, i) => (block.roles[i] === 'row' ? [{ line: l, at: i }] : []));
  if (table.dialect !== 'tab' || rows.length === 0) return [];
  if (rowsFollow(lines, line + block.lines.length)) return [];
  const width = largest(
    rows.map((r) => cellsOf(r.line).length),
    table.columns.length,
  );
  const numberLines = new Set(table.numberLines);
  const header = Array.from({ length: width }, (_, c) =>
    escapeCell(
      (table.columns[c]?.path ?? []).map((p) => p.replace(/\s+/g, '').replaceAll('/', '／')).join('/'),
    ),
  );
  const delimiter = Array.from({ length: width }, (_, c) => {
    const role = table.columns[c]?.role;
    return role === 'value' || role === 'percent' || role === 'line-number' ? '---:' : '---';
  });
  const edits: TextEdit[] = [];
  let headed = false;
  let before = -1;
  for (const { line: row, at } of rows) {
    // Over the page the header stands again: without it rows that print no amount are no rows of this table.
    if (before >= 0 && at > before + 1 && table.headerLines.includes(at)) headed = false;
    before = at;
    const isHeader = table.headerLines.includes(at) && !numberLines.has(at);
    const eol = row.eol === '' ? '\n' : row.eol;
    const text: string[] = [];
    if (!headed) {
      text.push(bar(header), bar(delimiter));
      headed = true;
      if (!isHeader) text.push(barRow(row, width));
    } else if (isHeader) {
      // Further header rows stand in the paths now.
      edits.push(removal(block.lines, line, at));
      continue;
    } else text.push(barRow(row, width));
    const newText = text.join(eol);
    // A bar row among tab rows stays as it is.
    if (newText === row.text) continue;
    edits.push({
      range: {
        start: { line: line + at, character: 0 },
        end: { line: line + at, character: row.text.length },
      },
      newText,
    });
  }
  return edits;
}

function removal(lines: readonly Line[], base: number, at: number): TextEdit {
  const own = lines[at] as Line;
  // Up to the next line's start; the file's last line has none.
  if (own.eol === '')
    return {
      range: {
        start: { line: base + at, character: 0 },
        end: { line: base + at, character: own.text.length },
      },
      newText: '',
    };
  return {
    range: { start: { line: base + at, character: 0 }, end: { line: base + at + 1, character: 0 } },
    newText: '',
  };
}

function barRow(row: Line, width: number): string {
  const cells = cellsOf(row).map((c) => escapeCell(c.text));
  while (cells.length < width) cells.push('');
  return bar(cells);
}

function bar(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
