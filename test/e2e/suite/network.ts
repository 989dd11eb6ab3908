import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { createRequire } from 'node:module';
import net from 'node:net';

const watcher = process.env.DISCLOSURE_NETWORK_WATCHER;

/**
 * Puts the watch into the host of extensions, as an editor takes options of Node away from it; our server, which is
 * started with the host's environment, has it from its next start on.
 */
export function watchNetwork(): void {
  if (!watcher) return;
  createRequire(watcher)(watcher);
  process.env.NODE_OPTIONS = `--require ${watcher}`;
}

/** That what is asked for from a file of ours is told. */
export function defineNetworkSuite(): void {
  if (!watcher) return;
  describe('the watch of the network', () => {
    for (const [name, ask] of Object.entries({
      fetch: () => fetch('http://control.invalid/'),
      http: () => http.get('http://control.invalid/'),
      https: () => https.request('https://control.invalid/'),
      net: () => net.connect(9, 'control.invalid'),
    }))
      it(`sees ${name}`, () => {
        assert.throws(ask, /no network/);
        assert.match(
          readFileSync(process.env.DISCLOSURE_NETWORK_LOG ?? '', 'utf8'),
          new RegExp(`^${name}`, 'm'),
        );
      });
  });
}
