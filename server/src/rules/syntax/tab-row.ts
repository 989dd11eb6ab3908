/** Rows as they come from a paste, parted by tabs: understood, and better kept as bar rows. */
import { defineRule, type RawFinding, type RuleContext } from '../../analysis/rule.ts';
import { barTable } from './tab-rows.ts';

export default defineRule({
  id: 'tab-row',
  family: 'syntax',
  severity: 'hint',
  messages: ['tab-row.block'],
  check,
});

function* check(analysis: RuleContext): Iterable<RawFinding> {
  for (const { table, line } of analysis.report.tables) {
    if (table.dialect !== 'tab') continue;
    const rows = table.block.lines.flatMap((_, i) => (table.block.roles[i] === 'row' ? [i] : []));
    const first = rows[0];
    const last = rows.at(-1);
    if (first === undefined || last === undefined) continue;
    const edits = barTable(table, line, analysis.tree.lines);
    yield {
      message: 'tab-row.block',
      data: { count: String(rows.length) },
      range: {
        start: { line: line + first, character: 0 },
        end: { line: line + first, character: table.block.lines[first]?.text.length ?? 0 },
      },
      fixes: edits.length > 0 ? [{ title: 'fix.bar-rows', edits, preferred: true, safe: true }] : [],
    };
  }
}
