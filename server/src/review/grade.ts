/** How a finding is put to the unit that the report is of. */
import { type Finding, familyOf, type Severity } from '../service.ts';
import type { Grade } from './types.ts';

/** Families of rules whose findings are matters of wording. */
const WORDING: ReadonlySet<string> = new Set(['text', 'syntax']);

/** The grade of a finding; undefined where a letter does not speak of it. */
export function gradeOf(rule: Finding['rule'], severity: Severity): Grade | undefined {
  if (severity === 'error') return 'must';
  if (rule === 'rounding') return undefined;
  if (WORDING.has(familyOf(rule) ?? '')) return 'wording';
  return severity === 'hint' ? undefined : 'explain';
}
