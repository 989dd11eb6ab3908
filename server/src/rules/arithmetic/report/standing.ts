/** What is said of a relation that is judged after blame: a limit, a product, a rate, another report. */
import { isNothing } from '../../../analysis/describe.ts';
import type { MessageId } from '../../../messages/index.ts';
import type { Relation } from '../../../relations/types.ts';

/** The message for a relation that does not hold. */
export function standingMessage(relation: Relation): MessageId {
  if (relation.source.kind === 'report')
    return relation.text === '' ? 'cross-report.units' : 'cross-report.last-year';
  if (relation.op === '=') return 'arithmetic.unequal';
  // A limit that nothing is printed of has no name to be told by.
  if (isNothing(relation)) return 'arithmetic.alone';
  if (!relation.total || relation.shape !== 'linear') return 'arithmetic.limit-other';
  return relation.op === '≤' ? 'arithmetic.limit' : 'arithmetic.limit-least';
}
