/** A sentence written from its template and the tables. */

import type { Analysis } from '../../analysis/analysis.ts';
import { formatScaled, pow10, SCALE, type Scaled } from '../../base/amount.ts';
import { foldName } from '../../base/fold.ts';
import { LEVEL } from '../../base/keys.ts';
import { largest } from '../../base/lists.ts';
import type { Figure } from '../../model/types.ts';
import type {
  ConditionalPart,
  RepeatedPart,
  SentencePart,
  SentenceTemplate,
} from '../../reference/sentences.ts';
import { evaluate, sumOf } from '../../relations/evaluate.ts';
import { build, type Resolved } from '../../relations/expression.ts';
import { relationOf, type Term } from '../../relations/types.ts';
import { parseFormula, type RefNode } from '../../syntax/formula.ts';
import { type CellItem, FormCells, listOf, plainLabel } from '../form-cells.ts';
import { BEHIND_WORD, GAP, type Habit, habitOf } from './habit.ts';
import { PLACE, SHARE } from './places.ts';

export const WHOLE = /情况的?说明|决算说明|情况分析/;

export function holds(heading: string, lists: readonly (readonly string[])[]): boolean {
  return lists.some((all) => all.every((w) => heading.includes(foldName(w))));
}

/** A sentence asks for a figure that is not there: it is not written. */
class Lacking extends Error {}

export class Writer {
  private readonly habit: Habit;
  private readonly cells: FormCells;

  constructor(private readonly analysis: Analysis) {
    this.habit = habitOf(analysis);
    this.cells = new FormCells(analysis.graph.cubes);
  }

  write(template: SentenceTemplate): string | undefined {
    const { needs, unless } = template;
    if (!needs.every((ref) => this.isFilled(ref, undefined))) return undefined;
    if (unless?.some((ref) => this.isFilled(ref, undefined))) return undefined;
    try {
      const text = this.parts(template.text, undefined);
      const gap = this.habit.spaced ? ' ' : '';
      return text
        .replace(BEHIND_WORD, gap)
        .replaceAll(GAP, '')
        .replace(/\n{2,}/g, '\n')
        .trim();
    } catch (error) {
      if (error instanceof Lacking) return undefined;
      throw error;
    }
  }

  private parts(parts: readonly SentencePart[], item: CellItem | undefined): string {
    return parts
      .map((part) => {
        if (typeof part === 'string') return this.text(part, item);
        return 'each' in part ? this.each(part) : this.choice(part, item);
      })
      .join('');
  }

  private text(text: string, item: CellItem | undefined): string {
    return text.replace(/\{([^{}]+)\}/g, (_, inner: string) => this.placeholder(inner.trim(), item));
  }

  private placeholder(inner: string, item: CellItem | undefined): string {
    const { front } = this.analysis.report;
    const { spaced } = this.habit;
    switch (inner) {
      case PLACE.year:
      case PLACE.lastYear: {
        if (front.year === undefined) throw new Lacking(inner);
        return `${front.year - (inner === PLACE.year ? 0 : 1)}${spaced ? ' ' : ''}`;
      }
      case PLACE.unit:
        return front.unit ?? this.lack(inner);
      case PLACE.name:
        return item?.name ?? this.lack(inner);
      case PLACE.ordinal:
        return item ? String(item.number) : this.lack(inner);
      case PLACE.path:
        return item ? this.path(item) : this.lack(inner);
    }
    const rate = SHARE.exec(inner);
    if (rate) return this.rate(rate[1] as string, rate[2] as string, item);
    return this.amount(inner, item);
  }

  private lack(what: string): never {
    throw new Lacking(what);
  }

  private amount(expression: string, item: CellItem | undefined): string {
    const terms = this.terms(expression, item);
    const { value } = sumOf(terms);
    const { unit, unitName, grouped, fullWidth, spaced, trims } = this.habit;
    const gap = spaced ? ' ' : '';
    const decimals = largest(
      terms.map((t) => (t.figure.unit === unit ? t.figure.decimals : 2)),
      0,
    );
    const number =
      value === 0n
        ? formatScaled(0n, { decimals: 0, grouped, fullWidth })
        : formatScaled(value, { decimals, grouped, fullWidth, trim: trims }, unit);
    return `${GAP}${number}${gap}${unitName}`;
  }

