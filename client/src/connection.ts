/** The connection to the server: start, stop, restart, one after the other; requests of the parts go through it. */
import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import { CloseAction, ErrorAction, State } from 'vscode-languageclient';
import { Restarts } from './restarts.ts';
import { language, say } from './text.ts';

export const LANGUAGE_ID = 'disclosure';

export type MakeClient = (id: string, name: string, options: LanguageClientOptions) => BaseLanguageClient;

/** What the server tells about one version of one report (`disclosure/status`, docs/editors.md). */
export interface ReportStatus {
  readonly uri: string;
  readonly version: number | null;
  readonly coverage: {
    readonly passed: number;
    readonly rounding: number;
    readonly broken: number;
    readonly notApplicable: number;
    readonly notChecked: number;
  };
  /** How many tables there are, and how many are filled in. */
  readonly tables: { readonly all: number; readonly filled: number };
}

/** How far the command line is; what it says (docs/cli.md). */
export interface ToolRun {
  readonly folder: string;
  readonly token: vscode.CancellationToken;
  readonly onProgress: (step: {
    readonly doing: string;
    readonly done: number;
    readonly all: number;
  }) => void;
}

/** Runs the command line that comes with the extension. @throws CancellationError */
export type Tool = (
  args: readonly string[],
  run: ToolRun,
) => Promise<{ readonly code: number; readonly out: string; readonly err: string }>;

/** What the parts of the extension (commands, views, paste) may use of the connection. */
export interface Session {
  /** The client that runs now: a restart makes a new one. */
  readonly client: BaseLanguageClient | undefined;
  /** Nothing in a browser: no program can be run there. */
  readonly tool: Tool | undefined;
  readonly output: vscode.LogOutputChannel;
  /** After each check of an open report. */
  readonly onStatus: vscode.Event<ReportStatus>;
  /** The server started (undefined), or does not run, with the reason. */
  readonly onState: vscode.Event<string | undefined>;
  restart(): Promise<void>;
  /**
   * Asks the server. Waits where it is just starting.
   * @throws where it does not run, or answers with an error; `CancellationError` where the token was cancelled
   */
  request<R>(method: string, params: object, token?: vscode.CancellationToken): Promise<R>;
}

export class Connection implements Session, vscode.Disposable {
  client: BaseLanguageClient | undefined;
  readonly output = vscode.window.createOutputChannel(say('决算预算公开校对', 'Disclosure'), { log: true });
  private readonly statuses = new vscode.EventEmitter<ReportStatus>();
  private readonly states = new vscode.EventEmitter<string | undefined>();
  readonly onStatus = this.statuses.event;
  readonly onState = this.states.event;
  private readonly watchers = ['**/*.disclosure', '**/.disclosure/forms/*.yaml'].map((pattern) =>
    vscode.workspace.createFileSystemWatcher(pattern),
  );
  /** Starts and stops run one after the other, however often the command is called. */
  private queue: Promise<void> = Promise.resolve();
  private readonly restarts = new Restarts();

  constructor(
    private readonly makeClient: MakeClient,
    readonly tool: Tool | undefined,
  ) {}

  /** Starts the server; where that fails it says so, and everything else of the extension is there all the same. */
  async start(): Promise<void> {
    try {
      await this.next(() => this.startNow());
    } catch {
      // Waits for no answer: the extension would count as not activated until the message is closed.
      void this.failed(say('校对服务没有启动。', 'The server did not start.'));
    }
  }

  stop(): Promise<void> {
    return this.next(() => this.stopNow());
  }

  async restart(): Promise<void> {
    this.restarts.forget();
    if (!(await this.startAgain())) await this.failed(say('校对服务没有启动。', 'The server did not start.'));
  }

  /** The server ended, and nobody had asked it to. */
  private async lost(): Promise<void> {
    if (!this.restarts.again(Date.now())) {
      await this.failed(
        say(
          '校对服务短时间内多次意外退出，已不再自动重新启动。报告的内容不受影响，但暂时没有校对。',
          'The server ended unexpectedly several times in a short while and is not started again. Your reports are safe, but they are not checked.',
        ),
      );
    } else if (await this.startAgain()) {
      await this.offer(
        vscode.window.showWarningMessage,
        say(
          '校对服务意外退出，已自动重新启动。报告的内容不受影响。',
          'The server ended unexpectedly and was started again. Your reports are safe.',
        ),
      );
    } else await this.failed(say('校对服务没有启动。', 'The server did not start.'));
  }

  /** Says that nothing is checked now, and offers to start the server. */
  private failed(text: string): Promise<void> {
    return this.offer(vscode.window.showErrorMessage, text, say('重新启动', 'Restart'), () => this.restart());
  }

  private async offer(
    show: (text: string, ...buttons: string[]) => Thenable<string | undefined>,
    text: string,
    button?: string,
    act?: () => Promise<void>,
  ): Promise<void> {
    const log = say('打开日志', 'Open Log');
    const chosen = await show(text, ...(button ? [button] : []), log);
    if (chosen === log) this.output.show(true);
    else if (chosen !== undefined && chosen === button) await act?.();
  }

  /** @returns whether it runs */
  private startAgain(): Promise<boolean> {
    return this.next(async () => {
      await this.stopNow();
      await this.startNow();
    }).then(
      () => true,
      () => false,
    );
  }

  async request<R>(method: string, params: object, token?: vscode.CancellationToken): Promise<R> {
    await this.queue;
    const { client } = this;
    if (!client?.isRunning()) throw new Error(say('校对服务没有运行。', 'The server is not running.'));
    try {
      // A token that is undefined would be sent as a second parameter.
      return await (token
        ? client.sendRequest<R>(method, params, token)
        : client.sendRequest<R>(method, params));
    } catch (error) {
      if (token?.isCancellationRequested) throw new vscode.CancellationError();
      throw error;
    }
  }

  dispose(): void {
    for (const watcher of this.watchers) watcher.dispose();
    this.statuses.dispose();
    this.states.dispose();
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
      // The library's own handlers speak English alone, and its restarts go past the queue.
      errorHandler: {
        // Whatever could not be sent: where the server is gone, `closed` follows.
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => {
          // One that ends before it runs fails the start, which is told there.
          // In a turn of its own: the library is not done with the old connection yet.
          if (client === this.client && client.isRunning()) setTimeout(() => void this.lost());
          const message = say('校对服务已断开。', 'The connection to the server was lost.');
          return { action: CloseAction.DoNotRestart, handled: true, message };
        },
      },
      initializationFailedHandler: () => false,
      // To other editors a lens is words alone; here it opens the list of its table.
      middleware: {
        async provideCodeLenses(document, token, next) {
          const lenses = await next(document, token);
          for (const lens of lenses ?? [])
            if (lens.command)
              lens.command = {
                ...lens.command,
                command: 'disclosure.showFindings',
                arguments: [lens.range.start.line],
              };
          return lenses;
        },
      },
    });
    client.onNotification('disclosure/status', (status: ReportStatus) => this.statuses.fire(status));
    client.onDidChangeState(({ newState }) => {
      if (client !== this.client) return;
      if (newState === State.Running) this.states.fire(undefined);
      else if (newState === State.Stopped)
        this.states.fire(say('校对服务已停止。', 'The server has stopped.'));
    });
    this.client = client;
    try {
      await client.start();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.output.error(reason);
      this.states.fire(say(`校对服务没有启动：${reason}`, `The server did not start: ${reason}`));
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
