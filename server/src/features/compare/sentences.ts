/** The sentences of two reports side by side: which are the same, which were changed, which are new or gone. */

import type { Analysis } from '../../analysis/analysis.ts';
import { foldName, stripNumber } from '../../base/fold.ts';
import { pushTo } from '../../base/maps.ts';
import { publish, textOfRuns } from '../publication.ts';
import { longestCommon } from './common.ts';
import type { ComparedText, SentenceChange } from './types.ts';
import { changedWords } from './words.ts';

// ---- sections and sentences ----

interface Sentence extends ComparedText {
  /** The text as it is compared: folded, with the report's years as words. */
  readonly key: string;
  /** Whether it gives a reason. */
  readonly isReason: boolean;
}

export interface TextSection {
  readonly heading: string;
  readonly sentences: Sentence[];
}

/** The sentences under each heading; notes of tables stand under the table's title. */
export function sectionsOf(analysis: Analysis): Map<string, TextSection> {
  const { year } = analysis.report.front;
  const sections = new Map<string, TextSection>();
  const years = (text: string) =>
    year === undefined ? text : text.replaceAll(String(year), '〈0〉').replaceAll(String(year - 1), '〈1〉');
  const { reasonLeads, reasonWords } = analysis.reference.prose;
  const reasons = [...reasonLeads, ...reasonWords];
  const isReason = (text: string) => reasons.some((words) => text.includes(words));
  let heading = '';
  const add = (text: string, line: number) => {
    const key = stripNumber(foldName(years(heading)));
    const section = sections.get(key) ?? { heading, sentences: [] };
    sections.set(key, section);
    for (const sentence of text.split(/(?<=[。！？；])/)) {
      const shown = sentence.trim();
      if (shown === '') continue;
      const key = foldName(years(shown));
      section.sentences.push({ text: shown, line, key, isReason: isReason(key) });
    }
  };
  for (const part of publish(analysis).parts) {
    if (part.kind === 'heading') heading = textOfRuns(part.runs);
    else if (part.kind === 'paragraph') add(textOfRuns(part.runs), part.line);
    else if (part.kind === 'table') for (const note of part.notes) add(textOfRuns(note.runs), note.line);
  }
  return sections;
}

/** Sections of the later report, by their keys, that the earlier has under another heading: most sentences are the same. */
export function renamedSections(
  older: ReadonlyMap<string, TextSection>,
  newer: ReadonlyMap<string, TextSection>,
): Map<string, string> {
  const free = new Map([...older].filter(([key]) => !newer.has(key)));
  const renamed = new Map<string, string>();
  for (const [key, { sentences }] of newer) {
    if (older.has(key)) continue;
    const own = new Set(sentences.map((s) => bareOf(s.key)));
    for (const [old, { sentences: before }] of free) {
      const both = before.filter((s) => own.has(bareOf(s.key))).length;
      if (both * 2 < Math.max(before.length, sentences.length)) continue;
      renamed.set(key, old);
      free.delete(old);
      break;
    }
  }
  return renamed;
}

/** What two sections differ in. */
export function changedSentences(
  section: string,
  before: readonly Sentence[],
  after: readonly Sentence[],
): SentenceChange[] {
  const changes: SentenceChange[] = [];
  const left = new Set<Sentence>();
  const open: Sentence[] = [];
  const gaps = gapsOf(before, after);
  for (const { gone } of gaps) for (const was of gone) left.add(was);
  for (const { gone, come } of gaps) {
    const here = new Set(gone.filter((s) => left.has(s)));
    const unpaired: Sentence[] = [];
    for (const now of come) {
      const was = closest(now, here) ?? closest(now, left);
      if (was) {
        left.delete(was);
        here.delete(was);
        changes.push(changed(section, was, now));
      } else unpaired.push(now);
    }
    // A reason in the place of a reason was written anew, whatever its words.
    const reasons = [...here].filter((s) => s.isReason);
    for (const now of unpaired) {
      const was = now.isReason ? reasons.shift() : undefined;
      if (was) {
        left.delete(was);
        changes.push(changed(section, was, now));
      } else open.push(now);
    }
  }
  for (const now of open) changes.push({ state: 'added', section, before: undefined, after: plain(now) });
  changes.sort((a, b) => (a.after?.line ?? 0) - (b.after?.line ?? 0));
  for (const was of left) changes.push({ state: 'removed', section, before: plain(was), after: undefined });
  return changes;
}

function changed(section: string, was: Sentence, now: Sentence): SentenceChange {
  const ends = { section, before: plain(was), after: plain(now) };
  return was.key === now.key
    ? { state: 'moved', ...ends }
    : { state: 'changed', ...ends, words: changedWords(was.text, now.text) };
}

