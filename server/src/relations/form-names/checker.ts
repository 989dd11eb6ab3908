/** Whether the names in a form lead to something. */

import { foldName } from '../../base/fold.ts';
import { KEY, LEVEL } from '../../base/keys.ts';
import { withoutOfWhich } from '../../base/titles.ts';
import { comparableHeader } from '../../reference/forms.ts';
import type { Form, FormPanel, FormRelation } from '../../reference/types.ts';
import { RELATION_LISTS } from '../../reference/user-forms.ts';
import { type Flaw, type Located, locate, near, type Stretch } from '../../reference/validate.ts';
import {
  type ConditionNode,
  type FormulaNode,
  parseConditions,
  parseFormula,
  type RefNode,
} from '../../syntax/formula.ts';
import { FRONT_KEYS } from '../../syntax/line.ts';
import { indicatorOf, isIndicator, nameOf, refsOf } from '../inside.ts';
import { type Fault, type KnownForms, Names, type Path, type Severity } from './names.ts';

type Look = (ref: RefNode) => Fault | undefined;

/** What a relation is over; of several the first counts. */
const WAYS = ['rows', 'columns', 'cells', 'codes', 'reports'] as const;

type Way = (typeof WAYS)[number];

export class Checker {
  readonly flaws: Flaw[] = [];
  private readonly own: Names;
  private readonly others = new Map<string, Names>();

  constructor(
    private readonly form: Form,
    private readonly data: Located,
    private readonly known: KnownForms,
    private readonly indicators: ReadonlySet<string>,
  ) {
    this.own = new Names(form);
  }

  run(): void {
    const { form } = this;
    this.structure();
    form.panels.forEach((panel, p) => {
      this.panel(panel, ['panels', p]);
    });
    if (form.tree) {
      if (form.tree.total !== undefined) this.row(form.tree.total, ['tree', 'total']);
      this.columns(form.tree.except, ['tree', 'except']);
    }
    form.derived?.forEach((derived, d) => {
      this.columns(derived.of, ['derived', d, 'of']);
      if (derived.needs !== undefined) this.column(derived.needs, ['derived', d, 'needs']);
      if (derived.lacks !== undefined) this.column(derived.lacks, ['derived', d, 'lacks']);
    });
    if (form.outline) {
      this.row(form.outline.total, ['outline', 'total']);
      this.columns(form.outline.except, ['outline', 'except']);
    }
    const ids = new Set<string>();
    for (const list of RELATION_LISTS) {
      form[list]?.forEach((relation, r) => {
        const path = [list, r];
        if (relation.id !== undefined && ids.has(relation.id))
          this.tell('twice', [...path, 'id'], { name: relation.id });
        ids.add(relation.id);
        this.relation(relation, path, list);
      });
    }
  }

  private tell(
    message: string,
    path: Path,
    data: Readonly<Record<string, string>>,
    {
      within,
      severity = 'error',
    }: { readonly within?: Stretch | undefined; readonly severity?: Severity } = {},
  ): void {
    const at = locate(this.data, path);
    const inside = within && at.kind === 'scalar' && at.verbatim;
    const start = inside ? at.start + within.start : at.start;
    const end = inside ? at.start + Math.max(within.end, within.start + 1) : at.end;
    this.flaws.push({ message: `form.${message}`, data, start, end, severity });
  }

  private structure(): void {
    const { form } = this;
    if (form.structure === 'tree' && !form.tree) this.tell('tree-missing', ['structure'], {});
    if (form.tree && form.structure !== undefined && form.structure !== 'tree')
      this.tell('tree-structure', ['structure'], {});
    if (form.structure === 'grid' && (form.panels[0]?.rows ?? []).length === 0)
      this.tell('grid-rows', ['structure'], {});
  }

  private panel(panel: FormPanel, path: Path): void {
    this.twice(panel.columns, [...path, 'columns']);
    this.twice(panel.rows ?? [], [...path, 'rows']);
    if (!this.form.repeatedPanels && this.form.structure !== 'grid')
      this.headers(panel, [...path, 'columns']);
    const rows = new Set((panel.rows ?? []).map((r) => r.id));
    const lacks = (name: string, at: Path) => {
      if (!rows.has(name)) this.tell('unknown-row', at, { name, ...near(name, [...rows]) });
    };
    if (panel.until !== undefined) lacks(panel.until, [...path, 'until']);
    panel.rows?.forEach((row, r) => {
      if (row.partOf !== undefined) lacks(row.partOf, [...path, 'rows', r, 'partOf']);
    });
  }

