// What an editor waits for when it activates the extension: node test/bench/activation.cjs [dist/client/node.js]
// Medians of 15 fresh processes, in milliseconds: reading the bundle, `activate` until the server is being started, and
// until it has answered. The editor's interface is a stand-in whose every member is a class, a function and an empty
// object at once, so that only our own code and the client library are measured.
const { Module } = require('node:module');
const childProcess = require('node:child_process');
const { resolve } = require('node:path');

const bundle = resolve(process.argv[2] ?? 'dist/client/node.js');
if (process.argv[3] === 'once') activate();
else {
  const runs = Array.from({ length: 16 }, () =>
    JSON.parse(
      childProcess.execFileSync(process.execPath, [__filename, bundle, 'once'], { encoding: 'utf8' }),
    ),
  ).slice(1); // The first one fills the machine's file cache.
  for (const step of ['read', 'start', 'answer']) {
    const sorted = runs.map((run) => run[step]).sort((a, b) => a - b);
    console.log(
      `${step.padEnd(7)} ${sorted[sorted.length >> 1].toFixed(1)}  (${sorted[0].toFixed(1)} at best)`,
    );
  }
}

function standIn(known = {}) {
  return new Proxy(class {}, {
    get(target, name) {
      if (name in known) return known[name];
      if (name === 'then') return undefined;
      if (name === 'prototype') return target.prototype;
      if (name === Symbol.iterator) return () => [][Symbol.iterator]();
      if (name === Symbol.toPrimitive) return () => '';
      known[name] = standIn();
      return known[name];
    },
    set(_, name, value) {
      known[name] = value;
      return true;
    },
    apply: () => standIn(),
    construct: () => standIn(),
  });
}

function activate() {
  const configuration = standIn({ get: (_, otherwise) => otherwise, inspect: () => undefined });
  const members = {
    version: '1.91.0',
    env: standIn({ language: 'zh-cn', appName: 'bench' }),
    workspace: standIn({
      getConfiguration: () => configuration,
      workspaceFolders: undefined,
      textDocuments: [],
      notebookDocuments: [],
    }),
    window: standIn({ activeTextEditor: undefined, visibleTextEditors: [], terminals: [] }),
  };
  // A bundle copies what it finds and takes the rest from the prototype.
  const vscode = Object.assign(Object.create(standIn(members)), members);
  const load = Module._load;
  Module._load = (name, ...rest) => (name === 'vscode' ? vscode : load(name, ...rest));

  let forked;
  for (const way of ['fork', 'spawn']) {
    const start = childProcess[way];
    childProcess[way] = (...given) => {
      forked ??= performance.now();
      return start(...given);
    };
  }

  const root = resolve(bundle, '../../..');
  const began = performance.now();
  const extension = require(bundle);
  const read = performance.now();
  const context = standIn({
    subscriptions: [],
    extensionPath: root,
    asAbsolutePath: (path) => resolve(root, path),
  });
  Promise.resolve(extension.activate(context)).then(
    () => {
      const done = performance.now();
      process.stdout.write(JSON.stringify({ read: read - began, start: forked - read, answer: done - read }));
      process.exit(0);
    },
    (error) => {
      console.error(error);
      process.exit(1);
    },
  );
}
