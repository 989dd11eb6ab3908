/** What is known before anything has been read. */

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
  keeps: false,
  groups: false,
  rounding: undefined,
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