  private twice(items: readonly { readonly id: string }[], path: Path): void {
    const seen = new Set<string>();
    items.forEach(({ id }, i) => {
      if (seen.has(id)) this.tell('twice', [...path, i, 'id'], { name: id });
      seen.add(id);
    });
  }

  /** A header that two columns go by: the table's column goes to the first. */
  private headers(panel: FormPanel, path: Path): void {
    const owner = new Map<string, string>();
    panel.columns.forEach((column, c) => {
      [column.id, ...(column.aliases ?? [])].forEach((name, a) => {
        const key = name.split('/').map(comparableHeader).join('/');
        const other = owner.get(key);
        if (other === undefined) owner.set(key, column.id);
        else if (other !== column.id) {
          const at = a === 0 ? [...path, c, 'id'] : [...path, c, 'aliases', a - 1];
          // `其中：基本支出` and `基本支出` are told apart by their mark.
          if (withoutOfWhich(foldName(name)) !== foldName(name)) return;
          this.tell('header-twice', at, { name, other }, { severity: 'warning' });
        }
      });
    });
  }

  private row(name: string, path: Path): void {
    const fault = this.own.row(name);
    if (fault) this.tell(fault.message, path, fault.data);
  }

  private column(name: string, path: Path): void {
    const fault = this.own.column(name);
    if (fault) this.tell(fault.message, path, fault.data);
  }

  private columns(names: readonly string[] | undefined, path: Path): void {
    names?.forEach((name, i) => {
      this.column(name, [...path, i]);
    });
  }

  // ---- relations ----

  private relation(relation: FormRelation, path: Path, list: (typeof RELATION_LISTS)[number]): void {
    const { cells, codes, ratio, grades } = relation;
    if (list !== 'relations' && cells === undefined) this.tell('only-cells', path, {});
    const looks: Readonly<Record<Way, Look>> = {
      rows: this.single((name) => this.own.row(name)),
      columns: this.single((name) => this.own.column(name)),
      cells: (ref) =>
        list === 'relations' && isIndicator(ref)
          ? this.indicator(ref, relation)
          : this.cell(ref, list === 'acrossTables'),
      codes: (ref) => this.ofCode(ref),
      reports: (ref) => this.ofReport(ref),
    };
    const way = WAYS.find((w) => relation[w] !== undefined);
    if (way) this.formula(way, path, relation, looks[way]);
    if (ratio)
      for (const key of ['rate', 'of', 'to'] as const) this.column(ratio[key], [...path, 'ratio', key]);
    if (grades) this.grades(grades, [...path, 'grades']);
    if (codes === undefined) this.columns(relation.in, [...path, 'in']);
    else
      relation.in?.forEach((name, i) => {
        if (name !== LEVEL.class) this.tell('in-codes', [...path, 'in', i], {});
      });
  }

  private grades(grades: NonNullable<FormRelation['grades']>, path: Path): void {
    if (grades.row !== undefined) this.row(grades.row, [...path, 'row']);
    if (grades.score !== undefined) this.column(grades.score, [...path, 'score']);
    if (grades.grade !== undefined) this.column(grades.grade, [...path, 'grade']);
    if (grades.row === undefined && (grades.score === undefined || grades.grade === undefined))
      this.tell('grades-of', path, {});
    grades.scale.forEach(([bound], i) => {
      const before = grades.scale[i - 1]?.[0];
      if (before !== undefined && bound >= before) this.tell('scale-order', [...path, 'scale', i], {});
    });
  }

  private formula(key: Way, path: Path, relation: FormRelation, look: Look): void {
    const text = relation[key] ?? '';
    const { formula, error } = parseFormula(text);
    const at = [...path, key];
    if (!formula) {
      const place = error ?? { start: 0, end: text.length, message: 'expected-relation' };
      this.tell('formula', at, { reason: place.message }, { within: place });
      return;
    }
    if (key === 'rows' && formula.left.kind !== 'ref')
      this.tell('left-one', at, {}, { within: formula.left });
    this.names(formula, at, look);
    if (formula.conditions.length > 0) this.tell('use-when', at, {});
    if (relation.when !== undefined) this.when(relation.when, key, [...path, 'when'], look);
    if (relation.whole !== undefined) this.when(relation.whole, key, [...path, 'whole'], look);
  }

  private names(formula: FormulaNode, at: Path, look: Look): void {
    for (const ref of refsOf(formula)) {
      const fault = ref.to ? { message: 'no-range', data: {} } : look(ref);
      if (fault) this.tell(fault.message, at, fault.data, { within: ref });
    }
  }

