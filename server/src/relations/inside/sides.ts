/** The same side of a table divided several times, as by function, by economic class and by kind: each adds up alike. */

import { foldName, leadingNumber } from '../../base/fold.ts';
import { append } from '../../base/lists.ts';
import { numberStyle } from '../../base/numbering.ts';
import type { CellFigure, Column, PanelRow, TableModel } from '../../model/types.ts';
import { once, type Relation, relationOf, type Source } from '../types.ts';

type TreeSource = Extract<Source, { kind: 'tree' }>;

/**
 * The totals of panels under one heading that have one name and stand in one line, each against the first of them; and
 * those of panels that the form does not have against their own items.
 */
export function sidesAlike({ rows, panels, form, lacks }: TableModel): Relation[] {
  if (!form || panels.length < 2) return [];
  const source: TreeSource = { kind: 'tree', form: form.id, id: 'sides' };
  const first = new Map<string, PanelRow>();
  const found: Relation[] = [];
  for (const row of rows) {
    if (row.role !== 'total' || !row.reliable) continue;
    const key = [row.line, row.name, sideOf(row)].join('|');
    const before = first.get(key);
    if (!before) {
      first.set(key, row);
      continue;
    }
    append(found, equals(before, row, source));
    if (!row.panel.form && !lacks.rows) append(found, sums(row, itemsOver(row, rows), source));
  }
  return found;
}

/** The numbered items of a panel over its first total; none where they are numbered in more than one way, or not at all. */
function itemsOver(total: PanelRow, rows: readonly PanelRow[]): readonly PanelRow[] {
  const own = rows.filter((r) => r.panel === total.panel);
  const above = own.slice(
    0,
    own.findIndex((r) => r.role === 'total'),
  );
  if (own[above.length] !== total || above.some((r) => !r.reliable || r.partOf)) return [];
  const listed = above.filter((r) => r.label !== '');
  const styles = new Set(listed.map((r) => numberStyle(leadingNumber(foldName(r.label)))));
  return styles.size === 1 && !styles.has('') ? listed : [];
}

/** A total is the sum of items, in its columns. */
function sums(total: PanelRow, items: readonly PanelRow[], source: TreeSource): Relation[] {
  if (items.length === 0) return [];
  return [...total.cells].flatMap(([column, figure]) => {
    if (column.role !== 'value' || column.count) return [];
    const parts = items.flatMap((row) => row.cells.get(column) ?? []);
    return linear(figure, parts, source, 'total');
  });
}

/** The heading over a panel, as `支出` over `支出/功能分类` and `支出/本年预算数`. */
function sideOf({ panel }: PanelRow): string {
  const paths = panel.columns.map((c) => c.path);
  const [side = ''] = paths[0] ?? [];
  return paths.every((path) => path.length > 1 && path[0] === side) ? foldName(side) : '';
}

/** The one's cells equal the other's, in columns of one name. */
function equals(before: PanelRow, row: PanelRow, source: TreeSource): Relation[] {
  return [...row.cells].flatMap(([column, figure]) => {
    const other = column.role === 'value' && !column.count ? cellNamed(before, column) : undefined;
    return other ? linear(figure, [other], source, 'balance') : [];
  });
}

function linear(
  total: CellFigure,
  parts: readonly CellFigure[],
  source: TreeSource,
  rule: 'total' | 'balance',
): Relation {
  return relationOf(
    { shape: 'linear', left: [once(total)], right: parts.map(once), constant: 0n },
    {
      op: '=',
      rule,
      id: `${source.form}.${source.id}`,
      source,
      severity: undefined,
      total,
      text: '',
      required: true,
      explanation: false,
    },
  );
}

function cellNamed(row: PanelRow, { path, comparison }: Column): CellFigure | undefined {
  const name = foldName(path.at(-1) ?? '');
  const like = row.panel.values.filter(
    (c) => foldName(c.path.at(-1) ?? '') === name && c.comparison === comparison,
  );
  return like.length === 1 ? row.cells.get(like[0] as Column) : undefined;
}
