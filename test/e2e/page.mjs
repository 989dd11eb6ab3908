// 校对.html as a person uses it, opened from the disk in Chromium and in Firefox with the network cut off and watched:
// a folder of reports dropped on it, findings beside the reports, filters, keys, what is saved.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { unzipSync } from 'fflate';
import { attemptsOf, tryingPage, watchAttempts } from './attempts.mjs';
import { stepsOf } from './steps.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const TIMEOUT = 120_000;

/**
 * The folder of reports, and what the engine finds in it at the command line.
 * @param {string} [kept] where they are kept for the next run, to try the page alone
 */
export async function pageFolder(withBrowser, kept) {
  const base = kept ?? mkdtempSync(join(tmpdir(), 'disclosure-page-'));
  const remove = () => kept ?? rmSync(base, { recursive: true, force: true });
  const folder = join(base, '报送');
  const record = join(base, 'found.json');
  if (!existsSync(record)) {
    const { planted } = made(folder);
    await withBrowser(async (page) => {
      for (const name of readdirSync(join(base, 'print'))) {
        await page.goto(pathToFileURL(join(base, 'print', name)).href);
        await page.pdf({ path: join(folder, name.replace(/html$/, 'pdf')), preferCSSPageSize: true });
      }
    });
    writeFileSync(record, JSON.stringify({ planted, expected: found(base, folder) }));
  }
  return { base, folder, ...JSON.parse(readFileSync(record, 'utf8')), remove };
}

/** Writes the files; says which have a mistake planted. */
function made(folder) {
  const script = join(root, 'test', 'e2e', 'page-files.ts');
  return JSON.parse(run(join(root, 'scripts', 'run-ts.mjs'), script, folder));
}

function run(...args) {
  return spawned(root, args);
}

function spawned(cwd, args) {
  const done = spawnSync(process.execPath, args, { cwd, encoding: 'utf8', maxBuffer: 1 << 26 });
  // 2: some files could not be read, which is what they are for.
  if (done.status !== 0 && done.status !== 2) throw new Error(`${args.join(' ')}: ${done.stderr}`);
  return done.stdout;
}

/** What the command line finds in the same folder. */
function found(base, folder) {
  const out = join(base, '审核');
  spawned(base, [
    join(root, 'dist', 'cli.js'),
    'review',
    basename(folder),
    '-o',
    '审核',
    '--fail-on',
    'never',
  ]);
  const lines = readFileSync(join(out, '审核意见.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return {
    reports: lines
      .filter((line) => line.report)
      .map(({ report, diagnostics }) => ({ name: report.name, findings: diagnostics })),
    unread: lines.filter((line) => line.error).map((line) => line.path),
  };
}

/** What the page's list says, with all filters open: messages by report, and the files that were not read. */
const READ_LIST = `(() => {
  for (const box of document.querySelectorAll('#grades input:not(:checked)')) box.click();
  for (const box of document.querySelectorAll('details.report')) box.open = true;
  document.querySelectorAll('details.report').forEach((box) => box.dispatchEvent(new Event('toggle')));
  const text = (e) => e.textContent;
  return {
    reports: [...document.querySelectorAll('details.report')].map((box) => ({
      name: box.dataset.report,
      messages: [...box.querySelectorAll('.finding .message')].map(text),
    })),
    unread: [...document.querySelectorAll('.told.unread li')].map(text),
  };
})()`;

const READY = `document.querySelectorAll('details.report').length > 0 && !document.body.classList.contains('working')`;

const SHOWN = `!document.querySelector('#paper').shadowRoot.querySelector('.waiting')`;

/** A page that does ask for something. */
function control(out) {
  const file = join(out, 'control.html');
  writeFileSync(file, '<img src="http://control.invalid/seen.png">');
  return pathToFileURL(file).href;
}

/** What is marked in the report. */
const MARKED = `document.querySelector('#paper').shadowRoot.querySelector('.current')?.textContent`;

function compare(shown, { reports, unread }, nameOf = (name) => name) {
  const own = reports.map(({ name, findings }) => ({ name, messages: findings.map((f) => f.message) }));
  const sorted = (list) => [...list].sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const [a, b] of zip(sorted(shown.reports), sorted(own)))
    if (!isDeepStrictEqual(a, b)) throw new Error(`not the same: ${JSON.stringify([a, b], null, 1)}`);
  const told = shown.unread.map((line) => line.slice(0, line.indexOf('：')));
  const wanted = unread.map(nameOf);
  if (!isDeepStrictEqual(told.sort(), wanted.sort())) throw new Error(`not read: ${told} and not ${wanted}`);
}

