/** What the command line touches of the world, so that tests can stand in for it. */

export interface OutStream {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

export interface Io {
  readonly stdout: OutStream;
  readonly stderr: OutStream;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder of the package: docs/rules and package.json stand there. */
  readonly root: string;
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
