/**
 * Relations: every equation between figures, wherever it comes from. Rules report them, blame solves them, hover
 * prints them, coverage counts them (ARCHITECTURE.md).
 */

import type { Scaled } from '../base/amount.ts';
import type { Span } from '../base/range.ts';
import type { RuleId } from '../base/rule-ids.ts';
import { Cell } from '../model/figure.ts';
import type { Figure, TableModel } from '../model/types.ts';
import type { Statement } from '../prose/types.ts';
import type { Block } from '../syntax/tree.ts';

export type RelationOp = '=' | '≤' | '≥';

/** A figure and how often it is added (negative: subtracted). */
export interface Term {
  readonly figure: Figure;
  readonly factor: bigint;
}

/** Where a relation comes from. */
export type Source =
  | { readonly kind: 'form'; readonly form: string; readonly id: string }
  | { readonly kind: 'tree'; readonly form: string; readonly id: string }
  | { readonly kind: 'note'; readonly table: TableModel; readonly span: Span; readonly text: string }
  | { readonly kind: 'line'; readonly line: number; readonly span: Span; readonly text: string }
  | { readonly kind: 'prose'; readonly block: Block; readonly span: Span; readonly id: string }
  | {
      readonly kind: 'report';
      readonly path: string;
      readonly id: string;
      /** The sentence that speaks of the other report's figure. */
      readonly said?: Statement;
    };

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** A linear relation: Σ left (op) Σ right. */
export interface LinearRelation {
  readonly shape: 'linear';
  readonly left: readonly Term[];
  readonly right: readonly Term[];
  /** A constant on the right side, scaled. */
  readonly constant: Scaled;
  /** By what factors and constant were multiplied to be whole (`* 0.5`, `/ 3`); 1 where it is left out. */
  readonly over?: bigint | undefined;
  /** Rounding that the figures themselves do not carry: a score that was computed and rounded. */
  readonly extraSlack?: Scaled | undefined;
}

/**
 * A percentage: `rate` = 100 × numerator ÷ denominator, each a linear sum of figures. `base` minus `less` allows
 * 增长率 = (this − last) ÷ last where only the change and this year's figure are printed.
 */
export interface RatioRelation {
  readonly shape: 'ratio';
  readonly rate: Figure;
  readonly numerator: readonly Term[];
  readonly denominator: readonly Term[];
}

/** A product of sums: left = a × b. */
export interface ProductRelation {
  readonly shape: 'product';
  readonly left: readonly Term[];
  readonly factors: readonly (readonly Term[])[];
  readonly constant: Scaled;
}

/** Something that a relation would need and that is not there. */
export interface Absence {
  /** The table is not filled in, or not whole; or a whole table leaves the row or column out, which counts as zero. */
  readonly why: 'table-unfilled' | 'table-partial' | 'row-left-out' | 'column-left-out';
  readonly table: TableModel;
  /** The row or column. */
  readonly name: string;
  /** Whether what is left out is to be there: then its absence is told, and is no reason to leave the relation. */
  readonly told?: true;
  /** 1 where its amount would add to the left side less the right, −1 where it would take away. */
  readonly sign?: bigint;
}

const NOTHING_ABSENT: readonly Absence[] = [];

export interface RelationBase {
  /** What it would need and is not there. */
  readonly absent: readonly Absence[];
  /** Rule that reports it when broken. */
  readonly rule: RuleId;
  /** Id of the equation (`02.row`, `note`, `share`), unique with its place. */
  readonly id: string;
  readonly op: RelationOp;
  readonly source: Source;
  readonly severity?: Severity | undefined;
  /** The figure that the others make up: where the relation is reported when blame is open. */
  readonly total: Figure | undefined;
  /** The equation in the report's own words (`本年收入合计 = 财政拨款收入 + …`). */
  readonly text: string;
  /** Whether a blank total over parts that are not blank is broken. */
  readonly required: boolean;
  /** Follows from others: shown on hover, never reported. */
  readonly explanation: boolean;
  /** How it came out, kept up to date by the part of the graph that it stands in. */
  outcome: Outcome | undefined;
}

