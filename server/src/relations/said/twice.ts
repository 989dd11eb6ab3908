/** An item that sentences give two amounts: in one paragraph, or in a report without the table that would tell. */
import { abs } from '../../base/amount.ts';
import { foldName } from '../../base/fold.ts';
import { pushTo } from '../../base/maps.ts';
import type { ProseIssue, ProseModel, RateStatement, Statement, ValueStatement } from '../../prose/types.ts';
import type { ProseWords } from '../../reference/prose.ts';
import { evaluate } from '../evaluate.ts';
import { once, type Relation, relationOf } from '../types.ts';
import { flatIndex, isAmount, nameKey, written } from './places.ts';

/**
 * A rate that does not fit the amount told last, but the one that the paragraph told of the same item before: then the
 * amount is wrong, and not the rate.
 */
export function amountBefore(
  rate: RateStatement,
  statements: readonly Statement[],
  relation: Relation,
): ProseIssue | undefined {
  const now = rate.current;
  const told = statements.find((s) => s.figure !== undefined && s.figure === now);
  if (relation.shape !== 'ratio' || !told || !isAmount(told) || evaluate(relation).state !== 'broken')
    return undefined;
  // Where a cell says which is right, that is told.
  if (told.figure.binding.cell) return undefined;
  const other = statements.find(
    (s): s is ValueStatement =>
      isAmount(s) &&
      s !== told &&
      s.paragraph === told.paragraph &&
      (s.measure ?? '') === (told.measure ?? '') &&
      nameKey(s.subjectText) === nameKey(told.subjectText),
  );
  if (!other || abs(other.figure.value - told.figure.value) <= other.figure.half + told.figure.half)
    return undefined;
  const turned = relation.numerator.map((t) => (t.figure === now ? { ...t, figure: other.figure } : t));
  if (evaluate({ ...relation, numerator: turned }).state === 'broken') return undefined;
  const { figure } = told;
  const same = other.figure.unit === figure.unit;
  return {
    rule: 'prose-figure',
    what: 'twice',
    block: figure.owner.block,
    span: figure.span,
    data: {
      printed: written(figure),
      other: written(other.figure),
      rate: written(rate.figure),
    },
    printed: figure.raw,
    ...(same ? { expected: other.figure.raw } : {}),
  };
}

/** Farther from its name an amount may be of something else. */
const NEAR = 16;

/** What one name can only mean one thing by, told in two places without a cell. */
export function saidElsewhere(prose: ProseModel, words: ProseWords): Relation[] {
  const byKey = new Map<string, ValueStatement[]>();
  const names = new Map(Object.entries(words.names).map(([name, refs]) => [foldName(name), refs[0] ?? '']));
  for (const s of prose.statements) {
    const { topic } = s.paragraph;
    if (
      !isAmount(s) ||
      topic?.off ||
      !isNamed(s) ||
      isAside(s) ||
      s.figure.binding.cell ||
      s.figure.binding.indicator
    )
      continue;
    const name = nameKey(s.subjectText);
    const ref = names.get(name);
    if (ref === undefined || ref.startsWith('@') || (topic?.names && Object.hasOwn(topic.names, name)))
      continue;
    pushTo(byKey, `${ref}|${s.measure ?? ''}`, s);
  }
  return [...byKey.values()].flatMap(([first, ...rest]) =>
    rest.flatMap((s) => (first && s.paragraph !== first.paragraph ? [saidTwice(first, s)] : [])),
  );
}

/** Whether it stands in brackets: it tells of the amount before them. */
export function isAside(s: Statement): boolean {
  const before = s.paragraph.flat.text.slice(0, flatIndex(s));
  const sentence = before.slice(before.lastIndexOf('。') + 1);
  return sentence.split('(').length > sentence.split(')').length;
}

/** Whether the clause itself names what its amount is of. */
export function isNamed(s: Statement): boolean {
  const { subject, paragraph } = s;
  if (!subject) return false;
  const between = paragraph.flat.text.slice(subject.end, flatIndex(s));
  return between.length <= NEAR && !/[。;,]/.test(between);
}

/** The second of two amounts is the first. */
export function saidTwice(first: ValueStatement, again: ValueStatement, severity?: 'warning'): Relation {
  const [one, two] = [first.figure, again.figure];
  return relationOf(
    { shape: 'linear', left: [once(two)], right: [once(one)], constant: 0n },
    {
      rule: 'prose-figure',
      id: 'said-twice',
      op: '=',
      source: { kind: 'prose', block: two.owner.block, span: two.span, id: 'said-twice' },
      ...(severity ? { severity } : {}),
      total: two,
      text: `${again.subjectText} ${written(two)} = ${written(one)}`,
      required: false,
      explanation: false,
    },
  );
}
