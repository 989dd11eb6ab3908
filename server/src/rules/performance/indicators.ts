/** Indicators of targets and evaluations: their names, their groups, and their values as numbers of a kind. */
import type { RuleContext } from '../../analysis/rule.ts';
import { parseNumber, type Scaled, scaledOf, UNITS } from '../../base/amount.ts';
import { foldName, foldWidth } from '../../base/fold.ts';
import { remembering } from '../../base/maps.ts';
import { type Range, rangeOf } from '../../base/range.ts';
import type { PlacedTable } from '../../model/report.ts';
import type { IndicatorWords } from '../../reference/prose.ts';
import { cellsOf, type Line } from '../../syntax/line.ts';

/** What a value of an indicator is, where it is one number and nothing else. */
export interface IndicatorValue {
  readonly kind: 'percent' | 'money' | 'price' | 'rate' | 'count' | 'bare' | 'date';
  readonly value: Scaled;
  readonly unit: string;
}

/** A cell of a row, where it has a text. */
export interface Written {
  readonly text: string;
  readonly range: Range;
}

export interface Indicator {
  /** The innermost name as printed. */
  readonly name: string;
  /** Same name, same description, same project. */
  readonly key: string;
  /** Names of the groups that it stands in, carried down. */
  readonly groups: string;
  cell(column: string): Written | undefined;
}

export type IndicatorTable = IndicatorWords['tables'][number];

/** The indicators of a table, row by row. */
export function indicatorsOf(placed: PlacedTable, words: IndicatorWords): Indicator[] {
  const { table } = placed;
  const header = (index: number) => foldName(table.columns[index]?.path.at(-1) ?? '');
  const labels = table.columns
    .filter((c) => c.role === 'label' && c.form?.role !== 'text')
    .map((c) => c.index);
  const named = labels.filter((c) => words.levels.includes(header(c)));
  const nameAt = named.at(-1) ?? labels.at(-1);
  if (nameAt === undefined) return [];
  const scope = new Scope(labels.filter((c) => c < nameAt));
  const found: Indicator[] = [];
  for (const row of table.rows) {
    const line = table.block.lines[row.line] as Line;
    const cells = cellsOf(line);
    const textAt = (c: number) => foldName(cells[c]?.text ?? '');
    const groups = scope.enter(textAt);
    const name = textAt(nameAt);
    if (name === '' || row.form !== undefined) continue;
    const more = table.columns
      .filter((c) => words.describes.includes(c.form?.id ?? ''))
      .map((c) => textAt(c.index));
    found.push({
      name: cells[nameAt]?.text ?? name,
      key: [scope.number, name, ...more].join('|'),
      groups,
      cell(id) {
        const at = table.columns.find((c) => c.form?.id === id)?.index;
        const cell = at === undefined ? undefined : cells[at];
        if (!cell || cell.text.trim() === '') return undefined;
        return { text: cell.text, range: rangeOf(placed.line + row.line, cell.start, cell.end) };
      },
    });
  }
  return found;
}

/** Names carried down; a name of the outer columns that comes again begins the next project. */
class Scope {
  number = 0;
  private readonly seen = new Set<string>();
  private readonly carried = new Map<number, string>();
  private last = new Map<number, string>();

  constructor(private readonly columns: readonly number[]) {}

  enter(textAt: (column: number) => string): string {
    const now = new Map(this.columns.map((c) => [c, textAt(c)] as const));
    for (const column of this.columns.slice(0, 2)) {
      const text = now.get(column) ?? '';
      if (text === '' || text === this.last.get(column)) continue;
      if (this.seen.has(`${column}|${text}`)) {
        this.number++;
        this.seen.clear();
      }
      this.seen.add(`${column}|${text}`);
    }
    this.last = now;
    for (const [column, text] of now) if (text !== '') this.carried.set(column, text);
    return [...this.carried.values()].join('|');
  }
}

const NUMBER = /^-?\d[\d,]*(?:\.\d+)?/;

/** Reads a value that is one number with its unit, a bound before it at most; undefined for anything else. */
export function numberOf(text: string, words: IndicatorWords): IndicatorValue | undefined {
  let rest = foldWidth(text)
    .replace(/\s+/g, '')
    .replace(/^\((.*)\)$/, '$1');
  const date = [...rest].filter((c) => !words.numerals.includes(c)).join('');
  if (words.dates.includes(date)) return { kind: 'date', value: 0n, unit: date };
  for (let bound = boundOf(rest, words); bound; bound = boundOf(rest, words)) rest = rest.slice(bound.length);
  const tail = words.tails.find((t) => rest.endsWith(t)) ?? '';
  rest = rest.slice(0, rest.length - tail.length);
  const raw = NUMBER.exec(rest)?.[0] ?? '';
  const printed = parseNumber(raw);
  if (!printed) return undefined;
  return {
    ...kindOf(rest.slice(raw.length), words, (unit) => scaledOf(printed, unit)),
    unit: rest.slice(raw.length),
  };
}

function boundOf(text: string, { bounds }: IndicatorWords): string | undefined {
  return bounds.find((b) => text.startsWith(foldWord(b)));
}

const foldWord = remembering(foldWidth);

function kindOf(
  unit: string,
  { counted }: IndicatorWords,
  value: (unit: number) => Scaled,
): Pick<IndicatorValue, 'kind' | 'value'> {
  if (unit === '') return { kind: 'bare', value: value(0) };
  if (unit === '%') return { kind: 'percent', value: value(0) };
  const money = Object.keys(UNITS).find((name) => unit === name || unit.startsWith(`${name}/`));
  if (money !== undefined)
    return { kind: unit === money ? 'money' : 'price', value: value(UNITS[money] ?? 0) };
  return { kind: counted.includes(unit) ? 'count' : 'rate', value: value(0) };
}

/** The table of a form before another, under the same heading and in the same set of blocks. */
export function besideOf(analysis: RuleContext, placed: PlacedTable, form: string): PlacedTable | undefined {
  const { tables } = analysis.report;
  for (let i = tables.indexOf(placed) - 1; i >= 0; i--) {
    const other = tables[i] as PlacedTable;
    const isBeside =
      other.section === placed.section &&
      other.table.title === placed.table.title &&
      other.table.form?.set === placed.table.form?.set &&
      other.table.form?.id !== placed.table.form?.id;
    if (!isBeside) return undefined;
    if (other.table.form?.id === form) return other;
  }
  return undefined;
}
