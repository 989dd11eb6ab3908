/** Inlay hints: the difference beside a total that does not add up. */
import type { Position, Range } from '../base/range.ts';
import type { Figure } from '../model/types.ts';
import { isCell, show } from '../relations/figure.ts';
import type { Outcome } from '../relations/types.ts';
import type { Analysis } from '../rules/analysis.ts';
import { rangeOfFigure, relationText } from '../rules/describe.ts';

export interface Hint {
  readonly position: Position;
  readonly label: string;
  readonly tooltip: string;
}

/** The hints of a range. */
export function inlayHints(analysis: Analysis, range: Range): Hint[] {
  const { graph } = analysis;
  const waived = analysis.waivers.relations(graph);
  const worst = new Map<Figure, Outcome>();
  for (const relation of graph.in('broken')) {
    const outcome = graph.outcomes.get(relation);
    if (!outcome || waived.has(relation)) continue;
    const { total } = relation;
    if (!total || relation.shape !== 'linear' || total.state !== 'amount' || worst.has(total)) continue;
    worst.set(total, outcome);
  }
  // One mistake breaks many sums; the hint stands where the finding does.
  const found = new Set(analysis.findings.map(({ range: { start } }) => `${start.line}:${start.character}`));
  const hints: Hint[] = [];
  for (const [figure, { relation, difference }] of worst) {
    if (!isCell(figure) || graph.foreign.has(figure.owner.block)) continue;
    const { start, end } = rangeOfFigure(analysis.report, figure);
    if (start.line < range.start.line || start.line > range.end.line) continue;
    if (!found.has(`${start.line}:${start.character}`)) continue;
    const sign = difference > 0n ? '+' : '';
    hints.push({
      position: end,
      label: analysis.say('hint.difference', { difference: `${sign}${show(figure, difference)}` }),
      tooltip: relationText(relation, analysis.locale),
    });
  }
  return hints.sort(
    (a, b) => a.position.line - b.position.line || a.position.character - b.position.character,
  );
}
