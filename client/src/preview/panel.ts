/**
 * The preview to the side: the report as it will be published, following the cursor. One panel shows the report that was
 * edited last. Its page runs under a policy that allows the one script and the one style sheet that are ours.
 */
import * as vscode from 'vscode';
import { LANGUAGE_ID, type Session } from '../connection.ts';
import { say } from '../text.ts';

interface Part {
  readonly key: string;
  readonly line: number;
  readonly end: number;
  readonly html?: string;
}

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
  open = new Preview(session, context, style, document);
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

  constructor(
    private readonly session: Session,
    context: vscode.ExtensionContext,
    style: string,
    private document: vscode.TextDocument,
  ) {
    const dist = vscode.Uri.joinPath(context.extensionUri, 'dist', 'client');
    this.panel = vscode.window.createWebviewPanel(
      'disclosure.preview',
      '',
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, localResourceRoots: [dist], enableFindWidget: true },
    );
    const script = this.panel.webview.asWebviewUri(vscode.Uri.joinPath(dist, 'preview.js'));
    this.panel.webview.html = shell(script.toString(true), style);
    this.listeners = [
      this.panel.webview.onDidReceiveMessage((message) => this.receive(message)),
      this.panel.onDidDispose(() => this.dispose()),
      vscode.workspace.onDidChangeTextDocument(({ document: changed }) => this.changed(changed.uri)),
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
    const made = await this.session.request<{ readonly parts: readonly Part[] } | null>(
      'disclosure/preview',
      params,
      source.token,
    );
    if (!made || source.token.isCancellationRequested) return;
    this.sent = made.parts.map((p) => p.key);
    void this.panel.webview.postMessage({ type: 'parts', parts: made.parts });
    const editor = vscode.window.visibleTextEditors.find((e) => e.document === document);
    if (editor) this.cursor(editor.selection.active.line);
  }

  private async receive(message: { type?: unknown; line?: unknown; character?: unknown }): Promise<void> {
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
<html lang="zh-CN">
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
