/**
 * What clauses state: one figure, or one comparison in words, with what it speaks of. A statement is made once, when all
 * that it leaves to other clauses is known (context/readings.ts), and never changes; each kind has the fields that it
 * can have.
 */
import type { Span } from '../base/range.ts';
import type { Figure } from '../model/types.ts';
import type { Measure } from '../reference/prose.ts';
import type { Block } from '../syntax/tree.ts';
import type { Direction, Phrase } from './events.ts';
import type { Paragraph, ProseFigure } from './figure.ts';

/** A place in a block: not always in that of the figure, where a paragraph runs on over a blank line. */
export interface ProsePlace {
  readonly block: Block;
  readonly span: Span;
}

/** What a statement is compared with. */
export interface Against {
  readonly with: 'last' | 'measure';
  readonly measure: Measure | undefined;
  readonly year: number | undefined;
  readonly yearPlace: ProsePlace | undefined;
}

export type StatedDirection = Direction & ProsePlace;

/** Where a clause stands and what it speaks of. */
interface Clause extends ProsePlace {
  readonly paragraph: Paragraph;
  readonly subject: Phrase | undefined;
  readonly subjectText: string;
  readonly inReason: boolean;
}

/** A clause that tells a number. */
interface Numbered extends Clause {
  readonly figure: ProseFigure;
}

/** A clause that says something in words alone. */
interface Worded extends Clause {
  readonly figure: undefined;
}

/** Of which year and of what kind an amount is. */
interface Dated {
  /** The indicator or cell that the subject is. */
  readonly measure: Measure | undefined;
  /** Of another year than the report's. */
  readonly past: boolean;
  readonly year: number | undefined;
}

/** Two amounts held against each other; each is a figure of a sentence, or a cell where no sentence tells it. */
interface Measured {
  /** The amount spoken of: the part of a share, what was spent of a budget, this year's amount. */
  readonly current: Figure | undefined;
  /** What it is measured against: the whole, the budget, the amount before. */
  readonly base: Figure | undefined;
  /** Message id: why a check cannot be made. */
  readonly reason: string | undefined;
}

/** `支出决算数 300 万元`. */
export interface ValueStatement extends Numbered, Dated {
  readonly kind: 'value';
  /**
   * Whether something says what it is of: its clause, or that it agrees with the cell of what was spoken of. What is
   * not named is nobody's total, part or whole.
   */
  readonly named: boolean;
  /** 各, 均: said of each of several subjects. */
  readonly each: boolean;
  /** The year that the sentence gives an amount of this year's, where it is the wrong one. */
  readonly yearSlip: ProsePlace | undefined;
  /** `由 230 万元调整为`: what the amount behind it came from. */
  readonly turned: boolean;
}

/** An amount that other clauses may point at. */
export type NamedValue = ValueStatement & { readonly named: true };

/** `占支出合计的 40%`. */
export interface ShareStatement extends Numbered, Measured {
  readonly kind: 'share';
  /** Other wholes that it may have meant, where it names none. */
  readonly bases: readonly Figure[];
  /** Whether the whole is only the likeliest: a share that does not fit it is not wrong for that. */
  readonly guessed: boolean;
}

/** `完成年初预算的 96.67%`. */
export interface CompletionStatement extends Numbered, Measured {
  readonly kind: 'completion';
  /** The budget that it names. */
  readonly measure: Measure | undefined;
}

interface Changed extends Numbered, Dated, Measured {
  readonly direction: StatedDirection;
  readonly against: Against | undefined;
  readonly each: boolean;
}

/** `比上年增加 5 万元`. */
export interface ChangeStatement extends Changed {
  readonly kind: 'change';
}

/** `增长 2.00%`. */
export interface RateStatement extends Changed {
  readonly kind: 'change-rate';
  /** The change that it belongs to. */
  readonly change: ChangeStatement | undefined;
}

/** `车辆 7 辆`. */
export interface CountStatement extends Numbered {
  readonly kind: 'count';
}

/** `按每人 300 元标准`. */
export interface StandardStatement extends Numbered {
  readonly kind: 'standard';
}

/** `与上年持平`. */
export interface FlatStatement extends Worded, Measured {
  readonly kind: 'flat';
  /** 基本. */
  readonly roughly: boolean;
  readonly against: Against | undefined;
}

/** `决算数大于预算数`. */
export interface OrderStatement extends Worded, Measured {
  readonly kind: 'order';
  /** What is compared. */
  readonly measure: Measure | undefined;
  readonly direction: StatedDirection;
  readonly against: Against | undefined;
}

/** `减少的主要原因`. */
export interface ClaimStatement extends Worded {
  readonly kind: 'claim';
  readonly direction: StatedDirection;
  readonly against: Against | undefined;
  /** The change that it explains. */
  readonly change: ChangeStatement | undefined;
}

/** `与上年相比`. */
export interface CompareStatement extends Worded {
  readonly kind: 'compare';
  readonly against: Against;
}

/** `没有政府性基金预算支出`. */
export interface NoneStatement extends Worded {
  readonly kind: 'none';
  readonly measure: Measure;
}

export type Statement =
  | ValueStatement
  | ShareStatement
  | CompletionStatement
  | ChangeStatement
  | RateStatement
  | CountStatement
  | StandardStatement
  | FlatStatement
  | OrderStatement
  | ClaimStatement
  | CompareStatement
  | NoneStatement;

/** What a list may be of, and what clauses may point at: amounts that are named, and counts. */
export type ListedStatement = NamedValue | CountStatement;

/** Whether other clauses may point at a statement's amount. */
export function isNamed(s: ValueStatement): s is NamedValue {
  return s.named;
}

/** Whether a statement is a named amount of the report's own year, and no reason for one. */
export function isNow(s: Statement): s is NamedValue {
  return s.kind === 'value' && s.named && !s.past && !s.inReason;
}

export type StatementKind = Statement['kind'];

/** The statements that hold two amounts against each other. */
export type MeasuredStatement = Extract<Statement, Measured>;

/** The statements that say what they are compared with. */
export type ComparedStatement = Extract<Statement, { readonly against: Against | undefined }>;

/** Whether a statement is of another year than the report's. */
export function isPast(s: Statement): boolean {
  return (s.kind === 'value' || s.kind === 'change' || s.kind === 'change-rate') && s.past;
}

/** Whether a statement holds two amounts against each other. */
export function isMeasured(s: Statement): s is MeasuredStatement {
  return 'base' in s;
}

/** The kind of an amount that a statement tells, or compares; undefined where it names none. */
export function measureOf(s: Statement): Measure | undefined {
  return 'measure' in s ? s.measure : undefined;
}

/** The word of direction of a statement, where it is of a kind that has one. */
export function directionOf(s: Statement): StatedDirection | undefined {
  return 'direction' in s ? s.direction : undefined;
}

/** What a statement is compared with, where it says so. */
export function againstOf(s: Statement): Against | undefined {
  return 'against' in s ? s.against : undefined;
}
