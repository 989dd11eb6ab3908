/** What a form found in a clause, as those read it who make events of it. */
import type { Measure } from '../../reference/prose.ts';
import type { Base, Compare, Phrase, ProseEvent } from '../events.ts';
import type { NumberToken, ProseToken } from '../token.ts';
import type { Kinds, Place, Slots } from './match.ts';
import { type ParsedPhrase, parsePhrase } from './phrase.ts';

type ShareEvent = Extract<ProseEvent, { t: 'share' }>;

/** What earlier figures of a clause leave to later ones. */
export interface ClauseMemory {
  /** `完成预算 33 万元的 82.42%`: the budget is told between. */
  completing?: Measure | 'count' | undefined;
  /** `是上年 2,700 万元的 98%`: whose amount is told between. */
  measuring?: Compare | undefined;
  /** `占支出合计 300 万元的 40%`: the whole whose amount is told between. */
  sharing?: Pick<ShareEvent, 'of' | 'ofMeasure' | 'subject'>;
  /** `较年初预算 300 万元结余 5 万元`: an amount that is compared with was told. */
  comparing?: boolean;
  /** `由上年的 230 万元调整为 250 万元`: what both are of. */
  turning?: { readonly subject: Phrase | undefined; readonly measure: Measure | undefined };
}

/** A clause as its figures are read one after the other. */
export interface Clause extends Kinds {
  /** The text of the paragraph. */
  readonly text: string;
  readonly memory: ClauseMemory;
  /** Whether the sentence tells what money was used for, which is not what the next clause speaks of. */
  readonly purpose: boolean;
  /** What ends the clause. */
  readonly closer: string | undefined;
}

/** A figure and the words before it, or the end of a clause and the words behind its last figure. */
export class Stretch implements Place {
  readonly tokens: readonly ProseToken[];
  readonly kinds: readonly number[];

  /**
   * @param since the first word since the figure before
   * @param from the first of those that speak of the figure
   * @param at the figure, or the end of the clause
   */
  constructor(
    readonly clause: Clause,
    readonly since: number,
    readonly from: number,
    readonly at: number,
  ) {
    this.tokens = clause.tokens;
    this.kinds = clause.kinds;
  }

  /** Whether no figure stands before it in its clause. */
  get alone(): boolean {
    return this.since === 0;
  }

  /** The kinds that are among the words. */
  get among(): number {
    let among = 0;
    for (let i = this.from; i < this.at; i++) among |= this.kinds[i] as number;
    return among;
  }
}

/** The words of a stretch, in the parts that a form names. */
export class Said {
  private parsed: ParsedPhrase | undefined;
  private words: readonly ProseToken[] | undefined;

  constructor(
    readonly stretch: Stretch,
    private readonly slots: Slots,
    before?: Said,
  ) {
    this.parsed = before?.parsed;
    this.words = before?.words;
  }

  /** The figure; only forms that have one may ask. */
  get num(): NumberToken {
    const { tokens, at } = this.stretch;
    return tokens[at] as NumberToken;
  }

  /** The words before the figure. */
  get phrase(): readonly ProseToken[] {
    const { tokens, from, at } = this.stretch;
    this.words ??= tokens.slice(from, at);
    return this.words;
  }

  /** What these say. */
  get all(): ParsedPhrase {
    this.parsed ??= parsePhrase(this.phrase, this.stretch.clause.text);
    return this.parsed;
  }

  get base(): Base {
    const { tokens, since, at } = this.stretch;
    const figure = tokens[at];
    const first = tokens[since];
    const last = figure ?? tokens.at(-1);
    return { start: first?.start ?? 0, end: last?.end ?? 0 };
  }

  get memory(): ClauseMemory {
    return this.stretch.clause.memory;
  }

  has(slot: string): boolean {
    return (this.slots.get(slot)?.length ?? 0) > 0;
  }

  tokens(slot: string): readonly ProseToken[] {
    return this.slots.get(slot) ?? [];
  }

  /** What a part says; where the form has no such part, what all words say. */
  told(slot: string): ParsedPhrase {
    const own = this.slots.get(slot);
    return own ? parsePhrase(own, this.stretch.clause.text) : this.all;
  }

  textOf(tokens: readonly ProseToken[]): string {
    const first = tokens[0];
    const last = tokens.at(-1);
    return first && last ? this.stretch.clause.text.slice(first.start, last.end) : '';
  }
}
