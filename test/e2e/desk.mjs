// From a blank folder to a published report: a new report, the nine sheets of a workbook pasted one after the other under
// their titles, the sentences below them, checked and exported. On the way nothing is told but what is not filled in yet.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { extractText } from 'unpdf';
import { handsOn } from './hands.mjs';
import { stepsOf } from './steps.mjs';
import { until } from './walk.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const TIMEOUT = 90_000;

/** Not filled in yet, or explained by rounding alone. */
const EXPECTED = ['empty-table-note', 'rounding'];

function run(...args) {
  const made = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (made.status === null || made.status > 1) throw new Error(`${args.join(' ')}: ${made.stderr}`);
  return made.stdout;
}

/**
 * @param {{ page: import('playwright-core').Page, url: string, folder: string, out: string }} setting
 * @returns {Promise<{ title: string, state: 'passed' | 'failed', error?: string }[]>}
 */
export async function atTheDesk({ page, url, folder, out }) {
  let shots = 0;
  const picture = (name) =>
    page.screenshot({ path: join(out, `desk-${String(++shots).padStart(2, '0')}-${name}.png`) });
  const { results, step } = stepsOf('nine sheets', picture);
  const { command, copyPage, saved, goTo, newReport } = handsOn(page, folder);
  const { year, unitName, sheets, told } = JSON.parse(
    run(join(root, 'scripts', 'run-ts.mjs'), join(root, 'test', 'e2e', 'desk-sheets.ts')),
  );
  const file = () =>
    join(
      folder,
      readdirSync(folder).find((name) => name.endsWith('.disclosure')),
    );
  /** What the engine says of the file as it is saved. */
  const findings = () => {
    const [{ diagnostics }] = JSON.parse(
      run(join(root, 'dist', 'cli.js'), 'check', file(), '--format', 'json', '--fail-on', 'never'),
    ).files;
    return diagnostics.filter((d) => d.severity !== 'hint');
  };
  const nothingFalse = (where) => {
    const wrong = findings().filter((d) => !EXPECTED.includes(d.rule));
    if (wrong.length > 0)
      throw new Error(
        `${where}: ${wrong.map((d) => `${d.range.start.line + 1} ${d.rule} ${d.message}`).join('\n')}`,
      );
  };
  const noneOnScreen = async (where) => {
    await page.waitForTimeout(1500);
    for (const mark of ['.squiggly-error', '.squiggly-warning'])
      if ((await page.locator(mark).count()) > 0) throw new Error(`${where}: ${mark} on the screen`);
  };

  /** What a notice says; the centre has those that are not on the screen any more. */
  const notice = async (words) => {
    await until(async () => {
      if ((await page.locator('.notifications-center.visible').count()) === 0)
        await page.locator('.statusbar-item[id="status.notifications"]').click();
      return (await page.locator('.notifications-center', { hasText: words }).count()) > 0 || undefined;
    }, `the notice ${words}`);
    await page.locator('.notifications-center .codicon-notifications-clear-all').first().click();
  };

  await step('begins with a new report in a blank folder', async () => {
    await page.goto(`${url}/?folder=${encodeURIComponent(folder)}`, { timeout: TIMEOUT });
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.locator('.explorer-folders-view').first().waitFor({ timeout: 60_000 });
    await newReport({ scope: '一个单位', unit: unitName, year });
    await page.locator('.view-line', { hasText: '# 第一部分' }).first().waitFor({ timeout: TIMEOUT });
    await saved();
    nothingFalse('the new report');
  });

  for (const [i, sheet] of sheets.entries())
    await step(`pastes sheet ${i + 1} under its title, and is told nothing false`, async () => {
      await goTo(`## ${sheet.under}`);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Home');
      const before = await saved();
      await copyPage(sheet.html, sheet.text);
      await page.keyboard.press('Control+v');
      await until(async () => (await saved()) !== before || undefined, 'the pasted sheet');
      await noneOnScreen(sheet.name);
      nothingFalse(sheet.name);
      if (i === 3) await picture('pasted');
    });

  await step('has all nine tables filled', async () => {
    const left = findings().filter((d) => d.rule === 'empty-table-note');
    if (left.length > 0) throw new Error(left.map((d) => d.message).join('\n'));
  });

  await step('pastes the sentences, and is told nothing false', async () => {
    await goTo('# 第三部分');
    await page.keyboard.press('Home');
    await page.keyboard.press('Control+Shift+End');
    await copyPage('', told);
    await page.keyboard.press('Control+v');
    await until(async () => (await saved()).includes('名词解释') || undefined, 'the sentences');
    for (const [heading, text] of [
      ['## 一、主要职责', '负责职责范围内的各项工作。'],
      ['## 二、机构设置', '内设机构按规定设置。'],
    ]) {
      await goTo(heading);
      await page.keyboard.press('End');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Enter');
      await page.keyboard.insertText(text);
    }
    await saved();
    await noneOnScreen('the sentences');
    await picture('told');
  });

  await step(
    'is told of the one matter that is missing, and of nothing else once it is written',
    async () => {
      const [missing, ...more] = findings().filter((d) => !EXPECTED.includes(d.rule));
      if (missing?.rule !== 'missing-section' || !missing.message.includes('绩效') || more.length > 0)
        throw new Error(JSON.stringify([missing, ...more], null, 1));
      await goTo('# 第四部分');
      await page.keyboard.press('Home');
      await page.keyboard.insertText('## 十四、预算绩效情况说明\n\n本单位对各项目开展了绩效自评。\n\n');
      await saved();
      await noneOnScreen('the last section');
      nothingFalse('the last section');
    },
  );

  copyFileSync(file(), join(out, 'desk.disclosure'));
  await step('is checked: the status bar says that nothing is wrong', async () => {
    await command('检查全部报告');
    await notice('没有错误和警告');
    await picture('checked');
  });

  for (const [format, words] of [
    ['docx', 'Word 文档'],
    ['pdf', 'PDF：'],
    ['xlsx', 'Excel'],
  ])
    await step(`is exported as ${format}`, async () => {
      const target = file().replace(/disclosure$/, format);
      await goTo('# 第一部分');
      const input = page.locator('.quick-input-widget:visible input').first();
      // By its words: a click may meet the row that takes its place while the list is laid out.
      await until(async () => {
        await command('(导出)');
        const row = page.locator('.quick-input-widget:visible .monaco-list-row.focused', { hasText: words });
        await page
          .locator('.quick-input-widget:visible .monaco-list-row', { hasText: words })
          .first()
          .waitFor({ timeout: TIMEOUT });
        await input.fill(words, { timeout: 5000 });
        await row
          .first()
          .waitFor({ timeout: 5000 })
          .catch(() => {});
        await page.keyboard.press('Enter');
        // The name is proposed: beside the report, with the ending of the format.
        const proposed = async () => (await input.inputValue({ timeout: 5000 })).endsWith(`.${format}`);
        for (let i = 0; i < 20; i++) {
          if (await proposed().catch(() => false)) return true;
          await page.waitForTimeout(500);
        }
        await page.keyboard.press('Escape');
        return undefined;
      }, 'the place');
      if (format === 'pdf') await picture('place');
      await page.keyboard.press('Enter');
      await until(() => existsSync(target) || undefined, `the ${format}`);
      await notice('已导出');
      if (format === 'pdf') await picture('exported');
      const bytes = readFileSync(target);
      if (format === 'pdf') {
        // The contents stand behind the cover, with the page that each heading is on.
        const { text } = await extractText(new Uint8Array(bytes));
        const named = /第三部分[^\n]*?(\d+)\s*$/m.exec(text.slice(1, 3).join('\n').replace(/…+/g, ' '))?.[1];
        const there = text.some((t, i) => i > 1 && /^\s*第三部分/m.test(t) && t.includes(`— ${named} —`));
        if (!named || !there) throw new Error(`the contents say ${named}:\n${text.join('\n\n')}`);
        return;
      }
      const part = unzipSync(bytes)[format === 'docx' ? 'word/document.xml' : 'xl/workbook.xml'];
      const text = new TextDecoder().decode(part);
      for (const { under } of format === 'docx' ? sheets : [])
        if (!text.includes(under.slice(-6))) throw new Error(`${under} is not in the document`);
      if (format === 'xlsx' && text.match(/<sheet /g)?.length !== sheets.length) throw new Error('sheets');
    });
  return results;
}
