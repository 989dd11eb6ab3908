/**
 * What clauses say by themselves. An event names its subject only where the clause does; what is carried on from clause
 * to clause is worked out afterwards (discourse.ts), so that a paragraph's events can be kept.
 */
import type { Measure } from '../reference/prose.ts';
import type { NumberToken, WordToken } from './token.ts';

/** The words by which a clause names what it speaks of. */
export interface Phrase {
  /** Folded, without noise, years and keywords. */
  readonly text: string;
  /** Its pieces: names of the lexicon and text between them. */
  readonly pieces: readonly string[];
  /** Names of a `…（类）…（款）…（项）`, or of fewer levels. */
  readonly path: readonly { readonly name: string; readonly level: string }[];
  /** Stated parts, where several subjects stand side by side (`货物、工程、服务支出`). */
  readonly parts: readonly string[];
  /** What brackets behind it say, without them (`其他支出（上缴上级支出、经营支出）`). */
  readonly aside?: string;
  readonly start: number;
  readonly end: number;
}

export interface Compare {
  /** Last year, a budget of this year, or a year that is named. */
  readonly with: 'last' | 'measure';
  readonly measure?: Measure;
  readonly year?: number;
  readonly yearSpan?: { readonly start: number; readonly end: number };
}

export interface Direction {
  readonly sign: 1 | -1;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Where an event stands in its paragraph. */
export interface Base {
  readonly start: number;
  readonly end: number;
}

export type ProseEvent = Base &
  (
    | {
        readonly t: 'value';
        readonly num: NumberToken;
        readonly subject: Phrase | undefined;
        readonly measure: Measure | undefined;
        readonly year: number | undefined;
        readonly last: boolean;
        readonly each: boolean;
        /** All measures and years that the phrase names, for `年初预算、支出决算分别为 A、B`. */
        readonly measures: readonly Measure[];
        readonly years: readonly number[];
        /** Index among `分别为 A、B、C`. */
        readonly nth?: number;
        /** `占支出合计 300 万元的 40%`: told of the whole in passing. */
        readonly aside?: true;
        /** `由 230 万元调整为 250 万元`: which of the two amounts. */
        readonly turn?: 'from' | 'to';
        /** `为 3 万元`: the clause says no more than that. */
        readonly is?: true;
        /** `30 万元用于基本支出`: the name behind the amount, and whether that says surely what it is. */
        readonly behind?: { readonly name: Phrase; readonly sure: boolean };
      }
    | {
        readonly t: 'change' | 'rate';
        readonly num: NumberToken;
        readonly direction: Direction;
        readonly subject: Phrase | undefined;
        readonly compare: Compare | undefined;
        readonly measure: Measure | undefined;
        /** The year whose amount changed, where it stands before the comparison (`2022 年比 2021 年`). */
        readonly year: number | undefined;
        readonly each: boolean;
        readonly nth?: number;
        /** `大于预算数 3 万元`: it may as well be what is compared with. */
        readonly orBase?: true;
      }
    | {
        readonly t: 'share';
        readonly num: NumberToken;
        readonly of: Phrase | undefined;
        readonly ofMeasure: Measure | undefined;
        readonly subject: Phrase | undefined;
        readonly nth?: number;
        /** `收入 3 万元（93.27%）`: nothing says that it is a share. */
        readonly aside?: true;
        /** How many shares `分别占` is followed by. */
        readonly among?: number;
      }
    | {
        readonly t: 'completion';
        readonly num: NumberToken;
        readonly subject: Phrase | undefined;
        readonly measure: Measure | undefined;
        /** The amount of another year that it is a rate of, and no budget. */
        readonly compare?: Compare;
        readonly done: boolean;
      }
    | {
        readonly t: 'count';
        readonly num: NumberToken;
        readonly subject: Phrase | undefined;
        readonly words: string;
        readonly completed: boolean;
      }
    | { readonly t: 'standard'; readonly num: NumberToken; readonly words: string }
    | { readonly t: 'other'; readonly num: NumberToken }
    | {
        readonly t: 'flat';
        readonly roughly: boolean;
        readonly compare: Compare | undefined;
        readonly subject: Phrase | undefined;
      }
    | {
        readonly t: 'order';
        readonly word: WordToken;
        readonly left: Measure | undefined;
        readonly right: Compare | undefined;
        readonly subject: Phrase | undefined;
      }
    | {
        readonly t: 'claim';
        readonly direction: Direction;
        readonly compare: Compare | undefined;
        readonly subject: Phrase | undefined;
      }
    | { readonly t: 'compare'; readonly compare: Compare }
    | { readonly t: 'none'; readonly measure: Measure; readonly subject: Phrase | undefined }
    | {
        readonly t: 'subject';
        readonly subject: Phrase;
        /** `占本年支出比重最大的是基本支出`: the whole whose parts are told. */
        readonly of?: Phrase;
        readonly whole: boolean /** `…支出中，`: what follows are its parts. */;
        readonly within: boolean;
      }
    | { readonly t: 'list'; readonly opens: boolean; readonly word: string }
    | {
        readonly t: 'names';
        readonly names: readonly { readonly text: string; readonly start: number; readonly end: number }[];
      }
    | { readonly t: 'mark'; readonly text: string; readonly inner: boolean }
    | { readonly t: 'reason' }
    /** `支出总计 3 万元中，`: what follow are parts of the amount right before it. */
    | { readonly t: 'within' }
    | { readonly t: 'end'; readonly c: 'sentence' | 'semicolon' | 'comma' | 'colon' }
    | { readonly t: 'open' }
    | { readonly t: 'close' }
  );
