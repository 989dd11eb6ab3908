/** A unit of money that contradicts all that other tables and sentences say. Told by the graph. */
import { defineRule, type RawFix, type RelationalFinding, type RuleContext } from '../../analysis/rule.ts';
import type { UnitPlace } from '../../analysis/units.ts';
import { unitName } from '../../base/amount.ts';
import type { Range } from '../../base/range.ts';
import type { Says } from '../../messages/index.ts';
import type { TableModel } from '../../model/types.ts';
import type { UnitCause } from '../../relations/causes/index.ts';

const SAYS = {
  table: {
    zh: '《{title}》的金额单位应为“{right}”：数与别处一样，只是单位不同。',
    en: 'The unit of {title} must be {right}: its figures are those found elsewhere, in another unit.',
  },
  front: {
    zh: '金额单位应为“{right}”：各表的数与别处一样，只是单位不同。',
    en: 'The unit must be {right}: the tables have the figures found elsewhere, in another unit.',
  },
  tie: {
    zh: '《{title}》以“{unit}”为单位，《{other}》是“{right}”，数却一样：有一处单位写错。',
    en: '{title} is in {unit}, {other} in {right}, with the same figures: one of the units is wrong.',
  },
  other: { zh: '这里写的是“{unit}”', en: 'here it is {unit}' },
} as const satisfies Says;

export default defineRule({
  id: 'table-unit',
  title: { zh: '表的金额单位有误', en: 'Wrong unit of money of a table' },
  family: 'arithmetic',
  severity: 'error',
  says: SAYS,
});

/** The finding of a unit that is at fault, or of two of which one is. */
export function* tableUnit(
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
    message: other ? SAYS.tie : place.where === 'front' ? SAYS.front : SAYS.table,
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
      ? [{ range: other.range, message: analysis.say(SAYS.other, { unit: unitName(right) }) }]
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
