// Makes docs/images from the real editor: what the walk through the extension (test/e2e/person.mjs) sees, cut to what
// matters and written as WebP, which is a third of a PNG.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asAPerson } from '../test/e2e/person.mjs';
import { withBrowser } from './chromium.mjs';
import { startCodeServer } from './code-server.mjs';
import { freshOut, packageExtension, root, workspaceCopy } from './e2e-common.mjs';

/** Picture of the documents → step that it is taken from, and the part of the screen: x, y, width, height. */
const PICTURES = {
  'blamed-cell': ['hover', 350, 400, 1000, 470],
  'fix-percentage': ['fix-percentage', 350, 470, 1000, 330],
  paste: ['pasted', 350, 590, 800, 350],
  findings: ['findings-view', 0, 32, 1250, 700],
  'new-report': ['new-report', 350, 0, 800, 400],
};

const out = freshOut('pictures');
const workspace = workspaceCopy();
const server = await startCodeServer({
  vsix: packageExtension(join(out, 'disclosure.vsix')),
  settings: { 'disclosure.language': 'zh', 'files.autoSave': 'off' },
});
try {
  await withBrowser(async (page) => {
    const results = await asAPerson({ page, url: server.url, workspace, out });
    const failed = results.find(({ state }) => state === 'failed');
    if (failed) throw new Error(`${failed.title}\n${failed.error}`);
    // The workbench's own page lets nothing be loaded.
    const desk = await page.context().newPage();
    const shots = readdirSync(out);
    for (const [name, [step, x, y, width, height]] of Object.entries(PICTURES)) {
      const shot = shots.find((file) => file.replace(/^\d+-/, '') === `${step}.png`);
      if (!shot) throw new Error(`there is no picture of ${step}`);
      const png = `data:image/png;base64,${readFileSync(join(out, shot)).toString('base64')}`;
      const webp = await desk.evaluate(
        async ({ png, x, y, width, height }) => {
          const image = await createImageBitmap(await (await fetch(png)).blob());
          const canvas = document.createElement('canvas');
          canvas.width = width;
          canvas.height = height;
          canvas.getContext('2d').drawImage(image, -x, -y);
          return [canvas.toDataURL('image/png'), canvas.toDataURL('image/webp', 0.85)];
        },
        { png, x, y, width, height },
      );
      const bytes = webp.map((url) => Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'));
      // For whoever looks at what was made; the documents take the smaller one.
      writeFileSync(join(out, `made-${name}.png`), bytes[0]);
      writeFileSync(join(root, 'docs', 'images', `${name}.webp`), bytes[1]);
      console.log(`docs/images/${name}.webp: ${Math.round(bytes[1].length / 1024)} KB`);
    }
  });
} finally {
  await server.stop();
  workspace.remove();
}
