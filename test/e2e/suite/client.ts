/** The commands of the extension, in the extension host of the desktop, of code-server and of the browser. */

import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import * as assert from './check.ts';
import { diagnosticsUntil, isShare, openExample, RIGHT_SHARE, SHARE_LINE, WRONG_SHARE } from './example.ts';

const ID = 'disclosure-tools.disclosure';

interface Api {
  readonly client: BaseLanguageClient | undefined;
}

export function defineClientSuite(): void {
  describe('commands', () => {
    let document: vscode.TextDocument;
    let editor: vscode.TextEditor;

    before(async () => {
      document = await openExample();
      editor = await vscode.window.showTextDocument(document);
      await vscode.extensions.getExtension(ID)?.activate();
      await diagnosticsUntil(document.uri, 'share', (all) => all.some(isShare));
    });

    after(async () => {
      await vscode.commands.executeCommand('workbench.action.files.revert');
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    });

    const cursor = (): string => `${editor.selection.start.line}:${editor.selection.start.character}`;
    const place = (line: number, character: number): void => {
      editor.selection = new vscode.Selection(line, character, line, character);
    };
    const run = (name: string, ...args: unknown[]): Thenable<unknown> =>
      vscode.commands.executeCommand(`disclosure.${name}`, ...args);

    it('are all there that the manifest declares', async () => {
      const { contributes } = vscode.extensions.getExtension(ID)?.packageJSON ?? {};
      const there = new Set(await vscode.commands.getCommands(true));
      const missing = contributes.commands.filter((c: { command: string }) => !there.has(c.command));
      assert.equal(JSON.stringify(missing), '[]');
      assert.ok(contributes.commands.length > 8, 'the manifest declares commands');
    });

    it('check all reports, and tell how they stand', async () => {
      const result = (await run('check')) as Record<string, number | boolean | string[]>;
      await vscode.commands.executeCommand('notifications.clearAll');
      assert.equal(result.reports, 1);
      assert.equal(result.withFindings, 1);
      assert.equal(result.cancelled, false);
      const errors = vscode.languages
        .getDiagnostics(document.uri)
        .filter((d) => d.source === 'disclosure' && d.severity === vscode.DiagnosticSeverity.Error).length;
      assert.equal(result.errors, errors);
      assert.ok(errors > 1, 'the example has errors');
    });

    it('review a folder, and write the findings beside it', async function () {
      this.timeout(120_000);
      const folder = vscode.Uri.joinPath(document.uri, '..');
      const target = vscode.Uri.joinPath(folder, '审核结果');
      const written = (await run('review', folder, target)) as vscode.Uri | undefined;
      await vscode.commands.executeCommand('notifications.clearAll');
      // Nothing can be run in a browser: it says so.
      if (folder.scheme !== 'file') return assert.equal(written, undefined);
      assert.equal(written?.toString(), target.toString());
      const names = (await vscode.workspace.fs.readDirectory(target)).map(([name]) => name);
      assert.ok(names.includes('index.html') && names.some((n) => n.endsWith('.xlsx')), names.join());
      await vscode.workspace.fs.delete(target, { recursive: true });
    });

    it('go from finding to finding and back, round and round', async () => {
      const places = vscode.languages
        .getDiagnostics(document.uri)
        .filter((d) => d.source === 'disclosure' && d.severity < vscode.DiagnosticSeverity.Hint)
        .map(({ range }) => range.start)
        .sort((a, b) => a.compareTo(b))
        .map(({ line, character }) => `${line}:${character}`);
      const distinct = [...new Set(places)];
      place(0, 0);
      for (const expected of [...distinct.filter((p) => p !== '0:0'), distinct[0]]) {
        await run('nextFinding');
        assert.equal(cursor(), expected);
      }
      await run('previousFinding');
      assert.equal(cursor(), distinct.at(-1));
    });

    it('recompute the figure under the cursor, and touch nothing else', async () => {
      const before = document.getText();
      place(SHARE_LINE, document.lineAt(SHARE_LINE).text.indexOf(WRONG_SHARE) + 2);
      assert.equal(await run('recompute'), true);
      assert.equal(document.getText(), before.replace(WRONG_SHARE, RIGHT_SHARE));
      await diagnosticsUntil(document.uri, 'no share', (all) => !all.some(isShare));
      assert.equal(await run('recompute'), false, 'a right figure stays');
      assert.equal(document.getText(), before.replace(WRONG_SHARE, RIGHT_SHARE));
    });

    it('go from cell to cell, past the delimiter row, and add a row behind the last', async () => {
      const header = 25;
      assert.match(document.lineAt(header).text, /^\| 类 \|/);
      const selected = (): string => document.getText(editor.selection);
      const text = document.getText();
      place(header, 3);
      const seen: string[] = [];
      for (let i = 0; i < 12; i++) {
        await run('nextCell');
        seen.push(selected());
      }
      assert.equal(
        seen.join('|'),
        '款|项|科目名称|本年支出合计|基本支出|项目支出||||合计|1,027.00|684.65',
        'cells in the order of reading',
      );
      for (let i = 0; i < 12; i++) await run('previousCell');
      assert.equal(selected(), '类');
      assert.equal(document.getText(), text, 'moving changes nothing');
      const last = 38;
      place(last, document.lineAt(last).text.length - 2);
      await run('nextCell');
      assert.equal(document.lineAt(last + 1).text, `|${'  |'.repeat(7)}`);
      assert.equal(cursor(), `${last + 1}:2`);
      await vscode.commands.executeCommand('undo');
      assert.equal(document.getText(), text, 'one undo takes the row back');
    });

    it('leave Tab as it is where there is no table', async () => {
      const line = document.lineCount - 1;
      const before = document.lineAt(line).text;
      place(line, before.length);
      await run('nextCell');
      assert.ok(document.lineAt(line).text.length > before.length, 'a tab or blanks');
      await vscode.commands.executeCommand('undo');
      assert.equal(document.lineAt(line).text, before);
    });

    it('have their reports laid out by the server', async () => {
      const { client } = vscode.extensions.getExtension<Api>(ID)?.exports ?? {};
      assert.ok(client, 'the client runs');
      const { outlines } = await client.sendRequest<{ outlines: { id: string }[] }>(
        'disclosure/outlines',
        {},
      );
      const made = await client.sendRequest<{ name: string; text: string }>('disclosure/newReport', {
        outline: outlines[0]?.id,
        scope: '单位',
        year: 2024,
        unit: '示例局',
      });
      assert.match(made.name, /^示例局2024.*\.disclosure$/);
      assert.match(made.text, /^标题：2024/);
    });
  });
}
