/** Of the cells that an amount may mean, the one that it is tied to. */
import { isOpen } from '../../model/presence.ts';
import type { CellFigure, Figure } from '../../model/types.ts';
import type { Measure } from '../../reference/prose.ts';
import { agrees } from '../agree.ts';
import type { Candidate } from '../bind/candidate.ts';
import { isBudgetMeasure } from '../bind/names.ts';
import type { Phrase } from '../events.ts';
import { phraseOf } from '../likeness.ts';
import { agreeing, isShareOf, isSumOf } from '../parts.ts';
import { precisionBeside, statedOf } from '../precision.ts';
import { measureOf } from '../statement.ts';
import type { Binding, PartList, ProseFigure, ToldFigure, ValueStatement } from '../types.ts';
import { unslipped } from '../unit-slip.ts';
import { keepFigure } from './making.ts';
import { sureCell } from './names.ts';
import type { Context } from './state.ts';

/** Figures that stand in the place of others. */
type Rebound = Map<Figure, ProseFigure>;

/**
 * What amounts are tied to when all that a section says is known: the figures that take the place of those that the
 * clauses by themselves gave.
 */
export function reboundFigures(ctx: Context): ReadonlyMap<Figure, ProseFigure> {
  const rebound: Rebound = new Map();
  bindPairs(ctx, rebound);
  for (const list of ctx.lists) bindTotal(ctx, list, rebound);
  return rebound;
}

/** Projects whose names prose shortens: bound where budget and expenditure both are those of one table alone. */
function bindPairs(ctx: Context, rebound: Rebound): void {
  if (!ctx.topic?.performance) return;
  const open = ctx.statements.filter(
    (s): s is ValueStatement =>
      s.kind === 'value' && s.figure.binding.cell === undefined && !s.past && !s.inReason,
  );
  for (const spent of open) {
    if (isBudgetMeasure(spent.measure)) continue;
    const budget = open.find(
      (o) =>
        o.paragraph === spent.paragraph &&
        isBudgetMeasure(o.measure) &&
        ctx.likeness.same(o.subject, spent.subject),
    );
    const one = rebound.get(spent.figure) ?? spent.figure;
    const two = budget && (rebound.get(budget.figure) ?? budget.figure);
    const [spentSays, budgetSays] = [statedOf(one), two && statedOf(two)];
    if (!two || !spentSays || !budgetSays || spentSays.value === 0n) continue;
    const cells = ctx.meanings.projectPair(
      budget.measure ?? 'full',
      (b, f) => agrees(budgetSays, b) && agrees(spentSays, f),
    );
    if (!cells) continue;
    rebound.set(budget.figure, rebind(two, cells.budget, { doubtful: true }));
    rebound.set(spent.figure, rebind(one, cells.spent, { doubtful: true }));
  }
}

/** Of the amounts that a total's name may mean, where it agrees with none, the one that its parts add up to. */
function bindTotal(ctx: Context, { total, parts, shares }: PartList, rebound: Rebound): void {
  const { subject } = total;
  const now = <F extends Figure>(figure: F) => rebound.get(figure) ?? figure;
  const figure = now(total.figure);
  const stated = statedOf(figure);
  const bound = figure.binding.cell;
  if (!stated || !subject || parts.length < 2 || (bound && agrees(stated, bound))) return;
  // `支出总计 100 万元，包括：基本支出 …、项目支出 …`: all that its parts are.
  const year = ctx.words.yearTotals[subject.text];
  const cells = [subject, ...(year ? [phraseOf(year, subject)] : [])]
    .flatMap((name) => ctx.meanings.candidates(name, measureOf(total)))
    .flatMap(({ cell, certain }) => (certain && cell?.state === 'amount' ? [cell] : []));
  const figures = parts.map((p) => now(p.figure));
  const areOf = (cell: CellFigure) =>
    shares.length > 1 && shares.every((s) => isShareOf(s.figure, s.current && now(s.current), cell));
  // What is left at the end of the year is told behind the parts of what was spent, and is none of them.
  const isLeft = (p: PartList['parts'][number]) =>
    ctx.words.remainders.some((w) => p.subjectText.includes(w));
  const spent = parts.filter((p) => !isLeft(p)).map((p) => now(p.figure));
  const areSpent = (cell: CellFigure) => spent.length > 1 && agrees(stated, cell) && isSumOf(cell, spent);
  const meant = cells.find(areSpent) ?? cells.find((cell) => isSumOf(cell, figures)) ?? cells.find(areOf);
  if (meant && meant.value !== bound?.value) rebound.set(total.figure, rebind(figure, meant, {}));
}

