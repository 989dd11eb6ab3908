/** Pieces of names: numbers of tables, bare numbers, what a table may lack. */
import { numbered } from '../../base/keys.ts';
import type { TableModel } from '../../model/types.ts';
import type { ConditionNode, ExprNode, RefNode } from '../../syntax/formula.ts';
import type { Resolved } from '../expression.ts';
import { refsOf } from '../inside.ts';

/** A name that may stand in the part of a table that is not there. */
export function lackingPart(table: TableModel): Resolved {
  return { figures: [], absent: { why: 'table-partial', table, name: '' } };
}

/** All names in a condition. */
export function refsIn(condition: ConditionNode): RefNode[] {
  if (condition.kind === 'filled') return [condition.ref];
  return condition.kind === 'compare' ? refsOf(condition.formula) : [];
}

/** `公开02`, as a formula names the table that prints the number. */
export const PRINTED_NUMBER = new RegExp(`^${numbered('(\\d{1,2}(?:-\\d{1,2})?)')}?$`);

/** An expression in which names of nothing but digits are numbers. */
export function withNumbers(node: ExprNode): ExprNode {
  if (node.kind === 'binary')
    return { ...node, left: withNumbers(node.left), right: withNumbers(node.right) };
  if (node.kind !== 'ref' || !isBareNumber(node)) return node;
  return { kind: 'number', text: node.parts[0]?.text ?? '', start: node.start, end: node.end };
}

export function isBareNumber({ parts, to }: RefNode): boolean {
  const [name, ...more] = parts;
  return name !== undefined && !name.quoted && more.length === 0 && !to && /^\d+$/.test(name.text);
}
