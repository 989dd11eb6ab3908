/** Ways from one place to another. */
import type { WorkspaceSymbol } from 'vscode-languageserver';
import { definition, documentLinks, highlights, references } from '../../service.ts';
import { answering, answeringByText, guard } from '../answer.ts';
import type { Server } from '../context.ts';
import * as to from '../convert.ts';

/** Installs the handlers. */
export function onNavigation(server: Server): void {
  const { connection, workspace } = server;
  const answer = answering(server);
  const answerByText = answeringByText(server);
  connection.onDefinition(
    answer(({ analysis, uri }, { position }) => to.toLocationLinks(definition(analysis, position), uri)),
  );
  connection.onReferences(
    answer(({ analysis, uri }, { position, context }) =>
      references(analysis, position, context.includeDeclaration).map(({ range, path }) => ({
        uri: to.uriOf(uri, path),
        range,
      })),
    ),
  );
  connection.onDocumentHighlight(
    answer(({ analysis }, { position }) => highlights(analysis, position).map(to.toHighlight)),
  );
  connection.onDocumentLinks(
    answerByText(({ analysis, uri }) =>
      to.toDocumentLinks(documentLinks(analysis), uri, workspace.folders.rootOf(uri)),
    ),
  );

  connection.onWorkspaceSymbol(async ({ query }, token) => {
    guard(server);
    const found: WorkspaceSymbol[] = [];
    for await (const { name, kind, container, range, uri } of workspace.symbols(query, token)) {
      found.push({ name, kind: to.toSymbolKind(kind), containerName: container, location: { uri, range } });
    }
    return found;
  });
}
