/** Lists and their totals. */
import { measureOf } from '../../prose/statement.ts';
import type { PartList, ProseFigure, ProseSection, Statement } from '../../prose/types.ts';
import { evaluate } from '../evaluate.ts';
import { nameKey } from '../said/places.ts';
import { once, type Relation } from '../types.ts';
import { HUNDRED, linearOf } from './making.ts';
import type { Owed } from './owed.ts';
import { cellsAddUp, isWhole, partsLeft } from './parts.ts';
import { isMixed } from './units.ts';

/** Statements behind a list in which a part of it may still be told. */
const FOLLOWING = 8;

/** Parts without those said again (`人员经费 x，主要包括人员经费 x`). */
function unique(parts: readonly Statement[]): Statement[] {
  const kept: Statement[] = [];
  for (const p of parts) {
    const cell = p.figure?.binding.cell;
    const again = kept.some(
      (k) =>
        (cell !== undefined && k.figure?.binding.cell === cell) ||
        (k.subjectText === p.subjectText && k.figure?.value === p.figure?.value),
    );
    if (!again) kept.push(p);
  }
  return kept;
}

export function listOwes(owed: Owed, list: PartList, section: ProseSection): void {
  const { total } = list;
  const whole = total.figure;
  if (!whole || whole.approximate) return;
  let parts = unique(list.parts).filter((p) => p.figure && !p.figure.approximate);
  if (parts.length === 0) return;
  if (!isWhole(owed, list, parts)) {
    const more = completed(list, parts, section) ?? dividedOn(owed, list, parts, section);
    if (more) parts = more;
    else {
      // Parts that make up the whole once a unit is put right are all of them.
      if (parts.length < 2 || !isOtherUnit(owed, sumOf(list, parts), parts)) openList(owed, list, parts);
      return;
    }
  }
  const relation = sumOf(list, parts);
  if (isOtherUnit(owed, relation, parts)) return;
  owed.relations.push(relation);
  const shares = list.shares.filter((s) => s.figure && !s.figure.approximate);
  if (shares.length >= 2 && shares.length === parts.length && evaluate(relation).state !== 'broken') {
    const sum = linearOf({
      rule: 'list-sum',
      id: 'share-sum',
      at: total,
      text: `${shares.map((s) => s.figure?.raw).join(' + ')} = 100%`,
      left: shares.map((s) => once(s.figure as ProseFigure)),
      right: [],
      constant: HUNDRED,
    });
    // Each share is checked by itself; a wrong one is told there, and not again as a sum.
    if (evaluate(sum).state !== 'broken') owed.relations.push({ ...sum, total: undefined });
  }
}

function sumOf({ total }: PartList, parts: readonly Statement[]): Relation {
  return linearOf({
    rule: 'list-sum',
    id: 'list-sum',
    at: total,
    text: `${total.subjectText} = ${parts.map((p) => p.subjectText).join(' + ')}`,
    left: [once(total.figure as ProseFigure)],
    right: parts.map((p) => once(p.figure as ProseFigure)),
  });
}

/** Whether a part has another unit than its total, with which they would add up: told at the unit. */
function isOtherUnit(owed: Owed, relation: Relation, parts: readonly Statement[]): boolean {
  const whole = relation.total as ProseFigure;
  return parts.some((p) => isMixed(owed, relation, [p.figure as ProseFigure, whole]));
}

/** The parts of a fixed division that sentences right behind the list tell. */
function dividedOn(
  owed: Owed,
  list: PartList,
  parts: readonly Statement[],
  section: ProseSection,
): Statement[] | undefined {
  const { total } = list;
  const all = [...parts];
  const from = section.statements.indexOf(parts.at(-1) as Statement) + 1;
  for (const s of section.statements.slice(from, from + FOLLOWING)) {
    if (s.kind !== 'value' || s.past || s.inReason || !s.figure || s.figure.approximate) continue;
    if ((s.measure ?? 'final') !== (measureOf(total) ?? 'final') || s.figure.kind !== 'money') continue;
    if (partsLeft(owed, 'money', total, [...all, s])) all.push(s);
    if (partsLeft(owed, 'money', total, all)?.length === 0) return all;
  }
  return undefined;
}

