/** One case: made, run, timed; one that fails is made small. */
import { type Entry, entryNamed, sizeOf } from './entries.ts';
import { Random } from './random.ts';

/** A case that went wrong. */
export interface Failure {
  readonly entry: string;
  readonly number: number;
  /** What was seen; 'hang' where it took too long. */
  readonly message: string;
  readonly stack: string;
  readonly input: unknown;
}

/** Milliseconds that an input may take: a second per 100 kB, and never less than one. */
export const timeFor = (size: number) => Math.max(1000, size / 100);

/** Entry points that run the engine many times for one input: each action, position and version is a run. */
const RUNS: Readonly<Record<string, number>> = {
  fixes: 12,
  mend: 8,
  import: 4,
  features: 6,
  typing: 8,
  incremental: 6,
  format: 4,
  patterns: 6,
  states: 8,
  review: 12,
  'review-cli': 8,
  page: 12,
  server: 16,
};
const limitOf = (entry: Entry, input: unknown) =>
  timeFor(sizeOf(entry.name, input)) * (RUNS[entry.name] ?? 1);

export function inputOf(entry: Entry, seed: string, number: number): unknown {
  return entry.make(new Random(`${seed}/${entry.name}/${number}`), number);
}

/** Runs a case. @returns undefined where all is well */
export async function runCase(entry: Entry, seed: string, number: number): Promise<Failure | undefined> {
  const input = inputOf(entry, seed, number);
  const failed = await attempt(entry, input);
  if (!failed) return undefined;
  const small = await smaller(entry, input, failed.kind);
  const { message, stack } = (await attempt(entry, small)) ?? failed;
  return { entry: entry.name, number, message, stack, input: small };
}

interface Failed {
  /** The same for failures of one cause. */
  readonly kind: string;
  readonly message: string;
  readonly stack: string;
}

export async function attempt(entry: Entry, input: unknown): Promise<Failed | undefined> {
  const limit = timeFor(0);
  try {
    const took = await time(entry, input);
    if (took <= limit || took <= limitOf(entry, input)) return undefined;
    // A machine that is busy with other things is no hang: the quickest of some runs counts, at the machine's own pace.
    let again = took;
    for (let i = 0; i < 5; i++) again = Math.min(again, (await time(entry, input)) / slowness());
    if (again <= limitOf(entry, input)) return undefined;
    return {
      kind: 'hang',
      message: `hang: ${Math.round(again)} ms for ${sizeOf(entry.name, input)} characters`,
      stack: '',
    };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      kind: message.split(' | ')[0]?.slice(0, 60) ?? '',
      message,
      stack: error instanceof Error ? (error.stack ?? '') : '',
    };
  }
}

let quickest = Number.POSITIVE_INFINITY;

/** How much longer a fixed piece of work takes now than it ever took. */
function slowness(): number {
  const started = performance.now();
  let sum = 0;
  for (let i = 0; i < 3_000_000; i++) sum = (sum + i * 7) % 1_000_003;
  const took = performance.now() - started + sum * 0;
  quickest = Math.min(quickest, took);
  return took / quickest;
}
slowness();

async function time(entry: Entry, input: unknown): Promise<number> {
  const started = performance.now();
  await entry.run(input as never);
  return performance.now() - started;
}

/** Cuts pieces out of an input's text as long as it goes wrong in the same way; bounded. */
async function smaller(entry: Entry, input: unknown, kind: string): Promise<unknown> {
  if (kind === 'hang' || entry.name === 'large') return input;
  const until = performance.now() + 3000;
  let best = input;
  for (const [get, set] of textsOf(input)) {
    let text = get(best);
    for (let size = text.length >> 1; size >= 1; size >>= 1) {
      for (let at = 0; at < text.length && performance.now() < until; ) {
        const shorter = text.slice(0, at) + text.slice(at + size);
        const tried = set(best, shorter);
        if ((await attempt(entry, tried))?.kind === kind) {
          text = shorter;
          best = tried;
        } else at += size;
      }
    }
  }
  return best;
}

type Access = readonly [get: (input: unknown) => string, set: (input: unknown, text: string) => unknown];

/** What is no text, or would be another case without all of it. */
const WHOLE: ReadonlySet<string> = new Set(['name', 'bytes', 'figures', 'more', 'acts']);

/** The texts in an input that may be shortened. */
function textsOf(input: unknown): Access[] {
  if (typeof input === 'string') return [[(i) => i as string, (_, text) => text]];
  if (typeof input !== 'object' || input === null) return [];
  return Object.entries(input).flatMap(([key, value]): Access[] => {
    if (typeof value === 'string' && !WHOLE.has(key))
      return [
        [(i) => (i as Record<string, string>)[key] ?? '', (i, text) => ({ ...(i as object), [key]: text })],
      ];
    if (!WHOLE.has(key) && Array.isArray(value) && value.every((v) => typeof v === 'string'))
      return value.map(
        (_, n): Access => [
          (i) => (i as Record<string, string[]>)[key]?.[n] ?? '',
          (i, text) => ({
            ...(i as object),
            [key]: (i as Record<string, string[]>)[key]?.map((v, m) => (m === n ? text : v)),
          }),
        ],
      );
    return [];
  });
}

export { entryNamed };
