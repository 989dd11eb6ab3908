import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import { State } from 'vscode-languageclient';
import { type ReportStatus, StatusBar } from './status.ts';
import { language, say } from './text.ts';

export const LANGUAGE_ID = 'disclosure';

export type MakeClient = (id: string, name: string, options: LanguageClientOptions) => BaseLanguageClient;

/** What other code (the suite in the editor, another extension) gets from `activate`. */
export interface Api {
  /** The client that runs now: a restart makes a new one. */
  readonly client: BaseLanguageClient | undefined;
}

let running: Connection | undefined;

/** Everything that desktop and web have in common; the caller says only how a server is started. */
export async function start(context: vscode.ExtensionContext, makeClient: MakeClient): Promise<Api> {
  const connection = new Connection(makeClient);
  running = connection;
  context.subscriptions.push(
    connection,
    vscode.commands.registerCommand('disclosure.showOutput', () => connection.output.show(true)),
    vscode.commands.registerCommand('disclosure.restartServer', () => connection.restart()),
  );
  await connection.start();
  return connection;
}

/** The editor waits for this promise, and so for the server's own `exit`. */
export function stop(): Promise<void> {
  return running?.stop() ?? Promise.resolve();
}

class Connection implements Api, vscode.Disposable {
  client: BaseLanguageClient | undefined;
  readonly output = vscode.window.createOutputChannel(say('决算预算公开校对', 'Disclosure'), { log: true });
  private readonly status = new StatusBar(LANGUAGE_ID);
  private readonly watchers = ['**/*.disclosure', '**/.disclosure/forms/*.yaml'].map((pattern) =>
    vscode.workspace.createFileSystemWatcher(pattern),
  );
  /** Starts and stops run one after the other, however often the command is called. */
  private queue: Promise<void> = Promise.resolve();

  constructor(private readonly makeClient: MakeClient) {}

  start(): Promise<void> {
    return this.next(() => this.startNow());
  }

  stop(): Promise<void> {
    return this.next(() => this.stopNow());
  }

  async restart(): Promise<void> {
    try {
      await this.next(async () => {
        await this.stopNow();
        await this.startNow();
      });
    } catch {
      const open = say('打开日志', 'Open Log');
      const chosen = await vscode.window.showErrorMessage(
        say('校对服务没有启动。', 'The server did not start.'),
        open,
      );
      if (chosen === open) this.output.show(true);
    }
  }

  dispose(): void {
    for (const watcher of this.watchers) watcher.dispose();
    this.status.dispose();
    this.output.dispose();
  }

  private next(step: () => Promise<void>): Promise<void> {
    const result = this.queue.then(step);
    this.queue = result.catch(() => undefined);
    return result;
  }

  private async startNow(): Promise<void> {
    const client = this.makeClient('disclosure', say('决算预算公开校对', 'Disclosure'), {
      // Any scheme: unsaved, virtual and compared files are checked like those on disk.
      documentSelector: [{ language: LANGUAGE_ID }],
      outputChannel: this.output,
      diagnosticCollectionName: 'disclosure',
      initializationOptions: { locale: language() },
      synchronize: { configurationSection: 'disclosure', fileEvents: this.watchers },
    });
    client.onNotification('disclosure/status', (report: ReportStatus) => this.status.report(report));
    client.onDidChangeState(({ newState }) => {
      if (client !== this.client) return;
      if (newState === State.Running) this.status.fail(undefined);
      else if (newState === State.Stopped)
        this.status.fail(say('校对服务已停止。', 'The server has stopped.'));
    });
    this.client = client;
    this.status.forget();
    try {
      await client.start();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.output.error(reason);
      this.status.fail(say(`校对服务没有启动：${reason}`, `The server did not start: ${reason}`));
      throw error;
    }
  }

  private async stopNow(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    // A client whose server never started throws here; there is nothing left to stop then.
    if (client?.isRunning()) await client.dispose().catch(() => undefined);
  }
}
