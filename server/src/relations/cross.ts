/** Relations between tables, as forms state them (`cells`, `codes`), and `勾稽：` lines (language.md §6). */
import { foldName } from '../base/fold.ts';
import type { Steps } from '../base/steps.ts';
import { isZero } from '../model/figure.ts';
import { mayLackRows } from '../model/presence.ts';
import type { FormulaLine, Report } from '../model/report.ts';
import type { CellFigure, Column, Figure, TableModel } from '../model/types.ts';
import { comparableHeader, comparableTitle, groupsOf, inYears } from '../reference/forms.ts';
import type { Form, FormRelation } from '../reference/types.ts';
import {
  type ConditionNode,
  type ExprNode,
  parseConditions,
  parseFormula,
  type RefNode,
} from '../syntax/formula.ts';
import { figuresHold } from './condition.ts';
import type { Cube, CubeLine } from './cube.ts';
import { isUnknown } from './evaluate.ts';
import { build, type Resolved } from './expression.ts';
import { formulaOf, refsOf } from './inside.ts';
import { type Absence, type Relation, relationOf, type Source, type Unchecked } from './types.ts';

/** A name in a `勾稽：` line that finds nothing or several figures. */
export interface BadReference {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly reason: string;
  readonly data: Readonly<Record<string, string>>;
}

export interface CrossRelations {
  readonly relations: readonly Relation[];
  readonly unchecked: readonly Unchecked[];
  readonly badReferences: readonly BadReference[];
}

/** Figures that prose states, by the name of the indicator (`机关运行经费`). */
export type Indicators = (name: string) => readonly Figure[];

/** The relations between the tables of a report. */
export function* crossRelations(
  report: Report,
  cubes: readonly Cube[],
  forms: readonly Form[],
  indicators: Indicators,
): Steps<CrossRelations> {
  const builder = new CrossBuilder(report, cubes, indicators);
  for (const form of forms) {
    for (const relation of form.relations ?? []) {
      if (relation.cells === undefined && relation.codes === undefined) continue;
      if (!inYears(relation.years, report.front.year)) continue;
      builder.formRelation(form, relation);
      yield;
    }
  }
  for (const line of report.formulas) builder.formulaLine(line);
  return builder;
}

/** The one figure that a name means, written as in a `勾稽：` line (`公开03.合计.基本支出`); undefined where there is none. */
export function figureNamed(report: Report, cubes: readonly Cube[], ref: RefNode): Figure | undefined {
  const found = new CrossBuilder(report, cubes, () => []).figuresNamed(ref);
  return 'figures' in found && found.figures.length === 1 ? found.figures[0] : undefined;
}

class CrossBuilder implements CrossRelations {
  readonly relations: Relation[] = [];
  readonly unchecked: Unchecked[] = [];
  readonly badReferences: BadReference[] = [];
  private readonly byForm = new Map<string, Cube>();
  /** Forms in whose place the report has another. */
  private readonly served = new Set<string>();

  constructor(
    private readonly report: Report,
    private readonly cubes: readonly Cube[],
    private readonly indicators: Indicators,
  ) {
    for (const cube of cubes) {
      const id = cube.form?.id;
      if (id === undefined) continue;
      if (cube.form?.serves !== undefined) this.served.add(cube.form.serves);
      const known = this.byForm.get(id);
      if (!known || (known.table.empty && !cube.table.empty)) this.byForm.set(id, cube);
    }
  }

  // ---- forms ----

