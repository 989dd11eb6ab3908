/** `review`: a folder of other people's reports in, 审核意见 out, whole or not at all. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, dirname, extname, join, resolve } from 'node:path';
// biome-ignore-start lint/style/noRestrictedImports: this command is the door to the rooms
import { IMPORTABLE, ImportError } from '../../exchange/import/index.ts';
// biome-ignore-end lint/style/noRestrictedImports: as above
import type { Locale } from '../../messages/index.ts';
import { isInside } from '../../node/files.ts';
import { makeFolder } from '../../node/write.ts';
import {
  type LastRow,
  type ReviewedReport,
  readRound,
  SecondRound,
  type UnreadFile,
} from '../../review/index.ts';
import { prepareCache, sweepCache } from '../cache.ts';
import { type FailOn, fails } from '../check.ts';
import type { CheckFlags } from '../check-command.ts';
import { SEVERITIES } from '../engine.ts';
import { type Found, findImports, mayEnd, shownPath, systemMessage } from '../files.ts';
import { EXIT, type Exit, type Io, UsageError } from '../io.ts';
import { Progress } from '../progress.ts';
import type { Say } from '../text.ts';
import { harmless } from '../width.ts';
import { type Outcome, writeOutputs } from './output.ts';
import { groupsIn, joinOf, reviewsOf } from './plan.ts';
import { inThreads } from './threads.ts';
import { type ReadFile, type Result, type Task, threadProgram, Work, type WorkSetup } from './work.ts';

export interface ReviewFlags
  extends Pick<CheckFlags, 'failOn' | 'rule' | 'jobs' | 'shard' | 'cache' | 'cacheLocation'> {
  readonly output?: string;
  readonly previous?: string;
  readonly annotate?: true;
  readonly resume?: true;
  readonly force?: true;
}

/** Set by the build (scripts/build.mjs): a fingerprint of the whole program. */
declare const __BUILD__: string | undefined;

export interface ReviewSetting {
  readonly io: Io;
  readonly locale: Locale;
  readonly say: Say;
  readonly version: string;
}

/** Runs the command. @returns the exit code, as that of `check` */
export async function reviewFiles(
  paths: readonly string[],
  flags: ReviewFlags,
  setting: ReviewSetting,
): Promise<Exit> {
  const { io, say } = setting;
  if (flags.output === undefined || flags.output.trim() === '') throw new UsageError(say('cli.review.out'));
  const target = resolve(io.cwd, flags.output);
  await mayWrite(target, flags, setting);
  const last = flags.previous === undefined ? undefined : await previousOf(flags.previous, setting);
  const files = (await filesOf(paths, target, setting)).filter(({ path }) => isIn(flags.shard, path));
  const part = join(dirname(target), `.${basename(target)}.part`);
  const store = await storeOf({ part, target }, flags, setting);
  const run = new Run({ flags, setting, store });
  const outcome = await run.all(files, last);
  const pdfs = flags.annotate ? new Map(files.map((f) => [f.path, f.absolute])) : undefined;
  const failed = await written(target, { ...outcome, ...(pdfs ? { pdfs } : {}) }, setting);
  for (const { name, reason } of failed)
    io.stderr.write(`${say('cli.review.unnoted', { name: harmless(name), reason: harmless(reason) })}\n`);
  await rm(part, { recursive: true, force: true });
  if (store !== part) await sweepCache(store);
  tell(outcome, shownPath(target, io.cwd), setting);
  return exitOf(outcome, flags.failOn);
}

/** The steps of a run. */
class Run {
  private readonly data: WorkSetup;
  private readonly jobs: number;
  private work: Work | undefined;

  constructor(
    private readonly given: {
      readonly flags: ReviewFlags;
      readonly setting: ReviewSetting;
      readonly store: string;
    },
  ) {
    const { flags, setting, store } = given;
    this.data = {
      locale: setting.locale,
      severities: flags.rule ?? {},
      store,
      program: `${setting.version} ${typeof __BUILD__ === 'string' ? __BUILD__ : ''}`,
    };
    this.jobs = flags.jobs ?? availableParallelism();
  }

