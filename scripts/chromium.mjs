// A Chromium of the machine's own, driven by Playwright.
import { appendFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

function chromiumPath() {
  const candidates = [
    process.env.CHROMIUM_PATH,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ];
  const found = candidates.find((path) => path && existsSync(path));
  if (!found)
    throw new Error('找不到 Chromium：请安装（apt-get install chromium），或用环境变量 CHROMIUM_PATH 指明。');
  return found;
}

/**
 * One page in a fresh profile; closed again whatever happens.
 * @param {(page: import('playwright-core').Page) => unknown} use
 * @param {string[]} more arguments of the browser
 */
export async function withBrowser(use, more = []) {
  const profile = mkdtempSync(join(tmpdir(), 'disclosure-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath(),
    headless: true,
    viewport: { width: 1500, height: 1000 },
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
      ...more,
    ],
  });
  try {
    return await use(context.pages()[0] ?? (await context.newPage()));
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

const SUITE_TIMEOUT = 300_000;

/**
 * Opens a workbench that was told to run tests, and waits for their end.
 * @returns what went wrong, or undefined
 */
export async function suiteOn(page, url, out, onLine = () => {}) {
  let end;
  const ended = new Promise((resolve) => {
    end = resolve;
  });
  await page.exposeFunction('codeAutomationExit', (code) => end(code));
  // The workbench reports everything here, native modules it can do without among it: a file, not the screen.
  await page.exposeFunction('codeAutomationLog', (type, args) => {
    const line = [args].flat().join(' ');
    appendFileSync(join(out, 'suite.log'), `[${type}] ${line}\n`);
    onLine(line);
  });
  const timer = setTimeout(() => end('time'), SUITE_TIMEOUT);
  await page.goto(url);
  const code = await ended;
  clearTimeout(timer);
  if (code === 0) return undefined;
  await page.screenshot({ path: join(out, 'suite-failed.png') });
  return code === 'time' ? 'the suite did not end in time' : `the suite ended with ${code}`;
}
