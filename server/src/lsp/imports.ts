/**
 * `disclosure/import`: other files as reports. The client sends what the person picked; no path is opened here, and
 * nothing is written. The readers are loaded when they are first needed.
 */
import type { CancellationToken } from 'vscode-languageserver';
import { message } from '../messages/index.ts';
import { guard } from './answer.ts';
import type { Server } from './context.ts';
import { nextTurn } from './schedule.ts';

interface File {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Thrown into the reader when the person has thought better of it. */
class Stopped extends Error {}

/** Installs the handler. */
export function installImport(server: Server): void {
  server.connection.onRequest('disclosure/import', async (params: unknown, token: CancellationToken) => {
    guard(server);
    const files = readFiles(params);
    if (!files) return null;
    const { locale } = server.settings;
    const { importTogether, ImportError } = await import('../exchange/import/index.ts');
    // Messages that wait are let in between pages, a cancellation among them.
    const step = async () => {
      await nextTurn();
      if (token.isCancellationRequested) throw new Stopped();
    };
    try {
      await step();
      const made = await importTogether(files, step, renewalOf(params));
      return {
        text: made.text,
        tables: made.tables,
        unsure: made.unsure,
        frame: made.frame,
        remarks: made.remarks.map(({ id, data }) => message(locale, id, data)),
      };
    } catch (error) {
      if (error instanceof Stopped) return null;
      if (error instanceof ImportError)
        return { error: message(locale, error.id, error.data), file: error.data.file ?? null };
      throw error;
    }
  });
}

/** The year that the text is to speak of, and where last year's report stands. */
function renewalOf(params: unknown): { year: number; lastYear?: () => string } | undefined {
  const { year, lastYear } = params as { year?: unknown; lastYear?: unknown };
  if (typeof year !== 'number' || !Number.isInteger(year) || year < 1900 || year > 2099) return undefined;
  return { year, ...(typeof lastYear === 'string' ? { lastYear: () => lastYear } : {}) };
}

/** The files of a request; undefined where it is none. */
function readFiles(params: unknown): File[] | undefined {
  const { files } = (params ?? {}) as { files?: unknown };
  if (!Array.isArray(files) || files.length === 0 || files.length > 50) return undefined;
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
