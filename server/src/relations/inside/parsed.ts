/** Formulas of forms, parsed once. */
import type { FormRelation } from '../../reference/types.ts';
import {
  type ConditionNode,
  type FormulaNode,
  parseConditions,
  parseFormula,
  type RefNode,
} from '../../syntax/formula.ts';

/** A form's relations with their formulas parsed; once for each form. */
const parsed = new WeakMap<
  FormRelation,
  { formula: FormulaNode | undefined; conditions: readonly ConditionNode[] }
>();

export function formulaOf(relation: FormRelation): {
  formula: FormulaNode | undefined;
  conditions: readonly ConditionNode[];
} {
  let entry = parsed.get(relation);
  if (!entry) {
    const text =
      relation.rows ?? relation.columns ?? relation.cells ?? relation.codes ?? relation.reports ?? '';
    entry = {
      formula: parseFormula(text).formula,
      conditions: relation.when ? parseConditions(relation.when).conditions : [],
    };
    parsed.set(relation, entry);
  }
  return entry;
}

export function isGroup(ref: RefNode): boolean {
  return nameOf(ref).startsWith('Σ');
}

export function nameOf(node: { kind: string; parts?: readonly { text: string }[] }): string {
  return node.parts?.map((p) => p.text).join('.') ?? '';
}

/** All names in a formula. */
export function refsOf(formula: FormulaNode): RefNode[] {
  const refs: RefNode[] = [];
  const walk = (node: FormulaNode['left']): void => {
    if (node.kind === 'ref') refs.push(node);
    else if (node.kind === 'binary') {
      walk(node.left);
      walk(node.right);
    }
  };
  walk(formula.left);
  walk(formula.right);
  return refs;
}
