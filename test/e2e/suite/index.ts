import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';
import { defineSuite } from './editor.ts';

/** The entry that the extension host calls, on the desktop and in code-server alike. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', reporter: 'spec', color: false, timeout: 60_000 });
  // Not from files: the suite is one bundle. `pre-require` puts describe and it in place.
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  defineSuite();

  const results: { title: string; state: 'passed' | 'failed'; error?: string }[] = [];
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    runner.on('pass', (test) => results.push({ title: test.fullTitle(), state: 'passed' }));
    runner.on('fail', (test, error) => {
      results.push({ title: test.fullTitle(), state: 'failed', error: String(error?.stack ?? error) });
    });
  });
  const file = process.env.DISCLOSURE_E2E_RESULT;
  if (file) writeFileSync(file, JSON.stringify(results, null, 2));
  if (failures > 0) throw new Error(`${failures} failed`);
}
