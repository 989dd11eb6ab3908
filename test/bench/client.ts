/** An editor that measures: no more between the pipe and the clock than the protocol library. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import {
  createProtocolConnection,
  type Diagnostic,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { PULL, PUSH } from '../support/lsp-client.ts';
import type { Change, Language } from './places.ts';

export interface ServerSpec {
  readonly name: string;
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly language: Language;
  /** Who begins: the server sends diagnostics, or the client asks for them. */
  readonly diagnostics: 'push' | 'pull';
  readonly initializationOptions?: unknown;
  /** What `workspace/configuration` answers, by section. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

interface Published {
  readonly uri: string;
  readonly version?: number;
  readonly diagnostics: readonly Diagnostic[];
}

export class BenchClient {
  readonly pid: number;
  readonly startMs: number;
  private readonly connection: ProtocolConnection;
  private version = 0;
  private readonly uri: string;
  private expecting: ((published: Published) => void) | undefined;
  private readonly ended: Promise<never>;
  private gone = false;

  private constructor(
    private readonly child: ChildProcess,
    private readonly spec: ServerSpec,
    connection: ProtocolConnection,
    startMs: number,
    ended: Promise<never>,
    private readonly timeout: number,
  ) {
    this.pid = child.pid as number;
    this.connection = connection;
    this.startMs = startMs;
    this.ended = ended;
    this.uri = `file:///bench/report.${spec.language}`;
    child.once('exit', () => {
      this.gone = true;
    });
    connection.onNotification('textDocument/publishDiagnostics', (params: Published) => {
      // A server that sends no version sends one set a change, and one change is under way at a time.
      if (params.uri === this.uri && (params.version ?? this.version) === this.version)
        this.expecting?.(params);
    });
  }

  static async start(spec: ServerSpec, timeout: number): Promise<BenchClient> {
    const started = performance.now();
    const [program, ...args] = spec.command as [string, ...string[]];
    const child = spawn(program, args, {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...spec.env },
    });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-2000);
    });
    child.stdin.on('error', () => undefined);
    const ended = new Promise<never>((_, reject) => {
      child.once('error', reject);
      child.once('exit', (code, signal) => {
        const why = /heap out of memory/.test(stderr) ? 'out of memory' : `ended (${signal ?? code})`;
        reject(new Error(why));
      });
    });
    ended.catch(() => undefined);
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    connection.onError(() => undefined);
    connection.onRequest('workspace/configuration', ({ items }: { items: { section?: string }[] }) =>
      items.map(({ section }) => spec.settings?.[section ?? ''] ?? null),
    );
    for (const method of [
      'client/registerCapability',
      'client/unregisterCapability',
      'window/workDoneProgress/create',
      'workspace/diagnostic/refresh',
      'workspace/codeLens/refresh',
      'workspace/inlayHint/refresh',
    ])
      connection.onRequest(method, () => null);
    connection.listen();
    const answer = connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: null,
      locale: 'zh-cn',
      capabilities: spec.diagnostics === 'pull' ? PULL : PUSH,
      initializationOptions: spec.initializationOptions,
    });
    await within(Promise.race([answer, ended]), timeout);
    const client = new BenchClient(child, spec, connection, performance.now() - started, ended, timeout);
    await connection.sendNotification('initialized', {});
    if (spec.settings)
      await connection.sendNotification('workspace/didChangeConfiguration', { settings: spec.settings });
    return client;
  }

  /** Milliseconds until the first diagnostics. */
  open(text: string): Promise<number> {
    this.version = 1;
    const { uri, spec } = this;
    return this.untilDiagnostics(() =>
      this.notify('textDocument/didOpen', {
        textDocument: { uri, languageId: spec.language, version: 1, text },
      }),
    );
  }

  /** Milliseconds until the diagnostics of the version that a change makes. */
  edit({ range, text }: Change): Promise<number> {
    this.version++;
    const { uri, version } = this;
    return this.untilDiagnostics(() =>
      this.notify('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ range, text }],
      }),
    );
  }

  /** Diagnostics that came last. */
  last: readonly Diagnostic[] = [];

  async request<R = unknown>(method: string, params: object): Promise<{ ms: number; result: R }> {
    const started = performance.now();
    const answer = this.connection.sendRequest<R>(method, { textDocument: { uri: this.uri }, ...params });
    const result = await within(Promise.race([answer, this.ended]), this.timeout);
    return { ms: performance.now() - started, result };
  }

  notify(method: string, params: object): Promise<void> {
    return this.connection.sendNotification(method, params);
  }

  /** Processor time of all threads, in milliseconds. */
  cpu(): number {
    let nanoseconds = 0;
    for (const task of readdirSync(`/proc/${this.pid}/task`)) {
      try {
        nanoseconds += Number(readFileSync(`/proc/${this.pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]);
      } catch {
        // A thread may end between the two reads.
      }
    }
    return nanoseconds / 1e6;
  }

  /** Most memory ever resident, in megabytes. */
  peak(): number {
    const status = readFileSync(`/proc/${this.pid}/status`, 'utf8');
    return Number(/^VmHWM:\s*(\d+)/m.exec(status)?.[1] ?? 0) / 1024;
  }

  /** Ends the server as an editor does, so that it may write what it has measured of itself. */
  async stop(): Promise<void> {
    const exited = new Promise((resolve) => this.child.once('exit', resolve));
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    await within(exited, this.timeout);
    this.connection.dispose();
  }

  kill(): void {
    if (!this.gone) this.child.kill('SIGKILL');
    this.connection.dispose();
  }

  private async untilDiagnostics(change: () => Promise<void>): Promise<number> {
    const started = performance.now();
    if (this.spec.diagnostics === 'pull') {
      void change();
      const { result } = await this.request<{ items?: Diagnostic[] }>('textDocument/diagnostic', {});
      const ms = performance.now() - started;
      this.last = result.items ?? [];
      return ms;
    }
    const arrived = new Promise<number>((resolve) => {
      this.expecting = ({ diagnostics }) => {
        const ms = performance.now() - started;
        this.expecting = undefined;
        this.last = diagnostics;
        resolve(ms);
      };
    });
    void change();
    return within(Promise.race([arrived, this.ended]), this.timeout);
  }
}

function within<T>(work: Promise<T>, timeout: number): Promise<T> {
  let timer: NodeJS.Timeout;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`> ${Math.round(timeout / 1000)} s`)), timeout);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
