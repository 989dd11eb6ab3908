/**
 * How precise the amounts of an author are. One who drops zeros behind the point (`231.2` for 231.20) and rounds none
 * means as many decimals as the tables have, also where no cell says so (language.md §11).
 */

import { halfDigit } from '../base/amount.ts';
import { settled } from './settled.ts';
import type { ProseFigure, ProseSection } from './types.ts';

/** The decimals that amounts of a unit have, whatever is printed of them. */
export interface Precision {
  readonly unit: number;
  readonly decimals: number;
}

/** So many amounts without their zeros are a habit. */
const HABIT = 3;

/** What the amounts that are tied to cells show; undefined where zeros are written out, or amounts are rounded. */
export function precisionOf(sections: readonly ProseSection[]): Precision | undefined {
  const dropped = new Map<string, { readonly precision: Precision; count: number }>();
  for (const section of sections) {
    for (const f of section.figures) {
      const { cell } = f.binding;
      if (f.kind !== 'money' || !cell || !f.printed || f.printed.zero || f.unit !== cell.unit) continue;
      if (f.printed.decimals >= cell.decimals) continue;
      // Fewer decimals, and not for a zero: this author rounds.
      if (f.value !== cell.value) return undefined;
      const key = `${f.unit}|${cell.decimals}`;
      const entry = dropped.get(key) ?? { precision: { unit: f.unit, decimals: cell.decimals }, count: 0 };
      entry.count++;
      dropped.set(key, entry);
    }
  }
  const [only, ...more] = dropped.values();
  return only && more.length === 0 && only.count >= HABIT ? only.precision : undefined;
}

/** Whether two precisions are the same. */
export function samePrecision(a: Precision | undefined, b: Precision | undefined): boolean {
  return a?.unit === b?.unit && a?.decimals === b?.decimals;
}

/** A section whose amounts are as precise as is meant: the section itself where that changes nothing. */
export function sharpened(section: ProseSection, precision: Precision | undefined): ProseSection {
  const sharper = new Map<ProseFigure, ProseFigure>();
  for (const f of section.figures) {
    if (f.kind !== 'money' || f.binding.cell || !f.printed || f.printed.zero || f.approximate) continue;
    // A whole number may be a plan, or about.
    const own = f.printed.decimals;
    const meant =
      precision?.unit === f.unit && own > 0 && own < precision.decimals ? precision.decimals : own;
    const half = halfDigit(meant, f.unit);
    if (half !== f.half) sharper.set(f, Object.freeze({ ...f, half }));
  }
  return sharper.size > 0 ? { ...section, ...settled(section, { figures: sharper }) } : section;
}
