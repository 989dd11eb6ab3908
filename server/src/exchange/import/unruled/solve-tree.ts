/** Parents and children by their codes, solved from the total down: each parent is the sum of its children. */
import { abs, halfDigit, parseNumber, type Scaled, scaledOf } from '../../../base/amount.ts';
import { pushTo } from '../../../base/maps.ts';
import type { Placement, Solution } from './types.ts';

/** Sums of children are followed up to so many. */
const MOST_STATES = 5000;

const HALF = halfDigit(2);

/** Ways to fill the rows below a row: how many there are (2 for more), and the first. */
interface Filling {
  readonly count: number;
  readonly choice: readonly Placement[];
}

interface State extends Filling {
  readonly sum: readonly Scaled[];
}

/**
 * @param codeOf the code of a row; '' that of the total
 * @param ways how the amounts of each row can be put
 */
export function solveTree(
  codeOf: (r: number) => string,
  rows: readonly number[],
  ways: ReadonlyMap<number, readonly Placement[]>,
): Solution {
  return new TreeSolver(codeOf, rows, ways).solution();
}

class TreeSolver {
  private readonly byCode: ReadonlyMap<string, number>;
  private readonly children = new Map<string, number[]>();
  private readonly placed = new Map<number, Placement>();
  private readonly unsure = new Set<number>();
  private readonly fits = new Map<string, boolean>();

  constructor(
    private readonly codeOf: (r: number) => string,
    private readonly rows: readonly number[],
    private readonly ways: ReadonlyMap<number, readonly Placement[]>,
  ) {
    this.byCode = new Map(rows.map((r) => [codeOf(r), r]));
    for (const r of rows) if (codeOf(r) !== '') pushTo(this.children, this.parentOf(codeOf(r)), r);
  }

  solution(): Solution {
    const root = this.byCode.get('');
    const tops = root === undefined ? (this.children.get('') ?? []) : [root];
    for (const top of tops) {
      const all = this.ways.get(top) ?? [];
      const own = all.filter((w) => this.feasible(top, w));
      const [way] = own.length > 0 ? own : all;
      if (way) this.descend(top, way, own.length === 1);
      else this.unsure.add(top);
    }
    for (const r of this.rows) if (!this.placed.has(r)) this.unsure.add(r);
    return { placed: this.placed, unsure: this.unsure };
  }

  /** The nearest level above that the table has. */
  private parentOf(code: string): string {
    const above = [code.length > 5 ? code.slice(0, 5) : '', code.length > 3 ? code.slice(0, 3) : ''];
    return above.find((parent) => parent !== '' && this.byCode.has(parent)) ?? '';
  }

  private below(r: number): readonly number[] {
    return this.children.get(this.codeOf(r)) ?? [];
  }

  /** Whether the rows below a row can be filled so that they add up to it; how they can is their own level's question. */
  private feasible(r: number, way: Placement): boolean {
    const key = `${r}:${way.map((v) => v ?? '').join('|')}`;
    const known = this.fits.get(key);
    if (known !== undefined) return known;
    const below = this.below(r);
    const found = below.length === 0 || this.combine(below, way).count > 0;
    this.fits.set(key, found);
    return found;
  }

  private combine(below: readonly number[], target: Placement): Filling {
    const wanted = vector(target);
    let states: readonly State[] = [{ sum: wanted.map(() => 0n), count: 1, choice: [] }];
    for (const child of below) {
      states = this.with(states, child);
      if (states.length > MOST_STATES) return { count: 2, choice: [] };
    }
    // Exactly, or else as far off as rounding explains: half a last digit for each figure.
    for (const slack of [0n, HALF * BigInt(below.length + 1)]) {
      const ends = states.filter((s) => s.sum.every((v, c) => abs(v - (wanted[c] as Scaled)) <= slack));
      const [end] = ends;
      if (end) return { count: ends.length > 1 ? 2 : end.count, choice: end.choice };
    }
    return { count: 0, choice: [] };
  }

  /** Sums with one child more. */
  private with(states: readonly State[], child: number): State[] {
    const next = new Map<string, State>();
    const ways = (this.ways.get(child) ?? []).filter((way) => this.feasible(child, way));
    for (const state of states) {
      for (const way of ways) {
        const add = vector(way);
        const sum = state.sum.map((v, c) => v + (add[c] as Scaled));
        const key = sum.join();
        const other = next.get(key);
        if (other) next.set(key, { ...other, count: 2 });
        else next.set(key, { sum, count: state.count, choice: [...state.choice, way] });
      }
    }
    return [...next.values()];
  }

  private descend(r: number, way: Placement, sure: boolean): void {
    this.placed.set(r, way);
    if (!sure) this.unsure.add(r);
    const below = this.below(r);
    if (below.length === 0) return;
    const { count: found, choice } = this.combine(below, way);
    below.forEach((child, i) => {
      const own = this.ways.get(child) ?? [];
      const chosen = choice[i] ?? own[0];
      if (chosen) this.descend(child, chosen, sure && (found === 1 || own.length === 1));
      else this.unsure.add(child);
    });
  }
}

function vector(placement: Placement): Scaled[] {
  return placement.map((v) => {
    const printed = v === undefined ? undefined : parseNumber(v);
    return printed ? scaledOf(printed) : 0n;
  });
}
