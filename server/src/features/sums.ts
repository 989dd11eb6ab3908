/** Which cells of a table are sums of others, for spreadsheets that are to compute them. */

import type { Analysis } from '../analysis/analysis.ts';
import { getOrMake } from '../base/maps.ts';
import type { RuleId } from '../base/rule-ids.ts';
import type { CellFigure, Figure, TableModel } from '../model/types.ts';
import { isCell } from '../relations/figure.ts';
import type { Relation, Term } from '../relations/types.ts';

/** An addend: a cell of the same table, in the grid of its published form, added or subtracted once. */
export interface CellTerm {
  /** Line of the document, and column. */
  readonly line: number;
  readonly column: number;
  readonly negative: boolean;
}

export type CellSum = readonly CellTerm[];

/** Sums down a column first: the row sum of a total row then adds cells that are sums themselves. */
const RULES: readonly RuleId[] = ['rollup', 'total', 'row-sum', 'formula', 'balance'];

const byAnalysis = new WeakMap<Analysis, ReadonlyMap<TableModel, ReadonlyMap<CellFigure, CellSum>>>();

/**
 * The sums of a table that come out exactly as printed. One that is broken, or holds only within rounding, is left out:
 * computing it would change a printed figure. No sum goes in a circle.
 */
export function sumsOf(analysis: Analysis, table: TableModel): ReadonlyMap<CellFigure, CellSum> {
  return getOrMake(byAnalysis, analysis, () => allSums(analysis)).get(table) ?? new Map();
}

function allSums(analysis: Analysis): Map<TableModel, Map<CellFigure, CellSum>> {
  const { graph, report } = analysis;
  const lines = new Map(report.tables.map(({ table, line }) => [table, line]));
  const addends = new Map<Figure, readonly Term[]>();
  const candidates = graph
    .where((r, state) => state === 'exact' && RULES.includes(r.rule))
    .sort((a, b) => RULES.indexOf(a.rule) - RULES.indexOf(b.rule));
  for (const relation of candidates) {
    const found = sumIn(relation);
    if (!found || addends.has(found.total) || reaches(addends, found.terms, found.total)) continue;
    addends.set(found.total, found.terms);
  }
  const sums = new Map<TableModel, Map<CellFigure, CellSum>>();
  for (const [total, terms] of addends) {
    if (!isCell(total)) continue;
    const base = lines.get(total.owner) ?? 0;
    const sum = terms.map(({ figure, factor }) => ({
      line: base + figure.span.line,
      column: (figure as CellFigure).column.index,
      negative: factor < 0n,
    }));
    getOrMake(sums, total.owner, () => new Map<CellFigure, CellSum>()).set(total, sum);
  }
  return sums;
}

/** A relation as `total = Σ cells of its table`, where it holds to the last digit. */
function sumIn(relation: Relation): { total: CellFigure; terms: readonly Term[] } | undefined {
  if (relation.shape !== 'linear' || relation.op !== '=' || relation.constant !== 0n) return undefined;
  const { left, right } = relation;
  const [only] = left;
  if (left.length !== 1 || !only || only.factor !== 1n || right.length < 2) return undefined;
  const total = only.figure;
  if (!isCell(total) || total.state !== 'amount') return undefined;
  const fits = right.every(
    ({ figure, factor }) =>
      isCell(figure) &&
      figure.owner === total.owner &&
      figure.state !== 'unreadable' &&
      figure.unit === total.unit &&
      figure.kind === total.kind &&
      (factor === 1n || factor === -1n),
  );
  const value = right.reduce((sum, { figure, factor }) => sum + factor * figure.value, 0n);
  return fits && value === total.value ? { total, terms: right } : undefined;
}

/** Whether a figure is among the addends of the terms, however deep. */
function reaches(
  addends: ReadonlyMap<Figure, readonly Term[]>,
  terms: readonly Term[],
  wanted: Figure,
): boolean {
  const seen = new Set<Figure>();
  const open = terms.map((t) => t.figure);
  for (let at = open.pop(); at; at = open.pop()) {
    if (at === wanted) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    for (const { figure } of addends.get(at) ?? []) open.push(figure);
  }
  return false;
}
