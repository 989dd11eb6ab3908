/**
 * The command line's only door to the engine: the same analysis that the editor shows, and nothing besides.
 */
import { type AnalysisOptions, ruleIds, type Severity } from '../service.ts';

export {
  type Analysis,
  type AnalysisOptions,
  type Coverage,
  type Finding,
  type Fix,
  formatDocument,
  formFromTable,
  mend,
  open,
  orderedFindings,
  ruleFacts,
  ruleIds,
  type Severity,
  type TableSummary,
  tableCount,
  tableNamed,
  tablesOf,
} from '../service.ts';

/** Where links to other reports are looked up. */
export type Links = NonNullable<AnalysisOptions['links']>;

/** Most severe first. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** Whether an id names a rule. */
export function isRule(id: string): boolean {
  return ruleIds().includes(id);
}
