/**
 * Charts (language.md §9): what a `图：` line shows, worked out from the tables. Which chart has which title and shows
 * which cells is data (seeds/charts.json); a line of a person's own says it itself.
 */

import type { Analysis } from '../analysis/analysis.ts';
import { abs, decimalsOf, formatScaled, pow10, SCALE, type Scaled, UNITS } from '../base/amount.ts';
import { largest } from '../base/lists.ts';
import { getOrMake } from '../base/maps.ts';
import type { MessageId } from '../messages/index.ts';
import type { Figure } from '../model/types.ts';
import type { ChangeStatement, ProseFigure, Statement } from '../prose/types.ts';
import { type ChartDefinition, type ChartItem, type ChartType, chartTitled } from '../reference/charts.ts';
import { figureNamed } from '../relations/cross.ts';
import { isCell } from '../relations/figure.ts';
import { parseFormula } from '../syntax/formula.ts';
import { FormCells, listOf } from './form-cells.ts';
import { habitOf } from './sentences/habit.ts';

/** An amount that a chart shows. */
export interface ChartPoint {
  /** In the chart's unit, without separators. */
  readonly text: string;
  /** As people read it, with separators. */
  readonly shown: string;
  /** Per cent of the whole, for a pie: with as many decimals as the sentences print, two where they print none. */
  readonly share: string | undefined;
}

export interface Chart {
  readonly type: ChartType;
  readonly title: string;
  /** 万元, or '' for counts. */
  readonly unit: string;
  readonly categories: readonly string[];
  /** One value a category; undefined where it is not known. */
  readonly series: readonly { readonly name: string; readonly points: readonly (ChartPoint | undefined)[] }[];
  /** Where last year's amounts come from, if they are shown. */
  readonly lastYear: 'report' | 'prose' | undefined;
}

/** Why a chart line draws nothing. */
export interface ChartProblem {
  readonly message: MessageId;
  readonly data: Readonly<Record<string, string>>;
}

export type ChartResult = { readonly chart: Chart } | { readonly problem: ChartProblem };

/**
 * What a chart line shows.
 * @param text what stands behind `图：`
 */
export function chartOf(analysis: Analysis, text: string): ChartResult {
  const maker = getOrMake(makers, analysis, () => new Maker(analysis));
  return maker.make(text);
}

const makers = new WeakMap<Analysis, Maker>();

/** An amount with its name, and last year's. */
interface Value {
  readonly label: string;
  readonly figure: Figure;
  readonly last: { readonly value: Scaled; readonly decimals: number } | undefined;
}

class Maker {
  private readonly cells: FormCells;
  private readonly lastCells: FormCells | undefined;

  constructor(private readonly analysis: Analysis) {
    this.cells = new FormCells(analysis.graph.cubes);
    const { lastFinal, lastBudget } = analysis.links.linked;
    const last = [lastFinal, lastBudget].flatMap((other) => other?.cubes ?? []);
    this.lastCells = lastFinal || lastBudget ? new FormCells(last) : undefined;
  }

  make(text: string): ChartResult {
    const own = /^(.*?)[=＝](.*)$/s.exec(text);
    if (own) return this.custom((own[1] as string).trim(), (own[2] as string).trim());
    const known = chartTitled(this.analysis.reference.charts, text, this.analysis.report.front);
    if (!known) return { problem: { message: 'chart.unknown', data: { title: text } } };
    const values = this.values(known);
    if (values.length === 0) return { problem: { message: 'chart.empty', data: { title: text } } };
    return { chart: this.chart(known.type, text, values, known.years === true) };
  }

  // ---- charts with a known title ----

  private values(known: ChartDefinition): Value[] {
    for (const items of known.items) {
      const values = items.flatMap((item) => this.item(item, known.years === true));
      if (values.length > 0) return values;
    }
    return [];
  }

  private item(item: ChartItem, years: boolean): Value[] {
    if ('each' in item) {
      return this.cells.items(item).map(({ name, cell }) => ({ label: name, figure: cell, last: undefined }));
    }
    const figure = this.one(this.cells, item.cell);
    if (figure?.state !== 'amount') return [];
    return [{ label: item.label, figure, last: years ? this.last(item.cell, figure) : undefined }];
  }

  private one(cells: FormCells, name: string): Figure | undefined {
    const [form = '', row = '', column = ''] = name.split('.');
    const found = cells.figures(form, row, column);
    return found.length === 1 ? found[0] : undefined;
  }

  /** Last year's amount: of last year's report, else what the sentences let one work out. */
  private last(name: string, now: Figure): Value['last'] {
    const linked = this.lastCells && this.one(this.lastCells, name);
    if (linked?.state === 'amount') return { value: linked.value, decimals: linked.decimals };
    return this.said(now);
  }

  /** This year's amount less the change that the sentences state; nothing where they state several. */
  private said(now: Figure): Value['last'] {
    const same = this.equals(now);
    const { year } = this.analysis.report.front;
    // Where a sentence says another amount than the table, nobody knows which of them the change is counted from.
    const other = (f: ProseFigure) =>
      abs(f.value - now.value) > f.half && cellsOf(f).some((c) => same.has(c));
    if (this.analysis.prose.figures.some(other)) return undefined;
    let found: Value['last'];
    for (const s of this.analysis.prose.statements) {
      if (
        !isChange(s) ||
        (s.against?.year !== undefined && year !== undefined && s.against.year !== year - 1)
      )
        continue;
      if (!s.current || !cellsOf(s.current).some((c) => same.has(c))) continue;
      const value = now.value - BigInt(s.direction.sign) * s.figure.value;
      if (found && found.value !== value) return undefined;
      found = { value, decimals: Math.max(now.decimals, s.figure.printed?.decimals ?? 0) };
    }
    return found;
  }

