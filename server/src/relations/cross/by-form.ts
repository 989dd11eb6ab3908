import { foldName } from '../../base/fold.ts';
import { mayLackRows } from '../../model/presence.ts';
import type { Report } from '../../model/report.ts';
import type { TableModel } from '../../model/types.ts';
import type { Cube } from '../../model/view/cube.ts';
import { cellsIn, isGroupName, linesNamed, partsOf, tablesByForm } from '../../model/view/reference.ts';
import { groupsOf } from '../../reference/forms.ts';
import type { ConditionNode, RefNode } from '../../syntax/formula.ts';
import { figuresHold } from '../condition.ts';
import type { Resolved } from '../expression.ts';
import { lackingPart } from './names.ts';

/** The tables of a report by their forms: the cells that forms name, rows and columns left out, conditions. */
export class FormTables {
  protected readonly byForm: ReadonlyMap<string, Cube>;
  /** Forms in whose place the report has another. */
  protected readonly served: ReadonlySet<string>;

  constructor(
    protected readonly report: Report,
    protected readonly cubes: readonly Cube[],
  ) {
    this.byForm = tablesByForm(cubes);
    this.served = new Set(cubes.flatMap(({ form }) => form?.serves ?? []));
  }

  /** A table that names mean and that is not filled in. */
  protected unfilledIn(refs: readonly RefNode[]): TableModel | undefined {
    return refs
      .map((ref) => this.byForm.get(ref.parts[0]?.text ?? '')?.table)
      .find((table) => table?.state === 'unfilled');
  }

  /** A cell of another form: `决算01.本年收入合计.金额`. Rows and columns that a report leaves out count as zero. */
  cell(ref: RefNode): Resolved {
    const { form, row: rowName, column: columnName } = partsOf(ref);
    const cube = this.byForm.get(form);
    if (!cube) return { missing: 'table-missing', data: { table: form } };
    // A column that is told from another says nothing, not even zero, in a table without the other.
    if (cube.lacksSource(columnName)) return { missing: 'absent', data: {} };
    const lines = linesNamed(cube, rowName);
    const { table } = cube;
    if (table.state === 'unfilled') {
      return { figures: cellsIn(lines, columnName), absent: { why: 'table-unfilled', table, name: '' } };
    }
    if (lines.length === 0) return this.leftOut(cube, rowName, 'row');
    if (isGroupName(rowName) && mayLackRows(table)) return lackingPart(table);
    if (!cube.hasColumn(columnName)) return this.leftOut(cube, columnName, 'column');
    return { figures: cellsIn(lines, columnName) };
  }

  protected leftOut(cube: Cube, name: string, what: 'row' | 'column'): Resolved {
    const { table } = cube;
    if (table.state === 'void') return { figures: [] };
    if (what === 'row' && cube.standsInColumns(name)) return { missing: 'absent', data: {} };
    if (what === 'row' ? mayLackRows(table) : table.lacks.columns) return lackingPart(table);
    // Where columns are left out at will, nothing is owed of them; beside a total over all columns they are zero.
    if (what === 'column' && !this.isAddend(cube, name)) {
      if (!this.isRequired(cube, name, what)) return { missing: 'absent', data: {} };
    }
    if (
      what === 'row' &&
      table.state === 'complete' &&
      !cube.hasUnknownRows() &&
      this.isRequired(cube, name, what)
    )
      return { figures: [], absent: { why: 'row-left-out', table, name, told: true } };
    if (this.isRequired(cube, name, what))
      return { missing: `${what}-missing`, data: { [what]: name, table: cube.table.title } };
    const unknown = what === 'row' ? cube.hasUnknownRows() : cube.hasUnknownColumns();
    if (unknown) return { missing: `${what}-unknown`, data: { [what]: name, table: cube.table.title } };
    return { figures: [], absent: { why: `${what}-left-out`, table, name } };
  }

  /** Whether the form sums the column into a total together with whatever else stands beside it. */
  protected isAddend(cube: Cube, name: string): boolean {
    return (cube.form?.panels ?? []).some((p) =>
      p.columns.some(
        (c) => c.id === name && p.otherColumns !== undefined && groupsOf(c).includes(p.otherColumns),
      ),
    );
  }

  protected isRequired(cube: Cube, name: string, what: 'row' | 'column'): boolean {
    const panels = cube.form?.panels ?? [];
    if (what === 'row') return panels.some((p) => p.rows?.some((r) => r.id === name && r.required === true));
    const column = panels.flatMap((p) => p.columns).find((c) => c.id === name && c.required === true);
    return column !== undefined && (column.beside?.some((c) => cube.hasColumn(c)) ?? true);
  }

  /** Whether a table tells of a code: it has it, or its siblings, or nothing at all of its parent. */
  protected tells(cube: Cube, code: string): boolean {
    if (cube.table.empty || cube.byCode(code).length > 0) return true;
    if (code.length <= 3) return !cube.listsNoCodes();
    const parent = code.slice(0, -2);
    const hasParent = cube.byCode(parent).length > 0;
    if (!hasParent) return this.tells(cube, parent);
    // A table that prints the level elsewhere, and codes below this one, has left it out.
    let printsLevel = false;
    let printsBelow = false;
    for (const other of cube.codes()) {
      if (other.length === code.length && other.startsWith(parent)) return true;
      printsLevel ||= other.length === code.length;
      printsBelow ||= other.length > code.length && other.startsWith(code);
    }
    return printsLevel && printsBelow;
  }

  protected codeCell(ref: RefNode, code: string): Resolved {
    const { form, column: columnName } = partsOf(ref);
    const cube = this.byForm.get(form);
    if (!cube) return { missing: 'table-missing', data: { table: form } };
    if (!cube.hasColumn(columnName)) return this.leftOut(cube, columnName, 'column');
    const own = cube.byCode(code);
    const lines = own.length > 0 ? own : cube.below(code);
    if (lines.length === 0 && mayLackRows(cube.table)) return lackingPart(cube.table);
    if (own.length > 1 && own.some((l) => l.row?.unit === undefined)) {
      return { missing: 'duplicate-code', data: { code, table: cube.table.title } };
    }
    const figures = cellsIn(lines, columnName);
    const { table } = cube;
    // Tables that list the same codes list all of them; one that says it is empty lists none.
    if (lines.length > 0 || table.state !== 'complete') return { figures };
    return { figures, absent: { why: 'row-left-out', table, name: code, told: true } };
  }

  // ---- conditions ----

  /** Whether the conditions hold; undefined where an input is missing. */
  conditions(conditions: readonly ConditionNode[]): boolean | undefined {
    let result: boolean | undefined = true;
    for (const condition of conditions) {
      const holds = this.condition(condition);
      if (holds === false) return false;
      if (holds === undefined) result = undefined;
    }
    return result;
  }

  protected condition(condition: ConditionNode): boolean | undefined {
    switch (condition.kind) {
      case 'note': {
        const cube = this.byForm.get(condition.table);
        if (!cube) return undefined;
        const has = cube.table.notes.some((n) => foldName(n.text).includes(foldName(condition.word)));
        return has !== condition.negated;
      }
      case 'key': {
        const entry = this.report.front.entries.find((e) => e.key === condition.key);
        if (!entry) return condition.negated || undefined;
        return condition.values.includes(entry.value) !== condition.negated;
      }
      case 'filled':
      case 'compare':
        return figuresHold(condition, (ref) => this.cell(ref));
    }
  }
}
