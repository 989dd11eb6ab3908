/** The shape of `seeds/prose/patterns.yaml`: the orders of words that sentences are read by (docs/prose.md). */

export interface PatternLine {
  readonly id: string;
  /** What is told, a key of `TELL` in prose/clauses/tell.ts; without one, words are only remembered (`leaves`). */
  readonly event?: string;
  /** Tokens in their order. */
  readonly form: string;
  /** What else the words before the figure must say, or must not (`!`). */
  readonly where?: string;
  /** One of these stands close before the figure. */
  readonly near?: readonly string[];
  /** What an earlier figure of the clause must have left. */
  readonly needs?: string;
  /** What is left for later figures of the clause. */
  readonly leaves?: string;
  /** Sentences with a clause that is read by this line. */
  readonly like: readonly string[];
}

export interface PatternSeeds {
  /** Names for kinds of tokens. */
  readonly sets: Readonly<Record<string, string>>;
  /** The first that fits is taken. */
  readonly patterns: readonly PatternLine[];
}