  formRelation(form: Form, relation: FormRelation): void {
    const { formula, conditions } = formulaOf(relation);
    // A report that has not the form's own table owes nothing of it; `missing-table` says so once.
    const own = this.byForm.get(form.id);
    if (!formula || !own) return;
    const absent = [...new Set(refsOf(formula).map((r) => r.parts[0]?.text ?? ''))].filter(
      (id) => !this.byForm.has(id),
    );
    const refForms = absent.filter((id) => id !== '');
    if (refForms.some((id) => this.served.has(id))) {
      this.notOwed(relation, own.table, 'absent', {});
      return;
    }
    if (refForms.length > 0) {
      this.skip(relation, own.table, 'table-missing', {
        table: refForms.map((id) => this.titleOf(id)).join('、'),
      });
      return;
    }
    const owed = this.conditions(conditions);
    if (owed === undefined) {
      const open = this.unfilledIn(conditions.flatMap(refsIn));
      if (open) this.skip(relation, own.table, 'table-unfilled', { table: open.title });
      else this.skip(relation, own.table, 'condition-unknown', { condition: relation.when ?? '' });
      return;
    }
    if (!owed) {
      this.unchecked.push({
        id: relation.id,
        rule: relation.rule,
        state: 'notApplicable',
        reason: 'condition',
        data: { condition: relation.when ?? '' },
        table: own.table,
      });
      return;
    }
    if (relation.cells !== undefined) this.add(form, relation, own.table, (ref) => this.cell(ref));
    else this.overCodes(form, relation, own);
  }

  /** Whether nothing but a mistake can explain a row that is left out. */
  private isWhole({ whole }: FormRelation): boolean {
    return whole !== undefined && this.conditions(parseConditions(whole).conditions) === true;
  }

  /** A table that names mean and that is not filled in. */
  private unfilledIn(refs: readonly RefNode[]): TableModel | undefined {
    return refs
      .map((ref) => this.byForm.get(ref.parts[0]?.text ?? '')?.table)
      .find((table) => table?.state === 'unfilled');
  }

  private titleOf(id: string): string {
    return id;
  }

  private skip(
    relation: FormRelation,
    table: TableModel,
    reason: string,
    data: Record<string, string>,
  ): void {
    this.unchecked.push({ id: relation.id, rule: relation.rule, state: 'notChecked', reason, data, table });
  }

  private notOwed(
    relation: FormRelation,
    table: TableModel,
    reason: string,
    data: Record<string, string>,
  ): void {
    this.unchecked.push({
      id: relation.id,
      rule: relation.rule,
      state: 'notApplicable',
      reason,
      data,
      table,
    });
  }

  private add(
    form: Form,
    relation: FormRelation,
    table: TableModel,
    resolve: (ref: RefNode) => Resolved,
    code?: string,
  ): void {
    const { formula } = formulaOf(relation);
    if (!formula) return;
    const built = build(formula, resolve);
    const first = built.missing[0];
    if (first) {
      if (first.reason !== 'absent') this.skip(relation, table, first.reason, first.data);
      else this.notOwed(relation, table, first.reason, {});
      return;
    }
    if (built.shape?.shape !== 'linear') return;
    if (built.shape.left.length + built.shape.right.length < 2 && !built.absent.some(isUnknown)) {
      const only = built.shape.left[0] ?? built.shape.right[0];
      if (!only || isZero(only.figure)) return;
    }
    const total = built.shape.left.length === 1 ? built.shape.left[0]?.figure : undefined;
    this.relations.push(
      relationOf(built.shape, {
        op: formula.op,
        rule: relation.rule,
        id: code === undefined ? relation.id : `${relation.id}.${code}`,
        source: { kind: 'form', form: form.id, id: relation.id },
        severity: relation.severity,
        total,
        text: relation.cells ?? relation.codes ?? '',
        required: relation.required ?? true,
        explanation: relation.explanation ?? false,
        absent: this.isWhole(relation) ? built.absent.map(asTold) : built.absent,
      }),
    );
  }

