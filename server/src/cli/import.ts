/** `import`: other files as reports. The reading is done in exchange/import; here are paths and words. */
import { mkdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
// biome-ignore lint/style/noRestrictedImports: types of the room that is loaded below
import type { Imported } from '../exchange/import/index.ts';
import { writeOrigins } from '../node/origins.ts';
import { writeWhole } from '../node/write.ts';
import { type Found, findImports, mayEnd, shownPath, systemMessage } from './files.ts';
import { EXIT, type Exit, type Io, UsageError, worse } from './io.ts';
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

/** Each file by itself beside it; with `-o`, all of them as one report. */
export async function importFiles(
  paths: readonly string[],
  flags: ImportFlags,
  io: Io,
  say: Say,
): Promise<Exit> {
  // Loaded on use: the other commands start without the readers of other formats.
  // biome-ignore lint/style/noRestrictedImports: this command is the door to the room
  const exchange = await import('../exchange/import/index.ts');
  const { importMany, importTogether, ImportError, IMPORTABLE, LIMITS } = exchange;
  // In a folder, text files are seldom reports: those are imported where they are named.
  const inFolders = (path: string) => {
    const ending = extname(path).toLowerCase();
    return IMPORTABLE.includes(ending) && ending !== '.txt' && ending !== '.md';
  };
  const found = await findImports(paths, inFolders, io);
  if (found.length === 0) throw new UsageError(say('cli.import.none'));
  // Last year's own source takes the name of its file; the new report needs another.
  if (flags.year !== undefined && flags.output === undefined) throw new UsageError(say('cli.import.yearOut'));
  if (
    flags.output !== undefined &&
    flags.year === undefined &&
    (await isFolder(resolve(io.cwd, flags.output), flags.output))
  )
    return importFolder(found, flags, {
      io,
      say,
      most: LIMITS.bytes,
      importMany,
      tooBig: () => new ImportError('import.too-big'),
    });
  let exit: Exit = EXIT.clean;
  const written = new Set<string>();
  for (const files of flags.output === undefined ? found.map((f) => [f]) : [found]) {
    const names = files.map((f) => harmless(f.path)).join(say('cli.import.and'));
    try {
      const target = targetOf(files[0] as Found, flags, io, written);
      if (target !== '-' && !flags.force && (await exists(target)))
        throw new UsageError(say('cli.import.exists', { path: shownPath(target, io.cwd) }));
      const contents: { name: string; bytes: Uint8Array }[] = [];
      for (const { absolute } of files) {
        const info = await stat(absolute);
        if (info.isDirectory()) throw new UsageError(say('cli.read.folder'));
        if (!mayEnd(absolute, info)) throw new UsageError(say('cli.read.special'));
        if (info.size > LIMITS.bytes) throw new ImportError('import.too-big');
        contents.push({ name: basename(absolute), bytes: await readFile(absolute) });
      }
      let last: string | undefined;
      const made = await importTogether(
        contents,
        undefined,
        flags.year === undefined
          ? undefined
          : {
              year: flags.year,
              lastYear: (file) => {
                last = lastYearOf(file, target);
                return last;
              },
            },
      );
      // With `-`, standard output holds the report and nothing else.
      if (target === '-') io.stdout.write(made.text);
      else await save(target, made);
      written.add(target);
      const beside = last === undefined ? undefined : join(dirname(target), last);
      // One that is there already may have been worked on.
      if (beside !== undefined && (flags.force || !(await exists(beside))))
        await writeWhole(beside, made.frame.text);
      if (beside !== undefined) {
        const path = harmless(shownPath(beside, io.cwd));
        io.stdout.write(`${say('cli.import.lastYear', { path, year: String(made.frame.year) })}\n`);
      }
      tell(made, names, target === '-' ? '-' : harmless(shownPath(target, io.cwd)), say, (text) =>
        (target === '-' ? io.stderr : io.stdout).write(text),
      );
    } catch (error) {
      // One that cannot be read does not keep the others from being imported.
      exit = worse(exit, EXIT.usage);
      const text =
        error instanceof ImportError
          ? `${error.data.file === undefined || files.length === 1 ? '' : `${error.data.file}${say('cli.colon')}`}${say(error.id, error.data)}`
          : error instanceof UsageError
            ? error.message
            : systemMessage(error, say);
      io.stderr.write(`${say('cli.error', { text: `${names}${say('cli.colon')}${text}` })}\n`);
    }
  }
  return exit;
}

/** Writes a report; it is worth having without the record of where its lines come from. */
async function save(target: string, { text, places }: Imported): Promise<void> {
  await writeWhole(target, text);
  if (places) await writeOrigins(target, places).catch(() => undefined);
}

type ImportMany = typeof import('../exchange/import/index.ts').importMany;

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
  {
    io,
    say,
    most,
    importMany,
    tooBig,
  }: { io: Io; say: Say; most: number; importMany: ImportMany; tooBig: () => Error },
): Promise<Exit> {
  let exit: Exit = EXIT.clean;
  const folder = resolve(io.cwd, flags.output as string);
  const contents: { name: string; bytes: Uint8Array }[] = [];
  const failed = (path: string, text: string) => {
    exit = worse(exit, EXIT.usage);
    io.stderr.write(`${say('cli.error', { text: `${harmless(path)}${say('cli.colon')}${text}` })}\n`);
  };
  for (const { absolute, path } of found) {
    try {
      if ((await stat(absolute)).size > most) throw tooBig();
      contents.push({ name: basename(absolute), bytes: await readFile(absolute) });
    } catch (error) {
      failed(
        path,
        error instanceof Error && error.message === 'import.too-big'
          ? say('import.too-big')
          : systemMessage(error, say),
      );
    }
  }
  const { reports, unread } = await importMany(contents);
  for (const { name, error } of unread) failed(name, say(error.id, error.data));
  await mkdir(folder, { recursive: true });
  const lines: string[] = [];
  for (const { name, files, made } of reports) {
    const target = join(folder, `${name}.disclosure`);
    const shown = harmless(shownPath(target, io.cwd));
    if (!flags.force && (await exists(target))) {
      failed(files.join(say('cli.import.and')), say('cli.import.exists', { path: shown }));
      continue;
    }
    await save(target, made);
    const names = files.map(harmless).join(say('cli.import.and'));
    tell(made, names, shown, say, (text) => io.stdout.write(text));
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
function tell(made: Imported, from: string, to: string, say: Say, write: (text: string) => void): void {
  const recognised = made.tables.filter((t) => t.form !== undefined).length;
  write(
    `${say('cli.import.done', { from, to, tables: String(made.tables.length), forms: String(recognised) })}\n`,
  );
  for (const table of made.tables) {
    const data = {
      line: String(table.line),
      title: harmless(table.title === '' ? say('cli.forms.untitled') : table.title),
      rows: String(table.rows),
      columns: String(table.columns),
      form: table.form === undefined ? say('cli.import.noForm') : `→ ${table.form}`,
    };
    write(`  ${say('cli.import.table', data)}\n`);
  }
  for (const { id, data } of made.remarks) write(`  ! ${harmless(say(id, data))}\n`);
  for (const { line, text } of made.unsure)
    write(`    ${say('cli.import.doubt', { line: String(line), text: harmless(text) })}\n`);
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
