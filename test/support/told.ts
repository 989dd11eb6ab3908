/** What is told of a changed report, beside what was told of it before: for goldens of very many changes. */
import { createHash } from 'node:crypto';
import type { Analysis, Finding } from '../../server/src/service.ts';

/** Lines that are written out of what one change makes told. */
const MOST = 8;

const keyOf = (f: Finding) => `${f.severity} ${f.rule}: ${f.message}`;

/** A text that is too long to be kept, as a sum. */
export const sumOf = (content: string | Uint8Array): string =>
  createHash('sha1').update(content).digest('hex').slice(0, 10);

/** A finding with what its fix writes. */
export function toldLine(f: Finding): string {
  const { start, end } = f.range;
  const edits = f.fixes.find((x) => x.preferred)?.edits ?? [];
  const fix = edits.map((e) => ` ⇒ ${e.newText}`).join('');
  return `  + ${start.line + 1}:${start.character}-${end.character} ${keyOf(f)}${fix}`;
}

/** What the second of two lists has more than the first. */
export function more<T>(from: readonly T[], to: readonly T[], key: (x: T) => string): T[] {
  const left = new Map<string, number>();
  for (const x of from) left.set(key(x), (left.get(key(x)) ?? 0) + 1);
  return to.filter((x) => {
    const n = left.get(key(x)) ?? 0;
    left.set(key(x), n - 1);
    return n <= 0;
  });
}

/** The first of lines, and of the others how many and their sum. */
export function cut(lines: readonly string[], most = MOST): string[] {
  const rest = lines.slice(most);
  return [
    ...lines.slice(0, most),
    ...(rest.length > 0 ? [`  and ${rest.length} more ${sumOf(rest.join('\n'))}`] : []),
  ];
}

/** How many checks came out how. */
export function counts({ coverage }: Analysis): string {
  const { passed, rounding, broken, notApplicable, notChecked } = coverage;
  return [passed, rounding, broken, notApplicable, notChecked.length].join(' ');
}

/** What is told of a report more, and no longer, than before. */
export function changeTold(before: readonly Finding[], after: readonly Finding[], most = MOST): string[] {
  return cut(
    [
      ...more(before, after, keyOf).map(toldLine),
      ...more(after, before, keyOf).map((f) => `  - ${keyOf(f)}`),
    ],
    most,
  );
}
