/** Two columns whose headers were changed round. Told by the graph. */
import { columnText } from '../../analysis/describe.ts';
import { defineRule, type RelationalFinding, type RuleContext } from '../../analysis/rule.ts';
import { type Range, rangeOf } from '../../base/range.ts';
import type { Says } from '../../messages/index.ts';
import type { PlacedTable } from '../../model/report.ts';
import type { Column } from '../../model/types.ts';
import type { ColumnCause } from '../../relations/causes/index.ts';
import { placedOf, tablePlace } from '../places.ts';

const SAYS = {
  swapped: {
    zh: '“{a}”与“{b}”两栏的表头写颠倒了：对调后 {count} 处都对得上。',
    en: 'The headers {a} and {b} were changed round: the other way {count} relations hold.',
  },
} as const satisfies Says;

const FIXES = {
  'swap-headers': { zh: '对调“{a}”与“{b}”的表头', en: 'Exchange the headers {a} and {b}' },
} as const satisfies Says;

export default defineRule({
  id: 'swapped-columns',
  title: { zh: '两栏的表头写颠倒', en: 'Headers of two columns changed round' },
  family: 'arithmetic',
  severity: 'error',
  says: SAYS,
  also: FIXES,
});

/** The finding of two headers, at the first. */
export function* swappedColumns(
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
    message: SAYS.swapped,
    data: { a: columnText(first), b: columnText(second), count: String(explains.size) },
    range: a?.range ?? tablePlace(analysis, placed),
    printed: columnText(first),
    expected: columnText(second),
    related: b ? [{ range: b.range, message: columnText(second) }] : [],
    fixes:
      a && b && a.text !== b.text
        ? [
            {
              title: FIXES['swap-headers'],
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