  /** A cell of another form: `决算01.本年收入合计.金额`. Rows and columns that a report leaves out count as zero. */
  private cell(ref: RefNode): Resolved {
    const [formId = '', rowName = '', columnName = ''] = ref.parts.map((p) => p.text);
    const cube = this.byForm.get(formId);
    if (!cube) return { missing: 'table-missing', data: { table: formId } };
    // A column that is told from another says nothing, not even zero, in a table without the other.
    if (cube.lacksSource(columnName)) return { missing: 'absent', data: {} };
    const lines = rowName.startsWith('Σ')
      ? cube.inGroup(rowName.slice(1))
      : /^\d{3,7}$/.test(rowName)
        ? cube.byCode(rowName)
        : cube.byId(rowName);
    const { table } = cube;
    if (table.state === 'unfilled') {
      const blank = lines.map((l) => l.cell(columnName)).filter((f) => f !== undefined);
      return { figures: blank, absent: { why: 'table-unfilled', table, name: '' } };
    }
    if (lines.length === 0) return this.leftOut(cube, rowName, 'row');
    if (rowName.startsWith('Σ') && mayLackRows(table)) return lackingPart(table);
    if (!cube.hasColumn(columnName)) return this.leftOut(cube, columnName, 'column');
    return { figures: lines.map((l) => l.cell(columnName)).filter((f) => f !== undefined) };
  }

  private leftOut(cube: Cube, name: string, what: 'row' | 'column'): Resolved {
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
    if (what === 'row' ? cube.hasUnknownRows() : cube.hasUnknownColumns())
      return { missing: `${what}-unknown`, data: { [what]: name, table: cube.table.title } };
    return { figures: [], absent: { why: `${what}-left-out`, table, name } };
  }

  /** Whether the form sums the column into a total together with whatever else stands beside it. */
  private isAddend(cube: Cube, name: string): boolean {
    return (cube.form?.panels ?? []).some((p) =>
      p.columns.some(
        (c) => c.id === name && p.otherColumns !== undefined && groupsOf(c).includes(p.otherColumns),
      ),
    );
  }

  private isRequired(cube: Cube, name: string, what: 'row' | 'column'): boolean {
    const panels = cube.form?.panels ?? [];
    if (what === 'row') return panels.some((p) => p.rows?.some((r) => r.id === name && r.required === true));
    const column = panels.flatMap((p) => p.columns).find((c) => c.id === name && c.required === true);
    return column !== undefined && (column.beside?.some((c) => cube.hasColumn(c)) ?? true);
  }

  /** One relation for each code that any side has. */
  private overCodes(form: Form, relation: FormRelation, own: Cube): void {
    const { formula } = formulaOf(relation);
    if (!formula) return;
    const refs = refsOf(formula);
    const cubes = [...new Set(refs.map((r) => this.byForm.get(r.parts[0]?.text ?? '')))].filter(
      (c) => c !== undefined,
    );
    const open = this.unfilledIn(refs);
    if (open) {
      this.skip(relation, own.table, 'table-unfilled', { table: open.title });
      return;
    }
    const leftOnly = formula.op === '=' ? cubes : cubes.filter((c) => c !== own);
    const codes = new Set<string>();
    for (const cube of leftOnly) {
      for (const code of cube.codes()) if (!relation.in?.includes('类') || code.length === 3) codes.add(code);
    }
    for (const code of codes) {
      if (!cubes.every((cube) => this.tells(cube, code))) {
        // A table that stops at a higher level says nothing of the code.
        this.unchecked.push({
          id: `${relation.id}.${code}`,
          rule: relation.rule,
          state: 'notApplicable',
          reason: 'level',
          data: { code },
          table: own.table,
        });
        continue;
      }
      this.add(form, relation, own.table, (ref) => this.codeCell(ref, code), code);
    }
  }

