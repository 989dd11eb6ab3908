import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  columnFor,
  comparableHeader,
  comparableLabel,
  comparableTitle,
  FormLibrary,
  groupsOf,
} from '../../../server/src/reference/forms.ts';
import type { Form, FormRelation, ReportKind } from '../../../server/src/reference/types.ts';
import { analyse } from '../../../server/src/rules/analyse.ts';
import { rules } from '../../../server/src/rules/index.ts';
import {
  type ConditionNode,
  type ExprNode,
  type FormulaNode,
  parseConditions,
  parseFormula,
  type RefNode,
} from '../../../server/src/syntax/formula.ts';

/** What a form file may hold beside what every form has. */
interface Extra {
  readonly set?: string;
  readonly setRelations?: readonly FormRelation[];
  readonly acrossTables?: readonly FormRelation[];
  readonly outline?: {
    readonly id: string;
    readonly total: string;
    readonly heads: string;
    readonly except?: readonly string[];
  };
  readonly relations?: readonly (FormRelation & {
    readonly ratio?: { readonly rate: string; readonly of: string; readonly to: string };
    readonly grades?: {
      readonly score?: string;
      readonly grade?: string;
      readonly row?: string;
      readonly scale: readonly (readonly [number, string])[];
    };
  })[];
}
type FormFile = Omit<Form, 'relations'> & Extra;

const folder = new URL('../../../seeds/forms/', import.meta.url);
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .sort();
const forms = files.map((name) => ({
  name,
  form: parse(readFileSync(new URL(name, folder), 'utf8')) as FormFile,
}));
const byId = new Map(forms.map(({ form }) => [form.id, form]));

const RULES = new Set([
  'cross-report',
  'row-sum',
  'rollup',
  'total',
  'balance',
  'formula',
  'cross-table',
  'execution-rate',
  'score-sum',
  'score-weight',
  'grade',
]);
const WAYS = ['rows', 'columns', 'cells', 'codes', 'reports', 'units', 'ratio', 'grades'] as const;

const columnsOf = (form: FormFile) => form.panels.flatMap((p) => p.columns);
const rowsOf = (form: FormFile) => form.panels.flatMap((p) => p.rows ?? []);
const columnIds = (form: FormFile) =>
  new Set([...columnsOf(form).map((c) => c.id), ...(form.derived ?? []).map((d) => d.id)]);
const rowIds = (form: FormFile) => new Set(rowsOf(form).map((r) => r.id));
const columnGroups = (form: FormFile) =>
  new Set(
    [...columnsOf(form).flatMap((c) => groupsOf(c)), ...form.panels.map((p) => p.otherColumns ?? '')].filter(
      (g) => g !== '',
    ),
  );
const rowGroups = (form: FormFile) =>
  new Set(
    [
      ...rowsOf(form).flatMap((r) => groupsOf(r)),
      ...form.panels.flatMap((p) => [p.classGroup ?? '', p.otherGroup ?? '']),
      form.tree ? '类' : '',
    ].filter((g) => g !== ''),
  );

const isCode = (name: string): boolean => /^\d{3}(\d{2}){0,2}$/u.test(name);
const isRow = (form: FormFile, name: string): boolean =>
  name.startsWith('Σ')
    ? rowGroups(form).has(name.slice(1))
    : rowIds(form).has(name) || (form.tree !== undefined && isCode(name));
const isColumn = (form: FormFile, name: string): boolean =>
  name.startsWith('Σ') ? columnGroups(form).has(name.slice(1)) : columnIds(form).has(name);

function refsIn(node: ExprNode): RefNode[] {
  if (node.kind === 'ref') return [node];
  return node.kind === 'binary' ? [...refsIn(node.left), ...refsIn(node.right)] : [];
}
const refsOf = (formula: FormulaNode): RefNode[] => [...refsIn(formula.left), ...refsIn(formula.right)];

/** The names in a relation's formulas that the forms do not have. */
function unknownIn(form: FormFile, relation: FormRelation, set = false): string[] {
  const text = relation.rows ?? relation.columns ?? relation.cells ?? relation.codes;
  if (text === undefined) return [];
  const { formula } = parseFormula(text);
  if (!formula) return [`读不出：${text}`];
  const known = (ref: RefNode): boolean => {
    const names = ref.parts.map((p) => p.text);
    // What sentences state is named by whoever states it.
    if (relation.cells?.startsWith('@') && ref === formula.left) return names.length === 1;
    if (relation.rows !== undefined) return names.length === 1 && isRow(form, names[0] as string);
    if (relation.columns !== undefined) return names.length === 1 && isColumn(form, names[0] as string);
    const other = byId.get((names[0] as string).replace(/^Σ/u, ''));
    if (!other) return false;
    if (set && (names[0] as string).startsWith('Σ'))
      return names.length === 2 && isColumn(other, names[1] as string);
    if (names.length !== 3 || !isColumn(other, names[2] as string)) return false;
    return relation.codes !== undefined ? names[1] === '*' : isRow(other, names[1] as string);
  };
  const wrong = refsOf(formula)
    .filter((r) => !known(r))
    .map((r) => text.slice(r.start, r.end));
  if (relation.when !== undefined) {
    const { conditions, error } = parseConditions(relation.when);
    if (error || conditions.length === 0) return [...wrong, `条件读不出：${relation.when}`];
    for (const condition of conditions) wrong.push(...unknownInCondition(condition, known, relation));
  }
  return wrong;
}

