/** Where a table balances in several ways as a whole, the equations between the tables decide. */
import { type Analysis, open } from '../../../service.ts';
import { isOpen, type Layout, type Placements, sourceOf } from './layout.ts';

/** How a table's amounts are put, for now. */
export interface Choice {
  readonly layout: Layout;
  placed: Placements;
  /** Rows that nobody but a person can place. */
  unsure: ReadonlySet<number>;
  /** Ways to fill the whole table that are as good by its own equations. */
  readonly ways: readonly Placements[];
}

/** So many ways of a table are tried. */
const MOST_WAYS = 40;

/** Takes of each table the way with which most equations between the tables hold. */
export function choose(choices: readonly Choice[]): void {
  for (const choice of choices) {
    if (choice.ways.length < 2) continue;
    const { best, tied } = bestOf(choice, choices);
    if (!best) continue;
    choice.placed = best;
    if (tied) choice.unsure = new Set([...choice.unsure, ...openRows(choice.layout)]);
  }
}

function bestOf(choice: Choice, choices: readonly Choice[]): { best?: Placements; tied: boolean } {
  let best: { placed: Placements; broken: number; passed: number } | undefined;
  let tied = false;
  let analysis: Analysis | undefined;
  for (const placed of choice.ways.slice(0, MOST_WAYS)) {
    const text = choices.map((c) => sourceOf(c.layout, c === choice ? placed : c.placed)).join('\n');
    analysis = open(text, {}, analysis);
    const { broken, passed } = analysis.coverage;
    if (best && broken === best.broken && passed === best.passed) tied = true;
    else if (!best || broken < best.broken || (broken === best.broken && passed > best.passed)) {
      best = { placed, broken, passed };
      tied = false;
    }
  }
  return best ? { best: best.placed, tied } : { tied };
}

function openRows(layout: Layout): number[] {
  return layout.rows.flatMap((row, r) => (row.parts.some((_, p) => isOpen(layout, r, p)) ? [r] : []));
}
