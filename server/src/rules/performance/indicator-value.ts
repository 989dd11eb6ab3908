/** Values of indicators against their targets, the project's budget, one another and the goal they break down. */

import { rangeMoved } from '../../analysis/places.ts';
import { defineRule, type RawFinding, type RuleContext, type TableGround } from '../../analysis/rule.ts';
import { foldName, foldWidth } from '../../base/fold.ts';
import { type Range, rangeOf, spanRange } from '../../base/range.ts';
import type { Says } from '../../messages/index.ts';
import type { PlacedTable } from '../../model/report.ts';
import type { CellFigure } from '../../model/types.ts';
import type { IndicatorWords } from '../../reference/prose.ts';
import { cellsOf, type Line } from '../../syntax/line.ts';
import { pointsOff } from './execution-points.ts';
import { goalsOff } from './goals.ts';
import {
  besideOf,
  type Indicator,
  type IndicatorTable,
  type IndicatorValue,
  indicatorsOf,
  numberOf,
} from './indicators.ts';

const SAYS = {
  kind: {
    zh: '“{name}”的目标是 {target}，完成值写作 {actual}，不是同一类数。',
    en: 'The target of {name} is {target}, what was done is {actual}: another kind of number.',
  },
  cost: {
    zh: '成本指标 {value} 大于项目预算 {budget}，请核对。',
    en: 'The cost of {value} is above the budget of the project, {budget}.',
  },
  twice: {
    zh: '“{name}”在同一张表里有两个值：{first}、{value}。',
    en: '{name} has two values in one table: {first} and {value}.',
  },
  first: { zh: '另一个值在这里', en: 'the other value stands here' },
  budget: { zh: '项目预算在这里', en: 'the budget stands here' },
  goal: {
    zh: '“{name}”的值是 {value}，目标里写的是 {goal}。',
    en: '{name} is {value}, and the goal says {goal}.',
  },
  goalPlace: { zh: '目标写在这里', en: 'the goal stands here' },
  points: {
    zh: '{weight} 分按执行率 {rate} 折算是 {expected} 分，这里是 {score} 分。',
    en: '{weight} points at a rate of {rate} are {expected}, here {score}.',
  },
} as const satisfies Says;

const { first, budget, goalPlace, ...told } = SAYS;

export default defineRule({
  id: 'indicator-value',
  title: { zh: '绩效指标的值前后不符', en: 'Values of indicators do not fit' },
  family: 'performance',
  severity: 'information',
  says: told,
  also: { first, budget, goalPlace },
  looksAt: 'amounts',
  ofTable: (ground, placed) => [...checkTable(ground, placed)],
  check,
});

/** What the indicators of a table say by themselves. */
function* checkTable(ground: TableGround, placed: PlacedTable): Iterable<RawFinding> {
  const words = ground.reference.prose.indicators;
  if (placed.table.form?.id === words.points.form) yield* points(placed, words);
  const known = tableOf(placed, words);
  if (!known) return;
  const indicators = ofTable(ground, placed);
  yield* kinds(indicators, known, words);
  yield* twice(ground, indicators, known);
}

/** What they say beside other tables: the budget, the goal. */
function* check(analysis: RuleContext): Iterable<RawFinding> {
  for (const placed of analysis.report.tables) {
    const known = tableOf(placed, analysis.reference.prose.indicators);
    if (!known) continue;
    const place = { placed, indicators: analysis.byTable(ofTable, placed), known };
    yield* costs(analysis, place);
    yield* goals(analysis, place);
  }
}

function tableOf({ table }: PlacedTable, words: IndicatorWords): IndicatorTable | undefined {
  return words.tables.find((t) => t.form === table.form?.id);
}

function ofTable({ reference }: TableGround, placed: PlacedTable): Indicator[] {
  return indicatorsOf(placed, reference.prose.indicators);
}

/** A table, and its indicators with places that count from its first line. */
interface Place {
  readonly placed: PlacedTable;
  readonly indicators: readonly Indicator[];
  readonly known: IndicatorTable;
}

/** 70 beside 100 %, a month beside yuan; what is one number with its unit on both sides, and nothing less sure. */
function* kinds(
  all: readonly Indicator[],
  known: IndicatorTable,
  words: IndicatorWords,
): Iterable<RawFinding> {
  for (const one of all) {
    const target = targetOf(one, known);
    const actual = known.actual === undefined ? undefined : one.cell(known.actual);
    const hasUnit = known.unit !== undefined && one.cell(known.unit) !== undefined;
    if (!target || !actual || hasUnit) continue;
    const [meant, done] = [numberOf(target.text, words), numberOf(actual.text, words)];
    if (!meant || !done || !areOther(meant, done, one.name)) continue;
    yield {
      message: SAYS.kind,
      data: { name: one.name, target: target.text, actual: actual.text },
      range: actual.range,
      printed: actual.text,
    };
  }
}

