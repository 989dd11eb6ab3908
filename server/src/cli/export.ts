/** `export`: a report as the files that get published. The making is done in exchange/publish; here are paths and words. */
import { stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
// biome-ignore lint/style/noRestrictedImports: this command is the door to the room
import type { Exported } from '../exchange/publish/index.ts';
import { printersOf, toPdf } from '../node/pdf.ts';
import { makeFolder, writeWhole } from '../node/write.ts';
import { type Analysis, open } from './engine.ts';
import { type Found, findFiles, readSource, shownPath, systemMessage, writeTo } from './files.ts';
import { EXIT, type Io, UsageError } from './io.ts';
import type { EngineFlags, Run, Session } from './session.ts';
import type { Say } from './text.ts';
import { harmless } from './width.ts';

export interface ExportFlags {
  readonly to?: string;
  readonly output?: string;
  readonly force?: true;
}

type Publish = typeof import('../exchange/publish/index.ts');

/** The formats, for the help; exchange/publish makes them. */
export const EXPORT_CHOICES = ['html', 'docx', 'pdf', 'xlsx', 'csv', 'json'] as const;
type Format = (typeof EXPORT_CHOICES)[number];

export async function exportFiles(
  paths: readonly string[],
  flags: EngineFlags & ExportFlags,
  session: Session,
): Promise<void> {
  const { io, say } = session;
  const files = await findFiles(paths, io, say);
  const format = formatOf(flags, say);
  const target = await targetOf(flags, files.length, io, say);
  // Loaded on use: the other commands start without the writers of other formats.
  // biome-ignore lint/style/noRestrictedImports: this command is the door to the room
  const publish = await import('../exchange/publish/index.ts');
  const make = async (analysis: Analysis, name: string): Promise<Exported> =>
    format === 'pdf' ? printed(analysis, name, publish, say) : publish.exportReport(analysis, format, name);
  const workspace = session.workspaceOf(files, flags);
  for (const file of files) {
    try {
      const { text } = await readSource(file.absolute, say);
      const name = basename(file.absolute).replace(/\.disclosure$/, '');
      const made = await make(open(text, await workspace.of(file.absolute)), name);
      const told = target === '-' ? io.stderr : io.stdout;
      if (target === '-') for (const { content } of made.files) io.stdout.write(content as string);
      else {
        const place = placeOf(
          target,
          file.absolute,
          made.files[0]?.name ?? '',
          made.folder ? `${name}-${format}` : '',
        );
        if (!flags.force) await keepOthers(made.files, place, session);
        await writeTo(place.shown, () => write(made.files, place), session);
        told.write(`${writtenText(file, made, place, session)}\n`);
      }
      for (const { id, data } of made.remarks) told.write(`  ! ${harmless(say(id, data))}\n`);
    } catch (error) {
      session.atLeast(EXIT.usage);
      const text = error instanceof UsageError ? error.message : systemMessage(error, say);
      io.stderr.write(`${say('cli.error', { text: `${harmless(file.path)}${say('cli.colon')}${text}` })}\n`);
    }
  }
  session.tellTroubles(workspace.troubles);
}

/** What was written from which report, and where. */
function writtenText({ path }: Found, { files, folder }: Exported, place: Place, { io, say }: Run): string {
  return say(folder ? 'cli.export.folder' : 'cli.export.done', {
    from: harmless(path),
    to: harmless(shownPath(place.shown, io.cwd)),
    files: String(files.length),
  });
}

/** A PDF, by a program that is at hand. @throws UsageError where there is none, or none could make it */
async function printed(
  analysis: Analysis,
  name: string,
  { contentsPages, exportForPrint }: Publish,
  say: Say,
): Promise<Exported> {
  const printers = await printersOf({ platform: process.platform, env: process.env });
  if (printers.length === 0) throw new UsageError(say('cli.export.noProgram'));
  let remarks: Exported['remarks'] = [];
  const print = (pages?: readonly number[]) =>
    toPdf(printers, async (from) => {
      const made = await exportForPrint(analysis, from, pages);
      remarks = made.remarks;
      return made.content;
    });
  const first = await print();
  if (!first) throw new UsageError(say('cli.export.noPdf'));
  // Which pages its contents name is known once it has been printed.
  const pages = await contentsPages(first).catch(() => undefined);
  const content = (pages && (await print(pages))) ?? first;
  return { files: [{ name: `${name}.pdf`, content }], folder: false, remarks };
}

function formatOf({ to, output }: ExportFlags, say: Say): Format {
  const wanted = to ?? (output === undefined ? '' : extname(output).slice(1).toLowerCase());
  const found = EXPORT_CHOICES.find((f) => f === wanted);
  if (!found) throw new UsageError(say('cli.export.format', { formats: EXPORT_CHOICES.join('、') }));
  return found;
}

/** Where the files go: a file, a folder, standard output (`-`), or beside each report. */
type Target = '-' | { readonly file?: string; readonly folder?: string };

async function targetOf({ output, to }: ExportFlags, count: number, io: Io, say: Say): Promise<Target> {
  if (output === undefined) return {};
  if (output === '-') {
    if (count > 1 || (to !== 'html' && to !== 'json')) throw new UsageError(say('cli.export.stdout'));
    return '-';
  }
  const absolute = resolve(io.cwd, output);
  if (/[\\/]$/.test(output) || (await isFolder(absolute))) return { folder: absolute };
  if (count > 1) throw new UsageError(say('cli.export.one'));
  return { file: absolute };
}

interface Place {
  readonly folder: string;
  /** The only file's name, where it is not its own. */
  readonly name: string | undefined;
  readonly shown: string;
  readonly make: boolean;
}

/** @param within the folder that several files of one report share */
function placeOf(target: Exclude<Target, '-'>, source: string, name: string, within: string): Place {
  if (within !== '') {
    const folder = target.file ?? join(target.folder ?? dirname(source), within);
    return { folder, name: undefined, shown: folder, make: true };
  }
  const file = target.file ?? join(target.folder ?? dirname(source), name);
  return { folder: dirname(file), name: basename(file), shown: file, make: target.file === undefined };
}

type Files = Exported['files'];

const pathsOf = (files: Files, place: Place): string[] =>
  files.map(({ name }) => join(place.folder, place.name ?? name));

/** @throws UsageError where a file is there already */
async function keepOthers(files: Files, place: Place, { io, say }: Run): Promise<void> {
  for (const path of pathsOf(files, place))
    if (await exists(path)) throw new UsageError(say('cli.import.exists', { path: shownPath(path, io.cwd) }));
}

async function write(files: Files, place: Place): Promise<void> {
  const paths = pathsOf(files, place);
  // A folder that was named as one is made; a file's folder must be there, or its name is a slip.
  if (place.make) await makeFolder(place.folder);
  for (const [i, { content }] of files.entries()) await writeWhole(paths[i] as string, content);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (s) => s.isDirectory(),
    () => false,
  );
}
