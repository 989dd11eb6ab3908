/**
 * Rows of codes that no equation shows to be missing: the one 款 of a table without a single 项, where another table of
 * the report prints that 项.
 */
import { getOrMake, pushTo } from '../../../base/maps.ts';
import { mayLackRows } from '../../../model/presence.ts';
import type { Report } from '../../../model/report.ts';
import type { CellFigure, PanelRow, TableModel } from '../../../model/types.ts';
import { parentOf } from '../../../reference/codes.ts';
import type { Cause } from '../../../relations/causes/index.ts';
import type { MissingRow } from './absences.ts';

/** A code that a table lacks. */
interface LackedCode {
  readonly table: TableModel;
  readonly code: string;
  /** The rows of the code above it. */
  readonly beside: readonly PanelRow[];
  /** Rows of other tables that have it. */
  readonly elsewhere: readonly PanelRow[];
}

/** A table's rows by functional code. */
type Coded = ReadonlyMap<string, readonly PanelRow[]>;

/** Cells stay the same objects while nothing but amounts changes, and so does the report. */
const known = new WeakMap<Report, readonly LackedCode[]>();

/**
 * The rows of codes that tables lack and others print, with amounts on both sides.
 * @param given what is told already
 * @param causes what else is wrong: a table whose codes, names or headers are in doubt may have the row all the same
 */
export function lackedCodes(
  report: Report,
  given: readonly MissingRow[],
  causes: readonly Cause[],
): MissingRow[] {
  const doubted = new Set(causes.flatMap((c) => (c.kind === 'table-unit' ? [] : [c.table])));
  return getOrMake(known, report, () => [...lackedIn(report)]).flatMap((lack) => {
    const { table, code, beside, elsewhere } = lack;
    const isTold = given.some((m) => m.table === table && m.rows.includes(code));
    const figures = elsewhere.flatMap(amountsOf);
    if (isTold || doubted.has(table) || figures.length === 0 || !beside.some(hasAmount)) return [];
    return [{ table, rows: [code], relations: [], figures }];
  });
}

const amountsOf = (row: PanelRow): CellFigure[] =>
  [...row.cells.values()].filter((c) => c.state === 'amount' && c.value !== 0n);

const hasAmount = (row: PanelRow) => amountsOf(row).length > 0;

function* lackedIn(report: Report): Iterable<LackedCode> {
  const coded = new Map<TableModel, Coded>();
  for (const { table } of report.tables) {
    if (table.state !== 'complete' || table.form?.tree === undefined) continue;
    const rows = codedRows(table);
    if (rows.size > 0) coded.set(table, rows);
  }
  for (const [table, own] of coded) {
    if (mayLackRows(table)) continue;
    const others = [...coded].filter(([other]) => other !== table).map(([, rows]) => rows);
    for (const { code, beside } of lackedChildren(own, others)) {
      const elsewhere = others.flatMap((rows) => rows.get(code) ?? []);
      if (elsewhere.length > 0) yield { table, code, beside, elsewhere };
    }
  }
}

function codedRows(table: TableModel): Coded {
  const rows = new Map<string, PanelRow[]>();
  for (const row of table.rows)
    if (row.code !== undefined && row.panel.catalogue === 'functional') pushTo(rows, row.code, row);
  return rows;
}

interface Lack {
  readonly code: string;
  readonly beside: readonly PanelRow[];
}

/** The only child that others print of the one code whose level is printed below all others and not below it. */
function lackedChildren(own: Coded, others: readonly Coded[]): Lack[] {
  const parents = new Set([...own.keys()].map(parentOf));
  const levels = new Set([...parents].map((code) => code?.length));
  const bare = [...own].filter(([code]) => !parents.has(code) && levels.has(code.length));
  return onlyOnes(bare.map(([code, beside]) => ({ code, beside }))).flatMap(({ code, beside }) => {
    const children = new Set(others.flatMap((rows) => [...rows.keys()].filter((c) => parentOf(c) === code)));
    const [child, ...more] = children;
    return child === undefined || more.length > 0 ? [] : [{ code: child, beside }];
  });
}

/** What is the only one of its level: several are how the table is made. */
function onlyOnes(lacks: readonly Lack[]): Lack[] {
  return lacks.filter(({ code }) => lacks.every((l) => l.code === code || l.code.length !== code.length));
}
