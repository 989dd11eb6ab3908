import { isZero } from '../../model/figure.ts';
import type { PanelRow, TableModel } from '../../model/types.ts';
import type { Cube } from '../../model/view/cube.ts';
import type { Form } from '../../reference/types.ts';
import type { ConditionNode } from '../../syntax/formula.ts';
import { figuresHold } from '../condition.ts';
import type { Resolver } from '../expression.ts';
import { type Common, isEmpty, RelationList } from '../list.ts';
import { figuresOf, type Relation, type Source, type Unchecked } from '../types.ts';
import { cellLike } from './rows.ts';

/** What a sum of rows is told as, and the columns that it leaves alone (of the form's tree where nothing is said). */
export interface SumOf {
  readonly rule: Relation['rule'];
  readonly id: string;
  readonly source: Source;
  readonly except?: readonly string[];
}

/** What the relations of one table are made with. */
export class InsideBase {
  readonly relations = new RelationList();
  readonly unchecked: Unchecked[] = [];
  protected readonly table: TableModel;

  constructor(protected readonly cube: Cube) {
    this.table = cube.table;
  }

  protected skip(
    { id, rule }: Pick<Relation, 'id' | 'rule'>,
    reason: string,
    data: Record<string, string> = {},
    state: Unchecked['state'] = 'notChecked',
  ): void {
    this.unchecked.push({ id, rule, state, reason, data, table: this.table });
  }

  protected conditionHolds(condition: ConditionNode, resolve: Resolver): boolean {
    if (condition.kind !== 'filled' && condition.kind !== 'compare') return true;
    return figuresHold(condition, resolve) === true;
  }

  protected isRequired(form: Form, column: string): boolean {
    return form.panels.some((p) => p.columns.some((c) => c.id === column && c.required === true));
  }

  /** Keeps a relation unless it says nothing: one figure equal to itself. */
  protected push(relation: Relation): void {
    const isSum = relation.shape === 'linear' && relation.constant === 0n;
    if (!isSum || !isEmpty(figuresOf(relation))) this.relations.push(relation);
  }

  protected pushAll(relations: readonly Relation[]): void {
    for (const relation of relations) this.push(relation);
  }

  /** A row as the sum of others, in every column of amounts. */
  protected sum(
    parent: PanelRow,
    parts: readonly PanelRow[],
    { rule, id, source, except = this.table.form?.tree?.except ?? [] }: SumOf,
    list = this.relations,
  ): void {
    const required = this.table.form !== undefined;
    const common: Common = { rule, id, source, text: '', required, explanation: false };
    for (const [column, figure] of parent.cells) {
      if (column.role !== 'value' || column.count || (column.form && except.includes(column.form.id)))
        continue;
      list.add(figure);
      list.turn();
      for (const part of parts) {
        const cell = cellLike(part, column);
        if (cell) list.add(cell);
      }
      list.end(common);
    }
  }

  /** How many of the sums that rows would owe are filled in, and how many of these hold. */
  protected trySum(
    parent: PanelRow,
    parts: readonly PanelRow[],
    of: SumOf,
  ): { broken: number; filled: number; held: number } {
    const list = new RelationList();
    this.sum(parent, parts, of, list);
    const tried = { broken: 0, filled: 0, held: 0 };
    for (let i = 0; i < list.length; i++) {
      const isBroken = list.evaluateAt(i) === 'broken';
      if (isBroken) tried.broken++;
      const total = list.totalAt(i);
      if (!total || isZero(total)) continue;
      tried.filled++;
      if (!isBroken) tried.held++;
    }
    return tried;
  }
}
