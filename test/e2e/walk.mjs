// docs/walkthrough.md as a person goes it in the editor: this year's tables and last year's text, picked in the
// explorer, become a report; its figures are mended together, compared with last year's, and seen as published.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stepsOf } from './steps.mjs';

const TIMEOUT = 30_000;
const root = fileURLToPath(new URL('../..', import.meta.url));
const TABLES = '2023年决算报表';
const LAST = '2022年决算公开';

/** A folder with nothing but the two files that a person starts from. */
export function walkFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'disclosure-walk-'));
  const make = (year, to, name) => {
    const sample = join(root, 'samples', '示例部门', `示例市林业局${year}决算.disclosure`);
    const args = [join(root, 'dist', 'cli.js'), 'export', sample, '--to', to, '-o', join(folder, name)];
    const made = spawnSync(process.execPath, args, { encoding: 'utf8' });
    if (made.status !== 0) throw new Error(made.stderr);
  };
  make(2023, 'xlsx', `${TABLES}.xlsx`);
  make(2022, 'docx', `${LAST}.docx`);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/**
 * @param {{ page: import('playwright-core').Page, url: string, folder: string, out: string }} setting
 * @returns {Promise<{ title: string, state: 'passed' | 'failed', error?: string }[]>}
 */
export async function walkThrough({ page, url, folder, out }) {
  const picture = async (name) => {
    // Lists fade in.
    await page.waitForTimeout(600);
    await page.screenshot({ path: join(out, `walk-${name}.png`) });
  };
  const { results, step } = stepsOf('the walk', picture);
  const file = (name) => join(folder, `${name}.disclosure`);
  const inExplorer = (name) => page.locator('.explorer-folders-view .monaco-list-row', { hasText: name });
  /** A command by its name, through the palette. */
  const command = async (name) => {
    await until(async () => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('F1');
      return (await page.locator('.quick-input-widget:visible input').count()) > 0 ? true : undefined;
    }, 'the command palette');
    await page.keyboard.type(name);
    const row = page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first();
    await row.waitFor({ timeout: TIMEOUT });
    await row.click();
  };
  const pick = async (text) => {
    const row = page.locator('.quick-input-widget:visible .monaco-list-row', { hasText: text }).first();
    await row.waitFor({ timeout: TIMEOUT });
    return row;
  };

  await step('picks both files in the explorer, and 导入 in their menu', async () => {
    await page.goto(`${url}/?folder=${encodeURIComponent(folder)}`);
    await inExplorer(TABLES).first().waitFor({ timeout: 60_000 });
    const item = page.locator('.monaco-menu .action-item:visible', { hasText: /导入|Import/ }).first();
    // The menu may come before the extension is known.
    await until(async () => {
      await page.keyboard.press('Escape');
      await inExplorer(TABLES).first().click();
      await inExplorer(LAST)
        .first()
        .click({ modifiers: ['Control'] });
      // Right-clicked where it is: a second click would open it and let the other go.
      const both = page.locator('.explorer-folders-view .monaco-list-row.selected');
      if ((await both.count()) !== 2) return undefined;
      await inExplorer(LAST).first().click({ button: 'right' });
      return item.waitFor({ timeout: 2000 }).then(
        () => true,
        () => undefined,
      );
    }, '导入 in the menu');
    await picture('pick');
    await item.click();
  });

  await step('is asked for the year, and gets a report of it, with last year’s beside it', async () => {
    // Two years: it asks whether they are one report.
    await (await pick('合成一份报告')).click();
    const row = await pick('换成 2023 年度');
    await picture('year');
    await row.click();
    await until(() => existsSync(file(TABLES)) || undefined, 'the new report');
    await page.locator('.view-line', { hasText: '年度：2023' }).first().waitFor({ timeout: TIMEOUT });

    const text = readFileSync(file(TABLES), 'utf8');
    if (!text.includes(`上年：${LAST}.disclosure`)) throw new Error('上年 is not told');
    if (!/\/\/ 待改：.*批次/.test(text)) throw new Error('what no table holds is not marked');
    if (!readFileSync(file(LAST), 'utf8').includes('年度：2022')) throw new Error('last year’s report');
    await page
      .locator('.notifications-toasts .codicon-notifications-clear')
      .first()
      .click()
      .catch(() => {});
  });

  await step('finds a change left over from last year, and how it would be mended', async () => {
    await page.locator('.view-line').first().click();
    await page.keyboard.press('Control+f');
    await page.keyboard.type('29.41');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    const choice = page.locator('.action-widget .monaco-list-row.action', { hasText: '64.53' }).first();
    await until(async () => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+.');
      return choice.waitFor({ timeout: 3000 }).then(
        () => true,
        () => undefined,
      );
    }, 'the fix');
    await picture('fix');
    await page.keyboard.press('Escape');
  });

  await step('mends together what is beyond doubt, after seeing what', async () => {
    await command('一起改有把握的');
    const rows = page.locator('.quick-input-list .monaco-list-row');
    await rows.filter({ hasText: '改这' }).first().waitFor({ timeout: TIMEOUT });
    await rows.filter({ hasText: '64.53' }).first().waitFor({ timeout: TIMEOUT });
    await picture('mend');
    await page.keyboard.press('Enter');
    await until(async () => {
      await page.keyboard.press('Control+s');
      return /各增加 64\.53 万元，增长 6\.23%/.test(readFileSync(file(TABLES), 'utf8')) || undefined;
    }, 'the mended report');
    await until(
      async () => ((await page.locator('.squiggly-error').count()) === 0 ? true : undefined),
      'no error on screen',
    );
  });

  await step('compares it with last year’s', async () => {
    await command('(比较)');
    await (await pick(LAST)).click();
    const shown = page.frameLocator('iframe.webview').frameLocator('#active-frame');
    await shown.locator('td, th', { hasText: '1,100.14' }).first().waitFor({ timeout: TIMEOUT });
    if ((await shown.locator('h1, h2').count()) < 2) throw new Error('no headings');
    await picture('diff');
    await page.keyboard.press('Control+w');
  });

  await step('sees it as it will be published', async () => {
    await page
      .locator('.editor-actions [aria-label*="预览"], .editor-actions [aria-label*="Preview"]')
      .first()
      .click();
    const shown = page.frameLocator('iframe.webview').frameLocator('#active-frame');
    await shown.locator('figure svg').first().waitFor({ timeout: TIMEOUT });
    // The sentences beside their chart, and not the table above them.
    await page.mouse.move(500, 600);
    await page.mouse.wheel(0, 330);
    await picture('preview');
  });
  return results;
}

/** What a look at the screen finds, as soon as it finds it. */
export async function until(look, what) {
  const end = Date.now() + TIMEOUT;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
