import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { type Api, start } from './common.ts';

export { stop as deactivate } from './common.ts';

export function activate(context: vscode.ExtensionContext): Promise<Api> {
  const server = vscode.Uri.joinPath(context.extensionUri, 'dist', 'server', 'browser.js').toString(true);
  return start(context, (id, name, options) => {
    const worker = new Worker(server);
    return new WorkerClient(id, name, worker, options, () => worker.terminate());
  });
}

/** The library leaves the worker running after a stop; a restart would then keep two. */
class WorkerClient extends LanguageClient {
  constructor(
    id: string,
    name: string,
    worker: Worker,
    options: ConstructorParameters<typeof LanguageClient>[3],
    private readonly terminate: () => void,
  ) {
    super(id, name, worker, options);
  }

  override async stop(timeout?: number): Promise<void> {
    try {
      await super.stop(timeout);
    } finally {
      this.terminate();
    }
  }
}
