/** Relations between the blocks of a nested form under one heading, and over all tables of a form in a report. */
import { mayLackRows } from '../model/presence.ts';
import type { PlacedTable } from '../model/report.ts';
import type { CellFigure } from '../model/types.ts';
import type { Cube } from '../model/view/cube.ts';
import { cellsIn, isGroupName, linesNamed, partsOf } from '../model/view/reference.ts';
import type { Form, FormRelation } from '../reference/types.ts';
import type { ConditionNode, RefNode } from '../syntax/formula.ts';
import { figuresHold } from './condition.ts';
import { build, type Resolved, type Resolver } from './expression.ts';
import { formulaOf } from './inside.ts';
import { type Relation, relationOf, type Unchecked } from './types.ts';

export interface SetRelations {
  readonly relations: Relation[];
  readonly unchecked: Unchecked[];
}

/** The relations of nested forms and of sums over tables. */
export function setRelations(
  tables: readonly PlacedTable[],
  cubes: readonly Cube[],
  forms: readonly Form[],
): SetRelations {
  const made: SetRelations = { relations: [], unchecked: [] };
  for (const group of groups(tables, cubes)) {
    for (const cube of group) {
      for (const relation of cube.form?.setRelations ?? []) {
        add(relation, cube, made, (ref) => inGroup(ref, group));
      }
    }
  }
  for (const form of forms) {
    const own = cubes.filter((c) => c.form === form);
    if (own.length === 0) continue;
    for (const relation of form.acrossTables ?? []) {
      add(relation, own[0] as Cube, made, (ref) => across(ref, cubes));
    }
  }
  return made;
}

/** Tables of one set that follow each other under one heading. */
function groups(tables: readonly PlacedTable[], cubes: readonly Cube[]): Cube[][] {
  const found: Cube[][] = [];
  let open: { key: string; cubes: Cube[] } | undefined;
  tables.forEach(({ table, section }, i) => {
    const set = table.form?.set;
    if (set === undefined) {
      open = undefined;
      return;
    }
    const key = `${set}:${section?.line ?? -1}:${table.title}`;
    const cube = cubes[i] as Cube;
    // The same block again begins the next project.
    if (open?.key === key && !open.cubes.some((c) => c.form === cube.form)) open.cubes.push(cube);
    else {
      open = { key, cubes: [cube] };
      found.push(open.cubes);
    }
  });
  return found;
}

function add(
  relation: FormRelation,
  own: Cube,
  made: SetRelations,
  resolve: (ref: RefNode) => Resolved,
): void {
  const { formula, conditions } = formulaOf(relation);
  if (!formula) return;
  const skip = (state: Unchecked['state'], reason: string, data: Readonly<Record<string, string>>) =>
    made.unchecked.push({ id: relation.id, rule: relation.rule, state, reason, data, table: own.table });
  if (!conditions.every((c) => holds(c, resolve))) {
    skip('notApplicable', 'condition', { condition: relation.when ?? '' });
    return;
  }
  const built = build(formula, resolve);
  const first = built.missing[0];
  if (first) {
    skip('notChecked', first.reason, first.data);
    return;
  }
  if (built.shape?.shape !== 'linear') return;
  made.relations.push(
    relationOf(built.shape, {
      op: formula.op,
      rule: relation.rule,
      id: relation.id,
      source: { kind: 'form', form: own.form?.id ?? '', id: relation.id },
      severity: relation.severity,
      total: built.left.length === 1 ? built.left[0]?.figure : undefined,
      text: relation.cells ?? '',
      required: relation.required ?? false,
      explanation: relation.explanation ?? false,
    }),
  );
}

function holds(condition: ConditionNode, resolve: Resolver): boolean {
  return (
    (condition.kind === 'filled' || condition.kind === 'compare') && figuresHold(condition, resolve) === true
  );
}

/** `自评资金.年度资金总额.得分`: a cell of the block of that form in the group. */
function inGroup(ref: RefNode, group: readonly Cube[]): Resolved {
  const { form, row, column } = partsOf(ref);
  const cube = group.find((c) => c.form?.id === form);
  if (!cube) return { missing: 'table-missing', data: { table: form } };
  if (cube.table.state === 'unfilled' || (isGroupName(row) && mayLackRows(cube.table))) return waiting(cube);
  return { figures: cellsIn(linesNamed(cube, row), column) };
}

/** `Σ目标资金.预算数`: the column of every table of the form; else a cell of the report's one table. */
function across(ref: RefNode, cubes: readonly Cube[]): Resolved {
  const { form: first, row: second, column: third } = partsOf(ref);
  if (isGroupName(first)) {
    const figures: CellFigure[] = [];
    for (const cube of cubes.filter((c) => c.form?.id === first.slice(1))) {
      if (cube.table.state === 'unfilled') return waiting(cube);
      // A block that lists its own total first counts by that alone.
      const own = cellsIn(cube.lines, second).find((f) => f.state === 'amount');
      if (own) figures.push(own);
    }
    return { figures };
  }
  const cube = cubes.find((c) => c.form?.id === first);
  if (!cube) return { missing: 'table-missing', data: { table: first } };
  if (cube.table.state === 'unfilled') return waiting(cube);
  const figures = cellsIn(linesNamed(cube, second), third);
  return figures.length > 0 ? { figures } : { missing: 'row-missing', data: { row: second } };
}

function waiting(cube: Cube): Resolved {
  const reason = cube.table.state === 'unfilled' ? 'table-unfilled' : 'table-partial';
  return { missing: reason, data: { table: cube.table.title } };
}
