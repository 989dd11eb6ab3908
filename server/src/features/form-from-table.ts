/**
 * A form of a user's own, made from a table at hand: its title, columns and rows, and the sums that hold in it. What is
 * made is a beginning: a person says which columns a form requires and what else must agree.
 */

import type { Analysis } from '../analysis/analysis.ts';
import { append } from '../base/lists.ts';
import type { PlacedTable } from '../model/report.ts';
import type { Column, Panel, PanelRow, TableModel } from '../model/types.ts';
import { comparableHeader, comparableLabel, comparableTitle } from '../reference/forms.ts';
import type { Catalogue } from '../reference/types.ts';
import { tableWith } from './place.ts';

/** The table of a title, of a part of it, or around a line. */
export function tableNamed(analysis: Analysis, name: string): PlacedTable | undefined {
  const { tables, front } = analysis.report;
  const wanted = comparableTitle(name, front.unit);
  const title = (t: PlacedTable) => comparableTitle(t.table.title, front.unit);
  return (
    tables.find((t) => title(t) === wanted) ?? tables.find((t) => wanted !== '' && title(t).includes(wanted))
  );
}

/** A form made from the table that a line belongs to. */
export interface MadeForm {
  readonly title: string;
  /** A name for its file. */
  readonly name: string;
  readonly text: string;
  /** The form that the table is taken for already. */
  readonly known: string | undefined;
}

