/** Versions of Node that are at hand: the one that runs the tests, and those that `OTHER_NODES` names (.ci/run does). */
import { execFileSync } from 'node:child_process';
import { delimiter } from 'node:path';

const paths = [
  process.execPath,
  ...(process.env.OTHER_NODES ?? '').split(delimiter).filter((path) => path !== ''),
];

export const nodes = paths.map((path) => ({
  path,
  version: execFileSync(path, ['--version'], { encoding: 'utf8' }).trim(),
}));
