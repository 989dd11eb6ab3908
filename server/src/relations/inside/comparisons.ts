/**
 * Columns that compare the year with the one before: the difference of both and its rate. Which of the year's columns
 * they are of no header says for certain, so the rows do: one that most of them bear out.
 */
import type { CellFigure, Column, PanelRow, TableModel } from '../../model/types.ts';
import { evaluate } from '../evaluate.ts';
import { once, type Relation, relationOf, type Source } from '../types.ts';

/** Rows that must bear out what is compared, and how many of them for one that does not. */
const ENOUGH = 3;

/** What is compared: the year's column, last year's, and those of the difference and its rate. */
interface Compared {
  readonly last: Column;
  readonly difference: Column | undefined;
  readonly rate: Column | undefined;
}

/** The differences and rates that a table's own columns bear out. */
export function comparedRelations(table: TableModel, id: string, source: Source): Relation[] {
  if (table.grid || table.lacks.columns) return [];
  return table.panels.flatMap((panel) => {
    const compared = comparedIn(panel.columns);
    if (!compared) return [];
    const rows = table.rows.filter((row) => row.panel === panel && row.reliable);
    const years = panel.columns.filter((c) => c.role === 'value' && !c.comparison && !c.count && !c.ofWhich);
    const made = [differenceOf, rateOf].map((make) =>
      borneOut(years.map((year) => rows.flatMap((row) => make(row, year, compared) ?? []))),
    );
    return made.flat().map((relation) => told(relation, id, source));
  });
}

/** A panel with one column of last year, and one of what it changed by or of the rate. */
function comparedIn(columns: readonly Column[]): Compared | undefined {
  const lasts = columns.filter((c) => c.comparison === 'last-year' && c.role === 'value');
  const compared = columns.filter((c) => c.comparison === 'difference');
  const differences = compared.filter((c) => c.role === 'value');
  const rates = compared.filter((c) => c.role === 'percent');
  const [last] = lasts;
  const [difference] = differences;
  const [rate] = rates;
  const isOne = lasts.length === 1 && differences.length < 2 && rates.length < 2;
  return isOne && last && (difference || rate) ? { last, difference, rate } : undefined;
}

/** An equation of one row, before it is said whose it is. */
interface Made {
  readonly of: CellFigure;
  readonly rule: Relation['rule'];
  readonly shape: Parameters<typeof relationOf>[0];
}

function differenceOf(row: PanelRow, year: Column, { last, difference }: Compared): Made | undefined {
  const of = difference && row.cells.get(difference);
  const pair = pairOf(row, year, last);
  if (of?.state !== 'amount' || !pair) return undefined;
  const right = [once(pair.now), { figure: pair.before, factor: -1n }];
  return { of, rule: 'row-sum', shape: { shape: 'linear', left: [once(of)], right, constant: 0n } };
}

function rateOf(row: PanelRow, year: Column, { last, rate }: Compared): Made | undefined {
  const of = rate && row.cells.get(rate);
  const pair = pairOf(row, year, last);
  if (of?.state !== 'amount' || !pair || pair.before.value <= 0n) return undefined;
  const numerator = [once(pair.now), { figure: pair.before, factor: -1n }];
  return {
    of,
    rule: 'change-rate',
    shape: { shape: 'ratio', rate: of, numerator, denominator: [once(pair.before)] },
  };
}

/** The two amounts of a row that are compared. */
function pairOf(row: PanelRow, year: Column, last: Column) {
  const now = row.cells.get(year);
  const before = row.cells.get(last);
  return now?.state === 'amount' && before?.state === 'amount' ? { now, before } : undefined;
}

/** Of what each of the year's columns would make, what most rows bear out. */
function borneOut(choices: readonly (readonly Made[])[]): readonly Made[] {
  const source: Source = { kind: 'tree', form: '', id: '' };
  const holds = (made: Made) => evaluate(told(made, '', source)).state !== 'broken';
  const counted = choices.map((made) => ({ made, held: made.filter(holds).length }));
  const best = counted.reduce((a, b) => (b.held > a.held ? b : a), { made: [] as readonly Made[], held: 0 });
  const broken = best.made.length - best.held;
  return best.held >= ENOUGH * Math.max(broken, 1) ? best.made : [];
}

function told({ of, rule, shape }: Made, id: string, source: Source): Relation {
  return relationOf(shape, {
    op: '=',
    rule,
    id,
    source,
    severity: undefined,
    total: of,
    text: '',
    required: false,
    explanation: false,
  });
}
