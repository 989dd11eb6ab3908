/** Places that several rules report at. */

import type { RuleContext } from '../analysis/rule.ts';
import { KEY } from '../base/keys.ts';
import { type Range, rangeOf, spanRange } from '../base/range.ts';
import type { PlacedTable } from '../model/report.ts';
import type { PanelRow, TableModel } from '../model/types.ts';
import { headingText, type Line } from '../syntax/line.ts';

/** The range of a finding about the whole file: the `类型` line, else the file's start. */
export function wholeFile(analysis: RuleContext): Range {
  const kind = analysis.report.front.entries.find((e) => e.key === KEY.kind);
  if (!kind) return rangeOf(0, 0, 0);
  return rangeOf(kind.keySpan.line, 0, analysis.tree.lines[kind.keySpan.line]?.text.length ?? 0);
}

/** The title of a table where it has one, else its header row. */
export function tablePlace(analysis: RuleContext, placed: PlacedTable): Range {
  const titleLine = titleLineOf(analysis, placed);
  if (titleLine !== undefined) {
    const line = analysis.tree.lines[titleLine] as Line;
    if (line.kind === 'heading') {
      const { start, end } = headingText(line);
      return rangeOf(titleLine, start, end);
    }
    return rangeOf(titleLine, 0, line.text.length);
  }
  const first = placed.table.headerLines[0] ?? 0;
  return rangeOf(placed.line + first, 0, placed.table.block.lines[first]?.text.length ?? 0);
}

/** The nearest heading or line above the table that is its title. */
function titleLineOf(analysis: RuleContext, placed: PlacedTable): number | undefined {
  const title = placed.table.title;
  if (title === '') return undefined;
  for (let at = placed.line + placed.table.firstRow; at >= 0; at--) {
    const line = analysis.tree.lines[at];
    if (line?.kind === 'heading') return headingText(line).text === title ? at : undefined;
    if (line && line.kind !== 'bar' && line.text.includes(title)) return at;
  }
  return undefined;
}

export function codeRange(placed: PlacedTable, row: PanelRow): Range {
  const span = row.codeSpan ?? row.labelSpan ?? { line: row.line, start: 0, end: 0 };
  return spanRange(span, placed.line);
}

export function nameRange(placed: PlacedTable, row: PanelRow): Range {
  return spanRange(row.nameSpan ?? row.labelSpan ?? { line: row.line, start: 0, end: 0 }, placed.line);
}

/** A table with its place in the report. */
export function placedOf(analysis: RuleContext, table: TableModel): PlacedTable | undefined {
  return analysis.report.tables.find((p) => p.table === table);
}
