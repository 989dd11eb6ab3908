/** Who is measured: ours, the floor, and the servers of JSON and YAML. */
import { join, resolve } from 'node:path';
import * as esbuild from 'esbuild';
import type { ServerSpec } from './client.ts';

export interface ServerOptions {
  /** Our server: another build than the one in dist/ may be measured. */
  readonly program: string;
  /** Whether ours is measured with diagnostics that the client asks for as well. */
  readonly pull: boolean;
}

/**
 * The servers that are measured.
 * @param out where the floor is built
 */
export async function servers(out: string, { program, pull }: ServerOptions): Promise<ServerSpec[]> {
  const root = process.cwd();
  const floor = join(out, 'floor.cjs');
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['test/bench/floor.ts'],
    outfile: floor,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    minifySyntax: true,
    minifyWhitespace: true,
    logLevel: 'warning',
  });
  const node = process.execPath;
  const bin = (path: string) => join(root, 'node_modules', path);
  const ours = [node, resolve(root, program), '--stdio'];
  return [
    { name: 'floor', command: [node, floor, '--stdio'], language: 'disclosure', diagnostics: 'push' },
    { name: 'ours', command: ours, language: 'disclosure', diagnostics: 'push' },
    ...(pull
      ? [{ name: 'ours (pull)', command: ours, language: 'disclosure', diagnostics: 'pull' } as const]
      : []),
    {
      name: 'vscode-json',
      command: [node, bin('vscode-langservers-extracted/bin/vscode-json-language-server'), '--stdio'],
      language: 'json',
      // Asked for, its diagnostics do not wait for a pause.
      diagnostics: 'pull',
      initializationOptions: { provideFormatter: true },
      settings: { json: { validate: { enable: true }, format: { enable: true } } },
    },
    {
      name: 'yaml',
      command: [
        node,
        '--require',
        resolve(root, 'test/bench/no-debounce.cjs'),
        bin('yaml-language-server/bin/yaml-language-server'),
        '--stdio',
      ],
      env: { BENCH_DEBOUNCE: '200' },
      language: 'yaml',
      diagnostics: 'push',
      settings: {
        yaml: {
          validate: true,
          hover: true,
          completion: true,
          format: { enable: true },
          // No schema, and none looked for on the network.
          schemaStore: { enable: false },
        },
      },
    },
  ];
}
