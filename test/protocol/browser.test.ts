/** The server of the web worker reads PDF and old workbooks too: what reads them lies beside it, and is loaded on use. */
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { utils, write } from '@e965/xlsx';
import { afterEach, expect, it } from 'vitest';
import { pdf, ruled } from '../support/pdf.ts';

const dist = (path: string) => fileURLToPath(new URL(`../../dist/${path}`, import.meta.url));

/** What a web worker has and a thread of Node has not, and the other way round. */
const AS_WEB_WORKER = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { readFileSync } = require('node:fs');
  const { runInThisContext } = require('node:vm');
  globalThis.self = globalThis;
  globalThis.postMessage = (message) => parentPort.postMessage(message);
  globalThis.addEventListener = () => {};
  globalThis.importScripts = (path) => runInThisContext(readFileSync(path, 'utf8'));
  parentPort.on('message', (data) => globalThis.onmessage({ data }));
  for (const name of ['process', 'Buffer', 'module', 'exports', 'require', 'global']) delete globalThis[name];
  importScripts(workerData);
`;

let worker: Worker | undefined;
afterEach(() => worker?.terminate());

interface Answer {
  readonly id?: number;
  readonly result?: { readonly text?: string; readonly error?: string };
}

/** Asks the server to import a file. */
async function imported(
  initializationOptions: object,
  bytes: Uint8Array,
  name = '表.pdf',
): Promise<Answer['result']> {
  const started = new Worker(AS_WEB_WORKER, { eval: true, workerData: dist('server/browser.js') });
  worker = started;
  const answers = new Map<number, (answer: Answer) => void>();
  started.on('message', (answer: Answer) => answers.get(answer.id ?? -1)?.(answer));
  const failed = new Promise<never>((_, reject) => started.on('error', reject));
  const ask = (id: number, method: string, params: object) => {
    const answered = new Promise<Answer>((resolve) => answers.set(id, resolve));
    started.postMessage({ jsonrpc: '2.0', id, method, params });
    return Promise.race([answered, failed]);
  };
  await ask(1, 'initialize', { processId: null, rootUri: null, capabilities: {}, initializationOptions });
  started.postMessage({ jsonrpc: '2.0', method: 'initialized', params: {} });
  const content = Buffer.from(bytes).toString('base64');
  return (await ask(2, 'disclosure/import', { files: [{ name, content }] })).result;
}

const rows = [
  ['项目', '金额'],
  ['办公费', '3.21'],
  ['印刷费', '1.50'],
];

it('reads a ruled table', async () => {
  const made = await imported({ pdfjs: dist('chunks/pdfjs.js') }, pdf([ruled(50, 760, [120, 100], rows)]));
  expect(made?.text).toMatch(/\| 印刷费 +\| +1\.50 \|/);
});

it('says so where the library is not told', async () => {
  const made = await imported({ locale: 'zh' }, pdf([ruled(50, 760, [120, 100], rows)]));
  expect(made?.error).toContain('PDF');
});

it('reads an old workbook, and says so where it cannot', async () => {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows), '表');
  const bytes = new Uint8Array(write(book, { type: 'array', bookType: 'biff8' }) as ArrayBuffer);
  const made = await imported({ sheetjs: dist('chunks/sheetjs.js') }, bytes, '表.xls');
  expect(made?.text).toMatch(/\| 印刷费 +\| +1\.50 \|/);
  await worker?.terminate();
  expect((await imported({ locale: 'zh' }, bytes, '表.xls'))?.error).toContain('.xls');
});
