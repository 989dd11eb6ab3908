/** Tables as the generator makes them: their cells are figures, and the equations that they owe are written down. */
import type { Random } from '../fuzz/random.ts';
import { amountOf, type Equation, type Figure } from './figures.ts';
import type { Style } from './style.ts';

export type SheetCell = Figure | string;

export interface SheetColumn {
  readonly path: readonly string[];
  readonly role: 'code' | 'name' | 'line' | 'value' | 'text';
}

export interface Sheet {
  /** 01, 02, … as printed. */
  readonly id: string;
  readonly title: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly (readonly SheetCell[])[];
  readonly notes: readonly string[];
  /** Whether its first data row is the 栏次. */
  readonly numbered: boolean;
}

export const isFigure = (cell: SheetCell): cell is Figure => typeof cell !== 'string';

/** Collects figures by name (`02.合计.事业收入`) and what is owed between them. */
export class Maker {
  readonly equations: Equation[] = [];
  private readonly named = new Map<string, Figure>();

  constructor(
    readonly random: Random,
    readonly style: Style,
  ) {}

  /** A cell, under a name that equations between tables use. */
  cell(name: string, cents: number): Figure {
    const figure = amountOf(cents, this.style.numbers, 'cell', this.random.pick(this.style.zeros));
    this.named.set(name, figure);
    return figure;
  }

  names(): Iterable<string> {
    return this.named.keys();
  }

  get(name: string): Figure | undefined {
    return this.named.get(name);
  }

  /** The cells that are printed; what is not printed is zero. */
  private terms(names: readonly string[], sign = 1): [Figure, number][] {
    return names.flatMap((n): [Figure, number][] => {
      const figure = this.named.get(n.replace(/^-/, ''));
      return figure ? [[figure, n.startsWith('-') ? -sign : sign]] : [];
    });
  }

  /** Owes Σ left = Σ right, by names; a minus in front subtracts. */
  owe(left: readonly string[], right: readonly string[], op: '=' | '≤' = '='): void {
    const l = this.terms(left);
    const r = this.terms(right);
    if (l.length > 0 && r.length > 0) this.equations.push({ kind: 'sum', left: l, right: r, op });
  }
}

export interface ValueColumn {
  readonly id: string;
  readonly path: readonly string[];
  /** Adds up to the column of this id in each row. */
  readonly into?: string;
  /** Never left out. */
  readonly always?: boolean;
}

/** Puts the value columns in the order of the report, those without amounts left out where it does so. */
export function arranged(
  columns: readonly ValueColumn[],
  style: Style,
  holds: (id: string) => boolean,
): ValueColumn[] {
  const kept = columns.filter((c) => c.always || !style.sparseColumns || holds(c.id));
  if (style.totalColumn === 'first') return kept;
  const [first, ...others] = kept;
  return first && !first.path[1] ? [...others, first] : kept;
}

/** Adds the columns of line numbers, names of units and remarks that the style asks for. */
export function framed(
  columns: readonly SheetColumn[],
  rows: readonly SheetCell[][],
  style: Style,
  title: string,
) {
  const unit = style.unitColumn;
  return {
    columns: [
      ...(unit ? [{ path: ['单位名称'], role: 'text' } as const] : []),
      ...columns,
      ...(style.remarks ? [{ path: ['备注'], role: 'text' } as const] : []),
    ],
    rows: rows.map((row) => [...(unit ? [style.unitName] : []), ...row, ...(style.remarks ? [''] : [])]),
    title,
  };
}

/** A 栏次 row: counts the value columns. */
export function countRow(columns: readonly SheetColumn[]): SheetCell[] {
  let n = 0;
  let marked = false;
  return columns.map((c) => {
    if (c.role === 'value') return String(++n);
    if (marked || c.role === 'text') return '';
    marked = true;
    return '栏次';
  });
}
