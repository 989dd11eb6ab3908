/** Diagnostics that the client asks for. */
import type { WorkspaceDocumentDiagnosticReport } from 'vscode-languageserver';
import { guard } from '../answer.ts';
import type { Server } from '../context.ts';

/** Installs the handlers. */
export function onDiagnostics(server: Server): void {
  const { connection, validator } = server;
  connection.languages.diagnostics.on(({ textDocument, previousResultId }, token) => {
    guard(server);
    return validator.document(textDocument.uri, previousResultId, token);
  });
  connection.languages.diagnostics.onWorkspace(async ({ previousResultIds }, token, _progress, partial) => {
    guard(server);
    const items: WorkspaceDocumentDiagnosticReport[] = [];
    const found = (report: WorkspaceDocumentDiagnosticReport) =>
      partial ? partial.report({ items: [report] }) : items.push(report);
    await validator.everything(previousResultIds, token, found);
    return { items };
  });
}
