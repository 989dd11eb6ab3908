/**
 * How long a function has to run before V8 makes fast machine code of it. Reading a report runs thousands of functions
 * a short while each: left at its usual measure the compiler works longer on them than they do, on a processor that
 * others wait for (docs/performance.md).
 */
import { setFlagsFromString } from 'node:v8';

interface Flag {
  readonly name: string;
  readonly usual: number;
  readonly late: number;
  /** For edits of what was read, where that is not the usual measure. */
  readonly edits?: number;
}

/**
 * Node 20: bytes of code to be run. An edit of a report that holds mistakes runs as many functions as a reading does, a
 * short while each: at the usual measure the compiler takes a third of its time. Of newer engines this is not known.
 */
const BYTES: readonly Flag[] = [
  { name: 'interrupt-budget', usual: 67_584, late: 1_000_000, edits: 1_000_000 },
];

/** Since Node 21: calls, for each compiler and for a loop that is still running. */
const CALLS: readonly Flag[] = [
  { name: 'invocation-count-for-maglev', usual: 400, late: 20_000 },
  { name: 'invocation-count-for-maglev-osr', usual: 100, late: 6000 },
  { name: 'invocation-count-for-turbofan', usual: 3000, late: 45_000 },
  { name: 'invocation-count-for-osr', usual: 500, late: 12_000 },
];

/**
 * The flags that an engine knows; none for one that nobody has looked at. V8 cannot be asked: told a flag that it does
 * not know, it writes to standard error by itself. `node --v8-options` tells names and usual measures.
 */
function flagsOf(engine: string): readonly Flag[] {
  const [major = 0, minor = 0] = engine.split('.').map(Number);
  const version = major * 100 + minor;
  if (version === 1103) return BYTES;
  return version >= 1108 && version <= 1406 ? CALLS : [];
}

/** What V8 is told, as on its command line; `engine` is `process.versions.v8`. */
export function compilerFlags(when: 'late' | 'edits' | 'usual', engine: string): readonly string[] {
  return flagsOf(engine).map((flag) => `--${flag.name}=${flag[when] ?? flag.usual}`);
}

/** For a text that is read once. */
export function compileLate(): void {
  for (const flag of compilerFlags('late', process.versions.v8)) setFlagsFromString(flag);
}

/** For what comes when the first reports are read. */
export function compileForEdits(): void {
  for (const flag of compilerFlags('edits', process.versions.v8)) setFlagsFromString(flag);
}
