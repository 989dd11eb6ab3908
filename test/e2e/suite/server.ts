/** What becomes of the editor when the server's process is killed; only where the server is a process. */

import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import * as assert from './check.ts';
import { diagnosticsUntil, isPlanted, openExample } from './example.ts';

interface Api {
  readonly client: LanguageClient | undefined;
}

export function defineServerSuite(): void {
  describe('the server, when it is killed', () => {
    let document: vscode.TextDocument;
    let api: Api;

    before(async () => {
      document = await openExample();
      const extension = vscode.extensions.getExtension<Api>('disclosure-tools.disclosure');
      assert.ok(extension, 'the extension is installed');
      api = await extension.activate();
      await seen();
    });

    after(async () => {
      await vscode.commands.executeCommand('notifications.clearAll');
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    });

    const seen = () => diagnosticsUntil(document.uri, 'row-sum', (all) => all.some(isPlanted));
    const none = () => diagnosticsUntil(document.uri, 'none', (all) => all.length === 0);

    async function kill(): Promise<void> {
      const pid = api.client?.serverProcess?.pid;
      assert.ok(pid, 'the server is a process');
      const gone = none();
      process.kill(pid, 'SIGKILL');
      await gone;
    }

    it('comes back by itself, and the findings with it', async () => {
      const text = document.getText();
      const before = api.client?.serverProcess?.pid;
      await kill();
      await seen();
      assert.ok(api.client?.serverProcess?.pid !== before, 'another process');
      assert.equal(document.getText(), text, 'the text is untouched');
    });

    it('does not come back for ever, but the command brings it back', async () => {
      for (let i = 0; i < 3; i++) {
        await kill();
        await seen();
      }
      await kill();
      // A start would be under way by now.
      await new Promise((resolve) => setTimeout(resolve, 1500));
      assert.equal(api.client?.isRunning(), false, 'it runs');
      await vscode.commands.executeCommand('disclosure.restartServer');
      await seen();
      assert.equal(api.client?.isRunning(), true, 'it does not run');
    });
  });
}
