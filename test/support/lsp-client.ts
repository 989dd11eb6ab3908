import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import {
  type CancellationToken,
  type ClientCapabilities,
  createProtocolConnection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
  type TextEdit,
} from 'vscode-languageserver/node';

import { protocolShapes, type Shapes, unlike } from './protocol-shapes.ts';

const builtServer = fileURLToPath(new URL('../../dist/server/node.js', import.meta.url));

export interface StartOptions {
  /** Program and arguments; the built server over stdio where left out. */
  readonly command?: readonly [string, ...string[]];
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: unknown;
  readonly locale?: string;
  /** Folder on disk that is the workspace. */
  readonly folder?: string;
  /** What `workspace/configuration` answers for the section `disclosure`. */
  readonly settings?: Record<string, unknown>;
  /** How long one answer or one set of diagnostics may take. */
  readonly timeout?: number;
}

/** What an ordinary editor that wants pushed diagnostics says of itself. */
export const PUSH: ClientCapabilities = {
  workspace: {
    applyEdit: true,
    configuration: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceFolders: true,
    workspaceEdit: { documentChanges: true },
  },
  textDocument: {
    synchronization: { didSave: true },
    publishDiagnostics: {
      relatedInformation: true,
      versionSupport: true,
      codeDescriptionSupport: true,
      dataSupport: true,
    },
    codeAction: {
      codeActionLiteralSupport: {
        codeActionKind: { valueSet: ['', 'quickfix', 'refactor', 'source', 'source.fixAll'] },
      },
      isPreferredSupport: true,
      dataSupport: true,
      resolveSupport: { properties: ['edit'] },
    },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } },
    foldingRange: { lineFoldingOnly: false },
    semanticTokens: {
      requests: { full: { delta: true }, range: true },
      tokenTypes: [],
      tokenModifiers: [],
      formats: ['relative'],
    },
  },
};

/** The same, with pulled diagnostics. */
export const PULL: ClientCapabilities = {
  ...PUSH,
  workspace: { ...PUSH.workspace, diagnostics: { refreshSupport: true } },
  textDocument: { ...PUSH.textDocument, diagnostic: { relatedDocumentSupport: true } },
};

type Handler = (params: never) => unknown;

/** An editor without a screen: starts a server as an editor does, and speaks the protocol over its pipes. */
export class LspClient {
  readonly connection: ProtocolConnection;
  /** Everything that the server wrote to standard error. */
  stderr = '';
  /** Every notification and request that came from the server, in order. */
  readonly received: { method: string; params: unknown }[] = [];
  initialized!: InitializeResult;
  /** Answers and messages that are not as the protocol has them; {@link kill} and {@link stop} throw where there is one. */
  readonly violations: string[] = [];

  private readonly versions = new Map<string, number>();
  private readonly published = new Map<string, PublishDiagnosticsParams>();
  private readonly waiting = new Set<() => void>();
  private readonly exited: Promise<number | null>;
  private gone = false;
  private settings: Record<string, unknown>;
  private readonly timeout: number;

