/** The work of a review on one file, or one report: done here or in a thread, kept for a run that goes on with it. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
// biome-ignore-start lint/style/noRestrictedImports: this command is the door to the rooms
import {
  type Identity,
  ImportError,
  type ImportedReport,
  identityOf,
  joined,
  LIMITS,
  type Linkable,
  linkableOf,
} from '../../exchange/import/index.ts';
// biome-ignore-end lint/style/noRestrictedImports: as above
import type { Locale } from '../../messages/index.ts';
import { type ReviewedReport, Reviewer, readOne, readReportOf } from '../../review/index.ts';
import type { AnalysisOptions } from '../../service.ts';
import { ResultCache } from '../cache.ts';
import { type Found, folderText, isOfSystem, mayEnd, systemMessage } from '../files.ts';
import { sayIn } from '../text.ts';

/** Everything that the work goes by; plain data, for it is sent to other threads. */
export interface WorkSetup {
  readonly locale: Locale;
  readonly severities: NonNullable<AnalysisOptions['severities']>;
  /** Where what was read and checked is kept. */
  readonly store: string;
  /** What tells this program from others. */
  readonly program: string;
}

/** A file that was read: what it is of, and where its text is kept. */
export interface ReadFile {
  readonly name: string;
  readonly key: string;
  readonly identity: Identity;
  readonly linkable: Linkable | undefined;
}

export type ReadResult = ReadFile | { readonly name: string; readonly reason: string };

/** A report to be put together of files that were read. */
export interface JoinTask {
  readonly members: readonly { readonly name: string; readonly key: string }[];
}

export interface ReviewTask {
  readonly name: string;
  /** Where the report is kept. */
  readonly key: string;
  readonly files: readonly string[];
  readonly own: Linkable | undefined;
  /** Reports of the same unit and of those that it is made of, and where they are kept. */
  readonly known: readonly Linkable[];
  readonly units: readonly Linkable[];
  readonly others: Readonly<Record<string, string>>;
}

export type Task =
  | { readonly kind: 'read'; readonly file: Found }
  | ({ readonly kind: 'join' } & JoinTask)
  | ({ readonly kind: 'review' } & ReviewTask);

export type Result = ReadResult | ReviewedReport;

/** What is kept of a file or of files together. */
type KeptReport = Omit<ImportedReport, 'name'>;

export class Work {
  private readonly store: ResultCache;
  private readonly say;
  private readonly texts = new Map<string, string>();
  private readonly reviewer: Reviewer;
  private others: Readonly<Record<string, string>> = {};

  constructor(private readonly setup: WorkSetup) {
    this.store = new ResultCache(setup.store);
    this.say = sayIn(setup.locale);
    this.reviewer = new Reviewer({
      locale: setup.locale,
      severities: setup.severities,
      textOf: (name) => this.textOf(name),
    });
  }

  /** Does a task. What keeps it from being done is its result. */
  async do(task: Task): Promise<Result> {
    try {
      if (task.kind === 'read') return await this.read(task.file);
      return task.kind === 'join' ? await this.join(task) : await this.review(task);
    } catch (error) {
      if (isOfSystem(error)) return { name: nameOf(task), reason: systemMessage(error, this.say) };
      return this.lost(task, error instanceof Error ? error.message : String(error));
    }
  }

  /** A task that could not be done: whoever did it is gone, or the program is at fault. */
  lost(task: Task, reason: string): Result {
    return { name: nameOf(task), reason: this.say('cli.read.internal', { reason }) };
  }

  private async read({ absolute, path }: Found): Promise<ReadResult> {
    let bytes: Uint8Array;
    try {
      const info = await stat(absolute);
      if (info.isDirectory()) return { name: path, reason: await folderText(absolute, this.say) };
      if (!mayEnd(absolute, info)) return { name: path, reason: this.say('cli.read.special') };
      if (info.size > LIMITS.bytes) return { name: path, reason: this.say('import.too-big') };
      bytes = new Uint8Array(await readFile(absolute));
    } catch (error) {
      return { name: path, reason: systemMessage(error, this.say) };
    }
    // What a file says may be told by its name alone: both make the key.
    const key = keyOf(this.setup.program, path, createHash('sha256').update(bytes).digest('hex'));
    const kept = await this.store.get<KeptReport>(key);
    if (kept) return this.readFile(path, key, kept);
    const read = await readOne({ name: path, bytes }, { locale: this.setup.locale });
    if ('reason' in read) return read;
    return this.keep(path, key, joined([read], new Set()));
  }

  private async join({ members }: JoinTask): Promise<ReadResult> {
    const read = [];
    for (const { name, key } of members) {
      const kept = await this.kept(key);
      read.push({ name, made: kept.made });
    }
    const key = keyOf(this.setup.program, ...members.map((m) => m.key));
    return this.keep(members.map((m) => m.name).join('、'), key, joined(read, new Set()));
  }

  private async keep(name: string, key: string, { name: _, ...report }: ImportedReport): Promise<ReadResult> {
    await this.store.put(key, report);
    return this.readFile(name, key, report);
  }

  private readFile(name: string, key: string, { made }: KeptReport): ReadFile {
    return { name, key, identity: identityOf({ name, made }), linkable: linkableOf(name, made.text) };
  }

  private async review(task: ReviewTask): Promise<ReviewedReport> {
    const { name, key, files, own, known, units, others } = task;
    const { locale, severities, program } = this.setup;
    const done = keyOf(program, locale, JSON.stringify([severities, name, key, files, known, units, others]));
    const before = await this.store.get<ReviewedReport>(done);
    if (before) return before;
    const kept = await this.kept(key);
    this.others = others;
    const report = this.reviewer.settled(readReportOf({ ...kept, files, name }, own, known, units));
    const reviewed = this.reviewer.review(report);
    await this.store.put(done, reviewed);
    return reviewed;
  }

  private async kept(key: string): Promise<KeptReport> {
    const kept = await this.store.get<KeptReport>(key);
    if (!kept) throw new ImportError('import.corrupt');
    return kept;
  }

  private textOf(name: string): string | undefined {
    const key = this.others[name];
    if (key === undefined) return undefined;
    const known = this.texts.get(key);
    if (known !== undefined) return known;
    const content = readFileSync(this.store.path(key), 'utf8');
    const { made } = JSON.parse(content.slice(content.indexOf('\n') + 1)) as KeptReport;
    if (this.texts.size >= MOST_TEXTS) this.texts.clear();
    this.texts.set(key, made.text);
    return made.text;
  }
}

const MOST_TEXTS = 16;

function nameOf(task: Task): string {
  if (task.kind === 'read') return task.file.path;
  return task.kind === 'join' ? task.members.map((m) => m.name).join('、') : task.name;
}

function keyOf(...parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}

/** Where the program of the threads lies. */
export function threadProgram(root: string): string {
  return join(root, 'dist', 'cli-review-worker.js');
}
