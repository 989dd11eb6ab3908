/**
 * Where what stands in an imported report stands in the file that came, as its import kept it beside the report. A
 * record is looked through once for a report; what is typed afterwards only moves its lines.
 */

import { sameEnds } from '../base/lists.ts';
import type { Trace } from '../exchange/import/trace.ts';
import type { Origin } from '../exchange/import/types.ts';
import { message } from '../messages/index.ts';
import { originWords, placeWords } from '../messages/place-words.ts';
import type { Analysis, Range } from '../service.ts';
import type { Current } from './documents.ts';
import type { Host } from './host.ts';
import type { Settings } from './settings.ts';

/** A place of the file that came, for programs and for people. */
export interface ToldOrigin {
  readonly origin: Origin;
  /** `原件：决算.pdf 第 12 页` */
  readonly words: string;
  /** `第 12 页` */
  readonly place: string;
}

/** Of one version of a report. */
export type OriginOf = (range: Range) => ToldOrigin | undefined;

export const NO_ORIGINS: OriginOf = () => undefined;

/** What a record says of the text that it was first asked for. */
interface Known {
  readonly lines: readonly string[];
  readonly trace: Trace;
}

/** Reports whose records are kept: those that are open, as a rule. */
const MOST_KEPT = 16;

export class Origins {
  private readonly known = new Map<string, Promise<Known | undefined>>();

  constructor(
    private readonly host: Host,
    private readonly settings: Settings,
  ) {}

  /** Files changed on disk: a report may have been imported again. */
  changed(): void {
    this.known.clear();
  }

  /** Where the ranges of a version stand; nowhere for a report that was not imported. */
  async of({ uri, analysis }: Pick<Current, 'uri' | 'analysis'>): Promise<OriginOf> {
    if (!this.host.origins) return NO_ORIGINS;
    const pending = this.known.get(uri) ?? this.load(uri, analysis);
    this.known.delete(uri);
    this.known.set(uri, pending);
    for (const oldest of this.known.keys()) {
      if (this.known.size <= MOST_KEPT) break;
      this.known.delete(oldest);
    }
    const known = await pending;
    return known ? this.inVersion(known, analysis) : NO_ORIGINS;
  }

  /** The record itself; empty where there is none. */
  async record(uri: string): Promise<string> {
    return (await this.host.origins?.(uri)) ?? '';
  }

  private async load(uri: string, analysis: Analysis): Promise<Known | undefined> {
    const record = await this.record(uri);
    if (record === '') return undefined;
    const { placesIn } = await import('../exchange/import/places.ts');
    const places = placesIn(record);
    if (!places) return undefined;
    const { Trace } = await import('../exchange/import/trace.ts');
    return { lines: linesOf(analysis), trace: new Trace(analysis.text, places) };
  }

  private inVersion({ lines, trace }: Known, analysis: Analysis): OriginOf {
    const { locale } = this.settings;
    const say: Parameters<typeof placeWords>[1] = (id, data) => message(locale, id, data);
    const back = mappingOf(lines, analysis);
    return (range) => {
      const then = back(range);
      const origin = then && trace.at(then);
      if (!origin) return undefined;
      return {
        origin,
        words: say('origin.at', { origin: originWords(origin, say) }),
        place: placeWords(origin, say),
      };
    };
  }
}

function linesOf(analysis: Analysis): string[] {
  return analysis.tree.lines.map((line) => line.text);
}

/** From a range of a version to the range of the text that was looked through. */
function mappingOf(then: readonly string[], analysis: Analysis): (range: Range) => Range | undefined {
  let now: string[] | undefined;
  let ends = { head: 0, tail: 0 };
  return (range) => {
    if (!now) {
      now = linesOf(analysis);
      ends = sameEnds(then, now, (a, b) => a === b);
    }
    const { line } = range.start;
    if (line < ends.head) return range;
    if (line >= now.length - ends.tail) return moved(range, then.length - now.length);
    // A figure that was corrected where it stands.
    return then.length === now.length ? inPlace(range, then[line] ?? '', now[line] ?? '') : undefined;
  };
}

function moved({ start, end }: Range, by: number): Range {
  return { start: { ...start, line: start.line + by }, end: { ...end, line: end.line + by } };
}

/** The same cell of a row; of anything else the beginning. */
function inPlace({ start }: Range, then: string, now: string): Range {
  const at = (character: number) => ({ line: start.line, character });
  if (!then.startsWith('|')) return { start: at(0), end: at(0) };
  const bars = now.slice(0, start.character).split(BAR).length - 1;
  const from = then.split(BAR).slice(0, bars).join('|').length + 1;
  const to = then
    .split(BAR)
    .slice(0, bars + 1)
    .join('|').length;
  const own = then.slice(from, to);
  const blank = own.length - own.trimStart().length;
  return { start: at(from + blank), end: at(Math.max(from + blank, to)) };
}

/** Between cells. */
const BAR = /(?<!\\)\|/;
