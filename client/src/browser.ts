import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { type Api, start } from './common.ts';

export { stop as deactivate } from './common.ts';

export function activate(context: vscode.ExtensionContext): Promise<Api> {
  const dist = (...path: string[]) =>
    vscode.Uri.joinPath(context.extensionUri, 'dist', ...path).toString(true);
  return start(context, (id, name, given) => {
    const worker = new Worker(dist('server', 'browser.js'));
    // What the worker reads on use: it cannot tell where it lies itself.
    const options = {
      ...given,
      initializationOptions: {
        ...given.initializationOptions,
        pdfjs: dist('chunks', 'pdfjs.js'),
        sheetjs: dist('chunks', 'sheetjs.js'),
      },
    };
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
