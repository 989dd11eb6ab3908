/** An analysis with all rules. */

import { Analysis, type AnalysisOptions, type Edit } from '../analysis/analysis.ts';
import type { RuleSet } from '../analysis/rule.ts';
import type { Text } from '../base/text.ts';
import { findCauses, isQuiet } from './arithmetic/report/causes.ts';
import { relationalFindings } from './arithmetic/report/relational.ts';
import { ruleOf, rules } from './index.ts';

const CHECKS: RuleSet = { rules, ruleOf, causesOf: findCauses, isQuiet, equations: relationalFindings };

/**
 * Analyses a text.
 * @param before the analysis of an earlier version, from which what did not change is taken over
 * @param edit where the texts differ, if that is known
 */
export function analyse(
  text: string | Text,
  options: AnalysisOptions = {},
  before?: Analysis,
  edit?: Edit,
): Analysis {
  return new Analysis(CHECKS, text, options, before && { analysis: before, edit });
}
