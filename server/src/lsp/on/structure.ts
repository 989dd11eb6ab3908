/** The shape of a report: outline, folding, selection. */
import { documentSymbols, foldingRanges, selectionRanges } from '../../service.ts';
import { answeringByText } from '../answer.ts';
import type { Server } from '../context.ts';
import * as to from '../convert.ts';

/** Installs the handlers. */
export function onStructure(server: Server): void {
  const { connection } = server;
  const answerByText = answeringByText(server);
  connection.onDocumentSymbol(
    answerByText(({ analysis }) => documentSymbols(analysis).map(to.toDocumentSymbol)),
  );
  connection.onFoldingRanges(answerByText(({ analysis }) => foldingRanges(analysis).map(to.toFoldingRange)));
  connection.onSelectionRanges(
    answerByText(({ analysis }, { positions }) =>
      positions.map((p) => to.toSelectionRange(selectionRanges(analysis, p), p)),
    ),
  );
}
