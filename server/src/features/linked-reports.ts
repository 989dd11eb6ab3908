/**
 * Reports that other reports name, kept by content. Where they lie and what may be opened is the caller's affair: it
 * gives a {@link LinkSource}; what a link may lead to, and that none leads in a circle, is settled here.
 */

import type { Analysis, AnalysisOptions, Links } from '../analysis/analysis.ts';
import { builtInReference } from '../reference/index.ts';
import type { LinkReason } from '../relations/links.ts';
import { analyse } from '../rules/analyse.ts';

/** A report that a path leads to. */
export interface LinkedFile {
  /** The same for one report, whatever way it is named. */
  readonly key: string;
  /** Changes when the text does. */
  readonly stamp: string;
  /** The text; undefined where it cannot be read. */
  read(): string | undefined;
  /** An analysis that is there already, because the report is open in an editor. */
  readonly analysis?: Analysis | undefined;
}

export interface LinkSource {
  /**
   * Finds what a path in a report means.
   * @param from the key of the report that names it
   */
  find(from: string, path: string): LinkedFile | Exclude<LinkReason, 'cycle'>;
}

/** The links of one report as it was analysed. */
export interface FollowedLinks extends Links {
  /** Whether everything that was found is still as it was: else the report must be analysed again. */
  fresh(): boolean;
}

interface Kept {
  readonly stamp: string;
  readonly analysis: Analysis;
  /** When it was last asked for, in reports whose links were begun. */
  turn: number;
}

/** A department with all its units and their years is some hundred reports. */
const MOST_KEPT = 300;
/** How many reports are looked through for a way back. */
const MOST_FOLLOWED = 200;

export class LinkedReportCache {
  private readonly kept = new Map<string, Kept>();
  private turn = 0;

  /**
   * @param turns for how many further reports an analysis is kept that none of them names: who goes through a folder
   *   once need not keep what lies behind
   */
  constructor(
    private readonly source: LinkSource,
    private readonly turns = Number.POSITIVE_INFINITY,
  ) {}

  /**
   * The links of one report.
   * @param self its key
   * @param options how it is analysed
   */
  of(self: string, options: AnalysisOptions): FollowedLinks {
    this.turn++;
    for (const [key, { turn }] of this.kept) if (turn + this.turns < this.turn) this.kept.delete(key);
    const found = new Map<string, Analysis | LinkReason>();
    const look = (path: string) => this.look(self, path, options);
    return {
      get: (path) => {
        const result = look(path);
        found.set(path, result);
        return result;
      },
      fresh: () => [...found].every(([path, result]) => look(path) === result),
    };
  }

  private look(self: string, path: string, options: AnalysisOptions): Analysis | LinkReason {
    const file = this.source.find(self, path);
    if (typeof file === 'string') return file;
    if (file.key === self) return 'cycle';
    const analysis = this.analysis(file, options);
    if (!analysis) return 'unreadable';
    return this.leadsTo(self, file.key, analysis, options) ? 'cycle' : analysis;
  }

  /** Whether a report names another, directly or by way of further reports. */
  private leadsTo(self: string, start: string, first: Analysis, options: AnalysisOptions): boolean {
    const seen = new Set([start]);
    const waiting: [string, Analysis][] = [[start, first]];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [key, analysis] = next;
      for (const path of analysis.linkedPaths) {
        const file = this.source.find(key, path);
        if (typeof file === 'string' || seen.has(file.key)) continue;
        if (file.key === self) return true;
        seen.add(file.key);
        const further = seen.size < MOST_FOLLOWED ? this.analysis(file, options) : undefined;
        if (further) waiting.push([file.key, further]);
      }
    }
    return false;
  }

  private analysis(file: LinkedFile, options: AnalysisOptions): Analysis | undefined {
    const reference = options.reference ?? builtInReference();
    // Tables of two reports are put side by side by their forms, which must be the same on both sides.
    if (file.analysis?.reference === reference) return file.analysis;
    const before = this.kept.get(file.key);
    if (before?.stamp === file.stamp && before.analysis.reference === reference) {
      before.turn = this.turn;
      return before.analysis;
    }
    const text = file.read();
    if (text === undefined) return undefined;
    // Its own links are its own affair: what is wrong there is told there.
    const { links: _, ...own } = options;
    const analysis =
      before?.analysis.text === text && before.analysis.reference === reference
        ? before.analysis
        : analyse(text, { ...own, reference }, before?.analysis);
    this.kept.delete(file.key);
    this.kept.set(file.key, { stamp: file.stamp, analysis, turn: this.turn });
    if (this.kept.size > MOST_KEPT) this.kept.delete(this.kept.keys().next().value as string);
    return analysis;
  }
}
