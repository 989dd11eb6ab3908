/** What the command line touches of the world, so that tests can stand in for it. */

export interface OutStream {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  once?(event: 'drain', listener: () => void): unknown;
}

/** So many of all files, or reports, are done. */
export interface ProgressStep {
  readonly doing: 'read' | 'join' | 'review' | 'check';
  readonly done: number;
  readonly all: number;
}

export interface Io {
  readonly stdout: OutStream;
  readonly stderr: OutStream;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder of the package: docs/rules and package.json stand there. */
  readonly root: string;
  /**
   * Has a step taken when the user ends the program (Ctrl+C), before it ends.
   * @returns what takes the step back
   */
  readonly onInterrupt?: (step: () => void) => () => void;
  /** Told how far a run is, where another program shows it. */
  readonly onProgress?: (step: ProgressStep) => void;
}

/** Writes, and waits where a slow reader is behind. */
export async function writeTo(stream: OutStream, text: string): Promise<void> {
  if (text === '' || stream.write(text) !== false || !stream.once) return;
  await new Promise<void>((resolve) => stream.once?.('drain', resolve));
}

/** Exit codes, as product and docs promise them. */
export const EXIT = { clean: 0, findings: 1, usage: 2 } as const;
export type Exit = (typeof EXIT)[keyof typeof EXIT];

/** A mistake in the call: told in one line, without a stack, exit 2. */
export class UsageError extends Error {}

/** The worse of two exits. */
export function worse(a: Exit, b: Exit): Exit {
  return a > b ? a : b;
}
