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
