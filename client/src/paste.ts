/** Tables pasted or dropped from Excel, WPS, Word or a web page become rows; the server reads them. */
import * as vscode from 'vscode';
import { LANGUAGE_ID, type Session } from './connection.ts';
import { type ProtocolRange, toRange } from './reports.ts';
import { say } from './text.ts';

interface Pasted {
  readonly version: number;
  readonly kind: 'cells' | 'table';
  readonly edits: readonly Edit[];
  /** Where only a person can say what is meant. */
  readonly choices?: readonly { readonly title: string; readonly edits: readonly Edit[] }[];
}

interface Edit {
  readonly range: ProtocolRange;
  readonly newText: string;
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
      if (edit.workspaceEdit) made.additionalEdit = edit.workspaceEdit;
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
  /** Left out where a person is asked first; then the place stays as it is until the answer. */
  readonly workspaceEdit?: vscode.WorkspaceEdit;
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
    if (!pasted || document.version !== pasted.version) return undefined;
    if (pasted.choices && pasted.choices.length > 0) {
      void choose(document, pasted.choices);
      return { title: say('粘贴到表格里', 'Paste into the Table') };
    }
    if (pasted.edits.length === 0) return undefined;
    const workspaceEdit = editOf(document.uri, pasted.edits);
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

function editOf(uri: vscode.Uri, edits: readonly Edit[]): vscode.WorkspaceEdit {
  const made = new vscode.WorkspaceEdit();
  made.set(
    uri,
    edits.map((edit) => new vscode.TextEdit(toRange(edit.range), edit.newText)),
  );
  return made;
}

/** Asks which of the ways is meant, once the paste itself is over: a list that takes the focus would call it off. */
async function choose(document: vscode.TextDocument, choices: NonNullable<Pasted['choices']>): Promise<void> {
  const text = document.getText();
  await new Promise((resolve) => setTimeout(resolve, 50));
  const picked = await vscode.window.showQuickPick(
    choices.map(({ title, edits }) => ({ label: title, edits })),
    {
      title: say('粘贴到表格里', 'Paste into the Table'),
      placeHolder: say(
        '几种放法都说得通，请选一种（连表头一起复制，就不用选）',
        'Several ways would do: choose one (copied with its header, none need be chosen)',
      ),
      ignoreFocusOut: true,
    },
  );
  // The edits are those of the text that was there.
  if (picked && document.getText() === text)
    await vscode.workspace.applyEdit(editOf(document.uri, picked.edits));
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
          // What is selected stays while a person is asked.
          const kept = edit.workspaceEdit ? '' : document.getText(ranges[0]);
          const made = new Edit(kept, edit.title, kind);
          if (edit.workspaceEdit) made.additionalEdit = edit.workspaceEdit;
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
