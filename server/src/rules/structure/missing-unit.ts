/** A table of money of which nothing says the unit. */

import { defineRule, type RawFinding, type RuleContext } from '../../analysis/rule.ts';
import { KEY, keyLine, MONEY_UNITS } from '../../base/keys.ts';
import type { Says } from '../../messages/index.ts';
import { tablePlace } from '../places.ts';

const SAYS = {
  unit: {
    zh: '《{title}》没有写明金额单位，暂按万元读取。',
    en: 'Nothing says the unit of money of {title}; 万元 was assumed.',
  },
} as const satisfies Says;

const FIXES = {
  'state-unit': { zh: '写明金额单位：{unit}', en: 'State the unit of money: {unit}' },
} as const satisfies Says;

export default defineRule({
  id: 'missing-unit',
  title: { zh: '没有写明金额单位', en: 'Unit of money not stated' },
  family: 'structure',
  severity: 'warning',
  says: SAYS,
  also: FIXES,
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
      message: SAYS.unit,
      data: { title: table.title },
      range: tablePlace(analysis, placed),
      fixes: MONEY_UNITS.slice(0, 2).map((unit) => ({
        title: FIXES['state-unit'],
        data: { unit },
        edits: [{ range: { start: at, end: at }, newText: `${keyLine(KEY.moneyUnit, unit)}\n` }],
      })),
    };
  }
}
