/** Two columns whose headers were changed round. Told by the graph. */
import { columnText } from '../../analysis/describe.ts';
import { defineRule, type RelationalFinding, type RuleContext } from '../../analysis/rule.ts';
import { type Range, rangeOf } from '../../base/range.ts';
import type { Says } from '../../messages/index.ts';
import type { PlacedTable } from '../../model/report.ts';
import type { Column } from '../../model/types.ts';
import type { ColumnCause, HeaderCause } from '../../relations/causes/index.ts';
import { placedOf, tablePlace } from '../places.ts';

const SAYS = {
  swapped: {
    zh: '“{a}”与“{b}”两栏的表头写颠倒了：对调后 {count} 处都对得上。',
    en: 'The headers {a} and {b} were changed round: the other way {count} relations hold.',
  },
  either: {
    zh: '“{a}”与“{b}”两栏的表头写颠倒了，不是这张表，就是《{other}》：对调后 {count} 处都对得上。',
    en: 'The headers {a} and {b} were changed round here or in {other}: the other way {count} relations hold.',
  },
  twice: {
    zh: '《{title}》有两栏都叫“{a}”，这一栏应是“{b}”：这样各行才加得起来。',
    en: '{title} has two columns {a}; this one must be {b}: so the rows add up.',
  },
} as const satisfies Says;

const FIXES = {
  'rename-header': { zh: '把这一栏的表头改为“{b}”', en: 'Call this column {b}' },
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
  { table, columns, explains, rivals }: ColumnCause,
): Iterable<RelationalFinding> {
  const placed = placedOf(analysis, table);
  if (!placed) return;
  const [a, b] = columns.map((c) => headerOf(analysis, placed, c));
  const [first, second] = columns;
  const [other] = rivals;
  yield {
    rule: 'swapped-columns',
    defaultSeverity: 'error',
    message: other ? SAYS.either : SAYS.swapped,
    data: {
      a: columnText(first),
      b: columnText(second),
      other: other?.title ?? '',
      count: String(explains.size),
    },
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
              preferred: !other,
              sure: false,
            },
          ]
        : [],
  };
}

/** The finding of a column that has the name of another. */
export function* wrongHeader(
  analysis: RuleContext,
  { table, column, right }: HeaderCause,
): Iterable<RelationalFinding> {
  const placed = placedOf(analysis, table);
  const header = placed && headerOf(analysis, placed, column);
  if (!header) return;
  const last = column.path.at(-1) ?? '';
  const at = header.text.lastIndexOf(last);
  const newText = at < 0 ? right : header.text.slice(0, at) + right + header.text.slice(at + last.length);
  yield {
    rule: 'swapped-columns',
    defaultSeverity: 'error',
    message: SAYS.twice,
    data: { title: table.title, a: columnText(column), b: right },
    range: header.range,
    printed: header.text,
    expected: newText,
    fixes: [
      {
        title: FIXES['rename-header'],
        data: { b: right },
        edits: [{ range: header.range, newText }],
        preferred: true,
        sure: false,
      },
    ],
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
