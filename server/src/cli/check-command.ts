/** `check`: which files, on how many threads, and what is written of them. */
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { prepareCache, sweepCache } from './cache.ts';
import { addTally, emptyTally, exitOf, type FailOn, type Tally } from './check.ts';
import type { CheckSetup } from './checker.ts';
import { type Found, findFiles, systemMessage } from './files.ts';
import type { FormatName, FormatSetup } from './format/format.ts';
import { formatOf } from './format/index.ts';
import { wantsColour, widthOf } from './format/pretty.ts';
import { type Exit, type Io, UsageError, writeTo } from './io.ts';
import { rootsOf } from './links.ts';
import { type Checking, checkHere, checkInThreads } from './pool.ts';
import { Progress } from './progress.ts';
import type { Run } from './session.ts';
import type { Say } from './text.ts';
import { harmless } from './width.ts';
import type { FormTrouble } from './workspace.ts';

/** A thread is worth its start for so much text. */
const BYTES_A_THREAD = 1024 * 1024;

export interface CheckFlags {
  readonly format: FormatName;
  readonly coverage?: true;
  readonly failOn: FailOn;
  readonly rule?: CheckSetup['severities'];
  readonly jobs?: number;
  readonly shard?: Shard;
  readonly cache?: true;
  readonly cacheLocation?: string;
}

/** The part `index` (from 1) of `count`. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** Set by the build (scripts/build.mjs): a fingerprint of the whole program. */
declare const __BUILD__: string | undefined;

/** Runs the command. @returns the exit code, and what is wrong with users' forms */
export async function checkFiles(
  paths: readonly string[],
  flags: CheckFlags,
  run: Run,
): Promise<{ exit: Exit; troubles: readonly FormTrouble[] }> {
  const { io, say } = run;
  const format = formatSetup(flags, run);
  const writer = formatOf(format);
  const tally = emptyTally();
  let found: Found[];
  try {
    found = await findFiles(paths, io, say);
  } catch (error) {
    // A program that reads JSON finds an empty list rather than nothing.
    if (error instanceof UsageError && flags.format === 'json')
      io.stdout.write(writer.begin() + writer.end(tally));
    throw error;
  }
  const { shard } = flags;
  const files = shard ? found.filter(({ path }) => isIn(shard, path)) : found;
  const cache = await cacheOf(flags, io, say);
  const setup: CheckSetup = {
    cwd: io.cwd,
    // Of all files: what a link may lead to is the same in each part.
    roots: rootsOf(
      found.map((f) => f.absolute),
      io.cwd,
    ),
    locale: run.locale,
    severities: flags.rule ?? {},
    format,
    ...(cache === undefined ? {} : { cache }),
    program: `${run.version} ${typeof __BUILD__ === 'string' ? __BUILD__ : ''}`,
  };
  const jobs = Math.min(files.length, flags.jobs ?? (await worthwhileJobs(files)));
  const checking =
    jobs > 1
      ? checkInThreads(files, setup, { program: join(io.root, 'dist', 'cli-worker.js'), jobs })
      : checkHere(files, setup);
  const troubles = await writeChecked(
    checking,
    { files, tally, writer, isPretty: flags.format === 'pretty' },
    run,
  );
  if (cache !== undefined) await sweepCache(cache);
  return { exit: exitOf(tally, flags.failOn), troubles };
}

function formatSetup(flags: CheckFlags, { io, locale, version }: Run): FormatSetup {
  return {
    name: flags.format,
    cwd: io.cwd,
    locale,
    colour: wantsColour(io.stdout, io.env),
    width: widthOf(io.stdout),
    coverage: flags.coverage === true,
    failOn: flags.failOn,
    version,
  };
}

/** What is written of the files, and what it adds up to. */
interface Writing {
  readonly files: readonly Found[];
  readonly tally: Tally;
  readonly writer: ReturnType<typeof formatOf>;
  /** Errors stand among the findings; other formats have no place for them. */
  readonly isPretty: boolean;
}

/** Writes results as they come. @returns what is wrong with users' forms */
async function writeChecked(
  checking: Checking,
  { files, tally, writer, isPretty }: Writing,
  { io, say }: Run,
): Promise<readonly FormTrouble[]> {
  const progress = new Progress(io, say, files.length, 'check');
  const off = io.onInterrupt?.(() => progress.clear());
  const errors: string[] = [];
  try {
    await writeTo(io.stdout, writer.begin());
    for (let step = await checking.next(); ; step = await checking.next()) {
      if (step.done) {
        progress.clear();
        await writeTo(io.stdout, writer.end(tally));
        for (const error of errors) io.stderr.write(`${say('cli.error', { text: error })}\n`);
        return step.value;
      }
      const { part, tally: one, error } = step.value;
      const path = files[tally.files]?.path ?? '';
      addTally(tally, one);
      if (error !== undefined && !isPretty) errors.push(`${harmless(path)}: ${error}`);
      const text = writer.add(part);
      if (text !== '' && io.stdout.isTTY) progress.clear();
      await writeTo(io.stdout, text);
      progress.show(tally.files);
    }
  } finally {
    progress.clear();
    off?.();
    await checking.return([]);
  }
}

/** By the path alone: a file that is added moves no other to another machine. */
function isIn({ index, count }: Shard, path: string): boolean {
  return createHash('sha256').update(path).digest().readUIntBE(0, 6) % count === index - 1;
}

async function cacheOf(flags: CheckFlags, io: Io, say: Say): Promise<string | undefined> {
  if (!flags.cache && flags.cacheLocation === undefined) return undefined;
  if (flags.cacheLocation === '') throw new UsageError(say('cli.cache.nowhere'));
  const folder = resolve(io.cwd, flags.cacheLocation ?? join('.disclosure', 'cache'));
  try {
    await prepareCache(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const cannot = code === 'ENOENT' || code === 'ENOTDIR' || code === 'EEXIST';
    const reason = cannot ? say('cli.cache.none') : systemMessage(error, say);
    throw new UsageError(say('cli.cache.folder', { path: harmless(folder), reason }));
  }
  return folder;
}

/** As many threads as there are processors, and text for. */
async function worthwhileJobs(files: readonly Found[]): Promise<number> {
  const most = availableParallelism();
  let bytes = 0;
  for (const { absolute } of files) {
    if (bytes >= most * BYTES_A_THREAD) break;
    bytes += await stat(absolute).then(
      (info) => info.size,
      () => 0,
    );
  }
  return Math.max(1, Math.min(most, Math.floor(bytes / BYTES_A_THREAD)));
}

/** `--jobs`. @returns undefined where the text is no number of threads */
export function readJobs(text: string): number | undefined {
  const jobs = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  return jobs > 0 ? jobs : undefined;
}

/** `--shard`. @returns undefined where the text is no part such as `2/3` */
export function readShard(text: string): Shard | undefined {
  const [, index, count] = /^(\d{1,4})\/(\d{1,4})$/.exec(text)?.map(Number) ?? [];
  return index && count && index <= count ? { index, count } : undefined;
}
