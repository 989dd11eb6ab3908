/** What two sequences have in common, in order. */

/** More pairs than this take too long to look at. */
export const MOST_PAIRS = 4_000_000;

/**
 * The places of the longest sequence that both have; undefined where they are too long for it.
 * @param same whether an item of the one is an item of the other
 */
export function longestCommon<T>(
  before: readonly T[],
  after: readonly T[],
  same: (a: T, b: T) => boolean,
): readonly (readonly [number, number])[] | undefined {
  const [n, m, width] = [before.length, after.length, after.length + 1];
  if (n * m > MOST_PAIRS) return undefined;
  const length = lengthsOf(before, after, same);
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < n && j < m; ) {
    if (same(before[i] as T, after[j] as T)) pairs.push([i++, j++]);
    else if ((length[(i + 1) * width + j] as number) >= (length[i * width + j + 1] as number)) i++;
    else j++;
  }
  return pairs;
}

/** The length of the longest common sequence from each pair of places on, row by row. */
function lengthsOf<T>(before: readonly T[], after: readonly T[], same: (a: T, b: T) => boolean): Uint32Array {
  const [n, m, width] = [before.length, after.length, after.length + 1];
  const length = new Uint32Array((n + 1) * width);
  for (let i = n - 1; i >= 0; i--)
    for (let j = m - 1; j >= 0; j--)
      length[i * width + j] = same(before[i] as T, after[j] as T)
        ? 1 + (length[(i + 1) * width + j + 1] as number)
        : Math.max(length[(i + 1) * width + j] as number, length[i * width + j + 1] as number);
  return length;
}
