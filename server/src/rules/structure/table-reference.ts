/** A sentence that names a table which the report does not have, by its number or by its title. */

import { defineRule, type RawFinding, type RuleContext } from '../../analysis/rule.ts';
import { rangeOf } from '../../base/range.ts';
import type { Says } from '../../messages/index.ts';
import { mentionsIn, type TableMention, TableNames } from '../../prose/table-mentions.ts';

/** So many tables must bear numbers before one that none bears is missing. */
const NUMBERED = 3;

const SAYS = {
  number: {
    zh: '这里说的“{name}”，报告里没有编这个号的表。',
    en: 'No table of the report bears the number {name}.',
  },
  title: { zh: '这里说的《{name}》，报告里没有这张表。', en: 'The report has no table {name}.' },
} as const satisfies Says;

export default defineRule({
  id: 'table-reference',
  title: { zh: '提到的表不在报告里', en: 'Table named but not there' },
  family: 'structure',
  severity: 'information',
  says: SAYS,
  looksAt: 'sentences',
  check,
});

function* check(analysis: RuleContext): Iterable<RawFinding> {
  const { report, reference, tree } = analysis;
  if (report.tables.length < NUMBERED) return;
  const names = new TableNames(report, reference);
  const { ending } = reference.vocabulary.mention;
  for (const { block, line } of tree.blocks) {
    if (block.kind !== 'paragraph') continue;
    for (const [i, { text }] of block.lines.entries())
      if (text.includes(ending)) yield* inLine(analysis, names, text, line + i);
  }
}

function* inLine(analysis: RuleContext, names: TableNames, text: string, line: number): Iterable<RawFinding> {
  const words = analysis.reference.vocabulary.mention;
  const elsewhere = words.elsewhere.some((w) => text.includes(w));
  for (const mention of mentionsIn(text, words)) {
    if (names.find(mention) || (elsewhere && !mention.number)) continue;
    const message = wrongness(analysis, names, mention);
    const range = rangeOf(line, mention.start, mention.end);
    if (message) yield { message, data: { name: mention.text }, range };
  }
}

/** What is wrong with a mention that no table answers to; what may be attached elsewhere is none. */
function wrongness(
  { report, reference }: RuleContext,
  names: TableNames,
  { number, text }: TableMention,
): RawFinding['message'] | undefined {
  if (number) return names.numbered(number.series) >= NUMBERED ? SAYS.number : undefined;
  const match = reference.forms.match(text, report.front.unit, report.front.kind)[0];
  // A table that the report owes is told by missing-table; those of performance are attached as often as printed.
  if (match?.by !== 'title' || match.form.required || match.form.set) return undefined;
  return match.form.kind === report.front.kind ? SAYS.title : undefined;
}
