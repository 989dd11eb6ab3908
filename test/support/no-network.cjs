// Loaded before a program (`node --require`, NODE_OPTIONS): writes down whatever would reach a network, and lets none of it be.
// Where DISCLOSURE_NETWORK_OURS says by a pattern which files are ours, in an editor: what they ask for, and no other's.
'use strict';
const { appendFileSync } = require('node:fs');

const told = process.env.DISCLOSURE_NETWORK_LOG;
const ours = process.env.DISCLOSURE_NETWORK_OURS && new RegExp(process.env.DISCLOSURE_NETWORK_OURS);
/** Whether the whole program is watched, or its callers are looked at. */
const whole = !ours || ours.test(process.argv[1] ?? '');
if (ours)
  appendFileSync(`${told}.started`, `${whole ? 'ours' : 'editor'} ${process.argv.slice(1).join(' ')}\n`);

function isOurs() {
  if (whole) return true;
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 100;
  const { stack } = new Error();
  Error.stackTraceLimit = stackTraceLimit;
  return ours.test(stack);
}

function refuse(what, original) {
  return function (...args) {
    if (!isOurs())
      return new.target ? Reflect.construct(original, args, original) : original.apply(this, args);
    const seen = args.map((a) =>
      typeof a === 'string'
        ? a
        : typeof a === 'object' && a
          ? JSON.stringify(a, ['host', 'hostname', 'port', 'path', 'href'])
          : typeof a,
    );
    appendFileSync(
      told,
      `${what} ${seen.join(' ')} ${new Error().stack.split('\n').slice(2, 5).join(' ')}\n`,
    );
    throw new Error(`no network: ${what}`);
  };
}
for (const [name, calls] of Object.entries({
  net: ['connect', 'createConnection', 'createServer'],
  tls: ['connect', 'createServer'],
  http: ['request', 'get', 'createServer'],
  https: ['request', 'get', 'createServer'],
  http2: ['connect', 'createServer'],
  dgram: ['createSocket'],
  dns: ['lookup', 'resolve', 'resolve4', 'resolve6', 'resolveAny', 'reverse'],
})) {
  const module = require(`node:${name}`);
  for (const call of calls) module[call] = refuse(`${name}.${call}`, module[call]);
}
const { Socket } = require('node:net');
Socket.prototype.connect = refuse('net.Socket.connect', Socket.prototype.connect);
for (const name of ['fetch', 'WebSocket', 'EventSource'])
  if (name in globalThis)
    Object.defineProperty(globalThis, name, { value: refuse(name, globalThis[name]), writable: !whole });
// What is imported by name is another binding.
require('node:module').syncBuiltinESMExports();
