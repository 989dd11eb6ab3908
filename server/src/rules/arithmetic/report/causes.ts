/** Findings of causes that are not figures: each is told once, at the attribute that is wrong. */

import { type Causes, NO_CAUSES } from '../../../analysis/causes.ts';
import { columnText } from '../../../analysis/describe.ts';
import type { RawFix, RelationalFinding, RuleContext } from '../../../analysis/rule.ts';
import { type UnitPlace, unitPlaces } from '../../../analysis/units.ts';
import { unitName } from '../../../base/amount.ts';
import { type Range, rangeOf } from '../../../base/range.ts';
import type { PlacedTable } from '../../../model/report.ts';
import type { Column, TableModel } from '../../../model/types.ts';
import type { Waived } from '../../../relations/blame.ts';
import {
  type ColumnCause,
  causesOf,
  type FillingCause,
  type RowCause,
  type UnitCause,
} from '../../../relations/causes/index.ts';
import { nameRange, tablePlace } from '../../places.ts';

/** Looks for causes among what no waiver covers. */
export function findCauses(analysis: RuleContext, waived: Waived): Causes {
  const { graph, report, reference, prose } = analysis;
  const sentences = prose.figures.filter((f) => f.binding.cell !== undefined);
  if (graph.count('broken') === 0 && !sentences.some((f) => f.slip)) return NO_CAUSES;
  const units = unitPlaces(report);
  const list = causesOf({
    graph,
    report,
    codes: reference.codes,
    sentences,
    units: units.map((u) => u.tables.map((p) => p.table)),
    waived,
  });
  return { list, units, folded: new Set(list.flatMap((c) => [...c.explains])) };
}

/** The findings of causes. A code is told by the rules of codes. */
export function* causeFindings(analysis: RuleContext, { list, units }: Causes): Iterable<RelationalFinding> {
  for (const cause of list) {
    switch (cause.kind) {
      case 'table-unit':
        yield* ofUnit(analysis, cause, units);
        break;
      case 'swapped-columns':
        yield* ofColumns(analysis, cause);
        break;
      case 'shifted-rows':
        yield* ofRows(analysis, cause);
        break;
      case 'filling':
        yield* ofFilling(analysis, cause);
        break;
      case 'code':
        break;
    }
  }
}

/** Whether a sentence's unit is in doubt only because that of its table is. */
export function isQuiet({ list }: Causes, analysis: RuleContext, range: Range): boolean {
  const tables = new Set(list.flatMap((c) => (c.kind === 'table-unit' ? c.tables : [])));
  if (tables.size === 0) return false;
  return analysis.prose.figures.some((f) => {
    if (!f.slip || !f.binding.cell || !tables.has(f.binding.cell.owner)) return false;
    const span = f.unitSpan ?? f.span;
    const line = analysis.report.lineOf(f.owner.block) + span.line;
    return line === range.start.line && span.start === range.start.character;
  });
}

function placedOf(analysis: RuleContext, table: TableModel): PlacedTable | undefined {
  return analysis.report.tables.find((p) => p.table === table);
}

function* ofUnit(
  analysis: RuleContext,
  { tables, unit, right, rivals, explains }: UnitCause,
  units: readonly UnitPlace[],
): Iterable<RelationalFinding> {
  const placeOf = (table: TableModel | undefined) =>
    units.find((u) => u.tables.some((p) => p.table === table));
  const place = placeOf(tables[0]);
  if (!place) return;
  const other = rivals && placeOf(rivals[0]);
  yield {
    rule: 'table-unit',
    defaultSeverity: 'error',
    message: other ? 'table-unit.tie' : place.where === 'front' ? 'table-unit.front' : 'table-unit.table',
    data: {
      title: tables[0]?.title ?? '',
      other: rivals?.[0]?.title ?? '',
      unit: unitName(unit),
      right: unitName(right),
      count: String(explains.size),
    },
    range: place.range,
    printed: unitName(unit),
    expected: unitName(right),
    related: other
      ? [{ range: other.range, message: analysis.say('table-unit.other', { unit: unitName(right) }) }]
      : [],
    fixes: [setUnit(place.range, right, !other), ...(other ? [setUnit(other.range, unit, false)] : [])],
  };
}

function setUnit(range: Range, unit: number, preferred: boolean): RawFix {
  const text = unitName(unit);
  return {
    title: 'fix.set-unit',
    data: { unit: text },
    edits: [{ range, newText: text }],
    preferred,
    sure: false,
  };
}

function* ofColumns(
  analysis: RuleContext,
  { table, columns, explains }: ColumnCause,
): Iterable<RelationalFinding> {
  const placed = placedOf(analysis, table);
  if (!placed) return;
  const [a, b] = columns.map((c) => headerOf(analysis, placed, c));
  const [first, second] = columns;
  yield {
    rule: 'swapped-columns',
    defaultSeverity: 'error',
    message: 'swapped-columns.swapped',
    data: { a: columnText(first), b: columnText(second), count: String(explains.size) },
    range: a?.range ?? tablePlace(analysis, placed),
    printed: columnText(first),
    expected: columnText(second),
    related: b ? [{ range: b.range, message: columnText(second) }] : [],
    fixes:
      a && b && a.text !== b.text
        ? [
            {
              title: 'fix.swap-headers',
              data: { a: columnText(first), b: columnText(second) },
              edits: [
                { range: a.range, newText: b.text },
                { range: b.range, newText: a.text },
              ],
              preferred: true,
              sure: false,
            },
          ]
        : [],
  };
}

function headerOf(
  analysis: RuleContext,
  { line }: PlacedTable,
  { header }: Column,
): { range: Range; text: string } | undefined {
  if (!header) return undefined;
  const range = rangeOf(line + header.line, header.start, header.end);
  const text = analysis.tree.lines[range.start.line]?.text.slice(header.start, header.end) ?? '';
  return { range, text };
}

function* ofRows(analysis: RuleContext, { table, row }: RowCause): Iterable<RelationalFinding> {
  const placed = placedOf(analysis, table);
  if (!placed) return;
  yield {
    rule: 'shifted-rows',
    defaultSeverity: 'error',
    message: 'shifted-rows.shifted',
    data: { title: table.title, name: [row.code, row.label].filter((t) => t).join(' ') },
    range: nameRange(placed, row),
    fixes: [],
  };
}

function* ofFilling(analysis: RuleContext, { table, row }: FillingCause): Iterable<RelationalFinding> {
  const placed = placedOf(analysis, table);
  if (!placed) return;
  yield {
    rule: 'empty-table-note',
    defaultSeverity: 'information',
    message: 'empty-table-note.begun',
    data: { title: table.title, name: [row.code, row.label].filter((t) => t).join(' ') },
    range: nameRange(placed, row),
    fixes: [],
  };
}
