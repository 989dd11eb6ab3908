/** Relations inside one table: its form's, its code tree's, and those its notes print. */

import { abs, halfDigit } from '../base/amount.ts';
import { getOrMake, pushTo } from '../base/maps.ts';
import type { Steps } from '../base/steps.ts';
import { isZero } from '../model/figure.ts';
import type { CellFigure, Column, PanelRow, TableModel } from '../model/types.ts';
import { groupsOf, inYears } from '../reference/forms.ts';
import type { Form, FormRelation } from '../reference/types.ts';
import {
  type ConditionNode,
  type FormulaNode,
  parseConditions,
  parseFormula,
  type RefNode,
} from '../syntax/formula.ts';
import { figuresHold } from './condition.ts';
import { Cube, type CubeLine } from './cube.ts';
import { evaluate } from './evaluate.ts';
import { add, build, type Resolved, type Resolver } from './expression.ts';
import { subtotalsOf } from './subtotals.ts';
import { once, type Relation, relationOf, type Source, type Term, type Unchecked } from './types.ts';

export interface TableRelations {
  readonly cube: Cube;
  readonly relations: readonly Relation[];
  readonly unchecked: readonly Unchecked[];
}

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

/** The relations that a table owes by itself. */
export function* insideRelations(table: TableModel, cube: Cube = new Cube(table)): Steps<TableRelations> {
  const builder = new InsideBuilder(cube);
  if (!table.empty) yield* builder.run();
  return { cube, relations: builder.relations, unchecked: builder.unchecked };
}

class InsideBuilder {
  readonly relations: Relation[] = [];
  readonly unchecked: Unchecked[] = [];
  private readonly table: TableModel;

  constructor(private readonly cube: Cube) {
    this.table = cube.table;
  }

  *run(): Steps<void> {
    const form = this.table.form;
    if (form) {
      for (const relation of form.relations ?? []) {
        if (!inYears(relation.years, this.table.year)) continue;
        if (relation.rows) this.overRows(form, relation);
        else if (relation.columns) this.overColumns(form, relation);
        else if (relation.ratio) this.ratios(form, relation, relation.ratio);
        yield;
      }
    }
    if (this.table.lacks.rows) {
      const sums = form ? (form.outline?.id ?? form.tree?.id) : 'tree';
      if (sums !== undefined) this.skip(sums, 'rollup', 'table-partial', { table: this.table.title });
    } else {
      if (form?.outline) this.outline(form, form.outline);
      this.tree();
    }
    yield;
    this.notes();
  }

  private skip(
    id: string,
    rule: Relation['rule'],
    reason: string,
    data: Record<string, string> = {},
    state: Unchecked['state'] = 'notChecked',
  ): void {
    this.unchecked.push({ id, rule, state, reason, data, table: this.table });
  }

  // ---- formulas over rows, in every value column ----

  private overRows(form: Form, relation: FormRelation): void {
    const { formula, conditions } = formulaOf(relation);
    if (!formula) return;
    const [unread] = this.table.unread;
    if (unread) {
      this.skip(relation.id, relation.rule, 'column-unread', { column: unread.path.join('/') });
      return;
    }
    const target = formula.left.kind === 'ref' ? this.linesOf(formula.left) : [];
    const { lacks } = this.table;
    if (lacks.rows && refsOf(formula).some((ref) => isGroup(ref) || this.linesOf(ref).length === 0)) {
      this.skip(relation.id, relation.rule, 'table-partial', { table: this.table.title });
      return;
    }
    if (target.length === 0) {
      const name = nameOf(formula.left);
      const owed = form.panels.some((p) => p.rows?.some((r) => r.id === name && r.required === true));
      this.skip(
        relation.id,
        relation.rule,
        'row-missing',
        { row: name },
        owed ? 'notChecked' : 'notApplicable',
      );
      return;
    }
    // A total whose parts the table does not list is a leaf.
    const parts = refsOf(formula).filter((ref) => ref !== formula.left);
    if (parts.length > 0 && parts.every((ref) => this.linesOf(ref).length === 0)) {
      this.skip(
        relation.id,
        relation.rule,
        'row-missing',
        { row: parts.map(nameOf).join('、') },
        'notApplicable',
      );
      return;
    }
    for (const key of this.columnKeys(target[0] as CubeLine, relation)) {
      const resolve = (ref: RefNode): Resolved => this.rowFigures(ref, key);
      const holds = conditions.every((c) => this.conditionHolds(c, resolve));
      if (!holds || !this.stands(formula, key)) continue;
      this.add(form, relation, formula, resolve, key);
    }
  }

