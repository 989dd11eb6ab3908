/** The relations of one table, in the order in which they are told. */

import { COUNTED } from '../../base/keys.ts';
import { pushTo } from '../../base/maps.ts';
import type { Steps } from '../../base/steps.ts';
import type { Column, PanelRow } from '../../model/types.ts';
import { inYears } from '../../reference/forms.ts';
import type { Form, FormRelation } from '../../reference/types.ts';
import type { Common } from '../list.ts';
import { subtotalsOf } from '../subtotals.ts';
import type { Source } from '../types.ts';
import type { SumOf } from './base.ts';
import { comparedRelations } from './comparisons.ts';
import { FormSums } from './form.ts';
import { cellLike, duplicatedOf, parentsOf } from './rows.ts';
import { sameTotals, sidesOf } from './sides.ts';

export class InsideBuilder extends FormSums {
  *run(): Steps<void> {
    const form = this.table.form;
    for (const relation of form?.relations ?? []) {
      if (!form || !inYears(relation.years, this.table.year)) continue;
      this.formRelation(form, relation);
      yield;
    }
    if (this.table.lacks.rows) {
      const sums = form ? (form.outline?.id ?? form.tree?.id) : 'tree';
      if (sums !== undefined)
        this.skip({ id: sums, rule: 'rollup' }, 'table-partial', { table: this.table.title });
    } else {
      if (form?.outline) this.outline(form, form.outline);
      this.tree();
    }
    yield;
    this.gridUnits();
    this.sides();
    this.compared();
    this.notes();
  }

  private formRelation(form: Form, relation: FormRelation): void {
    if (relation.rows) this.overRows(form, relation);
    else if (relation.columns) this.overColumns(form, relation);
    else if (relation.ratio) this.ratios(form, relation, relation.ratio);
  }

  // ---- the units of a grid whose items stand in the header ----

  /**
   * The rows of units add up to the total. That they are units, and all of them of one level, only the columns that do
   * add up can tell: more of them than do not.
   */
  private gridUnits(): void {
    const { grid, rows, form } = this.table;
    const total = grid && rows.find((r) => r.role === 'total');
    if (!form || !total || this.table.lacks.rows) return;
    const used = new Set([...grid.values()].flatMap((measures) => [...measures.values()].map((c) => c.row)));
    const units = rows.filter((r) => r.role === 'item' || r.role === 'unit');
    if (units.length === 0 || !used.has(total) || units.some((r) => used.has(r) || !r.reliable)) return;
    const source: Source = { kind: 'tree', form: form.id, id: 'units' };
    const of: SumOf = { rule: 'total', id: `${form.id}.units`, source, except: [] };
    const { filled, held } = this.trySum(total, units, of);
    if (held * 2 > filled) this.sum(total, units, of);
  }

  // ---- a side that is divided several times ----

  private sides(): void {
    const { form } = this.table;
    if (!form) return;
    const source: Source = { kind: 'tree', form: form.id, id: 'sides' };
    const id = `${form.id}.sides`;
    for (const side of sidesOf(this.table)) {
      this.pushAll(sameTotals(side, id, source));
      if (side.items.length > 0) this.sum(side.total, side.items, { rule: 'total', id, source, except: [] });
    }
  }

  // ---- columns of last year, of differences and of rates ----

  private compared(): void {
    const form = this.table.form?.id ?? '';
    const id = `${form}.compared`;
    this.pushAll(comparedRelations(this.table, id, { kind: 'tree', form, id: 'compared' }));
  }

  // ---- the tree of codes ----

