/**
 * What is read out of the sentences of a report: figures, the statements that they belong to, and what each is bound
 * to. Places are relative to the block they stand in, so that a paragraph an edit did not touch stays as it is.
 */
import type { Span } from '../base/range.ts';
import type { Section } from '../model/report.ts';
import type { Topic } from '../reference/prose.ts';
import type { Block } from '../syntax/tree.ts';
import type { Paragraph, ProseFigure } from './figure.ts';
import type { ListedStatement, ShareStatement, Statement } from './statement.ts';

export type { Measure } from '../reference/prose.ts';
export type * from './figure.ts';
export type * from './statement.ts';

/** A total and the parts that sentences list under it. */
export interface PartList {
  readonly total: ListedStatement;
  readonly parts: readonly ListedStatement[];
  readonly shares: readonly ShareStatement[];
  readonly word: string;
  /** Said in one sentence, right behind the total. */
  readonly direct: boolean;
  /** `甲 3 万元，乙 1 万元，合计 4 万元`: told behind its parts, as the sum of all of them. */
  readonly behind?: true;
}

/** A list of names without figures (`主要包括：办公费、印刷费`). */
export interface NameList {
  readonly of: ListedStatement;
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
