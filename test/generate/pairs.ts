/** Tables of two panels side by side: income and expenditure. */
import { countRow, type Maker, type Sheet, type SheetCell, type SheetColumn } from './sheets.ts';
import type { Style } from './style.ts';

/** A row of one panel. */
export interface PairRow {
  readonly label: string;
  /** Name of its cells, or undefined for a row that only fills the panel. */
  readonly name?: string;
  /** By column; a column that is missing prints nothing. */
  readonly amounts?: Readonly<Record<string, number>>;
  /** Printed although it holds nothing, in a report that leaves such rows out. */
  readonly always?: boolean;
}

export interface PairSide {
  readonly word: string;
  readonly rows: readonly PairRow[];
  /** Rows at the foot of both panels, each beside its own. */
  readonly foot: readonly PairRow[];
  readonly columns: readonly { readonly id: string; readonly header: string }[];
}

const NUMERALS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

export function chinese(n: number): string {
  if (n < 10) return NUMERALS[n] as string;
  const ten = Math.floor(n / 10);
  return `${ten > 1 ? NUMERALS[ten] : ''}十${n % 10 ? NUMERALS[n % 10] : ''}`;
}

function header(side: PairSide, style: Style, nested: boolean): SheetColumn[] {
  const under = (part: string) => (nested ? [side.word, part] : [part]);
  return [
    { path: nested ? under('项目') : [style.kind === '预算' ? side.word : '项目'], role: 'name' },
    ...(style.lineNumbers ? [{ path: under('行次'), role: 'line' } as const] : []),
    ...side.columns.map((c): SheetColumn => ({ path: under(c.header), role: 'value' })),
  ];
}

function kept(rows: readonly PairRow[], sparse: boolean): PairRow[] {
  return rows.filter((r) => !sparse || r.always || Object.values(r.amounts ?? {}).some((a) => a !== 0));
}

export interface PairPlan {
  readonly id: string;
  readonly title: string;
  readonly left: PairSide;
  readonly right: PairSide;
  readonly notes: readonly string[];
}

export function pairSheet(maker: Maker, plan: PairPlan): Sheet {
  const { style, random } = maker;
  const { id, left, right } = plan;
  const nested = style.kind === '决算' ? !random.oneIn(3) : random.oneIn(2);
  const columns = [...header(left, style, nested), ...header(right, style, nested)];
  const l = kept(left.rows, style.sparseRows);
  const r = kept(right.rows, style.sparseRows);
  const body = Math.max(l.length, r.length);
  const height = body + Math.max(left.foot.length, right.foot.length);
  const panel = (side: PairSide, row: PairRow | undefined, line: number): SheetCell[] => [
    row?.label ?? '',
    ...(style.lineNumbers ? [String(line)] : []),
    ...side.columns.map((c) => {
      const amount = row?.amounts?.[c.id];
      return row?.name === undefined || amount === undefined
        ? ''
        : maker.cell(`${id}.${row.name}.${c.id}`, amount);
    }),
  ];
  const at = (rows: readonly PairRow[], side: PairSide, i: number) =>
    i < body ? rows[i] : side.foot[i - body];
  const rows = Array.from({ length: height }, (_, i) => [
    ...panel(left, at(l, left, i), i + 1),
    ...panel(right, at(r, right, i), height + i + 1),
  ]);
  return {
    id,
    title: plan.title,
    columns,
    rows: style.columnNumbers ? [countRow(columns), ...rows] : rows,
    notes: plan.notes,
    numbered: style.columnNumbers,
  };
}
