import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { compilerFlags } from '../../../server/src/node/compiler.ts';
import { LspClient } from '../../support/lsp-client.ts';
import { nodes } from '../../support/nodes.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const report = `${root}test/fixtures/example.disclosure`;

function run(node: string, args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(node, args, { cwd: root, encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe.each(nodes)('Node $version', ({ path }) => {
  test('knows the flags that it is given, and has the usual measures that are given back', () => {
    const engine = run(path, ['-p', 'process.versions.v8']).stdout.trim();
    const flags = compilerFlags('late', engine);
    expect(flags).not.toEqual([]);
    expect(run(path, [...flags, '-p', '1'])).toEqual({ status: 0, stdout: '1\n', stderr: '' });
    const known = run(path, ['--v8-options']).stdout;
    for (const flag of compilerFlags('usual', engine)) {
      // How soon a running loop is compiled differs by version; it matters little.
      if (!flag.startsWith('--invocation-count-for-osr=')) expect(known).toContain(`default: ${flag}`);
    }
  });

  test.each([
    ['check', [report, '--fail-on', 'never']],
    ['fmt', ['--check', report]],
    ['codes', ['205']],
    ['forms', [report]],
    ['explain', ['row-sum']],
  ])('%s says nothing beside its answer', (command, args) => {
    const { stdout, stderr } = run(path, ['dist/cli.js', command, ...args]);
    expect(stderr).toBe('');
    if (command !== 'fmt') expect(stdout).not.toBe('');
  });

  test('the server writes nothing to its log, neither before nor after it has read the first report', async () => {
    const client = await LspClient.start({ command: [path, `${root}dist/server/node.js`, '--stdio'] });
    const uri = 'file:///报告.disclosure';
    await client.open(uri, readFileSync(report, 'utf8'));
    await client.diagnostics(uri);
    await client.request('textDocument/documentSymbol', { textDocument: { uri } });
    await client.stop();
    expect(client.stderr).toBe('');
  });
});

test('an engine that nobody has looked at is told nothing', () => {
  for (const engine of ['10.2.154', '11.7.1', '14.7.1', '15.0.0', '', 'none']) {
    expect(compilerFlags('late', engine), engine).toEqual([]);
    expect(compilerFlags('usual', engine), engine).toEqual([]);
  }
});
