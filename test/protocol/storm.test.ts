/** What clients do wrong, do too often, or stop doing: the server answers, or ends, and never hangs. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import {
  CancellationTokenSource,
  createProtocolConnection,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { Random } from '../fuzz/random.ts';
import { EXAMPLE } from '../support/fixture.ts';
import { applyEdits, LspClient, PULL } from '../support/lsp-client.ts';

const URI = 'file:///w/a.disclosure';
const document = { textDocument: { uri: URI } };
const START = { line: 0, character: 0 };
const item = {
  uri: URI,
  name: '',
  kind: 16,
  range: { start: START, end: START },
  selectionRange: { start: START, end: START },
};
const SMALL =
  '单位：某局\n金额单位：万元\n\n## 某表\n\n| 项目 | 金额 |\n| --- | ---: |\n| 甲 | 1.00 |\n| 乙 |\n';

const started: { client?: LspClient; bare?: ChildProcess }[] = [];
afterEach(() => {
  for (const { client, bare } of started.splice(0)) {
    client?.kill();
    bare?.kill('SIGKILL');
  }
});

async function opened(text = SMALL, options: Parameters<typeof LspClient.start>[0] = {}): Promise<LspClient> {
  const client = await LspClient.start(options);
  started.push({ client });
  await client.open(URI, text);
  return client;
}

/** A server that nobody has said hello to. */
function bare(): { process: ChildProcess; connection: ProtocolConnection } {
  const process_ = spawn(process.execPath, ['dist/server/node.js', '--stdio'], { stdio: 'pipe' });
  started.push({ bare: process_ });
  const connection = createProtocolConnection(
    new StreamMessageReader(process_.stdout!),
    new StreamMessageWriter(process_.stdin!),
  );
  connection.onError(() => undefined);
  connection.listen();
  return { process: process_, connection };
}

/** Whether there is a process; one that has ended and that nobody asks for its end counts as none. */
function runs(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    try {
      return !existsSync('/proc/self') && process.kill(pid, 0);
    } catch {
      return false;
    }
  }
}

const codeOf = (answer: Promise<unknown>) =>
  answer.then(
    () => 'answered',
    (error: { code?: number }) => error.code,
  );

const METHODS = [
  'textDocument/hover',
  'textDocument/completion',
  'textDocument/definition',
  'textDocument/references',
  'textDocument/documentHighlight',
  'textDocument/documentSymbol',
  'textDocument/foldingRange',
  'textDocument/selectionRange',
  'textDocument/documentLink',
  'textDocument/codeLens',
  'textDocument/inlayHint',
  'textDocument/formatting',
  'textDocument/rangeFormatting',
  'textDocument/onTypeFormatting',
  'textDocument/semanticTokens/full',
  'textDocument/semanticTokens/range',
  'textDocument/semanticTokens/full/delta',
  'textDocument/codeAction',
  'textDocument/prepareRename',
  'textDocument/rename',
  'textDocument/prepareCallHierarchy',
  'callHierarchy/incomingCalls',
  'callHierarchy/outgoingCalls',
  'textDocument/diagnostic',
  'workspace/diagnostic',
  'workspace/symbol',
];

describe('outside a session', () => {
  it('before initialize every request is refused, notifications are passed over, and exit ends it', async () => {
    const { process: server, connection } = bare();
    await connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: URI, languageId: 'disclosure', version: 1, text: SMALL },
    });
    for (const method of METHODS)
      expect(
        await codeOf(connection.sendRequest(method, { ...document, position: START, item })),
        method,
      ).toBe(-32002);
    await connection.sendNotification('exit');
    const [code] = await once(server, 'exit');
    expect(code).toBe(1);
  });

  it('after shutdown nothing is answered any more, and exit ends it well', async () => {
    const client = await opened();
    await client.request('shutdown', undefined);
    for (const method of METHODS)
      expect(typeof (await codeOf(client.request(method, { ...document, position: START }))), method).toBe(
        'number',
      );
    await client.change(URI, '甲');
    await client.notify('exit', undefined);
    const [code] = await once(client.process, 'exit');
    expect(code).toBe(0);
  });
});

