/**
 * Formulas: of `勾稽：` lines, of forms, and as reports print them in their notes (language.md §5, §6).
 * Never fails: what cannot be read is an error with its place.
 */

import { Failure, FormulaParser } from './formula/parser.ts';
import type { ConditionNode, FormulaError, FormulaNode } from './formula/types.ts';

export { namePartsOf, writeName } from './formula/names.ts';
export { type PrintedFormula, parsePrintedFormulas } from './formula/printed.ts';
export type {
  BinaryNode,
  ConditionNode,
  ExprNode,
  FormulaError,
  FormulaNode,
  NamePart,
  NumberNode,
  RefNode,
  RelationOp,
  TextSpan,
} from './formula/types.ts';

/** Reads a formula. Positions count from the start of `text`. */
export function parseFormula(text: string): { formula?: FormulaNode; error?: FormulaError } {
  const parser = new FormulaParser(text);
  try {
    return { formula: parser.formula() };
  } catch (error) {
    if (error instanceof Failure) return { error: error.error };
    throw error;
  }
}

/** Reads the conditions of a form's `when`: clauses joined by `且`. */
export function parseConditions(text: string): { conditions: ConditionNode[]; error?: FormulaError } {
  const parser = new FormulaParser(text);
  try {
    return { conditions: parser.conditions(text.length) };
  } catch (error) {
    if (error instanceof Failure) return { conditions: [], error: error.error };
    throw error;
  }
}
