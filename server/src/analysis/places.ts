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

/** A range some lines further on. */
export function rangeMoved({ start, end }: Range, by: number): Range {
  return {
    start: { line: start.line + by, character: start.character },
    end: { line: end.line + by, character: end.character },
  };
}

/** A finding some lines further on, with all that it names. */
export function moved(finding: RawFinding, by: number): RawFinding {
  const { range, related, fixes } = finding;
  return {
    ...finding,
    range: rangeMoved(range, by),
    ...(related && { related: related.map((one) => ({ ...one, range: rangeMoved(one.range, by) })) }),
    ...(fixes && {
      fixes: fixes.map((fix) => ({
        ...fix,
        edits: fix.edits.map((edit) => ({ ...edit, range: rangeMoved(edit.range, by) })),
      })),
    }),
  };
}

/** Whether a range takes in a line. */
export function covers({ start, end }: Range, line: number): boolean {
  return start.line <= line && line <= end.line;
}
