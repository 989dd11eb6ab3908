/** Notes which statements each test reaches, where the sources were loaded with notes (mutants.ts). */
import { afterAll, afterEach, beforeEach } from 'vitest';

const now = new Set<number>();
const outside = new Set<number>();
(globalThis as { __reached?: (n: number) => void }).__reached = (n) => now.add(n);

/** A bit a statement, in base 64. */
function notes(statements: ReadonlySet<number>): string {
  const bytes = Buffer.alloc((Math.max(...statements) >> 3) + 1);
  for (const n of statements) bytes[n >> 3] = (bytes[n >> 3] ?? 0) | (1 << (n & 7));
  return bytes.toString('base64');
}

beforeEach(() => {
  for (const n of now) outside.add(n);
  now.clear();
});

afterEach(({ task }) => {
  if (now.size > 0) Object.assign(task.meta, { reached: notes(now) });
  now.clear();
});

// biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern, to know what is asked for
afterAll(({}, suite) => {
  if (outside.size + now.size > 0)
    Object.assign(suite.meta, { reached: notes(new Set([...outside, ...now])) });
});
