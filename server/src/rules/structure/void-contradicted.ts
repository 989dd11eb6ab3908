/** A note or sentence that says there is nothing to report, over a table with amounts; or a note of another table. */

import { defineRule, type RawFinding, type RuleContext, type TableGround } from '../../analysis/rule.ts';
import { foldName } from '../../base/fold.ts';
import { getOrMake } from '../../base/maps.ts';
import { rangeOf } from '../../base/range.ts';
import type { Says } from '../../messages/index.ts';
import { isZero } from '../../model/figure.ts';
import { NothingSaid, subjectsOf } from '../../model/presence.ts';
import type { PlacedTable } from '../../model/report.ts';
import type { CellFigure, TableModel } from '../../model/types.ts';
import type { Reference } from '../../reference/index.ts';
import type { Block } from '../../syntax/tree.ts';
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
    for (const { line, measure, other } of analysis.byTable(notesOf, placed)) {
      const range = rangeOf(placed.line + line, 0, table.block.lines[line]?.text.length ?? 0);
      const cell = amountIn(placed, measure);
      if (cell) yield contradicted(analysis, placed, { message: SAYS.note, range }, cell);
      else if (other !== undefined)
        yield {
          message: SAYS['other-table'],
          data: { title: table.title, subject: other },
          range,
          severity: 'warning',
        };
    }
  }
  yield* ofSentences(analysis, said);
}

/** What a note says there is nothing of: a measure of its table, or what another form is about. */
interface Note {
  readonly line: number;
  readonly measure: string | undefined;
  readonly other: string | undefined;
}

function notesOf({ reference, report }: TableGround, { table }: PlacedTable): Note[] {
  const said = new NothingSaid(reference.vocabulary, report.front.year);
  const subjects = subjectsOf(table.form);
  return table.notes.map(({ line, text }) => ({
    line,
    measure: said.ofTable(text, subjects),
    other: otherSubject(reference, table, text, said),
  }));
}

/** Sentences on the subject of a table that holds amounts. */
function* ofSentences(analysis: RuleContext, said: NothingSaid): Iterable<RawFinding> {
  const { report, tree } = analysis;
  const tables = report.tables.filter((p) => subjectsOf(p.table.form).length > 0 && amountIn(p, 'all'));
  if (tables.length === 0) return;
  for (const { block, line } of tree.blocks) {
    if (block.kind !== 'paragraph') continue;
    const sentences = getOrMake(
      getOrMake(kept, analysis.reference, () => new WeakMap<Block, readonly Sentence[]>()),
      block,
      () => sentencesOf(block).filter(({ text }) => said.speaks(text)),
    );
    for (const { at, start, text } of sentences) {
      for (const placed of tables) {
        const cell = amountIn(placed, said.ofSubject(text, subjectsOf(placed.table.form)));
        if (!cell) continue;
        const range = rangeOf(line + at, start, start + text.length);
        yield contradicted(analysis, placed, { message: SAYS.sentence, range }, cell);
      }
    }
  }
}

/** A sentence on one line of its block. */
interface Sentence {
  readonly text: string;
  readonly at: number;
  readonly start: number;
}

/** The sentences of paragraphs that say that there is none of something. */
const kept = new WeakMap<Reference, WeakMap<Block, readonly Sentence[]>>();

function sentencesOf({ lines }: Block): Sentence[] {
  return lines.flatMap((line, at) =>
    [...line.text.matchAll(/[^。；;]+[。；;]?/g)].map((m) => {
      const lead = m[0].length - m[0].trimStart().length;
      return { text: m[0].trim(), at, start: m.index + lead };
    }),
  );
}

/** What a note is about that says there is nothing of another form's subject, and not of its own table's. */
function otherSubject(
  { forms }: Reference,
  { form }: TableModel,
  text: string,
  said: NothingSaid,
): string | undefined {
  const own = subjectsOf(form);
  const folded = foldName(text);
  if (own.length === 0 || own.some((s) => folded.includes(s))) return undefined;
  const other = forms.forms.find(
    (one) => one.kind === form?.kind && said.ofSubject(text, subjectsOf(one)) !== undefined,
  );
  return other && (other.subject?.[0] ?? '');
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
