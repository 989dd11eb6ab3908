// mocha's browser build puts itself, and later describe and it, on the global object.
import 'mocha/mocha';
import { defineClientSuite } from './client.ts';
import { defineSuite } from './editor.ts';
import { runAndGather } from './results.ts';

/** The same suite in the web worker host (vscode.dev), which has no files: the results go to the console. */
export function run(): Promise<void> {
  // Seen by the watch (scripts/e2e-web.mjs), or it sees nothing.
  fetch('https://control.invalid/').catch(() => {});
  mocha.setup({ ui: 'bdd', reporter: 'spec', color: false, timeout: 60_000 });
  defineSuite();
  defineClientSuite();
  return runAndGather(mocha, (results) => console.log(`E2E_RESULT ${JSON.stringify(results)}`));
}
