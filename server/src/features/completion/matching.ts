/** What is offered, and how well it fits what was typed: by number, by characters, by pinyin. */
import { foldName } from '../../base/fold.ts';
import { append } from '../../base/lists.ts';
import type { Range, TextEdit } from '../../base/range.ts';
import type { Catalogue } from '../../reference/types.ts';
import { matchSyllables, syllables } from './pinyin.ts';

export type CompletionKind =
  | 'code'
  | 'name'
  | 'key'
  | 'value'
  | 'table'
  | 'term'
  | 'rule'
  | 'amount'
  | 'reference'
  | 'sentence'
  | 'file';

export interface Completion {
  readonly label: string;
  /** One line. */
  readonly detail: string;
  readonly kind: CompletionKind;
  readonly range: Range;
  readonly newText: string;
  /** Edits elsewhere on the line: the name that goes with a code. */
  readonly more: readonly TextEdit[];
  /** What was typed of it, so that an editor that matches again by itself keeps the item. */
  readonly typed: string;
  /** What an editor may match with what is typed next, where the list is complete. */
  readonly filter?: string;
  /** The code that it stands for: `describe` knows more of it. */
  readonly code?: { readonly catalogue: Catalogue; readonly code: string };
  /** The same text with stops for an editor that knows snippets: `${1:…}`. */
  readonly snippet?: string;
}

export interface Completions {
  readonly items: readonly Completion[];
  /** Whether typing on can only narrow the list in a way that an editor finds by itself. */
  readonly complete: boolean;
}

/** More are not sent: nobody reads on, and every one of them costs at each key. */
export const MOST = 100;

export interface Candidate {
  readonly label: string;
  readonly detail?: string;
  readonly kind: CompletionKind;
  readonly newText?: string;
  readonly snippet?: string;
  readonly more?: readonly TextEdit[];
  readonly code?: Completion['code'];
  readonly filter?: string;
  /** What is matched by characters and pinyin; the label unless given. */
  readonly name?: string;
  /** What is matched by digits. */
  readonly digits?: string;
  /** Smaller comes first among equal matches. */
  readonly rank?: number;
}

/** A name made ready to be matched. */
export interface Matchable {
  readonly name: string;
  /** As names are compared, in small letters. */
  readonly folded: string;
  readonly digits?: string | undefined;
}

/** What was typed, made ready once for many names. */
export class Matcher {
  private readonly wanted: string;
  private readonly digits: string;
  private readonly rest: string;
  private readonly letters: boolean;

  constructor(readonly typed: string) {
    this.wanted = foldName(typed).toLowerCase();
    this.digits = /^\d*/.exec(this.wanted)?.[0] ?? '';
    this.rest = this.wanted.slice(this.digits.length);
    this.letters = /^[a-z]+$/.test(this.wanted);
  }

  /** Whether only digits were typed: then only codes fit, and an editor can narrow them by itself. */
  get isNumber(): boolean {
    return this.digits !== '' && this.rest === '';
  }

  /** How well a name fits, smaller is better; undefined where it does not. */
  score({ name, folded, digits }: Matchable): number | undefined {
    const { wanted } = this;
    if (wanted === '') return 0;
    if (digits !== undefined && this.digits !== '') {
      // `20805 机关`: a code and a part of its name.
      if (!digits.startsWith(this.digits)) return undefined;
      return this.rest === '' ? 0 : folded.includes(this.rest) ? 1 : undefined;
    }
    if (folded.startsWith(wanted)) return folded.length === wanted.length ? 0 : 1;
    if (folded.includes(wanted)) return 2;
    if (!this.letters) return undefined;
    const at = matchSyllables(wanted, syllables(name));
    return at < 0 ? undefined : at === 0 ? 1 : 3;
  }

  /**
   * The best of many, without making anything for the others.
   * @param rank smaller comes first among equal matches, below 10
   */
  best<T>(
    items: Iterable<T>,
    about: (item: T) => Matchable,
    rank: (item: T) => number,
  ): { readonly items: T[]; readonly cut: boolean } {
    const byScore = new Map<number, T[]>();
    for (const item of items) {
      const score = this.score(about(item));
      if (score === undefined) continue;
      const key = score * 10 + rank(item);
      const list = byScore.get(key);
      if (list) list.push(item);
      else byScore.set(key, [item]);
    }
    const found: T[] = [];
    for (const key of [...byScore.keys()].sort((a, b) => a - b)) {
      const list = byScore.get(key) as T[];
      if (found.length + list.length > MOST) {
        append(found, list.slice(0, MOST - found.length));
        return { items: found, cut: true };
      }
      append(found, list);
    }
    return { items: found, cut: false };
  }
}

export function foldedName(name: string): string {
  return foldName(name).toLowerCase();
}

/** The candidates that fit what was typed, best first. */
export function choose(typed: string, range: Range, candidates: Iterable<Candidate>): Completions {
  const { items, cut } = new Matcher(typed).best(
    candidates,
    (c) => {
      const name = c.name ?? c.label;
      return { name, folded: foldedName(name), digits: c.digits };
    },
    (c) => c.rank ?? 5,
  );
  return { items: items.map((c) => completionOf(c, typed, range)), complete: !cut && items.length === 0 };
}

export function completionOf(candidate: Candidate, typed: string, range: Range): Completion {
  const { label, detail = '', kind, newText = label, snippet, more = [], code, filter } = candidate;
  return {
    label,
    detail,
    kind,
    range,
    newText,
    more,
    typed,
    ...(code ? { code } : {}),
    ...(filter === undefined ? {} : { filter }),
    ...(snippet === undefined ? {} : { snippet }),
  };
}

/** One list behind another; undefined where both are empty. */
export function joined(...lists: readonly (Completions | undefined)[]): Completions | undefined {
  const filled = lists.filter((l): l is Completions => l !== undefined && l.items.length > 0);
  if (filled.length === 0) return undefined;
  return { items: filled.flatMap((l) => l.items), complete: filled.every((l) => l.complete) };
}
