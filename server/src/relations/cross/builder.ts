/** The relations of `cells`, `codes` and `勾稽：`. */

import { LEVEL } from '../../base/keys.ts';
import type { FormulaLine } from '../../model/report.ts';
import type { TableModel } from '../../model/types.ts';
import type { Cube } from '../../model/view/cube.ts';
import type { Form, FormRelation } from '../../reference/types.ts';
import { parseConditions, parseFormula } from '../../syntax/formula.ts';
import { isUnknown } from '../evaluate.ts';
import { addSides, build, type Resolver } from '../expression.ts';
import { commonOf, formulaOf, refsOf } from '../inside.ts';
import { isEmpty, RelationList } from '../list.ts';
import { type Absence, relationOf, type Source, type Unchecked } from '../types.ts';
import { NamedFigures } from './named.ts';
import { isBareNumber, refsIn, withNumbers } from './names.ts';
import type { BadReference, CrossRelations } from './types.ts';

/** A relation of a form, and the report's table of that form. */
interface Owing {
  readonly form: Form;
  readonly relation: FormRelation;
  readonly table: TableModel;
}

export class CrossBuilder extends NamedFigures implements CrossRelations {
  readonly relations = new RelationList();
  readonly unchecked: Unchecked[] = [];
  readonly badReferences: BadReference[] = [];

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
        table: refForms.join('、'),
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
    if (relation.cells !== undefined) this.add({ form, relation, table: own.table }, (ref) => this.cell(ref));
    else this.overCodes(form, relation, own);
  }

  /** Whether nothing but a mistake can explain a row that is left out. */
  private isWhole({ whole }: FormRelation): boolean {
    return whole !== undefined && this.conditions(parseConditions(whole).conditions) === true;
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

  /** @param code the code that it is of, where one relation is made for each */
  private add({ form, relation, table }: Owing, resolve: Resolver, code?: string): void {
    const { formula } = formulaOf(relation);
    if (!formula) return;
    const common = commonOf(form, relation);
    if (addSides(this.relations, formula, resolve)) {
      this.relations.end(common, code);
      return;
    }
    const built = build(formula, resolve);
    const first = built.missing[0];
    if (first) {
      if (first.reason !== 'absent') this.skip(relation, table, first.reason, first.data);
      else this.notOwed(relation, table, first.reason, {});
      return;
    }
    if (built.shape?.shape !== 'linear') return;
    const figures = [...built.shape.left, ...built.shape.right].map((t) => t.figure);
    if (isEmpty(figures) && !built.absent.some(isUnknown)) return;
    this.relations.push(
      relationOf(built.shape, {
        ...common,
        op: formula.op,
        id: code === undefined ? common.id : `${common.id}.${code}`,
        total: built.shape.left.length === 1 ? built.shape.left[0]?.figure : undefined,
        absent: this.isWhole(relation) ? built.absent.map(asTold) : built.absent,
      }),
    );
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
      for (const code of cube.codes())
        if (!relation.in?.includes(LEVEL.class) || code.length === 3) codes.add(code);
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
      this.add({ form, relation, table: own.table }, (ref) => this.codeCell(ref, code), code);
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
}

function asTold(absence: Absence): Absence {
  return absence.why === 'row-left-out' ? { ...absence, told: true } : absence;
}
