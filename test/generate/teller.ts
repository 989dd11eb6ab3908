/**
 * Sentences out of templates. A template is text with slots:
 *   {=name}         the amount          {名=name} the same, zero left out with its clause is the dialect's affair
 *   {%part/whole}   its share           {±name}   the change against last year, in the dialect's words
 *   {?a>b}          大于, 小于 or 等于   {年} {上年} {单位}
 */
import type { Random } from '../fuzz/random.ts';
import { amountOf, type Equation, type Figure, lastDigit, percentOf, wordOf } from './figures.ts';
import type { Piece } from './print.ts';
import type { Quantities, Quantity } from './quantities.ts';
import type { Maker } from './sheets.ts';

/** How a province words what every report says. */
export interface Words {
  readonly up: string;
  readonly down: string;
  readonly rateUp: string;
  readonly rateDown: string;
  /** Said where nothing changed. */
  readonly same: string;
}

export class Teller {
  readonly equations: Equation[] = [];
  /** Changes against last year that were said of a cell: what last year's report must bear out. */
  readonly changes: { readonly cell: string; readonly change: Figure; readonly sign: number }[] = [];
  /** The figure of each name that was last printed in this paragraph. */
  private said = new Map<string, Figure>();

  constructor(
    private readonly maker: Maker,
    private readonly quantities: Quantities,
    private readonly words: Words,
  ) {}

  private get random(): Random {
    return this.maker.random;
  }

  /** Begins a paragraph: what it names stands in it. */
  begin(): void {
    this.said = new Map();
  }

  quantity(name: string): Quantity {
    const found = this.quantities.get(name);
    if (!found) throw new Error(`nobody knows ${name}`);
    return found;
  }

  /** An amount that is printed in a sentence, tied to its cell. */
  amount(name: string, { now, cell }: Quantity): Figure {
    const { prose } = this.maker.style;
    const made = amountOf(now, prose, 'amount', this.maker.style.zeroInProse);
    const figure: Figure = { ...made, unitText: prose.spaced ? ` ${prose.unitText}` : prose.unitText };
    const printed = cell ? this.maker.get(cell) : undefined;
    if (printed) this.equations.push({ kind: 'sum', left: [[figure, 1]], right: [[printed, 1]], op: '=' });
    this.said.set(name, figure);
    return figure;
  }

  /** Owes that a total that was said is the sum of parts that were said. */
  listed(total: string, parts: readonly string[]): void {
    const whole = this.said.get(total);
    const terms = parts.flatMap((p): [Figure, number][] => {
      const f = this.said.get(p);
      return f ? [[f, 1]] : [];
    });
    if (whole && terms.length > 0)
      this.equations.push({ kind: 'sum', left: [[whole, 1]], right: terms, op: '=' });
  }

  share(part: string, whole: string, amounts?: readonly [number, number]): Figure {
    const { percentDecimals, trimPercent } = this.maker.style;
    const [a, b] = amounts ?? [this.quantity(part).now, this.quantity(whole).now];
    const rate = percentOf(a, b, a === 0 && trimPercent ? 0 : percentDecimals, trimPercent);
    const figures = [this.said.get(part), this.said.get(whole)];
    if (figures[0] && figures[1])
      this.equations.push({ kind: 'ratio', rate, part: [[figures[0], 1]], whole: [[figures[1], 1]] });
    return rate;
  }

  /** `增加5.00万元，增长3.20%`. */
  change(name: string, { now, last, cell }: Quantity): Piece[] {
    const { style } = this.maker;
    const { up, down, rateUp, rateDown, same } = this.words;
    const by = now - last;
    const size = Math.max(lastDigit(style.prose), lastDigit(style.numbers));
    if (Math.abs(by) < size) return [by === 0 ? same : '基本持平'];
    const sign = by > 0 ? 1 : -1;
    const first = wordOf(sign > 0 ? up : down, sign);
    const amount = amountOf(Math.abs(by), style.prose, 'amount', '0');
    const figure: Figure = {
      ...amount,
      unitText: style.prose.spaced ? ` ${style.prose.unitText}` : style.prose.unitText,
    };
    if (cell) this.changes.push({ cell, change: figure, sign });
    if (last < 50 * size || Math.abs(by) * 10_000 < last) return [first, figure];
    const second = wordOf(sign > 0 ? rateUp : rateDown, sign);
    const rate = percentOf(Math.abs(by), last, style.percentDecimals, style.trimPercent);
    const current = this.said.get(name);
    if (current)
      this.equations.push({
        kind: 'ratio',
        rate,
        part: [[figure, 1]],
        whole: [
          [current, 1],
          [figure, -sign],
        ],
      });
    this.equations.push({ kind: 'sign', words: [first, second] });
    return [first, figure, '，', second, rate];
  }

  /**
   * Tells a template.
   * @param own slots of this template alone; one that is missing here is looked up among the general ones
   */
  tell(template: string, own: Readonly<Record<string, () => Piece[]>> = {}): Piece[] {
    const { style } = this.maker;
    return template.split(/(\{[^}]*\})/).flatMap((part): Piece[] => {
      if (!part.startsWith('{')) return part === '' ? [] : [part];
      const slot = part.slice(1, -1);
      const local = own[slot] ?? (slot.startsWith('，') ? own['，'] : undefined);
      if (local) {
        const said = local();
        return slot.startsWith('，') && said.length > 0 ? [slot.slice(0, -1), ...said] : said;
      }
      const rest = slot.slice(1);
      switch (slot[0]) {
        case '=':
          return [this.amount(rest, this.quantity(rest))];
        case '±':
          return this.change(rest, this.quantity(rest));
        case '%': {
          const [a = '', b = ''] = rest.split('/');
          return [this.share(a, b)];
        }
        case '?': {
          const [a = '', b = ''] = rest.split('>');
          const by = this.quantity(a).now - this.quantity(b).now;
          return [by > 0 ? '大于' : by < 0 ? '小于' : '等于'];
        }
        default:
          return [
            slot === '年' ? String(style.year) : slot === '上年' ? String(style.year - 1) : style.unitName,
          ];
      }
    });
  }

  /** A reason, as every bureau gives one. */
  reason(): string {
    return this.random.pick([
      '人员调整',
      '项目进度变化',
      '政策性增支',
      '上级专项资金下达时间不同',
      '工作任务变化',
    ]);
  }
}
