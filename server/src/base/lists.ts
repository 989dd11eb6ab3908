/** Lists of any length: what is spread into arguments stands on the stack, which a long table overflows. */

/** Adds items to a list's end. */
export function append<T>(list: T[], items: Iterable<T>): void {
  for (const item of items) list.push(item);
}

/** The largest of some numbers; `least` where there are none. */
export function largest(numbers: Iterable<number>, least: number): number {
  let most = least;
  for (const n of numbers) if (n > most) most = n;
  return most;
}

/** The smallest of some numbers; `most` where there are none. */
export function smallest(numbers: Iterable<number>, most: number): number {
  let least = most;
  for (const n of numbers) if (n < least) least = n;
  return least;
}

/** Whether two lists hold the same things. */
export function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((x, i) => x === b[i]);
}

/** How many items two lists have in common at their start, and how many more at their end. */
export function sameEnds<T>(
  a: ArrayLike<T>,
  b: ArrayLike<T>,
  same: (x: T, y: T) => boolean = Object.is,
): { head: number; tail: number } {
  const most = Math.min(a.length, b.length);
  const at = (i: number, j: number) => same(a[i] as T, b[j] as T);
  let head = 0;
  while (head < most && at(head, head)) head++;
  let tail = 0;
  while (tail < most - head && at(a.length - 1 - tail, b.length - 1 - tail)) tail++;
  return { head, tail };
}
