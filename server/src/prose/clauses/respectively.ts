/**
 * `甲 3 万元、乙 1 万元，上年分别为 2 万元、1 万元，分别增长 50%、下降 9%`: figures that name nobody are of what as many
 * figures before them in their sentence are of, one by one. Where these are more or fewer, nobody can say.
 */
import type { Phrase, ProseEvent } from '../events.ts';
import type { NumberToken } from '../token.ts';

/** Events whose figures may be several behind one 分别. */
type Told = Extract<ProseEvent, { t: 'value' | 'change' | 'rate' }>;

const isTold = (event: ProseEvent): event is Told =>
  event.t === 'value' || event.t === 'change' || event.t === 'rate';

/** What may stand between figures of one row, and between two rows. */
const BETWEEN: ReadonlySet<ProseEvent['t']> = new Set(['end', 'open', 'close', 'compare']);

const isStop = (event: ProseEvent) =>
  event.t === 'end' && (event.c === 'sentence' || event.c === 'semicolon');

/**
 * The events, with the subjects of those that name none.
 * @param open events behind a 分别 that names nobody: those that nothing pairs with are told as figures and no more
 */
export function paired(events: ProseEvent[], open: ReadonlySet<ProseEvent>): ProseEvent[] {
  if (!events.some((e) => open.has(e) || (isTold(e) && e.nth !== undefined))) return events;
  const given = new Map(sentencesOf(events).flatMap((sentence) => pairsOf(sentence, open)));
  return events.map((e) => given.get(e) ?? e);
}

/** What becomes of figures of a sentence that name nobody. */
function pairsOf(sentence: readonly ProseEvent[], open: ReadonlySet<ProseEvent>): [ProseEvent, ProseEvent][] {
  const given: [ProseEvent, ProseEvent][] = [];
  let row: readonly Told[] = [];
  for (const run of runsOf(sentence)) {
    const need = needOf(run, row, open);
    if (!need) row = run;
    else
      for (const [i, event] of run.entries()) {
        if (isPair(need, row, run)) given.push([event, ofSame(event, row[i] as Told)]);
        else if (open.has(event)) given.push([event, figureOf(event)]);
      }
  }
  return given;
}

/** Why figures take the names of those before: a 分别, rates of changes behind a 分别, or amounts of last year. */
type Need = 'open' | 'rates' | 'past';

function needOf(run: readonly Told[], row: readonly Told[], open: ReadonlySet<ProseEvent>): Need | undefined {
  if (run.some((e) => open.has(e))) return 'open';
  if (run.every((e) => e.t === 'rate' && !e.subject && !e.compare)) return 'rates';
  const isPastRow = run.length > 1 && run.length === row.length && run.every((e, i) => isPastOf(e, row[i]));
  return isPastRow ? 'past' : undefined;
}

/** Whether each of the figures has one before that is named, and no other by the same name (`年初预算 a，决算 b`). */
function isPair(need: Need, row: readonly Told[], run: readonly Told[]): boolean {
  const names = new Set(row.flatMap((e) => (e.subject ? [`${e.subject.text} ${e.nth ?? ''}`] : [])));
  return names.size === row.length && row.length === run.length && (need !== 'rates' || row.every(isNth));
}

const isNth = ({ nth }: Told) => nth !== undefined;

const isPast = (event: Told) => event.t === 'value' && event.last;

/** Amounts of last year name again what this year's are of, in short (`本年收入合计 … 上年（收入 …`), or nothing. */
const isPastOf = (event: Told, row: Told | undefined) =>
  event.t === 'value' &&
  (event.last || event.year !== undefined) &&
  row?.subject?.text.includes(event.subject?.text ?? '') === true;

function ofSame({ nth: _, ...event }: Told, { subject, nth }: Told): ProseEvent {
  return { ...event, subject, ...(nth === undefined ? {} : { nth }) } as ProseEvent;
}

const figureOf = ({ num, start, end }: Told): ProseEvent => ({ t: 'other', num, start, end });

/** The events of each sentence, or part of one up to a semicolon. */
function sentencesOf(events: readonly ProseEvent[]): ProseEvent[][] {
  const sentences: ProseEvent[][] = [[]];
  for (const event of events) {
    sentences.at(-1)?.push(event);
    if (isStop(event)) sentences.push([]);
  }
  return sentences;
}

/** `与 2022 年（甲 2 万元）相比，2023 年甲 3 万元`: a year is named, and another than before. */
const isOtherYear = (run: readonly Told[] | undefined, { t, year }: Told) =>
  t === 'value' && year !== undefined && run?.some((e) => e.year !== undefined && e.year !== year);

/** Figures of one kind behind one another. */
function runsOf(events: readonly ProseEvent[]): Told[][] {
  const runs: Told[][] = [];
  let last: Told | undefined;
  for (const event of events) {
    if (!isTold(event)) {
      if (!BETWEEN.has(event.t)) last = undefined;
      continue;
    }
    if (last?.t === event.t && isPast(last) === isPast(event) && !isOtherYear(runs.at(-1), event))
      runs.at(-1)?.push(event);
    else runs.push([event]);
    last = event;
  }
  return runs;
}

export type ChangeEvent = Extract<ProseEvent, { t: 'change' | 'rate' }>;

/** Figures behind one 分别. */
export interface Respectively {
  /** What the first tells. */
  readonly template: ProseEvent;
  /** Whether nobody is named. */
  readonly open: boolean;
  readonly limit: number;
  count: number;
}

export function isChange(event: ProseEvent): event is ChangeEvent {
  return event.t === 'change' || event.t === 'rate';
}

/** What 分别 begins with its first figure; changes and amounts of last year may be of what the sentence named before. */
export function severalOf(event: ProseEvent & { readonly num: NumberToken }, most: number): Respectively {
  const subject = 'subject' in event ? event.subject : undefined;
  const open = !subject && (isChange(event) || (event.t === 'value' && event.last));
  const limit = open ? most : respectivelyMany(event, subject, most);
  return { template: event, open, limit, count: 1 };
}

/** Shares behind one `分别占`, told how many they are. */
export function withCounts(events: ProseEvent[]): ProseEvent[] {
  let among = 0;
  if (!events.some((event) => event.t === 'share' && event.nth !== undefined)) return events;
  return events
    .toReversed()
    .map((event) => {
      if (event.t !== 'share' || event.nth === undefined) return event;
      among = Math.max(among, event.nth + 1);
      const counted = { ...event, among };
      if (event.nth === 0) among = 0;
      return counted;
    })
    .reverse();
}

/** How many figures `分别为` may be followed by: as many as there are subjects, measures or years. */
function respectivelyMany(event: ProseEvent, subject: Phrase | undefined, most: number): number {
  // `甲 3 万元、乙 1 万元，分别占 75% 和 25%`
  if (event.t === 'share' && !subject) return most;
  const several = event.t === 'value' ? Math.max(event.measures.length, event.years.length) : 0;
  return Math.max(subject?.parts.length ?? 0, several);
}
