/** What a summary of evaluations says against its own sentence and against the tables of scores. */
import { foldName } from '../../base/fold.ts';
import type { Report } from '../../model/report.ts';
import type { CellFigure } from '../../model/types.ts';
import { isSumOf } from '../../prose/parts.ts';
import type { ProseFigure, ProseSection, Statement } from '../../prose/types.ts';
import type { ProseWords } from '../../reference/prose.ts';
import { slipOf } from '../slip.ts';
import { once, type Relation, relationOf } from '../types.ts';
import { clauseOf, flatIndex, textBetween, written } from './places.ts';

/** A name as short as this may be that of anything. */
const SHORT = 3;

/** Projects by grades against their number, and scores against the tables that print them. */
export function evaluations(section: ProseSection, report: Report, words: ProseWords): Relation[] {
  if (!section.topic?.performance) return [];
  const counts = section.statements.filter(
    (s) => s.kind === 'count' && !s.inReason && !s.figure?.approximate,
  );
  return [
    ...gradesOf(counts, words),
    ...scoresOf(counts, section, report, words),
    ...moneyOf(counts, section, report, words),
  ];
}

/**
 * `共涉及项目 11 个，资金 10219.39 万元`: the money of all projects, where the report prints a sheet for each. Whether it is
 * their budgets or what was spent is not told, nor which sheets are printed: what fits, or what a slip of the hand made.
 */
function moneyOf(
  counts: readonly Statement[],
  { statements }: ProseSection,
  report: Report,
  { evaluation }: ProseWords,
): Relation[] {
  const { involved } = evaluation;
  return statements.flatMap((s) => {
    if (s.kind !== 'value' || s.inReason || !s.figure || s.figure.binding.cell || s.figure.approximate)
      return [];
    const own = s.figure;
    const clause = clauseOf(s).split('、').at(-1)?.trim() ?? '';
    // `共涉及资金`
    if (!involved.words.some((w) => clause === w || clause.slice(1) === w)) return [];
    const told = counts.filter(
      (c) => flatIndex(c) < flatIndex(s) && textBetween(c, s)?.includes('。') === false,
    );
    const [count, ...more] = told.filter((c) => c.figure?.unitText.startsWith(involved.unit));
    if (!count?.figure || more.length > 0) return [];
    const sums = sheetSums(report, evaluation, Number(count.figure.raw));
    const fitting = sums.find((cells) => isSumOf(own, cells)) ?? sums.find((cells) => isSlip(own, cells));
    return fitting ? [linear(s, own, fitting, 'involved')] : [];
  });
}

/** The cells of all projects' sheets, by column, where there are as many sheets as are told. */
function sheetSums(
  { tables }: Report,
  { sheet, involved }: ProseWords['evaluation'],
  count: number,
): CellFigure[][] {
  const sheets = tables.filter(
    ({ table }) => table.form?.id === sheet.fund && !involved.whole.some((w) => table.title.includes(w)),
  );
  if (sheets.length !== count || count < 2) return [];
  const rows = sheets.map(({ table }) => table.rows.find((r) => r.form?.id === involved.row));
  const sums = involved.columns.map((column) =>
    rows.flatMap((row) => {
      const cell = [...(row?.cells ?? [])].find(([c]) => c.form?.id === column)?.[1];
      return cell?.state === 'amount' ? [cell] : [];
    }),
  );
  return sums.filter((cells) => cells.length === count);
}

/** Whether a slip of the hand made an amount of the sum of cells. */
function isSlip(own: ProseFigure, cells: readonly CellFigure[]): boolean {
  const sum = cells.reduce((all, c) => all + c.value, 0n);
  return slipOf(own, sum) !== undefined;
}

/** `18 个项目中，15 个为优，3 个为良`: the grades are all of the projects. */
function gradesOf(counts: readonly Statement[], { evaluation }: ProseWords): Relation[] {
  const found: Relation[] = [];
  for (const [i, total] of counts.entries()) {
    if (!total.figure || isGraded(total, evaluation) || !behind(total).startsWith(evaluation.project))
      continue;
    const parts: ProseFigure[] = [];
    for (const part of counts.slice(i + 1)) {
      if (part.paragraph !== total.paragraph || !isGraded(part, evaluation) || !part.figure) break;
      parts.push(part.figure);
    }
    if (parts.length < 2) continue;
    const sum = parts.reduce((all, f) => all + f.value, 0n);
    // Others may have no grade yet, or one that is not told.
    const open =
      sum < total.figure.value && evaluation.rest.some((w) => total.paragraph.flat.text.includes(w));
    if (!open) found.push(linear(total, total.figure, parts, 'graded'));
  }
  return found;
}

