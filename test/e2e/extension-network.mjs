// Whether the extension reaches a network in an editor: its host and our server are watched, by who calls.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const watcher = fileURLToPath(new URL('../support/no-network.cjs', import.meta.url));
/** Files of the extension, and of the suite, which tries whether it is watched. */
const OURS = '/dist/(?:client|server|chunks|cli|test)\\b';

/** The environment of an editor that is watched, and what was seen. */
export function watchedExtension() {
  const folder = mkdtempSync(join(tmpdir(), 'disclosure-watch-'));
  const log = join(folder, 'network.log');
  const linesOf = (path) => (existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n') : []);
  return {
    env: {
      DISCLOSURE_NETWORK_WATCHER: watcher,
      DISCLOSURE_NETWORK_LOG: log,
      DISCLOSURE_NETWORK_OURS: OURS,
    },
    /** Ends the watch. @param {string} name whose results they are */
    results(name) {
      const started = linesOf(`${log}.started`);
      const asked = linesOf(log);
      rmSync(folder, { recursive: true, force: true });
      const result = (title, faults) => ({
        title: `${name}: ${title}`,
        ...(faults.length === 0 ? { state: 'passed' } : { state: 'failed', error: faults.join('\n') }),
      });
      return [
        result(
          'our server is watched',
          started.some((line) => /^ours .*server\/node\.js/.test(line))
            ? []
            : [`only ${started.join(' | ')}`],
        ),
        result(
          'the extension asks for nothing',
          asked.filter((line) => !line.includes('control.invalid')),
        ),
      ];
    },
  };
}
