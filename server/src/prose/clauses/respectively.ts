/**
 * `甲 3 万元、乙 1 万元，上年分别为 2 万元、1 万元，分别增长 50%、下降 9%`: figures that name nobody are of what as many
 * figures before them in their sentence are of, one by one. Where these are more or fewer, nobody can say.
 */
import type { ProseEvent } from '../events.ts';

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
  const given = new Map<ProseEvent, ProseEvent>();
  for (const sentence of sentencesOf(events)) {
    let row: readonly Told[] = [];
    for (const run of runsOf(sentence)) {
      const isOpen = run.some((e) => open.has(e));
      const isBare = run.every((e) => e.t === 'rate' && !e.subject && !e.compare);
      const pairs = row.length === run.length && row.every((e) => e.subject) && (isOpen || row.every(isNth));
      const isAgain = run.length > 1 && run.length === row.length && run.every((e, i) => isPastOf(e, row[i]));
      for (const [i, event] of run.entries()) {
        const of = row[i];
        if (((isOpen || isBare) && pairs && of?.subject) || (isAgain && of))
          given.set(event, ofSame(event, of));
        else if (open.has(event)) given.set(event, figureOf(event));
      }
      if (!isOpen && !isBare && !isAgain) row = run;
    }
  }
  return events.map((e) => given.get(e) ?? e);
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
