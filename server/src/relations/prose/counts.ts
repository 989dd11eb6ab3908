/** Counts that must go with amounts. */
import { foldName } from '../../base/fold.ts';
import type { ProseSection, Statement } from '../../prose/types.ts';
import type { ProseWords } from '../../reference/prose.ts';
import { tellsKind } from '../figure.ts';
import { isItemOf, isPrinted } from '../said/index.ts';
import { written } from '../said/places.ts';
import { tell } from './making.ts';
import type { Owed } from './owed.ts';

export function countsOwed(owed: Owed, section: ProseSection): void {
  if (section.topic?.id !== '三公' || isBudget(owed)) return;
  for (const rule of owed.words.countRules) {
    const row = rule.amount.split('.')[1] as string;
    const amounts = section.statements.filter(
      (s) =>
        s.kind === 'value' &&
        !s.past &&
        !s.inReason &&
        (s.measure ?? 'final') === 'final' &&
        s.figure &&
        isItem(s, row),
    );
    const amount = amounts.find((s) => s.figure && s.figure.value > 0n);
    if (!amount?.figure) continue;
    const told = owed.prose.statements.filter(
      (s) =>
        s.kind === 'count' && s.figure && rule.counts.includes(s.figure.binding.indicator ?? '') && !s.past,
    );
    const own = told.filter((s) => section.statements.includes(s));
    if (told.length === 0) {
      if (!rule.missing || !owesCounts(owed, amount, section, rule)) continue;
      owed.amountCountTold.add(row);
      tell(owed, {
        rule: 'amount-count',
        what: 'missing',
        block: amount.figure.owner.block,
        span: amount.figure.span,
        data: {
          subject: amount.subjectText,
          amount: written(amount.figure),
          counts: rule.counts.join('、'),
        },
        printed: written(amount.figure),
      });
      continue;
    }
    const zero = own.filter((s) => s.figure?.value === 0n);
    if (!rule.zero || own.length === 0) continue;
    for (const id of rule.counts) {
      const ofKind = own.filter((s) => s.figure?.binding.indicator === id);
      if (ofKind.length === 0 || ofKind.some((s) => s.figure?.value !== 0n)) continue;
      const at = zero.find((s) => s.figure?.binding.indicator === id);
      if (!at?.figure) continue;
      tell(owed, {
        rule: 'amount-count',
        what: 'zero',
        block: at.figure.owner.block,
        span: at.figure.span,
        data: {
          subject: amount.subjectText,
          amount: written(amount.figure),
          count: at.figure.raw + at.figure.unitText,
        },
        printed: at.figure.raw,
      });
      break;
    }
  }
}

function owesCounts(
  owed: Owed,
  amount: Statement,
  section: ProseSection,
  rule: ProseWords['countRules'][number],
): boolean {
  if (isPrinted(owed.report, rule.printed) || !isItemOf(amount, section, rule.heads)) return false;
  return !owed.amountCountTold.has(rule.amount.split('.')[1] as string) && isDetail(owed, section);
}

/** Whether this is the last section on the matter: an overview before it need not tell everything. */
function isDetail(owed: Owed, section: ProseSection): boolean {
  const same = owed.prose.sections.filter(
    (s) => s.topic === section.topic && s.statements.some((x) => x.kind === 'value'),
  );
  return same.at(-1) === section && tellsKind(owed.report);
}

function isItem(s: Statement, row: string): boolean {
  const cell = s.figure?.binding.cell;
  if (cell) {
    const { grid } = cell.owner;
    if (grid) {
      for (const [id, line] of grid)
        if (id === row) for (const c of line.values()) if (c === cell) return true;
      return false;
    }
  }
  return foldName(s.subjectText).startsWith(foldName(row));
}

export function isBudget(owed: Owed): boolean {
  return owed.report.front.kind === '预算';
}
