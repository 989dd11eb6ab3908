/** Pinyin of Chinese names, for completion. The library is loaded when it is first asked for, not with the server. */
import { foldName } from '../../base/fold.ts';

type Spell = (text: string) => string[];

let spell: Spell | undefined;
let loading: Promise<void> | undefined;
const known = new Map<string, readonly string[]>();
/** A report's own words come and go; the cache does not grow with them for ever. */
const MOST_KNOWN = 20_000;

/** Loads the library; matching by pinyin finds nothing before. */
export function loadPinyin(): Promise<void> {
  loading ??= import('pinyin-pro').then(({ pinyin }) => {
    spell = (text) => pinyin(text, { toneType: 'none', type: 'array', v: true });
  });
  return loading;
}

/** The syllables of a text; [] while the library is not there. */
export function syllables(text: string): readonly string[] {
  const cached = known.get(text);
  if (cached) return cached;
  if (!spell) return [];
  const made = spell(foldName(text).toLowerCase()).filter((s) => /^[a-z\d]/.test(s));
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(text, made);
  return made;
}

/**
 * Where letters (initials, whole syllables, or a mixture) match syllables.
 * @returns the syllable that the match begins at, or -1
 */
export function matchSyllables(letters: string, all: readonly string[]): number {
  const [first] = letters;
  if (first === undefined) return 0;
  for (let start = 0; start < all.length; start++) {
    if ((all[start] as string)[0] === first && matchesFrom(letters, all, start)) return start;
  }
  return -1;
}

function matchesFrom(letters: string, all: readonly string[], start: number): boolean {
  let reached = new Set([0]);
  for (let s = start; s < all.length && reached.size > 0; s++) {
    const syllable = all[s] as string;
    const next = new Set<number>();
    for (const at of reached) {
      for (
        let length = 1;
        length <= syllable.length && syllable[length - 1] === letters[at + length - 1];
        length++
      ) {
        if (at + length === letters.length) return true;
        next.add(at + length);
      }
    }
    reached = next;
  }
  return false;
}
