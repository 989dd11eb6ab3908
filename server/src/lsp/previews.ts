/** `disclosure/preview`, `disclosure/compare` and `disclosure/export` (docs/protocol.md). Nothing is written here; the client has the paths. */
import type { CancellationToken } from 'vscode-languageserver';
import { message } from '../messages/index.ts';
import { compareReports } from '../service.ts';
import { guard } from './answer.ts';
import { toBase64 } from './base64.ts';
import type { Server } from './context.ts';
import { nextTurn } from './schedule.ts';

/** Thrown into long work when nobody waits for it any more. */
class Stopped extends Error {}

interface Params {
  readonly textDocument: { readonly uri: string };
}

/** Installs the handlers. */
export function installPreviews(server: Server): void {
  const { connection, documents, workspace } = server;
  const report = async (uri: string) => (await documents.settled(uri)) ?? (await workspace.file(uri));
  /** Lets messages in now and then, a cancellation among them. */
  const steps = (token: CancellationToken) => {
    let last = Date.now();
    return async () => {
      if (Date.now() - last < 20) return;
      await nextTurn();
      last = Date.now();
      if (token.isCancellationRequested) throw new Stopped();
    };
  };
  const answer = async <R>(work: () => Promise<R>): Promise<R | null> => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Stopped) return null;
      throw error;
    }
  };

  connection.onRequest(
    'disclosure/preview',
    async (params: Params & { readonly known?: unknown }, token: CancellationToken) => {
      guard(server);
      const current = await report(params.textDocument.uri);
      if (!current || token.isCancellationRequested) return null;
      const known = Array.isArray(params.known) ? params.known.filter((k) => typeof k === 'string') : [];
      return answer(async () => {
        const { previewParts } = await import('../exchange/publish/preview.ts');
        const parts = await previewParts(current.analysis, new Set(known), steps(token));
        return { version: current.version, parts };
      });
    },
  );

  connection.onRequest('disclosure/previewStyle', async () => {
    const { STYLE, PREVIEW_STYLE } = await import('../exchange/publish/style.ts');
    return { style: STYLE + PREVIEW_STYLE };
  });

  connection.onRequest(
    'disclosure/compare',
    async (params: Params & { readonly before?: { readonly uri?: unknown } }, token: CancellationToken) => {
      guard(server);
      const uri = params.before?.uri;
      const before = typeof uri === 'string' ? await report(uri) : undefined;
      const after = await report(params.textDocument.uri);
      if (!before || !after || token.isCancellationRequested) return null;
      const { writeComparison } = await import('../exchange/compare/index.ts');
      const comparison = compareReports(before.analysis, after.analysis);
      return { markdown: await writeComparison(comparison, 'markdown', server.settings.locale) };
    },
  );

  connection.onRequest(
    'disclosure/export',
    async (
      params: Params & { readonly format?: unknown; readonly name?: unknown },
      token: CancellationToken,
    ) => {
      guard(server);
      const current = await report(params.textDocument.uri);
      if (!current || token.isCancellationRequested) return null;
      return answer(async () => {
        const { EXPORT_FORMATS, exportReport } = await import('../exchange/publish/index.ts');
        const format = EXPORT_FORMATS.find((f) => f === params.format);
        if (!format) return null;
        const name = typeof params.name === 'string' ? params.name : '';
        const { files, folder, remarks } = await exportReport(current.analysis, format, name, steps(token));
        return {
          folder,
          files: files.map(({ name: file, content }) =>
            typeof content === 'string'
              ? { name: file, text: content }
              : { name: file, content: toBase64(content) },
          ),
          remarks: remarks.map(({ id, data }) => message(server.settings.locale, id, data)),
        };
      });
    },
  );
}
