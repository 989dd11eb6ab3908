/** 表与表之间相等或不超过. The graph speaks for it (relational.ts). */
import { placeOfFigure } from '../../analysis/describe.ts';
import { defineRule, MOST_RELATED, type RelationalFinding, type RuleContext } from '../../analysis/rule.ts';
import { message, pick, type Says } from '../../messages/index.ts';
import { isCell } from '../../relations/figure.ts';
import { tablePlace } from '../places.ts';
import type { MissingRow } from './report/absences.ts';
import { ARITHMETIC } from './report/words.ts';

const SAYS = {
  'row-left-out': {
    zh: '《{title}》缺 {rows} 这一行，{other}有 {amount}。',
    en: '{title} has no row {rows}; {other} has {amount}.',
  },
} as const satisfies Says;

export default defineRule({
  id: 'cross-table',
  title: { zh: '表与表之间对不上', en: 'Tables do not agree' },
  family: 'arithmetic',
  severity: 'error',
  says: { ...pick(ARITHMETIC, 'blamed', 'open', 'broken', 'limit'), ...SAYS },
});

/** Findings of rows that tables lack, at their titles. */
export function* missingRows(
  analysis: RuleContext,
  missing: readonly MissingRow[],
): Iterable<RelationalFinding> {
  const { locale, report } = analysis;
  for (const { table, rows, relations, figures } of missing) {
    const placed = report.tables.find((p) => p.table === table);
    const [first] = figures.filter((f) => f.value !== 0n);
    if (!placed || !first) continue;
    const other = isCell(first) ? `《${first.owner.title}》` : message(locale, 'label.sentence');
    yield {
      rule: relations[0]?.rule ?? 'cross-table',
      defaultSeverity: 'warning',
      message: SAYS['row-left-out'],
      data: { title: table.title, rows: rows.join('、'), other, amount: first.raw },
      range: tablePlace(analysis, placed),
      related: figures.slice(0, MOST_RELATED).map((figure) => ({
        ...placeOfFigure(analysis, figure),
        message: figure.raw,
      })),
    };
  }
}
