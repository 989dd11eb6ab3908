// A folder that nobody has said to trust: the manifest promises that everything works there all the same.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the editor must be told, so that a folder is restricted without a question. */
export const RESTRICTED = {
  'security.workspace.trust.enabled': true,
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
};

/** Names and contents of all files of a folder. */
function everything(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort()
    .map((path) => [path, readFileSync(path, 'utf8')]);
}

/** @param {{ page: import('playwright-core').Page, url: string, workspace: { folder: string }, out: string }} setting */
export async function inRestrictedMode({ page, url, workspace, out }) {
  const { folder } = workspace;
  // What a hostile folder would bring along: tasks, settings that name programs, a form.
  mkdirSync(join(folder, '.vscode'));
  mkdirSync(join(folder, '.disclosure', 'forms'), { recursive: true });
  const touched = join(folder, 'touched');
  writeFileSync(
    join(folder, '.vscode', 'settings.json'),
    JSON.stringify({
      'disclosure.server': `touch ${touched}`,
      'disclosure.trace.server': 'verbose',
      'disclosure.severity': { 'no-such-rule': 'error', __proto__: 'off' },
    }),
  );
  writeFileSync(
    join(folder, '.vscode', 'tasks.json'),
    JSON.stringify({
      version: '2.0.0',
      tasks: [
        { label: 'a', type: 'shell', command: `touch ${touched}`, runOptions: { runOn: 'folderOpen' } },
      ],
    }),
  );
  writeFileSync(join(folder, '.disclosure', 'forms', 'a.yaml'), 'id: !!js/function "1"\n');
  const before = JSON.stringify(everything(folder));

  await page.goto(`${url}/?folder=${encodeURIComponent(folder)}`);
  await page
    .locator('.explorer-folders-view .monaco-list-row', { hasText: 'example.disclosure' })
    .dblclick({ timeout: 60_000 });
  await page
    .locator('.statusbar-item', { hasText: /Restricted Mode|受限模式/ })
    .first()
    .waitFor({ timeout: 30_000 });
  await page.locator('.squiggly-error').first().waitFor({ timeout: 60_000 });
  await page.locator('.statusbar-item[id*="disclosure"]', { hasText: /[1-9]/ }).waitFor({ timeout: 30_000 });
  await page
    .locator('.editor-actions [aria-label*="预览"], .editor-actions [aria-label*="Preview"]')
    .first()
    .click();
  const frame = page.frameLocator('iframe.webview').frameLocator('#active-frame');
  await frame.locator('td, th', { hasText: '档案馆' }).first().waitFor({ timeout: 30_000 });
  await page.screenshot({ path: join(out, 'restricted.png') });
  if (JSON.stringify(everything(folder)) !== before) throw new Error('a file of the folder was changed');
  return [
    { title: 'a folder that is not trusted is checked and shown, and nothing in it runs', state: 'passed' },
  ];
}
