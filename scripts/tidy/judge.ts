/** Counts beside the list of what is allowed. */
import type { Counts, Measure } from './measure.ts';

/** A number that is allowed, and why it may be above the bound where its measure asks for a reason. */
export type Entry = number | { readonly n: number; readonly why: string };

/** What is above a bound, by measure and key. */
export type Allowed = Readonly<Record<string, Readonly<Record<string, Entry>>>>;

export interface Judgement {
  /** A line for each thing above its bound and above what the list allows, and for each that is there without a reason. */
  readonly worse: readonly string[];
  readonly better: readonly string[];
  /** The list without what has become better. It never grows. */
  readonly shrunk: Allowed;
}

/** Compares what is counted with what is allowed. */
export function judge(measures: readonly Measure[], allowed: Allowed): Judgement {
  const worse: string[] = [];
  const better: string[] = [];
  const shrunk: Record<string, Record<string, Entry>> = {};
  for (const measure of measures) {
    const { id, most, says, reasons } = measure;
    const found = measure.counts();
    const own = allowed[id] ?? {};
    for (const [key, count] of found) {
      const entry = own[key];
      if (count > Math.max(most, numberOf(entry)))
        worse.push(`${key}: ${count} (${says}; at most ${entry === undefined ? most : numberOf(entry)})`);
      else if (reasons && count > most && !hasReason(entry))
        worse.push(`${key}: ${count} (${says}; the list says no reason)`);
    }
    shrunk[id] = shrink(own, found, most);
    for (const [key, was] of Object.entries(own)) {
      const count = found.get(key) ?? 0;
      if (count < numberOf(was)) better.push(`${id}: ${key}: ${numberOf(was)} → ${count}`);
    }
  }
  return { worse, better, shrunk };
}

function numberOf(entry: Entry | undefined): number {
  return typeof entry === 'object' ? entry.n : (entry ?? 0);
}

const hasReason = (entry: Entry | undefined): boolean => typeof entry === 'object' && entry.why.trim() !== '';

function shrink(own: Readonly<Record<string, Entry>>, found: Counts, most: number): Record<string, Entry> {
  const kept: Record<string, Entry> = {};
  for (const [key, was] of Object.entries(own)) {
    const count = Math.min(numberOf(was), found.get(key) ?? 0);
    if (count > most) kept[key] = typeof was === 'object' ? { ...was, n: count } : count;
  }
  return kept;
}
