/** Tries the engine on generated reports: false alarms, slips told, halves left in peace. */

import type { Analysis, AnalysisOptions } from '../../server/src/analysis/analysis.ts';
import type { Finding } from '../../server/src/analysis/types.ts';
import { getOrMake } from '../../server/src/base/maps.ts';
import { mend } from '../../server/src/features/mend.ts';
import { analyse } from '../../server/src/rules/analyse.ts';
import { Random } from '../fuzz/random.ts';
import { figuresIn, mendedFrom, rightTexts } from '../support/mended.ts';
import { HALVES, type HalfKind, half } from './halves.ts';
import { type Place, print } from './print.ts';
import { linesOf, type Made, make } from './report.ts';
import { SLIPS, type SlipKind, Slippery } from './slips.ts';
import type { Style } from './style.ts';

export interface Alarm {
  readonly seed: string;
  readonly what: string;
  readonly rule: string;
  readonly message: string;
  readonly text: string;
}

export interface SlipCount {
  /** Slips that were put in. */
  made: number;
  /** Of those, broke an equation beyond rounding; and were told. */
  owed: number;
  told: number;
  /** Of those, in two equations without another common figure; and were told at the figure. */
  pinned: number;
  here: number;
  /** Of those told, were put right by `fix --all`. */
  mended: number;
}

export interface HalfCount {
  made: number;
  alarmed: number;
  changed: number;
}

/** A trial as it is kept. */
export interface TrialResult {
  readonly reports: number;
  readonly seeds: readonly string[];
  readonly alarms: readonly Alarm[];
  readonly alarmed: readonly string[];
  readonly missed: readonly Alarm[];
  readonly slips: readonly (readonly [SlipKind, SlipCount])[];
  readonly halves: readonly (readonly [HalfKind, HalfCount])[];
}

function addCounts<T extends { [K in keyof T]: number }>(into: T | undefined, from: T): void {
  if (!into) return;
  for (const key of Object.keys(from) as (keyof T)[]) into[key] = (into[key] + from[key]) as T[keyof T];
}

export class Trial {
  reports = 0;
  readonly seeds = new Set<string>();
  readonly alarms: Alarm[] = [];
  readonly alarmed = new Set<string>();
  readonly missed: Alarm[] = [];
  readonly slips = new Map<SlipKind, SlipCount>(
    SLIPS.map((k) => [k, { made: 0, owed: 0, told: 0, pinned: 0, here: 0, mended: 0 }]),
  );
  readonly halves = new Map<HalfKind, HalfCount>(HALVES.map((k) => [k, { made: 0, alarmed: 0, changed: 0 }]));

  /** What came out so far, to be kept and added to what another run found. */
  get result(): TrialResult {
    const { reports, seeds, alarms, alarmed, missed, slips, halves } = this;
    return {
      reports,
      seeds: [...seeds],
      alarms,
      alarmed: [...alarmed],
      missed,
      slips: [...slips],
      halves: [...halves],
    };
  }

  /** Adds what another run found. */
  add(other: TrialResult): void {
    this.reports += other.reports;
    this.alarms.push(...other.alarms);
    this.missed.push(...other.missed);
    for (const seed of other.alarmed) this.alarmed.add(seed);
    for (const seed of other.seeds) this.seeds.add(seed);
    for (const [kind, count] of other.slips) addCounts(this.slips.get(kind), count);
    for (const [kind, count] of other.halves) addCounts(this.halves.get(kind), count);
  }

  /**
   * Tries one report.
   * @param slips how many kinds of slips are put into it, one at a time
   * @param halves how many kinds of half-done versions are tried
   * @param plain parts of its style that are to be otherwise than drawn
   */
  run(seed: string, slips: number, halves: number, plain: Partial<Style> = {}): void {
    const made = make(seed, plain);
    const { text } = print(linesOf(made));
    const options = linkedTo(made);
    const base = analyse(text, options);
    this.reports++;
    this.seeds.add(seed.split(':')[0] ?? seed);
    const loud = serious(base);
    if (loud.length > 0) {
      this.alarmed.add(seed);
      for (const f of loud)
        this.alarms.push({ seed, what: '误报', rule: f.rule, message: said(f, text), text });
      return;
    }
    const random = new Random(`${seed}/slips`);
    this.slip(made, base, random, slips);
    this.halve(made, base, random, halves);
  }

