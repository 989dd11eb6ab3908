/** Finding, reading and writing files. */
import type { Stats } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { Minimatch } from 'minimatch';
import { WriteError, writeWhole } from '../node/write.ts';
import { type Io, UsageError } from './io.ts';
import type { Say } from './text.ts';
import { harmless } from './width.ts';

/** A report is a few hundred KB; beyond this a file is no report. */
const MOST_BYTES = 64 * 1024 * 1024;

export interface Found {
  /** As given or found, relative to the working folder, with `/`. */
  readonly path: string;
  readonly absolute: string;
}

/** A path as it is shown: relative to the working folder, with `/`. */
export function shownPath(absolute: string, cwd: string): string {
  const path = relative(cwd, absolute);
  // Another drive has no relative path.
  return (isAbsolute(path) ? absolute : path || '.').split(sep).join('/');
}

/**
 * The files that the arguments name: files as they are, folders and globs for what they hold. Sorted, each once.
 * Node 20 has no stable glob of its own; the walk below is Node's, the patterns are minimatch's (kept, everywhere).
 */
export async function findFiles(paths: readonly string[], io: Io, say: Say): Promise<Found[]> {
  const found = new Map<string, Found>();
  const add = (absolute: string) => {
    const path = shownPath(absolute, io.cwd);
    found.set(path, { path, absolute });
  };
  for (const given of paths.length > 0 ? paths : ['.']) {
    const absolute = resolve(io.cwd, given);
    const kind = await kindOf(absolute);
    if (kind === 'folder') {
      const inside = await named(given, absolute, (path) => path.endsWith('.disclosure'), say);
      if (inside.length === 0) throw new UsageError(say('cli.noFiles', { path: given }));
      inside.forEach(add);
    } else if (kind === 'none' && isPattern(given)) {
      const inside = await matching(given, io.cwd);
      if (inside.length === 0) throw new UsageError(say('cli.noFiles', { path: given }));
      inside.forEach(add);
    } else {
      // One that does not exist is told when it is read, beside the others' findings.
      add(absolute);
    }
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * The files to be imported: files as they are given, folders for those of the wanted endings, also below them. Files
 * that programs put beside an open document (`~$…`) are none.
 */
export async function findImports(
  paths: readonly string[],
  wanted: (name: string) => boolean,
  io: Io,
  say: Say,
): Promise<Found[]> {
  const found = new Map<string, Found>();
  for (const given of paths) {
    const absolute = resolve(io.cwd, given);
    const inside =
      (await kindOf(absolute)) === 'folder'
        ? (
            await named(given, absolute, (path) => !basename(path).startsWith('~$') && wanted(path), say)
          ).sort()
        : [absolute];
    for (const file of inside) found.set(file, { path: shownPath(file, io.cwd), absolute: file });
  }
  return [...found.values()];
}

/** The files of a folder that was named; one that may not be read is told. */
async function named(
  given: string,
  folder: string,
  wanted: (absolute: string) => boolean,
  say: Say,
): Promise<string[]> {
  try {
    return await walk(folder, wanted, { strict: true });
  } catch (error) {
    throw new UsageError(`${harmless(given)}${say('cli.colon')}${systemMessage(error, say)}`);
  }
}

async function kindOf(absolute: string): Promise<'folder' | 'file' | 'none'> {
  try {
    return (await stat(absolute)).isDirectory() ? 'folder' : 'file';
  } catch {
    return 'none';
  }
}

interface Walk {
  /** Whether it is an error where the folder itself may not be looked into. */
  readonly strict?: boolean;
  /** Whether a folder may hold what is wanted. */
  readonly mayHold?: (absolute: string) => boolean;
}

/** Files below a folder, and folders that may not be looked into. Links are not followed: they may lead in circles or out of it. */
async function walk(
  folder: string,
  wanted: (absolute: string) => boolean,
  { strict = false, mayHold = () => true }: Walk = {},
): Promise<string[]> {
  const files: string[] = [];
  const open = [folder];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const entries = await readdir(at, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
      if (strict && at === folder) throw error;
      // Reports may stand in one that may not be looked into: it is told as a file that cannot be read. One that is
      // gone by now has none.
      if (error.code !== 'ENOENT' && mayHold(at)) files.push(at);
      return [];
    });
    for (const entry of entries) {
      const path = join(at, entry.name);
      if (entry.isDirectory()) {
        if (entry.name !== 'node_modules' && !entry.name.startsWith('.')) open.push(path);
      } else if (entry.isFile() && !entry.name.startsWith('.') && wanted(path)) files.push(path);
    }
  }
  return files;
}

