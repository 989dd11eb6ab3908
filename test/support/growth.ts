/**
 * How the time that something takes grows with its size, told so that a busy machine fails no test: what is wrong grows
 * too fast each time it is looked at, what is right is quick enough at least once.
 */
import { expect } from 'vitest';

const TRIES = 6;

function milliseconds(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

/** Holds the time of `large` to `factor` times that of `small`, and a little for what no size explains. */
export function expectGrowth(small: () => unknown, large: () => unknown, factor: number): void {
  // Code is made fast while it runs for the first times.
  small();
  const ratios: number[] = [];
  for (let i = 0; i < TRIES; i++) {
    const base = Math.max(milliseconds(small), milliseconds(small));
    ratios.push(milliseconds(large) / (base + 50 / factor));
    if (Math.min(...ratios) <= factor) return;
  }
  expect(Math.min(...ratios), `grew by ${ratios.map((r) => r.toFixed(1)).join(', ')}`).toBeLessThanOrEqual(
    factor,
  );
}

/** The same of what takes its time with pauses in it. */
export async function expectGrowthOf(
  small: () => Promise<unknown>,
  large: () => Promise<unknown>,
  factor: number,
): Promise<void> {
  const time = async (run: () => Promise<unknown>) => {
    const start = performance.now();
    await run();
    return performance.now() - start;
  };
  await small();
  const ratios: number[] = [];
  for (let i = 0; i < TRIES; i++) {
    const base = Math.max(await time(small), await time(small));
    ratios.push((await time(large)) / (base + 50 / factor));
    if (Math.min(...ratios) <= factor) return;
  }
  expect(Math.min(...ratios), `grew by ${ratios.map((r) => r.toFixed(1)).join(', ')}`).toBeLessThanOrEqual(
    factor,
  );
}
