/** What a paragraph is cut into. */
import type { Printed } from '../base/amount.ts';
import type { WordClass } from './lexicon.ts';

interface Place {
  readonly start: number;
  readonly end: number;
}

export interface NumberToken extends Place {
  readonly kind: 'number';
  /** `other`: a threshold, a standard, points of a percentage, a number that cannot be read. */
  readonly role: 'amount' | 'percent' | 'count' | 'bare' | 'other';
  readonly printed: Printed | undefined;
  /** End of the digits; the unit follows it. */
  readonly digitsEnd: number;
  /** Where the unit stands; empty where there is none. */
  readonly unitStart: number;
  readonly unitEnd: number;
  /** Power of ten of a yuan, or of one. */
  readonly power: number;
  readonly classifier: string;
  readonly approximate: boolean;
  readonly why?: 'threshold' | 'standard' | 'points' | 'malformed' | 'scale' | 'long';
}

export interface YearToken extends Place {
  readonly kind: 'year';
  readonly value: number;
}

export interface WordToken extends Place {
  readonly kind: 'word';
  readonly cls: WordClass;
  readonly value: string;
  readonly text: string;
}

export interface TextToken extends Place {
  readonly kind: 'name' | 'text' | 'level' | 'aside';
  readonly text: string;
}

export interface PunctToken extends Place {
  readonly kind: 'punct';
  readonly text: string;
}

/** The number that leads an item: `1.`, `（一）`, `①`, `一是`. */
export interface MarkToken extends Place {
  readonly kind: 'mark';
  readonly text: string;
  /** `一是`, `二是`: an item within a sentence. */
  readonly inner: boolean;
}

export type ProseToken = NumberToken | YearToken | WordToken | TextToken | PunctToken | MarkToken;
