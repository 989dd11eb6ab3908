// What a person does with keyboard and mouse in the editor, as steps that the walks share.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from './walk.mjs';

const TIMEOUT = 90_000;

/**
 * @param {import('playwright-core').Page} page
 * @param {string} folder with the one report
 */
export function handsOn(page, folder) {
  const command = async (name) => {
    const row = page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first();
    // The palette may come before the extension is known.
    await until(async () => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('F1');
      await page.locator('.quick-input-widget:visible input').first().waitFor({ timeout: TIMEOUT });
      await page.keyboard.insertText(name);
      return row.waitFor({ timeout: 3000 }).then(
        () => true,
        () => undefined,
      );
    }, `the command ${name}`);
    await page.keyboard.press('Enter');
  };
  const copy = (rows) =>
    page.evaluate(async (cells) => {
      const html = `<table>${cells.map((r) => `<tr>${r.map((c) => `<td>${c}</td>`).join('')}</tr>`).join('')}</table>`;
      const text = `${cells.map((r) => r.join('\t')).join('\r\n')}\r\n`;
      const blob = (type, value) => new Blob([value], { type });
      await navigator.clipboard.write([
        new ClipboardItem({ 'text/html': blob('text/html', html), 'text/plain': blob('text/plain', text) }),
      ]);
    }, rows);
  /** The file as it is on disk once it was saved. */
  const saved = async () => {
    // A paste may come to its end after the key was pressed.
    await until(async () => {
      await page.keyboard.press('Control+s');
      await page.waitForTimeout(300);
      return (await page.locator('.tab.active.dirty').count()) === 0 || undefined;
    }, 'the file to be saved');
    const name = readdirSync(folder).find((n) => n.endsWith('.disclosure'));
    return readFileSync(join(folder, name), 'utf8');
  };
  /** Puts the cursor on the first line that holds a text, by the editor's own search. */
  const goTo = async (text) => {
    await page.locator('.view-lines').first().click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Control+f');
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(text);
    await page.keyboard.press('Enter');
    // Keys that come before it is gone would be typed into it.
    await until(async () => {
      await page.keyboard.press('Escape');
      await page.waitForTimeout(200);
      return (await page.locator('.find-widget.visible').count()) === 0 || undefined;
    }, 'the search to close');
  };
  const place = async () =>
    (await page.locator('.statusbar').textContent())
      ?.match(/Ln (\d+), Col (\d+)/)
      ?.slice(1)
      .map(Number);
  /** The place once the status bar, which lags behind the cursor, has stood still. */
  const settled = async () => {
    let last;
    return until(async () => {
      const before = last;
      await page.waitForTimeout(1000);
      last = await place();
      return before !== undefined && String(last) === String(before) ? last : undefined;
    }, 'the cursor to stand still');
  };
  /** What lies on the clipboard of a program that copies a page and its text. */
  const copyPage = (html, text) =>
    page.evaluate(
      async ([h, t]) => {
        const blob = (type, value) => new Blob([value], { type });
        const item = {
          'text/plain': blob('text/plain', t),
          ...(h ? { 'text/html': blob('text/html', h) } : {}),
        };
        await navigator.clipboard.write([new ClipboardItem(item)]);
      },
      [html, text],
    );
  /** 新建报告, a question at a time. */
  const newReport = async ({ scope, unit, year }) => {
    await command('新建报告');
    const input = page.locator('.quick-input-widget:visible input').first();
    const choose = async (text) => {
      const row = page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();
      await row.waitFor({ timeout: TIMEOUT });
      await row.click();
    };
    await choose('决算');
    await choose(scope);
    await until(async () => /^20\d\d$/.test(await input.inputValue()) || undefined, 'the year');
    if (year) await page.keyboard.insertText(String(year));
    await page.keyboard.press('Enter');
    await until(async () => (await input.inputValue()) === '' || undefined, 'the question for the name');
    await page.keyboard.insertText(unit);
    await page.keyboard.press('Enter');
  };
  return { command, copy, copyPage, saved, goTo, place, settled, newReport };
}