  async all(files: readonly Found[], last: readonly LastRow[] | undefined): Promise<Outcome> {
    const unread: UnreadFile[] = [];
    const take = <T extends Result>(result: Result, into: T[]) => {
      if ('reason' in result) unread.push(result);
      else into.push(result as T);
    };
    const read: ReadFile[] = [];
    for await (const result of this.done(files.map((file) => ({ kind: 'read', file })))) take(result, read);
    const groups = groupsIn(read);
    const many = groups.filter((g) => g.members.length > 1);
    const together: Result[] = [];
    for await (const result of this.done(many.map((g) => ({ kind: 'join', ...joinOf(g) }))))
      together.push(result);
    const reports = groups.flatMap((group) => {
      const at = many.indexOf(group);
      const one = at < 0 ? group.members[0] : together[at];
      if (one && 'key' in one && 'identity' in one) return [{ files: group.files, read: one }];
      if (one && 'reason' in one) unread.push(one);
      return [];
    });
    const round = last && new SecondRound(last);
    const reviewed: ReviewedReport[] = [];
    const tasks = reviewsOf(reports).map((task): Task => ({ kind: 'review', ...task }));
    for await (const result of this.done(tasks)) {
      if ('reason' in result) unread.push(result);
      else if ('findings' in result) reviewed.push(round ? round.told(result) : result);
    }
    return { reports: reviewed, unread, ...(round ? { last: round.became() } : {}) };
  }

  /** Tasks done, in their order. */
  private async *done(tasks: readonly Task[]): AsyncGenerator<Result, void, void> {
    const { io, say } = this.given.setting;
    const progress = new Progress(io, say, tasks.length, tasks[0]?.kind ?? 'read');
    const off = io.onInterrupt?.(() => progress.clear());
    let count = 0;
    try {
      for await (const result of this.results(tasks)) {
        yield result;
        progress.show(++count);
      }
    } finally {
      progress.clear();
      off?.();
    }
  }

  private async *results(tasks: readonly Task[]): AsyncGenerator<Result, void, void> {
    this.work ??= new Work(this.data);
    const here = this.work;
    if (this.jobs > 1 && tasks.length > 1) {
      const how = { program: threadProgram(this.given.setting.io.root), data: this.data, jobs: this.jobs };
      yield* inThreads<Task, Result>(tasks, how, (task, reason) => here.lost(task, reason));
      return;
    }
    for (const task of tasks) {
      yield await here.do(task);
      // Signals are heard between files.
      await new Promise((next) => setImmediate(next));
    }
  }
}

