/**
 * Fits forms to the tokens of a clause. Where several ways are open, the fewest tokens are tried first, and a way that
 * failed from a place is not gone again: the work grows with the clause, whatever it holds.
 */
import type { ProseToken } from '../token.ts';
import { END, type Form, fits, type Item, type Row } from './forms.ts';

/** The tokens of a clause, with a bit for the kind of each and one for the end. */
export interface Kinds {
  readonly tokens: readonly ProseToken[];
  readonly kinds: readonly number[];
}

/** Where a form is tried: the words from a place up to a figure, or up to the end of the clause. */
export interface Place extends Kinds {
  readonly from: number;
  readonly at: number;
}

/** Parts of a form → the tokens that stand there. */
export type Slots = ReadonlyMap<string, readonly ProseToken[]>;

const NONE: Slots = new Map();

/** Fits one form after the other; what it goes by on the way is used again. */
export class Matcher {
  private clause: Kinds = { tokens: [], kinds: [END] };
  private items: readonly Item[] = [];
  /** Where the row must end; rows behind a figure may be followed by more. */
  private end = 0;
  private open = false;
  private first = 0;
  private starts: number[] = [];
  /** The places from which each item was tried, where there may be several ways. */
  private tried = new Uint8Array(256);
  private notes = false;

  /**
   * What stands where, or undefined where the form does not fit.
   * @param among the kinds that are among the words
   */
  match(form: Form, place: Place, among: number): Slots | undefined {
    const { front, back } = form;
    const { at, tokens, kinds } = place;
    if ((among & ~front.allowed) !== 0) return undefined;
    for (const bits of front.needed) if ((bits & among) === 0) return undefined;
    const next = back.items[0];
    if (next?.times === 'one' && !fits(next, kinds[at + 1] as number, tokens[at + 1])) return undefined;
    this.clause = place;
    if (!this.leads(front, place.from, at)) return undefined;
    const slots = front.named ? this.slots(undefined) : undefined;
    if (!next) return slots ?? NONE;
    this.open = true;
    const leads = this.leads(back, at + 1, tokens.length + 1);
    this.open = false;
    if (!leads) return undefined;
    return (back.named ? this.slots(slots) : slots) ?? NONE;
  }

  private leads({ items, notes }: Row, from: number, end: number): boolean {
    this.items = items;
    this.first = from;
    this.end = end;
    this.notes = notes;
    if (notes) this.clearNotes(items.length * (end - from + 1));
    return this.goes(0, from);
  }

  private clearNotes(size: number): void {
    if (size > this.tried.length) this.tried = new Uint8Array(2 * size);
    else this.tried.fill(0, 0, size);
  }

  private goes(nth: number, from: number): boolean {
    const item = this.items[nth];
    this.starts[nth] = from;
    if (!item) return this.open || from === this.end;
    if (this.wasTried(nth, from)) return false;
    if (item.times === 'one') return this.isAt(item, from) && this.goes(nth + 1, from + 1);
    if (item.times === 'maybe')
      return (this.isAt(item, from) && this.goes(nth + 1, from + 1)) || this.goes(nth + 1, from);
    for (let at = from; at === from || !this.wasTried(nth, at); at++) {
      if (this.goes(nth + 1, at)) return true;
      if (!this.isAt(item, at)) return false;
    }
    return false;
  }

  private wasTried(nth: number, at: number): boolean {
    if (!this.notes) return false;
    const place = nth * (this.end - this.first + 1) + at - this.first;
    if (this.tried[place] === 1) return true;
    this.tried[place] = 1;
    return false;
  }

  private isAt(item: Item, at: number): boolean {
    const { kinds, tokens } = this.clause;
    return at < this.end && fits(item, kinds[at] as number, tokens[at]);
  }

  private slots(before: Slots | undefined): Slots {
    const { items, starts, clause } = this;
    const slots = new Map(before);
    for (let i = 0; i < items.length; i++) {
      const slot = items[i]?.slot;
      if (slot === undefined) continue;
      const own = clause.tokens.slice(starts[i], starts[i + 1]);
      const known = slots.get(slot);
      slots.set(slot, known ? known.concat(own) : own);
    }
    return slots;
  }
}
