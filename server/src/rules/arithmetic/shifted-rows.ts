/** Figures that were shifted against their names. Told by the graph. */
import { defineRule, type RelationalFinding, type RuleContext } from '../../analysis/rule.ts';
import type { Says } from '../../messages/index.ts';
import type { RowCause } from '../../relations/causes/index.ts';
import { nameRange, placedOf } from '../places.ts';

const SAYS = {
  shifted: {
    zh: '《{title}》从“{name}”起，数字与名称错了行。请对照原表重填。',
    en: '{title}: from {name} on the figures stand beside the wrong names. Compare with the source.',
  },
} as const satisfies Says;

export default defineRule({
  id: 'shifted-rows',
  title: { zh: '数字与名称错行', en: 'Figures beside the wrong names' },
  family: 'arithmetic',
  severity: 'error',
  says: SAYS,
});

/** The finding of rows whose figures stand beside other names, at the first. */
export function* shiftedRows(analysis: RuleContext, { table, row }: RowCause): Iterable<RelationalFinding> {
  const placed = placedOf(analysis, table);
  if (!placed) return;
  yield {
    rule: 'shifted-rows',
    defaultSeverity: 'error',
    message: SAYS.shifted,
    data: { title: table.title, name: [row.code, row.label].filter((t) => t).join(' ') },
    range: nameRange(placed, row),
    fixes: [],
  };
}
