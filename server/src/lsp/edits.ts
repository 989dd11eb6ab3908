/**
 * Where the texts of open documents changed since they were last analysed, so that an edit costs what it touches. The
 * texts themselves are kept by vscode-languageserver-textdocument.
 */
import { TextDocument, type TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import type { Edit } from '../service.ts';

/** So many lines at the start and at the end are as they were. */
interface Same {
  readonly head: number;
  readonly tail: number;
}

/** Applies changes to documents, as `TextDocuments` asks, and notes the lines that they leave alone. */
export class Edits {
  private readonly same = new WeakMap<TextDocument, Same>();

  create(uri: string, languageId: string, version: number, content: string): TextDocument {
    return TextDocument.create(uri, languageId, version, content);
  }

  update(document: TextDocument, changes: TextDocumentContentChangeEvent[], version: number): TextDocument {
    for (const change of changes) {
      const now = sameAfter(document, change);
      const before = this.same.get(document) ?? now;
      this.same.set(document, {
        head: Math.min(before.head, now.head),
        tail: Math.min(before.tail, now.tail),
      });
      TextDocument.update(document, [change], version);
    }
    return document;
  }

  /** Where a document changed since this was last asked; it is then counted from anew. */
  take(document: TextDocument): Edit {
    const { lineCount } = document;
    const { head, tail } = this.same.get(document) ?? { head: lineCount - 1, tail: 0 };
    this.same.delete(document);
    return {
      head,
      tail,
      between: (from, rest) =>
        document.getText({
          start: { line: from, character: 0 },
          end: { line: lineCount - rest, character: 0 },
        }),
    };
  }
}

/** One line more on each side counts as changed, since a line end may come to be parted in two or joined. */
function sameAfter(document: TextDocument, change: TextDocumentContentChangeEvent): Same {
  if (!('range' in change)) return { head: 0, tail: 0 };
  const a = document.positionAt(document.offsetAt(change.range.start)).line;
  const b = document.positionAt(document.offsetAt(change.range.end)).line;
  return {
    head: Math.max(0, Math.min(a, b) - 1),
    tail: Math.max(0, document.lineCount - Math.max(a, b) - 2),
  };
}
