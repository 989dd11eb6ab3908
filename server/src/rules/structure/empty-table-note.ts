/**
 * Tables that are not filled in, and of which nothing says that there was nothing to report: told once for all. Those
 * that were begun are told with the causes.
 */

import { columnText } from '../../analysis/describe.ts';
import {
  defineRule,
  type RawFinding,
  type RawFix,
  type RelationalFinding,
  type RuleContext,
} from '../../analysis/rule.ts';
import { rangeOf } from '../../base/range.ts';
import type { Says } from '../../messages/index.ts';
import { isZero } from '../../model/figure.ts';
import { isOpen, isUnexplained } from '../../model/presence.ts';
import type { PlacedTable } from '../../model/report.ts';
import type { Figure, TableModel } from '../../model/types.ts';
import { isPast } from '../../prose/statement.ts';
import { comparableTitle } from '../../reference/forms.ts';
import type { FillingCause } from '../../relations/causes/index.ts';
import { isUnknown } from '../../relations/evaluate.ts';
import { isCell } from '../../relations/figure.ts';
import { figuresOf, type Relation } from '../../relations/types.ts';
import { nameRange, placedOf, tablePlace } from '../places.ts';

const SAYS = {
  empty: {
    zh: '《{title}》没有填；确实没有收支的，应注明“没有…收支，故本表无数据”。',
    en: '{title} is not filled in; if there is nothing to report, a note should say so.',
  },
  several: {
    zh: '《{title}》等 {count} 张表没有填；确实没有收支的，应注明“没有…收支，故本表无数据”。',
    en: '{title} and others, {count} tables in all, are not filled in; if there is nothing to report, a note should say so.',
  },
  due: {
    zh: '《{title}》没有填，{other}有 {amount}。',
    en: '{title} is not filled in, but {other} has {amount}.',
  },
  column: {
    zh: '《{title}》“{name}”一栏没有填，与这一栏有关的勾稽没有核对。',
    en: 'The column {name} of {title} is not filled in; what needs it is not checked.',
  },
  begun: {
    zh: '《{title}》从“{name}”起没有填，与这些行有关的勾稽没有核对。',
    en: '{title} is not filled in from “{name}” on; what needs these rows is not checked.',
  },
} as const satisfies Says;

const FIXES = {
  'empty-note': { zh: '在《{title}》下注明没有收支', en: 'Note under {title} that there is nothing' },
} as const satisfies Says;

export default defineRule({
  id: 'empty-table-note',
  title: { zh: '空表没有说明', en: 'Empty table without a note' },
  family: 'structure',
  severity: 'information',
  says: SAYS,
  also: FIXES,
  looksAt: 'amounts',
  check,
});

/**
 * The finding of a table of which the last rows are still blank, at the first that lacks an amount; or of one column,
 * at its header: in a report that is done it was forgotten.
 */
export function* begun(
  analysis: RuleContext,
  { table, row, column }: FillingCause,
): Iterable<RelationalFinding> {
  const placed = placedOf(analysis, table);
  if (!placed) return;
  const header = column?.header;
  yield {
    rule: 'empty-table-note',
    defaultSeverity: column && analysis.report.status === 'published' ? 'warning' : 'information',
    message: column ? SAYS.column : SAYS.begun,
    data: {
      title: table.title,
      name: column ? columnText(column) : [row.code, row.label].filter((t) => t).join(' '),
    },
    range: header ? rangeOf(placed.line + header.line, header.start, header.end) : nameRange(placed, row),
    fixes: [],
  };
}

/** Fixes of one finding; more help nobody. */
const MOST_FIXES = 12;

function* check(analysis: RuleContext): Iterable<RawFinding> {
  const open = analysis.report.tables.filter(({ table }) => isUnexplained(table));
  const told = new Set<PlacedTable>();
  const published = analysis.report.status === 'published';
  if (open.length === 1 || (published && open.length > 0)) {
    const evidence = evidenceIn(analysis, new Set(open.map((p) => p.table)));
    for (const placed of open) {
      const due = evidence.get(placed.table);
      if (!due) continue;
      told.add(placed);
      yield {
        message: SAYS.due,
        data: { title: placed.table.title, other: due.other, amount: due.amount },
        range: tablePlace(analysis, placed),
        ...(published ? { severity: 'warning' as const } : { fixes: [noteFor(placed)] }),
      };
    }
  }
  const rest = open.filter((placed) => !told.has(placed));
  const [first] = rest;
  if (!first) return;
  yield {
    message: rest.length === 1 ? SAYS.empty : SAYS.several,
    data: { title: first.table.title, count: String(rest.length) },
    range: tablePlace(analysis, first),
    related: rest
      .slice(1)
      .map((placed) => ({ range: tablePlace(analysis, placed), message: placed.table.title })),
    fixes: rest.slice(0, MOST_FIXES).map((placed) => noteFor(placed)),
  };
}

function noteFor({ table, line }: PlacedTable): RawFix {
  const last = table.block.lines.at(-1);
  const at = { line: line + table.block.lines.length - 1, character: last?.text.length ?? 0 };
  const subject = comparableTitle(table.title).replace(/(?:收入)?(?:支出)?(?:决算|预算)?(?:明细)?表$/, '');
  return {
    title: FIXES['empty-note'],
    data: { title: table.title },
    edits: [
      {
        range: { start: at, end: at },
        newText: `${last?.eol || '\n'}注：本部门没有${subject}收支，故本表无数据。`,
      },
    ],
  };
}

// ---- tables that others say have amounts ----

/** Who says that a table has amounts, and how much. */
interface Evidence {
  readonly other: string;
  readonly amount: string;
}

function evidenceIn(analysis: RuleContext, open: ReadonlySet<TableModel>): ReadonlyMap<TableModel, Evidence> {
  const found = new Map<TableModel, Evidence>();
  for (const relation of analysis.graph.in('notChecked')) {
    const table = waitsFor(relation);
    if (!table || !open.has(table) || found.has(table)) continue;
    const figure = toldBy(relation, table);
    if (!figure) continue;
    const other = isCell(figure) ? `《${figure.owner.title}》` : analysis.say('label.sentence');
    found.set(table, { other, amount: figure.raw });
  }
  for (const { topic, statements } of analysis.prose.sections) {
    const table = [...open].find((t) => t.form !== undefined && topic?.forms?.[0] === t.form.id);
    if (!table || found.has(table)) continue;
    const stated = statements.find(
      (s) => s.figure?.kind === 'money' && !isPast(s) && !s.inReason && s.figure.value !== 0n,
    )?.figure;
    if (stated) found.set(table, { other: analysis.say('label.sentence'), amount: stated.raw });
  }
  return found;
}

/** The one table that a relation waits for. */
function waitsFor(relation: Relation): TableModel | undefined {
  if (relation.op !== '=' || relation.shape !== 'linear') return undefined;
  const tables = new Set(relation.absent.filter(isUnknown).map((a) => a.table));
  for (const figure of figuresOf(relation))
    if (isCell(figure) && isOpen(figure.owner, figure)) tables.add(figure.owner);
  const [only, ...more] = tables;
  return more.length === 0 ? only : undefined;
}

/** The figure of another table or of a sentence that a relation makes equal to what is not filled in. */
function toldBy(relation: Relation, table: TableModel): Figure | undefined {
  const known = figuresOf(relation).filter((f) => f.owner !== table && !isZero(f));
  return known.length === 1 && known[0]?.state === 'amount' ? known[0] : undefined;
}
