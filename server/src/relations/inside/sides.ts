/** The same side of a table divided several times, as by function, by economic class and by kind: each adds up alike. */

import { foldName, leadingNumber } from '../../base/fold.ts';
import { getOrMake } from '../../base/maps.ts';
import { numberStyle } from '../../base/numbering.ts';
import type { CellFigure, Column, PanelRow, TableModel } from '../../model/types.ts';
import { once, type Relation, relationOf, type Source } from '../types.ts';

/** The total of a panel that divides a side which another panel divides as well. */
export interface Side {
  readonly total: PanelRow;
  /** The total of the first panel of that side. */
  readonly first: PanelRow;
  /** What it is the sum of, where the panel is none of the form's. */
  readonly items: readonly PanelRow[];
}

/** The totals of panels under one heading that have one name and stand in one line, each beside the first of them. */
export function sidesOf({ rows, panels, lacks }: TableModel): Side[] {
  if (panels.length < 2) return [];
  const firsts = new Map<string, PanelRow>();
  return rows.flatMap((total) => {
    if (total.role !== 'total' || !total.reliable) return [];
    const first = getOrMake(firsts, [total.line, total.name, sideOf(total)].join('|'), () => total);
    if (first === total) return [];
    return { total, first, items: total.panel.form || lacks.rows ? [] : itemsOver(total, rows) };
  });
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

/** The heading over a panel, as `支出` over `支出/功能分类` and `支出/本年预算数`. */
function sideOf({ panel }: PanelRow): string {
  const paths = panel.columns.map((c) => c.path);
  const [side = ''] = paths[0] ?? [];
  return paths.every((path) => path.length > 1 && path[0] === side) ? foldName(side) : '';
}

/** Both totals are one amount, in columns of one name. */
export function sameTotals({ total, first }: Side, id: string, source: Source): Relation[] {
  return [...total.cells].flatMap(([column, figure]) => {
    const other = column.role === 'value' && !column.count ? cellNamed(first, column) : undefined;
    if (!other) return [];
    return relationOf(
      { shape: 'linear', left: [once(figure)], right: [once(other)], constant: 0n },
      {
        op: '=',
        rule: 'balance',
        id,
        source,
        severity: undefined,
        total: figure,
        text: '',
        required: true,
        explanation: false,
      },
    );
  });
}

function cellNamed(row: PanelRow, { path, comparison }: Column): CellFigure | undefined {
  const name = foldName(path.at(-1) ?? '');
  const like = row.panel.values.filter(
    (c) => foldName(c.path.at(-1) ?? '') === name && c.comparison === comparison,
  );
  return like.length === 1 ? row.cells.get(like[0] as Column) : undefined;
}