function plain({ text, line }: Sentence): ComparedText {
  return { text, line };
}

/** Sentences of each report that stand between the same two of both. */
interface Gap {
  readonly gone: readonly Sentence[];
  readonly come: readonly Sentence[];
}

function gapsOf(before: readonly Sentence[], after: readonly Sentence[]): Gap[] {
  const common = longestCommon(before, after, (a, b) => a.key === b.key);
  if (!common) return [commonAnywhere(before, after)];
  const gaps: Gap[] = [];
  let [i, j] = [0, 0];
  for (const [a, b] of [...common, [before.length, after.length] as const]) {
    if (a > i || b > j) gaps.push({ gone: before.slice(i, a), come: after.slice(j, b) });
    [i, j] = [a + 1, b + 1];
  }
  return gaps;
}

/** What is left beside the sentences that both have in whatever order: of very many, order takes too long. */
function commonAnywhere(before: readonly Sentence[], after: readonly Sentence[]): Gap {
  const known = new Map<string, Sentence[]>();
  for (const s of before) pushTo(known, s.key, s);
  const kept = new Set<Sentence>();
  const come = after.filter((s) => {
    const was = known.get(s.key)?.shift();
    if (was) kept.add(was);
    return !was;
  });
  return { gone: before.filter((s) => !kept.has(s)), come };
}

/**
 * Sentences that left one place and stand in another, as moves, paragraph by paragraph.
 * @param changes of all sections, in order
 */
export function withMoves(changes: readonly SentenceChange[]): SentenceChange[] {
  const gone = new Map<string, SentenceChange[]>();
  for (const change of changes)
    if (change.state === 'removed') pushTo(gone, bareOf(change.before?.text ?? ''), change);
  const taken = new Set<SentenceChange>();
  const found = changes.map((change): SentenceChange => {
    const { after, section } = change;
    if (change.state !== 'added' || !after || after.text.length < LEAST_MOVED) return change;
    const was = gone.get(bareOf(after.text))?.shift();
    if (!was?.before) return change;
    taken.add(was);
    const from = was.section;
    if (foldName(was.before.text) === foldName(after.text))
      return { state: 'moved', section, before: was.before, after, from };
    const words = changedWords(was.before.text, after.text);
    return { state: 'changed', section, before: was.before, after, words, from };
  });
  return joinedMoves(found.filter((change) => !taken.has(change)));
}

/** Shorter sentences stand in many places. */
const LEAST_MOVED = 8;

function bareOf(text: string): string {
  return foldName(text).replace(/[\d.,%]+/g, '#');
}

/** Sentences of one paragraph that moved together are one move. */
function joinedMoves(changes: readonly SentenceChange[]): SentenceChange[] {
  const joined: SentenceChange[] = [];
  for (const change of changes) {
    const last = joined.at(-1);
    if (
      last?.state === 'moved' &&
      change.state === 'moved' &&
      last.before?.line === change.before?.line &&
      last.after?.line === change.after?.line
    )
      joined[joined.length - 1] = {
        ...change,
        before: together(last.before, change.before),
        after: together(last.after, change.after),
      };
    else joined.push(change);
  }
  return joined;
}

function together(a: ComparedText | undefined, b: ComparedText | undefined): ComparedText | undefined {
  return a && b ? { text: a.text + b.text, line: a.line } : (a ?? b);
}

/** The sentence that another was made of: the same but for its figures, else one that shares half of its words. */
function closest(now: Sentence, left: ReadonlySet<Sentence>): Sentence | undefined {
  const own = bareOf(now.key);
  let best: Sentence | undefined;
  let score = 0.5;
  for (const was of left) {
    const other = bareOf(was.key);
    if (own === other) return was;
    const likeness = dice(own, other);
    if (likeness > score) {
      score = likeness;
      best = was;
    }
  }
  return best;
}

/** How much of their pairs of characters two texts share, 0 to 1. */
function dice(a: string, b: string): number {
  if (a.length < 2 || b.length < 2) return 0;
  const pairs = new Map<string, number>();
  for (let i = 0; i + 1 < a.length; i++) {
    const pair = a.slice(i, i + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  let shared = 0;
  for (let i = 0; i + 1 < b.length; i++) {
    const pair = b.slice(i, i + 2);
    const count = pairs.get(pair) ?? 0;
    if (count === 0) continue;
    pairs.set(pair, count - 1);
    shared++;
  }
  return (2 * shared) / (a.length + b.length - 2);
}
