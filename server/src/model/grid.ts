/** Grids: items × measures, whichever way round a table prints them (三公 in twelve columns or in rows). */
import { getOrMake } from '../base/maps.ts';
import { comparableHeader, headerScore, headersOf } from '../reference/forms.ts';
import type { Form, FormColumn, FormPanel, FormRow, Vocabulary } from '../reference/types.ts';
import { withoutYears } from './comparison.ts';
import type { CellFigure, Column, PanelRow, TableModel } from './types.ts';

type Grid = Map<string, Map<string, CellFigure>>;

/** Items × measures, whichever way round the table prints them, and the columns of amounts that are neither. */
export function buildGrid(
  model: TableModel,
  rows: readonly PanelRow[],
  vocabulary: Vocabulary,
): { grid: Grid; unread: Column[] } {
  const grid: Grid = new Map();
  const form = model.form as Form;
  const panel = form.panels[0] as FormPanel;
  const own = model.columns.filter((c) => c.comparison === undefined);
  const places = new Map(
    own.map((column) => [column, placeOf(form, panel, withoutYears(column.path, model, vocabulary))]),
  );
  const unread = new Set<Column>();
  const takenBy = new Map<string, Column>();
  const labelled = rows.some((r) => r.form);
  for (const row of rows) {
    // Beside labelled rows, one that is no item is none by its columns either.
    if (labelled && !row.form) continue;
    for (const [column, figure] of row.cells) {
      const place = places.get(column);
      if (!place) continue;
      const item = row.form ?? place.item;
      const measure = row.form ? place.measure : place.own;
      if (!row.form && figure.state === 'amount' && column.role === 'value') {
        const key = `${item?.id}:${place.header}`;
        if (!item || getOrMake(takenBy, key, () => column) !== column) unread.add(column);
      }
      if (!item || !measure) continue;
      const line = getOrMake(grid, item.id, () => new Map<string, CellFigure>());
      if (!line.has(measure.id)) line.set(measure.id, figure);
    }
  }
  // Beside labelled rows a column needs no item of its own.
  return { grid, unread: labelled ? [] : [...unread] };
}

interface Place {
  /** The measure that the header names. */
  readonly measure: FormColumn | undefined;
  readonly item: FormRow | undefined;
  /** The measure of the item: the one that the header names beside it, else the usual one. */
  readonly own: FormColumn | undefined;
  /** The header without the item. */
  readonly header: string;
}

/** What a column stands for. A word that names an item and a measure alike is the item where others name items too. */
function placeOf({ kind }: Form, panel: FormPanel, path: readonly string[]): Place {
  // Without a measure in the header a table of 决算 prints 决算数, one of 预算 预算数.
  const usual = panel.columns.find((c) => kind && c.id.startsWith(kind)) ?? panel.columns[0];
  // 合计 is an item and a measure: under 上年预算数 it is the item.
  const measures = panel.columns.filter((c) => pathHas(path, c));
  const measure = measures.find((c) => itemOf(panel, path, c)) ?? measures[0];
  const beside = measure && itemOf(panel, path, measure);
  const item = beside ?? itemOf(panel, path, undefined);
  const named = measure && path.find((part) => pathHas([part], measure));
  return {
    measure,
    item,
    own: item && (beside ? measure : usual),
    header: named === undefined ? '' : comparableHeader(named),
  };
}

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
