// The extension as a person meets it: only what the screen shows, the mouse, the keys, and the file afterwards.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stepsOf } from './steps.mjs';

const WRONG = '342.53';
const RIGHT = '342.35';
const TIMEOUT = 30_000;

/**
 * @param {{ page: import('playwright-core').Page, url: string, workspace: { folder: string, file: string }, out: string }} setting
 * @returns {Promise<{ title: string, state: 'passed' | 'failed', error?: string }[]>}
 */
export async function asAPerson({ page, url, workspace, out }) {
  let shots = 0;
  const picture = async (name) => {
    // Lists fade in.
    await page.waitForTimeout(600);
    await page.screenshot({ path: join(out, `${String(++shots).padStart(2, '0')}-${name}.png`) });
  };
  const { results, step } = stepsOf('as a person', picture);

  const row = (text) => page.locator('.view-line', { hasText: text }).first();

  /** The squiggle under the wrong figure: the editor draws it in another layer than the text. */
  const squiggle = async () => {
    const own = await row('档案馆 |').boundingBox();
    if (!own) return undefined;
    // All at once: a mark may be drawn anew between two questions.
    const boxes = await page.locator('.squiggly-error').evaluateAll((marks) =>
      marks.map((mark) => {
        const { x, y, width, height } = mark.getBoundingClientRect();
        return { x, y, width, height };
      }),
    );
    return boxes.find((box) => box.y + box.height > own.y && box.y < own.y + own.height);
  };

  await step('opens a report and sees it in colour', async () => {
    await page.goto(`${url}/?folder=${encodeURIComponent(workspace.folder)}`);
    await page
      .locator('.explorer-folders-view .monaco-list-row', { hasText: 'example.disclosure' })
      .dblclick({
        timeout: 60_000,
      });
    await row('部门决算').waitFor({ timeout: TIMEOUT });
    await page.locator('.view-line span[class*="mtk"]:not(.mtk1)').first().waitFor({ timeout: TIMEOUT });
  });

  await step('sees the wrong figure underlined', async () => {
    await page.locator('.squiggly-error').first().waitFor({ timeout: TIMEOUT });
    await until(squiggle, 'a squiggle in the line of 档案馆');
    await picture('findings');
  });

  await step('reads in the hover what it should be', async () => {
    const hover = page.locator('.monaco-hover:visible', { hasText: 'row-sum' }).filter({ hasText: RIGHT });
    // The first move may come while the editor still lays itself out, and then shows nothing or a neighbour.
    await until(async () => {
      const box = await until(squiggle, 'the squiggle');
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

  await step(
    'sees the report as it will be published beside its source, and comes back by a click',
    async () => {
      await page
        .locator('.editor-actions [aria-label*="预览"], .editor-actions [aria-label*="Preview"]')
        .first()
        .click();
      const preview = page.frameLocator('iframe.webview').frameLocator('#active-frame');
      const cell = preview.locator('td, th', { hasText: '档案馆' }).first();
      await cell.waitFor({ timeout: TIMEOUT });
      await picture('preview');
      const head = preview.locator('th[colspan]').first();
      await head.waitFor({ timeout: TIMEOUT });
      // A click alone is for typing into the cell.
      await cell.click({ modifiers: ['Control'] });
      await until(async () => {
        const place = (await page.locator('.statusbar-item', { hasText: /(?:行|Ln) 32/ }).count()) > 0;
        return place ? true : undefined;
      }, 'the cursor on the line of 档案馆');
      await picture('preview-clicked');
      await page.getByRole('tab', { name: /预览|Preview/ }).click({ button: 'middle' });
      await page.locator('iframe.webview').waitFor({ state: 'detached', timeout: TIMEOUT });
    },
  );

  /** Through the command palette, by the Chinese name of the command. */
  const command = async (name) => {
    await until(async () => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('F1');
      return appears(page.locator('.quick-input-widget:visible input').first());
    }, 'the command palette');
    await page.keyboard.type(name);
    const row = page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first();
    await row.waitFor({ timeout: TIMEOUT });
    await page.keyboard.press('Enter');
  };
  /** The editor's text writes blanks as U+00A0. */
  const textOf = async (locator) => ((await locator.textContent()) ?? '').replace(/\u00a0/g, ' ');

  await step('goes from cell to cell with Tab, and types a figure into a blank one', async () => {
    const name = row('| 行政运行');
    const box = await until(() => name.boundingBox(), 'the row');
    await page.mouse.click(box.x + 5, middle(box));
    await page.keyboard.press('Home');
    const place = async () => (await page.locator('.statusbar').textContent())?.match(/Ln \d+, Col \d+/)?.[0];
    for (let i = 0; i < 7; i++) {
      const before = await place();
      await page.keyboard.press('Tab');
      await until(async () => ((await place()) === before ? undefined : true), 'the next cell');
    }
    await page.keyboard.type('1.00');
    await until(
      async () => (/470\.00 +\| +1\.00/.test(await textOf(name)) ? true : undefined),
      'the figure in the last cell',
    );
    await picture('tab');
    await page.keyboard.press('Control+z');
    await until(
      async () => ((await textOf(name)).includes('1.00') ? undefined : true),
      'the figure to go again',
    );
  });

  await step('pastes a table of a sheet below a heading, and it is rows at once', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.evaluate(async () => {
      const cells = [
        ['科目编码', '科目名称', '本年收入合计', '财政拨款收入', '其他收入'],
        ['合计', '', '1,033.00', '1,020.40', '12.60'],
        ['201', '一般公共服务支出', '1,033.00', '1,020.40', '12.60'],
      ];
      const html = `<table>${cells.map((r) => `<tr>${r.map((c) => `<td>${c}</td>`).join('')}</tr>`).join('')}</table>`;
      const text = `${cells.map((r) => r.join('\t')).join('\r\n')}\r\n`;
      const blob = (type, value) => new Blob([value], { type });
      await navigator.clipboard.write([
        new ClipboardItem({ 'text/html': blob('text/html', html), 'text/plain': blob('text/plain', text) }),
      ]);
    });
    await page.mouse.click(700, 400);
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.keyboard.insertText('## 收入决算表');
    // What is offered for the heading must have gone, or Enter takes it.
    await page
      .locator('.suggest-widget.visible')
      .waitFor({ timeout: 5000 })
      .catch(() => undefined);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+v');
    await row('| 201      | 一般公共服务支出 |').waitFor({ timeout: TIMEOUT });
    await page.keyboard.press('Escape');
    await picture('pasted');
    if ((await page.locator('.view-line', { hasText: /\t/ }).count()) > 0) throw new Error('a tab is left');
  });

  await step('goes to the next finding with F8 and mends it with F9', async () => {
    await page.keyboard.press('Control+Home');
    const hover = page.locator('.monaco-hover:visible', { hasText: '33.33%' });
    await until(async () => {
      await page.keyboard.press('F8');
      return hover
        .first()
        .waitFor({ timeout: 1500 })
        .then(
          () => true,
          () => undefined,
        );
    }, 'the finding of the percentage');
    await picture('next-finding');
    await page.keyboard.press('Escape');
    const choices = page.locator('.action-widget .monaco-list-row.action', { hasText: '33.33%' }).first();
    await until(async () => {
      await page.keyboard.press('Control+.');
      return appears(choices);
    }, 'the fixes of the percentage');
    await picture('fix-percentage');
    await page.keyboard.press('Escape');
    await page.keyboard.press('F9');
    await row('占 33.33%').waitFor({ timeout: TIMEOUT });
    await picture('recomputed');
  });

  await step('opens the list of findings from the status bar and goes to one', async () => {
    await page.locator('.statusbar-item[id*="disclosure"]').click();
    const item = page.locator('.quick-input-list .monaco-list-row', { hasText: '0.22' }).first();
    await item.waitFor({ timeout: TIMEOUT });
    await picture('list');
    await item.click();
    await until(
      async () =>
        /(?:Ln|行) 72\b/.test((await page.locator('.statusbar').textContent()) ?? '') ? true : undefined,
      'the cursor in line 72',
    );
  });

  await step('checks all reports of the folder and sees them by table at the side', async () => {
    writeFileSync(join(workspace.folder, '另一份.disclosure'), readFileSync(workspace.file));
    await command('检查全部报告');
    // An editor that is driven shows no pop-ups; what was told stands behind the bell.
    const told = page.locator('.notifications-center .notification-list-item', { hasText: '查完 2 份报告' });
    await until(async () => {
      await page.locator('[id="status.notifications"]').click();
      // The bell's own hover would lie over the buttons.
      await page.mouse.move(700, 300);
      return appears(told);
    }, 'what the check found');
    await picture('checked');
    await told.locator('.monaco-button', { hasText: '看问题清单' }).click();
    const tree = page.locator('.pane-body .monaco-list-row');
    await tree.filter({ hasText: '另一份' }).first().waitFor({ timeout: TIMEOUT });
    const report = tree.filter({ hasText: 'example' }).first();
    await report.waitFor({ timeout: TIMEOUT });
    const finding = tree.filter({ hasText: '0.22' }).first();
    await until(async () => {
      if (await finding.isVisible()) return true;
      await report.click();
      return appears(finding);
    }, 'the finding below its report');
    await picture('findings-view');
    await finding.click();
    await until(
      async () =>
        /(?:Ln|行) 72\b/.test((await page.locator('.statusbar').textContent()) ?? '') ? true : undefined,
      'the cursor in line 72',
    );
  });

  await step('makes a new report by its layout, without knowing a word of the language', async () => {
    await command('新建报告');
    const input = page.locator('.quick-input-widget:visible input').first();
    const choose = async (text) => {
      await page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first().click();
    };
    await page.locator('.quick-input-list .monaco-list-row', { hasText: '湖北' }).first().waitFor();
    await picture('new-report');
    await choose('湖北');
    await choose('主管部门');
    await until(async () => (/^20\d\d$/.test(await input.inputValue()) ? true : undefined), 'the year');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('2024');
    await page.keyboard.press('Enter');
    await until(
      async () => ((await input.inputValue()) === '' ? true : undefined),
      'the question for the name',
    );
    await page.keyboard.insertText('示例市档案馆');
    await page.keyboard.press('Enter');
    await row('# 第一部分').waitFor({ timeout: TIMEOUT });
    const file = join(workspace.folder, '示例市档案馆2024决算.disclosure');
    if (!existsSync(file)) throw new Error(`not there: ${readdirSync(workspace.folder).join(', ')}`);
    if (!readFileSync(file, 'utf8').includes('## 2024年度收入支出决算总表（表1）'))
      throw new Error('the report has no tables');
    await picture('new-report-made');
  });

  await step('finds a setting by a Chinese word', async () => {
    await command('(设置)');
    const input = page.locator('.settings-editor .suggest-input-container .view-line').first();
    await input.waitFor({ timeout: TIMEOUT });
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText('尾差');
    await page
      .locator('.settings-editor .setting-item', { hasText: /Rounding/ })
      .first()
      .waitFor({ timeout: TIMEOUT });
    await picture('settings');
  });

  await step('reads the first steps, with pictures', async () => {
    await command('使用入门');
    await page.locator('.gettingStartedContainer', { hasText: 'F9' }).first().waitFor({ timeout: TIMEOUT });
    await until(async () => {
      const image = page.locator('.gettingStartedContainer img').first();
      return (await image.evaluate((i) => i.naturalWidth > 100).catch(() => false)) ? true : undefined;
    }, 'a picture that is loaded');
    await picture('walkthrough');
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
