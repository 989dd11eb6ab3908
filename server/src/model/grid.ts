/** Grids: items × measures, whichever way round a table prints them (三公 in twelve columns or in rows). */
import { getOrMake } from '../base/maps.ts';
import { comparableHeader, headerScore, headersOf } from '../reference/forms.ts';
import type { Form, FormColumn, FormPanel, FormRow } from '../reference/types.ts';
import { type Own, ofOwnYear } from './comparison.ts';
import type { CellFigure, Column, PanelRow, TableModel } from './types.ts';

type Grid = Map<string, Map<string, CellFigure>>;

/** Items × measures, whichever way round the table prints them, and the columns of amounts that are neither. */
export function buildGrid(
  model: TableModel,
  rows: readonly PanelRow[],
  facts: Own,
): { grid: Grid; unread: Column[] } {
  const form = model.form as Form;
  const panel = form.panels[0] as FormPanel;
  const own = model.columns.filter((c) => c.comparison === undefined);
  const places = new Map(own.map((c) => [c, placeOf(form, panel, ofOwnYear(c.path, facts))]));
  apart(places, panel);
  // Where the header names the items, rows are units and their total.
  const across = new Set([...places.values()].flatMap((p) => (p.item ? [p.item] : []))).size >= ACROSS;
  const labelled = !across && rows.some((r) => r.form);
  const ordered = across ? [...rows].sort((a, b) => Number(isTotal(b)) - Number(isTotal(a))) : rows;
  const builder = new GridBuilder(places);
  for (const row of ordered) {
    // Beside labelled rows, one that is no item is none by its columns either.
    if (labelled && !row.form) continue;
    const measure = across ? measureOfRow(form, panel, row.label, facts) : undefined;
    if (measure === 'other') continue;
    for (const [column, figure] of row.cells)
      builder.add(column, figure, across ? undefined : row.form, measure);
  }
  // Beside labelled rows a column needs no item of its own.
  return { grid: builder.grid, unread: labelled ? [] : [...builder.unread] };
}

/**
 * The measure that a row is where the items stand in the header (`预算数`, `2023年` in one of 2024); `other` for another year.
 */
function measureOfRow(
  form: Form,
  panel: FormPanel,
  label: string,
  facts: Own,
): FormColumn | 'other' | undefined {
  const [name = ''] = ofOwnYear([label], facts);
  if (name === '') return undefined;
  const named = panel.columns.find((c) => pathHas([name], c));
  if (named) return named;
  if (name === facts.thisWord) return usualOf(form, panel);
  if (name.startsWith(facts.lastWord))
    return panel.columns.find((c) => c.id.startsWith(facts.lastWord)) ?? 'other';
  return /^20\d{2}\D?\D?$/.test(comparableHeader(name)) ? 'other' : undefined;
}

/** Without a measure in the header a table of 决算 prints 决算数, one of 预算 预算数. */
function usualOf({ kind }: Form, panel: FormPanel): FormColumn | undefined {
  return panel.columns.find((c) => kind && c.id.startsWith(kind)) ?? panel.columns[0];
}

class GridBuilder {
  readonly grid: Grid = new Map();
  readonly unread = new Set<Column>();
  private readonly takenBy = new Map<string, Column>();
  private readonly ranks = new Map<CellFigure, number>();

  constructor(private readonly places: ReadonlyMap<Column, Place>) {}

  /**
   * @param named the item that the row is
   * @param told the measure that the row is
   */
  add(column: Column, figure: CellFigure, named: FormRow | undefined, told: FormColumn | undefined): void {
    const place = this.places.get(column);
    if (!place) return;
    const item = named ?? place.item;
    const measure = told ?? (named ? place.measure : place.own);
    if (!named && figure.state === 'amount' && column.role === 'value') {
      const key = `${item?.id}:${place.header}`;
      if (!item || getOrMake(this.takenBy, key, () => column) !== column) this.unread.add(column);
    }
    if (item && measure) this.put(item, measure, figure, place.rank);
  }

  private put(item: FormRow, measure: FormColumn, figure: CellFigure, rank: number): void {
    const line = getOrMake(this.grid, item.id, () => new Map<string, CellFigure>());
    // Of 年初预算数 and 全年预算数 in one row, the one that the form names first is its budget.
    const before = line.get(measure.id);
    if (before && (before.row !== figure.row || (this.ranks.get(before) ?? 0) <= rank)) return;
    line.set(measure.id, figure);
    this.ranks.set(figure, rank);
  }
}

/** Of 年初预算数 and 全年预算数 of one item the one that is not the budget is a measure of its own, where the form has one. */
function apart(places: Map<Column, Place>, panel: FormPanel): void {
  for (const [column, place] of places) {
    const { measure, item, rank } = place;
    const own = measure && panel.columns.find((c) => c.apartFrom === measure.id);
    const isSecond = [...places.values()].some(
      (o) => o.measure === measure && o.item === item && o.rank < rank,
    );
    if (own && isSecond && pathHas(column.path, own)) places.set(column, { ...place, measure: own, rank: 0 });
  }
}

const ACROSS = 3;

const isTotal = (row: PanelRow): boolean => row.role === 'total';

interface Place {
  /** The measure that the header names. */
  readonly measure: FormColumn | undefined;
  readonly item: FormRow | undefined;
  /** The measure of the item: the one that the header names beside it, else the usual one. */
  readonly own: FormColumn | undefined;
  /** The header without the item. */
  readonly header: string;
  /** The place of its measure's name among those that the form gives. */
  readonly rank: number;
}

/** What a column stands for. A word that names an item and a measure alike is the item where others name items too. */
function placeOf(form: Form, panel: FormPanel, path: readonly string[]): Place {
  const usual = usualOf(form, panel);
  // 合计 is an item and a measure: under 上年预算数 it is the item.
  const depth = (c: FormColumn) => path.findLastIndex((part) => pathHas([part], c));
  const measures = panel.columns.filter((c) => pathHas(path, c)).sort((a, b) => depth(b) - depth(a));
  const measure = measures.find((c) => itemOf(panel, path, c)) ?? measures[0];
  const beside = measure && itemOf(panel, path, measure);
  const item = beside ?? itemOf(panel, path, undefined);
  const named = measure && path.find((part) => pathHas([part], measure));
  return {
    measure,
    item,
    own: item && (beside ? measure : usual),
    header: named === undefined ? '' : comparableHeader(named),
    rank: named === undefined || !measure ? 0 : rankOf(named, measure),
  };
}

const rankOf = (part: string, measure: FormColumn): number =>
  headersOf(measure).findIndex((n) => comparableHeader(n) === comparableHeader(part));

/** The item that the header of a transposed grid stands for: its path without the measure. */
export function itemOf(
  panel: FormPanel,
  header: readonly string[],
  measure: FormColumn | undefined,
): FormRow | undefined {
  const path = header.filter(
    (part) => !measure || !headersOf(measure).some((n) => comparableHeader(n) === comparableHeader(part)),
  );
  let best: { row: FormRow; score: number } | undefined;
  for (const row of panel.rows ?? []) {
    for (const alias of [row.id, ...(row.aliases ?? [])]) {
      const score = headerScore(path, alias);
      // `小计` under 公务用车… is that item; a bare path of one part must match whole.
      if (score > 0 && (alias.includes('/') || path.length === 1 || comparableHeader(alias) !== '小计')) {
        if (!best || score > best.score) best = { row, score };
      }
    }
  }
  return best?.row;
}

export function pathHas(path: readonly string[], column: FormColumn): boolean {
  return path.some((part) => headersOf(column).some((n) => comparableHeader(n) === comparableHeader(part)));
}
