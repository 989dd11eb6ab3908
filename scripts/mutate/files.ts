import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';

/** What a file of JSON holds, where there is one. */
export const read = <T>(path: string, otherwise: T): T =>
  existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : otherwise;

/** A file, or the files below a folder whose names end so. */
export function filesOf(path: string, end: string): string[] {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(end))
    .sort()
    .map((name) => `${path}/${name}`);
}
