/** Code actions on the figures of sentences: beyond the fixes that a finding at that very place carries. */

import type { Analysis } from '../analysis/analysis.ts';
import { rangeOfFigure } from '../analysis/describe.ts';
import type { RawFix } from '../analysis/rule.ts';
import { append } from '../base/lists.ts';
import { overlaps, type Range, type TextEdit } from '../base/range.ts';
import type { RuleId } from '../base/rule-ids.ts';
import type { ProseFigure } from '../prose/types.ts';
import { setFigure, twoSides } from '../rules/arithmetic/report/fixes.ts';
import type { Action } from './action.ts';
import { blockAt, proseFiguresIn } from './place.ts';

/** The rules whose findings are percentages. */
const RATES: ReadonlySet<RuleId> = new Set(['share', 'completion-rate', 'change-rate']);

/** What the figures of sentences that a range touches may be set to, or have set. */
export function proseActions(analysis: Analysis, range: Range): Action[] {
  const figures = figuresAt(analysis, range);
  return [...figures.flatMap((f) => bothSides(analysis, f)), ...paragraphRates(analysis, figures)];
}

function figuresAt(analysis: Analysis, range: Range): ProseFigure[] {
  const placed = blockAt(analysis.tree, range.start.line);
  if (!placed) return [];
  return proseFiguresIn(analysis, placed.block).filter((f) =>
    overlaps(rangeOfFigure(analysis.report, f), range),
  );
}

/** A figure that is not its cell's, where the finding stands at the cell: the figure, or the cell, set to the other. */
function bothSides(analysis: Analysis, figure: ProseFigure): Action[] {
  const { graph, report } = analysis;
  const own = rangeOfFigure(report, figure);
  const actions: Action[] = [];
  for (const relation of graph.byFigure.get(figure) ?? []) {
    if (relation.rule !== 'prose-figure' || graph.outcomes.get(relation)?.state !== 'broken') continue;
    const sides = twoSides(relation);
    const other = sides.find((s) => s.figure !== figure)?.figure;
    if (!other || graph.foreign.has(other.owner.block)) continue;
    // What stands here is offered with the finding itself.
    if (analysis.findings.some((f) => f.rule === 'prose-figure' && overlaps(f.range, own))) continue;
    const theirs = rangeOfFigure(report, other);
    const mends = analysis.findings.flatMap((f, i) =>
      overlaps(f.range, theirs) && f.fixes.length > 0 ? [i] : [],
    );
    for (const side of sides) {
      const fix = setFigure(analysis, side.figure, side.value, false);
      // Two sentences may differ both ways round; a fix is told once.
      if (!actions.some((a) => a.title === titleOf(analysis, fix)))
        actions.push(ofFix(analysis, fix, side.figure === figure ? [] : mends));
    }
  }
  return actions;
}

function titleOf(analysis: Analysis, fix: RawFix): string {
  return analysis.say(fix.title, fix.data);
}

function ofFix(analysis: Analysis, fix: RawFix, mends: readonly number[]): Action {
  return { title: titleOf(analysis, fix), kind: 'quickfix', edits: fix.edits, preferred: false, mends };
}

/** All wrong percentages of a paragraph at once, offered on each of them where there are several. */
function paragraphRates(analysis: Analysis, figures: readonly ProseFigure[]): Action[] {
  const actions: Action[] = [];
  const told = new Set<ProseFigure['paragraph']>();
  for (const { paragraph, kind } of figures) {
    if (kind !== 'percent' || told.has(paragraph)) continue;
    told.add(paragraph);
    const edits: TextEdit[] = [];
    const mends: number[] = [];
    const rates = analysis.prose.figures.filter((f) => f.paragraph === paragraph && f.kind === 'percent');
    for (const rate of rates) {
      const index = findingOf(analysis, rate);
      const fix = analysis.findings[index]?.fixes.find((f) => f.preferred);
      if (!fix) continue;
      append(edits, fix.edits);
      mends.push(index);
    }
    if (
      mends.length < 2 ||
      !figures.some((f) => f.paragraph === paragraph && mends.includes(findingOf(analysis, f)))
    )
      continue;
    const title = analysis.say('action.recompute-paragraph', { count: String(mends.length) });
    actions.push({ title, kind: 'quickfix', edits, preferred: false, mends });
  }
  return actions;
}

/** Index of the finding that a percentage is wrong, or -1. */
function findingOf(analysis: Analysis, rate: ProseFigure): number {
  const { start } = rangeOfFigure(analysis.report, rate);
  return analysis.findings.findIndex(
    ({ rule, range }) =>
      RATES.has(rule) && range.start.line === start.line && range.start.character === start.character,
  );
}
