/** Renaming, here and in the reports that go with it. */
import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { message } from '../../messages/index.ts';
import { mentions, type RenameSubject, renameEdits, renameSubject } from '../../service.ts';
import { answering } from '../answer.ts';
import type { Server } from '../context.ts';
import * as to from '../convert.ts';
import { stopIfCancelled } from '../diagnostics.ts';
import type { Current } from '../documents.ts';
import { nextTurn } from '../schedule.ts';

/** Installs the handlers. */
export function onRename(server: Server): void {
  const { connection } = server;
  const answer = answering(server);
  connection.onPrepareRename(
    answer(({ analysis }, { position }) => {
      const subject = renameSubject(analysis, position);
      return subject ? { range: subject.range, placeholder: subject.name } : null;
    }),
  );
  connection.onRenameRequest(
    answer(async (current, { position, newName }, token) => {
      const { analysis } = current;
      const fail = (id: 'rename.none' | 'rename.bad') =>
        new ResponseError(LSPErrorCodes.RequestFailed, message(analysis.locale, id));
      const subject = renameSubject(analysis, position);
      if (!subject) throw fail('rename.none');
      if (!renameEdits(analysis, subject, newName)) throw fail('rename.bad');
      return to.toWorkspaceEdit(
        await renamed(server, current, { subject, name: newName }, token),
        server.versionedEdits,
      );
    }),
  );
}

/** A rename in the report it was asked in, and in those that go with it. */
async function renamed(
  { workspace }: Server,
  { uri }: Current,
  { subject, name }: { readonly subject: RenameSubject; readonly name: string },
  token: CancellationToken,
): Promise<to.DocumentEdits[]> {
  const changed: to.DocumentEdits[] = [];
  for (const entry of await workspace.related(uri, token)) {
    const text = await entry.text();
    stopIfCancelled(token);
    if (text === undefined || !mentions(text, subject)) continue;
    const current = await entry.load();
    const edits = current && renameEdits(current.analysis, subject, name);
    if (edits && edits.length > 0) changed.push({ uri: entry.uri, version: current.version, edits });
    await nextTurn();
  }
  stopIfCancelled(token);
  return changed;
}
