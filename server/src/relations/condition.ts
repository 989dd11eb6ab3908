/** Conditions of a form's `when`, as far as figures decide them; wherever the figures are looked up. */

import { isOpen } from '../model/presence.ts';
import type { ConditionNode } from '../syntax/formula.ts';
import { evaluate, isUnknown } from './evaluate.ts';
import { build, type Resolver } from './expression.ts';
import { isCell } from './figure.ts';
import { relationOf } from './types.ts';

/** A condition that figures decide. */
export type FigureCondition = Extract<ConditionNode, { readonly kind: 'filled' | 'compare' }>;

/** Whether a condition holds; undefined where an input is missing or cannot be read. */
export function figuresHold(condition: FigureCondition, resolve: Resolver): boolean | undefined {
  if (condition.kind === 'filled') {
    const found = resolve(condition.ref);
    if (!('figures' in found)) return undefined;
    if (found.figures.some((f) => f.state === 'amount')) return true;
    if (found.absent && isUnknown(found.absent)) return undefined;
    return found.figures.some((f) => isCell(f) && isOpen(f.owner, f)) ? undefined : false;
  }
  const built = build(condition.formula, resolve);
  if (built.missing.length > 0 || !built.shape || built.absent.some(isUnknown)) return undefined;
  const { state } = evaluate(
    relationOf(built.shape, {
      op: condition.formula.op,
      rule: 'formula',
      id: '',
      source: { kind: 'form', form: '', id: 'when' },
      severity: undefined,
      total: undefined,
      text: '',
      required: true,
      explanation: true,
    }),
  );
  return state === 'notChecked' ? undefined : state !== 'broken';
}
