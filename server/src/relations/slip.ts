/**
 * Slips of the hand: what would turn the right value into the printed one. A slip that explains the printed value
 * speaks for its candidate where arithmetic alone leaves several (docs/blame.md).
 */

import { abs, pow10, type Scaled } from '../base/amount.ts';
import { foldWidth } from '../base/fold.ts';
import { getOrMake } from '../base/maps.ts';
import type { CellFigure, Column, Figure } from '../model/types.ts';
import { isCell, writeLike } from './figure.ts';

export type SlipKind =
  | 'swapped'
  | 'doubled'
  | 'dropped'
  | 'point'
  | 'unit'
  | 'sign'
  | 'neighbour-row'
  | 'neighbour-column'
  | 'digit'
  | 'blank';

/** How telling a slip is: how rarely a wrong candidate would look like it by chance. */
const WEIGHT: Readonly<Record<SlipKind, number>> = {
  sign: 9,
  unit: 8,
  'neighbour-column': 8,
  'neighbour-row': 8,
  point: 7,
  swapped: 6,
  doubled: 5,
  dropped: 4,
  blank: 1,
  digit: 2,
};

/** The slip that would explain how `figure` came to be printed where `value` is right, or undefined. */
export function slipOf(figure: Figure, value: Scaled): SlipKind | undefined {
  if (figure.state === 'blank') return value > 0n ? 'blank' : undefined;
  if (figure.state !== 'amount' || value === figure.value) return undefined;
  if (value === -figure.value) return 'sign';
  const a = abs(figure.value);
  const b = abs(value);
  if (a !== 0n && b !== 0n && figure.value < 0n === value < 0n) {
    for (const power of [1, 2, 3]) if (a === b * pow10(power) || b === a * pow10(power)) return 'point';
    if (a === b * pow10(4) || b === a * pow10(4)) return 'unit';
  }
  const neighbour = neighbourOf(figure, value);
  if (neighbour) return neighbour;
  const printed = digitsOf(figure.raw);
  const right = digitsOf(writeLike(figure, value));
  const slip = digitSlip(printed, right);
  if (slip !== undefined && slip !== 'digit') return slip;
  // A digit too many behind the point: the right value has one decimal less.
  const short = right.includes('.') ? right.replace(/0+$/, '') : right;
  return (short === right ? undefined : digitSlip(printed, short)) ?? slip;
}

/**
 * The slip that explains the printed value best among the values that arithmetic allows: rounding leaves it a few last
 * digits of room, and a slip of the hand knows the right one.
 * @param exact the value that arithmetic asks for
 */
export function slipWithin(
  figure: Figure,
  exact: Scaled,
  low: Scaled,
  high: Scaled,
): { readonly value: Scaled; readonly slip: SlipKind | undefined } {
  const slip = slipOf(figure, exact);
  if (figure.state !== 'amount' || low === high) return { value: exact, slip };
  let best = { value: exact, slip };
  const offer = (value: Scaled) => {
    if (value < low || value > high || value === figure.value) return;
    const kind = slipOf(figure, value);
    if (weightOf(kind) > weightOf(best.slip)) best = { value, slip: kind };
  };
  offer(-figure.value);
  for (const power of [1, 2, 3, 4]) {
    offer(figure.value * pow10(power));
    if (figure.value % pow10(power) === 0n) offer(figure.value / pow10(power));
  }
  const digits = figure.printed;
  if (digits) {
    const text = abs(digits.digits).toString();
    const sign = digits.digits < 0n ? -1n : 1n;
    for (let i = 1; i < text.length; i++) {
      if (text[i] === text[i - 1]) continue;
      const swapped = text.slice(0, i - 1) + text[i] + text[i - 1] + text.slice(i + 1);
      offer(BigInt(swapped) * sign * (figure.value / digits.digits));
    }
  }
  return best;
}

/** Whether the right value is the printed one with two neighbouring digits changed round. */
export function isSwapped(figure: Figure, value: Scaled): boolean {
  if (figure.state !== 'amount' || value === figure.value) return false;
  return digitSlip(digitsOf(figure.raw), digitsOf(writeLike(figure, value))) === 'swapped';
}

/** How much a slip speaks for its candidate; 0 where there is none. */
export function weightOf(slip: SlipKind | undefined): number {
  return slip ? WEIGHT[slip] : 0;
}

function digitsOf(text: string): string {
  return foldWidth(text)
    .replace(/[^\d.]/g, '')
    .replace(/^0+(?=\d)/, '');
}

/** How the digits of the right value became those that are printed. */
function digitSlip(printed: string, right: string): SlipKind | undefined {
  const p = printed.replace('.', '');
  const r = right.replace('.', '');
  if (p.length === r.length) {
    const off: number[] = [];
    for (let i = 0; i < p.length; i++) if (p[i] !== r[i]) off.push(i);
    const [i = -1, j = -1] = off;
    if (off.length === 2 && j === i + 1 && p[i] === r[j] && p[j] === r[i]) return 'swapped';
    if (off.length === 1) return 'digit';
    return undefined;
  }
  const longer = p.length > r.length ? p : r;
  const shorter = p.length > r.length ? r : p;
  if (longer.length !== shorter.length + 1 || shorter.length < 2) return undefined;
  for (let i = 0; i < longer.length; i++) {
    if (longer.slice(0, i) + longer.slice(i + 1) !== shorter) continue;
    return p.length > r.length
      ? longer[i] === longer[i + 1] || longer[i] === longer[i - 1]
        ? 'doubled'
        : 'dropped'
      : 'dropped';
  }
  return undefined;
}

/** Whether the printed value stands in the row above or below, or in the column beside. */
function neighbourOf(figure: Figure, value: Scaled): SlipKind | undefined {
  if (!isCell(figure) || figure.value === 0n || figure.value === value) return undefined;
  const columns = figure.row.panel.values;
  const at = columns.indexOf(figure.column);
  for (const beside of [at - 1, at + 1]) {
    const column = columns[beside];
    if (!column || figure.row.cells.get(column)?.value !== figure.value) continue;
    if (!oftenEqual(figure, column)) return 'neighbour-column';
  }
  const rows = rowsOf(figure);
  const index = rows.indexOf(figure.row);
  for (const near of [index - 1, index + 1]) {
    const other = rows[near];
    if (other && isAbove(other.code, figure.row.code)) continue;
    const cell: CellFigure | undefined = other?.cells.get(figure.column);
    if (cell && cell.value === figure.value && cell !== figure) return 'neighbour-row';
  }
  return undefined;
}

/** Whether two columns print the same in many rows, as 合计 and its only part do: then it is no sign of a slip. */
function oftenEqual(figure: CellFigure, column: Column): boolean {
  let both = 0;
  let equal = 0;
  for (const row of rowsOf(figure)) {
    if (row === figure.row) continue;
    const a = row.cells.get(figure.column);
    const b = row.cells.get(column);
    if (a?.state !== 'amount' || b?.state !== 'amount') continue;
    both++;
    if (a.value === b.value) equal++;
  }
  return equal >= 2 && equal * 5 > both;
}

/** Whether one code stands above the other in the tree: a 款 and its only 项 print the same by right. */
function isAbove(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && (a.startsWith(b) || b.startsWith(a));
}

const rowCache = new WeakMap<object, CellFigure['row'][]>();

function rowsOf(figure: CellFigure): CellFigure['row'][] {
  const panel = figure.row.panel;
  return getOrMake(rowCache, panel, () => figure.owner.rows.filter((r) => r.panel === panel));
}
