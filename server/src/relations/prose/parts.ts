/** Whether the parts that are listed are all of their total. */
import { abs } from '../../base/amount.ts';
import { foldName } from '../../base/fold.ts';
import type { PartList, ProseFigure, Statement } from '../../prose/types.ts';
import { nameKey } from '../said/places.ts';
import { HUNDRED } from './making.ts';
import type { Owed } from './owed.ts';

function isSameUnit(whole: ProseFigure, parts: readonly Statement[]): boolean {
  return parts.every((p) => p.figure?.unitText === whole.unitText);
}

export function sum(parts: readonly Statement[]): bigint {
  return parts.reduce((total, p) => total + (p.figure?.value ?? 0n), 0n);
}

/** Whether the parts of a list are all of its total. */
export function isWhole(owed: Owed, list: PartList, parts: readonly Statement[]): boolean {
  const { total } = list;
  const whole = total.figure as ProseFigure;
  if (list.behind || (sum(parts) === whole.value && parts.length > 1)) return true;
  if (cellsAddUp(whole, parts)) return true;
  if (isPartition(owed, whole, parts)) return true;
  if (partsLeft(owed, whole.kind, total, parts)?.length === 0) return true;
  // Parts that are more than their total are too many, whatever else it has.
  if (whole.kind === 'count')
    return parts.length >= 3 || (parts.length > 1 && sum(parts) > whole.value && isSameUnit(whole, parts));
  // Shares of all parts that sum to a hundred say so themselves.
  const shares = list.shares;
  if (shares.length >= 2 && shares.length === parts.length) {
    let points = 0n;
    let half = 0n;
    for (const s of shares) {
      points += s.figure?.value ?? 0n;
      half += s.figure?.half ?? 0n;
    }
    if (abs(points - HUNDRED) <= half) return true;
  }
  return false;
}

export function cellsAddUp(whole: ProseFigure, parts: readonly Statement[]): boolean {
  const { cell } = whole.binding;
  // What is not filled in adds up to nothing.
  if (cell?.state !== 'amount' || parts.length < 2) return false;
  let value = 0n;
  let half = cell.half;
  for (const p of parts) {
    const own = p.figure?.binding.cell;
    if (!own) {
      if (p.figure?.value === 0n) continue;
      return false;
    }
    value += own.value;
    half += own.half;
  }
  return abs(value - cell.value) <= half;
}

/**
 * Of a total that is always divided in the same way (基本支出, “三公”经费): the names of the parts that are not
 * among those told; nothing where they are others.
 */
export function partsLeft(
  owed: Owed,
  kind: string,
  total: Statement,
  parts: readonly Statement[],
): readonly (readonly string[])[] | undefined {
  if (kind !== 'money') return undefined;
  const name = nameKey(total.subjectText);
  const named = (s: Statement, words: readonly string[]) =>
    words.some((w) => nameKey(s.subjectText).startsWith(foldName(w)));
  for (const { total: totals, parts: groups, whole } of owed.words.divisions) {
    if (!totals.some((t) => (whole ? name === foldName(t) : name.endsWith(foldName(t))))) continue;
    const of = (s: Statement) => groups.findIndex((g) => named(s, g));
    const found = parts.map(of);
    if (found.includes(-1) || new Set(found).size !== found.length) continue;
    return groups.filter((_, i) => !found.includes(i));
  }
  return undefined;
}

function isPartition(owed: Owed, whole: ProseFigure, parts: readonly Statement[]): boolean {
  const name = whole.binding.indicator;
  if (name === undefined) return false;
  const partition = owed.words.partitions.find((p) => p.total === `@${name}`);
  if (!partition) return false;
  const ids = new Set(parts.map((p) => `@${p.figure?.binding.indicator ?? ''}`));
  return [...ids].every((id) => partition.parts.includes(id)) && ids.size >= partition.require;
}
