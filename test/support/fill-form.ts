/** Fills the skeleton of a form with figures that satisfy the form's own equations, worked out here from its data. */
import { tableSkeleton } from '../../server/src/features/skeleton.ts';
import { builtInReference } from '../../server/src/reference/index.ts';
import type { Form } from '../../server/src/reference/types.ts';
import { open } from '../../server/src/service.ts';
import { Random } from '../fuzz/random.ts';

interface Line {
  /** The row of the form, or what was written for it. */
  readonly id: string;
  readonly groups: readonly string[];
  readonly cells: string[];
  /** Amounts in cents by column of the form; those worked out last win. */
  readonly amounts: Map<string, number>;
  /** Counts things, whatever the unit of money. */
  readonly count?: boolean;
  /** Rows that this one is the sum of. */
  readonly parts: Line[];
}

interface Column {
  readonly id: string | undefined;
  readonly groups: readonly string[];
  readonly role: string;
}

const groupsOf = (group: string | readonly string[] | undefined): readonly string[] =>
  group === undefined ? [] : typeof group === 'string' ? [group] : group;

const CODES: Readonly<Record<string, readonly string[]>> = {
  functional: ['201', '20106', '2010601', '208', '20805', '2080501', '2080505'],
  economic_department: ['301', '30101', '30102', '302', '30201'],
};
const NAMES = ['业务保障', '设施维护'];
const HUNDREDTHS = 100;

/** `合计 = Σ资金 - 其他`: the terms of one side, each with its sign; undefined where it is no sum. */
function termsOf(side: string): (readonly [string, number])[] | undefined {
  if (/[*÷/]/.test(side)) return undefined;
  const signed = side.replace(/\s-\s/g, ' + -').split(' + ');
  return signed.map((t) => {
    const name = t.trim();
    return name.startsWith('-') ? [name.slice(1).trim(), -1] : [name, 1];
  });
}

interface Sum {
  readonly whole: string;
  readonly terms: readonly (readonly [string, number])[];
  readonly when: string | undefined;
}

/** The sums that a form's equations ask for; `≤` is met by both sides being the same. */
function sumsOf(form: Form, along: 'rows' | 'columns'): Sum[] {
  return (form.relations ?? []).flatMap((relation): Sum[] => {
    const text = relation[along];
    const [left = '', right = ''] = (text ?? '').split(/ [=≤] /);
    const [whole, parts] = / ≤ /.test(text ?? '') ? [right, left] : [left, right];
    const terms = termsOf(parts);
    if (!text || !terms || !/^[^\s+*]+$/.test(whole)) return [];
    return [{ whole, terms, when: relation.when }];
  });
}

/** Whether `甲 非空 且 乙 = 0` holds of amounts by name. */
function holds(when: string | undefined, amount: (name: string) => number): boolean {
  return (when ?? '').split(' 且 ').every((condition) => {
    const empty = /^(\S+) = 0$/.exec(condition);
    if (empty) return amount(empty[1] as string) === 0;
    const filled = /^(\S+) 非空$/.exec(condition);
    return !filled || amount(filled[1] as string) !== 0;
  });
}

class Filler {
  readonly lines: Line[];
  private readonly head: readonly string[];
  private readonly columns: readonly Column[];

  constructor(
    private readonly form: Form,
    private readonly front: string,
    private readonly year: number,
    private readonly random: Random,
  ) {
    const empty = open(front + tableSkeleton(open(front), form, '\n'));
    const table = empty.report.tables[0]?.table;
    if (table?.form !== form) throw new Error(`${form.id}: the skeleton is not known`);
    const text = empty.text.slice(front.length).trimEnd().split('\n');
    const bars = text.flatMap((line, i) => (line.startsWith('|') ? [i] : []));
    this.head = text.slice(0, (bars[1] ?? 0) + 1);
    // Columns of names that the form does not know may all be parts of one whole.
    const others = form.panels[0]?.otherColumns;
    this.columns = table.columns.map((c) => {
      const role = c.form?.role ?? c.role;
      if (c.form || !others || role !== 'value')
        return { id: c.form?.id, groups: groupsOf(c.form?.group), role };
      return { id: c.path.join('/'), groups: [others], role };
    });
    this.lines = bars.slice(2).map((at) => {
      const cells = (text[at] as string)
        .slice(1, -1)
        .split('|')
        .map((c) => c.trim());
      const row = table.rows.find((r) => r.form && cells.includes(r.label));
      const line = this.line(row?.form?.id ?? cells[0] ?? '', groupsOf(row?.form?.group), cells);
      return row?.form?.count ? { ...line, count: true } : line;
    });
  }

  text(): string {
    if (this.form.structure === 'tree') this.addCodes();
    else if (this.lines.length === 0 || (this.lines.length === 1 && this.form.structure !== 'grid'))
      this.addNamed();
    this.settle();
    const rows = this.lines.map((line) => `| ${line.cells.join(' | ')} |`);
    return `${this.front}${this.head.join('\n')}\n${rows.join('\n')}\n`;
  }

  private line(id: string, groups: readonly string[], cells: string[]): Line {
    return { id, groups, cells, amounts: new Map(), parts: [] };
  }

