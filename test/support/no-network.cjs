// Loaded before a program (`node --require`, NODE_OPTIONS): writes down whatever would reach a network, and lets none of it be.
'use strict';
const { appendFileSync } = require('node:fs');

const told = process.env.DISCLOSURE_NETWORK_LOG;
function refuse(what) {
  return (...args) => {
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
  for (const call of calls) module[call] = refuse(`${name}.${call}`);
}
const { Socket } = require('node:net');
Socket.prototype.connect = refuse('net.Socket.connect');
for (const name of ['fetch', 'WebSocket', 'EventSource'])
  if (name in globalThis) Object.defineProperty(globalThis, name, { value: refuse(name), writable: false });
