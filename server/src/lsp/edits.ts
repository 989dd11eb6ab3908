/**
 * The texts of open documents, and where they changed since they were last analysed, so that an edit costs what it
 * touches. What a change means is left to vscode-languageserver-textdocument, which is given the lines around it: of a
 * whole text it makes one string again for every key.
 */
import { TextDocument, type TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import type { Position } from '../base/range.ts';
import { Text } from '../base/text.ts';
import type { Edit } from '../service.ts';

/** So many lines at the start and at the end are as they were. */
interface Same {
  readonly head: number;
  readonly tail: number;
}

/** One version of an open document. */
export interface Draft {
  readonly uri: string;
  readonly version: number;
  readonly text: Text;
  /** What is as it was when this was last asked for; undefined where nothing changed. */
  same: Same | undefined;
}

/** Makes documents and applies changes to them, as `TextDocuments` asks. */
export class Edits {
  create(uri: string, _languageId: string, version: number, content: string): Draft {
    return { uri, version, text: Text.of(content), same: undefined };
  }

  update(document: Draft, changes: TextDocumentContentChangeEvent[], version: number): Draft {
    let { text, same } = document;
    for (const change of changes) {
      const { from, to } = reachOf(change, text.lineCount);
      const tail = text.lineCount - to;
      text = text.with(from, to, changed(text.between(from, to), change, from));
      same = { head: Math.min(same?.head ?? from, from), tail: Math.min(same?.tail ?? tail, tail) };
    }
    return { uri: document.uri, version, text, same };
  }

  /** Where a document changed since this was last asked; it is then counted from anew. */
  take(document: Draft): Edit {
    const { text, same } = document;
    document.same = undefined;
    const { head, tail } = same ?? { head: text.lineCount - 1, tail: 0 };
    return { head, tail, between: (from, rest) => text.lines(from, text.lineCount - rest) };
  }
}

/** The lines that a change may touch: one more on each side, since a line end may come to be parted in two or joined. */
function reachOf(change: TextDocumentContentChangeEvent, lineCount: number): { from: number; to: number } {
  if (!('range' in change)) return { from: 0, to: lineCount };
  const within = (line: number) => (line > 0 ? Math.min(Math.trunc(line), lineCount - 1) : 0);
  const a = within(change.range.start.line);
  const b = within(change.range.end.line);
  return { from: Math.max(0, Math.min(a, b) - 1), to: Math.min(lineCount, Math.max(a, b) + 2) };
}

/** Lines after a change that stands among them, by the rules of the library. */
function changed(lines: string, change: TextDocumentContentChangeEvent, from: number): string {
  const document = TextDocument.create('', '', 0, lines);
  const moved = ({ line, character }: Position): Position => ({ line: line - from, character });
  const here =
    'range' in change
      ? { range: { start: moved(change.range.start), end: moved(change.range.end) }, text: change.text }
      : change;
  return TextDocument.update(document, [here], 0).getText();
}