  private get values(): readonly (Column & { readonly id: string })[] {
    return this.columns.filter(
      (c): c is Column & { id: string } => c.id !== undefined && /value|percent|score|count/.test(c.role),
    );
  }

  /** Rows of codes below the total, each above those that make it up. */
  private addCodes(): void {
    const { tree } = this.form;
    const catalogue = tree?.catalogue === 'functional' ? 'functional' : 'economic_department';
    const [total] = this.lines;
    const byCode = new Map<string, Line>();
    for (const code of CODES[catalogue] as readonly string[]) {
      const name = builtInReference().codes.get(catalogue, code, this.year)?.name ?? '';
      const made = this.line(code, [], [code, name, ...this.columns.slice(2).map(() => '')]);
      byCode.set(code, made);
      (byCode.get(code.slice(0, -2)) ?? total)?.parts.push(made);
      this.lines.push(made);
    }
  }

  /** Rows of names below the total, or alone. */
  private addNamed(): void {
    const [total] = this.lines;
    for (const name of NAMES.slice(0, total ? 2 : 1)) {
      const made = this.line(
        name,
        [],
        this.columns.map(() => ''),
      );
      made.cells[this.columns.findIndex((c) => c.role === 'label')] = name;
      for (const [i, c] of this.columns.entries()) if (/text/.test(c.role)) made.cells[i] = '已定';
      total?.parts.push(made);
      this.lines.push(made);
    }
  }

  private settle(): void {
    const rowSums = sumsOf(this.form, 'rows');
    const whole = new Set(rowSums.filter((s) => this.termsIn(s).length > 0).map((s) => s.whole));
    const leaves = this.lines.filter((l) => l.parts.length === 0 && !whole.has(l.id));
    for (const line of leaves) this.fillRow(line);
    for (const line of [...this.lines].reverse()) if (line.parts.length > 0) this.add(line, line.parts);
    for (let pass = 0; pass < 3; pass++)
      for (const sum of rowSums) {
        const line = this.lines.find((l) => l.id === sum.whole);
        const at = (name: string) =>
          this.named(name).reduce((all, l) => all + [...l.amounts.values()].reduce((a, b) => a + b, 0), 0);
        if (line && this.termsIn(sum).length > 0 && holds(sum.when, at)) this.add(line, this.termsIn(sum));
      }
    for (const line of this.lines) this.print(line);
  }

  private named(name: string): readonly Line[] {
    return this.lines.filter((l) =>
      name.startsWith('Σ') ? l.groups.includes(name.slice(1)) : l.id === name,
    );
  }

  private termsIn(sum: Sum): readonly Line[] {
    return sum.terms.flatMap(([name]) => this.named(name));
  }

  private add(line: Line, parts: readonly Line[]): void {
    for (const { id, role } of this.values)
      if (!/percent|score/.test(role))
        line.amounts.set(
          id,
          parts.reduce((all, p) => all + (p.amounts.get(id) ?? 0), 0),
        );
  }

  /** Amounts of one row: those that nothing is made of are drawn, the others follow. */
  private fillRow({ amounts, count }: Line): void {
    const idsOf = (name: string) =>
      this.values
        .filter((c) => (name.startsWith('Σ') ? c.groups.includes(name.slice(1)) : c.id === name))
        .map((c) => c.id);
    const sums = sumsOf(this.form, 'columns').map((s) => ({
      ...s,
      parts: s.terms.flatMap(([name, sign]) => idsOf(name).map((id) => [id, sign] as const)),
    }));
    const products = (this.form.relations ?? []).some((r) => r.columns?.includes('*'));
    const made = new Set(sums.filter((s) => s.parts.length > 0).map((s) => s.whole));
    for (const { id, role } of this.values) {
      if (made.has(id)) continue;
      if (role === 'count' || count) amounts.set(id, products ? 0 : this.random.between(1, 9) * HUNDREDTHS);
      else if (role === 'score') amounts.set(id, 10 * HUNDREDTHS);
      else if (role !== 'percent') amounts.set(id, this.random.between(100, 99_999));
    }
    if (products) amounts.delete('单价');
    for (let pass = 0; pass < 3; pass++)
      for (const { whole, parts } of sums)
        if (parts.length > 0 && idsOf(whole).length > 0)
          amounts.set(
            whole,
            parts.reduce((all, [id, sign]) => all + sign * (amounts.get(id) ?? 0), 0),
          );
  }

  private print({ cells, amounts, count }: Line): void {
    for (const [i, { id, role }] of this.columns.entries()) {
      const amount = id === undefined ? undefined : amounts.get(id);
      if (amount === undefined || !/value|score|count/.test(role)) continue;
      if (role === 'count' && amount === 0) continue;
      cells[i] = role === 'count' || count ? String(amount / HUNDREDTHS) : (amount / HUNDREDTHS).toFixed(2);
    }
  }
}

/** A report of one table, filled. */
export function filledForm(form: Form, year: number): string {
  const kind = form.kind === '预算' ? '预算' : '决算';
  const front = [
    ...[`标题：示例局部门${kind}`, '单位：示例局', `年度：${year}`, `类型：${kind}`, '金额单位：万元', ''],
    '',
  ].join('\n');
  return new Filler(form, front, year, new Random(`${form.id}/${year}`)).text();
}
