/** Files written whole or not at all. */
import { randomUUID } from 'node:crypto';
import { mkdir, open, realpath, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Why a file could not be written; what stood there before stands there still. */
export type WriteTrouble = 'readonly' | 'full' | 'denied' | 'folder' | 'other';

export class WriteError extends Error {
  constructor(
    readonly trouble: WriteTrouble,
    cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

const TROUBLES: Readonly<Record<string, WriteTrouble>> = {
  EROFS: 'readonly',
  ENOSPC: 'full',
  EDQUOT: 'full',
  EFBIG: 'full',
  EACCES: 'denied',
  EPERM: 'denied',
  ENOENT: 'folder',
  ENOTDIR: 'folder',
  EISDIR: 'folder',
};

/**
 * Writes a file beside its place and moves it there: whoever reads meanwhile, and whoever reads after a power cut, sees
 * the old file or the new, never half of one. Mode and owner are kept, and a link goes on pointing at its file.
 * @param path absolute
 * @throws WriteError; the old file is untouched then, and nothing is left beside it
 */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const old = await stat(target).catch(() => undefined);
  // A rename needs no right to the file itself: a file marked as read-only would be replaced all the same.
  if (old && (old.mode & 0o222) === 0) throw new WriteError('readonly', new Error('read-only'));
  const name = basename(target).slice(0, 40);
  const temporary = join(dirname(target), `.${name}.${randomUUID().slice(0, 8)}.tmp`);
  try {
    const file = await open(temporary, 'wx', old ? old.mode & 0o7777 : 0o666);
    try {
      await file.writeFile(content);
      if (old) {
        // Only a privileged user may give a file away; for all others it is theirs already.
        await file.chown(old.uid, old.gid).catch(() => undefined);
        await file.chmod(old.mode & 0o7777);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, target);
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw new WriteError(TROUBLES[(error as NodeJS.ErrnoException).code ?? ''] ?? 'other', error);
  }
  await syncFolder(dirname(target));
}

/** The new name is on the disk only once its folder is; not every system lets a folder be synced. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch {
    // As safe as this system makes it.
  }
}

/**
 * Makes a folder and those above it that are missing; whether it was not there before. Node's own way of making several
 * at once does not come back where the system says of a folder that exists that it does not (below `/proc`).
 */
export async function makeFolder(path: string): Promise<boolean> {
  const isThere = async () => (await stat(path).catch(() => undefined))?.isDirectory() === true;
  if (await isThere()) return false;
  const above = dirname(path);
  if (above !== path) await makeFolder(above);
  try {
    await mkdir(path);
    return true;
  } catch (error) {
    // Somebody else was quicker.
    if (await isThere()) return false;
    throw error;
  }
}