  private rate(part: string, whole: string, item: CellItem | undefined): string {
    const { value: of } = sumOf(this.terms(part, item));
    const { value: base } = sumOf(this.terms(whole, item));
    if (base === 0n) return this.lack(whole);
    const value: Scaled = (of * 100n * pow10(SCALE)) / base;
    const { rateDecimals, rateTrims, fullWidth } = this.habit;
    // Whole per cents that come out even are written without a point, as reports do.
    const whole100 = value % pow10(SCALE) === 0n;
    const style = { decimals: whole100 ? 0 : rateDecimals, grouped: false, fullWidth, trim: rateTrims };
    return `${GAP}${formatScaled(value, style)}${fullWidth ? '％' : '%'}`;
  }

  private each(part: RepeatedPart): string {
    const items = this.cells.items(part);
    if (items.length === 0) throw new Lacking(part.each);
    return items.map((item) => this.parts(part.text, item)).join(part.join);
  }

  private choice(part: ConditionalPart, item: CellItem | undefined): string {
    return this.parts(this.isTrue(part.if, item) ? part.then : (part.else ?? []), item);
  }

  private isTrue(condition: string, item: CellItem | undefined): boolean {
    if (!/[=＝≠≥≤]/.test(condition)) return this.isFilled(condition, item);
    const negated = condition.includes('≠');
    const formula = parseFormula(condition.replace('≠', '=')).formula;
    const built = formula && build(formula, (ref) => this.resolve(ref, item));
    if (!formula || !built?.shape || built.missing.length > 0) return false;
    const relation = relationOf(built.shape, {
      op: formula.op,
      rule: 'formula',
      id: '',
      source: { kind: 'form', form: '', id: '' },
      severity: undefined,
      total: undefined,
      text: condition,
      required: true,
      explanation: true,
    });
    const { state } = evaluate(relation);
    const holds = state === 'exact' || state === 'notApplicable';
    return negated ? !holds : holds;
  }

  private isFilled(expression: string, item: CellItem | undefined): boolean {
    try {
      return this.terms(expression, item).some((t) => t.figure.state === 'amount');
    } catch (error) {
      if (error instanceof Lacking) return false;
      throw error;
    }
  }

  /** The figures of an expression; all of them printed. */
  private terms(expression: string, item: CellItem | undefined): readonly Term[] {
    const formula = parseFormula(`${expression} = 0`).formula;
    const built = formula && build(formula, (ref) => this.resolve(ref, item));
    if (built?.shape?.shape !== 'linear' || built.missing.length > 0) return this.lack(expression);
    const { left } = built.shape;
    if (left.length === 0 || left.some((t) => t.figure.state !== 'amount')) return this.lack(expression);
    return left;
  }

  private resolve(ref: RefNode, item: CellItem | undefined): Resolved {
    const names = ref.parts.map((p) => p.text);
    const found = this.figuresOf(names, item);
    return found.length > 0
      ? { figures: found }
      : { missing: 'row-unknown-name', data: { name: names.join('.') } };
  }

  private figuresOf(names: readonly string[], item: CellItem | undefined): readonly Figure[] {
    const [form = '', row = '', column = ''] = names;
    if (item && names.length === 1 && form === PLACE.it) return [item.cell];
    if (item && names.length === 2 && form === PLACE.row) return listOf(item.line.cell(row));
    return this.cells.figures(form, row, column);
  }

  /** `社会保障和就业支出（类）行政事业单位养老支出（款）行政单位离退休（项）` */
  private path({ line, cube }: CellItem): string {
    const { code } = line;
    if (code === undefined) return this.lack(PLACE.path);
    const names: string[] = [];
    for (const length of [3, 5, 7]) {
      if (code.length < length) break;
      const upper = code.slice(0, length);
      const own = cube.byCode(upper)[0];
      const catalogue = line.row?.panel.catalogue;
      const name = own
        ? plainLabel(own)
        : catalogue && this.analysis.reference.codes.get(catalogue, upper)?.name;
      if (!name) return this.lack(PLACE.path);
      names.push(`${name}（${length === 3 ? LEVEL.class : length === 5 ? LEVEL.group : LEVEL.item}）`);
    }
    return names.join('');
  }
}
