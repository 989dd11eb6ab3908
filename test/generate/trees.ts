/** Tables over the tree of functional codes. */
import type { Amount, Book, Item } from './book.ts';
import type { Code } from './catalogue.ts';
import {
  arranged,
  countRow,
  framed,
  type Maker,
  type Sheet,
  type SheetCell,
  type SheetColumn,
  type ValueColumn,
} from './sheets.ts';
import type { Style } from './style.ts';

export interface TreeColumn extends ValueColumn {
  readonly amount: Amount;
}

export interface TreePlan {
  readonly id: string;
  readonly title: string;
  readonly columns: readonly TreeColumn[];
  readonly notes?: readonly string[];
  /** Which items have a row. */
  readonly has: (item: Item) => boolean;
}

function codeColumns(style: Style): SheetColumn[] {
  const under = style.underProject ? ['项目'] : [];
  if (style.codeColumns === 1)
    return [
      {
        path: [...under, '科目编码'],
        role: 'code',
      },
      { path: [...under, '科目名称'], role: 'name' },
    ];
  return [
    { path: ['科目编码', '类'], role: 'code' },
    { path: ['科目编码', '款'], role: 'code' },
    { path: ['科目编码', '项'], role: 'code' },
    { path: ['科目名称'], role: 'name' },
  ];
}

/** The cells that say which code a row is. */
function codeCells({ code, name }: Code, style: Style): string[] {
  if (style.codeColumns === 1) return [code, name];
  const [a, b, c] = [code.slice(0, 3), code.slice(3, 5), code.slice(5)];
  const upper = style.repeatCodes;
  if (c) return [upper ? a : '', upper ? b : '', c, name];
  if (b) return [upper ? a : '', b, '', name];
  return [a, '', '', name];
}

function totalCells(style: Style): string[] {
  const others = style.codeColumns === 1 ? [''] : ['', '', ''];
  return style.totalLabel === 'code' ? ['合计', ...others.map(() => '')] : [...others.map(() => ''), '合计'];
}

interface Node {
  readonly code: Code;
  readonly items: readonly Item[];
  readonly children: readonly string[];
}

/** Rows in order: each 类, its 款, their 项. */
function nodesOf(items: readonly Item[]): Node[] {
  const nodes: Node[] = [];
  const seen = new Set<string>();
  for (const { subject } of items) {
    for (const code of [subject.class, subject.group, subject]) {
      if (seen.has(code.code)) continue;
      seen.add(code.code);
      const own = items.filter((i) => i.subject.code.startsWith(code.code));
      const length = code.code.length + 2;
      const children = [...new Set(own.map((i) => i.subject.code.slice(0, length)))];
      nodes.push({ code, items: own, children: code.code.length === 7 ? [] : children });
    }
  }
  return nodes;
}

/** A table of codes, with all sums over its levels and columns owed. */
export function treeSheet(maker: Maker, book: Book, plan: TreePlan): Sheet {
  const { style } = maker;
  const { id, notes = [] } = plan;
  const items = book.items.filter(plan.has);
  const byId = new Map(plan.columns.map((c) => [c.id, c]));
  const over = (list: readonly Item[], c: ValueColumn) =>
    list.reduce((t, i) => t + (byId.get(c.id) as TreeColumn).amount(i), 0);
  const columns = arranged(plan.columns, style, (c) => over(items, byId.get(c) as TreeColumn) !== 0);
  const nodes = nodesOf(items);
  const row = (name: string, list: readonly Item[]) =>
    columns.map((c) => maker.cell(`${id}.${name}.${c.id}`, over(list, c)));
  const total: SheetCell[] = [...totalCells(style), ...row('合计', items)];
  const body = nodes.map((n): SheetCell[] => [...codeCells(n.code, style), ...row(n.code.code, n.items)]);
  const rows = style.totalRow === 'first' ? [total, ...body] : [...body, total];
  const tops = [...new Set(items.map((i) => i.subject.class.code))];
  for (const c of columns) {
    maker.owe(
      [`${id}.合计.${c.id}`],
      tops.map((t) => `${id}.${t}.${c.id}`),
    );
    for (const n of nodes)
      if (n.children.length > 0)
        maker.owe(
          [`${id}.${n.code.code}.${c.id}`],
          n.children.map((k) => `${id}.${k}.${c.id}`),
        );
  }
  const totals = [...new Set(plan.columns.flatMap((c) => (c.into ? [c.into] : [])))];
  for (const name of ['合计', ...nodes.map((n) => n.code.code)])
    for (const t of totals)
      maker.owe(
        [`${id}.${name}.${t}`],
        plan.columns.filter((c) => c.into === t).map((c) => `${id}.${name}.${c.id}`),
      );
  const all: SheetColumn[] = [
    ...codeColumns(style),
    ...columns.map((c) => ({ path: c.path, role: 'value' as const })),
  ];
  const made = framed(all, rows, style, plan.title);
  return {
    id,
    title: plan.title,
    columns: made.columns,
    rows: style.columnNumbers ? [countRow(made.columns), ...made.rows] : made.rows,
    notes,
    numbered: style.columnNumbers,
  };
}

export const classesWith = (book: Book, amount: Amount): ReadonlyMap<string, number> => {
  const by = new Map<string, number>();
  for (const item of book.items) {
    const own = amount(item);
    if (own !== 0) by.set(item.subject.class.code, (by.get(item.subject.class.code) ?? 0) + own);
  }
  return by;
};