  /** Whether every row that a formula names has the column: a panel beside may print fewer. */
  private stands(formula: FormulaNode, key: string): boolean {
    return refsOf(formula).every((ref) => {
      const lines = this.linesOf(ref);
      return lines.length === 0 || lines.some((l) => l.cell(key) !== undefined);
    });
  }

  private columnKeys(target: CubeLine, relation: FormRelation): string[] {
    const keys = this.cube.keys().filter((key) => {
      const cell = target.cell(key);
      return cell !== undefined && cell.column.role === 'value';
    });
    return relation.in ? keys.filter((k) => relation.in?.includes(k)) : keys;
  }

  private linesOf(ref: RefNode): readonly CubeLine[] {
    const name = (ref.parts[0] as { text: string }).text;
    if (name.startsWith('Σ')) return this.cube.inGroup(name.slice(1));
    const byId = this.cube.byId(name);
    if (byId.length > 0) return byId;
    return /^\d{3,7}$/.test(name) ? this.cube.byCode(name) : [];
  }

  private rowFigures(ref: RefNode, key: string): Resolved {
    const figures: CellFigure[] = [];
    for (const line of this.linesOf(ref)) {
      const cell = line.cell(key);
      if (cell) figures.push(cell);
    }
    // A row that the report leaves out is zero, unless its amount may stand in a row that nobody can place.
    if (figures.length === 0 && this.cube.hasUnknownRows()) {
      return { missing: 'row-unknown', data: { row: nameOf(ref) } };
    }
    return { figures };
  }

  private conditionHolds(condition: ConditionNode, resolve: Resolver): boolean {
    if (condition.kind !== 'filled' && condition.kind !== 'compare') return true;
    return figuresHold(condition, resolve) === true;
  }

  // ---- formulas over columns, in every row ----

  private overColumns(form: Form, relation: FormRelation): void {
    const { formula, conditions } = formulaOf(relation);
    if (!formula) return;
    const missing = refsOf(formula).filter(
      (ref) => !nameOf(ref).startsWith('Σ') && !this.cube.hasColumn(nameOf(ref)),
    );
    if (missing.length > 0) {
      // Columns that a province leaves out make no claim.
      if (relation.required !== false && this.isRequired(form, nameOf(formula.left))) {
        this.skip(relation.id, relation.rule, 'column-missing', { column: missing.map(nameOf).join('、') });
      }
      return;
    }
    // A total none of whose parts the table prints claims nothing of them.
    const parts = refsOf(formula).filter((ref) => ref !== formula.left);
    const absent = parts.filter(
      (ref) => nameOf(ref).startsWith('Σ') && this.cube.columnGroup(nameOf(ref).slice(1)).length === 0,
    );
    if (parts.length > 0 && absent.length === parts.length) {
      const named = absent.flatMap((ref) => this.columnsOf(form, nameOf(ref).slice(1)));
      this.skip(relation.id, relation.rule, 'column-missing', { column: named.join('、') });
      return;
    }
    if (this.table.lacks.columns && refsOf(formula).some(isGroup)) {
      this.skip(relation.id, relation.rule, 'table-partial', { table: this.table.title });
      return;
    }
    const groups = new Map<string, string[]>();
    for (const line of this.cube.lines) {
      if (line.row && !line.row.reliable) continue;
      const resolve = (ref: RefNode): Resolved => {
        const name = nameOf(ref);
        const keys = name.startsWith('Σ')
          ? getOrMake(groups, name, () => this.cube.columnGroup(name.slice(1)))
          : [name];
        return { figures: keys.map((k) => line.cell(k)).filter((f) => f !== undefined) };
      };
      if (!conditions.every((c) => this.conditionHolds(c, resolve))) continue;
      if (
        formula.left.kind === 'ref' &&
        'figures' in resolve(formula.left) &&
        (resolve(formula.left) as { figures: CellFigure[] }).figures.length === 0
      )
        continue;
      this.add(form, relation, formula, resolve, line.label, line.row && this.cube.unread(line.row));
    }
  }

  /** The columns that a form sums in a group. */
  private columnsOf(form: Form, group: string): string[] {
    return form.panels.flatMap((p) => p.columns.filter((c) => groupsOf(c).includes(group)).map((c) => c.id));
  }

  private isRequired(form: Form, column: string): boolean {
    return form.panels.some((p) => p.columns.some((c) => c.id === column && c.required === true));
  }