/** The form that describes the table at a line, its title included; undefined where there is none. */
export function formHere(analysis: Analysis, line: number): MadeForm | undefined {
  const placed = tableWith(analysis, line);
  if (!placed) return undefined;
  const title = comparableTitle(placed.table.title, analysis.report.front.unit) || placed.table.title;
  const name = title.replace(/[\\/:*?"<>|\p{Cc}\s]/gu, '').slice(0, LONGEST);
  return {
    title: placed.table.title,
    name: `${name || 'form'}.yaml`,
    text: formFromTable(analysis, placed),
    known: placed.table.form?.title,
  };
}

/** Characters of a title that the name of its file has room for. */
const LONGEST = 60;

/** The file of a form that describes a table, for `.disclosure/forms/`. */
export function formFromTable(analysis: Analysis, { table }: PlacedTable): string {
  const title = comparableTitle(table.title, analysis.report.front.unit) || table.title;
  const catalogue = catalogueOf(analysis, table);
  const kind = analysis.report.front.kind;
  const names = panelNames(table.panels);
  const lines = [`id: ${quoted(title)}`, `title: ${quoted(title)}`, ...(kind ? [`kind: ${kind}`] : [])];
  const total = table.rows.find((r) => r.role === 'total');
  if (catalogue) {
    const sum = total ? `, total: ${quoted(nameOf(total))}` : '';
    lines.push('structure: tree', `tree: { id: ${quoted(`${title}.tree`)}, catalogue: ${catalogue}${sum} }`);
  }
  lines.push('panels:');
  const relations: string[] = [];
  table.panels.forEach((panel, p) => {
    const made = panelOf(table, panel, catalogue !== undefined);
    lines.push(`  - id: ${quoted(names[p] as string)}`);
    append(lines, made.lines);
    append(relations, made.relations);
  });
  if (relations.length > 0) lines.push('relations:');
  append(
    lines,
    relations.map((r) => `  - { ${r} }`),
  );
  return `${lines.join('\n')}\n`;
}

const PLAIN = /^[\p{L}][\p{L}\p{N}（）“”]*$/u;
/** A name as YAML reads it. */
const quoted = (name: string): string => (PLAIN.test(name) ? name : JSON.stringify(name));
/** A name as a formula reads it. */
const inFormula = (name: string): string => (PLAIN.test(name) ? name : `"${name.replaceAll('"', '')}"`);

const CATALOGUES: readonly Catalogue[] = ['functional', 'economic_department', 'economic_government'];

/** The catalogue that the header names, else the one that has the codes of the table. */
function catalogueOf({ reference }: Analysis, table: TableModel): Catalogue | undefined {
  const named = table.panels.find((p) => p.catalogue)?.catalogue;
  if (named) return named;
  const codes = table.rows.flatMap((r) => (r.code === undefined ? [] : [r.code]));
  const has = (catalogue: Catalogue) => codes.every((c) => reference.codes.get(catalogue, c) !== undefined);
  return codes.length === 0 ? undefined : CATALOGUES.find(has);
}

function panelNames(panels: readonly Panel[]): string[] {
  return panels.map((panel, p) => {
    const outer = panel.columns.map((c) => c.path[0] ?? '');
    const one = outer.every((o) => o === outer[0]) && panel.columns.every((c) => c.path.length > 1);
    const name = one ? comparableHeader(outer[0] ?? '') : '';
    const again = panels.slice(0, p).some((o) => comparableHeader(o.columns[0]?.path[0] ?? '') === name);
    return name !== '' && !again ? name : `p${p + 1}`;
  });
}

interface Made {
  readonly lines: readonly string[];
  readonly relations: readonly string[];
}

function panelOf(table: TableModel, panel: Panel, coded: boolean): Made {
  const columns = panel.columns.filter(
    (c) => c.role === 'value' || c.role === 'percent' || c.role === 'text',
  );
  const ids = columnIds(columns);
  const rows = table.rows.filter((r) => r.panel === panel);
  const across = sumAcross(panel, rows);
  const lines = [
    '    columns:',
    ...columns.map((c) => `      - { ${columnParts(c, ids, across).join(', ')} }`),
  ];
  const relations = across
    ? [`columns: ${JSON.stringify(`${inFormula(ids.get(across.total) as string)} = Σ${GROUP}`)}`]
    : [];
  const total = rows.find((r) => r.role === 'total');
  if (coded) {
    const own = total ? [`    rows: [{ id: ${quoted(nameOf(total))}, required: true }]`] : [];
    return { lines: [...lines, ...own], relations };
  }
  const down = sumDown(panel, rows);
  const sum = down ? [`rows: ${JSON.stringify(`${inFormula(nameOf(down.total))} = Σ${ROWS}`)}`] : [];
  return { lines: [...lines, ...rowLines(rows, down)], relations: [...sum, ...relations] };
}

const GROUP = 'parts';
const ROWS = 'rows';

function columnParts(
  column: Column,
  ids: ReadonlyMap<Column, string>,
  across: Sum<Column> | undefined,
): string[] {
  const path = column.path.map(comparableHeader).join('/');
  const id = ids.get(column) as string;
  const role = column.role === 'value' ? (column.count ? 'count' : undefined) : column.role;
  return [
    `id: ${quoted(id)}`,
    ...(path !== id && path !== '' ? [`aliases: [${quoted(path)}]`] : []),
    ...(role ? [`role: ${role}`] : []),
    ...(column.ofWhich ? ['ofWhich: true'] : []),
    ...(across?.parts.includes(column) ? [`group: ${GROUP}`] : []),
    ...(across?.total === column ? ['required: true'] : []),
  ];
}

function rowLines(rows: readonly PanelRow[], down: Sum<PanelRow> | undefined): string[] {
  const named = new Map(rows.filter((r) => nameOf(r) !== '').map((r) => [nameOf(r), r]));
  if (named.size === 0) return [];
  return [
    '    rows:',
    ...[...named].map(([name, row]) => {
      const own = down?.parts.includes(row)
        ? `, group: ${ROWS}`
        : down?.total === row
          ? ', required: true'
          : '';
      return `      - { id: ${quoted(name)}${own} }`;
    }),
  ];
}

const nameOf = (row: PanelRow): string => comparableLabel(row.label || row.name);

/** Names of columns: the last part of their headers, the whole where two end alike. */
function columnIds(columns: readonly Column[]): ReadonlyMap<Column, string> {
  const last = (c: Column) => comparableHeader(c.path.at(-1) ?? '');
  const ids = new Map<Column, string>();
  for (const column of columns) {
    const alike = columns.filter((c) => last(c) === last(column)).length > 1;
    const whole = column.path.map(comparableHeader).join('');
    const id = (alike ? whole : last(column)) || `c${column.index + 1}`;
    ids.set(column, [...ids.values()].includes(id) ? `${id}${column.index + 1}` : id);
  }
  return ids;
}

/** An amount in a common scale; a blank adds nothing. */
function amountOf(row: PanelRow, column: Column): bigint | undefined {
  const figure = row.cells.get(column);
  if (!figure || figure.state === 'unreadable') return undefined;
  return figure.state === 'amount' ? figure.value : 0n;
}

const LEAST = 2;

interface Sum<T> {
  readonly total: T;
  readonly parts: readonly T[];
}

/** The column that is the sum of all others of amounts in every row. */
function sumAcross(panel: Panel, rows: readonly PanelRow[]): Sum<Column> | undefined {
  const own = panel.values.filter((c) => c.role === 'value' && !c.count && !c.ofWhich && !c.comparison);
  for (const total of [own[0], own.at(-1)]) {
    const parts = own.filter((c) => c !== total);
    if (!total || parts.length < LEAST) continue;
    const sums = rows.map((r) =>
      holds(
        amountOf(r, total),
        parts.map((c) => amountOf(r, c)),
      ),
    );
    if (sums.every((s) => s !== false) && sums.filter((s) => s === true).length >= LEAST)
      return { total, parts };
  }
  return undefined;
}

/** The row that is the sum of all others in every column of amounts. */
function sumDown(panel: Panel, rows: readonly PanelRow[]): Sum<PanelRow> | undefined {
  const total = rows.find((r) => r.role === 'total');
  const parts = rows.filter((r) => r !== total && nameOf(r) !== '');
  if (!total || parts.length < LEAST) return undefined;
  const own = panel.values.filter((c) => c.role === 'value' && !c.comparison);
  const sums = own.map((c) =>
    holds(
      amountOf(total, c),
      parts.map((r) => amountOf(r, c)),
    ),
  );
  return sums.every((s) => s !== false) && sums.includes(true) ? { total, parts } : undefined;
}

/** Whether a total is the sum of its parts; undefined where all are nothing. */
function holds(total: bigint | undefined, parts: readonly (bigint | undefined)[]): boolean | undefined {
  if (total === undefined || parts.includes(undefined)) return false;
  const sum = parts.reduce<bigint>((a, b) => a + (b ?? 0n), 0n);
  if (total === 0n && parts.every((p) => p === 0n)) return undefined;
  return sum === total;
}
