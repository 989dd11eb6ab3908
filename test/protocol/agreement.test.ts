/** One engine: the editor and the command line find the same on every sample, word for word. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver/node';
import { fileUri, LspClient } from '../support/lsp-client.ts';

const samples = readdirSync('samples', { recursive: true })
  .map(String)
  .filter((name) => name.endsWith('.disclosure'))
  .sort();
const files = [
  ...samples.map((name) => join('samples', name)),
  join('test', 'fixtures', 'example.disclosure'),
];
const SEVERITY = ['', 'error', 'warning', 'information', 'hint'];

interface CliFinding {
  readonly rule: string;
  readonly severity: string;
  readonly range: Diagnostic['range'];
  readonly message: string;
}

const plain = (rule: string, severity: string, range: Diagnostic['range'], message: string) =>
  `${range.start.line}:${range.start.character}-${range.end.line}:${range.end.character} ${severity} ${rule} ${message}`;

describe('editor and command line', () => {
  let client: LspClient;
  let byCli: Map<string, string[]>;

  beforeAll(async () => {
    const out = execFileSync(
      process.execPath,
      ['dist/cli.js', 'check', '--format', 'json', '--fail-on', 'never', '--lang', 'zh', ...files],
      {
        encoding: 'utf8',
        maxBuffer: 1 << 28,
      },
    );
    const report = JSON.parse(out) as { files: { path: string; diagnostics: CliFinding[] }[] };
    byCli = new Map(
      report.files.map((f) => [
        resolve(f.path),
        f.diagnostics.map((d) => plain(d.rule, d.severity, d.range, d.message)).sort(),
      ]),
    );
    client = await LspClient.start({ locale: 'zh-cn', folder: resolve('.') });
  }, 120_000);

  afterAll(() => client.kill());

  it.each(files)('%s', { timeout: 60_000 }, async (file) => {
    const uri = fileUri(resolve(file));
    await client.open(uri, readFileSync(file, 'utf8'));
    const found = (await client.diagnostics(uri)).map((d) =>
      plain(String(d.code), SEVERITY[d.severity ?? 0] ?? '', d.range, String(d.message)),
    );
    expect(found.sort()).toEqual(byCli.get(resolve(file)));
  });
});
