// A reviewer's list: a folder of thirty files in six formats, imported, listed, filtered, marked, ordered and written as
// a workbook, which says what the command line says of the same folder.
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stepsOf } from './steps.mjs';
import { until } from './walk.mjs';

const TIMEOUT = 30_000;
const root = fileURLToPath(new URL('../..', import.meta.url));
const INNER = '报送';

/** A folder with the files in it, and what the command line makes of them. */
export function listFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'disclosure-list-'));
  mkdirSync(join(folder, INNER));
  const run = (...args) => {
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  };
  run('scripts/run-ts.mjs', 'test/e2e/list-files.ts', join(folder, INNER));
  // One without a finding, beside them.
  const fine = '示例市林业科学研究所2023决算.disclosure';
  copyFileSync(join(root, 'samples', '示例部门', fine), join(folder, fine));
  const results = join(mkdtempSync(join(tmpdir(), 'disclosure-listed-')), '审核');
  const reviewed = spawnSync(
    process.execPath,
    [join(root, 'dist', 'cli.js'), 'review', join(folder, INNER), '-o', results],
    { encoding: 'utf8' },
  );
  // 2: two of the files cannot be read.
  if (reviewed.status !== 2) throw new Error(`review: ${reviewed.status} ${reviewed.stderr}`);
  const lines = readFileSync(join(results, '审核意见.jsonl'), 'utf8').trimEnd().split('\n');
  const findings = lines.flatMap((line) => JSON.parse(line).diagnostics);
  return {
    folder,
    expected: findings.filter((f) => f.severity !== 'hint').map((f) => f.key),
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
      rmSync(join(results, '..'), { recursive: true, force: true });
    },
  };
}

