/** The numbers of sentences, where they stand and what they are tied to. */
import type { Span } from '../base/range.ts';
import type { Section } from '../model/report.ts';
import type { CellFigure, Figure, ProseOwner } from '../model/types.ts';
import type { Topic } from '../reference/prose.ts';
import type { Block } from '../syntax/tree.ts';
import type { FlatText } from './text.ts';

/** A paragraph: a run of prose blocks that the language reads as one (language.md §7). */
export interface Paragraph {
  readonly blocks: readonly Block[];
  readonly flat: FlatText;
  readonly headings: readonly string[];
  readonly section: Section | undefined;
  readonly topic: Topic | undefined;
}

export interface Binding {
  /** The cell that the figure states. */
  readonly cell?: CellFigure;
  /** Further cells that it states as well (`收、支总计均为 X`). */
  readonly others?: readonly CellFigure[];
  /** The indicator that it states, where no table holds it. */
  readonly indicator?: string;
  /** Message id: why it was bound, or why not. */
  readonly reason: string;
  /** Bound only because it agrees; by its words alone it might be another amount. */
  readonly doubtful?: true;
}

/** A number in a sentence, by itself. */
export interface ToldFigure extends Figure {
  readonly owner: ProseOwner;
  readonly role: 'amount' | 'percent' | 'count' | 'year';
  /** Every part, where line ends cut it; one span a line, all in the block. */
  readonly spans: readonly Span[];
  /** Where its unit or `%` stands, or undefined where it has none. */
  readonly unitSpan: Span | undefined;
  /** The unit, `%` or classifier as printed. */
  readonly unitText: string;
  /** 约, 近, 余, 多. */
  readonly approximate: boolean;
  readonly fullWidth: boolean;
  readonly grouped: boolean;
  /** Whether its unit or its `%` is missing although it needs one. */
  readonly lacks: 'unit' | 'percent' | undefined;
  /** The unit with which it would say what its cell says, where the printed one is off by a power of ten. */
  readonly slip: { readonly text: string; readonly power: number } | undefined;
  readonly paragraph: Paragraph;
}

/** A number in a sentence, and what it is tied to. */
export interface ProseFigure extends ToldFigure {
  readonly binding: Binding;
}