/** Parts that stand in later sentences of the section, up to where the cells add up to the total's. */
function completed(
  list: PartList,
  parts: readonly Statement[],
  section: ProseSection,
): Statement[] | undefined {
  const whole = list.total.figure as ProseFigure;
  if (!whole.binding.cell || parts.some((p) => !p.figure?.binding.cell)) return undefined;
  const table = parts[0]?.figure?.binding.cell?.owner;
  const last = section.statements.indexOf(parts.at(-1) as Statement);
  const all = [...parts];
  for (const s of section.statements.slice(last + 1)) {
    const cell = s.figure?.binding.cell;
    if (
      s.kind !== 'value' ||
      !cell ||
      cell.owner !== table ||
      s.past ||
      (s.measure ?? 'final') !== (measureOf(list.total) ?? 'final')
    )
      continue;
    if (all.some((p) => p.figure?.binding.cell === cell)) continue;
    all.push(s);
    if (cellsAddUp(whole, all)) return all;
  }
  return undefined;
}

/** The parts behind the total that have nothing in common, the first of them at least. */
function apartOf(owed: Owed, parts: readonly Statement[]): readonly Statement[] {
  const [first] = parts;
  const names = owed.words.apart.find((group) => group.includes(nameKey(first?.subjectText ?? ''))) ?? [];
  const own = parts.filter((p) => names.includes(nameKey(p.subjectText)));
  const isOnce = new Set(own.map((p) => nameKey(p.subjectText))).size === own.length;
  return own.length > 1 && isOnce && own.every((p) => p.paragraph === first?.paragraph)
    ? own
    : parts.slice(0, 1);
}

/** An incomplete list: no part of it, told right behind the total, is more than the total, nor are those together. */
function openList(owed: Owed, list: PartList, parts: readonly Statement[]): void {
  const whole = list.total.figure as ProseFigure;
  const [first] = parts;
  // Outside the sections on the tables, 其中 may name anything.
  if (list.total.paragraph.topic === undefined || list.total.paragraph.topic.off) return;
  if (!list.direct || !first?.figure || list.word !== '其中' || whole.kind !== first.figure.kind) return;
  if (first.paragraph !== list.total.paragraph || whole.value < 0n) return;
  const own = apartOf(owed, parts);
  // The limits of procurement are told for themselves.
  const limited = owed.words.limits.some((l) => l.part === `@${first.figure?.binding.indicator ?? ''}`);
  if (limited) return;
  owed.relations.push(
    linearOf({
      rule: 'list-sum',
      id: 'list-part',
      at: own.length > 1 ? list.total : first,
      op: '≤',
      severity: 'warning',
      text: `${own.map((p) => p.subjectText).join(' + ')} ≤ ${list.total.subjectText}`,
      left: own.map((p) => once(p.figure as ProseFigure)),
      right: [once(whole)],
    }),
  );
}

export function limitsOwed(owed: Owed, section: ProseSection): void {
  for (const limit of owed.words.limits) {
    const find = (id: string) =>
      section.statements.find(
        (s) => s.kind === 'value' && !s.past && !s.inReason && `@${s.figure?.binding.indicator ?? ''}` === id,
      );
    const part = find(limit.part);
    const whole = find(limit.whole);
    if (!part?.figure || !whole?.figure) continue;
    owed.relations.push(
      linearOf({
        rule: 'list-sum',
        id: 'limit',
        at: part,
        op: '≤',
        severity: limit.severity,
        text: `${part.subjectText} ≤ ${whole.subjectText}`,
        left: [once(part.figure)],
        right: [once(whole.figure)],
      }),
    );
  }
}
