/** Shares and rates of completion. */
import type { Figure } from '../../model/types.ts';
import type { CompletionStatement, ShareStatement } from '../../prose/types.ts';
import { evaluate } from '../evaluate.ts';
import { isCell } from '../figure.ts';
import { nameOf } from '../prose-figures.ts';
import { once, type Relation } from '../types.ts';
import { isAdjusted } from './adjusted.ts';
import { leaveUnchecked, ratioOf, tell } from './making.ts';
import type { Owed } from './owed.ts';

export function shareOwes(owed: Owed, s: ShareStatement): void {
  const { figure } = s;
  if (s.inReason) return;
  if (figure.approximate) {
    leaveUnchecked(owed, s, 'prose.approximate', { rule: 'share', state: 'notApplicable' });
    return;
  }
  const part = s.current;
  if (!part) {
    // Nothing is known of the part; of a whole that is zero there is no share at all.
    const whole = s.base;
    if (whole && whole.state === 'amount' && whole.value === 0n && figure.value !== 0n) {
      tell(owed, {
        rule: 'share',
        what: 'of-zero',
        block: figure.owner.block,
        span: figure.span,
        data: { printed: figure.raw },
        printed: figure.raw,
      });
    } else leaveUnchecked(owed, s, s.reason ?? 'prose.no-part', { rule: 'share' });
    return;
  }
  const shared = owed.wholes.get(s);
  if (shared) {
    owed.relations.push(shareOf(s, part, shared));
    return;
  }
  const wholes = s.base ? [s.base, ...s.bases] : [];
  if (wholes.length === 0) {
    leaveUnchecked(owed, s, s.reason ?? 'prose.no-whole', { rule: 'share' });
    return;
  }
  const made = wholes.map((whole) => shareOf(s, part, whole));
  // An unnamed whole may be that of an outer list: the one that fits.
  const fitting = made.find((r) => evaluate(r).state !== 'broken');
  if (!fitting && s.guessed) {
    leaveUnchecked(owed, s, s.reason ?? 'prose.no-whole', { rule: 'share' });
    return;
  }
  const chosen = fitting ?? made[0];
  if (chosen) owed.relations.push(chosen);
}

export function shareOf(s: ShareStatement, part: Figure, whole: Figure): Relation {
  const text = `${nameOf(part)} ÷ ${nameOf(whole)}`;
  return ratioOf('share', s, { numerator: [once(part)], denominator: [once(whole)], text });
}

export function completionOwes(owed: Owed, s: CompletionStatement): void {
  const { figure } = s;
  if (s.inReason) return;
  if (figure.approximate) {
    leaveUnchecked(owed, s, 'prose.approximate', { rule: 'completion-rate', state: 'notApplicable' });
    return;
  }
  const spent = s.current;
  const budget = s.base;
  if (!spent || !budget) {
    const nothing = spent && spent.value === 0n && figure.value === 0n;
    leaveUnchecked(owed, s, s.reason ?? 'prose.no-budget', {
      rule: 'completion-rate',
      state: nothing ? 'notApplicable' : 'notChecked',
    });
    return;
  }
  const relation = ratioOf('completion-rate', s, {
    numerator: [once(spent)],
    denominator: [once(budget)],
    text: `${nameOf(spent)} ÷ ${nameOf(budget)}`,
  });
  if (s.measure === 'initial' && isCell(budget) && isAdjusted(owed, budget)) {
    // The table holds the whole year's budget, the sentence speaks of the first one, which is not printed.
    if (evaluate(relation).state === 'broken') {
      leaveUnchecked(owed, s, 'prose.no-budget', { rule: 'completion-rate' });
      return;
    }
    tell(owed, {
      rule: 'completion-rate',
      what: 'initial',
      block: figure.owner.block,
      span: s.span,
      data: { printed: figure.raw, budget: budget.raw },
      printed: figure.raw,
    });
  }
  owed.relations.push(relation);
}
