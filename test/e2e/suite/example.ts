/** The report that the suites work on, and waiting for what the server says of it. */
import * as vscode from 'vscode';
import * as assert from './check.ts';

/** The planted mistake of test/fixtures/example.disclosure: 档案馆, whose two digits are swapped. */
export const WRONG = '342.53';
export const RIGHT = '342.35';
export const MISTAKE_LINE = 31;
export const CODE_LINE = 28;
/** The planted mistake in a sentence: 342.35 ÷ 1,027.00 is not 33.43%. */
export const WRONG_SHARE = '33.43%';
export const RIGHT_SHARE = '33.33%';
export const SHARE_LINE = 63;

export const isShare = (diagnostic: vscode.Diagnostic): boolean =>
  diagnostic.source === 'disclosure' &&
  ruleOf(diagnostic) === 'share' &&
  diagnostic.range.start.line === SHARE_LINE;

export const isPlanted = (diagnostic: vscode.Diagnostic): boolean =>
  diagnostic.source === 'disclosure' &&
  ruleOf(diagnostic) === 'row-sum' &&
  diagnostic.range.start.line === MISTAKE_LINE;

export function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** Waits for the event, not for the clock: the first set of diagnostics that satisfies the condition. */
export function diagnosticsUntil(
  uri: vscode.Uri,
  what: string,
  condition: (diagnostics: readonly vscode.Diagnostic[]) => boolean,
): Promise<readonly vscode.Diagnostic[]> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const now = vscode.languages.getDiagnostics(uri);
      if (!condition(now)) return;
      finish();
      resolve(now);
    };
    const listener = vscode.languages.onDidChangeDiagnostics((event) => {
      if (event.uris.some((changed) => changed.toString() === uri.toString())) look();
    });
    const timer = setTimeout(() => {
      finish();
      const seen = vscode.languages
        .getDiagnostics(uri)
        .map((d) => `${d.range.start.line + 1}: ${ruleOf(d)} ${d.message}`);
      reject(new Error(`${what}: not seen; there is:\n${seen.join('\n') || '(nothing)'}`));
    }, 30_000);
    const finish = (): void => {
      clearTimeout(timer);
      listener.dispose();
    };
    look();
  });
}

/** The example as it was when it was first opened: the editor in the browser saves what is changed by itself. */
let original: string | undefined;

/** Opens the example, unchanged. */
export async function openExample(): Promise<vscode.TextDocument> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'a folder is open');
  const document = await vscode.workspace.openTextDocument(
    vscode.Uri.joinPath(folder.uri, 'example.disclosure'),
  );
  await vscode.window.showTextDocument(document);
  original ??= document.getText();
  if (document.getText() !== original) {
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), original);
    assert.ok(await vscode.workspace.applyEdit(edit), 'the example can be put back');
  }
  return document;
}
