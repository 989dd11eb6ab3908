/** Rows whose code is not theirs: what sums and other tables say of the code is no word against the figures. */
import { foldName } from '../../base/fold.ts';
import type { CellFigure, PanelRow, TableModel } from '../../model/types.ts';
import { type CodeCatalogue, levelOf } from '../../reference/codes.ts';
import { evaluate, type Overlay } from '../evaluate.ts';
import type { Graph } from '../graph.ts';
import { figuresOf, type Relation } from '../types.ts';
import { type CodeCause, isBroken } from './types.ts';

/** Rows of a table that are looked at. */
const MOST_ROWS = 40;

/** Whether the catalogue lacks a row's code, or the name beside it is another code's: a name that is nobody's is misspelt. */
function isDoubtful(codes: CodeCatalogue, row: PanelRow, year: number | undefined): boolean {
  const { code, panel } = row;
  if (code === undefined || panel.catalogue === undefined) return false;
  if (levelOf(code) === undefined || !codes.get(panel.catalogue, code)) return true;
  const name = row.label.replace(/\s+/g, '');
  if (name === '') return false;
  if (codes.named(panel.catalogue, name).length === 0) return false;
  return codes.judge(panel.catalogue, code, name, year).kind === 'wrong';
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

/** The broken relations that rows with a doubtful code explain. */
export function codeCauses(
  graph: Graph,
  table: TableModel,
  codes: CodeCatalogue,
  broken: readonly Relation[],
): CodeCause[] {
  const rows = table.rows.filter((row) => isDoubtful(codes, row, table.year ?? table.context.year));
  if (rows.length === 0 || rows.length > MOST_ROWS) return [];
  const causes: CodeCause[] = [];
  for (const row of rows) {
    const explains = explainedBy(graph, row, codeOfName(codes, row), broken);
    causes.push({ kind: 'code', table, row, explains });
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
  const amounts = new Set(cells.filter((c) => c.state === 'amount' && c.value !== 0n).map((c) => c.value));
  for (const relation of broken) {
    const outcome = relation.outcome;
    if (explains.has(relation) || !outcome || relation.shape !== 'linear') continue;
    const off = outcome.difference < 0n ? -outcome.difference : outcome.difference;
    // What lacks the row's figures lacks exactly these.
    if (amounts.has(off) && (right === undefined ? lacksRow(relation, row) : speaksOf(relation, right)))
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

/**
 * Whether another table has amounts for a code of the same catalogue that a row's table does not list: the row may be
 * that code's.
 */
function lacksRow(relation: Relation, row: PanelRow): boolean {
  if (relation.shape !== 'linear' || relation.source.kind === 'line' || relation.constant !== 0n)
    return false;
  const filled = (terms: typeof relation.left) => terms.filter((t) => t.figure.value !== 0n);
  const sides = [filled(relation.left), filled(relation.right)].filter((side) => side.length > 0);
  const [alone] = sides;
  if (!alone || sides.length > 1) return false;
  const table = [...row.cells.values()][0]?.owner;
  return alone.every(({ figure }) => {
    const other = 'row' in figure ? (figure as CellFigure).row : undefined;
    if (!other || other.code === undefined || figure.owner === table) return false;
    if (other.panel.catalogue !== row.panel.catalogue) return false;
    return !table?.rows.some((r) => r.code === other.code);
  });
}

/** Whether a relation is about a code, one above it, or a total of all. */
function speaksOf(relation: Relation, code: string): boolean {
  return figuresOf(relation).some((f) => {
    const row = 'row' in f ? (f as CellFigure).row : undefined;
    if (!row) return false;
    return row.code === undefined ? row.role === 'total' : code.startsWith(row.code);
  });
}
