/** A run of the program to its end, and what it used. */
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

export interface Sample {
  readonly ms: number;
  /** Time on a processor, of all threads. */
  readonly cpuMs: number;
  /** Of the busiest thread: the least that the run takes where every thread has a processor. */
  readonly busiestMs: number;
  readonly peakMb: number;
}

/**
 * What it used is read from the system's own account of the process, just before it ends.
 * @param node options of Node itself
 */
export function once(
  program: string,
  args: readonly string[],
  node: readonly string[] = [],
): Promise<Sample> {
  return new Promise((done, failed) => {
    const started = performance.now();
    const own = [...node, '--require', resolve('test/bench/usage.cjs')];
    const child = spawn(process.execPath, [...own, program, ...args], {
      stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
    });
    child.stdout?.resume();
    let usage = '';
    child.stdio[3]?.on('data', (text: Buffer) => {
      usage += text.toString();
    });
    child.on('error', failed);
    child.on('close', (code) => {
      const ms = performance.now() - started;
      if (code !== 0) return failed(new Error(`exit ${code}`));
      const threads = usage
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { threadMs: number; cpuMs?: number; peakMb?: number });
      const main = threads.find((t) => t.cpuMs !== undefined);
      const busiestMs = Math.max(...threads.map((t) => t.threadMs));
      done({ ms, cpuMs: main?.cpuMs ?? 0, peakMb: main?.peakMb ?? 0, busiestMs });
    });
  });
}
