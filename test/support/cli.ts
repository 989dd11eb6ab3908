/** The command line, run in this process. */
import { fileURLToPath } from 'node:url';
import { run } from '../../server/src/cli/program.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command in a folder, for somebody who reads Chinese where the environment does not say otherwise. */
export async function disclosureIn(
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = { LANG: 'zh_CN.UTF-8' },
): Promise<Ran> {
  let out = '';
  let err = '';
  const code = await run(args, {
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
    cwd: folder,
    env,
    root,
  });
  return { code, out, err };
}
