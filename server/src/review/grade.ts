/** How a finding is put to the unit that the report is of, and what it goes by. */
import { type Analysis, type Finding, familyOf } from '../service.ts';
import type { Grade } from './types.ts';

type Words = Analysis['reference']['review'];

/** The grade of a finding; undefined where a letter does not speak of it. */
export function gradeOf({ rule, severity }: Finding, words: Words): Grade | undefined {
  if (words.silent.includes(rule) && severity !== 'error') return undefined;
  if (severity === 'error') return 'must';
  if (words.wording.includes(familyOf(rule) ?? '') && !words.explain.includes(rule)) return 'wording';
  return severity === 'hint' ? undefined : 'explain';
}

/** The clause that owes what a rule looks for; undefined where none is known. */
export function basisOf(rule: Finding['rule'], kind: string | undefined, words: Words): string | undefined {
  return words.basis.find((b) => b.rules.includes(rule) && (b.kind === undefined || b.kind === kind))?.clause;
}
