/** The sentences of two reports side by side: which are the same, which were changed, which are new or gone. */

import type { Analysis } from '../../analysis/analysis.ts';
import { foldName, stripNumber } from '../../base/fold.ts';
import { pushTo } from '../../base/maps.ts';
import { publish, textOfRuns } from '../publication.ts';
import type { ComparedText, SentenceChange } from './types.ts';

// ---- sections and sentences ----

interface Sentence extends ComparedText {
  /** The text as it is compared: folded, with the report's years as words. */
  readonly key: string;
}

interface TextSection {
  readonly heading: string;
  readonly sentences: Sentence[];
}

/** The sentences under each heading; notes of tables stand under the table's title. */
export function sectionsOf(analysis: Analysis): Map<string, TextSection> {
  const { year } = analysis.report.front;
  const sections = new Map<string, TextSection>();
  const years = (text: string) =>
    year === undefined ? text : text.replaceAll(String(year), '〈0〉').replaceAll(String(year - 1), '〈1〉');
  let heading = '';
  const add = (text: string, line: number) => {
    const key = stripNumber(foldName(years(heading)));
    const section = sections.get(key) ?? { heading, sentences: [] };
    sections.set(key, section);
    for (const sentence of text.split(/(?<=[。！？；])/)) {
      const shown = sentence.trim();
      if (shown !== '') section.sentences.push({ text: shown, line, key: foldName(years(shown)) });
    }
  };
  for (const part of publish(analysis).parts) {
    if (part.kind === 'heading') heading = textOfRuns(part.runs);
    else if (part.kind === 'paragraph') add(textOfRuns(part.runs), part.line);
    else if (part.kind === 'table') for (const note of part.notes) add(textOfRuns(note.runs), note.line);
  }
  return sections;
}

/** More sentences than this under one heading are paired as sets, not in order. */
const MOST_PAIRS = 4_000_000;

export function changedSentences(
  section: string,
  before: readonly Sentence[],
  after: readonly Sentence[],
): SentenceChange[] {
  const kept = commonSentences(before, after);
  const gone = before.filter((s) => !kept.before.has(s));
  const come = after.filter((s) => !kept.after.has(s));
  const changes: SentenceChange[] = [];
  const left = new Set(gone);
  for (const now of come) {
    const was = closest(now, left);
    if (was) left.delete(was);
    changes.push({ state: was ? 'changed' : 'added', section, before: was && plain(was), after: plain(now) });
  }
  for (const was of left) changes.push({ state: 'removed', section, before: plain(was), after: undefined });
  return changes;
}

function plain({ text, line }: Sentence): ComparedText {
  return { text, line };
}

interface Common {
  readonly before: Set<Sentence>;
  readonly after: Set<Sentence>;
}

/** The longest sequence of sentences that both have. */
function commonSentences(before: readonly Sentence[], after: readonly Sentence[]): Common {
  const [n, m] = [before.length, after.length];
  if (n * m > MOST_PAIRS) return commonAnywhere(before, after);
  const kept: Common = { before: new Set(), after: new Set() };
  const width = m + 1;
  const length = lengthsOfCommon(before, after);
  for (let i = 0, j = 0; i < n && j < m; ) {
    const a = before[i] as Sentence;
    const b = after[j] as Sentence;
    if (a.key === b.key) {
      kept.before.add(a);
      kept.after.add(b);
      i++;
      j++;
    } else if ((length[(i + 1) * width + j] as number) >= (length[i * width + j + 1] as number)) i++;
    else j++;
  }
  return kept;
}

/** The sentences that both have, in whatever order: of very many the longest sequence takes too long. */
function commonAnywhere(before: readonly Sentence[], after: readonly Sentence[]): Common {
  const kept: Common = { before: new Set(), after: new Set() };
  const known = new Map<string, Sentence[]>();
  for (const s of before) pushTo(known, s.key, s);
  for (const s of after) {
    const was = known.get(s.key)?.shift();
    if (!was) continue;
    kept.before.add(was);
    kept.after.add(s);
  }
  return kept;
}

/** The length of the longest common sequence from each pair of places on, row by row. */
function lengthsOfCommon(before: readonly Sentence[], after: readonly Sentence[]): Uint32Array {
  const [n, m, width] = [before.length, after.length, after.length + 1];
  const length = new Uint32Array((n + 1) * width);
  for (let i = n - 1; i >= 0; i--)
    for (let j = m - 1; j >= 0; j--)
      length[i * width + j] =
        before[i]?.key === after[j]?.key
          ? 1 + (length[(i + 1) * width + j + 1] as number)
          : Math.max(length[(i + 1) * width + j] as number, length[i * width + j + 1] as number);
  return length;
}

/** The sentence that another was made of: the same but for its figures, else one that shares half of its words. */
function closest(now: Sentence, left: ReadonlySet<Sentence>): Sentence | undefined {
  const bare = (s: Sentence) => s.key.replace(/[\d.,%]+/g, '#');
  const own = bare(now);
  let best: Sentence | undefined;
  let score = 0.5;
  for (const was of left) {
    const other = bare(was);
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
