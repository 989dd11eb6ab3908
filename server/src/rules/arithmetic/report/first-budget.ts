/**
 * Findings of first budgets that the year's own 预算 (front matter `预算`) has otherwise. Budgets are adjusted, so that a
 * difference proves nothing by itself: what looks copied wrongly is told from what may be another figure.
 */

import { rowLabel } from '../../../analysis/describe.ts';
import type { RelationalFinding, RuleContext } from '../../../analysis/rule.ts';
import type { Scaled } from '../../../base/amount.ts';
import { rangeOf } from '../../../base/range.ts';
import type { CellFigure, Figure } from '../../../model/types.ts';
import { isMeasured } from '../../../prose/statement.ts';
import { budgetColumnOf } from '../../../relations/counterparts.ts';
import { evaluate, sumOf } from '../../../relations/evaluate.ts';
import { halfOf, isCell } from '../../../relations/figure.ts';
import { BUDGET_KEY } from '../../../relations/links.ts';
import { slipOf, weightOf } from '../../../relations/slip.ts';
import { STATED } from '../../../relations/stated.ts';
import { OTHER_SCOPE } from '../../../relations/tally.ts';
import type { RatioRelation, Relation } from '../../../relations/types.ts';
import { PARTS, SAYS } from '../cross-report.words.ts';

/** Whether a relation holds a figure against the year's own budget. */
export function isWithBudget({ links }: RuleContext, relation: Relation): boolean {
  return relation.source.kind === 'report' && relation.source.path === links.linked.budget?.path;
}

/** The figure of the other report that a relation names. */
export function theirsOf(analysis: RuleContext, figures: readonly Figure[]): Figure | undefined {
  return figures.find((f) => analysis.graph.foreign.has(f.owner.block));
}

/** Rates of completion that come right once the first budget that they are computed from does. */
export function ratesOnBudget(analysis: RuleContext, relation: Relation): Relation[] {
  const { total } = relation;
  if (relation.id !== STATED.budget || !total || relation.shape !== 'linear') return [];
  const right = sumOf(relation.right).value;
  return completions(analysis, total).filter((r) => holdsWith(r, total, right));
}

function completions(analysis: RuleContext, budget: Figure): (Relation & RatioRelation)[] {
  return (analysis.graph.byFigure.get(budget) ?? []).flatMap((r) =>
    r.shape === 'ratio' && r.rate !== budget && r.denominator.some((t) => t.figure === budget) ? [r] : [],
  );
}

function holdsWith(relation: Relation, figure: Figure, value: Scaled): boolean {
  return evaluate(relation, new Map([[figure, { value, half: halfOf(figure) }]])).state !== 'broken';
}

/** Why a first budget looks copied wrongly. */
export interface Miscopied {
  readonly words: string;
  /** Nothing in the report speaks for the figure as it is printed. */
  readonly sure: boolean;
}

/**
 * The evidence that a first budget was copied wrongly: without any it may be another figure, adjusted since.
 * @param value what the budget says
 */
export function miscopied(
  analysis: RuleContext,
  told: Figure,
  theirs: Figure,
  value: Scaled,
): Miscopied | undefined {
  const rates = completions(analysis, told);
  const consistent = rates.some((r) => evaluate(r).state !== 'broken' && !holdsWith(r, told, value));
  const say = (id: 'slip' | 'row' | 'adjustedBudget' | 'spent' | 'rate', data = {}): Miscopied => ({
    words: analysis.say(PARTS[id], { printed: told.raw, last: theirs.raw, ...data }),
    sure: !consistent,
  });
  if (rates.some((r) => evaluate(r).state === 'broken' && holdsWith(r, told, value))) return say('rate');
  if (weightOf(slipOf(told, value)) >= TELLING_SLIP) return say('slip');
  if (told.raw.replace(/\D/g, '').length < TELLING_DIGITS) return undefined;
  if (isAdjusted(analysis, told)) return say('adjustedBudget');
  if (spentWith(analysis, told)?.value === told.value) return say('spent');
  const row = otherRow(told, theirs);
  return row === undefined ? undefined : say('row', { row });
}

/** How telling a slip must be, and how many digits a figure must have, to be no chance. */
const TELLING_SLIP = 4;
const TELLING_DIGITS = 3;

function isAdjusted({ graph, reference }: RuleContext, told: Figure): boolean {
  const words = reference.vocabulary.comparison;
  for (const cube of graph.cubes)
    for (const row of cube.table.rows)
      for (const [column, cell] of row.cells)
        if (
          cell.value === told.value &&
          cell !== told &&
          budgetColumnOf(column, cube.table, words) === 'adjusted'
        )
          return true;
  return false;
}

function spentWith({ prose }: RuleContext, told: Figure): Figure | undefined {
  return prose.statements.filter(isMeasured).find((s) => s.base === told)?.current;
}

/** Another row of the budget's table that has the very amount in the same column. */
function otherRow(told: Figure, theirs: Figure): string | undefined {
  if (!isCell(theirs)) return undefined;
  const like = (cell: CellFigure) => cell !== theirs && cell.state === 'amount' && cell.value === told.value;
  for (const row of theirs.owner.rows) {
    const cell = row.cells.get(theirs.column);
    if (cell && like(cell)) return rowLabel(cell);
  }
  return undefined;
}

/** That most first budgets differ from the linked one is told once, at the link. */
export function* ofOtherScope(analysis: RuleContext): Iterable<RelationalFinding> {
  const { budget } = analysis.links.linked;
  const count = analysis.graph.unchecked.filter((item) => item.reason === OTHER_SCOPE).length;
  const entry = analysis.report.front.entries.find((e) => e.key === BUDGET_KEY);
  if (!budget || !entry || count === 0) return;
  const { line, start, end } = entry.valueSpan;
  yield {
    rule: 'cross-report',
    defaultSeverity: 'information',
    message: SAYS['other-scope'],
    data: { path: budget.path, count: String(count) },
    range: rangeOf(line, start, end),
  };
}
