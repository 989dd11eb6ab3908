/** Two columns of one name, of which one is another: the sums of the rows hold where it is called so. */
import { foldName } from '../../base/fold.ts';
import { finish } from '../../base/steps.ts';
import { buildTable } from '../../model/table.ts';
import type { CellFigure, Column, Figure, Panel, PanelRow, TableModel } from '../../model/types.ts';
import type { Reference } from '../../reference/index.ts';
import type { FormColumn } from '../../reference/types.ts';
import { readLine } from '../../syntax/line.ts';
import { Block } from '../../syntax/tree.ts';
import { evaluate } from '../evaluate.ts';
import { isCell } from '../figure.ts';
import type { Graph } from '../graph.ts';
import { insideRelations } from '../inside.ts';
import { figuresOf, type Relation } from '../types.ts';
import { brokenIn, type HeaderCause, holds, missesIn, relationsOf } from './types.ts';

/** Rows that must add up. */
const FEWEST_ROWS = 2;

/** Relations with others that must come out, where no row adds up. */
const FEWEST_SAID = 3;

/** Two columns of one panel with the same header, of which only the first could be taken for the form's. */
interface Twins {
  readonly panel: Panel;
  readonly taken: Column;
  readonly other: Column;
}

/** A column of a table whose header should be another of its form. */
export function headerCause(
  graph: Graph,
  table: TableModel,
  tables: readonly TableModel[],
  reference: Reference,
): HeaderCause | undefined {
  const [twins, ...more] = twinsIn(table);
  if (!twins || more.length > 0) return undefined;
  const found = bySums(table, twins, tables, reference) ?? byOthers(graph, table, twins);
  // With a column under another's name all that is said of the table is in doubt.
  const explains = new Set(brokenIn(graph, table));
  for (const relation of graph.in('broken')) if (missesIn(relation, table)) explains.add(relation);
  return found && { kind: 'header', table, ...found, explains };
}

interface Found {
  readonly column: Column;
  readonly right: string;
}

/** The one of the two that makes the rows add up as another column of the form; as which, other tables and the form's order say. */
function bySums(
  table: TableModel,
  twins: Twins,
  tables: readonly TableModel[],
  reference: Reference,
): Found | undefined {
  const { panel, taken, other } = twins;
  const able = [taken, other].flatMap((column) =>
    missingIn(panel).flatMap((right) => (addsUp(table, column, right, reference) ? [{ column, right }] : [])),
  );
  const [best] = able
    .map(({ column, right }) => {
      const left = column === taken ? other : taken;
      const score = borneOut(column, right, table, tables) + borneOut(left, taken.form, table, tables);
      return { column, right, score, inOrder: isInOrder(column, right, twins) };
    })
    .sort((a, b) => b.score - a.score || Number(b.inOrder) - Number(a.inOrder));
  return best && { column: best.column, right: best.right.id };
}

/** The first of the two as the one column that is missing, where others say of it what the second holds. */
function byOthers(graph: Graph, table: TableModel, { panel, taken, other }: Twins): Found | undefined {
  const [right, ...more] = missingIn(panel).filter((c) => c.required);
  if (!right || more.length > 0) return undefined;
  const stands = (r: Relation) => figuresOf(r).some((f) => isCell(f) && f.column === taken);
  const broken = brokenIn(graph, table).filter(stands);
  const overlay = new Map<Figure, CellFigure>();
  for (const row of table.rows) {
    const [cell, instead] = [row.cells.get(taken), row.cells.get(other)];
    if (cell && instead) overlay.set(cell, instead);
  }
  const mended = broken.filter((r) => evaluate(r, overlay).state !== 'broken').length;
  if (mended < FEWEST_SAID || mended * 5 < broken.length * 4) return undefined;
  const spoils = relationsOf(graph, [table]).some((r) => holds(r) && evaluate(r, overlay).state === 'broken');
  return spoils ? undefined : { column: taken, right: right.id };
}

function twinsIn(table: TableModel): Twins[] {
  if (table.form === undefined || table.state !== 'complete') return [];
  return table.panels.flatMap((panel) => {
    const columns = panel.values.filter((c) => c.role === 'value' && c.comparison === undefined);
    const named = (c: Column) => foldName(c.path.join('/'));
    return columns.flatMap((taken): Twins[] => {
      if (!taken.form) return [];
      const same = columns.filter((c) => c !== taken && !c.form && named(c) === named(taken));
      return same.map((other) => ({ panel, taken, other }));
    });
  });
}

function missingIn(panel: Panel): readonly FormColumn[] {
  const printed = new Set(panel.columns.map((c) => c.form));
  return (panel.form?.columns ?? []).filter((c) => !printed.has(c));
}

/** Whether all sums over columns hold, in rows enough, once a column is called otherwise. */
function addsUp(table: TableModel, column: Column, right: FormColumn, reference: Reference): boolean {
  const renamed = withHeader(table, column, right.id, reference);
  const own = renamed?.columns[column.index];
  if (!renamed || own?.form?.id !== right.id || renamed.form?.id !== table.form?.id) return false;
  const { relations } = finish(insideRelations(renamed));
  const sums = relations.numbers().filter((i) => relations.told(i).rule === 'row-sum');
  const telling = sums.filter((i) =>
    relations.figuresAt(i).some((f) => 'column' in f && f.column === own && f.value !== 0n),
  );
  return telling.length >= FEWEST_ROWS && sums.every((i) => relations.evaluateAt(i) !== 'broken');
}

/** The table as it would be read with another header. */
function withHeader(
  table: TableModel,
  { header, path }: Column,
  name: string,
  reference: Reference,
): TableModel | undefined {
  const line = header && table.block.lines[header.line];
  if (!line) return undefined;
  const printed = line.text.slice(header.start, header.end);
  const last = path.at(-1) ?? printed;
  const text = printed.endsWith(last) ? printed.slice(0, printed.length - last.length) + name : name;
  const changed = readLine({
    text: line.text.slice(0, header.start) + text + line.text.slice(header.end),
    eol: line.eol,
  });
  const { kind, lines, roles } = table.block;
  const block = new Block(
    kind,
    lines.map((l) => (l === line ? changed : l)),
    roles,
  );
  return finish(buildTable(block, table.context, reference));
}

/** In how many rows other tables print under a name what a column holds. */
function borneOut(
  column: Column,
  form: FormColumn | undefined,
  table: TableModel,
  tables: readonly TableModel[],
): number {
  const key = (row: PanelRow) => row.code ?? (row.role === 'total' ? '' : undefined);
  const own = new Map<string, bigint>();
  for (const row of table.rows) {
    const value = row.cells.get(column)?.value ?? 0n;
    const name = key(row);
    if (name !== undefined && value !== 0n) own.set(name, value);
  }
  return tables
    .filter((t) => t !== table)
    .flatMap((t) => t.rows)
    .filter((row) => {
      const value = own.get(key(row) ?? '-');
      return (
        value !== undefined &&
        [...row.cells.values()].some((c) => c.value === value && c.column.form?.id === form?.id)
      );
    }).length;
}

/** Whether the two stand in the order of the form. */
function isInOrder(column: Column, right: FormColumn, { panel, taken, other }: Twins): boolean {
  const columns = panel.form?.columns ?? [];
  const [first, second] = taken.index < other.index ? [taken, other] : [other, taken];
  const place = (c: Column) => columns.findIndex((f) => f === (c === column ? right : taken.form));
  return place(first) < place(second);
}