type Shape = LinearRelation | RatioRelation | ProductRelation;

export type Relation = RelationBase & Shape;

/**
 * Makes a relation that was not evaluated yet. The fields are written out, none spread: objects written like that share
 * one layout, those made by spreading have each their own, and there are tens of thousands of relations.
 */
export function relationOf(
  shape: Shape,
  {
    rule,
    id,
    op,
    source,
    severity,
    total,
    text,
    required,
    explanation,
    absent = NOTHING_ABSENT,
  }: Omit<RelationBase, 'outcome' | 'absent'> & { readonly absent?: readonly Absence[] },
): Relation {
  const outcome = undefined;
  switch (shape.shape) {
    case 'linear': {
      const { constant, extraSlack, over } = shape;
      return {
        shape: 'linear',
        // A copy has no room to spare, as a list has that was added to.
        left: shape.left.slice(),
        right: shape.right.slice(),
        constant,
        over,
        extraSlack,
        rule,
        id,
        op,
        source,
        severity,
        total,
        text,
        required,
        explanation,
        absent,
        outcome,
      };
    }
    case 'ratio': {
      const { rate, numerator, denominator } = shape;
      return {
        shape: 'ratio',
        rate,
        numerator,
        denominator,
        rule,
        id,
        op,
        source,
        severity,
        total,
        text,
        required,
        explanation,
        absent,
        outcome,
      };
    }
    case 'product': {
      const { left, factors, constant } = shape;
      return {
        shape: 'product',
        left,
        factors,
        constant,
        rule,
        id,
        op,
        source,
        severity,
        total,
        text,
        required,
        explanation,
        absent,
        outcome,
      };
    }
  }
}

/** A figure, added once. */
export function once(figure: Figure): Term {
  return figure instanceof Cell ? figure.once : { figure, factor: 1n };
}

/** Adds a term; the same figure added and subtracted (`Σ类 - 301`) cancels out. */
export function addTerm(terms: Term[], term: Term): void {
  const at = terms.findIndex((t) => t.figure === term.figure);
  if (at < 0) {
    terms.push(term);
    return;
  }
  const factor = (terms[at] as Term).factor + term.factor;
  if (factor === 0n) terms.splice(at, 1);
  else terms[at] = { figure: term.figure, factor };
}

/** A check that is owed and could not be made, or does not apply. */
export interface Unchecked {
  readonly id: string;
  readonly rule: RuleId;
  readonly state: 'notChecked' | 'notApplicable';
  /** Message id and data of the reason. */
  readonly reason: string;
  readonly data: Readonly<Record<string, string>>;
  readonly table: TableModel | undefined;
  readonly place?: { readonly block: Block; readonly span: Span } | undefined;
}

export type OutcomeState = 'exact' | 'rounding' | 'broken' | 'notChecked' | 'notApplicable';

export interface Outcome {
  readonly relation: Relation;
  readonly state: OutcomeState;
  /** Left minus right, scaled, for linear relations. */
  readonly difference: Scaled;
  /** The largest difference that rounding explains. */
  readonly slack: Scaled;
  /** Why it was not checked: message id. */
  readonly reason?: string | undefined;
  readonly data?: Readonly<Record<string, string>> | undefined;
}

/** The figures of a relation. */
export function figuresOf(relation: Relation): Figure[] {
  switch (relation.shape) {
    case 'linear':
      return [...relation.left, ...relation.right].map((t) => t.figure);
    case 'ratio':
      return [
        relation.rate,
        ...relation.numerator.map((t) => t.figure),
        ...relation.denominator.map((t) => t.figure),
      ];
    case 'product':
      return [...relation.left.map((t) => t.figure), ...relation.factors.flat().map((t) => t.figure)];
  }
}
