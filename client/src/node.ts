import { join } from 'node:path';
import type * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { type Api, start } from './common.ts';
import { toolOf } from './tool.ts';

export { stop as deactivate } from './common.ts';

export function activate(context: vscode.ExtensionContext): Promise<Api> {
  const module = context.asAbsolutePath(join('dist', 'server', 'node.js'));
  return start(
    context,
    (id, name, options) =>
      new LanguageClient(
        id,
        name,
        {
          run: { module, transport: TransportKind.ipc },
          debug: {
            module,
            transport: TransportKind.ipc,
            options: { execArgv: ['--nolazy', '--inspect=6009', '--enable-source-maps'] },
          },
        },
        options,
      ),
    toolOf(context.asAbsolutePath(join('dist', 'cli.js'))),
  );
}
