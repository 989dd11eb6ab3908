// 校对.html in real browsers, from the disk, with the network cut off.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firefoxPath, withFirefox } from '../test/e2e/firefox.mjs';
import { pageFolder, pageInChromium, pageInFirefox } from '../test/e2e/page.mjs';
import { watchedNetwork } from '../test/e2e/watched.mjs';
import { withBrowser } from './chromium.mjs';
import { conclude, freshOut, root } from './e2e-common.mjs';
import { buildPage } from './page.mjs';
import { cutPicture } from './webp.mjs';

/** Half of what the page may be: it is mailed about, and lies on many desktops. */
const MOST_BYTES = 3_000_000;

const out = freshOut('page');
const results = [];
const html = join(out, '校对.html');
const { bytes } = await buildPage(html);
results.push({
  title: `the page is one file of ${bytes} bytes`,
  ...(bytes < MOST_BYTES ? { state: 'passed' } : { state: 'failed', error: `more than ${MOST_BYTES}` }),
});

/** `--keep FOLDER` makes the files there and takes them from there the next time. */
const keep = process.argv.indexOf('--keep');
const folder = await pageFolder(withBrowser, keep < 0 ? undefined : process.argv[keep + 1]);
const downloads = mkdtempSync(join(tmpdir(), 'disclosure-saved-'));
const network = await watchedNetwork();
const through = [`--proxy-server=http://127.0.0.1:${network.port}`, '--proxy-bypass-list=<-loopback>'];
try {
  results.push(
    ...(await withBrowser((page) => pageInChromium({ page, html, out, folder, network }), through)),
  );
  network.asked.length = 0;
  if (firefoxPath())
    results.push(
      ...(await withFirefox({ proxyPort: network.port, downloads }, (browser) =>
        pageInFirefox({ browser, html, out, folder, network }),
      )),
    );
  else console.log('– no Firefox here (apt-get install firefox-esr)');
} catch (error) {
  results.push({ title: 'the page', state: 'failed', error: String(error?.stack ?? error) });
} finally {
  network.close();
  folder.remove();
  rmSync(downloads, { recursive: true, force: true });
}
/** `--pictures` makes those of docs/page.md. */
if (process.argv.includes('--pictures'))
  await withBrowser(async (page) => {
    for (const name of ['start', 'finding', 'round']) {
      const { webp } = await cutPicture(page, join(out, `page-${name}.png`), [0, 0, 1500, 1000]);
      writeFileSync(join(root, 'docs', 'images', `page-${name}.webp`), webp);
    }
  });
conclude(out, results);