describe('messages that are wrong', () => {
  it('unknown methods are refused, unknown notifications passed over', async () => {
    const client = await opened();
    expect(await codeOf(client.request('textDocument/nonsense', {}))).toBe(-32601);
    expect(await codeOf(client.request('__proto__', {}))).toBe(-32601);
    await client.notify('$/nonsense', {});
    await client.notify('textDocument/nonsense', [1, 2]);
    expect(await client.diagnostics(URI)).not.toEqual([]);
  });

  it('parameters of the wrong kind are answered with nothing or an error, and the next request as ever', async () => {
    const client = await opened(EXAMPLE, { capabilities: PULL });
    const before = await client.request('textDocument/documentSymbol', document);
    const wrong: unknown[] = [
      null,
      {},
      [],
      'text',
      { textDocument: null },
      { textDocument: { uri: 7 } },
      { textDocument: { uri: '' }, position: START },
      { ...document, position: null },
      { ...document, position: { line: '1', character: '2' } },
      { ...document, position: { line: -1, character: -5 } },
      { ...document, position: { line: 1.5, character: Number.MAX_SAFE_INTEGER } },
      { ...document, range: { start: { line: 9, character: 9 }, end: START }, context: null },
      { ...document, range: null, options: null, context: { diagnostics: null, only: 3 } },
      { ...document, positions: [null, START] },
      { ...document, positions: 3, newName: { a: 1 }, ch: 5, position: START },
      { item: null },
      { item: { uri: URI, range: null, selectionRange: null } },
      { query: 7, previousResultIds: null },
      { ...document, previousResultId: {} },
    ];
    for (const method of METHODS)
      for (const params of wrong) {
        const answer = await codeOf(client.request(method, params));
        expect(['answered', 'number'], `${method} ${JSON.stringify(params)}`).toContain(
          answer === 'answered' ? answer : typeof answer,
        );
      }
    expect(await client.request('textDocument/documentSymbol', document)).toEqual(before);
  });

  it('notifications of the wrong kind change nothing', async () => {
    const client = await opened();
    await client.diagnostics(URI);
    const wrong: [string, unknown][] = [
      [
        'textDocument/didChange',
        { textDocument: { uri: 'file:///w/none.disclosure', version: 2 }, contentChanges: [{ text: 'x' }] },
      ],
      ['textDocument/didClose', { textDocument: { uri: 'file:///w/none.disclosure' } }],
      ['textDocument/didSave', {}],
      ['workspace/didChangeConfiguration', { settings: 'none' }],
      [
        'workspace/didChangeConfiguration',
        { settings: { disclosure: { severity: ['off'], catalogueYear: 'x' } } },
      ],
      ['workspace/didChangeWatchedFiles', { changes: [] }],
      ['$/cancelRequest', { id: 4711 }],
      ['$/setTrace', { value: 'nonsense' }],
    ];
    for (const [method, params] of wrong) await client.notify(method, params);
    await client.change(URI, SMALL.replace('| 乙 |', '| 乙 | 2.00 |'));
    expect((await client.diagnostics(URI)).map((d) => d.code)).not.toContain('ragged-row');
    expect(await client.stop()).toBe(0);
  });

  it('versions out of order, and ranges outside the text, are taken as they come', async () => {
    const client = await opened();
    await client.diagnostics(URI);
    const send = (version: number, contentChanges: unknown[]) =>
      client.notify('textDocument/didChange', { textDocument: { uri: URI, version }, contentChanges });
    await send(9, [{ text: '甲\n乙' }]);
    await send(3, [
      { range: { start: { line: 0, character: 1 }, end: { line: 0, character: 1 } }, text: '一' },
    ]);
    await send(3, [
      { range: { start: { line: 99, character: 0 }, end: { line: 999, character: 9 } }, text: '丙' },
    ]);
    await send(4, [
      { range: { start: { line: 1, character: 500 }, end: { line: 1, character: 900 } }, text: '丁' },
    ]);
    await send(5, []);
    await send(6, [{ text: `${SMALL}甲` }]);
    const last = await client.until('the last version', () => {
      const p = client.lastPublished(URI);
      return p?.version === 6 ? p : undefined;
    });
    expect(last.diagnostics.map((d) => d.code)).toContain('ragged-row');
  });
});

