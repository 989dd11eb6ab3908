// The extension as a person meets it: only what the screen shows, the mouse, the keys, and the file afterwards.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const WRONG = '342.53';
const RIGHT = '342.35';
const TIMEOUT = 30_000;

/**
 * @param {{ page: import('playwright-core').Page, url: string, workspace: { folder: string, file: string }, out: string }} setting
 * @returns {Promise<{ title: string, state: 'passed' | 'failed', error?: string }[]>}
 */
export async function asAPerson({ page, url, workspace, out }) {
  const results = [];
  let shots = 0;
  const picture = (name) => page.screenshot({ path: join(out, `${++shots}-${name}.png`) });
  const step = async (title, action) => {
    // Each step stands on the one before it: after a failure the rest would only repeat it.
    if (results.some(({ state }) => state === 'failed')) return;
    try {
      await action();
      results.push({ title: `as a person: ${title}`, state: 'passed' });
    } catch (error) {
      results.push({ title: `as a person: ${title}`, state: 'failed', error: String(error?.stack ?? error) });
      await picture('failed').catch(() => {});
    }
  };

  const line = (text) => page.locator('.view-line', { hasText: text }).first();

  /** The squiggle under the wrong figure: the editor draws it in another layer than the text. */
  const squiggle = async () => {
    const row = await line('档案馆 |').boundingBox();
    if (!row) return undefined;
    for (const mark of await page.locator('.squiggly-error').all()) {
      const box = await mark.boundingBox();
      if (box && box.y + box.height > row.y && box.y < row.y + row.height) return box;
    }
    return undefined;
  };

  await step('opens a report and sees it in colour', async () => {
    await page.goto(`${url}/?folder=${encodeURIComponent(workspace.folder)}`);
    await page
      .locator('.explorer-folders-view .monaco-list-row', { hasText: 'example.disclosure' })
      .dblclick({
        timeout: 60_000,
      });
    await line('部门决算').waitFor({ timeout: TIMEOUT });
    await page.locator('.view-line span[class*="mtk"]:not(.mtk1)').first().waitFor({ timeout: TIMEOUT });
  });

  await step('sees the wrong figure underlined', async () => {
    await page.locator('.squiggly-error').first().waitFor({ timeout: TIMEOUT });
    await until(squiggle, 'a squiggle in the line of 档案馆');
    await picture('findings');
  });

  await step('reads in the hover what it should be', async () => {
    const box = await until(squiggle, 'the squiggle');
    const hover = page.locator('.monaco-hover:visible', { hasText: RIGHT });
    // The first move may come while the editor still lays itself out, and then shows nothing.
    await until(async () => {
      await page.mouse.move(box.x + box.width / 2 - 3, middle(box));
      await page.mouse.move(box.x + box.width / 2, middle(box), { steps: 4 });
      return appears(hover.first());
    }, `a hover that names ${RIGHT}`);
    await picture('hover');
  });

  await step('sees the number of findings in the status bar', async () => {
    const item = page.locator('.statusbar-item[id*="disclosure"]');
    await item.waitFor({ timeout: TIMEOUT });
    const text = await item.textContent();
    if (!/[1-9]/.test(text ?? '')) throw new Error(`status bar: ${text}`);
  });

  await step('picks the fix from Ctrl+.', async () => {
    const box = await until(squiggle, 'the squiggle');
    const choice = page.locator('.action-widget .monaco-list-row.action', { hasText: RIGHT }).first();
    await until(async () => {
      // A hover that is still up swallows the key.
      await page.keyboard.press('Escape');
      await page.mouse.click(box.x + box.width / 2, middle(box));
      await page.mouse.move(box.x, box.y + 300);
      await page.keyboard.press('Control+.');
      return appears(choice);
    }, 'the list of fixes');
    await picture('fixes');
    await choice.click();
    await until(async () => ((await squiggle()) ? undefined : true), 'the squiggle to go');
    await picture('fixed');
  });

  await step('saves, and the file on disk has the right figure and no other change', async () => {
    const before = readFileSync(workspace.file, 'utf8');
    if (!before.includes(`| ${WRONG} |`)) throw new Error('the file was changed before it was saved');
    await page.keyboard.press('Control+s');
    const expected = before.replace(`| ${WRONG} |`, `| ${RIGHT} |`);
    await until(
      async () => (readFileSync(workspace.file, 'utf8') === expected ? true : undefined),
      'the saved file',
    );
  });

  return results;
}

/** The editor draws a squiggle as a box as high as its line. */
const middle = (box) => box.y + box.height / 2;

/** One try of several: not appearing is an answer here, not a failure. */
const appears = (locator) =>
  locator.waitFor({ timeout: 4000 }).then(
    () => true,
    () => undefined,
  );

/** Asks again until there is an answer; the screen gives no event for most of what a person waits for. */
async function until(ask, what, timeout = TIMEOUT) {
  const end = Date.now() + timeout;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
