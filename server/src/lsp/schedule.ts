import type { Analysis } from '../service.ts';

/** Milliseconds for which work may keep other messages waiting. */
const TURN = 8;

/** Works on an analysis for one turn; whether nothing is left to do. */
export function work(analysis: Analysis): boolean {
  const until = Date.now() + TURN;
  return analysis.work(() => Date.now() < until);
}

/** Lets waiting messages in: the next turn of the event loop, in Node and in a worker. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => later(resolve));
}

/** Runs a step in the next turn. */
export function later(step: () => void): void {
  if (typeof setImmediate === 'function') setImmediate(step);
  else setTimeout(step, 0);
}

/**
 * Does a long work piece by piece and lets waiting messages in between.
 * @param check called when it goes on; throws where the work is no longer wanted
 */
export async function inTurns<T>(
  items: Iterable<T>,
  work: (item: T) => void,
  check: () => void,
): Promise<void> {
  let since = Date.now();
  for (const item of items) {
    work(item);
    if (Date.now() - since < TURN) continue;
    await nextTurn();
    check();
    since = Date.now();
  }
}
