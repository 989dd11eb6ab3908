// A report that tries everything against its reader, exported by the built command line and opened in a real browser.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** The text of test/support/hostile.ts, which is a template and no module of Node's. */
function hostileReport() {
  const source = readFileSync(new URL('../support/hostile.ts', import.meta.url), 'utf8');
  const [, script] = /const script = '([^']*)'/.exec(source) ?? [];
  const [, template] = /HOSTILE = `([\s\S]*)`;\s*$/.exec(source) ?? [];
  if (!script || !template) throw new Error('test/support/hostile.ts has another shape');
  return new Function('script', `return \`${template}\`;`)(script);
}

/** @param {import('playwright-core').Page} page @param {string} out folder for pictures */
export async function hostileInBrowser(page, out) {
  const folder = mkdtempSync(join(tmpdir(), 'disclosure-hostile-'));
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  try {
    const report = join(folder, 'a.disclosure');
    const file = join(folder, 'a.html');
    writeFileSync(report, hostileReport());
    const made = spawnSync(process.execPath, [cli, 'export', report, '-o', file], { encoding: 'utf8' });
    if (made.status !== 0) throw new Error(`export: ${made.stderr}`);
    await page.goto(pathToFileURL(file).href);
    await page.screenshot({ path: join(out, 'hostile.png') });
    const seen = await page.evaluate(() => ({
      hacked: globalThis.hacked,
      strangers: document.querySelectorAll('script, iframe, img, object, embed, form, [onclick], [onerror]')
        .length,
      links: [...document.querySelectorAll('[href]')].filter((a) => !a.getAttribute('href').startsWith('#'))
        .length,
      rows: document.querySelectorAll('tbody tr').length,
      text: document.body.textContent.includes('<script>globalThis.hacked = true</script>'),
    }));
    const wanted = { strangers: 0, links: 0, rows: 4, text: true };
    if (JSON.stringify(seen) !== JSON.stringify(wanted)) throw new Error(JSON.stringify(seen));
    const elsewhere = asked.filter((url) => url !== pathToFileURL(file).href);
    if (elsewhere.length > 0) throw new Error(`asked for ${elsewhere.join(' ')}`);
    return [{ title: 'a hostile report in a browser is text', state: 'passed' }];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
