/** The shape of `seeds/sentences.json`: sentences of a 情况说明 whose figures come from the tables (docs/editor.md). */
import type { ReportKind } from './types.ts';

/** A stretch of a sentence: text with `{placeholders}`, a part said for each of several cells, or one said on a condition. */
export type SentencePart = string | RepeatedPart | ConditionalPart;

export interface RepeatedPart {
  /** The cells: `决算02.合计.Σ来源` (columns of a group), `决算05.Σ类.小计` (rows of a group; `Σ款`, `Σ项` by code). */
  readonly each: string;
  /** Codes that the rows stand under, or do not. */
  readonly under?: readonly string[];
  readonly notUnder?: readonly string[];
  /** Cells that hold zero are left out, as blank ones always are. */
  readonly nonzero?: boolean;
  readonly text: readonly SentencePart[];
  readonly join: string;
}

export interface ConditionalPart {
  /** A formula with `=`, `≠`, `≥` or `≤`, or a cell that must hold an amount. */
  readonly if: string;
  readonly then: readonly SentencePart[];
  readonly else?: readonly SentencePart[];
}

export interface SentenceTemplate {
  readonly id: string;
  readonly title: string;
  /** The heading under which it stands where it brings a section of its own; without one it never does. */
  readonly heading?: string;
  readonly kind?: ReportKind;
  /** 单位性质 that it is for. */
  readonly nature?: readonly string[];
  /** It is offered under a heading that holds all words of one of these lists, and none of `without`. */
  readonly headings: readonly (readonly string[])[];
  readonly without?: readonly string[];
  /** Cells that must hold amounts. */
  readonly needs: readonly string[];
  /** Cells that must not. */
  readonly unless?: readonly string[];
  readonly text: readonly SentencePart[];
}
