/** What a rule finds. */

import { comparePositions, type Range, type TextEdit } from '../base/range.ts';
import type { RuleId } from '../base/rule-ids.ts';
import type { Severity } from '../relations/types.ts';

/** Another place that speaks of a finding: the addends, the other table's cell. */
export interface Related {
  readonly range: Range;
  readonly message: string;
  /** File path or URI, where it is another file. */
  readonly path?: string;
}

/** A change that mends a finding. Safe fixes are in fix-all; a changed amount is a choice. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  readonly preferred: boolean;
  /** Changes no amount: full-width digits, a tab row, a recomputed 占比 whose inputs reconcile. */
  readonly safe: boolean;
  /** So sure that it may be made together with others, without being looked at. */
  readonly sure: boolean;
}

/** A finding, in absolute places of the document. Messages are in the language the analysis was asked in. */
export interface Finding {
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly range: Range;
  readonly message: string;
  /** The figure or text as printed. */
  readonly printed?: string | undefined;
  /** What it is to be, in the author's decimals and separators. */
  readonly expected?: string | undefined;
  readonly related: readonly Related[];
  /** Preferred first. */
  readonly fixes: readonly Fix[];
  /** A message about unneeded text, to be shown faded. */
  readonly unnecessary?: boolean;
}

/** Findings in the order in which machines and people get them: by position, then rule. */
export function orderedFindings(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) =>
      comparePositions(a.range.start, b.range.start) ||
      comparePositions(a.range.end, b.range.end) ||
      (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0),
  );
}

/** Every check that the report owes, by outcome. */
export interface Coverage {
  readonly passed: number;
  readonly rounding: number;
  readonly broken: number;
  readonly notApplicable: number;
  readonly notChecked: readonly { readonly check: string; readonly reason: string; readonly range?: Range }[];
}