  /** Whether a table tells of a code: it has it, or its siblings, or nothing at all of its parent. */
  private tells(cube: Cube, code: string): boolean {
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

  private codeCell(ref: RefNode, code: string): Resolved {
    const [formId = '', , columnName = ''] = ref.parts.map((p) => p.text);
    const cube = this.byForm.get(formId);
    if (!cube) return { missing: 'table-missing', data: { table: formId } };
    if (!cube.hasColumn(columnName)) return this.leftOut(cube, columnName, 'column');
    const lines = cube.byCode(code);
    if (lines.length === 0 && mayLackRows(cube.table)) return lackingPart(cube.table);
    if (lines.length > 1 && lines.some((l) => l.row?.unit === undefined)) {
      return { missing: 'duplicate-code', data: { code, table: cube.table.title } };
    }
    const figures = lines.map((l) => l.cell(columnName)).filter((f) => f !== undefined);
    // Tables that list the same codes list all of them; one that says it is empty lists none.
    if (lines.length > 0 || cube.table.state !== 'complete') return { figures };
    return { figures, absent: { why: 'row-left-out', table: cube.table, name: code, told: true } };
  }

  // ---- conditions ----

  /** Whether the conditions hold; undefined where an input is missing. */
  private conditions(conditions: readonly ConditionNode[]): boolean | undefined {
    let result: boolean | undefined = true;
    for (const condition of conditions) {
      const holds = this.condition(condition);
      if (holds === false) return false;
      if (holds === undefined) result = undefined;
    }
    return result;
  }

  private condition(condition: ConditionNode): boolean | undefined {
    switch (condition.kind) {
      case 'note': {
        const cube = this.byForm.get(condition.table);
        if (!cube) return undefined;
        const has = cube.table.notes.some((n) => foldName(n.text).includes(foldName(condition.word)));
        return has !== condition.negated;
      }
      case 'key': {
        const entry = this.report.front.entries.find((e) => e.key === condition.key);
        return entry ? condition.values.includes(entry.value) : undefined;
      }
      case 'filled':
      case 'compare':
        return figuresHold(condition, (ref) => this.cell(ref));
    }
  }

  // ---- 勾稽 lines ----

  formulaLine(line: FormulaLine): void {
    const { formula, error } = parseFormula(line.text);
    const span = { line: line.line, start: line.offset, end: line.offset + line.text.length };
    if (!formula) {
      const at = error ?? { start: 0, end: line.text.length, message: 'expected-relation' };
      // Something to point at, but never behind the line's end.
      const end = Math.min(Math.max(at.end, at.start + 1), line.text.length);
      this.badReferences.push({
        line: line.line,
        start: line.offset + Math.min(at.start, end),
        end: line.offset + end,
        reason: `formula.${at.message}`,
        data: {},
      });
      return;
    }
    const owed = this.conditions(formula.conditions);
    const source: Source = { kind: 'line', line: line.line, span, text: line.text.trim() };
    if (owed === false) return;
    let bad = false;
    // Without a table a bare code names nothing, so that it can only be a number.
    const said = line.table
      ? formula
      : { ...formula, left: withNumbers(formula.left), right: withNumbers(formula.right) };
    const built = build(said, (ref) => {
      const found = this.figuresNamed(ref, line);
      // What the line may mean by a bare number is told instead of where it was looked for.
      if ('missing' in found && line.table && isBareNumber(ref))
        return { missing: 'number-is-code', data: { name: ref.parts[0]?.text ?? '' } };
      return found;
    });
    for (const { ref, reason, data } of built.missing) {
      bad = true;
      const [start, end] = [line.offset + ref.start, line.offset + ref.end];
      this.badReferences.push({ line: line.line, start, end, reason, data });
    }
    if (owed === undefined || bad || !built.shape) {
      this.unchecked.push({
        id: `line.${line.line}`,
        rule: 'formula',
        state: 'notChecked',
        reason: bad ? 'bad-reference' : 'condition-unknown',
        data: { condition: line.text.trim() },
        table: undefined,
      });
      return;
    }
    const total = built.shape.left.length === 1 ? built.shape.left[0]?.figure : undefined;
    this.relations.push(
      relationOf(built.shape, {
        op: formula.op,
        rule: 'formula',
        id: `line.${line.line}`,
        source,
        severity: undefined,
        total,
        text: line.text.trim(),
        required: true,
        explanation: false,
      }),
    );
  }

  /** `表.行.栏`, `表.行`, `行.栏` inside a table, or an indicator that prose states. */
  figuresNamed(ref: RefNode, line?: FormulaLine): Resolved {
    const names = ref.parts.map((p) => p.text);
    const text = names.join('.');
    const tables = this.tablesNamed(names[0] ?? '');
    if (names.length >= 2 && tables.length === 1)
      return this.inTable(tables[0] as Cube, names.slice(1), ref, text);
    if (names.length >= 2 && tables.length > 1)
      return { missing: 'several-tables', data: { name: names[0] ?? '' } };
    if (line?.table) {
      const cube = this.cubes.find((c) => c.table === line.table?.table);
      // `公开99.合计.金额`: a table that is not there is no row of this one.
      const elsewhere =
        names.length > 2 || (names.length > 1 && PRINTED_NUMBER.test(foldName(names[0] ?? '')));
      if (cube && !elsewhere) {
        const inside = this.inTable(cube, names, ref, text);
        if ('figures' in inside || names.length > 1) return inside;
      }
    }
    if (names.length === 1) {
      const stated = this.indicators(names[0] ?? '');
      if (stated.length === 1) return { figures: stated };
      return { missing: stated.length === 0 ? 'indicator-missing' : 'several-figures', data: { name: text } };
    }
    return { missing: 'table-unknown', data: { name: names[0] ?? '' } };
  }

  private tablesNamed(name: string): Cube[] {
    const number = PRINTED_NUMBER.exec(foldName(name))?.[1]?.padStart(2, '0');
    if (number !== undefined) {
      const printed = this.cubes.filter((c) => c.table.number === number);
      return printed;
    }
    const form = this.byForm.get(name);
    if (form) return [form];
    const wanted = comparableTitle(name, this.report.front.unit);
    return this.cubes.filter(
      (c) => wanted !== '' && comparableTitle(c.table.title, this.report.front.unit) === wanted,
    );
  }

  private inTable(cube: Cube, names: readonly string[], ref: RefNode, text: string): Resolved {
    const [rowName = '', columnName] = names;
    if (ref.to) return this.rangeOf(cube, ref, names);
    if (rowName.startsWith('Σ'))
      return this.pick(cube, cube.inGroup(rowName.slice(1)), columnName, text, true);
    const lines = cube.find(rowName);
    if (columnName !== undefined) {
      if (lines.length === 0)
        return (
          this.transposed(cube, rowName, columnName) ?? {
            missing: 'row-unknown-name',
            data: { name: rowName },
          }
        );
      return this.pick(cube, lines, columnName, text, false);
    }
    if (lines.length > 0) {
      const cells = lines.flatMap((l) => valueCells(l));
      if (cells.length === 1) return { figures: cells };
      const filled = cells.filter((f) => f.state !== 'blank');
      if (filled.length === 1) return { figures: filled };
      return { missing: 'several-figures', data: { name: text } };
    }
    // A row with one amount column, else a column with one data row.
    const columns = cube.findColumns(rowName);
    const cells = columns.flatMap((c) => cellsIn(cube, c));
    if (cells.length === 1) return { figures: cells };
    return { missing: cells.length === 0 ? 'row-unknown-name' : 'several-figures', data: { name: text } };
  }

  private transposed(cube: Cube, rowName: string, columnName: string): Resolved | undefined {
    const grid = cube.table.grid;
    if (!grid) return undefined;
    const figure = grid.get(rowName)?.get(columnName);
    return figure ? { figures: [figure] } : undefined;
  }

  private pick(
    cube: Cube,
    lines: readonly CubeLine[],
    columnName: string | undefined,
    text: string,
    several: boolean,
  ): Resolved {
    if (columnName === undefined) {
      const cells = lines.flatMap((l) => valueCells(l));
      return several || cells.length === 1
        ? { figures: cells }
        : { missing: 'several-figures', data: { name: text } };
    }
    const columns = cube.findColumns(columnName);
    if (columns.length === 0) {
      const byId = lines.map((l) => l.cell(columnName)).filter((f) => f !== undefined);
      if (byId.length > 0 && (several || byId.length === 1)) return { figures: byId };
      return { missing: 'column-unknown-name', data: { name: columnName } };
    }
    const found = lines.flatMap((l) =>
      columns.map((c) => l.row?.cells.get(c)).filter((f) => f !== undefined),
    );
    // `合计` may head several columns of a grid; the row's own panel decides.
    const cells = [...new Set(found)];
    if (cells.length === 0) return { missing: 'column-unknown-name', data: { name: columnName } };
    if (!several && cells.length > 1) {
      const exact = cells.filter(
        (f) =>
          comparableHeader(f.column.path.join('/')) === comparableHeader(columnName) ||
          f.column.path.length === 1,
      );
      if (exact.length === 1) return { figures: exact };
      return { missing: 'several-figures', data: { name: text } };
    }
    return { figures: cells };
  }

  /** `a..b`: the rows in file order between the two, of the level of its ends, inclusive. */
  private rangeOf(cube: Cube, ref: RefNode, names: readonly string[]): Resolved {
    const to = ref.to?.text ?? '';
    const from = names[0] ?? '';
    // `公开02.2080101..2080199.1栏`: the parts after the range belong to its end.
    const [end = '', ...rest] = to.split('.');
    const columnName = names[1] ?? rest[0];
    const first = cube.find(from)[0];
    const last = cube.find(end)[0];
    if (!first) return { missing: 'row-unknown-name', data: { name: from } };
    if (!last) return { missing: 'row-unknown-name', data: { name: end } };
    const a = cube.lines.indexOf(first);
    const b = cube.lines.indexOf(last);
    const level = (l: CubeLine) => l.code?.length ?? (l.row?.role === 'part' ? -1 : 0);
    const lines = cube.lines
      .slice(Math.min(a, b), Math.max(a, b) + 1)
      .filter((l) => level(l) === level(first) && l.row?.panel === first.row?.panel);
    return this.pick(cube, lines, columnName, `${from}..${to}`, true);
  }
}

function asTold(absence: Absence): Absence {
  return absence.why === 'row-left-out' ? { ...absence, told: true } : absence;
}

/** A name that may stand in the part of a table that is not there. */
function lackingPart(table: TableModel): Resolved {
  return { figures: [], absent: { why: 'table-partial', table, name: '' } };
}

/** All names in a condition. */
function refsIn(condition: ConditionNode): RefNode[] {
  if (condition.kind === 'filled') return [condition.ref];
  return condition.kind === 'compare' ? refsOf(condition.formula) : [];
}

function valueCells(line: CubeLine): CellFigure[] {
  return line.row ? [...line.row.cells.values()] : [];
}

function cellsIn(cube: Cube, column: Column): CellFigure[] {
  return cube.table.rows.map((r) => r.cells.get(column)).filter((f) => f !== undefined);
}

/** `公开02`, as a formula names the table that prints the number. */
const PRINTED_NUMBER = /^公开(\d{1,2}(?:-\d{1,2})?)表?$/;

/** An expression in which names of nothing but digits are numbers. */
function withNumbers(node: ExprNode): ExprNode {
  if (node.kind === 'binary')
    return { ...node, left: withNumbers(node.left), right: withNumbers(node.right) };
  if (node.kind !== 'ref' || !isBareNumber(node)) return node;
  return { kind: 'number', text: node.parts[0]?.text ?? '', start: node.start, end: node.end };
}

function isBareNumber({ parts, to }: RefNode): boolean {
  const [name, ...more] = parts;
  return name !== undefined && !name.quoted && more.length === 0 && !to && /^\d+$/.test(name.text);
}
