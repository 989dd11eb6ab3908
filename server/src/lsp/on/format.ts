/** Formatting: the whole, a part, and while a person types. */
import { formatBlock, formatOnType, formatRange, type TextEdit } from '../../service.ts';
import { answeringByText, stopIfStale } from '../answer.ts';
import type { Server } from '../context.ts';
import { inTurns } from '../schedule.ts';

/** Installs the handlers. */
export function onFormat(server: Server): void {
  const { connection, settings } = server;
  const answerByText = answeringByText(server);
  connection.onDocumentFormatting(
    answerByText(async (current, _, token) => {
      const { analysis, uri } = current;
      const { format } = settings.aidsOf(uri);
      const edits: TextEdit[] = [];
      await inTurns(
        analysis.tree.blocks,
        (placed) => {
          for (const edit of formatBlock(analysis, placed, format)) edits.push(edit);
        },
        () => stopIfStale(server, current, token),
      );
      return edits;
    }),
  );
  connection.onDocumentRangeFormatting(
    answerByText(({ analysis, uri }, { range }) => formatRange(analysis, range, settings.aidsOf(uri).format)),
  );
  connection.onDocumentOnTypeFormatting(
    answerByText(({ analysis }, { position, ch }) => formatOnType(analysis, position, ch)),
  );
}
