/** The parts of a name, read and written. */

import { append } from '../../base/lists.ts';
import type { ExprNode, FormulaNode, NamePart, RefNode } from './types.ts';

/** The names that a formula is made of, those of its conditions too, in their order. */
export function namePartsOf(formula: FormulaNode): NamePart[] {
  const found: NamePart[] = [];
  const add = (ref: RefNode) => append(found, [...ref.parts, ...(ref.to ? [ref.to] : [])]);
  const visit = (node: ExprNode): void => {
    if (node.kind === 'ref') add(node);
    else if (node.kind === 'binary') {
      visit(node.left);
      visit(node.right);
    }
  };
  const whole = ({ left, right, conditions }: FormulaNode): void => {
    visit(left);
    visit(right);
    for (const condition of conditions) {
      if (condition.kind === 'compare') whole(condition.formula);
      else if (condition.kind === 'filled') add(condition.ref);
    }
  };
  whole(formula);
  return found;
}

/** A name as a formula writes it: one with a sign of the formula in it stands in quotes. */
export function writeName(name: string): string {
  return /[.\s=＝≥≤<>+*×÷，,−-]|\/\s*\d/.test(name) ? `“${name}”` : name;
}