function areOther(meant: IndicatorValue, done: IndicatorValue, name: string): boolean {
  // `合格率（%）`: the name has the unit of bare numbers.
  if (done.kind === 'bare') return meant.kind === 'percent' && !foldWidth(name).includes('%');
  if (meant.kind === 'bare' || meant.kind === done.kind) return false;
  const isMoney = (v: IndicatorValue) => v.kind === 'money' || v.kind === 'price';
  if (isMoney(meant)) return !isMoney(done) && done.kind !== 'rate';
  // When something is to be done is often answered by how much of it was.
  if (meant.kind === 'date') return isMoney(done) || done.kind === 'count';
  if (meant.kind === 'percent' || meant.kind === 'count') return done.kind !== 'rate';
  return done.kind === 'date';
}

function targetOf(one: Indicator, known: IndicatorTable) {
  return known.pairs[0]?.values.map((v) => one.cell(v)).find((c) => c !== undefined);
}

/** A cost of the whole that is more than the budget has. It may run over years: a hint. */
function* costs(analysis: RuleContext, { placed, indicators, known }: Place): Iterable<RawFinding> {
  const words = analysis.reference.prose.indicators;
  const most = budgetOf(analysis, placed, words);
  if (!most) return;
  for (const one of indicators) {
    const target = one.groups.includes(words.cost) ? targetOf(one, known) : undefined;
    const value = target && numberOf(target.text, words);
    if (!target || value?.kind !== 'money' || value.value <= most.figure.value) continue;
    yield {
      message: SAYS.cost,
      severity: 'hint',
      data: { value: target.text, budget: most.figure.raw },
      range: rangeMoved(target.range, placed.line),
      printed: target.text,
      related: [{ range: most.range, message: analysis.say(SAYS.budget) }],
    };
  }
}

/** The largest budget that the blocks of a project print. */
function budgetOf(analysis: RuleContext, placed: PlacedTable, { budgets }: IndicatorWords) {
  let most: { readonly figure: CellFigure; readonly range: Range } | undefined;
  for (const [form, column] of budgets) {
    const beside = besideOf(analysis, placed, form);
    for (const row of beside?.table.rows ?? [])
      for (const [c, figure] of row.cells) {
        if (!beside || c.form?.id !== column || figure.state !== 'amount') continue;
        const range = spanRange(figure.span, beside.line);
        if (!most || figure.value > most.figure.value) most = { figure, range };
      }
  }
  return most;
}

/** One indicator, named and described alike, with two values of a unit. */
function* twice(ground: TableGround, all: readonly Indicator[], known: IndicatorTable): Iterable<RawFinding> {
  const words = ground.reference.prose.indicators;
  const seen = new Map<
    string,
    { readonly text: string; readonly range: Range; readonly value: IndicatorValue }
  >();
  for (const one of all) {
    const target = targetOf(one, known);
    const value = target && numberOf(target.text, words);
    if (!target || !value || value.kind === 'date') continue;
    const key = `${one.key}|${value.unit}`;
    const other = seen.get(key);
    if (!other) seen.set(key, { ...target, value });
    else if (other.value.value !== value.value)
      yield {
        message: SAYS.twice,
        data: { name: one.name, first: other.text, value: target.text },
        range: target.range,
        printed: target.text,
        related: [{ range: other.range, message: ground.say(SAYS.first) }],
      };
  }
}

/** A number of the goal against the one indicator that it is broken down to. */
function* goals(analysis: RuleContext, { placed, indicators, known }: Place): Iterable<RawFinding> {
  const words = analysis.reference.prose.indicators;
  for (const { values, goals: places } of known.pairs)
    for (const [form, column] of places) {
      const goal = textIn(besideOf(analysis, placed, form), column);
      if (!goal) continue;
      for (const off of goalsOff({ indicators, values, goal: goal.text, words }))
        yield {
          message: SAYS.goal,
          data: { name: off.name, value: off.cell.text, goal: off.goal },
          range: rangeMoved(off.cell.range, placed.line),
          printed: off.cell.text,
          related: [{ range: goal.range, message: analysis.say(SAYS.goalPlace) }],
        };
    }
}

/** The text of a column over all rows, and where it begins. */
function textIn(placed: PlacedTable | undefined, column: string) {
  const at = placed?.table.columns.find((c) => c.form?.id === column)?.index;
  if (!placed || at === undefined) return undefined;
  const cells = placed.table.rows.flatMap((row) => {
    const cell = cellsOf(placed.table.block.lines[row.line] as Line)[at];
    return cell && foldName(cell.text) !== '' ? [{ cell, line: placed.line + row.line }] : [];
  });
  const [one] = cells;
  if (!one) return undefined;
  const range = rangeOf(one.line, one.cell.start, one.cell.end);
  return { text: cells.map(({ cell }) => cell.text).join('\n'), range };
}

function* points(placed: PlacedTable, words: IndicatorWords): Iterable<RawFinding> {
  for (const { score, weight, rate, expected } of pointsOff(placed.table, words)) {
    yield {
      message: SAYS.points,
      data: { weight: weight.raw, rate: rate.raw, expected, score: score.raw },
      range: spanRange(score.span, placed.line),
      printed: score.raw,
      expected,
    };
  }
}
