/**
 * Whether everything is wanted, as in CI (`npm run test:all`), or what an everyday run can wait for: the same tests, with
 * fewer cases where there are very many alike.
 */
export const everything = process.env.TESTS === 'all';

/** How many cases of a kind are tried: `whole` where everything is wanted, else `everyday`. */
export const cases = (whole: number, everyday: number): number => (everything ? whole : everyday);

/** All of a list where everything is wanted, else `everyday` of it, taken evenly from its first on. */
export function some<T>(list: readonly T[], everyday: number): readonly T[] {
  if (everything || list.length <= everyday) return list;
  return list.filter(
    (_, i) => Math.floor((i * everyday) / list.length) !== Math.floor(((i - 1) * everyday) / list.length),
  );
}
