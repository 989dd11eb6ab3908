/**
 * The preview to the side: the report as it will be published, following the cursor. One panel shows the report that was
 * edited last. Its page runs under a policy that allows the one script and the one style sheet that are ours.
 */
import * as vscode from 'vscode';
import { LANGUAGE_ID, type Session } from '../connection.ts';
import { say } from '../text.ts';
import { CellDesk } from './cell-desk.ts';

interface Part {
  readonly key: string;
  readonly line: number;
  readonly end: number;
  readonly html?: string;
}

const VIEW = 'disclosure.preview';

/** A pause in typing after which the preview is made again. */
const PAUSE = 120;

let open: Preview | undefined;

/** 预览: shows the report beside its source. */
export async function preview(
  session: Session,
  context: vscode.ExtensionContext,
  clicked?: unknown,
): Promise<void> {
  const uri = clicked instanceof vscode.Uri ? clicked : vscode.window.activeTextEditor?.document.uri;
  if (!uri) return;
  const document = await vscode.workspace.openTextDocument(uri);
  if (document.languageId !== LANGUAGE_ID) return;
  if (open) {
    open.show(document);
    return;
  }
  const { style } = await session.request<{ readonly style: string }>('disclosure/previewStyle', {});
  open = new Preview(session, { context, style }, document);
}

/** The preview that was open is there again after the window was loaded anew. */
export function previewAgain(session: Session, context: vscode.ExtensionContext): vscode.Disposable {
  return vscode.window.registerWebviewPanelSerializer(VIEW, {
    async deserializeWebviewPanel(panel, state: unknown) {
      const { uri } = (state ?? {}) as { uri?: unknown };
      try {
        // A window that went in a hurry did not keep which report it was: the one on screen.
        const seen = vscode.window.visibleTextEditors.find((e) => e.document.languageId === LANGUAGE_ID);
        const report = typeof uri === 'string' ? vscode.Uri.parse(uri, true) : seen?.document.uri;
        if (!report || open) throw new Error('nothing to show');
        const document = await vscode.workspace.openTextDocument(report);
        const { style } = await session.request<{ readonly style: string }>('disclosure/previewStyle', {});
        open = new Preview(session, { context, style }, document, panel);
      } catch (error) {
        // The report is gone: so is its preview.
        session.output.info(`preview: ${error}`);
        panel.dispose();
      }
    },
  });
}

/** The report that the preview shows. */
export function previewed(): vscode.Uri | undefined {
  return open?.uri;
}

class Preview {
  private readonly panel: vscode.WebviewPanel;
  private readonly listeners: vscode.Disposable[];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: vscode.CancellationTokenSource | undefined;
  /** Keys of the parts that the page has. */
  private sent: readonly string[] = [];
  private ready = false;
  private readonly desk: CellDesk;

  constructor(
    private readonly session: Session,
    { context, style }: { readonly context: vscode.ExtensionContext; readonly style: string },
    private document: vscode.TextDocument,
    panel?: vscode.WebviewPanel,
  ) {
    const dist = vscode.Uri.joinPath(context.extensionUri, 'dist', 'client');
    const options = { enableScripts: true, localResourceRoots: [dist] };
    const beside = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    this.panel =
      panel ?? vscode.window.createWebviewPanel(VIEW, '', beside, { ...options, enableFindWidget: true });
    this.panel.webview.options = options;
    const script = this.panel.webview.asWebviewUri(vscode.Uri.joinPath(dist, 'preview.js'));
    this.panel.webview.html = shell(script.toString(true), style);
    this.desk = new CellDesk(
      (message) => void this.panel.webview.postMessage(message),
      () => this.document,
      () => this.panel.reveal(undefined, false),
    );
    this.listeners = [
      this.panel.webview.onDidReceiveMessage((message) => this.receive(message)),
      this.panel.onDidDispose(() => this.dispose()),
      vscode.workspace.onDidChangeTextDocument((event) => {
        if (event.document === this.document) this.desk.shifts.note(event);
        this.changed(event.document.uri);
      }),
      // Findings of other reports (last year's, the units') may change this one's.
      this.session.onStatus(({ uri }) => this.changed(vscode.Uri.parse(uri))),
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        if (editor?.document.languageId === LANGUAGE_ID) this.show(editor.document);
      }),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
        if (textEditor.document === this.document) this.cursor(selections[0]?.active.line ?? 0);
      }),
    ];
    this.show(document);
  }

  get uri(): vscode.Uri {
    return this.document.uri;
  }

  show(document: vscode.TextDocument): void {
    if (document !== this.document) this.desk.shifts.clear();
    this.document = document;
    const name = document.uri.path.split('/').at(-1) ?? '';
    this.panel.title = say(`预览 ${name}`, `Preview ${name}`);
    this.update();
  }

  private changed(uri: vscode.Uri): void {
    if (uri.toString() !== this.document.uri.toString()) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.update(), PAUSE);
  }

  private cursor(line: number): void {
    if (this.ready) void this.panel.webview.postMessage({ type: 'cursor', line });
  }

  private update(): void {
    if (!this.ready) return;
    this.running?.cancel();
    const source = new vscode.CancellationTokenSource();
    this.running = source;
    const { document } = this;
    void this.request(document, source).catch((error: unknown) => {
      if (!(error instanceof vscode.CancellationError))
        this.session.output.error(`preview: ${String(error)}`);
    });
  }

  private async request(
    document: vscode.TextDocument,
    source: vscode.CancellationTokenSource,
  ): Promise<void> {
    const params = { textDocument: { uri: document.uri.toString() }, known: this.sent };
    const made = await this.session.request<{
      readonly version: number | null;
      readonly parts: readonly Part[];
    } | null>('disclosure/preview', params, source.token);
    if (!made || source.token.isCancellationRequested) return;
    this.sent = made.parts.map((p) => p.key);
    void this.panel.webview.postMessage({
      type: 'parts',
      version: made.version ?? document.version,
      uri: document.uri.toString(),
      parts: made.parts,
    });
    const editor = vscode.window.visibleTextEditors.find((e) => e.document === document);
    if (editor) this.cursor(editor.selection.active.line);
  }

  private async receive(message: { type?: unknown; line?: unknown; character?: unknown }): Promise<void> {
    if (this.desk.receive(message)) return;
    if (message.type === 'ready') {
      this.ready = true;
      this.sent = [];
      this.update();
    } else if (
      message.type === 'open' &&
      typeof message.line === 'number' &&
      typeof message.character === 'number'
    ) {
      const place = new vscode.Position(Math.max(0, message.line), Math.max(0, message.character));
      const visible = vscode.window.visibleTextEditors.find((e) => e.document === this.document);
      const editor = await vscode.window.showTextDocument(this.document, {
        viewColumn: visible?.viewColumn ?? vscode.ViewColumn.One,
        selection: new vscode.Range(place, place),
      });
      editor.revealRange(
        new vscode.Range(place, place),
        vscode.TextEditorRevealType.InCenterIfOutsideViewport,
      );
    }
  }

  private dispose(): void {
    clearTimeout(this.timer);
    this.running?.cancel();
    for (const listener of this.listeners) listener.dispose();
    if (open === this) open = undefined;
  }
}

/** The empty page: the report's parts come by message. */
function shell(script: string, style: string): string {
  const nonce = [...crypto.getRandomValues(new Uint8Array(16))]
    .map((b) => b.toString(16).padStart(2, '0'))
    .join('');
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html>
<html lang="${say('zh-CN', 'en')}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<style nonce="${nonce}">${style}</style>
</head>
<body>
<main></main>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
