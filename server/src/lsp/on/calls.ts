/** Call hierarchy: what a figure is made of, and what is made of it. */
import { calleesOf, callersOf, prepareCalls } from '../../service.ts';
import { answering, find } from '../answer.ts';
import type { Server } from '../context.ts';
import * as to from '../convert.ts';

/** Installs the handlers. */
export function onCalls(server: Server): void {
  const { connection } = server;
  const answer = answering(server);
  connection.languages.callHierarchy.onPrepare(
    answer(({ analysis, uri }, { position }) => {
      const item = prepareCalls(analysis, position);
      return item ? [to.toCallItem(item, uri)] : null;
    }),
  );
  connection.languages.callHierarchy.onIncomingCalls(async ({ item }, token) => {
    const current = await find(server, item.uri, token);
    if (!current) return null;
    return callersOf(current.analysis, item.selectionRange.start).map((from) => ({
      from: to.toCallItem(from, item.uri),
      fromRanges: [from.range],
    }));
  });
  connection.languages.callHierarchy.onOutgoingCalls(async ({ item }, token) => {
    const current = await find(server, item.uri, token);
    if (!current) return null;
    return calleesOf(current.analysis, item.selectionRange.start).map((callee) => ({
      to: to.toCallItem(callee, item.uri),
      fromRanges: [item.selectionRange],
    }));
  });
}
