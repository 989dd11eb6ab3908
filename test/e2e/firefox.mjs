// A Firefox of the machine's own, by its remote protocol (Marionette): numbered commands over a socket, each with its
// length before it. Playwright drives only a Firefox of its own making, which would have to be downloaded.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export function firefoxPath() {
  return [process.env.FIREFOX_PATH, '/usr/bin/firefox-esr', '/usr/bin/firefox'].find(
    (p) => p && existsSync(p),
  );
}

/** Everything through the proxy, nothing that Firefox does by itself. */
function preferences(proxyPort, downloads) {
  return {
    'marionette.port': 0,
    'network.proxy.type': 1,
    'network.proxy.http': '127.0.0.1',
    'network.proxy.http_port': proxyPort,
    'network.proxy.ssl': '127.0.0.1',
    'network.proxy.ssl_port': proxyPort,
    'network.proxy.allow_hijacking_localhost': true,
    'network.captive-portal-service.enabled': false,
    'network.connectivity-service.enabled': false,
    'app.update.disabledForTesting': true,
    'app.normandy.enabled': false,
    'datareporting.policy.dataSubmissionEnabled': false,
    'services.settings.server': 'data:,#remote-settings-dummy/v1',
    'browser.safebrowsing.update.enabled': false,
    'extensions.update.enabled': false,
    'browser.shell.checkDefaultBrowser': false,
    'browser.aboutwelcome.enabled': false,
    'startup.homepage_welcome_url': '',
    'browser.download.folderList': 2,
    'browser.download.dir': downloads,
  };
}

class Marionette {
  #socket;
  #buffer = Buffer.alloc(0);
  #waiting = new Map();
  #next = 1;

  constructor(socket) {
    this.#socket = socket;
    socket.on('data', (data) => this.#read(data));
    socket.on('error', () => {});
    socket.on('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('Firefox is gone'));
    });
  }

  #read(data) {
    this.#buffer = Buffer.concat([this.#buffer, data]);
    for (;;) {
      const colon = this.#buffer.indexOf(':');
      if (colon < 0) return;
      const length = Number(this.#buffer.subarray(0, colon));
      if (this.#buffer.length < colon + 1 + length) return;
      const message = JSON.parse(this.#buffer.subarray(colon + 1, colon + 1 + length).toString());
      this.#buffer = this.#buffer.subarray(colon + 1 + length);
      if (!Array.isArray(message)) continue;
      const [, id, error, result] = message;
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error) waiting?.reject(new Error(`${error.error}: ${error.message}`));
      else waiting?.resolve(result);
    }
  }

  send(name, parameters = {}) {
    const id = this.#next++;
    const text = JSON.stringify([0, id, name, parameters]);
    this.#socket.write(`${Buffer.byteLength(text)}:${text}`);
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  async run(script, ...args) {
    return (await this.send('WebDriver:ExecuteScript', { script, args })).value;
  }

  /** Waits until a script gives something that is true. */
  async until(script, what, timeout = 60_000) {
    for (const end = Date.now() + timeout; Date.now() < end; await pause(200)) {
      const value = await this.run(script);
      if (value) return value;
    }
    throw new Error(`Firefox: ${what}`);
  }

  async picture(file) {
    const { value } = await this.send('WebDriver:TakeScreenshot', { full: false });
    writeFileSync(file, Buffer.from(value, 'base64'));
  }

  /** Picks files in a field for files. */
  async pick(selector, files) {
    const found = await this.send('WebDriver:FindElement', { using: 'css selector', value: selector });
    const [id] = Object.values(found.value);
    await this.send('WebDriver:ElementSendKeys', { id, text: files.join('\n') });
  }
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function portOf(profile) {
  const file = join(profile, 'MarionetteActivePort');
  for (let i = 0; i < 300; i++, await pause(100)) {
    const text = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
    if (text) return Number(text);
  }
  throw new Error('Firefox did not start');
}

/** A Firefox in a fresh profile; closed again whatever happens. */
export async function withFirefox({ proxyPort, downloads }, use) {
  const profile = mkdtempSync(join(tmpdir(), 'disclosure-firefox-'));
  const lines = Object.entries(preferences(proxyPort, downloads)).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  );
  writeFileSync(join(profile, 'user.js'), lines.join('\n'));
  const args = [
    '--headless',
    '--marionette',
    '--no-remote',
    '--profile',
    profile,
    '--width=1500',
    '--height=1000',
  ];
  const child = spawn(firefoxPath(), args, {
    stdio: 'ignore',
    detached: true,
    env: { ...process.env, HOME: profile },
  });
  try {
    const socket = connect(await portOf(profile), '127.0.0.1');
    const browser = new Marionette(socket);
    await browser.send('WebDriver:NewSession', { acceptInsecureCerts: false });
    await browser.send('WebDriver:SetTimeouts', { script: 120_000, pageLoad: 60_000 });
    const result = await use(browser);
    socket.destroy();
    return result;
  } finally {
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It is gone already.
    }
    await pause(300);
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
