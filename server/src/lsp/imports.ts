/**
 * `disclosure/import` and `disclosure/importMany`: other files as reports. The client sends what the person picked; no path is opened here, and
 * nothing is written. The readers are loaded when they are first needed.
 */
import { type CancellationToken, WorkDoneProgress } from 'vscode-languageserver';
import { applyEdits } from '../base/edits.ts';
import type { Imported, ImportedTogether } from '../exchange/import/index.ts';
import { type Locale, message } from '../messages/index.ts';
import { formatDocument, open } from '../service.ts';
import { guard } from './answer.ts';
import type { Server } from './context.ts';
import { nextTurn } from './schedule.ts';

interface File {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Files of one report, and of one request for several. */
const MOST_TOGETHER = 50;
const MOST_FILES = 300;

/** Thrown into the reader when the person has thought better of it. */
class Stopped extends Error {}

/** Installs the handlers. */
export function installImport(server: Server): void {
  const { connection } = server;
  installUpdate(server);
  connection.onRequest(
    'disclosure/import',
    async (params: unknown, token: CancellationToken): Promise<object | null> => {
      guard(server);
      const files = readFiles(params, MOST_TOGETHER);
      if (!files) return null;
      const { locale } = server.settings;
      const { importTogether, ImportError } = await import('../exchange/import/index.ts');
      const step = stepOf(token);
      try {
        await step();
        const made = await importTogether(files, step, renewalOf(params));
        return togetherShown(made, locale);
      } catch (error) {
        if (error instanceof Stopped) return null;
        if (error instanceof ImportError)
          return { error: message(locale, error.id, error.data), file: error.data.file ?? null };
        throw error;
      }
    },
  );

  connection.onRequest('disclosure/importMany', async (params: unknown, token: CancellationToken) => {
    guard(server);
    const files = readFiles(params, MOST_FILES);
    if (!files) return null;
    const { locale } = server.settings;
    const { workDoneToken } = params as { workDoneToken?: unknown };
    const { importMany } = await import('../exchange/import/index.ts');
    const step = stepOf(token);
    const tell = (name: string, done: number) => {
      if (typeof workDoneToken !== 'string' && typeof workDoneToken !== 'number') return;
      const percentage = Math.floor((done * 100) / files.length);
      void connection.sendProgress(WorkDoneProgress.type, workDoneToken, {
        kind: 'report',
        message: name,
        percentage,
      });
    };
    try {
      await step();
      const { reports, unread } = await importMany(files, step, tell);
      return {
        reports: reports.map(({ name, files: of, made, unit, year }) => ({
          name,
          files: of,
          unit,
          year,
          ...shown(made, locale),
        })),
        unread: unread.map(({ name, error }) => ({
          file: name,
          error: message(locale, error.id, error.data),
        })),
      };
    } catch (error) {
      if (error instanceof Stopped) return null;
      throw error;
    }
  });
}

function installUpdate(server: Server): void {
  const { connection } = server;
  connection.onRequest(
    'disclosure/updateTable',
    async (params: unknown, token: CancellationToken): Promise<object | null> => {
      guard(server);
      const [file, ...more] = readFiles(params, 1) ?? [];
      const { textDocument, line } = params as { textDocument?: { uri?: unknown }; line?: unknown };
      if (!file || more.length > 0 || typeof textDocument?.uri !== 'string' || typeof line !== 'number')
        return null;
      const current = await server.documents.settled(textDocument.uri);
      if (!current) return null;
      const { locale } = server.settings;
      const { ImportError } = await import('../exchange/import/index.ts');
      const { updateTable } = await import('../exchange/import/update.ts');
      try {
        const made = await updateTable(current.analysis, line, file, stepOf(token));
        return typeof made === 'string' ? { problem: made } : { version: current.version, ...made };
      } catch (error) {
        if (error instanceof Stopped) return null;
        if (error instanceof ImportError) return { error: message(locale, error.id, error.data) };
        throw error;
      }
    },
  );
}

/** Messages that wait are let in between pages and files, a cancellation among them. */
function stepOf(token: CancellationToken): () => Promise<void> {
  return async () => {
    await nextTurn();
    if (token.isCancellationRequested) throw new Stopped();
  };
}

/** Bars under each other from the start; lines stay where they are. */
function laidOut(text: string): string {
  return applyEdits(text, formatDocument(open(text)));
}

/** A report that was made, in the user's language. */
function shown({ text, tables, unsure, remarks, places }: Imported, locale: Locale) {
  return {
    text: laidOut(text),
    // What is kept beside the report, so that its findings can be told where the file has them.
    ...(places ? { origins: JSON.stringify({ version: 1, ...places }) } : {}),
    tables,
    unsure,
    remarks: remarks.map(({ id, data }) => message(locale, id, data)),
  };
}

function togetherShown(made: ImportedTogether, locale: Locale) {
  const { name, year, next, text } = made.frame;
  return { ...shown(made, locale), frame: { name, year, next, text: laidOut(text) } };
}

/** The year that the text is to speak of, and where last year's report stands. */
function renewalOf(params: unknown): { year: number; lastYear?: () => string } | undefined {
  const { year, lastYear } = params as { year?: unknown; lastYear?: unknown };
  if (typeof year !== 'number' || !Number.isInteger(year) || year < 1900 || year > 2099) return undefined;
  return { year, ...(typeof lastYear === 'string' ? { lastYear: () => lastYear } : {}) };
}

/** The files of a request; undefined where it is none. */
function readFiles(params: unknown, most: number): File[] | undefined {
  const { files } = (params ?? {}) as { files?: unknown };
  if (!Array.isArray(files) || files.length === 0 || files.length > most) return undefined;
  const out: File[] = [];
  for (const file of files as unknown[]) {
    const { name, content, text } = (file ?? {}) as Record<string, unknown>;
    if (typeof name !== 'string') return undefined;
    if (typeof text === 'string') out.push({ name, bytes: new TextEncoder().encode(text) });
    else if (typeof content === 'string') {
      const bytes = fromBase64(content);
      if (!bytes) return undefined;
      out.push({ name, bytes });
    } else return undefined;
  }
  return out;
}

function fromBase64(content: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(content), (char) => char.charCodeAt(0));
  } catch {
    return undefined;
  }
}