function rebind(
  { binding: _, ...told }: ProseFigure,
  cell: CellFigure,
  how: { readonly doubtful?: true },
): ProseFigure {
  const binding: Binding = { cell, reason: 'prose.bound-values', ...how };
  return Object.freeze({ ...besideCell(told, cell), binding });
}

/** A figure as it is meant beside the cell that it states: its unit and its precision. */
function besideCell(told: ToldFigure, cell: CellFigure): ToldFigure {
  const meant = unslipped(told, cell);
  return { ...meant, ...precisionBeside(meant, cell) };
}

/** How an amount stands in its clause. */
interface Standing {
  readonly subject: boolean;
  readonly past: boolean;
  readonly inherited: boolean;
  readonly measure: Measure | undefined;
}

/** What an amount is tied to: the cell that agrees, or the first that its name can only mean. */
export function tieOf(
  ctx: Context,
  told: ToldFigure,
  groups: readonly (readonly Candidate[])[],
  standing: Standing,
): Binding {
  const bindings = groups.flatMap((candidates) => bindingOf(told, candidates, standing.inherited) ?? []);
  const [first] = bindings;
  if (!first) return { reason: unboundReason(ctx, standing) };
  const others = bindings.flatMap((b) => b.cell ?? []).slice(1);
  return others.length > 0 ? { ...first, others } : first;
}

/** Adds an amount as it is meant beside the cell that it is tied to. */
export function keepTied(ctx: Context, told: ToldFigure, binding: Binding): ProseFigure {
  const { cell } = binding;
  return keepFigure(ctx, cell ? besideCell(told, cell) : told, binding);
}

/** What a figure is bound to of the cells and indicators that one name may mean. */
function bindingOf(
  figure: ToldFigure,
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
  figure: ToldFigure,
  candidates: readonly Candidate[],
  inherited: boolean,
): Candidate | undefined {
  const withCells = candidates.filter((c) => c.cell !== undefined);
  const same = agreeing(withCells, figure, inherited);
  if (same || inherited) return same;
  const sure = sureCell(withCells);
  const meant = withCells.find((c) => sure !== undefined && c.certain && c.cell === sure);
  const stated = statedOf(figure);
  if (meant || !stated || stated.value === 0n) return meant;
  return withCells.find((c) => c.certain && c.cell?.state === 'blank' && c.cell.owner.state !== 'void');
}

function unboundReason(ctx: Context, { past, subject, measure }: Standing): string {
  if (past) return 'prose.other-year';
  if (ctx.topic?.off) return 'prose.off-topic';
  if (!subject) return 'prose.no-subject';
  const isBudget = measure !== undefined && measure !== 'final';
  return isBudget && !ctx.knows.isBudget ? 'prose.no-budget-column' : 'prose.unknown-subject';
}

/** What a count is tied to: the cell that its name means, the indicator that its words tell. */
export function tieOfCount(
  ctx: Context,
  told: ToldFigure,
  subject: Phrase | undefined,
  indicator: string | undefined,
): Binding {
  const known = indicator ? { indicator } : {};
  if (!ctx.inReason && subject && ctx.topic && !ctx.topic.off) {
    const candidates = ctx.meanings
      .candidates(subject, undefined)
      .filter((c) => c.cell?.kind === 'count' || (c.cell?.row.form?.count === true && c.cell.unit === 0));
    const stated = statedOf(told);
    const chosen =
      candidates.find((c) => c.cell?.state === 'amount' && stated && agrees(stated, c.cell)) ??
      candidates.find((c) => c.certain && c.cell?.state === 'amount');
    if (chosen?.cell) return { cell: chosen.cell, reason: chosen.reason, ...known };
  }
  return { ...known, reason: indicator ? 'prose.indicator' : 'prose.count' };
}