  private constructor(
    readonly process: ChildProcess,
    options: StartOptions,
    private readonly shapes: Shapes,
  ) {
    this.timeout = options.timeout ?? 20_000;
    this.settings = options.settings ?? {};
    const { stdin, stdout, stderr } = process;
    if (!stdin || !stdout || !stderr) throw new Error('the server has no pipes');
    stderr.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
    });
    // Writing to a server that has just died is that test's finding, not a crash of the test runner.
    stdin.on('error', () => undefined);
    this.exited = new Promise((resolve) => {
      process.once('error', () => resolve(null));
      process.once('exit', resolve);
    });
    void this.exited.then(() => {
      this.gone = true;
      this.wake();
    });

    this.connection = createProtocolConnection(
      new StreamMessageReader(stdout),
      new StreamMessageWriter(stdin),
    );
    this.connection.onError(() => undefined);
    this.on('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.published.set(params.uri, params);
    });
    for (const method of ['disclosure/status', 'window/logMessage', 'window/showMessage', '$/progress']) {
      this.on(method, () => undefined);
    }
    this.answer('workspace/configuration', ({ items }: { items: { section?: string }[] }) =>
      items.map(({ section }) => this.setting(section)),
    );
    for (const method of [
      'client/registerCapability',
      'client/unregisterCapability',
      'window/workDoneProgress/create',
    ]) {
      this.answer(method, () => null);
    }
    for (const kind of ['diagnostic', 'codeLens', 'inlayHint', 'semanticTokens', 'foldingRange']) {
      this.answer(`workspace/${kind}/refresh`, () => null);
    }
    this.connection.listen();
  }

  static async start(options: StartOptions = {}): Promise<LspClient> {
    const [program, ...args] = options.command ?? [process.execPath, builtServer, '--stdio'];
    const shapes = await protocolShapes();
    const client = new LspClient(spawn(program, args, { stdio: 'pipe' }), options, shapes);
    const rootUri = options.folder === undefined ? null : fileUri(options.folder);
    client.initialized = await client.request<InitializeResult>('initialize', {
      processId: process.pid,
      clientInfo: { name: 'test' },
      locale: options.locale ?? 'zh-cn',
      rootUri,
      workspaceFolders: rootUri === null ? null : [{ uri: rootUri, name: 'test' }],
      capabilities: options.capabilities ?? PUSH,
      initializationOptions: options.initializationOptions,
    });
    await client.notify('initialized', {});
    return client;
  }

  // —— messages

  request<R = unknown>(method: string, params: unknown, token?: CancellationToken): Promise<R> {
    // An `undefined` argument would count as one more parameter there.
    const answer = token
      ? this.connection.sendRequest<R>(method, params, token)
      : params === undefined
        ? this.connection.sendRequest<R>(method)
        : this.connection.sendRequest<R>(method, params);
    void answer.then(
      (result) => this.hold(method, result, this.shapes.results),
      () => undefined,
    );
    return this.inTime(answer, `no answer to ${method}`);
  }

  notify(method: string, params: unknown): Promise<void> {
    return params === undefined
      ? this.connection.sendNotification(method)
      : this.connection.sendNotification(method, params);
  }

  /** Sees a notification of the server; `received` has it too. */
  on(method: string, handler: Handler): void {
    this.connection.onNotification(method, (params: unknown) => {
      this.hold(method, params, this.shapes.params);
      this.received.push({ method, params });
      handler(params as never);
      this.wake();
    });
  }

  /** Answers a request of the server. */
  answer(method: string, handler: Handler): void {
    this.connection.onRequest(method, (params: unknown) => {
      this.hold(method, params, this.shapes.params);
      this.received.push({ method, params });
      const result = handler(params as never);
      this.wake();
      return result;
    });
  }

  /** Waits, message by message, until `look` finds what it wants. */
  until<T>(what: string, look: () => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const done = (): void => {
        this.waiting.delete(check);
        clearTimeout(timer);
      };
      const check = (): void => {
        const found = look();
        if (found !== undefined) {
          done();
          resolve(found);
        } else if (this.gone) {
          done();
          reject(new Error(`${what}: the server has ended\n${this.stderr}`));
        }
      };
      const timer = setTimeout(() => {
        done();
        reject(new Error(`${what}: not within ${this.timeout} ms\n${this.stderr}`));
      }, this.timeout);
      this.waiting.add(check);
      check();
    });
  }

  // —— documents

  async open(uri: string, text: string, languageId = 'disclosure'): Promise<void> {
    this.versions.set(uri, 1);
    await this.notify('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
  }

  /** Sends one change (a whole text, or edits in the order in which they happen); returns the new version. */
  async change(uri: string, change: string | readonly { range: Range; text: string }[]): Promise<number> {
    const version = this.version(uri) + 1;
    this.versions.set(uri, version);
    const contentChanges = typeof change === 'string' ? [{ text: change }] : change;
    await this.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
    return version;
  }

  async close(uri: string): Promise<void> {
    this.versions.delete(uri);
    await this.notify('textDocument/didClose', { textDocument: { uri } });
  }

  version(uri: string): number {
    const version = this.versions.get(uri);
    if (version === undefined) throw new Error(`${uri} is not open`);
    return version;
  }

  /** The pushed diagnostics of the version that was sent last. */
  async diagnostics(uri: string): Promise<Diagnostic[]> {
    const version = this.version(uri);
    const { diagnostics } = await this.until(`diagnostics of ${uri} version ${version}`, () => {
      const last = this.published.get(uri);
      return last?.version === version ? last : undefined;
    });
    return diagnostics;
  }

  /** What was last pushed for a file, open or not. */
  lastPublished(uri: string): PublishDiagnosticsParams | undefined {
    return this.published.get(uri);
  }

  pull(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    return this.request('textDocument/diagnostic', { textDocument: { uri }, previousResultId });
  }

  async configure(settings: Record<string, unknown>): Promise<void> {
    this.settings = settings;
    await this.notify('workspace/didChangeConfiguration', { settings: { disclosure: settings } });
  }

  // —— end

  /** Ends the server as an editor does; returns its exit code. */
  async stop(): Promise<number | null> {
    if (!this.gone) {
      await this.request('shutdown', undefined);
      await this.notify('exit', undefined);
    }
    const code = await this.inTime(this.exited, 'the server did not end');
    this.connection.dispose();
    this.conforms();
    return code;
  }

  /** For `afterEach`: leaves no process behind, whatever happened. */
  kill(): void {
    if (!this.gone) this.process.kill('SIGKILL');
    this.connection.dispose();
    this.conforms();
  }

  /** Holds a message against the protocol's types; what is the project's own (docs/protocol.md) has none there. */
  private hold(method: string, value: unknown, shapes: Shapes['results']): void {
    const shape = shapes[method];
    const wrong = shape === undefined ? undefined : unlike(value, shape, this.shapes);
    if (wrong !== undefined) this.violations.push(`${method}: ${wrong}`);
  }

  private conforms(): void {
    const wrong = this.violations.splice(0);
    if (wrong.length > 0) throw new Error(`not as the protocol has it:\n${[...new Set(wrong)].join('\n')}`);
  }

  private setting(section: string | undefined): unknown {
    if (section === undefined) return { disclosure: this.settings };
    if (section === 'disclosure') return this.settings;
    const [first, ...path] = section.split('.');
    if (first !== 'disclosure') return null;
    let value: unknown = this.settings;
    for (const key of path) value = (value as Record<string, unknown> | undefined)?.[key];
    return value ?? null;
  }

  private wake(): void {
    for (const check of [...this.waiting]) check();
  }

  private inTime<T>(answer: Promise<T>, problem: string): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const fail = (why: string): void => reject(new Error(`${problem}: ${why}\n${this.stderr}`));
      const timer = setTimeout(() => fail(`not within ${this.timeout} ms`), this.timeout);
      void this.exited.then(() => {
        // The answer to `shutdown` may still be on its way when the process has ended.
        setTimeout(() => fail('the server has ended'), 200);
      });
      answer.then(resolve, reject).finally(() => clearTimeout(timer));
    });
  }
}

export function fileUri(path: string): string {
  return `file://${encodeURI(path).replace(/[?#]/g, encodeURIComponent)}`;
}

/** The text after LSP edits, as an editor applies them: all ranges speak of the text before. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const starts = [0];
  for (const end of text.matchAll(/\r\n|\n|\r/g)) starts.push(end.index + end[0].length);
  const offset = ({ line, character }: Range['start']): number => (starts[line] ?? text.length) + character;
  const sorted = edits
    .map(({ range, newText }, order) => ({
      from: offset(range.start),
      to: offset(range.end),
      newText,
      order,
    }))
    .sort((a, b) => b.from - a.from || b.order - a.order);
  let result = text;
  for (const { from, to, newText } of sorted) result = result.slice(0, from) + newText + result.slice(to);
  return result;
}