/** The keys of the findings in a workbook, and the marks of those that have one. */
function rowsOf(path) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['scripts/run-ts.mjs', 'test/e2e/rows.ts', path],
    { cwd: root, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

/**
 * @param {{ page: import('playwright-core').Page, url: string, workspace: ReturnType<typeof listFolder>, out: string }} setting
 * @returns {Promise<{ title: string, state: 'passed' | 'failed', error?: string }[]>}
 */
export async function worksThroughList({ page, url, workspace: { folder, expected }, out }) {
  const picture = (name) => page.screenshot({ path: join(out, `list-${name}.png`) });
  const { results, step } = stepsOf('the list', picture);
  const pane = page.locator('.part.sidebar');
  const rows = pane.locator('.monaco-list-row');
  const texts = async () => (await rows.allTextContents()).map((t) => t.trim());
  const command = async (name) => {
    const row = page.locator('.quick-input-list .monaco-list-row:visible', { hasText: name }).first();
    // What the one before still opens may take the palette away.
    await until(async () => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('F1');
      const input = page.locator('.quick-input-widget:visible input').first();
      const asked = async () => {
        await input.fill(`>${name}`, { timeout: 2000 });
        await row.click({ timeout: 3000 });
        return true;
      };
      return asked().catch(() => undefined);
    }, name);
  };
  const choices = page.locator('.quick-input-widget:visible .monaco-list-row:visible');
  const tick = async (name) => {
    // The list is long, and only what is in view is there.
    await page.locator('.quick-input-widget:visible input[type="text"]').fill(name, { timeout: 5000 });
    await choices.filter({ hasText: name }).first().click({ timeout: 5000 });
  };
  // The list goes with the focus, which an editor that is still opening takes: then it is asked for again.
  const tickInFilter = (...names) =>
    until(async () => {
      await command('筛选问题');
      // Not the palette, which goes as the list comes.
      const shown = page.locator('.quick-input-widget:visible', { hasText: '只看哪些问题' });
      await shown.waitFor({ timeout: 10_000 }).catch(() => {});
      try {
        for (const name of names) await tick(name);
        return true;
      } catch {
        return undefined;
      }
    }, 'the list of what can be ticked');
  const reports = async () => (await texts()).filter((t) => /^示例.{4,9}20\d\d/.test(t));
  const expect = (what, got, wanted) => {
    if (JSON.stringify(got) !== JSON.stringify(wanted))
      throw new Error(`${what}: ${JSON.stringify(got)}, not ${JSON.stringify(wanted)}`);
  };

  await step('is filled by importing a folder', async () => {
    await page.goto(`${url}/?folder=${encodeURIComponent(folder)}`);
    const row = page.locator('.explorer-folders-view .monaco-list-row', { hasText: INNER }).first();
    await row.waitFor({ timeout: 60_000 });
    const menu = page.locator('.monaco-menu:visible');
    const item = menu.locator('.action-item', { hasText: /导入|Import/ }).first();
    // The menu may come before the extension is known, and takes no click in its first moments.
    await until(async () => {
      await page.keyboard.press('Escape');
      await row.click({ button: 'right' });
      const done = async () => {
        await item.waitFor({ timeout: 2000 });
        await page.waitForTimeout(500);
        await item.click({ timeout: 2000 });
        await menu.waitFor({ state: 'hidden', timeout: 2000 });
        return true;
      };
      return done().catch(() => undefined);
    }, '导入 in the menu');
    await until(
      () => existsSync(join(folder, INNER, '.disclosure', 'origins')) || undefined,
      'reports with their places',
    );
    await command('问题清单');
    // Reports with findings and those without.
    await until(async () => {
      const all = await texts();
      return all.some((t) => /错误 1/.test(t)) && all.some((t) => t.includes('没有问题')) ? true : undefined;
    }, 'counts at the reports');
    await picture('all');
  });

  await step('shows what is ticked alone, and says so', async () => {
    await tickInFilter('错误');
    await picture('filter');
    await page.keyboard.press('Enter');
    await until(
      async () => ((await pane.textContent()) ?? '').includes('只看：错误') || undefined,
      'the filter in words',
    );
    await until(async () => (await reports()).length === 7 || undefined, 'the seven with errors');
  });

  await step('begins with the point, and names the place in the file that came', async () => {
    const report = rows.filter({ hasText: '水利局2023' }).first();
    await report.locator('.monaco-tl-twistie').click();
    const finding = rows.filter({ hasText: '应为 30.00' }).first();
    await finding.waitFor({ timeout: TIMEOUT });
    const words = (await finding.textContent()) ?? '';
    // From an xlsx: sheet and cell.
    if (!/^应为 30\.00，印的是 31\.00.*农林水支出.*支出决算表!C\d/.test(words.trim())) throw new Error(words);
    await finding.click();
    await page.locator('.squiggly-error').first().waitFor({ timeout: TIMEOUT });
  });

  await step('marks a finding, by its menu', async () => {
    const finding = rows.filter({ hasText: '应为 30.00' }).first();
    const marked = rows.filter({ hasText: '退回' }).first();
    await until(async () => {
      await page.keyboard.press('Escape');
      await finding.click({ button: 'right' });
      const item = page.locator('.monaco-menu .action-item:visible', { hasText: '退回' }).first();
      await item.waitFor({ timeout: 5000 }).catch(() => {});
      // A menu that has just come takes no click.
      await page.waitForTimeout(500);
      await item.click({ timeout: 5000 }).catch(() => {});
      return marked.waitFor({ timeout: 5000 }).then(
        () => true,
        () => undefined,
      );
    }, 'the mark');
    await picture('marked');
  });

  await step('goes to the next of what is shown', async () => {
    await command('下一个问题');
    const title = page.locator('.tab.active', { hasText: '2023' });
    await title.first().waitFor({ timeout: TIMEOUT });
    await tickInFilter('退回', '错误');
    await page.keyboard.press('Enter');
    await until(
      async () => ((await pane.textContent()) ?? '').includes('只看：退回') || undefined,
      'the other filter',
    );
    await until(async () => (await reports()).length === 1 || undefined, 'the one that was returned');
    await command('不再筛选');
    await until(async () => (((await pane.textContent()) ?? '').includes('只看') ? undefined : true), 'all');
  });

  await step('is ordered by rule', async () => {
    await command('排列问题');
    await choices.filter({ hasText: '按规则' }).first().click({ timeout: TIMEOUT });
    await rows.filter({ hasText: '合计栏不等于各栏之和' }).first().waitFor({ timeout: TIMEOUT });
    await picture('by-rule');
    await command('排列问题');
    await choices.filter({ hasText: '按级别' }).first().click({ timeout: TIMEOUT });
    await until(
      async () => (/错误/.test((await texts())[0] ?? '') ? true : undefined),
      'the gravest report first',
    );
  });

  await step('is written as a workbook that says what the command line says', async () => {
    await command('把列出的问题写成 Excel');
    const name = page.locator('.quick-input-widget:visible input[type="text"]');
    await name.waitFor({ timeout: TIMEOUT });
    const target = join(folder, '审核意见.xlsx');
    await name.fill(target);
    await page.keyboard.press('Enter');
    await until(() => existsSync(target) || undefined, 'the workbook');
    const written = rowsOf(target);
    expect('findings', written.map((r) => r.key).sort(), [...expected].sort());
    expect(
      'marks',
      written.filter((r) => r.opinion !== '').map((r) => [r.unit, r.opinion]),
      [['示例县水利局', '退回']],
    );
  });

  await step('tells a marked finding that is gone as mended', async () => {
    const reports = readdirSync(join(folder, INNER)).map((name) => join(folder, INNER, name));
    const [path] = reports.filter((p) => p.includes('水利局2023') && p.endsWith('.disclosure'));
    writeFileSync(path, readFileSync(path, 'utf8').replace('31.00', '30.00'));
    await rows.filter({ hasText: '已改' }).first().waitFor({ timeout: TIMEOUT });
    await picture('mended');
  });
  return results;
}
