/**
 * What is read out of the sentences of a report: figures, the statements that they belong to, and what each is bound
 * to. Places are relative to the block they stand in, so that a paragraph an edit did not touch stays as it is.
 */
import type { Span } from '../base/range.ts';
import type { Section } from '../model/report.ts';
import type { CellFigure, Figure, ProseOwner } from '../model/types.ts';
import type { Measure, Topic } from '../reference/prose.ts';
import type { Block } from '../syntax/tree.ts';
import type { Direction, Phrase } from './events.ts';
import type { FlatText } from './text.ts';

export type { Measure } from '../reference/prose.ts';

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

/** A number in a sentence. */
export interface ProseFigure extends Figure {
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
  readonly binding: Binding;
  readonly paragraph: Paragraph;
}

export type StatementKind =
  | 'value'
  | 'share'
  | 'completion'
  | 'change'
  | 'change-rate'
  | 'count'
  | 'flat'
  | 'order'
  | 'claim'
  | 'compare'
  | 'none'
  | 'standard';

/** What a statement is compared with. */
export interface Against {
  readonly with: 'last' | 'measure';
  readonly measure: Measure | undefined;
  readonly year: number | undefined;
  /** Where it stands: not always in the block of the figure, where a paragraph runs on over a blank line. */
  readonly yearPlace: { readonly block: Block; readonly span: Span } | undefined;
}

/** A statement: one figure, or one comparison in words, with what it speaks of. */
export interface Statement {
  readonly kind: StatementKind;
  readonly paragraph: Paragraph;
  readonly block: Block;
  readonly span: Span;
  readonly figure: ProseFigure | undefined;
  readonly subject: Phrase | undefined;
  readonly subjectText: string;
  /** The indicator or cell that the subject is. */
  readonly measure: Measure | undefined;
  /** Of another year than the report's. */
  readonly past: boolean;
  readonly year: number | undefined;
  readonly inReason: boolean;
  readonly direction: (Direction & { readonly block: Block; readonly span: Span }) | undefined;
  readonly against: Against | undefined;
  /** 各, 均: said of each of several subjects. */
  readonly each: boolean;
  /** The year that the sentence gives an amount of this year's, where it is the wrong one. */
  yearSlip?: { readonly block: Block; readonly span: Span } | undefined;
  /** `由 230 万元调整为`: what the amount behind it came from. */
  turned?: true;
  /** The amount of this year that a change, rate, share, completion or comparison speaks of. */
  current: readonly Figure[];
  /** The amount that it is measured against: whole, budget, or last year's amount where that is stated. */
  base: readonly Figure[];
  /** Other wholes that an unnamed share may have meant. */
  bases: readonly (readonly Figure[])[];
  /** The change that a rate belongs to. */
  change: Statement | undefined;
  /** Whether the whole is only the likeliest: a share that does not fit it is not wrong for that. */
  guessed: boolean;
  /** Message id: why a check cannot be made. */
  reason: string | undefined;
}

/** A total and the parts that sentences list under it. */
export interface PartList {
  readonly total: Statement;
  readonly parts: Statement[];
  readonly shares: Statement[];
  readonly word: string;
  /** Said in one sentence, right behind the total. */
  readonly direct: boolean;
  /** `甲 3 万元，乙 1 万元，合计 4 万元`: told behind its parts, as the sum of all of them. */
  readonly behind?: true;
}

/** A list of names without figures (`主要包括：办公费、印刷费`). */
export interface NameList {
  readonly of: Statement;
  readonly block: Block;
  readonly span: Span;
  readonly names: readonly { readonly text: string; readonly span: Span; readonly block: Block }[];
}

/** What sentences show beside equations, by the rule that tells it: its words, severity and fix stand with the rule. */
export interface ProseTold {
  'prose-figure': 'no-row' | 'twice';
  'prose-unit': 'slip' | 'mixed' | 'missing' | 'percent' | 'decimals';
  'prose-year': 'cut' | 'heading' | 'closing' | 'stated' | 'compared';
  share: 'of-zero';
  'completion-rate': 'initial';
  'change-direction':
    | 'amounts'
    | 'rate'
    | 'order'
    | 'reason'
    | 'both'
    | 'equal'
    | 'beyond'
    | 'same'
    | 'level'
    | 'both-words'
    | 'roughly';
  'list-sum': 'less' | 'changes' | 'sides';
  'amount-count': 'missing' | 'zero' | 'detail' | 'more';
  'code-name': 'sentence';
  'template-leftover': 'department' | 'purpose' | 'found';
  'undefined-term': 'found';
  'double-punctuation': 'words' | 'paragraph' | 'found';
  numbering: 'found';
  'missing-reason': 'empty' | 'found';
  'missing-detail': 'items' | 'left-out' | 'empty' | 'both' | 'group';
  'sensitive-data': 'identity' | 'phone' | 'card' | 'classified';
}

/** A rule that tells what sentences show. */
export type ProseRule = keyof ProseTold;

/** A judgement on prose that is no equation. Places are relative to their block. */
export interface ProseIssueOf<R extends ProseRule> {
  readonly rule: R;
  readonly what: ProseTold[R];
  readonly block: Block;
  readonly span: Span;
  readonly data: Readonly<Record<string, string>>;
  readonly printed?: string | undefined;
  readonly expected?: string | undefined;
  /** What would mend it: texts in the place of what is printed. */
  readonly mends?:
    | readonly { readonly block: Block; readonly span: Span; readonly newText: string }[]
    | undefined;
}

export type ProseIssue = { [R in ProseRule]: ProseIssueOf<R> }[ProseRule];

/** The paragraphs under one heading, read together. */
export interface ProseSection {
  readonly headings: readonly string[];
  readonly section: Section | undefined;
  readonly topic: Topic | undefined;
  readonly paragraphs: readonly Paragraph[];
  readonly statements: readonly Statement[];
  readonly lists: readonly PartList[];
  readonly names: readonly NameList[];
  readonly figures: readonly ProseFigure[];
  /** The numbers that lead its items. */
  readonly marks: readonly { readonly text: string; readonly block: Block; readonly span: Span }[];
}

export interface ProseModel {
  readonly sections: readonly ProseSection[];
  readonly paragraphs: readonly Paragraph[];
  readonly statements: readonly Statement[];
  readonly figures: readonly ProseFigure[];
  /** The figures that state an indicator no table holds, in order. */
  readonly indicators: ReadonlyMap<string, readonly ProseFigure[]>;
  /** Whether the author drops zeros behind the point (`788.9`). */
  readonly trims: boolean;
  /** Whether the author writes them out (`788.90`). */
  readonly keeps: boolean;
  /** Whether the author parts thousands. */
  readonly groups: boolean;
  /** The decimals, in a unit, of an author who rounds what the tables print. */
  readonly rounding: { readonly unit: number; readonly decimals: number } | undefined;
}
