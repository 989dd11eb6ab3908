/** Semantic tokens, whole, as what changed, and of a part. */
import { type CancellationToken, SemanticTokensBuilder } from 'vscode-languageserver';
import { semanticTokens } from '../../service.ts';
import { answeringByText, stopIfStale } from '../answer.ts';
import type { Server } from '../context.ts';
import * as to from '../convert.ts';
import type { Current } from '../documents.ts';
import { inTurns } from '../schedule.ts';

/** Lines whose tokens are made in one go. */
const LINES = 1000;

/** Installs the handlers. */
export function onTokens(server: Server): void {
  const { connection, documents } = server;
  const answerByText = answeringByText(server);
  const tokens = new Map<string, SemanticTokensBuilder>();
  documents.onDidClose(({ document }) => tokens.delete(document.uri));
  const builderOf = (uri: string): SemanticTokensBuilder => {
    const builder = tokens.get(uri) ?? new SemanticTokensBuilder();
    tokens.set(uri, builder);
    return builder;
  };

  connection.languages.semanticTokens.on(
    answerByText(async (current, _, token) => {
      const builder = new SemanticTokensBuilder();
      await pushAll(server, builder, current, token);
      tokens.set(current.uri, builder);
      return builder.build();
    }),
  );
  connection.languages.semanticTokens.onDelta(
    answerByText(async (current, { previousResultId }, token) => {
      const { uri } = current;
      const builder = builderOf(uri);
      // What was made of an answer that nobody waited for is no result of the client's.
      tokens.delete(uri);
      builder.previousResult(previousResultId);
      await pushAll(server, builder, current, token);
      tokens.set(uri, builder);
      return builder.buildEdits();
    }),
  );
  connection.languages.semanticTokens.onRange(
    answerByText(({ analysis }, { range }) => {
      const builder = new SemanticTokensBuilder();
      to.pushTokens(builder, semanticTokens(analysis, range));
      return builder.build();
    }),
  );
}

/** The tokens of a whole document. */
function pushAll(
  server: Server,
  builder: SemanticTokensBuilder,
  current: Current,
  token: CancellationToken,
): Promise<void> {
  const { analysis } = current;
  const { length } = analysis.tree.lines;
  const starts = Array.from({ length: Math.ceil(length / LINES) }, (_, i) => i * LINES);
  const push = (line: number) => {
    const end = { line: Math.min(line + LINES, length) - 1, character: 0 };
    to.pushTokens(builder, semanticTokens(analysis, { start: { line, character: 0 }, end }));
  };
  return inTurns(starts, push, () => stopIfStale(server, current, token));
}
