/** Equations of forms between what sentences state and cells: `@机关运行经费 = 决算06.公用经费合计.基本支出额`. */
import { foldName } from '../../base/fold.ts';
import type { ProseFigure } from '../../prose/types.ts';
import { slipOf } from '../../prose/unit-slip.ts';
import { inYears } from '../../reference/forms.ts';
import type { FormRelation } from '../../reference/types.ts';
import type { ConditionNode, FormulaNode } from '../../syntax/formula.ts';
import { FormTables } from '../cross/by-form.ts';
import { refsIn } from '../cross/names.ts';
import { build } from '../expression.ts';
import { isCell } from '../figure.ts';
import { formulaOf, indicatorOf, refsOf, tableCube } from '../inside.ts';
import { placeOf } from '../prose-figures.ts';
import type { LinearRelation } from '../types.ts';
import { slipIssue } from '../wrong-units.ts';
import { linearOf, tell } from './making.ts';
import type { Owed } from './owed.ts';

/** What forms say of amounts that sentences state. Nothing is owed of one that no sentence states. */
export function indicatorsOwed(owed: Owed): void {
  for (const form of owed.reference.forms.forms)
    for (const relation of form.relations ?? []) {
      const name = indicatorOf(relation);
      if (name === undefined || !inYears(relation.years, owed.report.front.year)) continue;
      const stated = owed.prose.indicators.get(foldName(name))?.find((f) => f.kind === 'money');
      if (stated) statedOwes(owed, relation, stated);
    }
}

function statedOwes(owed: Owed, relation: FormRelation, stated: ProseFigure): void {
  const { formula } = formulaOf(relation);
  const shape = formula && shapeOf(owed, relation, stated);
  const at = owed.prose.statements.find((s) => s.figure === stated);
  // What is bound to a cell of the other side was compared with it already.
  if (!shape || !at || shape.right.some((t) => t.figure === stated.binding.cell)) return;
  const only = shape.right.length === 1 ? shape.right[0]?.figure : undefined;
  const cell = only && isCell(only) ? only : undefined;
  const slip = cell && slipOf(stated, cell);
  if (cell && slip) {
    tell(owed, slipIssue(stated, cell, slip.text, at.subjectText));
    return;
  }
  const { left, right, constant, over } = shape;
  const text = cell ? `${indicatorOf(relation)} ${formula.op} ${placeOf(cell)}` : (relation.cells ?? '');
  const { rule, id, severity } = relation;
  owed.relations.push(
    linearOf({ rule, id, at, op: formula.op, severity, text, left, right, constant, over }),
  );
}

/** The equation, where it is owed and the tables print all amounts that it names. */
function shapeOf(owed: Owed, relation: FormRelation, stated: ProseFigure): LinearRelation | undefined {
  const { formula, conditions } = formulaOf(relation);
  if (!formula) return undefined;
  const named = new Set(formsIn(formula, conditions));
  const cubes = owed.report.tables
    .filter(({ table }) => named.has(table.form?.id ?? '') && !table.empty)
    .map(({ table }) => tableCube(table));
  const tables = new FormTables(owed.report, cubes);
  if (tables.conditions(conditions) !== true) return undefined;
  const built = build(formula, (ref) => (ref === formula.left ? { figures: [stated] } : tables.cell(ref)));
  if (built.shape?.shape !== 'linear' || built.missing.length > 0 || built.absent.length > 0)
    return undefined;
  const { right } = built.shape;
  return right.length > 0 && right.every((t) => t.figure.state === 'amount') ? built.shape : undefined;
}

/** The forms of the tables that a formula and its conditions name. */
function formsIn(formula: FormulaNode, conditions: readonly ConditionNode[]): (string | undefined)[] {
  const refs = [...refsOf(formula), ...conditions.flatMap(refsIn)];
  const notes = conditions.map((c) => (c.kind === 'note' ? c.table : undefined));
  return [...refs.map((ref) => ref.parts[0]?.text), ...notes];
}
