/** Reports on disk: read for the workspace's folders alone, bounded in number, depth and size. */
import type { Stats } from 'node:fs';
import { lstat, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Host, HostFile, Linked } from '../lsp/host.ts';
import type { FormSource } from '../service.ts';
import { Confined } from './files.ts';
import { readOrigins } from './origins.ts';

const MOST_FILES = 5000;
const MOST_FOLDERS = 20_000;
const DEEPEST = 24;
const BIGGEST = 32 * 1024 * 1024;

export const diskHost: Host = { list, read, stamp, linked, forms, origins };

async function list(folders: readonly string[]): Promise<readonly HostFile[]> {
  const files: HostFile[] = [];
  const bounds = { folders: 0 };
  for (const folder of folders) {
    const path = pathOf(folder);
    if (path !== undefined) await walk(path, 0, files, bounds);
  }
  return files;
}

/** Symbolic links are not followed: they may lead out of the workspace, or in a circle. */
async function walk(
  folder: string,
  depth: number,
  files: HostFile[],
  bounds: { folders: number },
): Promise<void> {
  if (depth > DEEPEST || ++bounds.folders > MOST_FOLDERS) return;
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (files.length >= MOST_FILES) return;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!entry.name.startsWith('.') && entry.name !== 'node_modules')
        await walk(path, depth + 1, files, bounds);
    } else if (entry.isFile() && entry.name.endsWith('.disclosure')) {
      const info = await lstat(path).catch(() => undefined);
      if (info && info.size <= BIGGEST)
        files.push({ uri: pathToFileURL(path).toString(), stamp: stampOf(info) });
    }
  }
}

async function read(uri: string): Promise<string | undefined> {
  const path = pathOf(uri);
  return path === undefined ? undefined : readFile(path, 'utf8').catch(() => undefined);
}

async function origins(uri: string): Promise<string> {
  const path = pathOf(uri);
  return path === undefined ? '' : readOrigins(path);
}

async function stamp(uri: string): Promise<string | undefined> {
  const path = pathOf(uri);
  const info = path === undefined ? undefined : await stat(path).catch(() => undefined);
  return info && stampOf(info);
}

/** A file is read only where it really lies inside the folder: a symbolic link in it may point out of it. */
async function linked(uri: string, folder: string): Promise<Linked> {
  const path = pathOf(uri);
  const root = pathOf(folder);
  if (path === undefined || root === undefined) return 'unavailable';
  let real: string;
  try {
    real = await realpath(path);
    const way = relative(await realpath(root), real);
    if (way.startsWith('..') || isAbsolute(way)) return 'outside';
  } catch {
    return 'missing';
  }
  try {
    const info = await stat(real);
    if (!info.isFile() || info.size > BIGGEST) return 'unreadable';
    return {
      text: new TextDecoder('utf-8', { fatal: true }).decode(await readFile(real)),
      stamp: stampOf(info),
    };
  } catch {
    return 'unreadable';
  }
}

function forms(folder: string): Promise<readonly FormSource[]> {
  const root = pathOf(folder);
  const files = root === undefined ? [] : new Confined([root]).forms(root);
  return Promise.resolve(
    files.map((file) => ({ path: pathToFileURL(file.path).toString(), text: file.read() })),
  );
}

/** A file that is put back may have its old time, but not its old time of change or place on the disk. */
function stampOf({ mtimeMs, ctimeMs, size, ino }: Stats): string {
  return [mtimeMs, ctimeMs, size, ino].join('-');
}

function pathOf(uri: string): string | undefined {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : undefined;
  } catch {
    return undefined;
  }
}
