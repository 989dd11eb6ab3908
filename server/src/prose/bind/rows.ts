/** The rows of a table by their names, codes and ids. */
import { getOrMake, pushTo } from '../../base/maps.ts';
import type { PanelRow, TableModel } from '../../model/types.ts';
import { comparableLabel } from '../../reference/forms.ts';
import { shortName } from './names.ts';

export interface TableIndex {
  readonly rowsById: Map<string, PanelRow[]>;
  readonly rowsByName: Map<string, PanelRow[]>;
  readonly rowsByCode: Map<string, PanelRow[]>;
  /** Short names that stand beside a code. */
  readonly namesByCode: Map<string, Set<string>>;
  total: PanelRow | undefined;
}

const indexes = new WeakMap<TableModel, TableIndex>();

/** The index of a table, made once. */
export function indexOf(table: TableModel): TableIndex {
  return getOrMake(indexes, table, () => {
    const index: TableIndex = {
      rowsById: new Map(),
      rowsByName: new Map(),
      rowsByCode: new Map(),
      namesByCode: new Map(),
      total: undefined,
    };
    for (const row of table.rows) {
      addNames(index, row);
      addCodes(index, row);
      if (row.role === 'total') index.total ??= row;
    }
    return index;
  });
}

function addNames({ rowsById, rowsByName }: TableIndex, row: PanelRow): void {
  if (row.form) {
    pushTo(rowsById, row.form.id, row);
    for (const alias of [row.form.id, ...(row.form.aliases ?? [])])
      pushTo(rowsByName, comparableLabel(alias.split('/').at(-1) ?? ''), row);
  }
  if (row.name === '') return;
  pushTo(rowsByName, row.name, row);
  pushTo(rowsByName, `~${shortName(row.name)}`, row);
}

function addCodes({ rowsByCode, namesByCode }: TableIndex, row: PanelRow): void {
  for (const code of new Set([row.code, row.classCode])) {
    if (code === undefined) continue;
    if (row.name !== '') getOrMake(namesByCode, code, () => new Set<string>()).add(shortName(row.name));
    pushTo(rowsByCode, code, row);
  }
}

/** Of rows of one name in one line of codes, the uppermost; a row of the form before a coded one. */
export function uppermost(rows: readonly PanelRow[]): PanelRow[] {
  const unique = [...new Set(rows)];
  return unique.filter(
    (row) =>
      row.code === undefined ||
      !unique.some(
        (o) =>
          o !== row &&
          o.code !== undefined &&
          (row.code as string).startsWith(o.code) &&
          o.code.length < (row.code as string).length,
      ),
  );
}

/** How many items rows are of. */
export function distinct(rows: readonly PanelRow[]): number {
  return new Set(rows.map((r) => r.code ?? r.form?.id ?? r.name)).size;
}