  private add(
    form: Form,
    relation: FormRelation,
    formula: FormulaNode,
    resolve: (ref: RefNode) => Resolved,
    place: string,
    unread: readonly Column[] = [],
  ): void {
    const built = build(formula, resolve);
    const first = built.missing[0];
    if (first) {
      this.skip(relation.id, relation.rule, first.reason, { ...first.data, place });
      return;
    }
    if (!built.shape) return;
    const text = relation.rows ?? relation.columns ?? '';
    const made = this.relation(
      formula.op,
      built.shape,
      relation.severity,
      relation.rule,
      relation.id,
      { kind: 'form', form: form.id, id: relation.id },
      text,
      relation.required ?? true,
      relation.explanation ?? false,
    );
    const [column] = unread;
    // An amount that nobody can place may be what is missing.
    if (column && evaluate(made).state === 'broken')
      this.skip(relation.id, relation.rule, 'column-unread', { column: column.path.join('/'), place });
    else this.push(relation.rounded ? withRounding(made) : made);
  }

  private relation(
    op: Relation['op'],
    shape: NonNullable<ReturnType<typeof build>['shape']>,
    severity: Relation['severity'],
    rule: Relation['rule'],
    id: string,
    source: Source,
    text: string,
    required = true,
    explanation = false,
  ): Relation {
    const only = shape.left.length === 1 ? shape.left[0]?.figure : undefined;
    const total = op === '=' ? only : undefined;
    return relationOf(shape, { op, rule, id, source, severity, total, text, required, explanation });
  }

  /** Keeps a relation unless it says nothing: one figure equal to itself. */
  private push(relation: Relation): void {
    if (
      relation.shape === 'linear' &&
      relation.left.length + relation.right.length < 2 &&
      relation.constant === 0n
    ) {
      const only = relation.left[0] ?? relation.right[0];
      // A total over no parts at all is zero; where it is not, its parts are missing from the table.
      if (!only || isZero(only.figure)) return;
    }
    this.relations.push(relation);
  }

  // ---- percentages and outlines ----

  /** The percentage that a column prints of two others, in every row. */
  private ratios(form: Form, relation: FormRelation, ratio: NonNullable<FormRelation['ratio']>): void {
    for (const line of this.cube.lines) {
      const [rate, of, to] = [line.cell(ratio.rate), line.cell(ratio.of), line.cell(ratio.to)];
      if (!rate || !of || !to || rate.state !== 'amount' || to.state !== 'amount') continue;
      this.relations.push(
        relationOf(
          { shape: 'ratio', rate, numerator: [once(of)], denominator: [once(to)] },
          {
            op: '=',
            rule: relation.rule,
            id: relation.id,
            source: { kind: 'form', form: form.id, id: relation.id },
            severity: relation.severity,
            total: rate,
            text: '',
            required: false,
            explanation: false,
          },
        ),
      );
    }
  }

  /** Rows such as `某单位小计` lead a block: each is the sum of its rows, and the total the sum of the heads. */
  private outline(form: Form, outline: NonNullable<Form['outline']>): void {
    const rows = this.table.rows.filter((r) => r.form?.id !== outline.total && r.label !== '');
    const total = this.table.rows.find((r) => r.form?.id === outline.total);
    const heads: PanelRow[] = [];
    const parts = new Map<PanelRow, PanelRow[]>();
    for (const row of rows) {
      const head = heads.at(-1);
      if (row.name.endsWith(outline.heads)) heads.push(row);
      else if (head) pushTo(parts, head, row);
    }
    const source: Source = { kind: 'tree', form: form.id, id: outline.id };
    const except = outline.except ?? [];
    for (const head of heads) this.sum(head, parts.get(head) ?? [], 'total', outline.id, source, except);
    if (total) this.sum(total, heads.length > 0 ? heads : rows, 'total', outline.id, source, except);
  }

  // ---- the tree of codes ----

