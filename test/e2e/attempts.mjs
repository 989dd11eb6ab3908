// What a page tries to reach, even where its policy keeps it from it before a browser asks for anything: every way out
// of a page and of its workers is wrapped, written down and refused.

/** Runs in the page and at the head of each worker, where nothing of this file is known. @param {string} channel */
function wrapped(channel) {
  const told = new BroadcastChannel(channel);
  const refuse = (name) =>
    function attempt(...args) {
      told.postMessage(
        `${name} ${typeof args[0] === 'string' ? args[0] : Object.prototype.toString.call(args[0])}`,
      );
      throw new TypeError(`no network: ${name}`);
    };
  const replace = (owner, name, value) => {
    if (owner && name in owner)
      Object.defineProperty(owner, name, { value, configurable: false, writable: false });
  };
  for (const name of [
    'fetch',
    'WebSocket',
    'EventSource',
    'WebTransport',
    'RTCPeerConnection',
    'SharedWorker',
    'open',
  ])
    replace(globalThis, name, refuse(name));
  replace(globalThis.XMLHttpRequest?.prototype, 'open', refuse('XMLHttpRequest'));
  replace(globalThis.Navigator?.prototype, 'sendBeacon', refuse('sendBeacon'));
  replace(globalThis.ServiceWorkerContainer?.prototype, 'register', refuse('serviceWorker'));
  // Scripts of a blob are the page's own.
  const scripts = globalThis.importScripts;
  if (scripts)
    replace(globalThis, 'importScripts', function (...args) {
      const others = args.filter((address) => !/^(?:blob|data):/.test(String(address)));
      return others.length > 0 ? refuse('importScripts')(...others) : scripts.apply(this, args);
    });
  globalThis.addEventListener('securitypolicyviolation', (event) =>
    told.postMessage(`policy ${event.effectiveDirective} ${event.blockedURI}`),
  );
}

/** In a page: what it makes workers of begins with the same watch, and what all of them tell is kept. */
function watching({ channel, watch }) {
  const own = new BroadcastChannel(channel);
  // A channel does not hear itself: this is another one of the same name.
  globalThis.attempts = [];
  globalThis.watchedWorkers = 0;
  own.addEventListener('message', ({ data }) => globalThis.attempts.push(data));
  const { createObjectURL } = URL;
  URL.createObjectURL = (blob) =>
    /javascript/.test(blob.type)
      ? createObjectURL(new Blob([`(${watch})(${JSON.stringify(channel)});\n`, blob], { type: blob.type }))
      : createObjectURL(blob);
  const { Worker } = globalThis;
  globalThis.Worker = class extends Worker {
    constructor(...args) {
      super(...args);
      globalThis.watchedWorkers++;
    }
  };
}

const CHANNEL = 'attempts';

/** Every page that is opened from now on is watched. @param {import('playwright-core').Page} page */
export async function watchAttempts(page) {
  await page.addInitScript(watching, { channel: CHANNEL, watch: String(wrapped) });
  await page.addInitScript(wrapped, CHANNEL);
}

/** What it and its workers tried, and how many workers it has had. @param {import('playwright-core').Page} page */
export function attemptsOf(page) {
  return page.evaluate(() => ({ attempts: globalThis.attempts, workers: globalThis.watchedWorkers }));
}

/** A page that tries every way out, in itself and in a worker: what is not told of it would be told of no page. */
export function tryingPage() {
  const tries = [
    "fetch('https://control.invalid/1')",
    "new WebSocket('wss://control.invalid/2')",
    "new EventSource('https://control.invalid/3')",
    "new XMLHttpRequest().open('GET', 'https://control.invalid/4')",
  ];
  const inPage = [...tries, "navigator.sendBeacon('https://control.invalid/5')", 'new RTCPeerConnection({})'];
  const inWorker = [...tries, "importScripts('https://control.invalid/6')"];
  const all = (list) => list.map((one) => `try { ${one} } catch {}`).join('\n');
  return {
    html: `<script>${all(inPage)}
new Worker(URL.createObjectURL(new Blob([${JSON.stringify(all(inWorker))}], { type: 'text/javascript' })));</script>`,
    tries: inPage.length + inWorker.length,
  };
}
