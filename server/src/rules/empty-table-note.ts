/** An empty table of which nothing says that there was nothing to report. */
import { foldName } from '../base/fold.ts';
import type { PlacedTable } from '../model/report.ts';
import { comparableTitle } from '../reference/forms.ts';
import type { Analysis } from './analysis.ts';
import { tablePlace } from './places.ts';
import { defineRule, type RawFinding } from './rule.ts';

export default defineRule({
  id: 'empty-table-note',
  family: 'structure',
  severity: 'information',
  messages: ['empty-table-note.empty'],
  check,
});

function* check(analysis: Analysis): Iterable<RawFinding> {
  for (const placed of analysis.report.tables) {
    const { table } = placed;
    if (!table.empty || !table.form || table.form.structure === 'free' || said(analysis, placed)) continue;
    const at = {
      line: placed.line + table.block.lines.length - 1,
      character: table.block.lines.at(-1)?.text.length ?? 0,
    };
    const eol = table.block.lines.at(-1)?.eol || '\n';
    const subject = comparableTitle(table.title).replace(/(?:收入)?(?:支出)?(?:决算|预算)?(?:明细)?表$/, '');
    yield {
      message: 'empty-table-note.empty',
      data: { title: table.title },
      range: tablePlace(analysis, placed),
      fixes: [
        {
          title: 'fix.empty-note',
          edits: [
            { range: { start: at, end: at }, newText: `${eol}注：本部门没有${subject}收支，故本表无数据。` },
          ],
        },
      ],
    };
  }
}

/** Whether the table's notes, its section, or the report's text on its subject say that it is empty. */
function said(analysis: Analysis, placed: PlacedTable): boolean {
  const { table } = placed;
  const words = analysis.reference.vocabulary.emptyTable;
  const says = (text: string) => {
    const folded = foldName(text);
    return words.some((w) => folded.includes(w));
  };
  if (table.notes.some((n) => says(n.text))) return true;
  const from = placed.section?.line ?? placed.line;
  const to = nextHeading(analysis, placed.line);
  const subject = comparableTitle(table.form?.title ?? table.title).slice(0, 5);
  for (const { block, line } of analysis.tree.blocks) {
    if (block.kind !== 'paragraph') continue;
    const text = block.lines.map((l) => l.text).join('');
    const near = from <= line && line < to;
    if ((near || foldName(text).includes(subject)) && says(text)) return true;
  }
  return false;
}

function nextHeading(analysis: Analysis, line: number): number {
  return analysis.report.allSections.find((s) => s.line > line)?.line ?? analysis.tree.lines.length;
}
