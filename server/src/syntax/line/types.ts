/** What a line is, and the pieces that it is made of. */
import type { Printed } from '../../base/amount.ts';
import type { RawLine } from '../../base/lines.ts';

/** What a line is by itself; the order of the decision is the order of language.md §1. */
export type LineKind =
  | 'blank'
  | 'comment'
  | 'heading'
  | 'bar'
  | 'note'
  | 'formula'
  | 'chart'
  | 'property'
  | 'tab'
  | 'prose';

export type TokenKind =
  | 'bom'
  | 'blank'
  | 'comment'
  | 'waiver'
  | 'heading-mark'
  | 'heading-text'
  | 'bar'
  | 'cell'
  | 'delimiter'
  | 'tab'
  | 'key'
  | 'colon'
  | 'value'
  | 'note-mark'
  | 'note-text'
  | 'formula-mark'
  | 'formula-text'
  | 'chart-mark'
  | 'chart-text'
  | 'text'
  | 'eol';

/** A token of a line; `start` and `end` count from the line's start. The tokens of a line cover all of it. */
export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
}

/** A cell of a bar or tab row. `start`–`end` is the trimmed content, `from`–`to` all between the separators. */
export interface CellSyntax {
  readonly start: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
  /** The content with `\|` and `<br>` resolved. */
  readonly text: string;
  numberCache: Printed | null | undefined;
}

/**
 * A `键：值` pair of a property line, or a `公开NN表` / bare year, whose key is then `公开` / `年度`, or a name that
 * stands beside pairs, whose key is ''.
 */
export interface PairSyntax {
  readonly key: string;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly value: string;
  readonly valueStart: number;
  readonly valueEnd: number;
  /** Whether the key is one that the language knows for a table. */
  readonly known: boolean;
}

/** A waiver in a comment (language.md §10). */
export interface WaiverSyntax {
  readonly scope: 'next' | 'table' | 'file';
  readonly rule: string;
  readonly ruleStart: number;
  readonly ruleEnd: number;
  readonly reason: string;
}

/** A line of a document. Immutable; its parts are worked out on first use. */
export interface Line extends RawLine {
  readonly kind: LineKind;
  /** Whether the line could be one of a table's property lines although no key of it is known. */
  readonly maybeProperty: boolean;
  /** Heading level, 1–6; 0 elsewhere. */
  readonly level: number;
  cellCache: readonly CellSyntax[] | undefined;
  pairCache: readonly PairSyntax[] | undefined;
}
