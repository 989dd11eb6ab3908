/** Counts that must go with amounts. */
import { foldName } from '../../base/fold.ts';
import type { ProseSection, Statement } from '../../prose/types.ts';
import type { ProseWords } from '../../reference/prose.ts';
import { tellsKind } from '../figure.ts';
import { isItemOf, isPrinted } from '../said/index.ts';
import { written } from '../said/places.ts';
import { tell } from './making.ts';
import type { Owed } from './owed.ts';

type CountRule = ProseWords['countRules'][number];

/** Counts that the sentences on 三公 owe to their amounts. */
export function countsOwed(owed: Owed, section: ProseSection): void {
  if (section.topic?.id !== '三公' || isBudget(owed)) return;
  for (const rule of owed.words.countRules) {
    const row = rule.amount.split('.')[1] as string;
    const amount = section.statements.find((s) => isSpent(s) && isItem(s, row));
    if (!amount?.figure) continue;
    const told = owed.prose.statements.filter(
      (s) => s.kind === 'count' && rule.counts.includes(s.figure.binding.indicator ?? ''),
    );
    if (told.length > 0)
      zeroCount(
        owed,
        amount,
        told.filter((s) => section.statements.includes(s)),
        rule,
      );
    else if (rule.missing && owesCounts(owed, amount, section, rule)) {
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
    }
  }
}

/** Whether a statement is of an amount that was spent, and of one. */
function isSpent(s: Statement): boolean {
  if (s.kind !== 'value' || s.past || s.inReason || (s.measure ?? 'final') !== 'final') return false;
  return s.figure !== undefined && s.figure.value > 0n;
}

/** A count of nothing beside an amount. */
function zeroCount(owed: Owed, amount: Statement, own: readonly Statement[], rule: CountRule): void {
  if (!rule.zero) return;
  for (const id of rule.counts) {
    const ofKind = own.filter((s) => s.figure?.binding.indicator === id);
    const [at] = ofKind;
    if (!at?.figure || !amount.figure || ofKind.some((s) => s.figure?.value !== 0n)) continue;
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
    return;
  }
}

function owesCounts(owed: Owed, amount: Statement, section: ProseSection, rule: CountRule): boolean {
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
  const grid = cell?.owner.grid;
  if (!cell || !grid) return foldName(s.subjectText).startsWith(foldName(row));
  return [...(grid.get(row)?.values() ?? [])].includes(cell);
}

/** Whether the report is a budget. */
export function isBudget(owed: Owed): boolean {
  return owed.report.front.kind === '预算';
}
