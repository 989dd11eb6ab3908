/** Changes single amounts of a sample and looks whether the change is found. */

import type { Analysis } from '../../server/src/analysis/analysis.ts';
import type { Finding } from '../../server/src/analysis/types.ts';
import { formatScaled, pow10, SCALE } from '../../server/src/base/amount.ts';
import type { Range } from '../../server/src/base/range.ts';
import type { CellFigure, TableModel } from '../../server/src/model/types.ts';
import { analyse } from '../../server/src/rules/analyse.ts';

export interface Amount {
  /** As it stands in the unchanged text: cells are the same objects in later versions, with what is printed there. */
  readonly figure: Pick<CellFigure, 'value' | 'unit' | 'printed' | 'decimals' | 'span'>;
  /** Line of the document. */
  readonly line: number;
  /** `form 行·栏`, as the lists of exceptions name it. */
  readonly name: string;
}

const isMain = (table: TableModel) => /^(?:决算|预算)0[1-9]$/.test(table.form?.id ?? '');

/** A report of its front matter and main tables alone: what the tables themselves say is enough to find a slip. */
export function mainTables(analysis: Analysis): Analysis {
  const { report, tree } = analysis;
  const front = tree.blocks.filter((b) => b.block.kind === 'front').flatMap((b) => b.block.lines);
  const tables = report.tables
    .filter((t) => isMain(t.table))
    .flatMap((t) => [...(t.section ? [tree.lines[t.section.line]!] : []), ...t.table.block.lines]);
  const text = [...front, ...tables].map((l) => l.text + (l.eol || '\n')).join('');
  return analyse(text, analysis.options);
}

/** The amounts of the main tables: forms 决算01–09 and 预算01–09. */
export function mainAmounts(analysis: Analysis): Amount[] {
  const amounts: Amount[] = [];
  for (const { table, line } of analysis.report.tables) {
    if (!table.form || !isMain(table)) continue;
    for (const row of table.rows) {
      for (const [column, figure] of row.cells) {
        if (figure.state !== 'amount' || column.role !== 'value') continue;
        const label = [row.code, row.label].filter(Boolean).join(' ').replace(/\s+/g, '');
        const { value, unit, printed, decimals, span } = figure;
        amounts.push({
          figure: { value, unit, printed, decimals, span: { ...span } },
          line: line + figure.span.line,
          name: `${table.form.id} ${label}·${column.path.join('/').replace(/\s+/g, '')}`,
        });
      }
    }
  }
  return amounts;
}

/** The text with one amount made greater by 1.00 in its unit, and the cell's new end. */
function changed(analysis: Analysis, { figure, line }: Amount): { text: string; end: number } {
  const { printed, span, unit } = figure;
  const value = figure.value + pow10(SCALE + unit);
  const decimals = Math.max(printed!.decimals, figure.decimals);
  const written = formatScaled(value, { decimals, grouped: printed!.grouped }, unit);
  const { lines } = analysis.tree;
  const text = lines
    .map(
      (l, i) =>
        (i === line ? l.text.slice(0, span.start) + written + l.text.slice(span.end) : l.text) + l.eol,
    )
    .join('');
  return { text, end: span.start + written.length };
}

const keyOf = (f: Finding) => `${f.rule} ${f.range.start.line}:${f.range.start.character} ${f.message}`;

/** Amounts whose change gives no new error that names the changed cell. */
export function unnoticed(analysis: Analysis, amounts: readonly Amount[]): string[] {
  const known = new Set(analysis.findings.map(keyOf));
  const missed: string[] = [];
  // From one changed text to the next, not each time from the first, whose stages would have to be worked out again.
  let last = analysis;
  for (const amount of amounts) {
    const { text, end } = changed(analysis, amount);
    const start = amount.figure.span.start;
    const isCell = (r: Range) =>
      r.start.line === amount.line &&
      r.start.character >= start &&
      r.end.character <= end &&
      r.end.line === amount.line;
    last = analyse(text, analysis.options, last);
    const errors = last.findings.filter((f) => f.severity === 'error' && !known.has(keyOf(f)));
    if (
      !errors.some((e) => isCell(e.range) || e.related.some((r) => r.path === undefined && isCell(r.range)))
    )
      missed.push(amount.name);
  }
  return missed;
}
