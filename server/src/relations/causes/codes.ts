/** Rows whose code is not theirs: what sums and other tables say of the code is no word against the figures. */
import { abs } from '../../base/amount.ts';
import { foldName } from '../../base/fold.ts';
import { getOrMake } from '../../base/maps.ts';
import type { CellFigure, PanelRow, TableModel } from '../../model/types.ts';
import { type CodeCatalogue, levelOf } from '../../reference/codes.ts';
import { evaluate, type Overlay } from '../evaluate.ts';
import type { Graph } from '../graph.ts';
import { figuresOf, type Relation } from '../types.ts';
import { type CodeCause, isBroken } from './types.ts';

/** Rows of a table that are looked at. */
const MOST_ROWS = 40;

/** Whether the catalogue lacks a row's code, or the name beside it is another item's, not the code's own misspelt. */
function isDoubtful(codes: CodeCatalogue, row: PanelRow, year: number | undefined): boolean {
  const { code, panel } = row;
  if (code === undefined || panel.catalogue === undefined) return false;
  if (levelOf(code) === undefined || !codes.get(panel.catalogue, code)) return true;
  const name = row.label.replace(/\s+/g, '');
  if (name === '') return false;
  const judged = codes.judge(panel.catalogue, code, name, year);
  if (judged.kind !== 'wrong') return false;
  return codes.named(panel.catalogue, name).length > 0 || !isMisspelt(name, judged.expected);
}

/** Whether a name has most of its characters in common with another, in their order. */
function isMisspelt(name: string, right: string): boolean {
  const [a, b] = [[...foldName(name)], [...foldName(right)]];
  let row = new Array<number>(b.length + 1).fill(0);
  for (const x of a) {
    const next = [0];
    b.forEach((y, j) => {
      const [beside = 0, above = 0, before = 0] = [next[j], row[j + 1], row[j]];
      next.push(x === y ? before + 1 : Math.max(beside, above));
    });
    row = next;
  }
  return (row[b.length] ?? 0) * 2 > Math.max(a.length, b.length);
}

/** The code that the name of a row has: where it is misprinted in a way that hands misprint it. */
export function codeOfName(codes: CodeCatalogue, row: PanelRow): string | undefined {
  const { code, panel } = row;
  const name = foldName(row.label);
  if (code === undefined || panel.catalogue === undefined || name === '') return undefined;
  const found = codes
    .named(panel.catalogue, name)
    .map((e) => e.code)
    .filter((c) => c !== code && isNear(c, code));
  return new Set(found).size === 1 ? found[0] : undefined;
}

/** One digit other, two changed round, digits lost or doubled, or a level of it misprinted. */
function isNear(right: string, printed: string): boolean {
  if (right.length !== printed.length) {
    const [long, short] = right.length > printed.length ? [right, printed] : [printed, right];
    if (short.length < 3) return false;
    // `7 | 11 | 02` for `210 | 11 | 02`: the lower levels are right.
    return long.endsWith(short.slice(-4)) || long.startsWith(short) || isWithin(short, long);
  }
  let off = 0;
  for (let i = 0; i < right.length; i++) {
    if (right[i] === printed[i]) continue;
    if (right[i] === printed[i + 1] && right[i + 1] === printed[i]) i++;
    off++;
  }
  return off <= 2;
}

function isWithin(short: string, long: string): boolean {
  let at = 0;
  for (const digit of long) if (digit === short[at]) at++;
  return at === short.length;
}

/** By the table, which stays the same object while its rows have the codes and names that they have. */
const doubtful = new WeakMap<CodeCatalogue, WeakMap<TableModel, readonly PanelRow[]>>();

function doubtfulIn(codes: CodeCatalogue, table: TableModel): readonly PanelRow[] {
  const known = getOrMake(doubtful, codes, () => new WeakMap<TableModel, readonly PanelRow[]>());
  const year = table.year ?? table.context.year;
  return getOrMake(known, table, () => table.rows.filter((row) => isDoubtful(codes, row, year)));
}

