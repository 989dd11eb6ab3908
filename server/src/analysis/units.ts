/** Where the unit of money of each table is written. */

import { KEY, namesUnit } from '../base/keys.ts';
import { type Range, rangeOf } from '../base/range.ts';
import { UNIT_IN_TITLE } from '../base/titles.ts';
import { unitOfHeader } from '../model/cells.ts';
import type { PlacedTable, Report } from '../model/report.ts';
import { pairsOf, unitOf } from '../syntax/line.ts';

/** A statement of the unit, with the tables that have it from there. */
export interface UnitPlace {
  readonly range: Range;
  readonly where: 'table' | 'title' | 'front';
  readonly tables: readonly PlacedTable[];
}

/** The statements of units in a report; tables of which nothing says the unit are left out. */
export function unitPlaces(report: Report): UnitPlace[] {
  const places: UnitPlace[] = [];
  const front: PlacedTable[] = [];
  for (const placed of report.tables) {
    const range = propertyOf(placed);
    if (range) places.push({ range, where: 'table', tables: [placed] });
    else if (unitOfHeader(placed.table.context.title) !== undefined) {
      const title = titleOf(report, placed);
      if (title) places.push({ range: title, where: 'title', tables: [placed] });
    } else if (placed.table.unit === report.front.moneyUnit) front.push(placed);
  }
  const entry = report.front.entries.find((e) => e.key === KEY.moneyUnit);
  if (entry && front.length > 0) {
    const { line, start, end } = entry.valueSpan;
    places.push({ range: rangeOf(line, start, end), where: 'front', tables: front });
  }
  return places;
}

function propertyOf({ table, line }: PlacedTable): Range | undefined {
  let found: Range | undefined;
  table.block.lines.forEach((one, i) => {
    if (table.block.roles[i] !== 'property') return;
    for (const pair of pairsOf(one)) {
      if (!namesUnit(pair.key) || unitOf(pair.value.trim()) === undefined) continue;
      const start = pair.valueStart + (pair.value.length - pair.value.trimStart().length);
      found = rangeOf(line + i, start, start + pair.value.trim().length);
    }
  });
  return found;
}

/** The unit in the brackets of a title. */
function titleOf(report: Report, { table, line }: PlacedTable): Range | undefined {
  const { title } = table.context;
  const match = UNIT_IN_TITLE.exec(title);
  if (!match) return undefined;
  for (let at = line + table.firstRow; at >= 0; at--) {
    const from = report.tree.lines[at]?.text.indexOf(title) ?? -1;
    if (from < 0) continue;
    const unit = match[1] as string;
    const start = from + match.index + match[0].lastIndexOf(unit);
    return rangeOf(at, start, start + unit.length);
  }
  return undefined;
}
