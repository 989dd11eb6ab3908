/**
 * The forms of seeds/prose/patterns.yaml, as the matcher goes through them. A form is items in a row:
 *
 *   <share=of>  a word of a class, of one sense      为|是     one of these words
 *   MONEY       a figure of a kind                   filler    a token of a set of the file
 *   …           any tokens                           !a|b      a token that is none of these
 *   x? x* x+    one or none, any number, one or more  of:x      what stands there is the whole that is spoken of
 */
import type { PatternLine, PatternSeeds } from '../../reference/patterns.ts';
import { near } from '../../reference/validate.ts';
import { WORD_CLASSES } from '../lexicon.ts';
import type { ProseToken } from '../token.ts';

/** One kind of token, as a bit, and what its text or sense must be. */
interface Atom {
  readonly bits: number;
  readonly value?: string;
  readonly text?: string;
  readonly holds?: string;
}

export interface Item {
  /** Kinds that fit as they are. */
  readonly bits: number;
  /** Kinds that fit with one text or sense. */
  readonly atoms: readonly Atom[];
  readonly not: boolean;
  readonly times: 'one' | 'maybe' | 'many';
  readonly slot: string | undefined;
}

/** Items that must fit one behind the other. */
export interface Row {
  readonly items: readonly Item[];
  /** Whether several ways may be open. */
  readonly notes: boolean;
  /** Whether parts of it are named. */
  readonly named: boolean;
  /** Kinds that it has a place for. */
  readonly allowed: number;
  /** Of each of these it must have one. */
  readonly needed: readonly number[];
}

export interface Form {
  /** Up to the figure, or all where there is none. */
  readonly front: Row;
  /** Kinds of figures that it is of; 0 where it has none. */
  readonly figure: number;
  /** What must follow the figure. */
  readonly back: Row;
}

/** What is wrong with a line of the file. */
export class PatternError extends Error {
  constructor(id: string, problem: string) {
    super(`seeds/prose/patterns.yaml, ${id}: ${problem}`);
  }
}

const KINDS = ['NAME', 'TEXT', 'LEVEL', 'ASIDE', 'YEAR', 'PUNCT', 'MARK'] as const;
const FIGURES = ['MONEY', 'PERCENT', 'COUNT', 'NUMBER', 'STANDARD', 'OTHER'] as const;
const NAMES: readonly string[] = [...WORD_CLASSES, ...KINDS, ...FIGURES, 'END'];
const BITS = new Map(NAMES.map((name, i) => [name, 1 << i]));
const ANY = -1;
const FIGURE = FIGURES.reduce((bits, name) => bits | bitOf(name), 0);
const OF_CLASS: ReadonlyMap<string, number> = new Map(WORD_CLASSES.map((cls) => [cls, bitOf(cls)]));
const OF_KIND: ReadonlyMap<string, number> = new Map(KINDS.map((kind) => [kind.toLowerCase(), bitOf(kind)]));
const OF_ROLE = {
  amount: bitOf('MONEY'),
  percent: bitOf('PERCENT'),
  count: bitOf('COUNT'),
  bare: bitOf('NUMBER'),
};
const [STANDARD, OTHER] = [bitOf('STANDARD'), bitOf('OTHER')];

/** The kind behind the last token of a clause. */
export const END = bitOf('END');

function bitOf(name: string): number {
  return BITS.get(name) ?? 0;
}

function kindOf(token: ProseToken): number {
  if (token.kind === 'word') return OF_CLASS.get(token.cls) ?? 0;
  if (token.kind !== 'number') return OF_KIND.get(token.kind) ?? 0;
  if (token.role !== 'other') return OF_ROLE[token.role];
  return token.why === 'standard' ? STANDARD : OTHER;
}

/** The kinds of the tokens of a clause, and of its end. */
export function kindsOf(tokens: readonly ProseToken[]): readonly number[] {
  const kinds: number[] = [];
  for (const token of tokens) kinds.push(kindOf(token));
  kinds.push(END);
  return kinds;
}

/** Whether a token fits an item. */
export function fits({ bits, atoms, not }: Item, kind: number, token: ProseToken | undefined): boolean {
  if (kind === END && not) return false;
  let is = (bits & kind) !== 0;
  for (let i = 0; i < atoms.length && !is; i++) is = isAtom(atoms[i] as Atom, kind, token);
  return is !== not;
}

function isAtom({ bits, value, text, holds }: Atom, kind: number, token: ProseToken | undefined): boolean {
  if ((bits & kind) === 0 || token === undefined || !('text' in token)) return false;
  if (text !== undefined) return token.text === text;
  if (value !== undefined && !(token.kind === 'word' && token.value === value)) return false;
  return holds === undefined || [...holds].some((c) => token.text.includes(c));
}

