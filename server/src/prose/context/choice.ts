/** Of the cells that an amount may mean, the one that it is tied to. */
import type { Mutable } from '../../base/mutable.ts';
import { isOpen } from '../../model/presence.ts';
import type { CellFigure } from '../../model/types.ts';
import type { Measure } from '../../reference/prose.ts';
import { agrees } from '../agree.ts';
import type { Candidate } from '../bind/candidate.ts';
import { isBudgetMeasure } from '../bind/names.ts';
import { agreeing, isShareOf, isSumOf } from '../parts.ts';
import { settle, statedOf } from '../precision.ts';
import type { Binding, PartList, ProseFigure } from '../types.ts';
import { unslip } from '../unit-slip.ts';
import { candidatesOf } from './meaning.ts';
import type { Context } from './state.ts';

/** Projects whose names prose shortens: bound where budget and expenditure both are those of one table alone. */
export function bindPairs(ctx: Context): void {
  if (!ctx.topic?.performance) return;
  const open = ctx.statements.filter(
    (s) => s.kind === 'value' && s.figure && s.figure.binding.cell === undefined && !s.past && !s.inReason,
  );
  for (const spent of open) {
    if (isBudgetMeasure(spent.measure)) continue;
    const budget = open.find(
      (o) =>
        o.paragraph === spent.paragraph &&
        isBudgetMeasure(o.measure) &&
        ctx.likeness.same(o.subject, spent.subject),
    );
    const one = spent.figure && statedOf(spent.figure);
    const two = budget?.figure && statedOf(budget.figure);
    if (!one || !two || one.value === 0n || !budget?.figure || !spent.figure) continue;
    const cells = ctx.binder.projectPair(
      budget.measure ?? 'full',
      (b, f) => agrees(two, b) && agrees(one, f),
    );
    if (!cells) continue;
    rebind(budget.figure, cells.budget);
    rebind(spent.figure, cells.spent);
  }
}

/** Of the amounts that a total's name may mean, where it agrees with none, the one that its parts add up to. */
export function bindTotal(ctx: Context, { total, parts, shares }: PartList): void {
  const { figure, subject } = total;
  const stated = figure && statedOf(figure);
  const bound = figure?.binding.cell;
  if (!stated || !subject || parts.length < 2 || (bound && agrees(stated, bound))) return;
  const cells = candidatesOf(ctx, subject, total.measure, false).flatMap(({ cell, certain }) =>
    certain && cell?.state === 'amount' ? [cell] : [],
  );
  const areOf = (cell: CellFigure) => shares.length > 1 && shares.every((s) => isShareOf(s, cell));
  const meant = cells.find((cell) => isSumOf(cell, parts)) ?? cells.find(areOf);
  if (meant && meant.value !== bound?.value) rebind(figure, meant, {});
}

function rebind(
  figure: ProseFigure,
  cell: CellFigure,
  how: { readonly doubtful?: true } = { doubtful: true },
): void {
  (figure as Mutable<ProseFigure>).binding = { cell, reason: 'prose.bound-values', ...how };
  unslip(figure, cell);
  settle(figure, cell);
}

/** How an amount stands in its clause. */
interface Standing {
  readonly subject: boolean;
  readonly past: boolean;
  readonly inherited: boolean;
  readonly measure: Measure | undefined;
}

/** Binds a figure to the cell that agrees, or to the first that its name can only mean. */
export function bindFigure(
  ctx: Context,
  figure: ProseFigure,
  groups: readonly (readonly Candidate[])[],
  standing: Standing,
): void {
  const target = figure as Mutable<ProseFigure>;
  const bindings = groups.flatMap((candidates) => bindingOf(figure, candidates, standing.inherited) ?? []);
  const [first] = bindings;
  const others = bindings.flatMap((b) => b.cell ?? []).slice(1);
  target.binding = first
    ? others.length > 0
      ? { ...first, others }
      : first
    : { reason: unboundReason(ctx, standing) };
  const { cell } = target.binding;
  if (!cell) return;
  unslip(target, cell);
  settle(target, cell);
}

/** What a figure is bound to of the cells and indicators that one name may mean. */
function bindingOf(
  figure: ProseFigure,
  candidates: readonly Candidate[],
  inherited: boolean,
): Binding | undefined {
  const chosen = chosenOf(figure, candidates, inherited);
  if (chosen?.cell) {
    const { cell, reason, indicator } = chosen;
    const how = chosen.certain && !inherited ? {} : { doubtful: true as const };
    return { cell, reason, ...(indicator ? { indicator } : {}), ...how };
  }
  const indicator = candidates.find(
    (c) => c.indicator !== undefined && (c.certain || candidates.length === 1),
  )?.indicator;
  if (indicator) return { indicator, reason: 'prose.indicator' };
  const cells = candidates.flatMap((c) => c.cell ?? []);
  if (cells.length === 0) return undefined;
  if (cells.some((c) => isOpen(c.owner, c))) return { reason: 'prose.open-cell' };
  const blank = cells.every((c) => c.state === 'blank' || c.state === 'dash');
  return { reason: blank ? 'prose.blank-cell' : 'prose.doubtful' };
}

function chosenOf(
  figure: ProseFigure,
  candidates: readonly Candidate[],
  inherited: boolean,
): Candidate | undefined {
  const withCells = candidates.filter((c) => c.cell !== undefined);
  const same = agreeing(withCells, figure, inherited);
  if (same || inherited) return same;
  const meant = withCells.find((c) => c.certain && c.cell?.state === 'amount');
  const stated = statedOf(figure);
  if (meant || !stated || stated.value === 0n) return meant;
  return withCells.find((c) => c.certain && c.cell?.state === 'blank' && c.cell.owner.state !== 'void');
}

function unboundReason(ctx: Context, { past, subject, measure }: Standing): string {
  if (past) return 'prose.other-year';
  if (ctx.topic?.off) return 'prose.off-topic';
  if (!subject) return 'prose.no-subject';
  const isBudget = measure !== undefined && measure !== 'final';
  return isBudget && !ctx.binder.isBudget ? 'prose.no-budget-column' : 'prose.unknown-subject';
}
