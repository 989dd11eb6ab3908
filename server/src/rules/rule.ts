/** How a rule is defined: one file a rule; its id is its file name, diagnostic code, doc page and settings key. */
import type { Range, TextEdit } from '../base/range.ts';
import type { MessageId } from '../messages/index.ts';
import type { Severity } from '../relations/types.ts';
import type { Analysis } from './analysis.ts';

export type Family = 'syntax' | 'structure' | 'codes' | 'arithmetic' | 'prose' | 'performance' | 'text';

/** A fix as a rule states it; its title is a message. */
export interface RawFix {
  readonly title: MessageId;
  readonly data?: Readonly<Record<string, string>>;
  readonly edits: readonly TextEdit[];
  readonly preferred?: boolean;
  readonly safe?: boolean;
  /** Whether it may be made without being looked at; as sure as it is preferred where it is not said. */
  readonly sure?: boolean;
}

/** A finding as a rule states it; its words come from the messages. */
export interface RawFinding {
  readonly message: MessageId;
  readonly data?: Readonly<Record<string, string>>;
  readonly range: Range;
  readonly severity?: Severity;
  readonly printed?: string | undefined;
  readonly expected?: string | undefined;
  readonly related?: readonly { readonly range: Range; readonly message: string; readonly path?: string }[];
  readonly fixes?: readonly RawFix[];
}

/** A finding of an equation, with the rule that it belongs to. */
export interface RelationalFinding extends RawFinding {
  readonly rule: string;
  readonly defaultSeverity: Severity | undefined;
}

/** Related places of one finding; more help nobody. */
export const MOST_RELATED = 80;

export interface Rule {
  readonly id: string;
  readonly family: Family;
  readonly severity: Severity;
  /** Every message that the rule may give; its page must show each. */
  readonly messages: readonly MessageId[];
  /** Findings of the rule. Arithmetic rules have none: the graph speaks for them (rules/relational.ts). */
  readonly check?: (analysis: Analysis) => Iterable<RawFinding>;
  /**
   * What, beside the structure of the report, findings depend on: what sentences say, or amounts in tables. Where it is
   * not said, an edit of an amount leaves the findings as they are.
   */
  readonly looksAt?: 'sentences' | 'amounts';
  /** Off unless a setting turns it on. */
  readonly off?: boolean;
}

/** Defines a rule. */
export function defineRule(rule: Rule): Rule {
  return rule;
}
