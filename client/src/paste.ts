/** Tables pasted or dropped from Excel, WPS, Word or a web page become rows; the server reads them. */
import * as vscode from 'vscode';
import { LANGUAGE_ID, type Session } from './connection.ts';
import { type ProtocolRange, toRange } from './reports.ts';
import { say } from './text.ts';

interface Pasted {
  readonly version: number;
  readonly kind: 'cells' | 'table';
  readonly edits: readonly { readonly range: ProtocolRange; readonly newText: string }[];
}

const HTML = 'text/html';
const TEXT = 'text/plain';

export function pasteAndDrop(session: Session): vscode.Disposable {
  const selector: vscode.DocumentSelector = { language: LANGUAGE_ID };
  const drop = vscode.languages.registerDocumentDropEditProvider(selector, {
    async provideDocumentDropEdits(document, position, data, token) {
      const edit = await tableEdit(session, document, new vscode.Range(position, position), data, token);
      if (!edit) return undefined;
      // Without a text of its own the editor leaves the place alone and makes the other edit.
      const made = new vscode.DocumentDropEdit('');
      made.additionalEdit = edit.workspaceEdit;
      return made;
    },
  });
  const paste = registerPaste(selector, async (document, [range], data, token) => {
    // What was copied in the editor itself is text, bars and tabs included.
    if (!range || data.get('vscode-editor-data')) return undefined;
    return tableEdit(session, document, range, data, token);
  });
  return vscode.Disposable.from(drop, paste);
}

interface TableEdit {
  readonly title: string;
  readonly workspaceEdit: vscode.WorkspaceEdit;
}

async function tableEdit(
  session: Session,
  document: vscode.TextDocument,
  range: vscode.Range,
  data: vscode.DataTransfer,
  token: vscode.CancellationToken,
): Promise<TableEdit | undefined> {
  const [text, html] = await Promise.all([data.get(TEXT)?.asString(), data.get(HTML)?.asString()]);
  // Words without a cell need no server: most pastes are such.
  if (!text?.includes('\t') && !/\n$/.test(text ?? '') && !/<table\b/i.test(html ?? '')) return undefined;
  try {
    const pasted = await session.request<Pasted | null>(
      'disclosure/paste',
      {
        textDocument: { uri: document.uri.toString() },
        range: { start: range.start, end: range.end },
        ...(text === undefined ? {} : { text }),
        ...(html === undefined ? {} : { html }),
      },
      token,
    );
    if (!pasted || pasted.edits.length === 0 || document.version !== pasted.version) return undefined;
    const workspaceEdit = new vscode.WorkspaceEdit();
    workspaceEdit.set(
      document.uri,
      pasted.edits.map((edit) => new vscode.TextEdit(toRange(edit.range), edit.newText)),
    );
    const title =
      pasted.kind === 'cells'
        ? say('粘贴到表格里', 'Paste into the Table')
        : say('粘贴为表格', 'Paste as a Table');
    return { title, workspaceEdit };
  } catch (error) {
    // The text itself can always be pasted.
    if (!(error instanceof vscode.CancellationError)) session.output.warn(`paste: ${error}`);
    return undefined;
  }
}

// The paste API came with VS Code 1.97, and this extension runs from 1.91 on: its declarations are those of the newer
// one, as far as they are used.

interface PasteKind {
  append(...parts: string[]): PasteKind;
}

interface PasteEdit {
  additionalEdit?: vscode.WorkspaceEdit;
}

interface PasteApi {
  readonly DocumentDropOrPasteEditKind?: { readonly Text: PasteKind };
  readonly DocumentPasteEdit?: new (insertText: string, title: string, kind: PasteKind) => PasteEdit;
}

interface PasteLanguages {
  registerDocumentPasteEditProvider?(
    selector: vscode.DocumentSelector,
    provider: {
      provideDocumentPasteEdits(
        document: vscode.TextDocument,
        ranges: readonly vscode.Range[],
        data: vscode.DataTransfer,
        context: unknown,
        token: vscode.CancellationToken,
      ): Promise<PasteEdit[] | undefined>;
    },
    metadata: {
      readonly providedPasteEditKinds: readonly PasteKind[];
      readonly pasteMimeTypes: readonly string[];
    },
  ): vscode.Disposable;
}

function registerPaste(
  selector: vscode.DocumentSelector,
  provide: (
    document: vscode.TextDocument,
    ranges: readonly vscode.Range[],
    data: vscode.DataTransfer,
    token: vscode.CancellationToken,
  ) => Promise<TableEdit | undefined>,
): vscode.Disposable {
  const none = new vscode.Disposable(() => undefined);
  try {
    const { DocumentDropOrPasteEditKind: kinds, DocumentPasteEdit: Edit } = vscode as PasteApi;
    const languages = vscode.languages as PasteLanguages;
    if (!kinds || !Edit || !languages.registerDocumentPasteEditProvider) return none;
    const kind = kinds.Text.append('disclosure', 'table');
    return languages.registerDocumentPasteEditProvider(
      selector,
      {
        async provideDocumentPasteEdits(document, ranges, data, _context, token) {
          // Several cursors: the editor hands each its line, as it always does.
          const edit = ranges.length === 1 ? await provide(document, ranges, data, token) : undefined;
          if (!edit) return undefined;
          const made = new Edit('', edit.title, kind);
          made.additionalEdit = edit.workspaceEdit;
          return [made];
        },
      },
      { providedPasteEditKinds: [kind], pasteMimeTypes: [TEXT, HTML] },
    );
  } catch {
    // Before 1.97 the function is there and refuses: tabs are then pasted as they are, which the language reads too.
    return none;
  }
}
