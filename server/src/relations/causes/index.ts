/** The causes of a report that are not figures, those that change least first. */
import type { Report } from '../../model/report.ts';
import type { TableModel } from '../../model/types.ts';
import type { ProseFigure } from '../../prose/types.ts';
import type { Reference } from '../../reference/index.ts';
import type { Waived } from '../blame.ts';
import type { Graph } from '../graph.ts';
import { figuresOf, type Relation } from '../types.ts';
import { codeCauses } from './codes.ts';
import { columnCauses } from './columns.ts';
import { fillingCause } from './filling.ts';
import { headerCause } from './header.ts';
import { rowCauses } from './rows.ts';
import { type Cause, troubled, type UnitCause } from './types.ts';
import { unitCause } from './unit.ts';

export { codeOfName } from './codes.ts';
export type {
  Cause,
  CodeCause,
  ColumnCause,
  FillingCause,
  HeaderCause,
  RowCause,
  UnitCause,
} from './types.ts';

/** What causes are looked for in. */
export interface CauseSource {
  readonly graph: Graph;
  readonly report: Report;
  readonly reference: Reference;
  /** Amounts of sentences. */
  readonly sentences: readonly ProseFigure[];
  /** Tables that have one statement of their unit in common. */
  readonly units: readonly (readonly TableModel[])[];
  readonly waived: Waived;
}

/** Looks for causes that are not figures. */
export function causesOf(source: CauseSource): Cause[] {
  const { graph, sentences, reference, waived } = source;
  let broken = graph.in('broken').filter((r) => !waived.has(r));
  const slipped = sentences.filter((f) => f.slip !== undefined);
  const tables = source.report.tables.map((t) => t.table);
  const causes: Cause[] = [];
  const take = (cause: Cause | undefined) => {
    if (!cause) return;
    causes.push(cause);
    broken = broken.filter((r) => !cause.explains.has(r));
  };
  // What is wrong here may leave nothing broken, since no relation can be made of it.
  for (const table of tables) take(headerCause(graph, table, tables, reference));
  if (broken.length === 0 && slipped.length === 0) return causes;
  for (const cause of unitCauses(source, broken, slipped)) take(cause);
  const doubted = new Set(
    causes.flatMap((c) => (c.kind === 'table-unit' ? c.tables : c.kind === 'header' ? [c.table] : [])),
  );
  const each = tables.filter((t) => !doubted.has(t));
  let counts = troubled(broken);
  for (const table of each) {
    if ((counts.get(table) ?? 0) < 2) continue;
    const before = broken;
    take(fillingCause(graph, table));
    if (broken !== before) counts = troubled(broken);
  }
  for (const table of each)
    for (const cause of codeCauses(graph, table, reference.codes, broken)) take(cause);
  for (const cause of columnCauses(graph, each, new Set(broken))) take(cause);
  for (const cause of rowCauses(graph, each, new Set(broken))) take(cause);
  return causes;
}

/** Units that are wrong: of what explains the same, the one that changes least; what changes as little is a rival. */
function unitCauses(
  { graph, units, sentences }: CauseSource,
  broken: readonly Relation[],
  slipped: readonly ProseFigure[],
): UnitCause[] {
  const found = units
    .filter((group) => isTroubled(group, broken, slipped))
    .map((group) => unitCause(graph, group, sentences))
    .filter((c) => c !== undefined)
    .sort((a, b) => a.tables.length - b.tables.length);
  const causes: UnitCause[] = [];
  for (const cause of found) {
    const same = causes.findIndex((c) => [...cause.explains].some((r) => c.explains.has(r)));
    const other = causes[same];
    if (!other) causes.push(cause);
    else if (other.tables.length === cause.tables.length) causes[same] = { ...other, rivals: cause.tables };
  }
  return causes;
}

function isTroubled(
  group: readonly TableModel[],
  broken: readonly Relation[],
  slipped: readonly ProseFigure[],
): boolean {
  const own = new Set<unknown>(group);
  return (
    slipped.some((f) => own.has(f.binding.cell?.owner)) ||
    broken.some((r) => figuresOf(r).some((f) => own.has(f.owner)))
  );
}
