/** Slips of the hand, put into a report one at a time, and which of its equations each breaks beyond rounding. */
import type { Random } from '../fuzz/random.ts';
import {
  decimalsIn,
  type Equation,
  type Figure,
  figuresOf,
  holds,
  lastDigit,
  type Printed,
  type Slipped,
  written,
} from './figures.ts';
import type { Made } from './report.ts';
import { isFigure, type Sheet } from './sheets.ts';

export const SLIPS = [
  '加减一',
  '两位颠倒',
  '重了一位',
  '漏了一位',
  '小数点',
  '正负号',
  '邻行',
  '邻栏',
  '漏填',
  '单位',
  '正文金额',
  '正文百分比',
  '正文方向',
] as const;
export type SlipKind = (typeof SLIPS)[number];

export interface Slip {
  readonly kind: SlipKind;
  readonly figure: Figure;
  readonly slipped: Slipped;
  /** Equations that held and are broken beyond rounding. */
  readonly broken: readonly Equation[];
  /** Two of them have no other figure in common: the figure can be told. */
  readonly pinned: boolean;
}

interface Neighbours {
  readonly row: readonly Figure[];
  readonly column: readonly Figure[];
}

/** A made report, ready for slips. */
export class Slippery {
  private readonly owed = new Map<Figure, Equation[]>();
  private readonly beside = new Map<Figure, Neighbours>();
  private readonly cells: Figure[] = [];

  constructor(made: Made) {
    for (const equation of made.equations)
      for (const figure of new Set(figuresOf(equation))) {
        const own = this.owed.get(figure);
        if (own) own.push(equation);
        else this.owed.set(figure, [equation]);
      }
    for (const part of made.parts) if (part.sheet) this.place(part.sheet);
  }

  private place({ rows, columns }: Sheet): void {
    const at = (r: number, c: number): Figure[] => {
      const cell = columns[c]?.role === 'value' ? rows[r]?.[c] : undefined;
      return cell !== undefined && isFigure(cell) && cell.value !== 0 ? [cell] : [];
    };
    rows.forEach((row, r) => {
      row.forEach((cell, c) => {
        if (!isFigure(cell)) return;
        this.cells.push(cell);
        this.beside.set(cell, {
          row: [...at(r - 1, c), ...at(r + 1, c)],
          column: [...at(r, c - 1), ...at(r, c + 1)],
        });
      });
    });
  }

  private candidates(kind: SlipKind): readonly Figure[] {
    const spoken = [...this.owed.keys()];
    switch (kind) {
      case '正文金额':
      case '单位':
        return spoken.filter((f) => f.kind === 'amount' && f.value !== 0);
      case '正文百分比':
        return spoken.filter((f) => f.kind === 'percent' && f.value !== 0);
      case '正文方向':
        return spoken.filter((f) => f.kind === 'word');
      default:
        return this.cells.filter((f) => f.value !== 0);
    }
  }

  /** Draws a slip that changes what is printed; it may break nothing. */
  draw(random: Random, kind: SlipKind): Slip | undefined {
    const candidates = this.candidates(kind);
    if (candidates.length === 0) return undefined;
    for (let tries = 0; tries < 8; tries++) {
      const figure = random.pick(candidates);
      const printed = this.printed(random, kind, figure);
      if (!printed || (printed.text === figure.text && printed.unitText === undefined)) continue;
      const slipped = new Map([[figure, printed]]);
      const broken = (this.owed.get(figure) ?? []).filter((e) => !holds(e, slipped));
      return { kind, figure, slipped, broken, pinned: isPinned(figure, broken) };
    }
    return undefined;
  }

  private printed(random: Random, kind: SlipKind, figure: Figure): Printed | undefined {
    const { row = [], column = [] } = this.beside.get(figure) ?? {};
    switch (kind) {
      case '正文方向':
        return turned(figure);
      case '单位':
        return otherUnit(random, figure);
      case '漏填':
        return { text: '', value: 0, half: 0 };
      case '邻行':
        return row.length > 0 ? copied(random.pick(row), figure) : undefined;
      case '邻栏':
        return column.length > 0 ? copied(random.pick(column), figure) : undefined;
      case '正文百分比':
      case '正文金额':
        return digits(
          random,
          random.pick(['加减一', '两位颠倒', '重了一位', '漏了一位', '小数点'] as const),
          figure,
        );
      default:
        return digits(random, kind, figure);
    }
  }
}

