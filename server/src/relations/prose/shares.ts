/** Shares and rates of completion. */
import type { Figure } from '../../model/types.ts';
import type { CompletionStatement, ShareStatement } from '../../prose/types.ts';
import { evaluate } from '../evaluate.ts';
import { isCell } from '../figure.ts';
import { nameOf } from '../prose-figures.ts';
import { slipOf } from '../slip.ts';
import { once, type Relation } from '../types.ts';
import { isAdjusted } from './adjusted.ts';
import { HUNDRED, leaveUnchecked, linearOf, ratioOf, tell } from './making.ts';
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
  if (s.guessed && figure.value === HUNDRED && allOf(owed, part, wholes)) return;
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

/**
 * `涉及资金 300 万元，占项目支出总额的 100%`: the amount is all of it, to the digit. Of which table the sentence does not
 * say, so that only one that fits counts, or one that a slip of the hand explains.
 */
function allOf(owed: Owed, part: Figure, wholes: readonly Figure[]): boolean {
  if (isCell(part)) return false;
  const statements = owed.prose.sections.flatMap((section) => section.statements);
  const at = statements.find((s) => s.figure === part && s.kind === 'value' && !s.figure.binding.cell);
  if (!at) return false;
  const made = wholes.map((whole) => {
    const text = `${nameOf(part)} = ${nameOf(whole)}`;
    const sides = { left: [once(part)], right: [once(whole)] };
    return linearOf({ rule: 'prose-figure', id: 'all-of', at, severity: 'warning', text, ...sides });
  });
  const fitting = made.find((r) => evaluate(r).state !== 'broken');
  const slipped = made.find((_, i) => slipOf(part, (wholes[i] as Figure).value) !== undefined);
  const chosen = fitting ?? slipped;
  if (chosen) owed.relations.push(chosen);
  return chosen !== undefined && chosen === slipped && !fitting;
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