  private tree(): void {
    const form = this.table.form;
    const rows = this.table.rows.filter((r) => r.code !== undefined);
    if (rows.length === 0 || (form && !form.tree)) return;
    const id = form?.tree?.id ?? 'tree';
    const source: Source = { kind: 'tree', form: form?.id ?? '', id };
    const units = this.unitRows();
    // Codes that repeat belong to units, where rows or a column name them.
    const byUnit =
      units.length > 0 || (rows.some((r) => r.unit !== undefined) && duplicatedOf(rows, false).size > 0);
    const parents = parentsOf(rows, byUnit);
    const duplicates = duplicatedOf(rows, byUnit);
    const children = new Map<PanelRow, PanelRow[]>();
    const tops: PanelRow[] = [];
    for (const row of rows) {
      const parent = parents.get(row);
      if (parent) pushTo(children, parent, row);
      else tops.push(row);
    }
    for (const [parent, parts] of children) {
      if (duplicates.has(parent)) {
        this.skip(`${id}.${parent.code}`, 'rollup', 'duplicate-code', { code: parent.code ?? '' });
        continue;
      }
      this.sum(parent, parts, 'rollup', `${id}.${parent.code}`, source);
    }
    this.subtotals(id, source);
    for (const unit of units) {
      const own = tops.filter((r) => r.unit === unit);
      if (own.length > 0) this.sum(unit, own, 'rollup', `${id}.unit`, source);
    }
    if (form && form.tree?.total === undefined) return;
    const total = this.table.rows.find(
      (r) =>
        r.role === 'total' && (form === undefined || r.form === undefined || r.form.id === form.tree?.total),
    );
    if (!total) {
      if (form?.tree?.total !== undefined)
        this.skip(`${id}.total`, 'total', 'row-missing', { row: form.tree.total });
      return;
    }
    // Of a table of no known form, only one whose top rows are all of one level states a sum by itself.
    const level = tops[0]?.code?.length;
    if (form === undefined && (tops.some((r) => r.code?.length !== level) || this.table.panels.length > 1))
      return;
    this.sum(total, units.length > 0 ? units : tops, 'total', `${id}.total`, source);
  }

  private subtotals(id: string, source: Source): void {
    const holds = (row: PanelRow, parts: readonly PanelRow[]) =>
      this.sums(row, parts, 'total', id, source).every((r) => evaluate(r).state !== 'broken');
    for (const { row, parts } of subtotalsOf(this.table.rows, holds)) {
      if (parts) this.sum(row, parts, 'total', `${id}.subtotal`, source);
      else this.skip(`${id}.subtotal`, 'total', 'subtotal-unclear', { row: row.label });
    }
  }

  /** Rows without a code that name units, where the first row below the total does. */
  private unitRows(): PanelRow[] {
    const first = this.table.rows.find((r) => r.role === 'unit' || r.role === 'code');
    return first?.role === 'unit' ? this.table.rows.filter((r) => r.role === 'unit') : [];
  }

  private sum(
    parent: PanelRow,
    parts: readonly PanelRow[],
    rule: Relation['rule'],
    id: string,
    source: Source,
    except: readonly string[] = this.table.form?.tree?.except ?? [],
  ): void {
    for (const relation of this.sums(parent, parts, rule, id, source, except)) this.push(relation);
  }

  private sums(
    parent: PanelRow,
    parts: readonly PanelRow[],
    rule: Relation['rule'],
    id: string,
    source: Source,
    except: readonly string[] = [],
  ): Relation[] {
    const made: Relation[] = [];
    for (const [column, figure] of parent.cells) {
      if (column.role !== 'value' || column.count || (column.form && except.includes(column.form.id)))
        continue;
      const right: Term[] = [];
      for (const part of parts) {
        const cell = cellLike(part, column);
        if (cell) right.push(once(cell));
      }
      made.push(
        relationOf(
          { shape: 'linear', left: [once(figure)], right, constant: 0n },
          {
            op: '=',
            rule,
            id,
            source,
            severity: undefined,
            total: figure,
            text: '',
            required: this.table.form !== undefined,
            explanation: false,
          },
        ),
      );
    }
    return made;
  }

  // ---- formulas that the notes print ----

  private notes(): void {
    for (const note of this.table.notes) {
      for (const formula of note.formulas) {
        const numbered = this.table.panels.some((p) => p.lineNumber !== undefined);
        const counted = this.table.columns.some((c) => c.number !== undefined);
        const { lacks } = this.table;
        // Where rows or columns are missing, what is counted is counted wrong, and what is missing is not zero.
        if (
          formula.kind === 'row' ? lacks.rows && !this.hasRows(formula, numbered) : lacks.columns && !counted
        ) {
          this.skip(`note.${formula.line}.${formula.start}`, 'formula', 'table-partial', {
            table: this.table.title,
          });
          continue;
        }
        const source: Source = {
          kind: 'note',
          table: this.table,
          span: { line: formula.line, start: formula.start, end: formula.end },
          text: note.text.slice(0, 200),
        };
        const id = `note.${formula.line}.${formula.start}`;
        if (formula.kind === 'row') this.rowNote(formula, id, source);
        else this.columnNote(formula, id, source);
      }
    }
  }

  private hasRows(formula: Formula, numbered: boolean): boolean {
    return numbered && formula.terms.every((t) => this.rowsNumbered(t.number).length > 0);
  }

  private rowsNumbered(n: number): PanelRow[] {
    const { rows, panels } = this.table;
    if (panels.some((p) => p.lineNumber)) return rows.filter((r) => r.lineNumber === n);
    return rows.filter((r) => r.index === n - 1 && r.panel === panels[0]);
  }