/** Senses of words by their classes, as seeds/prose.json has them. */
type Senses = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Reads the forms of a file. */
export class FormReader {
  private readonly sets = new Map<string, readonly Atom[]>();
  private id = '';

  /** @param slots names that parts of a form may have */
  constructor(
    seeds: PatternSeeds,
    private readonly senses: Senses,
    private readonly slots: ReadonlySet<string>,
  ) {
    for (const [name, text] of Object.entries(seeds.sets)) {
      this.id = `sets.${name}`;
      this.sets.set(name, this.atoms(text));
    }
  }

  /** @throws PatternError where the form says what is not known */
  read({ id, form }: PatternLine): Form {
    this.id = id;
    const items = form.split(/\s+/).flatMap((text) => this.items(text));
    const isFigure = (item: Item) => item.bits !== 0 && (item.bits & ~FIGURE) === 0;
    const at = items.findIndex((item) => isFigure(item) && !item.not && item.times === 'one');
    return {
      front: rowOf(at < 0 ? items : items.slice(0, at)),
      figure: items[at]?.bits ?? 0,
      back: rowOf(at < 0 ? [] : items.slice(at + 1)),
    };
  }

  private items(text: string): Item[] {
    const match = /^(?:([a-z]+):)?(!?)(.+?)([?*+]?)$/u.exec(text);
    if (!match) return this.fail(`“${text}” cannot be read`);
    const [, slot, not, names, times] = match as unknown as [
      string,
      string | undefined,
      string,
      string,
      string,
    ];
    if (slot !== undefined && !this.slots.has(slot))
      this.fail(`no part is called “${slot}”`, slot, this.slots);
    if (names === '…') return [{ bits: ANY, atoms: [], not: false, times: 'many', slot }];
    const atoms = this.atoms(names);
    const one: Item = {
      bits: atoms.filter((a) => isPlain(a)).reduce((bits, a) => bits | a.bits, 0),
      atoms: atoms.filter((a) => !isPlain(a)),
      not: not !== '',
      times: times === '?' ? 'maybe' : times === '*' ? 'many' : 'one',
      slot,
    };
    return times === '+' ? [one, { ...one, times: 'many' }] : [one];
  }

  private atoms(text: string): Atom[] {
    return text.split('|').flatMap((name) => this.atom(name));
  }

  private atom(name: string): readonly Atom[] {
    const word = /^<([a-z]+)(?:=([a-z]+))?(?:~(.+))?>$/u.exec(name);
    if (word) return [this.word(word[1] ?? '', word[2], word[3])];
    const literal = /^\p{Script=Han}+$/u.test(name) ? name : /^'(.+)'$/u.exec(name)?.[1];
    if (literal !== undefined) return [{ bits: ANY, text: literal }];
    const bits = /^[A-Z]+$/.test(name) ? bitOf(name) : 0;
    if (bits !== 0) return [{ bits }];
    const known = [...this.sets.keys(), ...KINDS, ...FIGURES, 'END'];
    return this.sets.get(name) ?? this.fail(`no kind of token is called “${name}”`, name, known);
  }

  private word(cls: string, value: string | undefined, holds: string | undefined): Atom {
    if (!(WORD_CLASSES as readonly string[]).includes(cls))
      this.fail(`no class of words is called “${cls}”`, cls, WORD_CLASSES);
    const senses = Object.keys(this.senses[cls] ?? {});
    if (value !== undefined && !senses.includes(value))
      this.fail(`words of the class “${cls}” have no sense “${value}”`, value, senses);
    return { bits: bitOf(cls), ...(value ? { value } : {}), ...(holds ? { holds } : {}) };
  }

  private fail(problem: string, word = '', known: Iterable<string> = []): never {
    const meant = near(word, [...known]).near;
    throw new PatternError(this.id, meant ? `${problem}; is “${meant}” meant?` : problem);
  }
}

/** What a table has by a name that the file uses. */
export function known<T>(table: Readonly<Record<string, T>>, name: string, id: string, what: string): T {
  const own = Object.hasOwn(table, name) ? table[name] : undefined;
  if (own !== undefined) return own;
  const meant = near(name, Object.keys(table)).near;
  throw new PatternError(id, `no ${what} is called “${name}”${meant ? `; is “${meant}” meant?` : ''}`);
}

function rowOf(items: readonly Item[]): Row {
  const all = (item: Item) => item.atoms.reduce((bits, a) => bits | a.bits, item.bits);
  return {
    items,
    notes: items.filter((item) => item.times !== 'one').length > 1,
    named: items.some((item) => item.slot !== undefined),
    allowed: items.reduce((bits, item) => bits | (item.not ? ~item.bits : all(item)), 0),
    needed: items.filter((item) => item.times === 'one' && !item.not).map(all),
  };
}

function isPlain({ value, text, holds }: Atom): boolean {
  return value === undefined && text === undefined && holds === undefined;
}