describe('a storm', () => {
  it('of 1,000 changes with requests between, some taken back, ends with the findings of the last text', async () => {
    const client = await opened(EXAMPLE);
    const r = new Random('storm');
    const lines = EXAMPLE.split('\n').length;
    let text = EXAMPLE;
    const answers: Promise<unknown>[] = [];
    for (let i = 0; i < 1000; i++) {
      const at = { line: r.below(lines), character: 0 };
      const put = r.pick(['1', '甲', '|', '。', '-']);
      const edit = { range: { start: at, end: at }, newText: put };
      text = applyEdits(text, [edit]);
      void client.change(URI, [{ range: edit.range, text: put }]);
      if (i % 5 === 0) {
        const source = new CancellationTokenSource();
        const method = r.pick([
          'textDocument/hover',
          'textDocument/documentSymbol',
          'textDocument/semanticTokens/full',
        ]);
        answers.push(codeOf(client.request(method, { ...document, position: at }, source.token)));
        if (r.oneIn(2)) source.cancel();
      }
    }
    const kinds = new Set(await Promise.all(answers));
    // Answered, taken back, or overtaken by a change.
    for (const kind of kinds) expect(['answered', -32800, -32801]).toContain(kind);
    const found = await client.diagnostics(URI);
    const other = 'file:///w/b.disclosure';
    await client.open(other, text);
    const fresh = await client.diagnostics(other);
    const told = (list: typeof found) => list.map((d) => [d.code, d.range, d.message]);
    expect(told(found)).toEqual(told(fresh));
    expect(client.received.filter((m) => m.method === 'window/logMessage')).toEqual([]);
  });

  it('of 200 open files: each gets its findings, and all are taken back', async () => {
    const client = await opened();
    const uris = Array.from({ length: 200 }, (_, i) => `file:///w/${i}.disclosure`);
    for (const uri of uris) void client.open(uri, SMALL);
    for (const uri of uris)
      expect((await client.diagnostics(uri)).map((d) => d.code)).toContain('ragged-row');
    for (const uri of uris) void client.close(uri);
    for (const uri of uris)
      await client.until('none', () =>
        client.lastPublished(uri)?.diagnostics.length === 0 ? true : undefined,
      );
    expect(client.stderr).toBe('');
  });

  it('a document closed while it is checked has no findings afterwards', async () => {
    const client = await opened(EXAMPLE);
    for (let i = 0; i < 20; i++) {
      const uri = `file:///w/x${i}.disclosure`;
      await client.open(uri, EXAMPLE);
      const asked = codeOf(client.request('textDocument/codeLens', { textDocument: { uri } }));
      await client.close(uri);
      await asked;
    }
    await client.diagnostics(URI);
    const last = new Map<string, number>();
    for (const { method, params } of client.received)
      if (method === 'textDocument/publishDiagnostics') {
        const { uri, diagnostics } = params as PublishDiagnosticsParams;
        last.set(uri, diagnostics.length);
      }
    last.delete(URI);
    expect([...last.values()].every((n) => n === 0)).toBe(true);
  });
});

describe('the end of one side', () => {
  it('a server follows another: the second client starts where the first one ended', async () => {
    for (let i = 0; i < 2; i++) {
      const client = await opened();
      expect((await client.diagnostics(URI)).map((d) => d.code)).toContain('ragged-row');
      expect(await client.stop()).toBe(0);
    }
  });

  it('ends when its pipe closes', async () => {
    const client = await opened();
    client.process.stdin!.end();
    await once(client.process, 'exit');
  });

  it('ends when the editor that started it over IPC is killed', async () => {
    const script = `const { pid } = require('child_process').fork('dist/server/node.js', ['--node-ipc'], { silent: true });
      console.log(pid); setInterval(() => undefined, 1000);`;
    const editor = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    started.push({ bare: editor });
    const [line] = await once(editor.stdout!, 'data');
    const pid = Number(String(line));
    expect(runs(pid)).toBe(true);
    editor.kill('SIGKILL');
    for (let i = 0; i < 200 && runs(pid); i++) await new Promise((resolve) => setTimeout(resolve, 50));
    const left = runs(pid);
    if (left) process.kill(pid, 'SIGKILL');
    expect(left).toBe(false);
  });

  it('ends by itself when the client’s process is gone, though the pipes stay open', async () => {
    const editor = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' });
    const { process: server, connection } = bare();
    await connection.sendRequest('initialize', { processId: editor.pid, rootUri: null, capabilities: {} });
    await connection.sendNotification('initialized', {});
    editor.kill('SIGKILL');
    await once(server, 'exit');
  });
});
