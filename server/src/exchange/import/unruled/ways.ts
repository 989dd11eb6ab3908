/** The columns of every row's amounts, by the equations in the table. */
import { pushTo } from '../../../base/maps.ts';
import { open, rowsThatHold } from '../../../service.ts';
import type { Choice } from './choose.ts';
import { isOpen, type Layout, trialOf, unplaced } from './layout.ts';
import { solve } from './solve.ts';
import type { Panel, Placement, Solution } from './types.ts';

/** Rows are placed one candidate each; beyond this a table is left to a person. */
const MOST_CANDIDATES = 20_000;

/** Finds the columns of every row's amounts by the equations in the table; ways that differ as a whole stay open. */
export function place(layout: Layout): Choice {
  let placed = unplaced(layout);
  const unsure = new Set<number>();
  let ways: Placement[][][] = [];
  layout.panels.forEach((_, p) => {
    const open = layout.rows.map((_, r) => r).filter((r) => isOpen(layout, r, p));
    if (open.length === 0) return;
    const count = open.reduce((sum, r) => sum + countWays(layout, r, p), 0);
    const balanced =
      count > MOST_CANDIDATES
        ? undefined
        : keepBalanced(layout, p, new Map(open.map((r) => [r, waysOf(layout, r, p)])));
    const solutions = balanced ? solve(layout, p, balanced) : [];
    const [first] = solutions;
    if (first) {
      ways = solutions.map((solution) => withPanel(placed, p, solution.placed));
      placed = ways[0] as Placement[][];
      for (const r of first.unsure) unsure.add(r);
      return;
    }
    const only = new Map(open.flatMap((r) => onlyOne(r, balanced?.get(r))));
    placed = withPanel(placed, p, only);
    for (const r of open) if (!only.has(r)) unsure.add(r);
  });
  return { layout, placed, unsure, ways };
}

function onlyOne(r: number, ways: readonly Placement[] | undefined): [number, Placement][] {
  const [way] = ways ?? [];
  return way && ways?.length === 1 ? [[r, way]] : [];
}

function withPanel(placed: readonly Placement[][], p: number, own: Solution['placed']): Placement[][] {
  return placed.map((row, r) => row.map((way, q) => (q === p ? (own.get(r) ?? way) : way)));
}

function countWays({ panels, rows }: Layout, r: number, p: number): number {
  const count = rows[r]?.parts[p]?.amounts.length ?? 0;
  const width = (panels[p] as Panel).values.length;
  let ways = 1;
  for (let i = 1; i <= count; i++) ways = (ways * (width - count + i)) / i;
  return ways;
}

/** All ways to put a row's amounts into the columns of a panel. */
function waysOf({ panels, rows }: Layout, r: number, p: number): Placement[] {
  const amounts = rows[r]?.parts[p]?.amounts ?? [];
  const width = (panels[p] as Panel).values.length;
  return subsets(width, amounts.length).map((columns) => spreadOver(amounts, columns, width));
}

/** All ways to choose `count` of `width` columns, in order. */
function subsets(width: number, count: number): number[][] {
  if (count === 0) return [[]];
  const out: number[][] = [];
  const go = (from: number, chosen: number[]) => {
    if (chosen.length === count) {
      out.push(chosen);
      return;
    }
    for (let c = from; c <= width - (count - chosen.length); c++) go(c + 1, [...chosen, c]);
  };
  go(0, []);
  return out;
}

function spreadOver(amounts: readonly string[], columns: readonly number[], width: number): Placement {
  const row: (string | undefined)[] = Array.from({ length: width });
  columns.forEach((c, i) => {
    row[c] = amounts[i];
  });
  return row;
}

/**
 * Of each row's ways, those in which its own sums hold: asked of the engine, in a table with a row for each way. Its
 * rows have names that no form knows, so that only what is owed by every row is asked.
 */
function keepBalanced(
  layout: Layout,
  p: number,
  ways: ReadonlyMap<number, readonly Placement[]>,
): ReadonlyMap<number, readonly Placement[]> {
  const tried = [...ways].flatMap(([r, list]) => list.map((way) => ({ r, way })));
  const { text, first } = trialOf(
    layout,
    tried.map(({ way }, i) => trialRow(layout.panels, p, way, `r${i}`)),
  );
  const holds = rowsThatHold(open(text));
  // A table without sums in its rows says nothing of them.
  if (holds.size === 0) return ways;
  const kept = new Map<number, Placement[]>();
  tried.forEach(({ r, way }, i) => {
    if (holds.get(first + i) === true) pushTo(kept, r, way);
  });
  return kept;
}

/** A row with a name and amounts in one panel, and nothing in the others. */
function trialRow(panels: readonly Panel[], p: number, way: Placement, name: string): string[] {
  const cells = panels.flatMap(({ labels, values }, q) => {
    const own = labels.map((_, l) => (q === p && l === labels.length - 1 ? name : ''));
    return [...own, ...values.map((_, v) => (q === p ? (way[v] ?? '') : ''))];
  });
  return ['', ...cells];
}
