/** 小计 rows in a tree of codes: each is the sum of its own group, which stands above it or below it. */
import type { PanelRow } from '../model/types.ts';

/** Whether a row is the sum of others, as far as their figures tell. */
export type Holds = (row: PanelRow, parts: readonly PanelRow[]) => boolean;

/** What a 小计 row sums; undefined where the table does not tell. */
export interface Subtotal {
  readonly row: PanelRow;
  readonly parts: readonly PanelRow[] | undefined;
}

/** The groups that a 小计 may sum, the likeliest first. */
type Readings = ReadonlyMap<PanelRow, readonly (readonly PanelRow[])[]>;

/**
 * The 小计 rows of a table with their parts. Whether groups stand above or below is one decision for the table: the
 * way in which most of its 小计 hold, else the way that its first row leaves.
 */
export function subtotalsOf(rows: readonly PanelRow[], holds: Holds): Subtotal[] {
  const own = rows.filter((r) => r.role === 'subtotal');
  if (own.length === 0) return [];
  const line = rows.filter((r) => r.code !== undefined || r.role === 'subtotal' || r.role === 'total');
  const ways = [readings(line), readings([...line].reverse())];
  const held = ways.map((way) => own.filter((r) => way.get(r)?.some((parts) => holds(r, parts))).length);
  const possible = ways.map((way) => own.every((r) => (way.get(r) ?? []).length > 0));
  const below = line[0]?.role !== 'code' && line.find((r) => r.role !== 'total')?.role === 'subtotal';
  const [up = 0, down = 0] = held;
  const chosen = up === down ? (below ? 1 : 0) : up > down ? 0 : 1;
  const sure = (held[chosen] ?? 0) > 0 || !(possible[0] && possible[1]);
  return own.map((row) => {
    const lists = ways[chosen]?.get(row) ?? [];
    const parts = lists.find((list) => holds(row, list)) ?? (sure ? lists[0] : undefined);
    return { row, parts };
  });
}

/** The groups above each 小计, of rows in this order. */
function readings(line: readonly PanelRow[]): Readings {
  const found = new Map<PanelRow, readonly (readonly PanelRow[])[]>();
  let group: PanelRow[] = [];
  /** 小计 that no other has summed. */
  let open: PanelRow[] = [];
  for (const row of line) {
    if (row.role === 'total') {
      group = [];
      open = [];
    } else if (row.role !== 'subtotal') group.push(row);
    else if (group.length > 0) {
      found.set(row, levelsOf(group));
      open.push(row);
      group = [];
    } else {
      if (open.length > 0) found.set(row, [open]);
      open = [];
    }
  }
  return found;
}

/** The rows of a group that no other of it leads, then those of each level below. */
function levelsOf(group: readonly PanelRow[]): PanelRow[][] {
  const codes = new Set(group.map((r) => r.code as string));
  const tops = group.filter((r) => !isLed(r, codes));
  const levels = [tops];
  for (const length of [5, 7]) {
    const level = group.filter((r) => r.code?.length === length);
    if (level.length > 0 && level.every((r) => !tops.includes(r))) levels.push(level);
  }
  return levels;
}

function isLed({ code = '' }: PanelRow, codes: ReadonlySet<string>): boolean {
  for (let upper = code.slice(0, -2); upper.length >= 3; upper = upper.slice(0, -2))
    if (codes.has(upper)) return true;
  return false;
}
