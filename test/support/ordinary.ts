/** The built command line as somebody who may not do everything: root is refused nothing, and so would test nothing. */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Ran } from './cli.ts';

const isRoot = process.getuid?.() === 0;
/** The user of nobody's files. */
const NOBODY = 65_534;

/** What keeps it from being tried here, if anything does. */
export const cannotBeOrdinary = process.platform === 'win32' ? 'rights are others there' : undefined;

let copy: string | undefined;

/** The program where anybody may read it: a checkout may lie in a folder of root's own. */
function program(): string {
  if (!isRoot) return resolve('dist/cli.js');
  if (copy === undefined) {
    copy = mkdtempSync(join(tmpdir(), 'program-'));
    chmodSync(copy, 0o755);
    cpSync(resolve('dist'), join(copy, 'dist'), {
      recursive: true,
      filter: (path) => !/[\\/]dist[\\/](?:ci|run|test)(?:[\\/]|$)|\.vsix$/.test(path),
    });
    cpSync(resolve('package.json'), join(copy, 'package.json'));
  }
  return join(copy, 'dist', 'cli.js');
}

/** Runs a command in a folder with the rights of an ordinary user. */
export function ordinaryIn(folder: string, args: readonly string[]): Ran {
  const done = spawnSync(process.execPath, [program(), ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, LANG: 'zh_CN.UTF-8', HOME: folder },
    ...(isRoot ? { uid: NOBODY, gid: NOBODY } : {}),
  });
  return { code: done.status ?? -1, out: done.stdout, err: done.stderr };
}