const zip = (a, b) => Array.from({ length: Math.max(a.length, b.length) }, (_, i) => [a[i], b[i]]);

const escaped = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

function check(ok, words) {
  if (!ok) throw new Error(words);
}

/** @param {{ page: import('playwright-core').Page, html: string, out: string, folder: object, network: { asked: string[], outside: () => string[] } }} setting */
export async function pageInChromium({ page, html, out, folder: { folder, planted, expected }, network }) {
  const picture = (name) => page.screenshot({ path: join(out, `page-${name}.png`) });
  const { results, step } = stepsOf('the page in Chromium', picture);
  const faults = [];
  page.on('console', (m) => m.type() === 'error' && faults.push(m.text()));
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('dialog', (dialog) => faults.push(`dialog: ${dialog.message()}`));
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  // The page's policy lets nothing be made of text: what is waited for is asked from outside.
  const ready = () => until(() => page.evaluate(READY), 'the page is not ready', TIMEOUT);

  await step('the watch sees what a page asks for', async () => {
    await page.goto(control(out));
    await until(() => network.asked.some((url) => url.includes('control.invalid')), 'the control');
    network.asked.length = 0;
    asked.length = 0;
  });

  await step('opens from the disk', async () => {
    await page.goto(pathToFileURL(html).href);
    check((await page.title()) === '校对', 'title');
    await picture('start');
  });

  await step('lets nothing be asked for', async () => {
    const outcome = await page.evaluate(async () => {
      const kept = await fetch('https://example.invalid/').then(
        () => 'sent',
        () => 'kept',
      );
      new Image().src = 'https://example.invalid/x.png';
      navigator.sendBeacon('https://example.invalid/');
      const socket = await new Promise((resolve) => {
        const { onopen, onerror } = { onopen: () => resolve('sent'), onerror: () => resolve('kept') };
        Object.assign(new WebSocket('wss://example.invalid/'), { onopen, onerror });
      });
      return `${kept} ${socket}`;
    });
    check(outcome === 'kept kept', outcome);
    check(network.outside().length === 0, network.outside().join());
    faults.length = 0;
  });

  await step('tells of all that it tries, allowed or not', async () => {
    await watchAttempts(page);
    const { html: trying, tries } = tryingPage();
    const file = join(out, 'trying.html');
    writeFileSync(file, trying);
    await page.goto(pathToFileURL(file).href);
    await until(async () => (await attemptsOf(page)).attempts.length >= tries, 'the attempts of the control');
    asked.length = 0;
    faults.length = 0;
    await page.goto(pathToFileURL(html).href);
  });

  await step('takes a folder that is dropped on it', async () => {
    await drop(page, folder);
    await page.waitForSelector('#progress:not([hidden])');
    await ready();
    await picture('list');
  });

  await step('finds what the command line finds, and tells each file that it could not read', async () => {
    compare(await page.evaluate(READ_LIST), expected);
    const over = await page.locator('.told', { hasText: '照片.jpg' }).count();
    check(over === 1, '照片.jpg is not told');
  });

  await step('finds the mistakes that were planted', async () => {
    for (const name of planted) {
      const box = page.locator('details.report', { hasText: name }).first();
      check((await box.locator('.finding.must').count()) > 0, `nothing in ${name}`);
    }
  });

  await step('marks each figure in its report', () => marks(page));

  await step('shows a figure, what it must be and where it stands', async () => {
    const box = page.locator('details.report', { hasText: planted.find((n) => n.endsWith('.xlsx')) }).first();
    await box.locator('.finding.must').first().click();
    const card = await page.locator('.card').innerText();
    for (const word of ['印的', '应为', '位置']) check(card.includes(word), `${word} is not in: ${card}`);
    await until(() => page.evaluate(MARKED), 'nothing is marked');
    const seen = await page.evaluate(() => {
      const box = document.querySelector('#paper');
      const { top, bottom } = box.shadowRoot.querySelector('.current').getBoundingClientRect();
      const outer = box.getBoundingClientRect();
      return (
        window.scrollY === 0 &&
        top >= outer.top &&
        bottom <= outer.bottom &&
        outer.bottom <= window.innerHeight
      );
    });
    check(seen, 'what is marked is out of sight');
    await picture('finding');
  });

  let workbook;
  await step('takes how a finding is marked', async () => {
    await page.selectOption('#opinion', 'accepted');
    await page.locator('.finding[aria-current] .grade', { hasText: '认可' }).waitFor();
    await page.keyboard.press('F8');
    await page.selectOption('#opinion', 'returned');
    await page.locator('.finding[aria-current] .grade', { hasText: '退回' }).waitFor();
  });

  await step('saves the workbook and the letters in one archive', async () => {
    const waiting = page.waitForEvent('download');
    await page.click('#save');
    const file = await (await waiting).path();
    const inside = unzipSync(new Uint8Array(readFileSync(file)));
    const names = Object.keys(inside);
    check(names.includes('审核意见.xlsx'), names.join());
    check(names.filter((n) => /^审核意见\/.+\.docx$/.test(n)).length >= 5, names.join());
    workbook = join(out, '审核意见.xlsx');
    writeFileSync(workbook, inside['审核意见.xlsx']);
    const strings = Object.entries(unzipSync(inside['审核意见.xlsx'])).map(([, bytes]) =>
      Buffer.from(bytes).toString(),
    );
    check(
      strings.some((text) => text.includes('退回')),
      '退回 is not in the workbook',
    );
    const shown = await page.evaluate(READ_LIST);
    for (const message of shown.reports.flatMap((r) => r.messages).slice(0, 20))
      check(
        strings.some((text) => text.includes(escaped(message))),
        `not in the workbook: ${message}`,
      );
  });

  await step('walks by keys', async () => {
    const at = () => page.evaluate(() => document.querySelector('.finding[aria-current]')?.dataset.at);
    const first = await at();
    await page.keyboard.press('F8');
    const second = await at();
    check(second !== undefined && second !== first, 'F8 goes nowhere');
    await page.keyboard.press('Shift+F8');
    check((await at()) === first, 'Shift+F8 does not go back');
    await page.keyboard.press('/');
    check(await page.evaluate(() => document.activeElement?.id === 'search'), '/ does not find');
  });

  await step('filters by words', async () => {
    await page.fill('#search', '聊城');
    await until(
      () => page.evaluate(() => document.querySelectorAll('details.report').length < 6),
      'nothing is left out',
    );
    const names = await page.locator('details.report .file').allInnerTexts();
    check(names.length > 0 && names.every((n) => n.includes('聊城')), names.join());
    await page.fill('#search', '');
  });

  await step('speaks English', async () => {
    await page.click('#language');
    await ready();
    await page.locator('#sum', { hasText: 'findings' }).waitFor();
    const text = await page.locator('.card').innerText();
    check(text.includes('Printed'), text);
    await picture('english');
    await page.click('#language');
    await ready();
  });

  await step('fits into a narrow window at 200 %', async () => {
    await page.setViewportSize({ width: 640, height: 500 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    check(wide <= 0, `${wide} px too wide`);
    await page
      .locator('details.report', { hasText: planted[0] })
      .first()
      .locator('.finding.must')
      .first()
      .click();
    await picture('narrow');
    await page.setViewportSize({ width: 1500, height: 1000 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await picture('dark');
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' });
    await picture('contrast');
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
  });

  await step('tells a second round from the first', async () => {
    await page.setInputFiles('#files', workbook);
    await until(() => page.evaluate(`!!document.querySelector('.told.round')`), 'no second round');
    await ready();
    const again = await page.locator('.finding .message', { hasText: '仍未改' }).count();
    check(again > 20, `${again} are still there`);
    check(
      (await page.locator('.told.round').innerText()).includes('认可，不再提 1'),
      'what was accepted is told again',
    );
    await page.evaluate(() => {
      document.querySelector('#list').scrollTop = 0;
    });
    await picture('round');
  });

  await step('runs nothing of a hostile report, and breaks no rule of its own', async () => {
    for (const box of await page.locator('details.report', { hasText: '恶意' }).all())
      for (const finding of (await box.locator('.finding').all()).slice(0, 3)) await finding.click();
    check((await page.evaluate(() => globalThis.hacked)) === undefined, 'hacked');
    check(faults.length === 0, faults.join('\n'));
  });

  await step('asked for nothing', async () => {
    const outside = asked.filter((url) => !/^(?:file|blob|data):/.test(url));
    check(outside.length === 0, outside.join());
    const { attempts, workers } = await attemptsOf(page);
    check(workers > 0, 'no worker was watched');
    check(attempts.length === 0, attempts.join('\n'));
    check(network.outside().length === 0, network.outside().join());
  });
  return results;
}

/** A drop as the system makes it, with a folder in it. */
async function drop(page, path) {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'])
    await session.send('Input.dispatchDragEvent', { type, x: 500, y: 400, data });
}

/** Goes through every finding of one report in each format; where a figure is printed, it must be what is marked. */
async function marks(page) {
  const wrong = [];
  const boxes = await page.locator('details.report').all();
  for (const box of boxes.slice(0, 30)) {
    for (const finding of (await box.locator('.finding').all()).slice(0, 2)) {
      await finding.click();
      const report = await box.getAttribute('data-report');
      await until(() => page.evaluate(SHOWN), `${report} is not shown`);
      const printed = await page.evaluate(() => document.querySelector('.fact.printed dd')?.textContent);
      const marked = await page.evaluate(MARKED);
      const digits = (text) => (text ?? '').replace(/[^\d.]/g, '');
      if (printed !== undefined && !digits(marked).includes(digits(printed)))
        wrong.push(`${report}: ${printed} and marked ${marked}`);
    }
  }
  check(wrong.length === 0, wrong.join('\n'));
}

async function until(test, what, timeout = 30_000) {
  for (const end = Date.now() + timeout; Date.now() < end; await new Promise((r) => setTimeout(r, 50)))
    if (await test()) return;
  throw new Error(what);
}

/** The same files, picked in Firefox. */
export async function pageInFirefox({ browser, html, out, folder: { folder, expected }, network }) {
  const picture = (name) => browser.picture(join(out, `firefox-${name}.png`));
  const { results, step } = stepsOf('the page in Firefox', picture);
  await step('the watch sees what a page asks for', async () => {
    await browser.send('WebDriver:Navigate', { url: control(out) });
    await until(() => network.asked.some((url) => url.includes('control.invalid')), 'the control');
    network.asked.length = 0;
  });
  await step('opens from the disk and takes files', async () => {
    await browser.send('WebDriver:Navigate', { url: pathToFileURL(html).href });
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      (name) => /\.\w+$/.test(name) && !/(?:^|\/)(?:~\$|\.)|\.jpg$/.test(name),
    );
    await browser.pick(
      '#files',
      names.sort().map((name) => join(folder, name)),
    );
    await browser.until(`return ${READY}`, 'the files were not read', TIMEOUT);
    await picture('list');
  });
  await step('finds what the command line finds', async () => {
    compare(await browser.run(`return ${READ_LIST}`), expected, (name) => basename(name));
  });
  await step('marks a figure', async () => {
    await browser.run(`document.querySelector('.finding.must').click()`);
    await browser.until(`return ${MARKED}`, 'nothing is marked');
    await picture('finding');
  });
  await step('asked for nothing', async () =>
    check(network.outside().length === 0, network.outside().join()),
  );
  return results;
}
