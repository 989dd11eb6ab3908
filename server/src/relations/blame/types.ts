/** What is told of what is broken. */

import type { Scaled } from '../../base/amount.ts';
import type { Figure } from '../../model/types.ts';
import type { SlipKind } from '../slip.ts';
import type { Relation, Severity } from '../types.ts';

/** A figure whose correction would mend relations, and to what. */
export interface Candidate {
  readonly figure: Figure;
  /** The value it must have, scaled. */
  readonly value: Scaled;
  /** Broken relations that the correction mends. */
  readonly mends: readonly Relation[];
  /** Those who ask for it: one for each of them, but one for all of a sentence that says one amount again. */
  readonly witnesses: number;
  /** Broken relations of the figure that the correction does not mend: another cause has part in them. */
  readonly leaves: number;
  /** Relations that came out to the last digit and would no longer. */
  readonly spoils: number;
  /** Relations of the figure that allow the value. */
  readonly votes: number;
  /** Whether a sentence lists the figure's row as holding an amount, although its cell is blank. */
  readonly listed: boolean;
  /** The slip that would explain the printed value. */
  readonly slip: SlipKind | undefined;
}

/** Which relations a waiver takes out of the system. */
export interface Waived {
  has(relation: Relation): boolean;
}

export const NONE: Waived = { has: () => false };

/** One cause: a blamed figure, or a component whose blame is open. */
export interface Verdict {
  /** The figure at fault, where it can be told. */
  readonly blamed: Candidate | undefined;
  /** All single corrections that would do, likeliest first; the blamed one alone where blame is certain. */
  readonly candidates: readonly Candidate[];
  readonly broken: readonly Relation[];
  /** Where it is other than that of the relations. */
  readonly severity?: Severity;
}

/** What one relation asks of one figure: a range of values and the value that makes it exact. */
export interface Demand {
  readonly low: Scaled;
  readonly high: Scaled;
  readonly exact: Scaled;
  readonly relation: Relation;
}
