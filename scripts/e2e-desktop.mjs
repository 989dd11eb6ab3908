// The suite inside a desktop VS Code: one that VSCODE_EXECUTABLE_PATH names, else a downloaded one.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { conclude, freshOut, readResults, root, workspaceCopy } from './e2e-common.mjs';

const out = freshOut('desktop');
const workspace = workspaceCopy();
const profile = mkdtempSync(join(tmpdir(), 'dvs-'));
const resultFile = join(out, 'suite.json');
let problem;
try {
  const executable = process.env.VSCODE_EXECUTABLE_PATH;
  await runTests({
    ...(executable
      ? { vscodeExecutablePath: executable }
      : { version: process.env.VSCODE_VERSION ?? 'stable' }),
    extensionDevelopmentPath: root,
    extensionTestsPath: join(root, 'dist', 'test', 'index'),
    launchArgs: [
      workspace.folder,
      '--disable-extensions',
      '--disable-workspace-trust',
      '--user-data-dir',
      profile,
    ],
    extensionTestsEnv: { DISCLOSURE_E2E_RESULT: resultFile },
  });
} catch (error) {
  problem = String(error);
} finally {
  workspace.remove();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
conclude(out, readResults(resultFile, 'desktop', problem));
