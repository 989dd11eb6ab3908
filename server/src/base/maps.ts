/** Maps of lists, maps filled on first use, and functions that remember. */

/** Adds a value to the list at a key. */
export function pushTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** The value at a key, made and kept where there is none. */
export function getOrMake<K, V>(
  map: { get(key: K): V | undefined; set(key: K, value: V): unknown },
  key: K,
  make: () => V,
): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

/** Names are short; what is longer is a sentence, which hardly comes twice. */
const LONGEST_REMEMBERED = 48;
const MOST_REMEMBERED = 10_000;

/**
 * A function of a text that remembers what it gave: the same names stand in every row, table and report.
 * @param make depends on the text alone
 */
export function remembering<T>(make: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    if (text.length > LONGEST_REMEMBERED) return make(text);
    const before = known.get(text);
    if (before !== undefined) return before;
    if (known.size >= MOST_REMEMBERED) known.clear();
    // A piece cut out of a report keeps the whole of it in memory; cut out of a text that was made for it, that alone.
    const copy = ` ${text}`.slice(1);
    const made = make(copy);
    known.set(copy, made);
    return made;
  };
}
