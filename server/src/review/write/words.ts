/** Findings in the words of papers: where they stand, how grave they are. */
export { placeWords } from '../../messages/place-words.ts';

import { type Locale, type MessageId, message } from '../../messages/index.ts';
import type { Grade, ReviewedReport, ReviewFinding } from '../types.ts';

export type Say = (id: MessageId, data?: Readonly<Record<string, string>>) => string;

export function sayIn(locale: Locale): Say {
  return (id, data) => message(locale, id, data);
}

export const GRADES: readonly Grade[] = ['must', 'explain', 'wording'];

/** How a grade is called; one that no letter speaks of is a hint. */
export function gradeWords(grade: Grade | undefined, say: Say): string {
  return say(grade === undefined ? 'review.grade.none' : `review.grade.${grade}`);
}

/** Whose report it is; by its file where it does not say so. */
export function unitOf({ unit, name }: Pick<ReviewedReport, 'unit' | 'name'>): string {
  return unit ?? name;
}

/** The row of a finding as it is printed, with its code where the label has none. */
export function rowWords({ row = '', code }: ReviewFinding['at']): string {
  return code === undefined || row.includes(code) ? row : `${code} ${row}`;
}

/** What of what a report owes is published. */
export function disclosedWords(
  { owed, missing, unexplained, toItems, toSections, days }: ReviewedReport['disclosed'],
  say: Say,
): string[] {
  const names = (list: readonly string[]) => ({ names: list.join('、') });
  return [
    ...(owed > 0
      ? [say('review.disclosed.owed', { owed: String(owed), found: String(owed - missing.length) })]
      : []),
    ...(missing.length > 0 ? [say('review.disclosed.missing', names(missing))] : []),
    ...(unexplained.length > 0 ? [say('review.disclosed.unexplained', names(unexplained))] : []),
    ...(toItems === false ? [say('review.disclosed.items')] : []),
    ...(toSections === false ? [say('review.disclosed.economic')] : []),
    ...(days === undefined ? [] : [say('review.disclosed.days', { days: String(days) })]),
  ];
}
