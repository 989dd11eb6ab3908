/** What figures of sentences are to one another and to cells: parts, wholes, sums, copies with a slip. */
import { abs, pow10, SCALE } from '../base/amount.ts';
import { foldName } from '../base/fold.ts';
import type { CellFigure, Figure } from '../model/types.ts';
import type { ProseWords } from '../reference/prose.ts';
import { agrees } from './agree.ts';
import type { Candidate } from './bind/candidate.ts';
import { statedOf } from './precision.ts';
import type { NumberToken } from './token.ts';
import type { Against, ChangeStatement, Paragraph, ProseFigure, ToldFigure } from './types.ts';
import { slipOf } from './unit-slip.ts';

/** Whether a number without a unit looks like an amount of money. */
export function isMoneyLike(num: NumberToken): boolean {
  return num.printed !== undefined && (num.printed.decimals > 0 || num.printed.grouped);
}

export function rawOf(paragraph: Paragraph, num: NumberToken): string {
  return paragraph.flat.text.slice(num.start, num.digitsEnd);
}

/** The first of the cells that a figure may state with which it agrees, else one that it would agree with in another unit. */
export function agreeing(
  candidates: readonly Candidate[],
  figure: ToldFigure,
  inherited: boolean,
): Candidate | undefined {
  const stated = statedOf(figure);
  const same = candidates.find((c) => c.cell?.state === 'amount' && stated && agrees(stated, c.cell));
  return same ?? (inherited ? undefined : candidates.find((c) => isSlip(c, figure)));
}

/** Whether an amount says what a cell says in another unit; where it may mean another cell, not by one or two digits. */
export function isSlip({ cell, certain }: Candidate, figure: ToldFigure): boolean {
  const enough = certain || (figure.printed?.digits ?? 0n) >= 100n;
  return cell !== undefined && enough && slipOf(figure, cell) !== undefined;
}

/** Whether amounts of parts add up to that of a whole. */
export function isSumOf(whole: Figure, figures: readonly Figure[]): boolean {
  const left = figures.reduce((sum, f) => sum - f.value, whole.value);
  return abs(left) <= figures.reduce((half, f) => half + f.half, whole.half);
}

/** Whether a share is that of its part of a cell. */
export function isShareOf(figure: Figure, part: Figure | undefined, cell: CellFigure): boolean {
  if (!part || cell.value <= 0n) return false;
  const hundred = 100n * pow10(SCALE);
  const off = abs(figure.value * cell.value - part.value * hundred);
  return off <= figure.half * cell.value + part.half * hundred + cell.half * figure.value;
}

/** Whether a figure is not what the cell that it is tied to prints; a blank cell prints nothing, which is zero. */
export function differsFromCell(figure: ProseFigure): boolean {
  const { cell } = figure.binding;
  return cell !== undefined && abs(cell.value - figure.value) > cell.half + figure.half;
}

/** Whether a figure says another amount than its cell. */
export function isOff(figure: ProseFigure): boolean {
  return figure.binding.cell?.state === 'amount' && differsFromCell(figure);
}

/** Whether a rate is that of a change on what an amount was before it. */
export function isRateOf(percent: Figure, change: ChangeStatement, now: Figure): boolean {
  const by = change.figure;
  const before = now.value - BigInt(change.direction.sign) * by.value;
  if (before <= 0n) return false;
  const hundred = 100n * pow10(SCALE);
  const slack = percent.half * before + hundred * by.half + percent.value * (now.half + by.half);
  return abs(percent.value * before - hundred * by.value) <= slack;
}

/** A figure that is a table's cell. */
export function asCell(figure: Figure | undefined): CellFigure | undefined {
  return figure?.owner.kind === 'table' ? (figure as CellFigure) : undefined;
}

/** The cell that a figure is or states. */
export function cellOf(figure: Figure | undefined): CellFigure | undefined {
  return asCell(figure) ?? (figure as ProseFigure | undefined)?.binding.cell;
}

/** Whether two cells stand in one row or one column of a table. */
export function isInLine(a: CellFigure | undefined, b: CellFigure | undefined): boolean {
  return (
    a !== undefined && b !== undefined && a.owner === b.owner && (a.row === b.row || a.column === b.column)
  );
}

/** Whether a total is always divided into parts of which one has this name (`基本支出`: 人员经费 and 公用经费). */
export function isDivision(words: ProseWords, total: string, part: string): boolean {
  const [whole, own] = [foldName(total), foldName(part)];
  return words.divisions.some(
    (d) =>
      d.total.some((t) => (d.whole ? whole === foldName(t) : whole.endsWith(foldName(t)))) &&
      d.parts.some((names) => names.some((n) => own.startsWith(foldName(n)))),
  );
}

/** Whether the whole is told in the row of a part's cell as well: then both are of the same scope. */
export function isBeside(part: CellFigure, whole: Figure | undefined): boolean {
  const said = cellOf(whole);
  return said !== undefined && [...part.row.cells.values()].some((c) => c !== part && c.value === said.value);
}

/** Whether an amount is no smaller than another. */
export function isAtLeast(whole: Figure, part: Figure): boolean {
  return abs(whole.value) >= abs(part.value);
}

export function sameAgainst(a: Against | undefined, b: Against | undefined): boolean {
  return !a || !b || a.with === b.with;
}
