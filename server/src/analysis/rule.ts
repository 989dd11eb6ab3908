/**
 * How a rule is defined, and what it is given: one file a rule; its id is its file name, diagnostic code, doc page and
 * settings key. Nothing here knows a rule.
 */

import type { Range, TextEdit } from '../base/range.ts';
import type { RuleId } from '../base/rule-ids.ts';
import type { Locale, MessageId, Says, Words } from '../messages/index.ts';
import type { FrontMatter, PlacedTable, Report } from '../model/report.ts';
import type { Cube } from '../model/view/cube.ts';
import type { ProseModel } from '../prose/index.ts';
import type { Reference } from '../reference/index.ts';
import type { Waived } from '../relations/blame.ts';
import type { Graph } from '../relations/graph.ts';
import type { LinkedReports, LinkProblem } from '../relations/links.ts';
import type { ProseRelations } from '../relations/prose.ts';
import type { Severity } from '../relations/types.ts';
import type { Tree } from '../syntax/tree.ts';
import type { Causes } from './causes.ts';
import type { Waivers } from './waivers.ts';

export type Family = 'syntax' | 'structure' | 'codes' | 'arithmetic' | 'prose' | 'performance' | 'text';

/** A fix as a rule states it; its title is the rule's words, or a message. */
export interface RawFix {
  readonly title: MessageId | Words;
  readonly data?: Readonly<Record<string, string>>;
  readonly edits: readonly TextEdit[];
  readonly preferred?: boolean;
  readonly safe?: boolean;
  /** Whether it may be made without being looked at; as sure as it is preferred where it is not said. */
  readonly sure?: boolean;
}

/** A finding as a rule states it, in the rule's words. */
export interface RawFinding {
  readonly message: Words;
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
  readonly rule: RuleId;
  readonly defaultSeverity: Severity | undefined;
}

/** Related places of one finding; more help nobody. */
export const MOST_RELATED = 80;

/** What a rule looks at: one version of a report, each stage made when it is first asked for. */
export interface RuleContext {
  readonly text: string;
  readonly tree: Tree;
  readonly front: FrontMatter;
  readonly report: Report;
  /** The tables through their forms. */
  readonly cubes: readonly Cube[];
  readonly reference: Reference;
  readonly locale: Locale;
  readonly options: {
    readonly blame?: boolean;
    readonly roundingHints?: boolean;
    readonly catalogueYear?: number;
  };
  readonly graph: Graph;
  readonly prose: ProseModel;
  readonly sentences: ProseRelations;
  readonly waivers: Waivers;
  readonly causes: Causes;
  readonly links: { readonly linked: LinkedReports; readonly problems: readonly LinkProblem[] };
  readonly linkedPaths: readonly string[];
  /** What is made of a table by its own lines alone, kept while they are the same. */
  byTable<T>(work: TableWork<T>, placed: PlacedTable): T;
  /** The text of a message in the language that is asked for. */
  say(words: MessageId | Words, data?: Readonly<Record<string, string>>): string;
  /** The title of the rule of an id, if there is one. */
  titleOf(id: string): string | undefined;
}

/** All that what is told of a table may rest on beside the table. */
export type TableGround = Pick<RuleContext, 'reference' | 'say' | 'locale' | 'options'> & {
  readonly report: { readonly front: { readonly year: number | undefined } };
};

/** Work on a table that is given as the first of its file: lines count from its own first one. */
export type TableWork<T> = (ground: TableGround, placed: PlacedTable) => T;

export interface Rule {
  readonly id: RuleId;
  readonly title: Words;
  readonly family: Family;
  readonly severity: Severity;
  /** Every message that the rule may give; its page must show each. */
  readonly says: Says;
  /** Its other words: titles of fixes that no other rule offers, parts of messages. */
  readonly also?: Says;
  /** Findings of the rule. Arithmetic rules have none: the graph speaks for them (rules/arithmetic/report/relational.ts). */
  readonly check?: (context: RuleContext) => Iterable<RawFinding>;
  /** Findings that a table alone gives: asked table by table, and kept while its lines are the same. */
  readonly ofTable?: TableWork<readonly RawFinding[]>;
  /**
   * What, beside the structure of the report, findings of `check` depend on: what sentences say, amounts in tables, or the other
   * reports that this one names. Where it is not said, an edit of an amount, or of another report, leaves the findings
   * as they are.
   */
  readonly looksAt?: 'sentences' | 'amounts' | 'links';
  /** Off unless a setting turns it on. */
  readonly off?: boolean;
}

/** Defines a rule. */
export function defineRule(rule: Rule): Rule {
  return rule;
}

/** All that is checked, as an analysis is given it. */
export interface RuleSet {
  readonly rules: readonly Rule[];
  ruleOf(id: string): Rule | undefined;
  /** What is wrong beside figures. */
  causesOf(context: RuleContext, waived: Waived): Causes;
  /** Whether a cause tells already what a rule of units finds at a place. */
  isQuiet(causes: Causes, context: RuleContext, range: Range): boolean;
  /** Findings of the graph of figures, for the rules that have no check of their own. */
  equations(context: RuleContext, waived: Waived): Iterable<RelationalFinding>;
}
