/** Causes that are not figures: each is told once, by its rule, at the attribute that is wrong. */

import { type Causes, NO_CAUSES } from '../../../analysis/causes.ts';
import type { RelationalFinding, RuleContext } from '../../../analysis/rule.ts';
import { unitPlaces } from '../../../analysis/units.ts';
import type { Range } from '../../../base/range.ts';
import type { Waived } from '../../../relations/blame.ts';
import { causesOf } from '../../../relations/causes/index.ts';
import { begun } from '../../structure/empty-table-note.ts';
import { shiftedRows } from '../shifted-rows.ts';
import { swappedColumns, wrongHeader } from '../swapped-columns.ts';
import { tableUnit } from '../table-unit.ts';

/** Looks for causes among what no waiver covers. */
export function findCauses(analysis: RuleContext, waived: Waived): Causes {
  const { graph, report, reference, prose } = analysis;
  const sentences = prose.figures.filter((f) => f.binding.cell !== undefined);
  const isTroubled = graph.count('broken') > 0 || sentences.some((f) => f.slip);
  const units = isTroubled ? unitPlaces(report) : [];
  const list = causesOf({
    graph,
    report,
    reference,
    sentences,
    units: units.map((u) => u.tables.map((p) => p.table)),
    waived,
  });
  if (list.length === 0) return NO_CAUSES;
  return { list, units, folded: new Set(list.flatMap((c) => [...c.explains])) };
}

/** The findings of causes. A code is told by the rules of codes. */
export function* causeFindings(analysis: RuleContext, { list, units }: Causes): Iterable<RelationalFinding> {
  for (const cause of list) {
    switch (cause.kind) {
      case 'table-unit':
        yield* tableUnit(analysis, cause, units);
        break;
      case 'swapped-columns':
        yield* swappedColumns(analysis, cause);
        break;
      case 'header':
        yield* wrongHeader(analysis, cause);
        break;
      case 'shifted-rows':
        yield* shiftedRows(analysis, cause);
        break;
      case 'filling':
        yield* begun(analysis, cause);
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