/** The broken relations that rows with a doubtful code explain. */
export function codeCauses(
  graph: Graph,
  table: TableModel,
  codes: CodeCatalogue,
  broken: readonly Relation[],
): CodeCause[] {
  const rows = doubtfulIn(codes, table);
  if (rows.length === 0 || rows.length > MOST_ROWS) return [];
  const causes: CodeCause[] = [];
  for (const row of rows) {
    const right = codeOfName(codes, row);
    const explains = explainedBy(graph, row, right, broken);
    const likely = right ?? onlyOne([...explains].map((r) => lackedCode(r, row)));
    causes.push({ kind: 'code', table, row, likely, explains });
  }
  return causes;
}

function explainedBy(
  graph: Graph,
  row: PanelRow,
  right: string | undefined,
  broken: readonly Relation[],
): Set<Relation> {
  const explains = new Set<Relation>();
  const cells = [...row.cells.values()];
  const none: Overlay = new Map(cells.map((cell) => [cell, { value: 0n, half: 0n }]));
  for (const cell of cells) {
    for (const relation of graph.byFigure.get(cell)) {
      // Without the row, whose figures belong elsewhere, it comes out.
      if (!isBroken(relation) || isOwnSum(relation, row) || facesBlank(relation, row)) continue;
      if (evaluate(relation, none).state !== 'broken') explains.add(relation);
    }
  }
  const amounts = cells.filter((c) => c.state === 'amount' && c.value !== 0n);
  for (const relation of broken) {
    const outcome = relation.outcome;
    if (explains.has(relation) || !outcome || relation.shape !== 'linear') continue;
    const off = abs(outcome.difference);
    // What lacks the row's figures lacks exactly these.
    const isOwn = amounts.some((c) => abs(off - abs(c.value)) <= outcome.slack + c.half);
    if (isOwn && (right === undefined ? lacksRow(relation, row) : speaksOf(relation, right)))
      explains.add(relation);
  }
  return explains;
}

/** The sum of a row's own columns does not care for its code. */
function isOwnSum(relation: Relation, row: PanelRow): boolean {
  const figures = figuresOf(relation);
  return figures.length > 1 && figures.every((f) => 'row' in f && (f as CellFigure).row === row);
}

/** Whether all that stands beside a row's figures is blank: that one may be forgotten, whatever the row is called. */
function facesBlank(relation: Relation, row: PanelRow): boolean {
  const others = figuresOf(relation).filter((f) => !('row' in f && (f as CellFigure).row === row));
  return others.some((f) => f.state === 'blank') && others.every((f) => f.value === 0n);
}

/** Whether something has an amount for a code that a row's table does not list: the row may be that code's. */
function lacksRow(relation: Relation, row: PanelRow): boolean {
  if (relation.shape !== 'linear' || relation.source.kind === 'line' || relation.constant !== 0n)
    return false;
  const filled = (terms: typeof relation.left) => terms.some((t) => t.figure.value !== 0n);
  return filled(relation.left) !== filled(relation.right) && lackedCode(relation, row) !== undefined;
}

/** The code, of the level of a row's as far as it has one, that a relation has an amount for and the row's table does not list. */
function lackedCode(relation: Relation, row: PanelRow): string | undefined {
  const table = [...row.cells.values()][0]?.owner;
  const level = levelOf(row.code ?? '') === undefined ? undefined : row.code?.length;
  if (!table) return undefined;
  const named = relation.absent.filter((a) => a.table === table && /^\d+$/.test(a.name)).map((a) => a.name);
  for (const figure of figuresOf(relation)) {
    const other = 'row' in figure ? (figure as CellFigure).row : undefined;
    if (other?.code === undefined || figure.owner === table) continue;
    if (other.panel.catalogue === row.panel.catalogue) named.push(other.code);
  }
  return onlyOne(
    named.filter((c) => (level === undefined || c.length === level) && !table.rows.some((r) => r.code === c)),
  );
}

function onlyOne(values: readonly (string | undefined)[]): string | undefined {
  const found = new Set(values.filter((v) => v !== undefined));
  return found.size === 1 ? [...found][0] : undefined;
}

/** Whether a relation is about a code, one above it, or a total of all. */
function speaksOf(relation: Relation, code: string): boolean {
  return figuresOf(relation).some((f) => {
    const row = 'row' in f ? (f as CellFigure).row : undefined;
    if (!row) return false;
    return row.code === undefined ? row.role === 'total' : code.startsWith(row.code);
  });
}