function unknownInCondition(
  condition: ConditionNode,
  known: (ref: RefNode) => boolean,
  relation: FormRelation,
): string[] {
  const when = relation.when as string;
  // A condition of a relation over codes speaks of cells.
  const cell = (ref: RefNode): boolean => {
    if (relation.codes === undefined) return known(ref);
    const [id, row, column] = ref.parts.map((p) => p.text);
    const form = byId.get(id ?? '');
    return form !== undefined && isRow(form, row ?? '') && isColumn(form, column ?? '');
  };
  switch (condition.kind) {
    case 'compare':
      return refsOf(condition.formula)
        .filter((r) => !cell(r))
        .map((r) => when.slice(r.start, r.end));
    case 'filled':
      return cell(condition.ref) ? [] : [when.slice(condition.ref.start, condition.ref.end)];
    case 'note':
      return byId.has(condition.table) ? [] : [condition.table];
    case 'key':
      return condition.key === '单位性质' ? [] : [condition.key];
  }
}

test('ids are unique', () => {
  const ids = forms.map(({ form }) => form.id);
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
});

/** Parts of one nested form, or tables of one title of which one owes a column that the other does not have. */
function toldApart(a: FormFile, b: FormFile): boolean {
  if (a.set !== undefined && a.set === b.set) return true;
  const names = (form: FormFile) => columnsOf(form).flatMap((c) => [c.id, ...(c.aliases ?? [])]);
  const owes = (form: FormFile, other: FormFile) =>
    columnsOf(form).some(
      (c) => c.required && ![c.id, ...(c.aliases ?? [])].some((name) => names(other).includes(name)),
    );
  return owes(a, b) || owes(b, a);
}

test('no alias is claimed by two forms of one kind, unless their headers tell them apart', () => {
  const clashes: string[] = [];
  const kinds: ReportKind[] = ['决算', '预算'];
  for (const kind of kinds) {
    const owner = new Map<string, FormFile>();
    for (const { form } of forms) {
      if (form.kind !== kind && form.kind !== 'any' && form.kind !== undefined) continue;
      for (const alias of new Set([form.title, ...(form.aliases ?? [])].map((a) => comparableTitle(a)))) {
        const other = owner.get(alias);
        if (other && other !== form && !toldApart(other, form))
          clashes.push(`${alias}: ${other.id}, ${form.id}`);
        owner.set(alias, form);
      }
    }
  }
  expect(clashes).toEqual([]);
});