  private rowNote(formula: Formula, id: string, source: Source): void {
    const [target] = this.rowsNumbered(formula.target);
    if (!target) {
      this.skip(id, 'formula', 'row-missing', { row: `${formula.target}行` });
      return;
    }
    for (const [column, figure] of target.cells) {
      if (column.role !== 'value') continue;
      const right: Term[] = [];
      for (const term of formula.terms) {
        for (const row of this.rowsNumbered(term.number)) {
          const cell = cellLike(row, column);
          if (cell) add(right, term.negative ? { figure: cell, factor: -1n } : once(cell));
        }
      }
      this.noted(figure, right, id, source);
    }
  }

  private columnNote(formula: Formula, id: string, source: Source): void {
    const values = this.table.panels.flatMap((p) => p.values);
    const byNumber = (n: number): Column | undefined =>
      values.some((c) => c.number !== undefined) ? values.find((c) => c.number === n) : values[n - 1];
    const target = byNumber(formula.target);
    if (!target) {
      this.skip(id, 'formula', 'column-missing', { column: `${formula.target}栏` });
      return;
    }
    for (const row of this.table.rows) {
      const figure = row.cells.get(target);
      if (!figure || !row.reliable) continue;
      const right: Term[] = [];
      for (const term of formula.terms) {
        const column = byNumber(term.number);
        const cell = column ? row.cells.get(column) : undefined;
        if (cell) add(right, term.negative ? { figure: cell, factor: -1n } : once(cell));
      }
      this.noted(figure, right, id, source);
    }
  }

  private noted(figure: CellFigure, right: Term[], id: string, source: Source): void {
    this.push(
      relationOf(
        { shape: 'linear', left: [once(figure)], right, constant: 0n },
        {
          op: '=',
          rule: 'formula',
          id,
          source,
          severity: undefined,
          total: figure,
          text: source.kind === 'note' ? source.text.slice(0, 120) : '',
          required: false,
          explanation: false,
        },
      ),
    );
  }
}

/** A formula that a note prints. */
interface Formula {
  readonly target: number;
  readonly terms: readonly { readonly number: number; readonly negative: boolean }[];
}

function isGroup(ref: RefNode): boolean {
  return nameOf(ref).startsWith('Σ');
}

/** A relation whose exact figures were rounded when they were computed. */
function withRounding(relation: Relation): Relation {
  if (relation.shape !== 'linear') return relation;
  let extraSlack = 0n;
  for (const { figure, factor } of [...relation.left, ...relation.right]) {
    if (figure.half === 0n && figure.state === 'amount')
      extraSlack += abs(factor) * halfDigit(figure.decimals, figure.unit);
  }
  return relationOf({ ...relation, extraSlack }, relation);
}

/** The cell of a row in the column that stands for the same thing: the same column, or its like in another panel. */
export function cellLike(row: PanelRow, column: Column): CellFigure | undefined {
  const same = row.cells.get(column);
  if (same) return same;
  const values = row.panel.values;
  const like = column.form ? values.find((c) => c.form === column.form) : undefined;
  if (like) return row.cells.get(like);
  if (column.form) return undefined;
  return values.length === 1 ? row.cells.get(values[0] as Column) : undefined;
}

/** The nearest row above each code row whose code leads it, within its unit. */
function parentsOf(rows: readonly PanelRow[], byUnit: boolean): Map<PanelRow, PanelRow> {
  const known = new Map<string, PanelRow>();
  const unitKey = (row: PanelRow) => (byUnit ? String(row.unit?.index ?? -1) : '');
  for (const row of rows) {
    const key = `${unitKey(row)}:${row.code}`;
    if (!known.has(key)) known.set(key, row);
  }
  const parents = new Map<PanelRow, PanelRow>();
  for (const row of rows) {
    for (let code = (row.code as string).slice(0, -2); code.length >= 3; code = code.slice(0, -2)) {
      const parent = known.get(`${unitKey(row)}:${code}`);
      if (parent) {
        parents.set(row, parent);
        break;
      }
    }
  }
  return parents;
}

function duplicatedOf(rows: readonly PanelRow[], byUnit: boolean): Set<PanelRow> {
  const first = new Map<string, PanelRow>();
  const duplicated = new Set<PanelRow>();
  for (const row of rows) {
    const key = `${byUnit ? (row.unit?.index ?? -1) : ''}:${row.code}`;
    const other = first.get(key);
    if (other) duplicated.add(other).add(row);
    else first.set(key, row);
  }
  return duplicated;
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
