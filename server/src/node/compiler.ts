/**
 * How long a function has to run before V8 makes fast machine code of it. Reading a report runs thousands of functions
 * a short while each: left at its usual measure the compiler works longer on them than they do, on a processor that
 * others wait for (docs/performance.md). An engine that does not know the flag keeps its own measure.
 */
import { setFlagsFromString } from 'node:v8';

/** Bytes of code to be run; `node --v8-options` tells the usual measure. */
const USUAL = 67_584;
const PATIENT = 1_000_000;

/** For a text that is read once. */
export function compileLate(): void {
  setFlagsFromString(`--interrupt-budget=${PATIENT}`);
}

/** For work that is done over and over. */
export function compileAsUsual(): void {
  setFlagsFromString(`--interrupt-budget=${USUAL}`);
}