  private slip(made: Made, base: Analysis, random: Random, many: number): void {
    const slippery = new Slippery(made);
    const { options } = base;
    let before = base;
    const right = many > 0 ? rightTexts(base) : [];
    for (const kind of drawn(random, SLIPS, many)) {
      const slip = slippery.draw(random, kind);
      const count = this.slips.get(kind);
      if (!slip || !count) continue;
      count.made++;
      if (slip.broken.length === 0) continue;
      const { text, places } = print(linesOf(made), slip.slipped);
      before = analyse(text, options, before);
      const loud = serious(before);
      const place = places.get(slip.figure) as Place;
      this.mend(made.seed, kind, before, right, count);
      count.owed++;
      if (loud.length > 0) count.told++;
      else this.missed.push(missed(made.seed, `没有报：${kind}`, text, place));
      if (!slip.pinned) continue;
      count.pinned++;
      if (loud.some((f) => covers(f, place))) count.here++;
      else if (loud.length > 0) this.missed.push(missed(made.seed, `不在该数：${kind}`, text, place));
    }
  }

  /** Whatever it was, `fix --all` brings the right figure or leaves the slip. */
  private mend(
    seed: string,
    kind: SlipKind,
    slipped: Analysis,
    right: readonly string[],
    count: SlipCount,
  ): void {
    const { right: isRight, thirds, added } = mendedFrom(right, slipped, slipped.options);
    if (isRight) count.mended++;
    if (thirds.length + added === 0) return;
    const message = `${thirds.join('、')} ${added} more errors`;
    this.alarms.push({ seed, what: `改出别的数：${kind}`, rule: 'fix --all', message, text: slipped.text });
  }

  private halve(made: Made, base: Analysis, random: Random, many: number): void {
    const { options } = base;
    // What is written otherwise in the whole report (tables of tabs) says nothing of its halves.
    let rewritten: boolean | undefined;
    const isRewritten = () => (rewritten ??= changesFigures(base));
    for (const kind of drawn(random, HALVES, many)) {
      const lines = half(random, made, kind);
      const count = this.halves.get(kind);
      if (!lines || !count) continue;
      const { text } = print(lines);
      count.made++;
      const analysis = analyse(text, options);
      const loud = serious(analysis);
      if (loud.length > 0) count.alarmed++;
      for (const f of loud)
        this.alarms.push({ seed: made.seed, what: kind, rule: f.rule, message: said(f, text), text });
      if (changesFigures(analysis) && !isRewritten()) count.changed++;
    }
  }
}

/** Whether `fix --all` leaves other numbers than there were. */
function changesFigures({ findings, text, options }: Analysis): boolean {
  if (!findings.some((f) => f.fixes.length > 0)) return false;
  return figuresIn(mend(text, options, true).text).join(' ') !== figuresIn(text).join(' ');
}

/** The reports that a made one links to are had from memory. */
function linkedTo({ others }: Made): AnalysisOptions {
  const known = new Map<string, Analysis>();
  const get = (path: string) => {
    const text = others.get(path);
    if (text === undefined) return 'unavailable';
    return getOrMake(known, path, () => analyse(text));
  };
  return others.size > 0 ? { links: { get } } : {};
}

function drawn<T>(random: Random, all: readonly T[], many: number): T[] {
  const left = [...all];
  return Array.from(
    { length: Math.min(many, all.length) },
    () => left.splice(random.below(left.length), 1)[0] as T,
  );
}

const serious = (analysis: Analysis): Finding[] =>
  analysis.findings.filter((f) => f.severity === 'error' || f.severity === 'warning');

const lineAt = (text: string, line: number) => text.split('\n')[line] ?? '';

function said(f: Finding, text: string): string {
  return `第 ${f.range.start.line + 1} 行 ${f.message} «${lineAt(text, f.range.start.line).slice(0, 120)}»`;
}

function missed(seed: string, what: string, text: string, place: Place): Alarm {
  const line = lineAt(text, place.line);
  const message = `第 ${place.line + 1} 行 ${line.slice(0, place.start)}⟦${line.slice(place.start, place.end)}⟧${line.slice(place.end)}`;
  return { seed, what, rule: '', message, text };
}

function covers({ range }: Finding, place: Place): boolean {
  return (
    range.start.line === place.line &&
    range.end.line === place.line &&
    range.start.character <= Math.max(place.end, place.start) + 1 &&
    range.end.character >= place.start - 1
  );
}
