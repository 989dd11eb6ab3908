/** A report at a glance, for lists of findings: by table or section, with the checks that were made of each. */

import type { Analysis } from '../analysis/analysis.ts';
import type { Coverage, Finding } from '../analysis/types.ts';
import { type Range, rangeOf } from '../base/range.ts';
import type { PlacedTable, Section } from '../model/report.ts';
import { countsByTable } from './lens.ts';

/** A table, a section without tables, or (title '') what stands above the first heading. */
export interface OverviewGroup {
  readonly title: string;
  /** The heading, else the first line. */
  readonly range: Range;
  readonly table: boolean;
  readonly passed: number;
  readonly broken: number;
  readonly notChecked: number;
  readonly findings: readonly Finding[];
}

export interface Overview {
  /** As the report names itself. */
  readonly title: string;
  readonly unit: string | undefined;
  readonly year: number | undefined;
  readonly kind: string | undefined;
  /** In the order of the text: every table, and of the sections those with findings. */
  readonly groups: readonly OverviewGroup[];
  readonly coverage: Coverage;
}

/** The findings of an analysis by the table or section that they stand in. */
export function overview(analysis: Analysis): Overview {
  const { report, findings, coverage } = analysis;
  const counts = countsByTable(analysis);
  const byPlace = new Map<PlacedTable | Section | undefined, Finding[]>();
  for (const placed of report.tables) byPlace.set(placed, []);
  for (const finding of findings) {
    const place = placeOf(analysis, finding.range.start.line);
    const list = byPlace.get(place);
    if (list) list.push(finding);
    else byPlace.set(place, [finding]);
  }
  const groups = [...byPlace].map(([place, found]): OverviewGroup => {
    if (place && 'table' in place) {
      const own = counts.get(place.table);
      const { section } = place;
      const titled = section && section.text === place.table.title ? section.line : place.line;
      return {
        title: place.table.title,
        range: rangeOf(titled, 0, 0),
        table: true,
        passed: (own?.exact ?? 0) + (own?.rounding ?? 0),
        broken: own?.broken ?? 0,
        notChecked: own?.notChecked ?? 0,
        findings: found,
      };
    }
    return {
      title: place?.text ?? '',
      range: rangeOf(place?.line ?? 0, 0, 0),
      table: false,
      passed: 0,
      broken: 0,
      notChecked: 0,
      findings: found,
    };
  });
  groups.sort((a, b) => a.range.start.line - b.range.start.line);
  const { title = '', unit, year, kind } = report.front;
  return { title, unit, year, kind, groups, coverage };
}

/** The table that a line stands in or is the heading of, else the innermost section. */
function placeOf(analysis: Analysis, line: number): PlacedTable | Section | undefined {
  const { tables, allSections } = analysis.report;
  const table = tables.find(
    (t) =>
      (line >= t.line && line < t.line + t.table.block.lines.length) ||
      (t.section?.line === line && t.section.text === t.table.title),
  );
  return table ?? allSections.filter((s) => line >= s.line && line < s.end).at(-1);
}