function isPinned(figure: Figure, broken: readonly Equation[]): boolean {
  return broken.some((a, i) =>
    broken.slice(i + 1).some((b) => {
      const others = new Set(figuresOf(b));
      return figuresOf(a).every((f) => f === figure || !others.has(f));
    }),
  );
}

const copied = (from: Figure, to: Figure): Printed | undefined =>
  from.text === to.text ? undefined : { text: from.text, value: from.value, half: from.half };

const TURNED: Readonly<Record<string, string>> = {
  增加: '减少',
  减少: '增加',
  增长: '下降',
  下降: '增长',
  降低: '增长',
};

function turned(figure: Figure): Printed | undefined {
  const text = TURNED[figure.text];
  return text ? { text, value: -figure.value, half: 0 } : undefined;
}

function otherUnit(random: Random, figure: Figure): Printed | undefined {
  const [unit, power] = random.pick([
    ['元', 0],
    ['亿元', 8],
    ['万元', 4],
  ] as const);
  if (power === figure.unit) return undefined;
  const factor = 10 ** Math.abs(power - figure.unit);
  const scaled = (v: number) => (power > figure.unit ? v * factor : v / factor);
  if (!Number.isSafeInteger(scaled(figure.value))) return undefined;
  const unitText = figure.unitText.replace(/\S+/, unit);
  return { text: figure.text, value: scaled(figure.value), half: scaled(figure.half), unitText };
}

type DigitSlip = Exclude<
  SlipKind,
  '邻行' | '邻栏' | '漏填' | '单位' | '正文金额' | '正文百分比' | '正文方向'
>;

/** The digits of a number with a slip in them; how many stand behind the point. */
function changed(
  random: Random,
  kind: DigitSlip,
  text: string,
  decimals: number,
): [string, number] | undefined {
  const at = random.below(text.length);
  switch (kind) {
    case '两位颠倒':
      return text[at + 1] === undefined || text[at] === text[at + 1]
        ? undefined
        : [`${text.slice(0, at)}${text[at + 1]}${text[at]}${text.slice(at + 2)}`, decimals];
    case '重了一位':
      return [`${text.slice(0, at + 1)}${text.slice(at)}`, decimals];
    case '漏了一位':
      return text.length <= decimals + 1
        ? undefined
        : [`${text.slice(0, at)}${text.slice(at + 1)}`, decimals];
    case '小数点':
      return random.oneIn(2) ? [`${text}0`, decimals] : undefined;
    default: {
      const place = random.oneIn(2) ? 0 : decimals;
      const digits = Number(text) + (random.oneIn(2) ? 1 : -1) * 10 ** place;
      return digits < 0 ? undefined : [String(digits), decimals];
    }
  }
}

function digits(random: Random, kind: DigitSlip, figure: Figure): Printed | undefined {
  const raw = figure.text.replace(/[,%]/g, '');
  const percent = figure.kind === 'percent';
  const decimals = decimalsIn(raw);
  if (kind === '正负号') {
    const text = raw.startsWith('-') ? figure.text.slice(1) : `-${figure.text}`;
    return { text, value: -figure.value, half: figure.half };
  }
  const plain = raw.replace(/[-.]/g, '');
  const made = changed(random, kind, plain, decimals);
  if (!made || Number(made[0]) === 0) return undefined;
  const value = (raw.startsWith('-') ? -1 : 1) * Number(made[0]);
  const style = { unit: figure.unit, decimals, grouped: figure.grouped };
  const size = percent ? 10 ** (6 - decimals) : lastDigit(style);
  const text = `${written(value, style)}${percent ? '%' : ''}`;
  return { text, value: 2 * value * size, half: percent ? size : lastDigit(style) };
}