  /** The figure, and cells that one relation makes equal to it and that are. */
  private equals(figure: Figure): ReadonlySet<Figure> {
    const same = new Set<Figure>([figure]);
    for (const relation of this.analysis.graph.byFigure.get(figure) ?? []) {
      if (relation.shape !== 'linear' || relation.op !== '=' || relation.constant !== 0n) continue;
      const [a] = relation.left;
      const [b] = relation.right;
      if (relation.left.length !== 1 || relation.right.length !== 1 || !a || !b || a.factor !== b.factor)
        continue;
      for (const other of [a.figure, b.figure])
        if (isCell(other) && other.value === figure.value) same.add(other);
    }
    return same;
  }

  // ---- charts of a person's own ----

  /** `饼图 支出结构 = 公开03.合计.基本支出、项目支出`: a name after `、` replaces the last part of the one before. */
  private custom(head: string, names: string): ChartResult {
    const words = this.analysis.reference.charts.typeWords;
    const first = /^(\S+)\s+(.*)$/s.exec(head);
    const type = words[first?.[1] ?? head];
    const title = type === undefined ? head : (first?.[2] ?? '').trim();
    const values: Value[] = [];
    let prefix = '';
    for (const name of splitNames(names)) {
      const whole = (parts: string) => parseFormula(`${parts} = 0`).formula?.left;
      let ref = whole(name);
      if (ref?.kind === 'ref' && ref.parts.length === 1 && prefix !== '') ref = whole(`${prefix}.${name}`);
      const found =
        ref?.kind === 'ref' ? figureNamed(this.analysis.report, this.analysis.graph.cubes, ref) : undefined;
      if (ref?.kind !== 'ref' || !found) return { problem: { message: 'chart.reference', data: { name } } };
      values.push({ label: ref.parts.at(-1)?.text ?? name, figure: found, last: undefined });
      const cut = name.lastIndexOf('.');
      if (cut >= 0) prefix = name.slice(0, cut);
    }
    if (values.length === 0) return { problem: { message: 'chart.empty', data: { title: head } } };
    return { chart: this.chart(type ?? 'column', title, values, false) };
  }

  // ---- both ----

  private chart(wanted: ChartType, title: string, values: readonly Value[], years: boolean): Chart {
    const { year } = this.analysis.report.front;
    const unit = values[0]?.figure.unit ?? 4;
    const kind = values[0]?.figure.kind;
    // A pie has no slice for what is below zero.
    const type = wanted === 'pie' && values.some((v) => v.figure.value < 0n) ? 'column' : wanted;
    const whole = values.reduce((sum, v) => sum + v.figure.value, 0n);
    const decimals = largest(
      values.map((v) => Math.max(v.figure.decimals, v.last?.decimals ?? 0)),
      0,
    );
    // Shares as the text prints them; a reader compares the two.
    const shares = { decimals: habitOf(this.analysis).rateDecimals, grouped: false };
    const point = (value: Scaled): ChartPoint => {
      const most = decimalsOf(value, unit, SCALE - 1);
      const style = { decimals: Math.max(Math.min(decimals, SCALE - 1), most), grouped: false };
      return {
        text: formatScaled(value, style, unit),
        shown: formatScaled(value, { ...style, grouped: true }, unit),
        share:
          type === 'pie' && whole !== 0n
            ? formatScaled((value * 100n * pow10(SCALE)) / whole, shares)
            : undefined,
      };
    };
    const withLast = years && values.some((v) => v.last !== undefined);
    const now = values.map((v) => point(v.figure.value));
    const name = (of: number | undefined, other: MessageId) =>
      of === undefined ? this.analysis.say(other) : `${of}年`;
    return {
      type,
      title,
      unit: kind === 'money' ? (Object.entries(UNITS).find(([, power]) => power === unit)?.[0] ?? '') : '',
      categories: values.map((v) => v.label),
      series: [
        ...(withLast
          ? [
              {
                name: name(year === undefined ? undefined : year - 1, 'chart.last-year'),
                points: values.map((v) => v.last && point(v.last.value)),
              },
            ]
          : []),
        { name: name(year, 'chart.this-year'), points: now },
      ],
      lastYear: withLast ? (this.lastCells ? 'report' : 'prose') : undefined,
    };
  }
}

function isChange(s: Statement): s is ChangeStatement {
  return (
    s.kind === 'change' &&
    !s.inReason &&
    !s.past &&
    !s.figure.approximate &&
    s.figure.kind === 'money' &&
    s.against?.with === 'last'
  );
}

/** The cells that a figure is, or states. */
function cellsOf(figure: Figure): readonly Figure[] {
  if (isCell(figure)) return [figure];
  const { binding } = figure as ProseFigure;
  return binding ? [...listOf(binding.cell), ...(binding.others ?? [])] : [];
}

/** Names parted by `、` or `,` outside quotes. */
function splitNames(text: string): string[] {
  const names: string[] = [];
  let depth = 0;
  let name = '';
  for (const char of text) {
    if ('“「'.includes(char)) depth++;
    if ('”」'.includes(char)) depth--;
    if (depth === 0 && '、，,；;'.includes(char)) {
      names.push(name.trim());
      name = '';
    } else name += char;
  }
  names.push(name.trim());
  return names.filter((n) => n !== '');
}
