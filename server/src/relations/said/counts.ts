/** Counts of a report that cannot be more than others: 公务用车保有量 and all vehicles. */
import { foldName, stripNumber } from '../../base/fold.ts';
import type { Report } from '../../model/report.ts';
import type { ProseIssue, ProseModel, ProseSection, Statement } from '../../prose/types.ts';
import type { ProseWords } from '../../reference/prose.ts';
import { flatIndex, isAmount, nameKey, written } from './places.ts';

/** Counts that are more than what they are a part of. */
export function countLimits(prose: ProseModel, words: ProseWords): ProseIssue[] {
  const find = (id: string) =>
    prose.statements.find((s) => s.kind === 'count' && s.figure.binding.indicator === id);
  return words.countLimits.flatMap(({ part, whole }) => {
    const [one, all] = [find(part), find(whole)];
    if (!one?.figure || !all?.figure || one.figure.value <= all.figure.value) return [];
    return [issue(one, part, all, whole)];
  });
}

function issue(one: Statement, part: string, all: Statement, whole: string): ProseIssue {
  const [mine, theirs] = [one.figure, all.figure] as [
    NonNullable<Statement['figure']>,
    NonNullable<Statement['figure']>,
  ];
  return {
    rule: 'amount-count',
    what: 'more',
    block: mine.owner.block,
    span: mine.span,
    data: { part, count: written(mine), whole, all: written(theirs) },
    printed: mine.raw,
  };
}

/** Whether a table tells a count, in a row or a column of that name. */
export function isPrinted(report: Report, names: readonly string[]): boolean {
  const wanted = names.map(foldName);
  const isNamed = (text: string) => wanted.some((w) => foldName(text).includes(w));
  return report.tables.some(({ table }) =>
    table.rows.some((row) =>
      [...row.cells].some(
        ([column, cell]) => cell.state === 'amount' && (isNamed(row.label) || column.path.some(isNamed)),
      ),
    ),
  );
}

/** Amounts of a section from which it is more than one sentence on one item. */
const SEVERAL = 2;

/** Whether an amount is told in a sentence or an item of its own, in a section that tells of others as well. */
export function isItemOf(
  amount: Statement,
  section: ProseSection,
  heads: readonly string[] | undefined,
): boolean {
  if (!heads) return true;
  // Items may be lines of one paragraph.
  const { text } = amount.paragraph.flat;
  const sentences = text.slice(0, flatIndex(amount)).split('\u3002').map(stripNumber);
  const others = new Set(section.statements.filter(isAmount).map((s) => nameKey(s.subjectText)));
  return others.size >= SEVERAL && heads.some((head) => sentences.some((t) => t.startsWith(head)));
}

/** Parts that the sentences on a whole leave out, where no table prints them. */
export function detailsOwed(prose: ProseModel, report: Report, words: ProseWords): ProseIssue[] {
  if (report.front.kind !== words.detailKind) return [];
  return words.detailRules.flatMap((rule) => {
    const sections = prose.sections.filter((s) => s.topic?.id === rule.topic);
    const form = report.tables.find((t) => t.table.form?.id === `${words.detailKind}${rule.form}`);
    if (form || sections.some((s) => isTold(s, rule.word, rule.goesOn))) return [];
    const whole = sections
      .flatMap((s) => s.statements.filter(isAmount))
      .findLast((s) => s.figure?.value !== 0n && nameKey(s.subjectText).startsWith(rule.whole));
    return whole?.figure
      ? [
          {
            rule: 'amount-count',
            what: 'detail',
            block: whole.figure.owner.block,
            span: whole.figure.span,
            data: { subject: whole.subjectText, amount: written(whole.figure), part: rule.part },
            printed: written(whole.figure),
          },
        ]
      : [];
  });
}

/** Whether a section holds a word that does not go on as a part of a longer name. */
function isTold(section: ProseSection, word: string, goesOn: readonly string[]): boolean {
  return section.paragraphs.some(({ flat: { text } }) => {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
      if (!goesOn.some((w) => text.startsWith(w, at + word.length))) return true;
    return false;
  });
}