  private when(text: string, key: Way, at: Path, look: Look): void {
    const { conditions, error } = parseConditions(text);
    if (error || conditions.length === 0) {
      this.tell('formula', at, { reason: 'condition' }, { within: error ?? { start: 0, end: text.length } });
      return;
    }
    // A condition of a relation over codes speaks of cells.
    const cellOrOwn: Look = key === 'codes' || key === 'reports' ? (ref) => this.cell(ref, false) : look;
    for (const condition of conditions) this.condition(condition, key, at, cellOrOwn);
  }

  private condition(condition: ConditionNode, key: Way, at: Path, look: Look): void {
    switch (condition.kind) {
      case 'compare':
        this.names(condition.formula, at, look);
        break;
      case 'filled': {
        const fault = look(condition.ref);
        if (fault) this.tell(fault.message, at, fault.data, { within: condition.ref });
        break;
      }
      case 'note':
      case 'key':
        if (key === 'rows' || key === 'columns') this.tell('when-inside', at, {});
        else if (condition.kind === 'note') {
          if (!this.known.get(condition.table)) this.tell('unknown-form', at, this.formName(condition.table));
        } else if (!FRONT_KEYS.includes(condition.key))
          this.tell('unknown-front', at, { name: condition.key });
        break;
    }
  }

  private single(look: (name: string) => Fault | undefined): Look {
    return (ref) => {
      const [first, more] = ref.parts;
      if (first === undefined || more !== undefined) return { message: 'one-part', data: {} };
      return look(first.text);
    };
  }

  /** `@机关运行经费`, alone on the left. */
  private indicator(ref: RefNode, relation: FormRelation): Fault | undefined {
    const name = indicatorOf(relation);
    if (name === undefined || nameOf(ref) !== `@${name}`) return { message: 'stated-alone', data: {} };
    if (this.indicators.has(name)) return undefined;
    return { message: 'unknown-indicator', data: { name, ...near(name, [...this.indicators]) } };
  }

  /** `表式.行.栏`; over tables also `Σ表式.栏`. */
  private cell(ref: RefNode, across: boolean): Fault | undefined {
    const [table = '', row = '', column = ''] = ref.parts.map((p) => p.text);
    const sum = across && table.startsWith('Σ');
    if (ref.parts.length !== (sum ? 2 : 3)) return { message: 'three-parts', data: {} };
    const names = this.namesOf(sum ? table.slice(1) : table);
    if (!names) return { message: 'unknown-form', data: this.formName(sum ? table.slice(1) : table) };
    if (sum) return this.plainColumn(names, row);
    return names.row(row) ?? this.plainColumn(names, column);
  }

  private ofCode(ref: RefNode): Fault | undefined {
    const [table = '', star = '', column = ''] = ref.parts.map((p) => p.text);
    if (ref.parts.length !== 3 || star !== '*') return { message: 'code-parts', data: {} };
    const names = this.namesOf(table);
    return names ? this.plainColumn(names, column) : { message: 'unknown-form', data: this.formName(table) };
  }

  private ofReport(ref: RefNode): Fault | undefined {
    const parts = ref.parts.map((p) => p.text);
    const [table = '', row = '', column = ''] = parts[0] === KEY.lastYear ? parts.slice(1) : parts;
    if (parts.length !== (parts[0] === KEY.lastYear ? 4 : 3)) return { message: 'three-parts', data: {} };
    const names = this.namesOf(table);
    if (!names) return { message: 'unknown-form', data: this.formName(table) };
    if (!names.rows.has(row))
      return { message: 'unknown-row', data: { name: row, ...near(row, [...names.rows]) } };
    return this.plainColumn(names, column);
  }

  /** Cells are of one column: a group of columns is summed by a relation over columns. */
  private plainColumn(names: Names, name: string): Fault | undefined {
    return names.columns.has(name)
      ? undefined
      : { message: 'unknown-column', data: { name, ...near(name, [...names.columns]) } };
  }

  private namesOf(id: string): Names | undefined {
    if (id === this.form.id) return this.own;
    const known = this.others.get(id);
    if (known) return known;
    const form = this.known.get(id);
    if (!form) return undefined;
    const names = new Names(form);
    this.others.set(id, names);
    return names;
  }

  private formName(name: string): Record<string, string> {
    return {
      name,
      ...near(
        name,
        this.known.forms.map((f) => f.id),
      ),
    };
  }
}
