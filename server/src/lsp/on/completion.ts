/** Completion, and the rest of an item when it is looked at. */
import { type Completions, complete, describeCompletion } from '../../service.ts';
import { answeringSoon, find, SOON } from '../answer.ts';
import type { Server } from '../context.ts';
import * as to from '../convert.ts';
import { stopIfCancelled } from '../diagnostics.ts';

/** Installs the handlers. */
export function onCompletion(server: Server): void {
  const { connection, workspace } = server;
  const answerSoon = answeringSoon(server);
  /** The list that was sent last: only of it can a client ask for an item's rest. */
  let sent: { readonly list: number; readonly uri: string; readonly completions: Completions } | undefined;
  let lists = 0;
  connection.onCompletion(
    answerSoon(async ({ analysis, uri }, { position }, token) => {
      const paths = () => workspace.pathsFrom(uri, token);
      const completions = await complete(analysis, position, { paths });
      stopIfCancelled(token);
      const list = ++lists;
      sent = completions && { list, uri, completions };
      return to.toCompletions(completions, list, server.completion);
    }),
  );
  connection.onCompletionResolve(async (item, token) => {
    const data = item.data as to.CompletionData | undefined;
    const found = data && data.list === sent?.list ? sent.completions.items[data.item] : undefined;
    const current = sent && found ? await find(server, sent.uri, token, SOON) : undefined;
    return current && found ? to.toResolved(item, describeCompletion(current.analysis, found)) : item;
  });
}
