/** Which of several rules tells of a mistake that breaks them all. */
import type { RuleId } from '../base/rule-ids.ts';
import type { Relation } from './types.ts';

/** Order of rules of sums from the innermost relation outwards. */
const RULE_ORDER: readonly RuleId[] = [
  'row-sum',
  'rollup',
  'total',
  'balance',
  'formula',
  'cross-table',
  'cross-report',
];

export function ruleRank(rule: RuleId): number {
  const at = RULE_ORDER.indexOf(rule);
  return at < 0 ? RULE_ORDER.length : at;
}

/** Whether a rule is one of sums. */
export function isOfSums(rule: RuleId): boolean {
  return RULE_ORDER.includes(rule);
}

/** Relations over the innermost rule first. */
export function innermost(relations: readonly Relation[]): Relation {
  return relations.reduce((best, r) => (ruleRank(r.rule) < ruleRank(best.rule) ? r : best));
}
