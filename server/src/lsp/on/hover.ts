/** What is shown at a place, and between the text: hovers, lenses, hints. */
import { codeLenses, escapeMarkdown, hover, inlayHints } from '../../service.ts';
import { answering, answeringSoon } from '../answer.ts';
import type { Server } from '../context.ts';
import * as to from '../convert.ts';

/** Installs the handlers. */
export function onHover(server: Server): void {
  const { connection, settings, origins } = server;
  const answer = answering(server);
  const answerSoon = answeringSoon(server);
  connection.onHover(
    answerSoon(async (current, { position }) => {
      const found = hover(current.analysis, position);
      // Where the figure stands in the file that came, under all else.
      const origin = found && (await origins.of(current))(found.range);
      return to.toHover(
        origin ? { ...found, markdown: `${found.markdown}\n\n${escapeMarkdown(origin.words)}` } : found,
      );
    }),
  );
  connection.onCodeLens(answer(({ analysis }) => codeLenses(analysis).map(to.toCodeLens)));
  connection.languages.inlayHint.on(
    answer(({ analysis, uri }, { range }) =>
      inlayHints(analysis, range, settings.aidsOf(uri).hints).map(to.toInlayHint),
    ),
  );
}
