import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';
import { defineClientSuite } from './client.ts';
import { defineSuite } from './editor.ts';
import { defineNetworkSuite, watchNetwork } from './network.ts';
import { runAndGather } from './results.ts';
import { defineServerSuite } from './server.ts';

/** The entry that the extension host calls, on the desktop and in code-server alike. */
export function run(): Promise<void> {
  watchNetwork();
  const mocha = new Mocha({ ui: 'bdd', reporter: 'spec', color: false, timeout: 60_000 });
  // Not from files: the suite is one bundle. `pre-require` puts describe and it in place.
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  defineNetworkSuite();
  defineSuite();
  defineClientSuite();
  defineServerSuite();
  return runAndGather(mocha, (results) => {
    const file = process.env.DISCLOSURE_E2E_RESULT;
    if (file) writeFileSync(file, JSON.stringify(results, null, 2));
  });
}
