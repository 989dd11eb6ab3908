/** `import`: other files as reports. The reading is done in exchange/import; here are paths and words. */
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { append } from '../base/lists.ts';
// biome-ignore lint/style/noRestrictedImports: types of the room that is loaded below
import type { Imported } from '../exchange/import/index.ts';
import { writeOrigins } from '../node/origins.ts';
import { makeFolder, writeWhole } from '../node/write.ts';
import { type Found, findImports, folderText, mayEnd, shownPath, systemMessage, writeTo } from './files.ts';
import { EXIT, type Exit, type Io, UsageError, worse } from './io.ts';
import type { Run } from './session.ts';
import type { Say } from './text.ts';
import { harmless } from './width.ts';

export interface ImportFlags {
  readonly output?: string;
  /** The year of the report, where its sentences are those of last year. */
  readonly year?: number;
  readonly force?: true;
}

/** A year as the user gives it. */
export function readYear(given: string, say: Say): number {
  if (!/^(?:19|20)\d\d$/.test(given)) throw new InvalidArgumentError(say('cli.import.badYear'));
  return Number(given);
}

type Exchange = typeof import('../exchange/import/index.ts');

/** Each file by itself beside it; with `-o`, all of them as one report. */
export async function importFiles(paths: readonly string[], flags: ImportFlags, run: Run): Promise<Exit> {
  const { io, say } = run;
  // Loaded on use: the other commands start without the readers of other formats.
  // biome-ignore lint/style/noRestrictedImports: this command is the door to the room
  const exchange = await import('../exchange/import/index.ts');
  // In a folder, text files are seldom reports: those are imported where they are named.
  const inFolders = (path: string) => {
    const ending = extname(path).toLowerCase();
    return exchange.IMPORTABLE.includes(ending) && ending !== '.txt' && ending !== '.md';
  };
  const found = await findImports(paths, inFolders, io, say);
  if (found.length === 0) throw new UsageError(say('cli.import.none'));
  const { output, year } = flags;
  // Last year's own source takes the name of its file; the new report needs another.
  if (year !== undefined && output === undefined) throw new UsageError(say('cli.import.yearOut'));
  if (output !== undefined && year === undefined && (await isFolder(resolve(io.cwd, output), output)))
    return importFolder(found, flags, run, exchange);
  let exit: Exit = EXIT.clean;
  const written = new Set<string>();
  for (const files of output === undefined ? found.map((f) => [f]) : [found]) {
    try {
      const target = targetOf(files[0] as Found, flags, io, written);
      await importReport(files, { target, flags }, run, exchange);
      written.add(target);
    } catch (error) {
      // One that cannot be read does not keep the others from being imported.
      exit = worse(exit, EXIT.usage);
      tellFailure(namesOf(files, say), failureText(error, files, say, exchange), run);
    }
  }
  return exit;
}

const namesOf = (files: readonly Found[], say: Say): string =>
  files.map((f) => harmless(f.path)).join(say('cli.import.and'));

/** One report: where it goes, and how it was asked for. */
interface Ordered {
  /** Its file; `-` for standard output. */
  readonly target: string;
  readonly flags: ImportFlags;
}

/** Imports files as one report, and says what became of them. */
async function importReport(
  files: readonly Found[],
  { target, flags }: Ordered,
  { io, say }: Run,
  exchange: Exchange,
): Promise<void> {
  if (target !== '-' && !flags.force && (await exists(target)))
    throw new UsageError(say('cli.import.exists', { path: shownPath(target, io.cwd) }));
  const contents = await contentsOf(files, say, exchange);
  let last: string | undefined;
  const renewal =
    flags.year === undefined
      ? undefined
      : {
          year: flags.year,
          lastYear: (file: string) => {
            last = lastYearOf(file, target);
            return last;
          },
        };
  const made = await exchange.importTogether(contents, undefined, renewal);
  // With `-`, standard output holds the report and nothing else.
  if (target === '-') io.stdout.write(made.text);
  else await writeTo(target, () => save(target, made), { io, say });
  if (last !== undefined) {
    const beside = join(dirname(target), last);
    // One that is there already may have been worked on.
    if (flags.force || !(await exists(beside)))
      await writeTo(beside, () => writeWhole(beside, made.frame.text), { io, say });
    const path = harmless(shownPath(beside, io.cwd));
    io.stdout.write(`${say('cli.import.lastYear', { path, year: String(made.frame.year) })}\n`);
  }
  const to = target === '-' ? '-' : harmless(shownPath(target, io.cwd));
  const out = target === '-' ? io.stderr : io.stdout;
  out.write(toldOf(made, { from: namesOf(files, say), to }, say));
}

interface Content {
  readonly name: string;
  readonly bytes: Uint8Array;
}

async function contentsOf(
  files: readonly Found[],
  say: Say,
  { ImportError, LIMITS }: Exchange,
): Promise<Content[]> {
  const contents: Content[] = [];
  for (const { absolute } of files) {
    const info = await stat(absolute);
    if (info.isDirectory()) throw new UsageError(await folderText(absolute, say));
    if (!mayEnd(absolute, info)) throw new UsageError(say('cli.read.special'));
    if (info.size > LIMITS.bytes) throw new ImportError('import.too-big');
    contents.push({ name: basename(absolute), bytes: await readFile(absolute) });
  }
  return contents;
}

