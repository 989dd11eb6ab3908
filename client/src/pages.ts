/** Pages that a command made, shown as the preview of Markdown: nothing to save and nothing to close unsaved. */
import * as vscode from 'vscode';

const SCHEME = 'disclosure-page';

/** What is kept at most; the editor asks again for a page that is still open. */
const MOST = 20;
/** By their address: the editor asks for them when it shows them. */
const pages = new Map<string, string>();
let provider: vscode.Disposable | undefined;

/**
 * Shows a page.
 * @param name what its tab is called
 * @returns its address
 */
export async function showPage(
  context: vscode.ExtensionContext,
  name: string,
  markdown: string,
): Promise<vscode.Uri> {
  if (!provider) {
    provider = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      provideTextDocumentContent: (uri) => pages.get(uri.toString()) ?? '',
    });
    context.subscriptions.push(provider);
  }
  const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name}.md`, query: Date.now().toString(36) });
  for (const old of [...pages.keys()].slice(0, Math.max(0, pages.size - MOST + 1))) pages.delete(old);
  pages.set(uri.toString(), markdown);
  await vscode.commands.executeCommand('markdown.showPreview', uri);
  return uri;
}
