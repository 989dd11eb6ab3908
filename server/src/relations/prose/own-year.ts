/** Sentences on the year's own appropriation, where the table may hold what was carried over from last year as well. */
import { foldName } from '../../base/fold.ts';
import { isOpen } from '../../model/presence.ts';
import type { CellFigure } from '../../model/types.ts';
import type { ProseFigure, ProseSection } from '../../prose/types.ts';
import type { Owed } from './owed.ts';

/** Whether the cell may be greater than the figure by what was carried over. */
export function mayHoldCarried(
  owed: Owed,
  cell: CellFigure,
  figure: ProseFigure,
  section: ProseSection,
): boolean {
  const more = cell.value - figure.value;
  const name = cell.owner.form?.mayHold;
  if (name === undefined || more <= 0n || !isOwnYear(owed, section)) return false;
  if (isOwnTable(section, cell)) return false;
  const [form, row, column] = name.split('.');
  const tables = owed.report.tables.map(({ table }) => table).filter((t) => t.form?.id === form);
  const rows = tables.flatMap((t) => t.rows).filter((r) => r.form?.id === row);
  const cells = rows.flatMap((r) => [...r.cells.values()]).filter((c) => c.column.form?.id === column);
  return cells.some((carried) => carried.value >= more || isToCome(carried));
}

/** Whether the section tells just what the table's total is: then it holds nothing carried over. */
function isOwnTable({ statements }: ProseSection, { owner, column }: CellFigure): boolean {
  return statements.some(({ figure }) => {
    const told = figure?.binding.cell;
    if (told?.owner !== owner || told.column !== column || told.row.role !== 'total') return false;
    return told.value !== 0n && told.value === figure?.value;
  });
}

/** Whether how much was carried over is not filled in yet: with it the whole table, or its whole column. */
function isToCome(carried: CellFigure): boolean {
  const { owner, column } = carried;
  if (carried.state !== 'blank' || owner.context.presence.published) return false;
  return (
    isOpen(owner, carried) || owner.rows.every((r) => (r.cells.get(column)?.state ?? 'blank') === 'blank')
  );
}

function isOwnYear(owed: Owed, section: ProseSection): boolean {
  const said = section.headings.map(foldName).join('');
  return owed.words.ownYear.some((word) => said.includes(word));
}
