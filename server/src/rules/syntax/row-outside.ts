/** A row that stands behind its table as a paragraph: the total alone on the next page, lines that lost their bars. */

import type { RuleContext } from '../../analysis/rule.ts';
import { parseNumber } from '../../base/amount.ts';
import { foldName, foldWidth } from '../../base/fold.ts';
import type { Range, TextEdit } from '../../base/range.ts';
import type { TableModel } from '../../model/types.ts';
import type { Line } from '../../syntax/line.ts';
import { escapeCell } from './tab-rows.ts';

/** Rows outside of their table, one after the other. */
export interface RowsOutside {
  readonly table: TableModel;
  readonly count: number;
  readonly range: Range;
  /** The edits that put them into the table; [] where it is not sure which cell each amount belongs to. */
  readonly edits: readonly TextEdit[];
}

/** A line that reads as a row. */
interface Outside {
  readonly at: number;
  readonly line: Line;
  /** [] where its cells cannot be told. */
  readonly cells: readonly string[];
}

const GAP = /[\t\u3000 ]+/;

/** Rows right behind tables of bar rows that stand there as paragraphs, with what puts them into the table. */
export function* rowsOutside({ report, tree, reference }: RuleContext): Iterable<RowsOutside> {
  const totals = new Set(reference.vocabulary.total);
  for (const { table, line: start } of report.tables) {
    if (table.dialect !== 'bar') continue;
    const behind = start + table.block.lines.length;
    const rows: Outside[] = [];
    for (let at = behind; at < tree.lines.length; at++) {
      const line = tree.lines[at] as Line;
      if (line.kind === 'blank') continue;
      const cells = line.kind === 'prose' ? cellsOfRow(table, line.text, totals) : undefined;
      if (!cells) break;
      rows.push({ at, line, cells });
    }
    const first = rows[0];
    const last = rows.at(-1);
    if (!first || !last) continue;
    const { start: from } = rangeOf(first);
    const range = { start: from, end: rangeOf(last).end };
    const joins = table.block.roles.at(-1) === 'row' && rows.every((row) => row.cells.length > 0);
    yield { table, count: rows.length, range, edits: joins ? joining(rows, behind) : [] };
  }
}

/**
 * The cells of a line that reads as a row of a table: a total or a code first, then as many amounts as the table has
 * columns for.
 * @returns undefined where it is no such row; [] where its cells cannot be told
 */
function cellsOfRow(table: TableModel, text: string, totals: ReadonlySet<string>): string[] | undefined {
  const parts = text.trim().split(GAP);
  const amounts = amountsAtEnd(parts);
  const labels = parts.slice(0, parts.length - amounts.length);
  const values = table.columns.filter((c) => c.role === 'value' || c.role === 'percent');
  if (labels.length === 0 || amounts.length < 2 || amounts.length > values.length) return undefined;
  const isTotal = totals.has(foldName(labels.join('')));
  if (!isTotal && !isItem(table, labels)) return undefined;
  if (amounts.length < values.length) return isTotal ? [] : undefined;
  const names = table.columns.filter((c) => c.role === 'label' || c.role === 'code');
  if (!isTotal && labels.length !== names.length) return [];
  const cells = table.columns.map(() => '');
  for (const [i, column] of values.entries()) cells[column.index] = amounts[i] as string;
  if (isTotal) cells[(names[0] ?? table.columns[0])?.index ?? 0] = labels.join('');
  else for (const [i, column] of names.entries()) cells[column.index] = labels[i] as string;
  return cells;
}

function amountsAtEnd(parts: readonly string[]): string[] {
  const last = parts.findLastIndex((part) => parseNumber(foldWidth(part)) === undefined);
  return parts.slice(last + 1);
}

/** Whether labels are codes and a name, as rows of a table of codes have them. */
function isItem(table: TableModel, labels: readonly string[]): boolean {
  if (!table.columns.some((c) => c.role === 'code')) return false;
  const codes = labels.slice(0, -1);
  return (
    codes.length > 0 &&
    codes.every((t) => /^\d{2,7}$/.test(foldWidth(t))) &&
    !/[，。；：]/.test(labels.at(-1) ?? '')
  );
}

function rangeOf({ at, line }: Outside): Range {
  const text = line.text.trimEnd();
  return {
    start: { line: at, character: text.length - text.trimStart().length },
    end: { line: at, character: text.length },
  };
}

/** Puts rows right under the last one of the table, and takes away what parted them. */
function joining(rows: readonly Outside[], behind: number): TextEdit[] {
  return rows.map(({ at, line, cells }, i) => ({
    range: {
      start: { line: i === 0 ? behind : (rows[i - 1] as Outside).at + 1, character: 0 },
      end: { line: at, character: line.text.length },
    },
    newText: `| ${cells.map(escapeCell).join(' | ')} |`,
  }));
}
