/** What two sentences must say alike where no table tells: both sides, the parts of 三公, an item in its section. */
import { foldName } from '../../base/fold.ts';
import { pushTo } from '../../base/maps.ts';
import { HAN_NUMERAL } from '../../base/numbering.ts';
import type { ProseModel, ProseSection, Statement, ValueStatement } from '../../prose/types.ts';
import type { ProseWords } from '../../reference/prose.ts';
import type { Relation } from '../types.ts';
import { flatIndex, isAmount, nameKey } from './places.ts';
import { isAside, isNamed, saidTwice } from './twice.ts';

/** Equalities between amounts that no cell is tied to. */
export function saidAlike(prose: ProseModel, words: ProseWords): Relation[] {
  const alone = prose.sections.map((section) => section.statements.filter(isAlone));
  return [
    ...prose.sections.flatMap((section) => sidesOf(section, words)),
    ...pairs(alone.flat(), (s) => nameOf(s, words)),
    ...alone.flatMap((statements) => pairs(statements, (s) => itemOf(s, words))),
  ];
}

function isAlone(s: Statement): s is ValueStatement {
  return isAmount(s) && !s.paragraph.topic?.off && isNamed(s) && !isAside(s) && !s.figure?.binding.cell;
}

/** 收入总计 and 支出总计 of one paragraph. */
function sidesOf({ statements }: ProseSection, { alike }: ProseWords): Relation[] {
  const amounts = statements.filter(isAlone);
  return amounts.flatMap((income, i) => {
    const [, name] = alike.sides.find(([own]) => nameKey(income.subjectText).endsWith(own)) ?? [];
    const next = amounts[i + 1];
    const isPair =
      name !== undefined &&
      next?.paragraph === income.paragraph &&
      next.measure === income.measure &&
      nameKey(next.subjectText).endsWith(name);
    return isPair && next ? [saidTwice(income, next)] : [];
  });
}

/** The later ones of a key against the first, where they stand in other sentences. */
function pairs(
  statements: readonly ValueStatement[],
  keyOf: (s: ValueStatement) => string | undefined,
): Relation[] {
  const byKey = new Map<string, ValueStatement[]>();
  for (const s of statements) {
    const key = keyOf(s);
    if (key !== undefined) pushTo(byKey, `${key}|${s.measure ?? ''}`, s);
  }
  return [...byKey.values()].flatMap(([first, ...rest]) =>
    rest.flatMap((s) => (first && s.paragraph !== first.paragraph ? [saidTwice(first, s, 'warning')] : [])),
  );
}

/** A name that means one thing in all of a report. */
function nameOf(s: Statement, { alike }: ProseWords): string | undefined {
  const name = nameKey(s.subjectText);
  const tail = alike.tails.find((t) => name.endsWith(t)) ?? '';
  const bare = name.slice(0, name.length - tail.length);
  return alike.names.map(foldName).find((n) => n === name || n === bare);
}

/** An item by its whole path, where it begins its sentence: then the sentence is about it. */
function itemOf(s: Statement, { alike }: ProseWords): string | undefined {
  const path = s.subject?.path ?? [];
  if (path.at(-1)?.level !== alike.item || path.length < 3) return undefined;
  const before = s.paragraph.flat.text.slice(0, s.subject?.start ?? flatIndex(s));
  const sentence = before.slice(before.lastIndexOf('。') + 1);
  // A number may stand before it, and no word.
  return /\p{Script=Han}/u.test(sentence.replace(HAN_NUMERAL, ''))
    ? undefined
    : path.map((p) => foldName(p.name)).join('|');
}
