/**
 * Files that reports and workspaces may have read: inside given folders alone, with links followed and checked,
 * bounded in size and number. A report is untrusted: what it names is looked at only after its place is known.
 */
import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { dirname, isAbsolute, join, parse, relative, resolve, sep } from 'node:path';

/** A report is a few hundred KB. */
const MOST_BYTES = 32 * 1024 * 1024;
/** A form is a few KB; one byte more than allowed is read, so that its reader can say that it is too big. */
const MOST_FORM_BYTES = 1024 * 1024;
const MOST_FORMS = 200;
/** How many folders above a file are looked into for forms. */
const HIGHEST = 40;

/** A file that may be read. */
export interface AllowedFile {
  /** Its path with all links followed: the same for one file, whatever way it is named. */
  readonly path: string;
  /** Changes when the file does. */
  readonly stamp: string;
  /** Its text; undefined where it cannot be read or is no text. */
  read(): string | undefined;
}

export type Refusal = 'outside' | 'missing' | 'unreadable';

/** Whether a path is a folder or inside it. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

/** A path with its links followed; undefined where there is nothing. */
export function realPath(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

/** Reading that stays inside folders. */
export class Confined {
  private readonly roots: readonly string[];

  /** @param roots absolute paths of the folders */
  constructor(roots: readonly string[]) {
    const real = roots.map(realPath).filter((r) => r !== undefined);
    this.roots = [...new Set([...roots, ...real])];
  }

  /** Whether a path lies inside, as it is written. */
  holds(path: string): boolean {
    return this.roots.some((root) => isInside(path, root));
  }

  /**
   * The file that a path in a report means, or why it may not be had.
   * @param folder the report's own folder
   * @param path as the report writes it
   */
  find(folder: string, path: string): AllowedFile | Refusal {
    if (path.includes('\0')) return 'missing';
    const target = resolve(folder, path.replaceAll('\\', '/'));
    // Not even whether it exists is asked of a path that leads out.
    if (!this.holds(target)) return 'outside';
    const real = realPath(target);
    if (real === undefined) return 'missing';
    if (!this.holds(real)) return 'outside';
    try {
      const info = statSync(real);
      // A pipe or a device would never come to its end.
      if (!info.isFile() || info.size > MOST_BYTES) return 'unreadable';
      return { path: real, stamp: `${info.mtimeMs}-${info.size}`, read: () => readText(real, MOST_BYTES) };
    } catch {
      return 'unreadable';
    }
  }

  /** The forms in `.disclosure/forms/` of a folder, by name. */
  forms(folder: string): AllowedFile[] {
    const forms = join(folder, '.disclosure', 'forms');
    const real = realPath(forms);
    if (real === undefined || !this.holds(real)) return [];
    const files: AllowedFile[] = [];
    for (const name of namesIn(real)) {
      if (files.length >= MOST_FORMS) break;
      const path = join(forms, name);
      const target = realPath(path);
      if (target === undefined || !this.holds(target)) continue;
      try {
        const info = statSync(target);
        if (!info.isFile()) continue;
        files.push({
          path,
          stamp: `${info.mtimeMs}-${info.size}`,
          read: () => readText(target, MOST_FORM_BYTES),
        });
      } catch {
        // Gone in the meantime.
      }
    }
    return files;
  }
}

/**
 * The folders whose forms hold for a file: its own and those above, up to the outermost that is inside the roots.
 * Nearest first.
 */
export function foldersAbove(file: string, root: string): string[] {
  const folders: string[] = [];
  for (let at = dirname(file); isInside(at, root) && folders.length < HIGHEST; at = dirname(at)) {
    folders.push(at);
    if (at === root || at === parse(at).root) break;
  }
  return folders;
}

/** The folder that holds all of some files; undefined where only the whole disk does. */
export function commonFolder(files: readonly string[]): string | undefined {
  const [first, ...others] = files.map((f) => dirname(f));
  if (first === undefined) return undefined;
  let common = first;
  for (const other of others)
    while (!isInside(other, common) && common !== dirname(common)) common = dirname(common);
  return common === parse(common).root ? undefined : common;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^[^.].*\.ya?ml$/.test(name))
      .sort();
  } catch {
    return [];
  }
}

/** UTF-8 text of a file with all links followed, no bigger than `most` bytes. */
function readText(real: string, most: number): string | undefined {
  let file: number | undefined;
  try {
    // What stands there may have been exchanged for a link or a pipe since it was looked at.
    file = openSync(real, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    const info = fstatSync(file);
    if (!info.isFile() || info.size > most) return undefined;
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
