import * as vscode from 'vscode';
import * as assert from './check.ts';
import {
  CODE_LINE,
  diagnosticsUntil,
  isPlanted,
  isShare,
  MISTAKE_LINE,
  openExample,
  RIGHT,
  RIGHT_SHARE,
  WRONG,
  WRONG_SHARE,
} from './example.ts';

function plainText(hovers: readonly vscode.Hover[]): string {
  return hovers
    .flatMap((hover) => hover.contents)
    .map((content) => (typeof content === 'string' ? content : content.value))
    .join('\n');
}

export function defineSuite(): void {
  describe('in the editor', () => {
    let document: vscode.TextDocument;

    before(async () => {
      document = await openExample();
      const extension = vscode.extensions.getExtension('disclosure-tools.disclosure');
      assert.ok(extension, 'the extension is installed');
      await extension.activate();
    });

    after(async () => {
      await vscode.commands.executeCommand('workbench.action.files.revert');
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    });

    it('knows the language of a .disclosure file', () => {
      assert.equal(document.languageId, 'disclosure');
    });

    it('marks the wrong figure, and the figure alone', async () => {
      const seen = await diagnosticsUntil(document.uri, 'row-sum', (all) => all.some(isPlanted));
      const planted = seen.filter(isPlanted);
      assert.equal(planted.length, 1);
      assert.equal(planted[0]?.severity, vscode.DiagnosticSeverity.Error);
      assert.equal(document.getText(planted[0]?.range), WRONG);
      assert.match(planted[0]?.message ?? '', /342\.35/);
    });

    it('explains a code on hover', async () => {
      const line = document.lineAt(CODE_LINE).text;
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        new vscode.Position(CODE_LINE, line.indexOf('201') + 1),
      );
      assert.match(plainText(hovers), /一般公共服务支出/);
    });

    it('shows the arithmetic of a percentage, and mends it by its quick fix', async () => {
      const [share] = (await diagnosticsUntil(document.uri, 'share', (all) => all.some(isShare))).filter(
        isShare,
      );
      assert.ok(share, 'the percentage is marked');
      assert.equal(document.getText(share.range), WRONG_SHARE);
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        share.range.start.translate(0, 1),
      );
      const text = plainText(hovers);
      assert.match(text, /342\.35/);
      assert.match(text, /1,027\.00/);
      assert.match(text, /33\.33/);
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        share.range,
        vscode.CodeActionKind.QuickFix.value,
        10,
      );
      const fix = actions.find(({ title, edit }) => edit && title.includes(RIGHT_SHARE));
      assert.ok(fix?.edit, `a fix for ${RIGHT_SHARE} among: ${actions.map(({ title }) => title).join(', ')}`);
      const before = document.getText();
      assert.ok(await vscode.workspace.applyEdit(fix.edit), 'the fix can be applied');
      assert.equal(document.getText(), before.replace(WRONG_SHARE, RIGHT_SHARE), 'nothing else was touched');
      await diagnosticsUntil(document.uri, 'no share', (all) => !all.some(isShare));
    });

    it('shows the outline', async () => {
      const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
        'vscode.executeDocumentSymbolProvider',
        document.uri,
      );
      const names = symbols.map(({ name }) => name);
      assert.ok(
        names.some((name) => name.includes('部门决算表')),
        `an outline: ${names.join(', ')}`,
      );
    });

    it('mends the figure by its quick fix, and the finding goes', async () => {
      const [planted] = (
        await diagnosticsUntil(document.uri, 'row-sum', (all) => all.some(isPlanted))
      ).filter(isPlanted);
      assert.ok(planted, 'the mistake is marked');
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        planted.range,
        vscode.CodeActionKind.QuickFix.value,
        10,
      );
      const fix = actions.find(({ title, edit }) => edit && title.includes(RIGHT));
      assert.ok(fix?.edit, `a fix for ${RIGHT} among: ${actions.map(({ title }) => title).join(', ')}`);
      const before = document.getText();
      assert.ok(await vscode.workspace.applyEdit(fix.edit), 'the fix can be applied');
      assert.equal(
        document.getText(),
        before.replace(`| ${WRONG} |`, `| ${RIGHT} |`),
        'nothing else was touched',
      );
      await diagnosticsUntil(document.uri, 'no row-sum', (all) => !all.some(isPlanted));
    });

    it('checks again while typing', async () => {
      const line = document.lineAt(MISTAKE_LINE).text;
      const at = line.indexOf(RIGHT);
      const edit = new vscode.WorkspaceEdit();
      edit.replace(document.uri, new vscode.Range(MISTAKE_LINE, at, MISTAKE_LINE, at + RIGHT.length), WRONG);
      assert.ok(await vscode.workspace.applyEdit(edit), 'the edit can be applied');
      await diagnosticsUntil(document.uri, 'row-sum again', (all) => all.some(isPlanted));
    });

    it('checks a file that is not saved anywhere', async () => {
      const untitled = await vscode.workspace.openTextDocument({
        language: 'disclosure',
        content: document.getText(),
      });
      await diagnosticsUntil(untitled.uri, 'row-sum', (all) => all.some(isPlanted));
    });

    it('finds the same after the server was restarted', async () => {
      const gone = diagnosticsUntil(document.uri, 'none', (all) => !all.some(isPlanted));
      await vscode.commands.executeCommand('disclosure.restartServer');
      await gone;
      await diagnosticsUntil(document.uri, 'row-sum after restart', (all) => all.some(isPlanted));
    });
  });
}
