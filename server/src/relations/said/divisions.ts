/** Totals that are always divided in the same way, told without a list: `财政拨款支出中，一般公共预算拨款 …`. */
import { foldName } from '../../base/fold.ts';
import { isSumOf } from '../../prose/parts.ts';
import { isNamed, measureOf } from '../../prose/statement.ts';
import type { ListedStatement, NamedValue, ProseSection } from '../../prose/types.ts';
import type { ProseWords } from '../../reference/prose.ts';
import { once, type Relation, relationOf } from '../types.ts';
import { isAmount, nameKey, written } from './places.ts';

/** A total and all parts of its division, in one paragraph. */
export interface Divided {
  readonly total: ListedStatement;
  readonly parts: readonly ListedStatement[];
}

/** The divisions that the sentences of a section tell in full. */
export function divided(section: ProseSection, words: ProseWords): Divided[] {
  const found: Divided[] = [];
  const amounts = section.statements.filter(isAmount).filter(isNamed);
  for (const [i, total] of amounts.entries()) {
    const name = nameKey(total.subjectText);
    for (const division of words.divisions) {
      const names = division.total.map(foldName);
      if (!names.some((t) => (division.whole ? name === t : name.endsWith(t)))) continue;
      const end = division.next ? i + 1 + division.parts.length : amounts.length;
      const parts = partsBehind(total, amounts.slice(i + 1, end), division.parts);
      if (parts && !holdsMore(total, amounts.slice(i + 1), words)) found.push({ total, parts });
    }
  }
  return found;
}

/** The first amount of each part behind a total, up to where another total of its name is told. */
function partsBehind(
  total: ListedStatement,
  behind: readonly NamedValue[],
  groups: readonly (readonly string[])[],
): NamedValue[] | undefined {
  const found = new Map<number, NamedValue>();
  const own = nameKey(total.subjectText);
  for (const s of behind) {
    if (s.paragraph !== total.paragraph) break;
    const name = nameKey(s.subjectText);
    if (name.endsWith(own) || own.endsWith(name)) break;
    if ((s.measure ?? 'final') !== (measureOf(total) ?? 'final')) continue;
    const group = groups.findIndex((words) => words.some((w) => name.startsWith(foldName(w))));
    if (group >= 0 && !found.has(group)) found.set(group, s);
  }
  return found.size === groups.length ? [...found.values()] : undefined;
}

/** Whether the paragraph tells of something that was carried over, which the total may hold as well. */
function holdsMore(total: ListedStatement, behind: readonly NamedValue[], words: ProseWords): boolean {
  return behind.some(
    (s) =>
      s.paragraph === total.paragraph &&
      s.figure.value !== 0n &&
      words.remainders.some((w) => s.subjectText.includes(w)),
  );
}

/** Sums of divisions that no list tells. */
export function divisionSums(section: ProseSection, words: ProseWords): Relation[] {
  const listed = new Set(section.lists.map((l) => l.total));
  return divided(section, words)
    .filter(({ total, parts }) => !listed.has(total) && areOfOne(total, parts))
    .map(({ total, parts }) => sumOf(total, parts));
}

/** Whether the cells of what is told belong together: those of other scopes do not add up themselves. */
function areOfOne(total: ListedStatement, parts: readonly ListedStatement[]): boolean {
  const whole = total.figure.binding.cell;
  const cells = parts.flatMap((p) => p.figure.binding.cell ?? []);
  return !whole || cells.length < parts.length || isSumOf(whole, cells);
}

function sumOf(total: ListedStatement, parts: readonly ListedStatement[]): Relation {
  const figures = parts.map((p) => p.figure);
  const { figure: whole } = total;
  return relationOf(
    { shape: 'linear', left: [once(whole)], right: figures.map(once), constant: 0n },
    {
      rule: 'list-sum',
      id: 'division-sum',
      op: '=',
      source: { kind: 'prose', block: whole.owner.block, span: whole.span, id: 'division-sum' },
      severity: undefined,
      total: whole,
      text: `${total.subjectText} = ${figures.map(written).join(' + ')}`,
      required: false,
      explanation: false,
    },
  );
}
