/** What a clause takes over from the clauses and sentences before it. */
import type { Phrase, ProseEvent } from './events.ts';
import type { Likeness } from './likeness.ts';
import type { Statement } from './types.ts';

/** Whether an event is a change or a rate of what the sentence before it spoke of: without a subject or a year. */
export function isBareChange(event: ProseEvent | undefined, kind: 'change' | 'rate'): boolean {
  return event?.t === kind && event.subject === undefined && event.compare === undefined;
}

/**
 * Whether an amount without a year stands beside one of last year's, as another item or the other side of the same.
 * @param before what was told before it
 * @param own what it says that it is of
 */
export function goesOnInPast(
  before: readonly Statement[],
  event: Extract<ProseEvent, { t: 'value' }>,
  own: Phrase,
  likeness: Likeness,
): boolean {
  const last = before.at(-1);
  if (last?.kind !== 'value' || !last.past || before.at(-2)?.kind === 'compare') return false;
  if (event.last || event.year !== undefined || !last.subject) return false;
  if (event.measure !== undefined && last.measure !== event.measure) return false;
  const { text } = last.paragraph.flat;
  if (likeness.namesThisYear(text.slice(event.start, event.num.start))) return false;
  if (likeness.isOtherSide(own, last.subject)) return true;
  return [own, last.subject].every((p) => !likeness.isAnaphor(p)) && !likeness.same(own, last.subject);
}
