/** What is known before anything has been read, and what findings stand on. */

import type { Range } from '../base/range.ts';
import type { Locale } from '../messages/index.ts';
import { Reads } from '../model/figure.ts';
import type { ProseModel } from '../prose/index.ts';
import type { ProseRelations } from '../relations/prose.ts';
import type { RawFinding } from './rule.ts';

export const NOTHING_READ: ProseModel = {
  sections: [],
  paragraphs: [],
  statements: [],
  figures: [],
  indicators: new Map(),
  trims: false,
  groups: false,
};

export const NOTHING_OWED: ProseRelations = {
  sections: [],
  whole: { relations: [], unchecked: [], issues: [], listed: new Set(), reads: new Reads() },
};

/** What rules found, as long as what they looked at is the same. */
export interface Found {
  readonly locale: Locale;
  readonly catalogueYear: number | undefined;
  readonly sentences: ProseRelations | undefined;
  /** The other reports, and why some could not be had. */
  readonly links: readonly unknown[];
  readonly byRule: Map<string, readonly RawFinding[]>;
}

/** Whether a finding, or anything that it names, stands on a line. */
export function standsOn({ range, related, fixes }: RawFinding, line: number): boolean {
  return (
    covers(range, line) ||
    related?.some((r) => covers(r.range, line)) === true ||
    fixes?.some((f) => f.edits.some((e) => covers(e.range, line))) === true
  );
}

export function covers({ start, end }: Range, line: number): boolean {
  return start.line <= line && line <= end.line;
}
