/** What the fuzzer calls an entry point: how a case is made, and what is held against what must be true of its answer. */
import type { Random } from './random.ts';

export interface Entry {
  readonly name: string;
  /** Its part of all cases, beside those of the others; 0 where a run is bounded by its own number. */
  readonly share: number;
  /** Makes an input: plain data, so that it can be kept in a file. */
  readonly make: (r: Random, n: number) => unknown;
  readonly run: (input: never) => void | Promise<void>;
}

export function entry<T>(
  name: string,
  share: number,
  make: (r: Random, n: number) => T,
  run: (input: T) => void | Promise<void>,
): Entry {
  return { name, share, make, run: run as Entry['run'] };
}