/** `项目自评得分为 95 分` against the row of the project that the paragraph names. */
function scoresOf(
  counts: readonly Statement[],
  section: ProseSection,
  report: Report,
  { evaluation }: ProseWords,
): Relation[] {
  const scores = counts.filter(
    (s) => s.figure?.unitText === evaluation.point && evaluation.scores.some((w) => before(s).includes(w)),
  );
  return scores.flatMap((s) => {
    const cell =
      scores.filter((o) => o.paragraph === s.paragraph).length === 1 &&
      (scoreOf(s, report, evaluation) ?? totalOf(s, section, report, evaluation));
    return cell && s.figure ? [linear(s, s.figure, [cell], 'score')] : [];
  });
}

/** The score that a table of all evaluations prints for the one project whose name the paragraph holds. */
function scoreOf(
  s: Statement,
  report: Report,
  { form, column }: ProseWords['evaluation'],
): CellFigure | undefined {
  const text = foldName(s.paragraph.flat.text);
  const rows = report.tables
    .filter(({ table }) => table.form?.id === form)
    .flatMap(({ table }) => table.rows)
    .flatMap((row) => {
      const name = foldName(row.label);
      const cell = [...row.cells].find(([c]) => c.form?.id === column)?.[1];
      return name.length > SHORT && text.includes(name) && cell?.state === 'amount' ? [cell] : [];
    });
  return rows.length === 1 ? rows[0] : undefined;
}

/** The total of the sheet whose budget or execution the paragraph tells, where it tells those of one alone. */
function totalOf(
  s: Statement,
  section: ProseSection,
  { tables }: Report,
  { sheet }: ProseWords['evaluation'],
): CellFigure | undefined {
  const funds = section.statements
    .filter((o) => o.paragraph === s.paragraph)
    .flatMap((o) => (o.figure?.binding.cell ? [o.figure.binding.cell.owner] : []));
  const [own, ...others] = new Set(funds.filter((t) => t.form?.id === sheet.fund));
  const at = tables.findIndex(({ table }) => table === own);
  if (!own || others.length > 0 || at < 0) return undefined;
  const next = tables
    .slice(at + 1)
    .find(({ table }) => table.form?.id === sheet.form || table.form?.id === sheet.fund);
  const total =
    next?.table.title === own.title ? next.table.rows.find((r) => r.form?.id === sheet.row) : undefined;
  const cell = [...(total?.cells ?? [])].find(([c]) => c.form?.id === sheet.column)?.[1];
  return cell?.state === 'amount' ? cell : undefined;
}

function isGraded(s: Statement, { grades, is }: ProseWords['evaluation']): boolean {
  const [clause = ''] = behind(s).split(/[,;。、(]/);
  const bare = clause.replace(/["“”]/g, '');
  return grades.some((g) => bare === g || is.some((word) => bare.endsWith(word + g)));
}

function behind(s: Statement): string {
  const { text } = s.paragraph.flat;
  return text.slice(flatIndex(s) + (s.figure?.raw.length ?? 0)).trimStart();
}

function before(s: Statement): string {
  const { text } = s.paragraph.flat;
  const at = flatIndex(s);
  return text.slice(Math.max(0, at - 10), at);
}

function linear(
  at: Statement,
  own: ProseFigure,
  others: readonly (ProseFigure | CellFigure)[],
  id: 'graded' | 'score' | 'involved',
): Relation {
  return relationOf(
    { shape: 'linear', left: [once(own)], right: others.map(once), constant: 0n },
    {
      rule: id === 'graded' ? 'list-sum' : 'prose-figure',
      id,
      op: '=',
      source: { kind: 'prose', block: own.owner.block, span: own.span, id },
      severity: 'warning',
      total: own,
      text: `${at.subjectText} ${written(own)} = ${others.map((f) => f.raw).join(' + ')}`,
      required: false,
      explanation: false,
    },
  );
}
