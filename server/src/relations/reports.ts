/**
 * Relations between reports: last year's (`上年`) and those of subordinate units (`汇总`). What must agree is stated by
 * the forms (`reports`, `units`); which report is meant, by the front matter.
 */
import { KEY } from '../base/keys.ts';
import { isZero } from '../model/figure.ts';
import type { CellFigure } from '../model/types.ts';
import type { Cube, CubeLine } from '../model/view/cube.ts';
import { cellsIn, linesNamed, tablesByForm } from '../model/view/reference.ts';
import type { Form, FormRelation } from '../reference/types.ts';
import type { RefNode } from '../syntax/formula.ts';
import { build, type Resolved } from './expression.ts';
import { formulaOf } from './inside.ts';
import type { LinkedReports, OtherReport } from './links.ts';
import { once, type Relation, relationOf, type Unchecked } from './types.ts';

export interface ReportRelations {
  readonly relations: readonly Relation[];
  readonly unchecked: readonly Unchecked[];
}

/** The relations that a report owes to other reports. */
export function reportRelations(
  cubes: readonly Cube[],
  linked: LinkedReports,
  forms: readonly Form[],
): ReportRelations {
  const made: Made = { relations: [], unchecked: [] };
  const own = tablesByForm(cubes);
  if (linked.lastFinal) {
    const years = { own, last: tablesByForm(linked.lastFinal.cubes), path: linked.lastFinal.path };
    for (const form of forms) {
      for (const relation of form.relations ?? []) {
        if (relation.reports !== undefined && own.has(form.id)) lastYear(form, relation, years, made);
      }
    }
  }
  if (linked.units.length > 0 && linked.complete) {
    for (const cube of cubes) if (cube.form?.units) overUnits(cube, cube.form, linked.units, made);
  }
  return made;
}

/** What is gathered. */
interface Made {
  readonly relations: Relation[];
  readonly unchecked: Unchecked[];
}

/** The tables of two years by form, and where the other year's report stands. */
interface Years {
  readonly own: ReadonlyMap<string, Cube>;
  readonly last: ReadonlyMap<string, Cube>;
  readonly path: string;
}

/** A relation whose names begin with `上年.` where last year's report is meant. */
function lastYear(form: Form, relation: FormRelation, { own, last, path }: Years, made: Made): void {
  const { formula } = formulaOf(relation);
  const table = own.get(form.id)?.table;
  if (!formula || !table) return;
  const resolve = (ref: RefNode): Resolved => {
    const parts = ref.parts.map((p) => p.text);
    const before = parts[0] === KEY.lastYear;
    const [formId = '', row = '', column = ''] = before ? parts.slice(1) : parts;
    const cube = (before ? last : own).get(formId);
    if (!cube) return { missing: 'table-missing', data: { table: before ? `${path} ${formId}` : formId } };
    const figures = cellsIn(linesNamed(cube, row), column);
    return figures.length > 0 ? { figures } : { missing: 'row-missing', data: { row } };
  };
  const built = build(formula, resolve);
  const first = built.missing[0];
  if (first) {
    made.unchecked.push({
      id: relation.id,
      rule: relation.rule,
      state: 'notChecked',
      reason: first.reason,
      data: first.data,
      table,
    });
    return;
  }
  if (built.shape?.shape !== 'linear') return;
  made.relations.push(
    relationOf(built.shape, {
      op: formula.op,
      rule: relation.rule,
      id: relation.id,
      source: { kind: 'report', path, id: relation.id },
      severity: relation.severity,
      total: built.left.length === 1 ? built.left[0]?.figure : undefined,
      text: relation.reports ?? '',
      required: relation.required ?? true,
      explanation: false,
    }),
  );
}

/** Each cell of a department's table against the sum of its units'. */
function overUnits(cube: Cube, form: Form, units: readonly OtherReport[], made: Made): void {
  const id = `units.${form.id}`;
  const others = units.map((u) => ({ path: u.path, cube: tablesByForm(u.cubes).get(form.id) }));
  const lacking = others.filter((o) => o.cube === undefined);
  if (lacking.length > 0) {
    made.unchecked.push({
      id,
      rule: 'cross-report',
      state: 'notChecked',
      reason: 'table-missing',
      data: { table: lacking.map((o) => `${o.path} ${form.title}`).join('、') },
      table: cube.table,
    });
    return;
  }
  const parts = others.map((o) => o.cube as Cube);
  // Money that passes between the units may be left out of the department's own figures.
  const passing = (form.units?.eliminated ?? []).some((name) => parts.some((p) => carries(p, name)));
  for (const line of cube.lines) {
    for (const key of cube.keys()) {
      const figure = line.cell(key);
      if (figure?.column.role !== 'value' || figure.column.count) continue;
      const right = parts.flatMap((part) => cellsIn(linesLike(part, line), key)).map(once);
      made.relations.push(
        relationOf(
          { shape: 'linear', left: [once(figure)], right, constant: 0n },
          {
            op: passing ? '≤' : '=',
            rule: 'cross-report',
            id,
            source: { kind: 'report', path: units.map((u) => u.path).join('、'), id },
            severity: undefined,
            total: figure,
            text: '',
            required: true,
            explanation: false,
          },
        ),
      );
    }
  }
}

/** Whether a row or column of a name holds any amount. */
function carries(cube: Cube, name: string): boolean {
  const filled = (f: CellFigure | undefined) => f !== undefined && !isZero(f);
  if (cube.byId(name).some((l) => cube.keys().some((k) => filled(l.cell(k))))) return true;
  return cube.hasColumn(name) && cube.lines.some((l) => filled(l.cell(name)));
}

/** The rows of another report's table that stand for the same thing as a row of this one. */
export function linesLike(cube: Cube, line: CubeLine): readonly CubeLine[] {
  if (line.code !== undefined) return cube.byCode(line.code);
  if (line.id !== undefined) return cube.byId(line.id);
  return cube.lines.filter(
    (l) =>
      l.id === undefined &&
      l.code === undefined &&
      l.row?.name === line.row?.name &&
      l.row?.panel.index === line.row?.panel.index,
  );
}
