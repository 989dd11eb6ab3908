/** Rows as they come from a paste, parted by tabs: understood, and better kept as bar rows. */
import { defineRule, type RawFinding, type RuleContext } from '../../analysis/rule.ts';
import type { Says } from '../../messages/index.ts';
import { barTable } from './tab-rows.ts';

const SAYS = {
  block: {
    zh: '这 {count} 行用制表符分隔，已按表格读取；可以转成“|”分隔的表格，便于查看和修改。',
    en: 'These {count} rows are parted by tabs. They are understood, and can be turned into bar rows.',
  },
} as const satisfies Says;

const FIXES = {
  'bar-rows': { zh: '转成“|”分隔的表格', en: 'Turn into bar rows' },
} as const satisfies Says;

export default defineRule({
  id: 'tab-row',
  title: { zh: '用制表符分隔的表格行', en: 'Rows parted by tabs' },
  family: 'syntax',
  severity: 'hint',
  says: SAYS,
  also: FIXES,
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
      message: SAYS.block,
      data: { count: String(rows.length) },
      range: {
        start: { line: line + first, character: 0 },
        end: { line: line + first, character: table.block.lines[first]?.text.length ?? 0 },
      },
      fixes: edits.length > 0 ? [{ title: FIXES['bar-rows'], edits, preferred: true, safe: true }] : [],
    };
  }
}
