// The suite inside the extension host, and the extension as a person uses it, in code-server and Chromium.
import { join } from 'node:path';
import { inComfort } from '../test/e2e/comfort.mjs';
import { atTheDesk } from '../test/e2e/desk.mjs';
import { watchedExtension } from '../test/e2e/extension-network.mjs';
import { filesFolder, importsFolder } from '../test/e2e/folder.mjs';
import { hostileInBrowser, hostileInEditor } from '../test/e2e/hostile.mjs';
import { emptyFolder, firstHour } from '../test/e2e/hour.mjs';
import { listFolder, worksThroughList } from '../test/e2e/list.mjs';
import { asAPerson } from '../test/e2e/person.mjs';
import { inRestrictedMode, RESTRICTED } from '../test/e2e/restricted.mjs';
import { walkFolder, walkThrough } from '../test/e2e/walk.mjs';
import { suiteOn, withBrowser } from './chromium.mjs';
import { chosenEditor, startCodeServer } from './code-server.mjs';
import {
  conclude,
  freshOut,
  packageExtension,
  readResults,
  root,
  workspaceCopy,
  writeOutcome,
} from './e2e-common.mjs';

/** What stands behind a flag of the command. */
const given = (flag) => {
  const at = process.argv.indexOf(flag);
  return at < 0 ? undefined : process.argv[at + 1];
};
if (given('--editor')) process.env.DISCLOSURE_EDITOR = given('--editor');
const editor = chosenEditor();
const out = freshOut(editor.name === 'newest' ? 'code-server' : `code-server-${editor.name}`);
console.log(`code-server ${editor.version}`);

/** Our readers read Chinese; the editor itself has no language packs here. */
const CHINESE = { 'disclosure.language': 'zh', 'files.autoSave': 'off' };

/** The packaged extension, packed once for all parts. */
let vsix;

/** Part one: mocha in the extension host, on the extension as it stands in the tree. */
async function suite() {
  const workspace = workspaceCopy();
  const resultFile = join(out, 'suite.json');
  const watch = watchedExtension();
  const server = await startCodeServer({ env: { DISCLOSURE_E2E_RESULT: resultFile, ...watch.env } });
  let problem;
  try {
    const remote = (path) => `vscode-remote://${server.authority}${path}`;
    const payload = [
      ['extensionDevelopmentPath', remote(root)],
      ['extensionTestsPath', remote(join(root, 'dist', 'test', 'index'))],
    ];
    const query = new URLSearchParams({ folder: workspace.folder, payload: JSON.stringify(payload) });
    problem = await withBrowser((page) => suiteOn(page, `${server.url}/?${query}`, out));
  } catch (error) {
    problem = String(error);
  } finally {
    await server.stop();
    workspace.remove();
  }
  return [...readResults(resultFile, 'suite', problem), ...watch.results('suite')];
}

/** Part two: the packaged extension, installed, seen and used through the screen alone. */
const person = () => inFolder(workspaceCopy(), asAPerson);

/** A browser on a busy machine may lose a click: a part in which something failed is tried once more, and what failed is told. */
async function part(name, run) {
  const first = await attempt(name, run);
  const failed = first.filter(({ state }) => state === 'failed');
  for (const { title, error } of failed) console.log(`tried again: ${title}\n${error}`);
  return failed.length === 0 ? first : attempt(name, run);
}

/** A part that breaks down is one failed test, and does not hide what the other part found. */
async function attempt(name, run) {
  try {
    return await run();
  } catch (error) {
    return [{ title: name, state: 'failed', error: String(error?.stack ?? error) }];
  }
}

/** Part three: hostile reports, exported and compared in a browser, previewed in the editor. */
async function hostile() {
  const exported = await withBrowser((page) => hostileInBrowser(page, out));
  return [...exported, ...(await inFolder(workspaceCopy(), hostileInEditor, { settings: {} }))];
}

/** Part four: a folder that nobody has said to trust. */
const restricted = () => inFolder(workspaceCopy(), inRestrictedMode, { settings: RESTRICTED, trust: true });

/** Part five: from this year's tables and last year's text to a checked report, as the documents tell it. */
const walk = () =>
  inFolder(walkFolder(), walkThrough, { settings: { ...CHINESE, 'explorer.autoReveal': false } });

/** Part six: a folder of files as they come, and the page that sums its import up. */
const folder = () => inFolder(filesFolder(), importsFolder);

/** Part seven: the first hour of somebody who knows Excel. */
const hour = () => inFolder(emptyFolder(), firstHour);

/** Part eight: nine sheets of a workbook become a report that is published. */
const desk = () => inFolder(emptyFolder(), atTheDesk);

/** Part nine: after a reload, in high contrast, at 200 %. */
const comfort = () => inFolder(workspaceCopy(), inComfort);

/** Part ten: a reviewer's list. */
const list = () => inFolder(listFolder(), worksThroughList);

/** Visits a folder in an editor with the packaged extension, in a browser; both are gone afterwards. */
async function inFolder(workspace, visit, { settings = CHINESE, trust = false } = {}) {
  vsix ??= packageExtension(join(out, 'disclosure.vsix'));
  const server = await startCodeServer({ vsix, settings, trust });
  const { folder } = workspace;
  try {
    return await withBrowser((page) => visit({ page, server, url: server.url, workspace, folder, out }));
  } finally {
    await server.stop();
    workspace.remove();
  }
}

/** `--only hostile` runs one part, `--editor oldest` all in the oldest editor that npm has; `--write` records how it went. */
const only = given('--only');
const results = [];
for (const [name, run] of Object.entries({
  suite,
  person,
  hostile,
  restricted,
  walk,
  folder,
  hour,
  desk,
  comfort,
  list,
}))
  if (only === undefined || only === name) results.push(...(await part(name, run)));
conclude(out, results);
if (process.argv.includes('--write')) writeOutcome(editor, only, results);
