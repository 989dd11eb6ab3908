/** Formulas of forms, parsed once. */
import { getOrMake } from '../../base/maps.ts';
import type { Form, FormRelation } from '../../reference/types.ts';
import {
  type ConditionNode,
  type FormulaNode,
  parseConditions,
  parseFormula,
  type RefNode,
} from '../../syntax/formula.ts';
import type { Common } from '../list.ts';

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

/** Behind `@`: an amount that sentences state, as the left side of a form's equation names it. */
const STATED = '@';

/** The indicator that a relation is about: `机关运行经费` of `@机关运行经费 = …`, where it stands alone on the left. */
export function indicatorOf(relation: FormRelation): string | undefined {
  if (!relation.cells?.startsWith(STATED)) return undefined;
  const left = formulaOf(relation).formula?.left;
  return left?.kind === 'ref' && left.parts.length === 1 ? nameOf(left).slice(STATED.length) : undefined;
}

/** Whether a name is that of an indicator. */
export const isIndicator = (ref: RefNode): boolean => nameOf(ref).startsWith(STATED);

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

const commons = new WeakMap<FormRelation, Common>();

/** What all sums of an equation of a form have in common. */
export function commonOf({ id: form }: Form, relation: FormRelation): Common {
  return getOrMake(commons, relation, () => ({
    rule: relation.rule,
    id: relation.id,
    source: { kind: 'form', form, id: relation.id },
    severity: relation.severity,
    text: relation.rows ?? relation.columns ?? relation.cells ?? relation.codes ?? '',
    required: relation.required ?? true,
    explanation: relation.explanation ?? false,
  }));
}
