/** A table of money of which nothing says the unit. */

import { defineRule, type RawFinding, type RuleContext } from '../../analysis/rule.ts';
import { tablePlace } from '../places.ts';

export default defineRule({
  id: 'missing-unit',
  family: 'structure',
  severity: 'warning',
  messages: ['missing-unit.unit'],
  check,
});

function* check(analysis: RuleContext): Iterable<RawFinding> {
  for (const placed of analysis.report.tables) {
    const { table } = placed;
    // Only tables that a form says hold money: any other may count people or points.
    if (!table.form || table.form.structure === 'free' || table.unitKnown || table.empty) continue;
    if (!table.panels.some((p) => p.values.some((c) => !c.count))) continue;
    const at = { line: placed.line, character: 0 };
    yield {
      message: 'missing-unit.unit',
      data: { title: table.title },
      range: tablePlace(analysis, placed),
      fixes: ['万元', '元'].map((unit) => ({
        title: 'fix.state-unit' as const,
        data: { unit },
        edits: [{ range: { start: at, end: at }, newText: `金额单位：${unit}\n` }],
      })),
    };
  }
}
