// The suite inside the extension host, and the extension as a person uses it, in code-server and Chromium.
import { appendFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { asAPerson } from '../test/e2e/person.mjs';
import { startCodeServer } from './code-server.mjs';
import {
  conclude,
  freshOut,
  out,
  packageExtension,
  readResults,
  root,
  workspaceCopy,
} from './e2e-common.mjs';

const SUITE_TIMEOUT = 300_000;

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

async function withBrowser(use) {
  const profile = mkdtempSync(join(tmpdir(), 'disclosure-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath(),
    headless: true,
    viewport: { width: 1500, height: 1000 },
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
    ],
  });
  try {
    return await use(context.pages()[0] ?? (await context.newPage()));
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** Part one: mocha in the extension host, on the extension as it stands in the tree. */
async function suite() {
  const workspace = workspaceCopy();
  const resultFile = join(out, 'suite.json');
  const server = await startCodeServer({ env: { DISCLOSURE_E2E_RESULT: resultFile } });
  let problem;
  try {
    await withBrowser(async (page) => {
      const ended = new Promise((resolve) => {
        page.exposeFunction('codeAutomationExit', (code) => resolve(code)).catch(() => {});
      });
      // The workbench reports everything here, native modules it can do without among it: a file, not the screen.
      await page.exposeFunction('codeAutomationLog', (type, args) => {
        appendFileSync(join(out, 'suite.log'), `[${type}] ${[args].flat().join(' ')}\n`);
      });
      const remote = (path) => `vscode-remote://${server.authority}${path}`;
      const payload = [
        ['extensionDevelopmentPath', remote(root)],
        ['extensionTestsPath', remote(join(root, 'dist', 'test', 'index'))],
      ];
      const query = new URLSearchParams({ folder: workspace.folder, payload: JSON.stringify(payload) });
      await page.goto(`${server.url}/?${query}`);
      let timer;
      const late = new Promise((resolve) => {
        timer = setTimeout(() => resolve('time'), SUITE_TIMEOUT);
      });
      const code = await Promise.race([ended, late]);
      clearTimeout(timer);
      if (code !== 0) {
        problem = code === 'time' ? 'the suite did not end in time' : `the suite ended with ${code}`;
        await page.screenshot({ path: join(out, 'suite-failed.png') });
      }
    });
  } catch (error) {
    problem = String(error);
  } finally {
    await server.stop();
    workspace.remove();
  }
  return readResults(resultFile, 'suite', problem);
}

/** Part two: the packaged extension, installed, seen and used through the screen alone. */
async function person() {
  const vsix = packageExtension(join(out, 'disclosure.vsix'));
  const workspace = workspaceCopy();
  const server = await startCodeServer({ vsix });
  try {
    return await withBrowser((page) => asAPerson({ page, url: server.url, workspace, out }));
  } finally {
    await server.stop();
    workspace.remove();
  }
}

/** A part that breaks down is one failed test, and does not hide what the other part found. */
async function part(name, run) {
  try {
    return await run();
  } catch (error) {
    return [{ title: name, state: 'failed', error: String(error?.stack ?? error) }];
  }
}

freshOut();
conclude([...(await part('suite', suite)), ...(await part('person', person))]);
