/** A large report is worked on in turns: whoever asks meanwhile is answered. */
import { afterEach, expect, it } from 'vitest';
import type { Hover, TextDocumentPositionParams } from 'vscode-languageserver/node';
import { generateReport } from '../bench/generate.ts';
import { LspClient, PUSH } from '../support/lsp-client.ts';

const URI = 'file:///tmp/large.disclosure';
const TEXT = generateReport(6000).disclosure;
const LINES = TEXT.split('\n');
/** A row with a code, in the first table that is long. */
const ROW = LINES.findIndex((l, i) => i > 200 && /^\| \d{7} \|/.test(l));
const at = (line: number, character: number): TextDocumentPositionParams => ({
  textDocument: { uri: URI },
  position: { line, character },
});

let client: LspClient;
afterEach(() => client?.stop());

it('a hover is answered while a report is being checked', { timeout: 60_000 }, async () => {
  client = await LspClient.start({ capabilities: PUSH, timeout: 50_000 });
  await client.open(URI, TEXT);
  const hover = await client.request<Hover>('textDocument/hover', at(ROW, 4));
  // What the code is, it is known already; what the findings are, it is not.
  expect(JSON.stringify(hover.contents)).toContain(LINES[ROW]!.slice(2, 9));
  expect(client.lastPublished(URI)).toBeUndefined();
  expect((await client.diagnostics(URI)).filter((d) => d.severity === 1)).toEqual([]);
});

it('what is typed before a report has been checked is part of the first check', {
  timeout: 60_000,
}, async () => {
  client = await LspClient.start({ capabilities: PUSH, timeout: 50_000 });
  await client.open(URI, TEXT);
  const row = LINES[ROW]!;
  const digit = row.search(/\d\.\d\d/);
  const other = row[digit] === '9' ? '1' : '9';
  for (let version = 2; version <= 12; version++) {
    await client.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: URI, version },
      contentChanges: [
        {
          range: { start: { line: ROW, character: digit }, end: { line: ROW, character: digit + 1 } },
          text: version % 2 === 0 ? other : row[digit]!,
        },
      ],
    });
  }
  const published = await client.until('the last version', () => {
    const last = client.lastPublished(URI);
    return last?.version === 12 ? last : undefined;
  });
  expect(published.diagnostics.some((d) => d.severity === 1)).toBe(true);
  const versions = client.received
    .filter((m) => m.method === 'textDocument/publishDiagnostics')
    .map((m) => (m.params as { version?: number }).version);
  // Work on versions that were typed over was left off.
  expect(versions.length).toBeLessThan(4);
});