/** What kept files from being imported; of several the one at fault is named. */
function failureText(error: unknown, files: readonly Found[], say: Say, { ImportError }: Exchange): string {
  if (error instanceof UsageError) return error.message;
  if (!(error instanceof ImportError)) return systemMessage(error, say);
  const { file } = error.data;
  const which = file === undefined || files.length === 1 ? '' : `${file}${say('cli.colon')}`;
  return which + say(error.id, error.data);
}

function tellFailure(names: string, text: string, { io, say }: Run): void {
  io.stderr.write(`${say('cli.error', { text: `${names}${say('cli.colon')}${text}` })}\n`);
}

/** Writes a report; it is worth having without the record of where its lines come from. */
async function save(target: string, { text, places }: Imported): Promise<void> {
  await writeWhole(target, text);
  if (places) await writeOrigins(target, places).catch(() => undefined);
}

/** Whether `-o` names a folder: one that is there, or by how it is written. */
async function isFolder(path: string, given: string): Promise<boolean> {
  if (given === '-') return false;
  if (/[\\/]$/.test(given)) return true;
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return extname(path) === '';
  }
}

/** Files as one report for each unit and year, in a folder, and what became of each. */
async function importFolder(
  found: readonly Found[],
  flags: ImportFlags,
  run: Run,
  exchange: Exchange,
): Promise<Exit> {
  const { io, say } = run;
  let exit: Exit = EXIT.clean;
  const folder = resolve(io.cwd, flags.output as string);
  const failed = (name: string, text: string) => {
    exit = worse(exit, EXIT.usage);
    tellFailure(harmless(name), text, run);
  };
  const contents: Content[] = [];
  for (const file of found) {
    try {
      append(contents, await contentsOf([file], say, exchange));
    } catch (error) {
      failed(file.path, failureText(error, [file], say, exchange));
    }
  }
  const { reports, unread } = await exchange.importMany(contents);
  for (const { name, error } of unread) failed(name, say(error.id, error.data));
  await writeTo(folder, () => makeFolder(folder), run);
  const lines: string[] = [];
  for (const { name, files, made } of reports) {
    const target = join(folder, `${name}.disclosure`);
    const shown = harmless(shownPath(target, io.cwd));
    if (!flags.force && (await exists(target))) {
      failed(files.join(say('cli.import.and')), say('cli.import.exists', { path: shown }));
      continue;
    }
    const names = files.map(harmless).join(say('cli.import.and'));
    try {
      await writeTo(target, () => save(target, made), run);
    } catch (error) {
      failed(names, (error as UsageError).message);
      continue;
    }
    io.stdout.write(toldOf(made, { from: names, to: shown }, say));
    const known = made.tables.filter((t) => t.form !== undefined).length;
    lines.push(
      say('cli.import.summaryLine', {
        from: names,
        to: shown,
        known: String(known),
        unknown: String(made.tables.length - known),
        look: String(made.unsure.length),
      }),
    );
  }
  io.stdout.write(
    `\n${say('cli.import.summary', { files: String(found.length), reports: String(lines.length) })}\n`,
  );
  for (const line of lines) io.stdout.write(`  ${line}\n`);
  return exit;
}

/** The import report: each table with its form, what was done on the way, and the rows that need a person. */
function toldOf(
  { tables, remarks, unsure }: Imported,
  way: { readonly from: string; readonly to: string },
  say: Say,
): string {
  const forms = tables.filter((t) => t.form !== undefined).length;
  const told = [say('cli.import.done', { ...way, tables: String(tables.length), forms: String(forms) })];
  for (const table of tables) {
    const data = {
      line: String(table.line),
      title: harmless(table.title === '' ? say('cli.forms.untitled') : table.title),
      rows: String(table.rows),
      columns: String(table.columns),
      form: table.form === undefined ? say('cli.import.noForm') : `→ ${table.form}`,
    };
    told.push(`  ${say('cli.import.table', data)}`);
  }
  for (const { id, data } of remarks) told.push(`  ! ${harmless(say(id, data))}`);
  for (const { line, text } of unsure)
    told.push(`    ${say('cli.import.doubt', { line: String(line), text: harmless(text) })}`);
  return `${told.join('\n')}\n`;
}

function targetOf(file: Found, flags: ImportFlags, io: Io, written: ReadonlySet<string>): string {
  if (flags.output === '-') return '-';
  if (flags.output !== undefined) return resolve(io.cwd, flags.output);
  const name = basename(file.absolute);
  const ending = extname(name);
  const beside = (stem: string) => join(dirname(file.absolute), `${stem}.disclosure`);
  const own = beside(name.slice(0, name.length - ending.length));
  // 决算.xlsx and 决算.docx must not become one file.
  return written.has(own) ? beside(name) : own;
}

/** What the source of last year's report is called, beside the new one; none where that goes nowhere. */
function lastYearOf(file: string, target: string): string | undefined {
  if (target === '-') return undefined;
  const name = `${basename(file, extname(file))}.disclosure`;
  return name === basename(target) ? undefined : name;
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}
