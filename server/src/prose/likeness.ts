/** Whether two phrases name the same thing, and phrases made of others. */
import { foldName } from '../base/fold.ts';
import { getOrMake } from '../base/maps.ts';
import type { ProseWords } from '../reference/prose.ts';
import { variants } from './bind/names.ts';
import type { Phrase } from './events.ts';

/** A phrase of one name, in a place or in that of another. */
export function phraseOf(text: string, { start, end }: Pick<Phrase, 'start' | 'end'>): Phrase {
  return { text, pieces: [text], path: [], parts: [text], start, end };
}

/** Compares phrases by the words of the data. */
export class Likeness {
  private readonly anaphora: ReadonlySet<string>;

  constructor(private readonly words: ProseWords) {
    this.anaphora = new Set(words.anaphora);
  }

  /** Whether a phrase stands for what was spoken of just before. */
  isAnaphor(phrase: Phrase): boolean {
    return this.anaphora.has(phrase.text);
  }

  /** Whether a phrase names a total. */
  isTotal(phrase: Phrase | undefined): boolean {
    return phrase !== undefined && this.words.totalEnds.some((end) => phrase.text.endsWith(end));
  }

  /**
   * The nth of several subjects side by side; the last word's ending holds for all (`货物、工程、服务支出`), but for one
   * that has its own (`本年收入、支出`).
   */
  partOf(phrase: Phrase, nth: number): Phrase {
    const part = phrase.parts[nth] ?? phrase.text;
    const last = phrase.parts.at(-1) ?? '';
    const ending = this.words.sharedEnds.find((end) => last.endsWith(end)) ?? '';
    const isWhole = part === last || [ending, ...this.words.sides].some((own) => part.endsWith(own));
    return phraseOf(isWhole ? part : part + ending, phrase);
  }

  /** Whether a phrase names all of this year's 收入 or 支出, and says no more (`全年支出`, `支出合计`). */
  isOfYear({ text }: Phrase): boolean {
    const { yearWords, totalEnds, sides } = this.words;
    const end = totalEnds.find((e) => text.endsWith(e)) ?? '';
    const start = [yearWords.as, ...yearWords.like].find((w) => text.startsWith(w)) ?? '';
    return sides.includes(text.slice(start.length, text.length - end.length));
  }

  /** Whether a text speaks of the report's own year by a word. */
  namesThisYear(text: string): boolean {
    return (this.words.words.period?.this ?? []).some((w) => text.includes(w));
  }

  /** Whether one speaks of 收入 and the other of 支出. */
  isOtherSide(a: Phrase, b: Phrase): boolean {
    const [one, two] = [this.sideOf(a), this.sideOf(b)];
    return one !== undefined && two !== undefined && one !== two;
  }

  /** 收入 or 支出, where a phrase speaks of one of them alone. */
  sideOf({ text }: Phrase): string | undefined {
    const found = this.words.sides.filter((side) => text.includes(side));
    return found.length === 1 ? found[0] : undefined;
  }

  same(a: Phrase | undefined, b: Phrase | undefined): boolean {
    return this.of(a, b) >= 2;
  }

  /** How surely two phrases name the same thing: 4 the same, 3 with and without an ending, 2 one ends the other, 0 not. */
  of(a: Phrase | undefined, b: Phrase | undefined): number {
    if (a === b) return 4;
    if (!a || !b) return 0;
    const one = formsOf(a);
    const two = formsOf(b);
    const x = one.folded;
    const y = two.folded;
    if (x === y) return 4;
    for (const v of two.variants) if (one.variants.has(v)) return 3.5;
    const [long, short] = x.length >= y.length ? [x, y] : [y, x];
    if (short.length < 2) return 0;
    if (long.endsWith(short)) return short.length >= 4 ? 3 : 2;
    if (long.startsWith(short)) return short.length >= 6 ? 2.5 : this.anaphora.has(short) ? 2 : 0;
    return 0;
  }
}

const phraseForms = new WeakMap<
  Phrase,
  { readonly folded: string; readonly variants: ReadonlySet<string> }
>();

function formsOf(phrase: Phrase): { readonly folded: string; readonly variants: ReadonlySet<string> } {
  return getOrMake(phraseForms, phrase, () => {
    const folded = foldName(phrase.text);
    return { folded, variants: new Set(variants(folded)) };
  });
}
