/** Grids: items × measures, whichever way round a table prints them (三公 in twelve columns or in rows). */
import { getOrMake } from '../base/maps.ts';
import { comparableHeader, headerScore } from '../reference/forms.ts';
import type { FormColumn, FormPanel, FormRow } from '../reference/types.ts';
import type { CellFigure, Column, PanelRow, TableModel } from './types.ts';

/** Items × measures, whichever way round the table prints them. */
export function buildGrid(
  model: TableModel,
  rows: readonly PanelRow[],
): Map<string, Map<string, CellFigure>> {
  const grid = new Map<string, Map<string, CellFigure>>();
  const panel = model.form?.panels[0] as FormPanel;
  const put = (item: string, measure: string, figure: CellFigure) => {
    const line = getOrMake(grid, item, () => new Map<string, CellFigure>());
    if (!line.has(measure)) line.set(measure, figure);
  };
  for (const row of rows) {
    for (const [column, figure] of row.cells) {
      const measure = panel.columns.find((c) => pathHas(column.path, c));
      if (row.form) {
        if (measure) put(row.form.id, measure.id, figure);
        continue;
      }
      // Items in the header: a word that names an item and a measure alike is the item where others name items too.
      const byItem = itemOf(panel, column, undefined);
      const item = (measure ? itemOf(panel, column, measure) : undefined) ?? byItem;
      if (item)
        put(
          item.id,
          (measure && itemOf(panel, column, measure) ? measure : panel.columns[0])?.id ?? '',
          figure,
        );
    }
  }
  return grid;
}

/** The item that a column of a transposed grid stands for: its path without the measure. */
function itemOf(panel: FormPanel, column: Column, measure: FormColumn | undefined): FormRow | undefined {
  const path = column.path.filter(
    (part) => !measure || !namesOf(measure).some((n) => comparableHeader(n) === comparableHeader(part)),
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

export function namesOf(column: FormColumn): string[] {
  return [column.id, ...(column.aliases ?? [])];
}

export function pathHas(path: readonly string[], column: FormColumn): boolean {
  return path.some((part) => namesOf(column).some((n) => comparableHeader(n) === comparableHeader(part)));
}
