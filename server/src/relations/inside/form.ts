import { getOrMake, pushTo } from '../../base/maps.ts';
import type { CellFigure, Column, PanelRow } from '../../model/types.ts';
import type { CubeLine } from '../../model/view/cube.ts';
import { linesNamed } from '../../model/view/reference.ts';
import { groupsOf } from '../../reference/forms.ts';
import type { Form, FormRelation } from '../../reference/types.ts';
import type { FormulaNode, RefNode } from '../../syntax/formula.ts';
import { evaluate } from '../evaluate.ts';
import { addSides, build, type Resolved, type Resolver } from '../expression.ts';
import { once, relationOf, type Source } from '../types.ts';
import { InsideBase, type SumOf } from './base.ts';
import { areFlat } from './flat.ts';
import { commonOf, formulaOf, isGroup, nameOf, refsOf } from './parsed.ts';
import { withRounding } from './rows.ts';

/** An equation of a form, parsed. */
interface FormEquation {
  readonly form: Form;
  readonly relation: FormRelation;
  readonly formula: FormulaNode;
}

/** Where a sum is made: in a row or column of that name, and columns there that nobody can place. */
interface SumPlace {
  readonly name: string;
  readonly unread?: readonly Column[] | undefined;
}

/** The formulas of a form over the rows and columns of one table. */
export class FormSums extends InsideBase {
  // ---- formulas over rows, in every value column ----

  protected overRows(form: Form, relation: FormRelation): void {
    const { formula, conditions } = formulaOf(relation);
    if (!formula) return;
    const [unread] = this.table.unread;
    if (unread) {
      this.skip(relation, 'column-unread', { column: unread.path.join('/') });
      return;
    }
    const target = formula.left.kind === 'ref' ? this.linesOf(formula.left) : [];
    const { lacks } = this.table;
    if (lacks.rows && refsOf(formula).some((ref) => isGroup(ref) || this.linesOf(ref).length === 0)) {
      this.skip(relation, 'table-partial', { table: this.table.title });
      return;
    }
    if (target.length === 0) {
      const name = nameOf(formula.left);
      const owed = form.panels.some((p) => p.rows?.some((r) => r.id === name && r.required === true));
      this.skip(
        relation,
        'row-missing',
        { row: name },
        owed && !this.cube.standsInColumns(name) ? 'notChecked' : 'notApplicable',
      );
      return;
    }
    // A total whose parts the table does not list is a leaf.
    const parts = refsOf(formula).filter((ref) => ref !== formula.left);
    if (parts.length > 0 && parts.every((ref) => this.linesOf(ref).length === 0)) {
      this.skip(relation, 'row-missing', { row: parts.map(nameOf).join('、') }, 'notApplicable');
      return;
    }
    for (const key of this.columnKeys(target[0] as CubeLine, relation)) {
      const resolve = (ref: RefNode): Resolved => this.rowFigures(ref, key);
      const holds = conditions.every((c) => this.conditionHolds(c, resolve));
      if (!holds || !this.stands(formula, key)) continue;
      this.add({ form, relation, formula }, resolve, { name: key });
    }
  }

  /** Whether every row that a formula names has the column: a panel beside may print fewer. */
  protected stands(formula: FormulaNode, key: string): boolean {
    return refsOf(formula).every((ref) => {
      const lines = this.linesOf(ref);
      return lines.length === 0 || lines.some((l) => l.cell(key) !== undefined);
    });
  }

  protected columnKeys(target: CubeLine, relation: FormRelation): string[] {
    const keys = this.cube.keys().filter((key) => {
      const cell = target.cell(key);
      return cell !== undefined && cell.column.role === 'value';
    });
    return relation.in ? keys.filter((k) => relation.in?.includes(k)) : keys;
  }

  protected linesOf(ref: RefNode): readonly CubeLine[] {
    return linesNamed(this.cube, ref.parts[0]?.text ?? '');
  }

  protected rowFigures(ref: RefNode, key: string): Resolved {
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

  // ---- formulas over columns, in every row ----

  protected overColumns(form: Form, relation: FormRelation): void {
    const { formula, conditions } = formulaOf(relation);
    if (!formula) return;
    const missing = refsOf(formula).filter(
      (ref) => !nameOf(ref).startsWith('Σ') && !this.cube.hasColumn(nameOf(ref)),
    );
    if (missing.length > 0) {
      // Columns that a province leaves out make no claim.
      if (relation.required !== false && this.isRequired(form, nameOf(formula.left))) {
        this.skip(relation, 'column-missing', { column: missing.map(nameOf).join('、') });
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
      this.skip(relation, 'column-missing', { column: named.join('、') });
      return;
    }
    if (this.table.lacks.columns && refsOf(formula).some(isGroup)) {
      this.skip(relation, 'table-partial', { table: this.table.title });
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
      this.add({ form, relation, formula }, resolve, {
        name: line.label,
        unread: line.row && this.cube.unread(line.row),
      });
    }
  }

  /** The columns that a form sums in a group. */
  protected columnsOf(form: Form, group: string): string[] {
    return form.panels.flatMap((p) => p.columns.filter((c) => groupsOf(c).includes(group)).map((c) => c.id));
  }

  protected add(
    { form, relation, formula }: FormEquation,
    resolve: Resolver,
    { name: place, unread = [] }: SumPlace,
  ): void {
    const common = commonOf(form, relation);
    const [column] = unread;
    if (!column && !relation.rounded && addSides(this.relations, formula, resolve)) {
      this.relations.end(common);
      return;
    }
    const built = build(formula, resolve);
    const first = built.missing[0];
    if (first) {
      this.skip(relation, first.reason, { ...first.data, place });
      return;
    }
    if (!built.shape) return;
    const only = built.shape.left.length === 1 ? built.shape.left[0]?.figure : undefined;
    const made = relationOf(built.shape, {
      ...common,
      op: formula.op,
      total: formula.op === '=' ? only : undefined,
    });
    // An amount that nobody can place may be what is missing.
    if (column && evaluate(made).state === 'broken')
      this.skip(relation, 'column-unread', { column: column.path.join('/'), place });
    else this.push(relation.rounded ? withRounding(made) : made);
  }

  // ---- percentages and outlines ----

  /** The percentage that a column prints of two others, in every row. */
  protected ratios(form: Form, relation: FormRelation, ratio: NonNullable<FormRelation['ratio']>): void {
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

  /**
   * Rows such as `某单位小计` lead a block: each is the sum of its rows, and the total the sum of the heads. Where the
   * form knows of no heads, the total is the sum of all rows if the amounts say so.
   */
  protected outline(form: Form, outline: NonNullable<Form['outline']>): void {
    const rows = this.table.rows.filter((r) => r.form?.id !== outline.total && r.label !== '');
    const total = this.table.rows.find((r) => r.form?.id === outline.total);
    const heads: PanelRow[] = [];
    const parts = new Map<PanelRow, PanelRow[]>();
    for (const row of rows) {
      const head = heads.at(-1);
      if (outline.heads && row.name.endsWith(outline.heads)) heads.push(row);
      else if (head) pushTo(parts, head, row);
    }
    const source: Source = { kind: 'tree', form: form.id, id: outline.id };
    const of: SumOf = { rule: 'total', id: outline.id, source, except: outline.except ?? [] };
    for (const head of heads) this.sum(head, parts.get(head) ?? [], of);
    if (!total || (!outline.heads && !areFlat(total, rows))) return;
    this.sum(total, heads.length > 0 ? heads : rows, of);
  }
}
