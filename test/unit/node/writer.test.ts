import { PassThrough, Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { StreamMessageReader } from 'vscode-languageserver/node';
import { WholeMessageWriter } from '../../../server/src/node/writer.ts';

test('a message is written in one piece, and read again as it was', async () => {
  const pipe = new PassThrough();
  const pieces: Buffer[] = [];
  pipe.on('data', (piece: Buffer) => pieces.push(piece));
  const writer = new WholeMessageWriter(pipe);
  const sent = [
    { jsonrpc: '2.0', method: '甲', params: { text: '合计 1,027.00 万元 𠮷 \ud800' } },
    { jsonrpc: '2.0', id: 1, result: null },
  ];
  await Promise.all(sent.map((message) => writer.write(message)));
  expect(pieces).toHaveLength(2);

  const again = new PassThrough();
  const read: unknown[] = [];
  new StreamMessageReader(again).listen((message) => read.push(message));
  for (const piece of pieces) again.write(piece);
  await new Promise((done) => setTimeout(done, 20));
  // A lone surrogate has no form in UTF-8; JSON writes it as an escape.
  expect(read).toEqual(sent);
});

test('a pipe that is gone is told, for each message', async () => {
  const broken = new Writable({ write: (_, __, done) => done(new Error('EPIPE')) });
  const writer = new WholeMessageWriter(broken);
  const told: string[] = [];
  writer.onError(([error]) => told.push(error.message));
  await expect(writer.write({ jsonrpc: '2.0' })).rejects.toThrow('EPIPE');
  expect(told).toContain('EPIPE');
});

test('what cannot be written as JSON is an error of its message alone', async () => {
  const pipe = new PassThrough();
  const writer = new WholeMessageWriter(pipe);
  const round: { jsonrpc: string; self?: unknown } = { jsonrpc: '2.0' };
  round.self = round;
  await expect(writer.write(round)).rejects.toThrow();
  await writer.write({ jsonrpc: '2.0' });
  expect(String(pipe.read())).toContain('{"jsonrpc":"2.0"}');
});