describe.each(forms)('$name', ({ form }) => {
  test('has what a form needs', () => {
    expect(form.id).not.toBe('');
    expect(form.title).not.toBe('');
    expect(['决算', '预算', 'any']).toContain(form.kind);
    expect(['rows', 'tree', 'grid', 'free']).toContain(form.structure);
    expect(form.panels.length).toBeGreaterThan(0);
    expect(form.structure === 'tree').toBe(form.tree !== undefined);
    expect(form.basis ?? '').not.toBe('');
    const relations = [...(form.relations ?? []), ...(form.setRelations ?? []), ...(form.acrossTables ?? [])];
    const ids = relations.map((r) => r.id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
    expect(relations.filter((r) => !RULES.has(r.rule)).map((r) => r.rule)).toEqual([]);
    expect(relations.filter((r) => WAYS.filter((w) => w in r).length !== 1).map((r) => r.id)).toEqual([]);
  });

  test('columns and rows are known by one name each', () => {
    const twice: string[] = [];
    for (const panel of form.panels) {
      const columns = panel.columns.map((c) => c.id);
      twice.push(...columns.filter((id, i) => columns.indexOf(id) !== i));
      const own = new Map<string, string>();
      for (const row of panel.rows ?? []) {
        // Parts of different rows may have the same name: their place tells them apart.
        for (const name of new Set(
          [row.id, ...(row.aliases ?? [])].map(
            (a) => `${row.partOf ?? ''}/${comparableLabel(a.split('/').at(-1) ?? '')}`,
          ),
        )) {
          const other = own.get(name);
          if (other !== undefined && other !== row.id && !/(?:小|合)计$/u.test(name))
            twice.push(`${name}: ${other}, ${row.id}`);
          own.set(name, row.id);
        }
      }
      if (form.structure === 'grid') continue;
      for (const column of panel.columns) {
        if (/[（(][^）)]*\//u.test(column.id)) continue;
        const found = columnFor(panel, column.id.split('/'))?.column.id;
        if (found !== column.id) twice.push(`${column.id} → ${found}`);
      }
      const headers = panel.columns.flatMap((c) =>
        [
          ...new Set([c.id, ...(c.aliases ?? [])].map((a) => a.split('/').map(comparableHeader).join('/'))),
        ].map((a) => ({ a, id: c.id })),
      );
      for (const { a, id } of headers) {
        const other = headers.find((h) => h.a === a && h.id !== id);
        // `其中：基本支出` and `基本支出` differ only by the mark.
        if (other && !form.repeatedPanels) twice.push(`${a}: ${id}, ${other.id}`);
      }
    }
    expect(twice).toEqual([]);
  });

  test('every name in it exists', () => {
    const wrong: string[] = [];
    for (const panel of form.panels) {
      const rows = new Set((panel.rows ?? []).map((r) => r.id));
      if (panel.until !== undefined && !rows.has(panel.until)) wrong.push(`until ${panel.until}`);
      wrong.push(
        ...(panel.rows ?? [])
          .filter((r) => r.partOf !== undefined && !rows.has(r.partOf))
          .map((r) => `partOf ${r.partOf}`),
      );
    }
    if (form.tree?.total !== undefined && !rowIds(form).has(form.tree.total))
      wrong.push(`tree ${form.tree.total}`);
    wrong.push(...(form.tree?.except ?? []).filter((c) => !columnIds(form).has(c)));
    for (const derived of form.derived ?? []) {
      wrong.push(
        ...[...derived.of, ...(derived.needs === undefined ? [] : [derived.needs])].filter(
          (c) => !columnIds(form).has(c),
        ),
      );
    }
    if (form.outline) {
      if (!rowIds(form).has(form.outline.total)) wrong.push(form.outline.total);
      wrong.push(...(form.outline.except ?? []).filter((c) => !columnIds(form).has(c)));
    }
    for (const relation of form.relations ?? []) {
      wrong.push(...unknownIn(form, relation).map((name) => `${relation.id}: ${name}`));
      const names = new Set([...columnIds(form), ...(relation.codes === undefined ? [] : ['类'])]);
      wrong.push(...(relation.in ?? []).filter((c) => !names.has(c)).map((c) => `${relation.id} in ${c}`));
      const { ratio, grades } = relation;
      if (ratio) wrong.push(...[ratio.rate, ratio.of, ratio.to].filter((c) => !columnIds(form).has(c)));
      if (grades) {
        wrong.push(
          ...[grades.score, grades.grade]
            .filter((c) => c !== undefined && !columnIds(form).has(c))
            .map(String),
        );
        if (grades.row !== undefined && !rowIds(form).has(grades.row)) wrong.push(grades.row);
        const bounds = grades.scale.map(([bound]) => bound);
        if (bounds.some((b, i) => i > 0 && b >= (bounds[i - 1] as number)))
          wrong.push(`${relation.id}: 分档不降`);
      }
    }
    for (const relation of form.setRelations ?? [])
      wrong.push(...unknownIn(form, relation).map((n) => `${relation.id}: ${n}`));
    for (const relation of form.acrossTables ?? [])
      wrong.push(...unknownIn(form, relation, true).map((n) => `${relation.id}: ${n}`));
    expect(wrong).toEqual([]);
  });

  test('relations of a set stay inside it', () => {
    const outside: string[] = [];
    for (const relation of form.setRelations ?? []) {
      const { formula } = parseFormula(relation.cells ?? '');
      for (const ref of formula ? refsOf(formula) : []) {
        const other = byId.get(ref.parts[0]?.text ?? '');
        if (other?.set === undefined || other.set !== form.set) outside.push(relation.id);
      }
    }
    expect(outside).toEqual([]);
  });
});

describe('titles that reports print', () => {
  const library = new FormLibrary(forms.map(({ form }) => form as unknown as Form));
  const top = (title: string, kind: ReportKind, unit?: string): string | undefined =>
    library.match(title, unit, kind)[0]?.form.id;

  test.each([
    ['表一：部门收支总体情况表', '预算', '预算01'],
    ['表二：部门收入总体情况表', '预算', '预算02'],
    ['表三：部门支出总体情况表', '预算', '预算03'],
    ['表四：财政拨款收支总体情况表', '预算', '预算04'],
    ['表五：一般公共预算支出情况表', '预算', '预算05'],
    ['表六：一般公共预算基本支出情况表', '预算', '预算06'],
    ['表七：财政拨款“三公”经费、会议费和培训费支出情况表', '预算', '预算09'],
    ['表八：政府性基金预算支出情况表', '预算', '预算07'],
    ['表九：国有资本经营预算支出情况表', '预算', '预算08'],
    ['2022年单位财务收支预算总表', '预算', '预算01'],
    ['2022年部门收入预算总表', '预算', '预算02'],
    ['2026年预算单位支出预算总表', '预算', '预算03'],
    ['2022年单位财政拨款收支预算总表', '预算', '预算04'],
    ['2022年单位一般公共预算支出功能分类预算表', '预算', '预算05'],
    ['2022年单位一般公共预算基本支出部门预算经济分类预算表', '预算', '预算06'],
    ['2022年单位政府性基金预算支出功能分类预算表', '预算', '预算07'],
    ['2022年单位国有资本经营预算支出功能分类预算表', '预算', '预算08'],
    ['2022年部门“三公”经费和机关运行经费预算表', '预算', '预算09'],
    ['部门预算政府基金预算财政拨款支出表', '预算', '预算07'],
    ['部门政府采购预算', '预算', '采购预算'],
    ['部门固定资产占用情况表', '预算', '固定资产'],
    ['收入支出决算表', '决算', '决算01'],
    ['财政拨款收入支出决算表', '决算', '决算04'],
    ['一般公共预算财政拨款收入支出决算表', '决算', '决算05'],
    ['国有资本经营预算财政拨款收入支出决算表', '决算', '决算08'],
    ['表九：财政拨款安排的“三公”经费支出决算表', '决算', '决算09'],
    ['“三公”经费、行政参公单位机关运行经费情况表', '决算', '决算09'],
    ['一般公共预算财政拨款“三公”经费及会议费、培训费支出决算表', '决算', '决算09'],
    ['部门决算公开相关信息统计表', '决算', '决算10'],
    ['2022 年度项目支出绩效自评情况汇总表', '决算', '自评汇总'],
  ] as const)('%s (%s) → %s', (title, kind, id) => {
    expect(top(title, kind)).toBe(id);
  });

  test('a unit in the title does not matter', () => {
    expect(
      top('普陀区环境卫生管理服务中心2022年单位收入预算总表', '预算', '普陀区环境卫生管理服务中心'),
    ).toBe('预算02');
    expect(top('某市财政局2023年度收入支出决算总表', '决算', '某市财政局')).toBe('决算01');
  });

  test('forms of a nested table share its title', () => {
    expect(
      library.match('人才教育培训项目支出绩效自评表(2022年度)', undefined, '决算').map((m) => m.form.id),
    ).toEqual(expect.arrayContaining(['自评资金', '自评目标', '自评指标']));
  });
});

describe('pages', () => {
  const docs = new URL('../../../docs/forms/', import.meta.url);
  const known = new Set<string>(rules.map((r) => r.id));

  test('every form has one, and the index links it', () => {
    const index = readFileSync(new URL('../README.md', docs), 'utf8');
    const pages = new Set(readdirSync(docs));
    const missing = files
      .map((name) => name.replace(/yaml$/u, 'md'))
      .filter((page) => !pages.has(page) || !index.includes(`(forms/${page})`));
    expect(missing).toEqual([]);
  });

  const pages = readdirSync(docs).filter((name) => name.endsWith('.md') && name !== 'README.md');
  test.each(pages)('%s: the examples give what they say', (page) => {
    const text = readFileSync(new URL(page, docs), 'utf8');
    const examples = [...text.matchAll(/```disclosure\n([\s\S]*?)\n```(?:\n\n规则：([\w-]+))?/gu)];
    expect(examples.length).toBeGreaterThan(0);
    for (const [, marked = '', rule] of examples) {
      const findings = analyse(marked.replace(/[⟦⟧]/gu, '')).findings.filter(
        // An example is a part of a report.
        (f) => f.rule !== 'missing-table' && f.rule !== 'missing-section',
      );
      if (rule === undefined) {
        expect(findings).toEqual([]);
      } else if (known.has(rule)) {
        const before = marked.slice(0, marked.indexOf('⟦')).split('\n');
        const start = { line: before.length - 1, character: (before.at(-1) ?? '').length };
        expect(findings.map((f) => ({ rule: f.rule, start: f.range.start }))).toEqual([{ rule, start }]);
      }
    }
  });
});
