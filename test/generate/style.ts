/** How a generated report is laid out: drawn once for a report, so that it is as uniform as a bureau's own. */
import type { Random } from '../fuzz/random.ts';
import { lastDigit, type NumberStyle, POWER } from './figures.ts';
import type { House } from './houses.ts';

export type Kind = '决算' | '预算';

export type PageBreak = 'again' | 'marked' | 'heading' | 'number' | 'line';

export interface Style {
  readonly kind: Kind;
  readonly year: number;
  readonly unit: string;
  readonly numbers: NumberStyle;
  readonly prose: NumberStyle & { readonly unitText: string; readonly spaced: boolean };
  readonly percentDecimals: number;
  readonly trimPercent: boolean;
  /** What an exact zero is printed as, one of them at random. */
  readonly zeros: readonly string[];
  readonly zeroInProse: string;
  readonly tab: boolean;
  readonly totalColumn: 'first' | 'last';
  readonly totalRow: 'first' | 'last';
  readonly totalLabel: 'code' | 'name';
  readonly codeColumns: 1 | 3;
  /** Three code columns repeat the upper levels, or leave them blank. */
  readonly repeatCodes: boolean;
  readonly underProject: boolean;
  readonly lineNumbers: boolean;
  readonly columnNumbers: boolean;
  readonly remarks: boolean;
  readonly unitColumn: boolean;
  readonly otherYear: boolean;
  /** Rows and columns without amounts are left out. */
  readonly sparseRows: boolean;
  readonly sparseColumns: boolean;
  readonly pages: PageBreak | undefined;
  readonly numbered: boolean;
  /** Prints the titles that most provinces print. */
  readonly usual: boolean;
  readonly yearInTitle: boolean;
  readonly printNumber: boolean;
  readonly unitName: string;
  readonly nature: '行政' | '参公' | '事业' | '汇总';
  readonly front: boolean;
  /** Prints its tables as a province does. */
  readonly house?: House;
}

const UNITS: readonly (readonly [unit: string, decimals: readonly number[]])[] = [
  ['万元', [2]],
  ['万元', [2]],
  ['万元', [2]],
  ['万元', [4, 6]],
  ['元', [2]],
  ['千元', [2, 1]],
  ['亿元', [4, 6]],
];

const NAMES = [
  '水利局',
  '教育局',
  '财政局',
  '民政局',
  '交通运输局',
  '文化和旅游局',
  '应急管理局',
  '市场监督管理局',
];
const PLACES = ['示例县', '青山区', '临河市', '东岭县', '白沙镇'];

export function drawStyle(random: Random, kind: Kind): Style {
  const [unit, decimals] = random.pick(UNITS);
  const chosen = random.pick(decimals);
  const grouped = random.oneIn(2);
  const inBig = unit === '亿元';
  const zero = random.pick(['', '', '', '0', '0.00', '-', '—']);
  const zeroDigits = chosen === 0 ? '0' : `0.${'0'.repeat(chosen)}`;
  const trims = random.oneIn(3);
  return {
    kind,
    year: random.between(2021, 2024),
    unit,
    numbers: { unit: POWER[unit] as number, decimals: chosen, grouped },
    prose: {
      unit: inBig ? 8 : 4,
      unitText: inBig ? '亿元' : '万元',
      decimals: inBig ? chosen : 2,
      grouped: grouped || random.oneIn(3),
      trim: trims,
      spaced: random.oneIn(3),
    },
    percentDecimals: random.pick([2, 2, 2, 1]),
    trimPercent: trims,
    zeros: random.oneIn(8) ? ['', zeroDigits, '—'] : [zero === '0.00' ? zeroDigits : zero],
    zeroInProse: random.oneIn(2) ? '0' : '0.00',
    tab: random.oneIn(3),
    totalColumn: random.oneIn(5) ? 'last' : 'first',
    totalRow: random.oneIn(6) ? 'last' : 'first',
    totalLabel: random.oneIn(2) ? 'code' : 'name',
    codeColumns: random.oneIn(4) ? 3 : 1,
    repeatCodes: random.oneIn(2),
    underProject: random.oneIn(3),
    lineNumbers: random.oneIn(3),
    columnNumbers: random.oneIn(2),
    remarks: random.oneIn(6),
    unitColumn: random.oneIn(10),
    otherYear: random.oneIn(5),
    sparseRows: random.oneIn(3),
    sparseColumns: random.oneIn(4),
    pages: random.oneIn(5)
      ? random.pick(['again', 'marked', 'heading', 'number', 'line'] as const)
      : undefined,
    numbered: random.oneIn(2),
    usual: random.oneIn(2),
    yearInTitle: random.oneIn(3),
    printNumber: !random.oneIn(4),
    unitName: `${random.pick(PLACES)}${random.pick(NAMES)}`,
    nature: random.pick(['行政', '行政', '参公', '事业'] as const),
    front: !random.oneIn(8),
  };
}

/** The least amount that prints: what a report that is never rounded is made of. */
export function stepOf(style: Style, random: Random): number {
  const least = Math.max(lastDigit(style.numbers), lastDigit(style.prose));
  return random.oneIn(2) ? least : style.unit === '亿元' ? 100 : random.oneIn(4) ? 1 : 100;
}
