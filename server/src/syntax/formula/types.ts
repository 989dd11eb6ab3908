/** The nodes of a formula. */

/** A stretch of the formula's text. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** A dotted name: `公开02.20801.1栏`; `parts` are unquoted, `sigma` marks `Σ组名`. */
export interface RefNode extends TextSpan {
  readonly kind: 'ref';
  readonly parts: readonly NamePart[];
  /** The other end of `a..b`: its last part stands in the place of the row. */
  readonly to?: NamePart;
}

export interface NamePart extends TextSpan {
  readonly text: string;
  readonly quoted: boolean;
}

export interface NumberNode extends TextSpan {
  readonly kind: 'number';
  readonly text: string;
}

export interface BinaryNode extends TextSpan {
  readonly kind: 'binary';
  readonly op: '+' | '-' | '*' | '/';
  readonly left: ExprNode;
  readonly right: ExprNode;
}

export type ExprNode = RefNode | NumberNode | BinaryNode;

export type RelationOp = '=' | '≥' | '≤';

/** A clause after `当`. */
export type ConditionNode =
  | { readonly kind: 'compare'; readonly formula: FormulaNode }
  | { readonly kind: 'filled'; readonly ref: RefNode }
  | { readonly kind: 'note'; readonly table: string; readonly word: string; readonly negated: boolean }
  | {
      readonly kind: 'key';
      readonly key: string;
      readonly values: readonly string[];
      /** `≠`: none of the values, which holds too where the front matter does not say. */
      readonly negated: boolean;
    };

export interface FormulaNode extends TextSpan {
  readonly left: ExprNode;
  readonly op: RelationOp;
  readonly right: ExprNode;
  readonly conditions: readonly ConditionNode[];
}

export interface FormulaError extends TextSpan {
  readonly message:
    | 'expected-operand'
    | 'expected-relation'
    | 'unclosed'
    | 'trailing'
    | 'condition'
    | 'too-long';
}
