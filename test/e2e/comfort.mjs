// For everyone: the preview is back after a reload, the line over a table opens its checks, high contrast and a window at
// 200 %.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stepsOf } from './steps.mjs';
import { until } from './walk.mjs';

const TIMEOUT = 60_000;

/**
 * @param {{ page: import('playwright-core').Page, server: { url: string, home: string }, workspace: { folder: string }, out: string }} setting
 * @returns {Promise<{ title: string, state: 'passed' | 'failed', error?: string }[]>}
 */
export async function inComfort({ page, server, workspace, out }) {
  const picture = (name) => page.screenshot({ path: join(out, `comfort-${name}.png`) });
  const { results, step } = stepsOf('comfort', picture);
  const shown = page.frameLocator('iframe.webview').frameLocator('#active-frame');
  const marked = () => shown.locator('mark.error, [data-mark=error]').first();
  const settings = join(server.home, 'data', 'User', 'settings.json');
  /** Settings take hold when the window is loaded anew. */
  const set = async (values) => {
    writeFileSync(settings, JSON.stringify({ ...JSON.parse(readFileSync(settings, 'utf8')), ...values }));
    await page.waitForTimeout(2000);
    await page.reload();
  };
  const previewed = () =>
    page.locator('.editor-actions [aria-label*="预览"], .editor-actions [aria-label*="Preview"]').first();

  await step('shows the report and its preview', async () => {
    await page.goto(`${server.url}/?folder=${encodeURIComponent(workspace.folder)}`);
    await page
      .locator('.explorer-folders-view .monaco-list-row', { hasText: 'example.disclosure' })
      .first()
      .dblclick({ timeout: TIMEOUT });
    await previewed().click({ timeout: TIMEOUT });
    await marked().waitFor({ timeout: TIMEOUT });
  });

  await step('has the preview back after the window was loaded anew', async () => {
    // What is open is written down a moment after.
    await page.waitForTimeout(8000);
    await page.reload();
    await marked().waitFor({ timeout: TIMEOUT });
    await picture('reloaded');
  });

  await step('opens the checks of a table by the line over it', async () => {
    await page.locator('.codelens-decoration a').first().click({ timeout: TIMEOUT });
    const rows = page.locator('.quick-input-widget:visible .monaco-list-row');
    await rows.first().waitFor({ timeout: TIMEOUT });
    await picture('checks');
    const before = (await page.locator('.statusbar').textContent())?.match(/Ln \d+/)?.[0];
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await until(
      async () =>
        (await page.locator('.statusbar').textContent())?.match(/Ln \d+/)?.[0] !== before || undefined,
      'the place of a check',
    );
  });

  for (const [theme, name] of [
    ['Default High Contrast', 'dark'],
    ['Default High Contrast Light', 'light'],
  ])
    await step(`tells findings without colour in high contrast (${name})`, async () => {
      await set({ 'workbench.colorTheme': theme });
      const body = shown.locator(
        name === 'dark'
          ? 'body.vscode-high-contrast:not(.vscode-high-contrast-light)'
          : 'body.vscode-high-contrast-light',
      );
      await body.waitFor({ timeout: TIMEOUT });
      const sign = await marked().evaluate((element) => getComputedStyle(element, '::before').content);
      if (!sign.includes('✕')) throw new Error(`no sign of an error: ${sign}`);
      const [ink, paper] = await shown
        .locator('main')
        .evaluate((main) => [getComputedStyle(main).color, getComputedStyle(main).backgroundColor]);
      const expected = name === 'dark' ? ['255, 255, 255', '0, 0, 0'] : ['0, 0, 0', '255, 255, 255'];
      if (!ink.includes(expected[0]) || !paper.includes(expected[1])) throw new Error(`${ink} on ${paper}`);
      await picture(`contrast-${name}`);
    });

  await step('goes through the preview by keys, the focus in sight', async () => {
    await shown.locator('main').click({ position: { x: 5, y: 5 } });
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    const outline = await shown
      .locator(':focus')
      .first()
      .evaluate((element) => getComputedStyle(element).outlineStyle);
    if (outline === 'none') throw new Error('the focus is not to be seen');
    await picture('focus');
  });

  await step('can be read and used at 200 %', async () => {
    await set({ 'workbench.colorTheme': 'Default Light Modern' });
    // A window of half the size is what a zoom of 200 % leaves of one.
    await page.setViewportSize({ width: 750, height: 500 });
    await marked().waitFor({ timeout: TIMEOUT });
    await page.keyboard.press('Control+b');
    await page.waitForTimeout(1500);
    await picture('zoomed');
    const spill = await shown.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
    // Tables scroll in boxes of their own; the page itself never does.
    if (spill > 1) throw new Error(`the page is ${spill} px too wide`);
  });

  await step('shows the findings view at 200 %', async () => {
    await page.keyboard.press('F1');
    const input = page.locator('.quick-input-widget:visible input').first();
    await input.waitFor({ timeout: TIMEOUT });
    await page.keyboard.insertText('Disclosure');
    await page.waitForTimeout(800);
    await picture('zoomed-commands');
    await page.keyboard.press('Escape');
  });
  return results;
}
