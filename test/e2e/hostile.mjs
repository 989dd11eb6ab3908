// Reports that try everything against their reader, exported and compared by the built command line, previewed in the
// editor, and opened in a real browser: every payload at every place where text of a report goes.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { HOSTILE, hostileReport, PAYLOADS } from '../support/hostile.mjs';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** The elements that a published page is made of. */
const KNOWN =
  'html head meta title style body main nav details summary ol li a h1 h2 h3 h4 h5 h6 p span div table caption colgroup col thead tbody tr th td strong em b figure figcaption svg rect line path polyline text g circle defs clippath tspan mark del ins ul br code';

/** Runs in the page: has everything happen that a reader could do, and tells what should not be there. */
function look(known) {
  const all = [...document.querySelectorAll('*')];
  for (const details of document.querySelectorAll('details')) details.open = true;
  for (const element of all)
    for (const type of ['mouseover', 'focus', 'click', 'load', 'error', 'toggle', 'animationend']) {
      const event = new Event(type, { bubbles: true, cancelable: true });
      event.preventDefault();
      element.dispatchEvent(event);
    }
  return {
    hacked: globalThis.hacked,
    violations: globalThis.violations,
    strangers: [...new Set(all.map((e) => e.localName))].filter((n) => !known.split(' ').includes(n)),
    attributes: all.flatMap((e) =>
      [...e.attributes]
        // The box that a wide table scrolls in takes the focus: that is ours.
        .filter(({ name, value }) => !(name === 'tabindex' && value === '0' && e.tagName === 'DIV'))
        .filter(({ name }) => /^on|^src|^style$|^action|^formaction|^data$|^autofocus|^tabindex/.test(name))
        .map(({ name, value }) => `${e.localName} ${name}=${value}`),
    ),
    links: all
      .flatMap((e) => [...e.attributes].filter((a) => /href$/.test(a.name)).map((a) => a.value))
      .filter((href) => !/^#/.test(href)),
  };
}
const CLEAN = { violations: [], strangers: [], attributes: [], links: [] };

function faultsOf(seen, wanted = CLEAN) {
  return JSON.stringify(seen) === JSON.stringify(wanted) ? [] : [JSON.stringify(seen)];
}

function run(...args) {
  const made = spawnSync(process.execPath, [cli, ...args], { encoding: 'utf8' });
  if (made.status === null || made.status > 1) throw new Error(`${args[0]}: ${made.stderr}`);
  return made.stdout;
}

/** @param {import('playwright-core').Page} page @param {string} out folder for pictures */
export async function hostileInBrowser(page, out) {
  const folder = mkdtempSync(join(tmpdir(), 'disclosure-hostile-'));
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.addInitScript(() => {
    globalThis.violations = [];
    document.addEventListener('securitypolicyviolation', (event) =>
      globalThis.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`),
    );
    globalThis.alert = globalThis.open = () => {
      globalThis.hacked = 1;
    };
  });
  const faults = { export: [], compare: [], requests: [] };
  try {
    const plain = join(folder, '甲.disclosure');
    writeFileSync(plain, hostileReport('甲'));
    for (const [i, [name, payload]] of [...Object.entries(PAYLOADS), ['all', HOSTILE]].entries()) {
      const inside = join(folder, String(i));
      mkdirSync(inside);
      // The name of the file is text of a report too, as far as a system takes it.
      const safe = [...payload.replace(/[/\n\p{Cc}\p{Cs}]/gu, '')].slice(0, 60).join('');
      const report = join(inside, `甲${name === 'all' ? '' : safe}.disclosure`);
      writeFileSync(report, name === 'all' ? payload : hostileReport(payload));
      const file = join(inside, 'a.html');
      run('export', report, '-o', file);
      const compared = join(inside, 'b.html');
      writeFileSync(compared, run('diff', plain, report, '--format', 'html'));
      for (const [what, path] of [
        ['export', file],
        ['compare', compared],
      ]) {
        await page.goto(pathToFileURL(path).href);
        const seen = await page.evaluate(look, KNOWN);
        faults[what].push(...faultsOf(seen).map((f) => `${name}: ${f}`));
        if (page.url() !== pathToFileURL(path).href) faults[what].push(`${name}: went to ${page.url()}`);
      }
      const text = await page.goto(pathToFileURL(file).href).then(() => page.textContent('main'));
      if (name === 'script' && text.split(payload).length < 15)
        faults.export.push('the text of the report is not all there');
    }
    await page.screenshot({ path: join(out, 'hostile.png') });
    // What looks must be able to see: the same text as a page of its own.
    const raw = join(folder, 'raw.html');
    writeFileSync(raw, `<meta charset="utf-8"><main>${PAYLOADS['image that fails']}</main>`);
    await page.goto(pathToFileURL(raw).href);
    const { hacked, strangers, attributes } = await page.evaluate(look, KNOWN);
    if (hacked !== 1 || strangers.length === 0 || attributes.length === 0)
      faults.export.push('a page that is not escaped was not noticed');
    faults.requests = asked.filter((url) => !url.startsWith(pathToFileURL(folder).href));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const count = Object.keys(PAYLOADS).length + 1;
  return [
    result(`${count} hostile reports, exported as web pages, are text`, faults.export),
    result(`${count} hostile reports, compared as web pages, are text`, faults.compare),
    result('no page of a hostile report asks for anything elsewhere', faults.requests),
  ];
}

/**
 * The same reports, one after the other, in the preview of the editor.
 * @param {{ page: import('playwright-core').Page, url: string, workspace: { folder: string }, out: string }} setting
 */
export async function hostileInEditor({ page, url, workspace, out }) {
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  const faults = [];
  writeFileSync(
    join(workspace.folder, 'hostile.disclosure'),
    [HOSTILE, ...Object.values(PAYLOADS).map((p) => hostileReport(p))].join('\n# 又一份\n\n'),
  );
  await page.goto(`${url}/?folder=${encodeURIComponent(workspace.folder)}`);
  await page
    .locator('.explorer-folders-view .monaco-list-row', { hasText: 'hostile.disclosure' })
    .dblclick({ timeout: 60_000 });
  await page.locator('.squiggly-error, .squiggly-warning').first().waitFor({ timeout: 60_000 });
  await page
    .locator('.editor-actions [aria-label*="预览"], .editor-actions [aria-label*="Preview"]')
    .first()
    .click();
  const frame = page.frameLocator('iframe.webview').frameLocator('#active-frame');
  await frame.locator('td, th', { hasText: 'HYPERLINK' }).first().waitFor({ timeout: 60_000 });
  await frame.locator('h2', { hasText: '名词解释' }).last().waitFor({ timeout: 60_000 });
  const policy = await frame.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  if (!/default-src 'none'/.test(policy ?? '') || /unsafe-(?:inline|eval)/.test(policy ?? ''))
    faults.push(`policy: ${policy}`);
  const seen = await frame.locator('main').evaluate((main, known) => {
    const all = [...main.querySelectorAll('*')];
    for (const element of all)
      for (const type of ['mouseover', 'focus', 'load', 'error', 'toggle'])
        element.dispatchEvent(new Event(type, { bubbles: true }));
    return {
      hacked: globalThis.hacked ?? globalThis.top?.hacked,
      strangers: [...new Set(all.map((e) => e.localName))].filter((n) => !known.split(' ').includes(n)),
      attributes: all.flatMap((e) =>
        [...e.attributes].filter((a) => /^on|^src|href$|^style$|^action/.test(a.name)).map((a) => a.name),
      ),
    };
  }, KNOWN);
  faults.push(...faultsOf(seen, { strangers: [], attributes: [] }));
  await page.screenshot({ path: join(out, 'hostile-preview.png') });
  if ((await page.evaluate(() => globalThis.hacked)) !== undefined)
    faults.push('the editor itself was reached');
  const elsewhere = asked.filter((u) => /example\.invalid|javascript:|^data:text\/html/.test(u));
  return [
    result('a hostile report in the preview of the editor is text', faults),
    result('the preview of a hostile report asks for nothing elsewhere', elsewhere),
  ];
}

function result(title, faults) {
  if (faults.length === 0) return { title, state: 'passed' };
  return { title, state: 'failed', error: [...new Set(faults)].slice(0, 20).join('\n') };
}
