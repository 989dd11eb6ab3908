// Makes docs/images from the real editor: what the walks through the extension (test/e2e/person.mjs, walk.mjs) see, cut
// to what matters and written as WebP, which is a third of a PNG. Needs LibreOffice and poppler for the page of Word.
import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listFolder, worksThroughList } from '../test/e2e/list.mjs';
import { asAPerson } from '../test/e2e/person.mjs';
import { walkFolder, walkThrough } from '../test/e2e/walk.mjs';
import { withBrowser } from './chromium.mjs';
import { startCodeServer } from './code-server.mjs';
import { freshOut, packageExtension, root, workspaceCopy } from './e2e-common.mjs';
import { cutPicture } from './webp.mjs';

/** Picture of the documents → step that it is taken from, and the part of the screen: x, y, width, height. */
const PERSON = {
  'blamed-cell': ['hover', 350, 400, 1000, 470],
  'fix-percentage': ['fix-percentage', 350, 470, 1000, 330],
  paste: ['pasted', 350, 590, 800, 350],
  findings: ['findings-view', 0, 32, 1250, 700],
  'new-report': ['new-report', 350, 0, 800, 400],
};
const WALK = {
  'walk-pick': ['walk-pick', 0, 32, 620, 300],
  'walk-year': ['walk-year', 0, 0, 1100, 160],
  'walk-fix': ['walk-fix', 350, 455, 1050, 330],
  'walk-mend': ['walk-mend', 350, 0, 1000, 410],
  'walk-diff': ['walk-diff', 350, 60, 1100, 560],
  'walk-preview': ['walk-preview', 350, 440, 1150, 540],
};
const LIST = { 'findings-list': ['list-marked', 0, 32, 1100, 400] };

const out = freshOut('pictures');
const vsix = packageExtension(join(out, 'disclosure.vsix'));

/** Cuts pictures of the screen. The workbench's own page lets nothing be loaded: another one does it. */
async function cut(page, pictures) {
  const desk = await page.context().newPage();
  for (const [name, [step, x, y, width, height]] of Object.entries(pictures)) {
    const shot = readdirSync(out).find((file) => file.replace(/^\d+-/, '') === `${step}.png`);
    if (!shot) throw new Error(`there is no picture of ${step}`);
    const made = await cutPicture(desk, join(out, shot), [x, y, width, height]);
    // For whoever looks at what was made; the documents take the smaller one.
    writeFileSync(join(out, `made-${name}.png`), made.png);
    writeFileSync(join(root, 'docs', 'images', `${name}.webp`), made.webp);
    console.log(`docs/images/${name}.webp: ${Math.round(made.webp.length / 1024)} KB`);
  }
}

async function take(workspace, settings, walk, pictures) {
  const server = await startCodeServer({
    vsix,
    settings: { 'disclosure.language': 'zh', 'files.autoSave': 'off', ...settings },
  });
  try {
    await withBrowser(async (page) => {
      const results = await walk(page, server.url);
      const failed = results.find(({ state }) => state === 'failed');
      if (failed) throw new Error(`${failed.title}\n${failed.error}`);
      await cut(page, pictures);
    });
  } finally {
    await server.stop();
    workspace.remove();
  }
}

/** A page of the exported Word file, as LibreOffice sets it. */
async function takeWord() {
  const run = (program, ...args) => {
    const { status, stderr } = spawnSync(program, args, { cwd: out, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${program}: ${stderr}`);
  };
  const sample = join(root, 'samples', '示例部门', '示例市林业局2023决算.disclosure');
  run(process.execPath, join(root, 'dist', 'cli.js'), 'export', sample, '--to', 'docx', '-o', 'word.docx');
  run('soffice', '--headless', '--convert-to', 'pdf', 'word.docx');
  run('pdftoppm', '-png', '-r', '64', '-f', '1', '-l', '30', 'word.pdf', 'page');
  const pages = readdirSync(out).filter((file) => /^page-\d+\.png$/.test(file));
  // The first page of the sentences: it has a chart.
  const text = (n) =>
    spawnSync('pdftotext', ['-f', n, '-l', n, 'word.pdf', '-'], { cwd: out, encoding: 'utf8' }).stdout;
  const at = pages.find((file) => text(String(Number(/\d+/.exec(file)[0]))).includes('变动情况图'));
  if (!at) throw new Error('no page of the sentences');
  const step = at.replace(/\.png$/, '');
  await withBrowser((page) => cut(page, { 'walk-word': [step, 0, 0, 530, 749] }));
}

const only = process.argv[2];
if (only === undefined || only === 'list') {
  const workspace = listFolder();
  await take(workspace, {}, (page, url) => worksThroughList({ page, url, workspace, out }), LIST);
}
if (only === 'list') process.exit();
if (only !== 'walk') {
  const workspace = workspaceCopy();
  await take(workspace, {}, (page, url) => asAPerson({ page, url, workspace, out }), PERSON);
}
const workspace = walkFolder();
const { folder } = workspace;
const settings = { 'explorer.autoReveal': false };
await take(workspace, settings, (page, url) => walkThrough({ page, url, folder, out }), WALK);
await takeWord();
