/** What is shown at a place, and between the text: hovers, lenses, hints. */
import { codeLenses, hover, inlayHints } from '../../service.ts';
import { answering, answeringSoon } from '../answer.ts';
import type { Server } from '../context.ts';
import * as to from '../convert.ts';

/** Installs the handlers. */
export function onHover(server: Server): void {
  const { connection, settings } = server;
  const answer = answering(server);
  const answerSoon = answeringSoon(server);
  connection.onHover(answerSoon(({ analysis }, { position }) => to.toHover(hover(analysis, position))));
  connection.onCodeLens(answer(({ analysis }) => codeLenses(analysis).map(to.toCodeLens)));
  connection.languages.inlayHint.on(
    answer(({ analysis, uri }, { range }) =>
      inlayHints(analysis, range, settings.aidsOf(uri).hints).map(to.toInlayHint),
    ),
  );
}
