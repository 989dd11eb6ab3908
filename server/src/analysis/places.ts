/** On which lines findings stand. */
import type { Range } from '../base/range.ts';
import type { RawFinding } from './rule.ts';

/** Whether a finding, or anything that it names, stands on a line. */
export function standsOn({ range, related, fixes }: RawFinding, line: number): boolean {
  return (
    covers(range, line) ||
    related?.some((r) => covers(r.range, line)) === true ||
    fixes?.some((f) => f.edits.some((e) => covers(e.range, line))) === true
  );
}

/** Whether a range takes in a line. */
export function covers({ start, end }: Range, line: number): boolean {
  return start.line <= line && line <= end.line;
}
