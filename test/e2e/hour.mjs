// The first hour of somebody who knows Excel: a new report, sheets pasted into it, rows typed, figures filled in.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { handsOn } from './hands.mjs';
import { stepsOf } from './steps.mjs';
import { until } from './walk.mjs';

const TIMEOUT = 90_000;

/** A folder with nothing in it. */
export function emptyFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'disclosure-hour-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

const sheet = (...rows) => rows.map((row) => row.split(' ').map((cell) => (cell === '_' ? '' : cell)));

const INCOME = sheet(
  '科目编码 科目名称 本年收入合计 其他收入 财政拨款收入',
  '合计 _ 1,033.00 12.60 1,020.40',
  '201 一般公共服务支出 1,033.00 12.60 1,020.40',
  '20126 档案事务 1,033.00 12.60 1,020.40',
  '2012601 行政运行 1,033.00 12.60 1,020.40',
);

/**
 * @param {{ page: import('playwright-core').Page, url: string, folder: string, out: string }} setting
 * @returns {Promise<{ title: string, state: 'passed' | 'failed', error?: string }[]>}
 */
export async function firstHour({ page, url, folder, out }) {
  let shots = 0;
  const picture = (name) =>
    page.screenshot({ path: join(out, `hour-${String(++shots).padStart(2, '0')}-${name}.png`) });
  const { results, step } = stepsOf('the first hour', picture);
  const { copy, saved, goTo, place, settled, newReport } = handsOn(page, folder);

  await step('makes a new report in an empty folder', async () => {
    await page.goto(`${url}/?folder=${encodeURIComponent(folder)}`, { timeout: TIMEOUT });
    await page.locator('.explorer-folders-view').first().waitFor({ timeout: 60_000 });
    await newReport({ scope: '主管部门', unit: '示例市档案馆' });
    await page.locator('.view-line', { hasText: '# 第一部分' }).first().waitFor({ timeout: TIMEOUT });
    await picture('new');
  });

  await step('pastes a sheet into a table that is empty: columns by their names, one 合计', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await goTo('公开02表');
    await copy(INCOME);
    await page.keyboard.press('Control+v');
    await page.locator('.view-line', { hasText: '20126' }).first().waitFor({ timeout: TIMEOUT });
    const text = await saved();
    const table = text.slice(text.indexOf('公开02表'), text.indexOf('公开03表'));
    if (table.match(/^\| 合计/gm)?.length !== 1) throw new Error(`合计 is doubled:\n${table}`);
    if (!/\| 201 .*1,033\.00 \| +1,020\.40 \|.*\| +12\.60 \|\n/.test(table))
      throw new Error(`columns:\n${table}`);
    await picture('pasted');
    await page.keyboard.press('Control+z');
    await until(
      async () => (await page.locator('.view-line', { hasText: '20126' }).count()) === 0 || undefined,
      'one undo',
    );
    await page.keyboard.press('Control+y');
    await page.locator('.view-line', { hasText: '20126' }).first().waitFor({ timeout: TIMEOUT });
  });

  await step('presses Enter in a row, and types in the first cell of the next', async () => {
    await goTo('| 2012601');
    await page.keyboard.press('End');
    const [line] = await settled();
    await page.keyboard.press('Enter');
    const [next, column] = await until(async () => {
      const now = await place();
      return now && now[0] === line + 1 ? now : undefined;
    }, 'the next line');
    if (column !== 3) throw new Error(`the caret is in column ${column}`);
    // Nothing that comes later moves it.
    const later = await settled();
    if (later[0] !== next || later[1] !== 3) throw new Error(`the caret moved to ${later}`);
    await picture('enter');
  });

  await step('chooses a code, its name comes with it, and Tab goes to the first amount', async () => {
    await page.keyboard.type('20126', { delay: 60 });
    const choice = page.locator('.suggest-widget.visible .monaco-list-row', { hasText: '档案馆' }).first();
    await choice.waitFor({ timeout: TIMEOUT });
    await picture('code');
    await choice.click();
    await page
      .locator('.view-line', { hasText: /2012604.*档案馆/ })
      .first()
      .waitFor({ timeout: TIMEOUT });
    const before = (await settled())[1];
    await page.keyboard.press('Tab');
    await until(async () => ((await place())?.[1] ?? before) > before || undefined, 'the next cell');
    await settled();
    await page.keyboard.type('5.00');
    await page.keyboard.press('Escape');
    const text = await saved();
    const row = text.split('\n').find((l) => l.includes('2012604')) ?? '';
    const cells = row.split('|').map((c) => c.trim());
    if (cells[3] !== '5.00') throw new Error(`the row is ${row}`);
    await picture('typed');
  });
  const shown = page.frameLocator('iframe.webview').frameLocator('#active-frame');
  const cell = (row, column) => shown.locator('tr', { hasText: row }).locator(`[data-i="${column}"]`).first();
  const typed = (text) => page.keyboard.type(text, { delay: 30 });

  await step('types figures into the preview as into a sheet: Tab, Enter, arrows', async () => {
    await page
      .locator('.editor-actions [aria-label*="预览"], .editor-actions [aria-label*="Preview"]')
      .first()
      .click();
    const first = cell('2012604', 3);
    await first.waitFor({ timeout: TIMEOUT });
    const before = await saved();
    await first.click();
    await shown.locator('.cell-input').waitFor({ timeout: TIMEOUT });
    await typed('4.00');
    await page.keyboard.press('Tab');
    await typed('0.50');
    await page.keyboard.press('Tab');
    await typed('0.50');
    await page.keyboard.press('Enter');
    await until(
      async () => (await cell('2012604', 5).textContent()) === '0.50' || undefined,
      'the third figure',
    );
    await picture('grid');
    const text = await until(async () => {
      await page.keyboard.press('Control+s');
      const now = await saved();
      return now !== before ? now : undefined;
    }, 'the figures in the file');
    const line = text.split('\n').find((l) => l.includes('2012604')) ?? '';
    const cells = line.split('|').map((c) => c.trim());
    if (cells.slice(3, 7).join(' ') !== '5.00 4.00 0.50 0.50') throw new Error(`the row is ${line}`);
    // No other line has changed.
    const others = (t) =>
      t
        .split('\n')
        .filter((l) => !l.includes('2012604'))
        .join('\n');
    if (others(text) !== others(before)) throw new Error('another line has changed');
  });

  await step('pastes a block over cells, sees a finding in its cell, and mends it', async () => {
    await page.evaluate(() => navigator.clipboard.writeText('1,038.00\t1,024.40\r\n1,038.00\t1,024.40\r\n'));
    await cell('合计', 2).first().click();
    await page.keyboard.press('Control+v');
    await until(async () => (await cell('20126', 3).count()) > 0 || undefined, 'the block');
    await picture('grid-pasted');
    await shown.locator('.cell-note, mark.error, [data-mark]').first().waitFor({ timeout: TIMEOUT });
  });

  await step('takes it back with Ctrl+Z', async () => {
    const with4 = async () => (await cell('2012604', 3).textContent()) === '4.00';
    if (!(await with4())) throw new Error('the figure was gone before');
    await cell('2012604', 3).click();
    await until(async () => {
      await page.keyboard.press('Control+z');
      await page.waitForTimeout(1500);
      return !(await with4()) || undefined;
    }, 'the figure to go');
    await picture('grid-undone');
  });
  return results;
}