  private tree(): void {
    const form = this.table.form;
    const { details } = this.cube;
    const rows = this.table.rows.filter((r) => r.code !== undefined && !details.has(r));
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
      const own = `${id}.${parent.code}`;
      if (duplicates.has(parent))
        this.skip({ id: own, rule: 'rollup' }, 'duplicate-code', { code: parent.code ?? '' });
      else this.sum(parent, parts, { rule: 'rollup', id: own, source });
    }
    this.details(id, source);
    this.subtotals(id, source);
    for (const unit of units) {
      const own = tops.filter((r) => r.unit === unit);
      if (own.length > 0) this.sum(unit, own, { rule: 'rollup', id: `${id}.unit`, source });
    }
    const total = this.totalOf(id, tops);
    if (total) this.sum(total, units.length > 0 ? units : tops, { rule: 'total', id: `${id}.total`, source });
  }

  /** Rows that detail another one of their code. */
  private details(id: string, source: Source): void {
    const groups = new Map<PanelRow, PanelRow[]>();
    for (const [row, leader] of this.cube.details) pushTo(groups, leader, row);
    for (const [leader, parts] of groups)
      this.sum(leader, parts, { rule: 'rollup', id: `${id}.${leader.code}.detail`, source });
  }

  /** The row that the tops of a tree add up to. */
  private totalOf(id: string, tops: readonly PanelRow[]): PanelRow | undefined {
    const { form, rows, panels } = this.table;
    const named = form?.tree?.total;
    if (form && named === undefined) return undefined;
    const total = rows.find(
      (r) => r.role === 'total' && (form === undefined || r.form === undefined || r.form.id === named),
    );
    if (!total && named !== undefined)
      this.skip({ id: `${id}.total`, rule: 'total' }, 'row-missing', { row: named });
    // Of a table of no known form, only one whose top rows are all of one level states a sum by itself.
    const level = tops[0]?.code?.length;
    const isOpen = tops.some((r) => r.code?.length !== level) || panels.length > 1;
    return form === undefined && isOpen ? undefined : total;
  }

  private subtotals(id: string, source: Source): void {
    const holds = (row: PanelRow, parts: readonly PanelRow[]) =>
      this.trySum(row, parts, { rule: 'total', id, source, except: [] }).broken === 0;
    for (const { row, parts } of subtotalsOf(this.table.rows, holds)) {
      if (parts) this.sum(row, parts, { rule: 'total', id: `${id}.subtotal`, source });
      else this.skip({ id: `${id}.subtotal`, rule: 'total' }, 'subtotal-unclear', { row: row.label });
    }
  }

  /** Rows without a code that name units, where the first row below the total does. */
  private unitRows(): PanelRow[] {
    const first = this.table.rows.find((r) => r.role === 'unit' || r.role === 'code');
    return first?.role === 'unit' ? this.table.rows.filter((r) => r.role === 'unit') : [];
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
          this.skip({ id: `note.${formula.line}.${formula.start}`, rule: 'formula' }, 'table-partial', {
            table: this.table.title,
          });
          continue;
        }
        const source: NoteSource = {
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

  private rowNote(formula: Formula, id: string, source: NoteSource): void {
    const [target] = this.rowsNumbered(formula.target);
    if (!target) {
      this.skip({ id, rule: 'formula' }, 'row-missing', { row: formula.target + COUNTED.row });
      return;
    }
    const common = noted(id, source);
    for (const [column, figure] of target.cells) {
      if (column.role !== 'value') continue;
      this.relations.add(figure);
      this.relations.turn();
      for (const { number, negative } of formula.terms) {
        for (const row of this.rowsNumbered(number)) {
          const cell = cellLike(row, column);
          if (cell) this.relations.add(cell, negative);
        }
      }
      this.relations.end(common);
    }
  }

  private columnNote(formula: Formula, id: string, source: NoteSource): void {
    const values = this.table.panels.flatMap((p) => p.values);
    const byNumber = (n: number): Column | undefined =>
      values.some((c) => c.number !== undefined) ? values.find((c) => c.number === n) : values[n - 1];
    const target = byNumber(formula.target);
    if (!target) {
      this.skip({ id, rule: 'formula' }, 'column-missing', { column: formula.target + COUNTED.column });
      return;
    }
    const common = noted(id, source);
    for (const row of this.table.rows) {
      const figure = row.cells.get(target);
      if (!figure || !row.reliable) continue;
      this.relations.add(figure);
      this.relations.turn();
      for (const { number, negative } of formula.terms) {
        const column = byNumber(number);
        const cell = column && row.cells.get(column);
        if (cell) this.relations.add(cell, negative);
      }
      this.relations.end(common);
    }
  }
}

/** What the sums of a note have in common. */
function noted(id: string, source: NoteSource): Common {
  const text = source.text.slice(0, 120);
  return { rule: 'formula', id, source, text, required: false, explanation: false };
}

type NoteSource = Extract<Source, { kind: 'note' }>;

/** A formula that a note prints. */
interface Formula {
  readonly target: number;
  readonly terms: readonly { readonly number: number; readonly negative: boolean }[];
}
