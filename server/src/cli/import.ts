/** `import`: other files as reports. The reading is done in exchange/import; here are paths and words. */
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { MessageId } from '../messages/index.ts';
import { writeWhole } from '../node/write.ts';
import { shownPath, systemMessage } from './files.ts';
import { EXIT, type Exit, type Io, UsageError, worse } from './io.ts';
import type { Say } from './text.ts';
import { harmless } from './width.ts';

export interface ImportFlags {
  readonly output?: string;
  readonly force?: true;
}

export async function importFiles(
  paths: readonly string[],
  flags: ImportFlags,
  io: Io,
  say: Say,
): Promise<Exit> {
  if (flags.output !== undefined && paths.length > 1) throw new UsageError(say('cli.import.one'));
  // Loaded on use: the other commands start without the readers of other formats.
  // biome-ignore lint/style/noRestrictedImports: this command is the door to the room
  const { importFile, ImportError } = await import('../exchange/import/index.ts');
  let exit: Exit = EXIT.clean;
  for (const path of paths) {
    const absolute = resolve(io.cwd, path);
    const target = targetOf(absolute, flags, io);
    try {
      if (target !== '-' && !flags.force && (await exists(target))) {
        throw new UsageError(say('cli.import.exists', { path: shownPath(target, io.cwd) }));
      }
      const made = await importFile(basename(absolute), await readFile(absolute));
      // With `-`, standard output holds the report and nothing else.
      const told = target === '-' ? io.stderr : io.stdout;
      if (target === '-') io.stdout.write(made.text);
      else await writeWhole(target, made.text);
      const recognised = made.tables.filter((t) => t.form !== undefined).length;
      told.write(
        `${say('cli.import.done', {
          from: harmless(path),
          to: target === '-' ? '-' : harmless(shownPath(target, io.cwd)),
          tables: String(made.tables.length),
          forms: String(recognised),
        })}\n`,
      );
      for (const table of made.tables) {
        const data = {
          line: String(table.line),
          title: harmless(table.title === '' ? say('cli.forms.untitled') : table.title),
          rows: String(table.rows),
          columns: String(table.columns),
          form: table.form === undefined ? say('cli.import.noForm') : `→ ${table.form}`,
        };
        told.write(`  ${say('cli.import.table', data)}\n`);
      }
      for (const { id, data } of made.remarks) told.write(`  ! ${harmless(say(id, data))}\n`);
    } catch (error) {
      exit = worse(exit, EXIT.usage);
      const text =
        error instanceof ImportError
          ? say(error.id as MessageId, error.data)
          : error instanceof UsageError
            ? error.message
            : systemMessage(error, say);
      io.stderr.write(`${say('cli.error', { text: `${harmless(path)}${say('cli.colon')}${text}` })}\n`);
    }
  }
  return exit;
}

function targetOf(absolute: string, flags: ImportFlags, io: Io): string {
  if (flags.output === '-') return '-';
  if (flags.output !== undefined) return resolve(io.cwd, flags.output);
  return join(dirname(absolute), `${basename(absolute).replace(/\.[^.]+$/, '')}.disclosure`);
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}
