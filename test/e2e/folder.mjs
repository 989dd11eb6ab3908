// A folder of files as they come, imported by its menu in the explorer: a report each, and a page that says what became
// of each file.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stepsOf } from './steps.mjs';
import { until } from './walk.mjs';

const TIMEOUT = 30_000;
const root = fileURLToPath(new URL('../..', import.meta.url));
const INNER = '各单位报来';

/** A folder with this year's tables, last year's text, and a file that is none. */
export function filesFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'disclosure-files-'));
  mkdirSync(join(folder, INNER));
  const make = (year, to, name) => {
    const sample = join(root, 'samples', '示例部门', `示例市林业局${year}决算.disclosure`);
    const args = [
      join(root, 'dist', 'cli.js'),
      'export',
      sample,
      '--to',
      to,
      '-o',
      join(folder, INNER, name),
    ];
    const made = spawnSync(process.execPath, args, { encoding: 'utf8' });
    if (made.status !== 0) throw new Error(made.stderr);
  };
  make(2023, 'xlsx', '决算报表.xlsx');
  make(2022, 'docx', '去年公开.docx');
  writeFileSync(join(folder, INNER, '坏了.xlsx'), 'PK\u0003\u0004 cut');
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/**
 * @param {{ page: import('playwright-core').Page, url: string, folder: string, out: string }} setting
 * @returns {Promise<{ title: string, state: 'passed' | 'failed', error?: string }[]>}
 */
export async function importsFolder({ page, url, folder, out }) {
  const picture = (name) => page.screenshot({ path: join(out, `folder-${name}.png`) });
  const { results, step } = stepsOf('a folder', picture);
  const shown = page.frameLocator('iframe.webview').frameLocator('#active-frame');

  await step('is imported by 导入 in its menu', async () => {
    await page.goto(`${url}/?folder=${encodeURIComponent(folder)}`);
    const row = page.locator('.explorer-folders-view .monaco-list-row', { hasText: INNER }).first();
    await row.waitFor({ timeout: 60_000 });
    const item = page.locator('.monaco-menu .action-item:visible', { hasText: /导入|Import/ }).first();
    await until(async () => {
      await page.keyboard.press('Escape');
      await row.click({ button: 'right' });
      return item.waitFor({ timeout: 2000 }).then(
        () => true,
        () => undefined,
      );
    }, '导入 in the menu');
    await item.click();
  });

  await step('gives a report for each, and a page that tells of each file', async () => {
    await shown.locator('h1', { hasText: '导入' }).first().waitFor({ timeout: TIMEOUT });
    await picture('summary');
    const text = await shown.locator('body').innerText();
    for (const word of ['决算报表.xlsx', '去年公开.docx', '没有导入的文件', '坏了.xlsx', '已损坏'])
      if (!text.includes(word)) throw new Error(`not on the page: ${word}\n${text}`);
    // The tables do not say their year: they are never put in the place of last year's.
    const file = (name) => join(folder, INNER, `${name}.disclosure`);
    for (const name of ['决算报表', '去年公开'])
      if (!existsSync(file(name))) throw new Error(`no report of ${name}`);
    if (!readFileSync(file('去年公开'), 'utf8').includes('年度：2022')) throw new Error('last year');
    if (!readFileSync(file('决算报表'), 'utf8').includes('1,080.09')) throw new Error('this year');
  });

  await step('has the reports beside the files', async () => {
    await page.locator('.explorer-folders-view .monaco-list-row', { hasText: INNER }).first().click();
    await page
      .locator('.explorer-folders-view .monaco-list-row', { hasText: '去年公开.disclosure' })
      .first()
      .dblclick({ timeout: TIMEOUT });
    await page.locator('.view-line', { hasText: '单位：示例市林业局' }).first().waitFor({ timeout: TIMEOUT });
    await page.locator('.statusbar-item[id*="disclosure"]').waitFor({ timeout: TIMEOUT });
    await picture('report');
  });
  return results;
}