function isPattern(given: string): boolean {
  return new Minimatch(given, { magicalBraces: true }).hasMagic();
}

/** The files that a pattern matches; one that does not name an ending means reports. */
async function matching(given: string, cwd: string): Promise<string[]> {
  const pattern = sep === '\\' ? given.replaceAll('\\', '/') : given;
  const parts = pattern.split('/');
  const fixed = parts.findIndex((part) => isPattern(part));
  const base = resolve(cwd, parts.slice(0, fixed).join('/') || (pattern.startsWith('/') ? '/' : '.'));
  const rest = new Minimatch(parts.slice(fixed).join('/'), { dot: false });
  const named = /\.(?:\w+|\{[^/]*\})$/.test(pattern);
  const inside = (path: string) => relative(base, path).split(sep).join('/');
  return walk(base, (path) => (named || path.endsWith('.disclosure')) && rest.match(inside(path)), {
    mayHold: (path) => path === base || rest.match(inside(path), true),
  });
}

/** A file's text without its byte order mark, which editors do not count either. */
export interface Source {
  readonly text: string;
  readonly bom: boolean;
}

/**
 * Whether reading a file comes to an end: that of a pipe or a device need not. What a shell hands over as an open file
 * (`<(…)`, `/dev/stdin`) is somebody else's to end.
 */
export function mayEnd(absolute: string, info: Stats): boolean {
  return (
    info.isFile() || (info.isFIFO() && /^\/(?:dev\/(?:stdin$|fd\/)|proc\/(?:self|\d+)\/fd\/)/.test(absolute))
  );
}

/** What is said of a folder in a file's place. @throws what the system says of one that may not be looked into */
export async function folderText(absolute: string, say: Say): Promise<string> {
  await readdir(absolute);
  return say('cli.read.folder');
}

/** Reads a file as UTF-8. Throws an error whose message is fit to be shown. */
export async function readSource(absolute: string, say: Say): Promise<Source> {
  let bytes: Buffer;
  try {
    const info = await stat(absolute);
    if (info.isDirectory()) throw new Error(await folderText(absolute, say));
    if (!mayEnd(absolute, info)) throw new Error(say('cli.read.special'));
    if (info.size > MOST_BYTES)
      throw new Error(say('cli.read.big', { size: String(MOST_BYTES / 1024 / 1024) }));
    bytes = await readFile(absolute);
  } catch (error) {
    throw new Error(systemMessage(error, say));
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.startsWith('\ufeff') ? { text: text.slice(1), bom: true } : { text, bom: false };
  } catch {
    throw new Error(say('cli.read.encoding'));
  }
}

/** Whether the system refused something, so that nothing is wrong with the program. */
export function isOfSystem(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return error instanceof WriteError || (typeof code === 'string' && /^E[A-Z0-9]+$/.test(code));
}

/** What the system says, in the user's words where it is one of the usual things. */
export function systemMessage(error: unknown, say: Say): string {
  if (error instanceof WriteError) {
    return error.trouble === 'other'
      ? systemMessage(error.cause, say)
      : error.trouble === 'denied'
        ? say('cli.read.denied')
        : say(`cli.write.${error.trouble}`);
  }
  const code = (error as NodeJS.ErrnoException).code;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
    // A path with a character that no path can have.
    case 'ERR_INVALID_ARG_VALUE':
      return say('cli.read.missing');
    case 'EACCES':
    case 'EPERM':
      return say('cli.read.denied');
    case 'EISDIR':
      return say('cli.read.folder');
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return say('cli.full');
    case 'EROFS':
      return say('cli.readonly');
    case 'ENAMETOOLONG':
      return say('cli.read.name');
    case 'ELOOP':
      return say('cli.read.loop');
    default:
      // The system's own words are English; its codes can be looked up.
      if (isOfSystem(error)) return say('cli.read.system', { code: code ?? '' });
      return error instanceof Error ? error.message : String(error);
  }
}

/**
 * Writes what is made of another file.
 * @throws UsageError that names where it was to go: what it is made of is not at fault
 */
export async function writeTo(
  absolute: string,
  write: () => Promise<unknown>,
  { io, say }: { readonly io: Io; readonly say: Say },
): Promise<void> {
  try {
    await write();
  } catch (error) {
    const path = harmless(shownPath(absolute, io.cwd));
    throw new UsageError(say('cli.write.failed', { path, reason: systemMessage(error, say) }));
  }
}

/** Writes a text, whole or not at all. */
export async function writeSource(absolute: string, source: Source): Promise<void> {
  await writeWhole(absolute, `${source.bom ? '\ufeff' : ''}${source.text}`);
}
