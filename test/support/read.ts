/** How the tests of the core look at what was read: as short lines of text. */

import type { Analysis, AnalysisOptions } from '../../server/src/analysis/analysis.ts';
import type { Finding } from '../../server/src/analysis/types.ts';
import type { CellFigure, Column, PanelRow, TableModel } from '../../server/src/model/types.ts';
import type { Outcome, Relation } from '../../server/src/relations/types.ts';
import { analyse } from '../../server/src/rules/analyse.ts';

export const lines = (...all: readonly string[]): string => all.join('\n');

/** A report around tables, so that a table stands in what it would stand in. */
export function report(kind: '决算' | '预算', ...body: readonly string[]): string {
  return lines('标题：某局', '单位：某局', '年度：2022', `类型：${kind}`, '金额单位：万元', '', ...body);
}

export function tables(text: string, options?: AnalysisOptions): TableModel[] {
  return analyse(text, options).report.tables.map((t) => t.table);
}

/** The first table of a text. */
export function table(...text: readonly string[]): TableModel {
  const [first] = tables(lines(...text));
  if (!first) throw new Error('no table was read');
  return first;
}

/** Columns as `path:role`. */
export function columns(model: TableModel): string[] {
  return model.columns.map((c: Column) => `${c.path.join('/')}:${c.role}${c.number ? `#${c.number}` : ''}`);
}

export function cell(figure: CellFigure | undefined): string {
  if (!figure) return '?';
  return figure.state === 'amount'
    ? figure.raw
    : figure.state === 'blank'
      ? ''
      : `${figure.state}(${figure.raw})`;
}

/** A row as `role code label | cells`. */
export function row(r: PanelRow): string {
  const head = [r.role, r.code, r.label.replace(/\s+/g, '')]
    .filter((t) => t !== undefined && t !== '')
    .join(' ');
  return `${head} | ${[...r.cells.values()].map(cell).join(' | ')}`;
}

export function rows(model: TableModel): string[] {
  return model.rows.map(row);
}

/** Items of a grid as `item.measure=amount`. */
export function grid(model: TableModel): string[] {
  return [...(model.grid ?? [])].flatMap(([item, measures]) =>
    [...measures].map(([measure, figure]) => `${item}.${measure}=${cell(figure)}`),
  );
}

/** Findings as `line:text rule`, the text that which the range covers. */
export function findings(analysis: Analysis, only?: RegExp): string[] {
  return analysis.findings.filter((f) => !only || only.test(f.rule)).map((f) => finding(analysis, f));
}

export function finding(analysis: Analysis, f: Finding): string {
  return `${f.range.start.line + 1}:${textAt(analysis, f.range)} ${f.rule} ${f.severity}${
    f.expected === undefined ? '' : ` → ${f.expected}`
  }`;
}

export function textAt(analysis: Analysis, range: Finding['range']): string {
  const { start, end } = range;
  return (analysis.tree.lines[start.line]?.text ?? '').slice(
    start.character,
    end.line === start.line ? end.character : undefined,
  );
}

/** Outcomes as `id state`, of relations whose id starts with `prefix`. */
export function outcomes(analysis: Analysis, prefix = ''): string[] {
  return analysis.graph.relations
    .filter((r: Relation) => r.id.startsWith(prefix))
    .map((r) => `${r.id} ${(analysis.graph.outcomes.get(r) as Outcome).state}`);
}

/** Applies the edits of a finding's preferred (else first) fix. */
export function fixed(analysis: Analysis, f: Finding, at = 0): string {
  const fix = f.fixes[at];
  if (!fix) throw new Error(`no fix for ${f.rule}: ${f.message}`);
  const starts = [0];
  for (const line of analysis.tree.lines)
    starts.push((starts.at(-1) as number) + line.text.length + line.eol.length);
  const offset = (p: { line: number; character: number }) => (starts[p.line] as number) + p.character;
  return [...fix.edits]
    .sort((a, b) => offset(b.range.start) - offset(a.range.start))
    .reduce(
      (text, e) => text.slice(0, offset(e.range.start)) + e.newText + text.slice(offset(e.range.end)),
      analysis.text,
    );
}

export { type Analysis, analyse };
