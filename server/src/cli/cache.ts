/**
 * Results of earlier runs (`--cache`), each in a file of its own that is named by everything the result depends on: the
 * program, the options, the forms and the text. What a report's links lead to is only known once it is checked; it
 * stands in the file, and is looked up again before the result is used.
 */
import { readdir, readFile, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder, writeWhole } from '../node/write.ts';
import type { Outcome } from './check.ts';
import { hashOf, type LookUp } from './links.ts';

/** Entries that no run has used for so long are removed. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;
/** An entry in use is marked so once a day. */
const MARKED_MS = 24 * 60 * 60 * 1000;

export interface Kept {
  readonly outcome: Outcome;
  readonly lookUps: readonly LookUp[];
}

export class ResultCache {
  /** Entries are spread over folders, as some file systems are slow with large ones. */
  constructor(private readonly folder: string) {}

  /** What was kept under a key; undefined where there is nothing that is whole. */
  async get<T = Kept>(key: string): Promise<T | undefined> {
    const path = this.path(key);
    try {
      const content = await readFile(path, 'utf8');
      const at = content.indexOf('\n');
      const body = content.slice(at + 1);
      if (content.slice(0, at) !== hashOf(key, body)) return undefined;
      const { mtimeMs } = await stat(path);
      const now = Date.now();
      if (now - mtimeMs > MARKED_MS) await utimes(path, now / 1000, now / 1000);
      return JSON.parse(body) as T;
    } catch {
      return undefined;
    }
  }

  /** Keeps a result. That it cannot be kept (a full disk, no permission) is no reason not to give it. */
  async set(key: string, kept: Kept): Promise<void> {
    try {
      await this.put(key, kept);
    } catch {
      // The next run checks the file again.
    }
  }

  /** Keeps something that later steps need. */
  async put(key: string, kept: unknown): Promise<void> {
    const body = JSON.stringify(kept);
    await makeFolder(join(this.folder, key.slice(0, 2)));
    await writeWhole(this.path(key), `${hashOf(key, body)}\n${body}`);
  }

  /** The file of a key; what is kept begins behind its first line. */
  path(key: string): string {
    return join(this.folder, key.slice(0, 2), key.slice(2));
  }
}

/** Makes the folder of a cache, which version control is to pass over; one that holds other things it is not to. */
export async function prepareCache(folder: string): Promise<void> {
  const isNew = await makeFolder(folder);
  if (isNew || (await readdir(folder)).length === 0)
    await writeFile(join(folder, '.gitignore'), '*\n', { flag: 'wx' }).catch(() => undefined);
}

/** Removes what was not used for a month, and what an interrupted run left. */
export async function sweepCache(folder: string): Promise<void> {
  const oldest = Date.now() - KEPT_MS;
  for (const part of await readdir(folder).catch(() => [])) {
    // Nothing is removed that this program did not put there: the folder is of the user's choice.
    if (!/^[0-9a-f]{2}$/.test(part)) continue;
    for (const name of await readdir(join(folder, part)).catch(() => [])) {
      if (!/^(?:[0-9a-f]{62}$|\.[0-9a-f]{30,62}\.)/.test(name)) continue;
      const path = join(folder, part, name);
      const info = await stat(path).catch(() => undefined);
      if (info && info.mtimeMs < oldest) await unlink(path).catch(() => undefined);
    }
  }
}
