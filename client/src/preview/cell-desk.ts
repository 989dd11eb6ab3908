/** What the page of the preview asks of the editor about cells: write, look up findings, mend, undo. One thing at a time. */
import * as vscode from 'vscode';
import { say } from '../text.ts';
import { type CellChange, cellRange, editOf, LineShifts, newRow, spanOf } from './cell-edits.ts';

/** Messages of the page. Everything in them was typed by a person or made up by the page: it is looked at first. */
export interface CellMessage {
  readonly type: 'edit' | 'row' | 'cell' | 'fix' | 'undo' | 'redo' | 'save';
  readonly version?: unknown;
  readonly changes?: unknown;
  readonly line?: unknown;
  readonly column?: unknown;
  readonly fix?: unknown;
}

/** Findings and fixes of one cell that a person is looking at. */
interface Looked {
  readonly version: number;
  readonly actions: readonly vscode.CodeAction[];
}

const TYPES: ReadonlySet<unknown> = new Set(['edit', 'row', 'cell', 'fix', 'undo', 'redo', 'save']);

/** More cells than these in one paste are none. */
const MOST_CHANGES = 50_000;

export class CellDesk {
  readonly shifts = new LineShifts();
  private queue: Promise<void> = Promise.resolve();
  private looked: Looked | undefined;

  constructor(
    private readonly post: (message: object) => void,
    private readonly document: () => vscode.TextDocument,
    private readonly back: () => void,
  ) {}

  /** Whether a message was one for this desk. */
  receive(message: { readonly type?: unknown }): boolean {
    if (!TYPES.has(message.type)) return false;
    const asked = message as CellMessage;
    this.queue = this.queue
      .then(() => this.answer(asked))
      .catch((error) => this.refuse(asked, String(error)));
    return true;
  }

  private answer(message: CellMessage): Promise<void> {
    switch (message.type) {
      case 'edit':
        return this.edit(message);
      case 'row':
        return this.row(message);
      case 'cell':
        return this.look(message);
      case 'fix':
        return this.mend(message);
      case 'save':
        return Promise.resolve(this.document().save()).then(() => undefined);
      case 'undo':
      case 'redo':
        return this.history(message.type);
    }
  }

  private lineOf({ version }: CellMessage, line: number): number {
    return this.shifts.now(line, typeof version === 'number' ? version : this.document().version);
  }

  private async edit(message: CellMessage): Promise<void> {
    const document = this.document();
    const changes = readChanges(message.changes);
    if (!changes) return this.refuse(message, '');
    const edits: vscode.TextEdit[] = [];
    for (const change of changes) {
      const edit = editOf(document, this.lineOf(message, change.line), change);
      // All of a block or nothing of it: half a block could not be told from a whole one.
      if (edit === undefined)
        return this.refuse(
          message,
          say(
            '这一格在源文件里已经改动，没有写入',
            'This cell was changed in its source; nothing was written',
          ),
        );
      if (edit) edits.push(edit);
    }
    await this.write(message, edits);
  }

  private async row(message: CellMessage): Promise<void> {
    const { line } = message;
    if (typeof line !== 'number') return;
    const edit = newRow(this.document(), this.lineOf(message, line));
    if (edit) await this.write(message, [edit]);
  }

  private async write(message: CellMessage, edits: readonly vscode.TextEdit[]): Promise<void> {
    const document = this.document();
    if (edits.length > 0) {
      const made = new vscode.WorkspaceEdit();
      made.set(document.uri, [...edits]);
      if (!(await vscode.workspace.applyEdit(made)))
        return this.refuse(message, say('没有写入：文件不能改', 'Not written: the file cannot be changed'));
    }
    this.post({ type: 'written', version: document.version, changes: message.changes ?? [] });
  }

  private async refuse(message: CellMessage, reason: string): Promise<void> {
    this.post({ type: 'refused', changes: message.changes ?? [], reason });
  }

  /** The findings of a cell and what would mend them; the cursor of the editor goes there too. */
  private async look(message: CellMessage): Promise<void> {
    const { line, column } = message;
    if (typeof line !== 'number' || typeof column !== 'number') return;
    const document = this.document();
    const at = this.lineOf(message, line);
    const span = spanOf(document, at, column);
    if (!span) return;
    const range = cellRange(document, at, span);
    showInEditor(document, range.start);
    const touches = ({ range: own }: vscode.Diagnostic) =>
      own.start.line === at &&
      own.end.line === at &&
      own.start.character <= range.end.character &&
      own.end.character >= range.start.character;
    const findings = vscode.languages.getDiagnostics(document.uri).filter(touches);
    const version = document.version;
    const found =
      findings.length === 0
        ? []
        : await vscode.commands.executeCommand<vscode.CodeAction[] | undefined>(
            'vscode.executeCodeActionProvider',
            document.uri,
            range,
            vscode.CodeActionKind.QuickFix.value,
            20,
          );
    const actions = (found ?? []).filter((a) => a.edit && a.diagnostics?.length !== 0);
    this.looked = { version, actions };
    this.post({
      type: 'looked',
      line,
      column,
      findings: findings.map((f) => ({ message: f.message, severity: f.severity })),
      fixes: actions.map((a) => a.title),
    });
  }

  private async mend({ fix }: CellMessage): Promise<void> {
    const action = typeof fix === 'number' ? this.looked?.actions[fix] : undefined;
    if (!action?.edit || this.looked?.version !== this.document().version) return;
    await vscode.workspace.applyEdit(action.edit);
  }

  /** 撤消 is that of the editor: the page has no history of its own. */
  private async history(which: 'undo' | 'redo'): Promise<void> {
    const document = this.document();
    const visible = vscode.window.visibleTextEditors.find((e) => e.document === document);
    await vscode.window.showTextDocument(document, {
      viewColumn: visible?.viewColumn ?? vscode.ViewColumn.One,
      preserveFocus: false,
    });
    await vscode.commands.executeCommand(which);
    this.back();
  }
}

/** Moves the cursor of the editor that shows the document, and leaves the keyboard where it is. */
function showInEditor(document: vscode.TextDocument, place: vscode.Position): void {
  const editor = vscode.window.visibleTextEditors.find((e) => e.document === document);
  if (!editor) return;
  editor.selection = new vscode.Selection(place, place);
  editor.revealRange(new vscode.Range(place, place), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

function readChanges(changes: unknown): CellChange[] | undefined {
  if (!Array.isArray(changes) || changes.length > MOST_CHANGES) return undefined;
  const right = changes.every(
    (c: Partial<CellChange> | null) =>
      typeof c?.line === 'number' &&
      typeof c.column === 'number' &&
      typeof c.from === 'string' &&
      typeof c.to === 'string',
  );
  return right ? (changes as CellChange[]) : undefined;
}