/** Files of any format that import reads, and sources; text files in folders are seldom reports. */
async function filesOf(
  paths: readonly string[],
  target: string,
  { io, say }: ReviewSetting,
): Promise<Found[]> {
  const inFolders = (path: string) => {
    const ending = extname(path).toLowerCase();
    return ending === '.disclosure' || (IMPORTABLE.includes(ending) && ending !== '.txt' && ending !== '.md');
  };
  const found = await findImports(paths, inFolders, io, say);
  const files = found.filter((f) => !isInside(f.absolute, target));
  if (files.length === 0) throw new UsageError(say('cli.review.none'));
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** By the folder of a file, so that what lies together is checked together; files of one folder alone by themselves. */
function isIn(shard: ReviewFlags['shard'], path: string): boolean {
  if (!shard) return true;
  const folder = dirname(path).split('/').slice(1).join('/');
  const hash = createHash('sha256')
    .update(folder === '' ? path : folder)
    .digest();
  return hash.readUIntBE(0, 6) % shard.count === shard.index - 1;
}

async function mayWrite(target: string, flags: ReviewFlags, { io, say }: ReviewSetting): Promise<void> {
  const path = harmless(shownPath(target, io.cwd));
  const info = await stat(target).catch(() => undefined);
  if (!info) return;
  if (!info.isDirectory()) throw new UsageError(say('cli.review.file', { path }));
  const names = await readdir(target);
  if (names.length === 0) return;
  // Only what an earlier review left may be replaced.
  if (!flags.force || !names.includes(`${say('review.sheet.findings')}.xlsx`))
    throw new UsageError(say('cli.review.exists', { path }));
}

async function previousOf(given: string, { io, say }: ReviewSetting): Promise<LastRow[]> {
  const path = resolve(io.cwd, given);
  try {
    if (!mayEnd(path, await stat(path)))
      throw new UsageError(`${harmless(given)}${say('cli.colon')}${say('cli.read.special')}`);
    return await readRound(given, new Uint8Array(await readFile(path)));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const reason = error instanceof ImportError ? say(error.id, error.data) : systemMessage(error, say);
    throw new UsageError(`${harmless(given)}${say('cli.colon')}${reason}`);
  }
}

/** Where what is read and checked is kept until all is written: the cache, or a folder beside the one to be written. */
async function storeOf(
  { part, target }: { readonly part: string; readonly target: string },
  flags: ReviewFlags,
  { io, say }: ReviewSetting,
): Promise<string> {
  const cached = flags.cache || flags.cacheLocation !== undefined;
  const folder = cached ? resolve(io.cwd, flags.cacheLocation ?? join('.disclosure', 'cache')) : part;
  try {
    if (!cached && !flags.resume && (await stat(part).catch(() => undefined))) {
      io.stderr.write(`${say('cli.review.left')}\n`);
      await rm(part, { recursive: true, force: true });
    }
    await prepareCache(folder);
  } catch (error) {
    const reason = systemMessage(error, say);
    // The folder beside the one that was named is nobody's but ours: what was named cannot be written.
    throw new UsageError(
      cached
        ? say('cli.cache.folder', { path: harmless(folder), reason })
        : say('cli.write.failed', { path: harmless(shownPath(target, io.cwd)), reason }),
    );
  }
  return folder;
}

/** Puts everything in its place at once. */
async function written(target: string, outcome: Outcome, setting: ReviewSetting): Promise<UnreadFile[]> {
  const { io, say } = setting;
  const fresh = join(dirname(target), `.${basename(target)}.${randomUUID().slice(0, 8)}.tmp`);
  const old = `${fresh}.old`;
  try {
    await makeFolder(dirname(target));
    await mkdir(fresh);
    const failed = await writeOutputs(fresh, outcome, setting);
    const replaces = (await stat(target).catch(() => undefined)) !== undefined;
    if (replaces) await rename(target, old);
    try {
      await rename(fresh, target);
    } catch (error) {
      if (replaces) await rename(old, target);
      throw error;
    }
    await rm(old, { recursive: true, force: true });
    return failed;
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    // What the system refuses is told; a fault of the program is one.
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    throw new UsageError(
      `${harmless(shownPath(target, io.cwd))}${say('cli.colon')}${systemMessage(error, say)}`,
    );
  }
}

function tell({ reports, unread, last }: Outcome, path: string, { io, say }: ReviewSetting): void {
  for (const { name, reason } of unread)
    io.stderr.write(
      `${say('cli.error', { text: `${harmless(name)}${say('cli.colon')}${harmless(reason)}` })}\n`,
    );
  for (const report of reports) {
    const count = (grade: string) => String(report.findings.filter((f) => f.grade === grade).length);
    const data = {
      name: harmless(report.title || report.name),
      must: count('must'),
      explain: count('explain'),
      wording: count('wording'),
      notMade: String(report.notMade.length),
    };
    io.stdout.write(`${say('cli.review.line', data)}\n`);
  }
  if (last) {
    const count = (became: string) => String(last.filter((f) => f.became === became).length);
    const data = {
      all: String(last.length),
      mended: count('mended'),
      again: count('again'),
      accepted: count('accepted'),
      absent: count('absent'),
    };
    io.stdout.write(`${say('cli.review.mended', data)}\n`);
  }
  const data = { reports: String(reports.length), unread: String(unread.length), path: harmless(path) };
  io.stdout.write(`${say('cli.review.done', data)}\n`);
}

function exitOf({ reports, unread }: Outcome, failOn: FailOn): Exit {
  if (unread.length > 0) return EXIT.usage;
  const broken = SEVERITIES.some(
    (severity) =>
      fails(severity, failOn) && reports.some((r) => r.findings.some((f) => f.severity === severity)),
  );
  return broken ? EXIT.findings : EXIT.clean;
}
