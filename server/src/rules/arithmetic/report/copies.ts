/** Sentences that copied the rounding of another table. */

import type { RuleContext } from '../../../analysis/rule.ts';
import { abs, lastDigit, SCALE, type Scaled } from '../../../base/amount.ts';
import type { Figure } from '../../../model/types.ts';
import type { Verdict } from '../../../relations/blame.ts';
import { isCell } from '../../../relations/figure.ts';
import { figuresOf } from '../../../relations/types.ts';

/**
 * A sentence that is one last digit off its cell and has what another table prints for the same item: the tables
 * differ by rounding, and the sentence copied one of them.
 * @param filled what blanks should have
 */
export function isCopyOfRounding(
  analysis: RuleContext,
  { broken }: Verdict,
  filled: ReadonlyMap<Figure, Scaled>,
): boolean {
  const amountOf = (f: Figure) => filled.get(f) ?? f.value;
  return broken.every((relation) => {
    if (relation.rule !== 'prose-figure' || relation.shape !== 'linear') return false;
    const [said, cell] = figuresOf(relation);
    const prose = said && !isCell(said) ? said : cell;
    const own = said && isCell(said) ? said : cell;
    if (!prose || !own || !isCell(own) || own.kind !== 'money') return false;
    const last = lastDigit(own.decimals, own.unit);
    if (last > 10n ** BigInt(SCALE + 2) || abs(prose.value - own.value) !== last) return false;
    return analysis.graph.byFigure.get(own).some((r) => {
      const others = figuresOf(r).filter((f) => f !== own && amountOf(f) !== 0n);
      const [other] = others;
      return r !== relation && others.length === 1 && other !== undefined && isCell(other)
        ? other.owner !== own.owner && amountOf(other) === prose.value
        : false;
    });
  });
}
