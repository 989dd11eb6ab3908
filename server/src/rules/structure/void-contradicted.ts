/** A note or sentence that says there is nothing to report, over a table with amounts; or a note of another table. */

import { defineRule, type RawFinding, type RuleContext } from '../../analysis/rule.ts';
import { foldName } from '../../base/fold.ts';
import { rangeOf } from '../../base/range.ts';
import type { Says } from '../../messages/index.ts';
import { isZero } from '../../model/figure.ts';
import { NothingSaid, subjectsOf } from '../../model/presence.ts';
import type { PlacedTable } from '../../model/report.ts';
import type { CellFigure } from '../../model/types.ts';
import { tablePlace } from '../places.ts';

const SAYS = {
  note: {
    zh: '注说没有收支，但《{title}》里有 {amount}。',
    en: 'The note says there is nothing, but {title} holds {amount}.',
  },
  sentence: {
    zh: '这里说没有，但《{title}》里有 {amount}。',
    en: 'This says there is nothing, but {title} holds {amount}.',
  },
  'other-table': {
    zh: '注说的是“{subject}”，表是《{title}》。',
    en: 'The note speaks of {subject}; the table is {title}.',
  },
} as const satisfies Says;

export default defineRule({
  id: 'void-contradicted',
  title: { zh: '说没有，表里却有', en: 'Said to be nothing, and the table holds amounts' },
  family: 'structure',
  severity: 'error',
  says: SAYS,
  looksAt: 'amounts',
  check,
});

function* check(analysis: RuleContext): Iterable<RawFinding> {
  const { report, reference } = analysis;
  const said = new NothingSaid(reference.vocabulary, report.front.year);
  for (const placed of report.tables) {
    const { table } = placed;
    const subjects = subjectsOf(table.form);
    for (const note of table.notes) {
      const range = rangeOf(placed.line + note.line, 0, table.block.lines[note.line]?.text.length ?? 0);
      const cell = said.ofTable(note.text, subjects) && amountIn(placed, said.ofTable(note.text, subjects));
      if (cell) yield contradicted(analysis, placed, { message: SAYS.note, range }, cell);
      else yield* ofOther(analysis, placed, { text: note.text, range }, said);
    }
  }
  yield* ofSentences(analysis, said);
}

/** Sentences on the subject of a table that holds amounts. */
function* ofSentences(analysis: RuleContext, said: NothingSaid): Iterable<RawFinding> {
  const { report, tree } = analysis;
  const tables = report.tables.filter((p) => subjectsOf(p.table.form).length > 0 && amountIn(p, 'all'));
  if (tables.length === 0) return;
  for (const { block, line } of tree.blocks) {
    if (block.kind !== 'paragraph') continue;
    for (const [i, own] of block.lines.entries()) {
      for (const sentence of sentencesOf(own.text)) {
        for (const placed of tables) {
          const measure = said.ofSubject(sentence.text, subjectsOf(placed.table.form));
          const cell = measure && amountIn(placed, measure);
          if (!cell) continue;
          const range = rangeOf(line + i, sentence.start, sentence.start + sentence.text.length);
          yield contradicted(analysis, placed, { message: SAYS.sentence, range }, cell);
        }
      }
    }
  }
}

function sentencesOf(text: string): { text: string; start: number }[] {
  return [...text.matchAll(/[^。；;]+[。；;]?/g)].map((m) => {
    const lead = m[0].length - m[0].trimStart().length;
    return { text: m[0].trim(), start: m.index + lead };
  });
}

/** A note that says there is nothing of what another form is about, and not of what its own table is about. */
function* ofOther(
  analysis: RuleContext,
  { table }: PlacedTable,
  { text, range }: { readonly text: string; readonly range: RawFinding['range'] },
  said: NothingSaid,
): Iterable<RawFinding> {
  const own = subjectsOf(table.form);
  const folded = foldName(text);
  if (own.length === 0 || own.some((s) => folded.includes(s))) return;
  const other = analysis.reference.forms.forms.find(
    (form) => form.kind === table.form?.kind && said.ofSubject(text, subjectsOf(form)) !== undefined,
  );
  if (!other) return;
  yield {
    message: SAYS['other-table'],
    data: { title: table.title, subject: other.subject?.[0] ?? '' },
    range,
    severity: 'warning',
  };
}

function contradicted(
  analysis: RuleContext,
  placed: PlacedTable,
  { message, range }: Pick<RawFinding, 'message' | 'range'>,
  cell: CellFigure,
): RawFinding {
  return {
    message,
    data: { title: placed.table.title, amount: cell.raw },
    range,
    ...(analysis.report.status === 'draft' ? { severity: 'warning' as const } : {}),
    related: [{ range: tablePlace(analysis, placed), message: placed.table.title }],
  };
}

/** An amount of a table of what is said to be nothing: of its income, its expenditure, or any. */
function amountIn({ table }: PlacedTable, measure: string | undefined): CellFigure | undefined {
  if (measure === undefined) return undefined;
  for (const row of table.rows) {
    for (const cell of row.cells.values()) {
      if (cell.state !== 'amount' || isZero(cell) || cell.kind !== 'money') continue;
      if (measure === 'all' || cell.column.path.some((part) => part.includes(measure))) return cell;
    }
  }
  return undefined;
}
