/** Counts beside the list of what is allowed. */
import type { Counts, Measure } from './measure.ts';

/** What is above a bound, by measure and key, with its number. */
export type Allowed = Readonly<Record<string, Readonly<Record<string, number>>>>;

export interface Judgement {
  /** A line for each thing above its bound and above what the list allows. */
  readonly worse: readonly string[];
  readonly better: readonly string[];
  /** The list without what has become better. It never grows. */
  readonly shrunk: Allowed;
}

/** Compares what is counted with what is allowed. */
export function judge(measures: readonly Measure[], allowed: Allowed): Judgement {
  const worse: string[] = [];
  const better: string[] = [];
  const shrunk: Record<string, Record<string, number>> = {};
  for (const measure of measures) {
    const { id, most, says } = measure;
    const found = measure.counts();
    const own = allowed[id] ?? {};
    for (const [key, count] of found)
      if (count > Math.max(most, own[key] ?? 0))
        worse.push(`${key}: ${count} (${says}; at most ${own[key] ?? most})`);
    shrunk[id] = shrink(own, found, most);
    for (const [key, was] of Object.entries(own))
      if ((found.get(key) ?? 0) < was) better.push(`${id}: ${key}: ${was} → ${found.get(key) ?? 0}`);
  }
  return { worse, better, shrunk };
}

function shrink(own: Readonly<Record<string, number>>, found: Counts, most: number): Record<string, number> {
  const kept: Record<string, number> = {};
  for (const [key, was] of Object.entries(own)) {
    const count = found.get(key) ?? 0;
    if (count > most) kept[key] = Math.min(was, count);
  }
  return kept;
}
