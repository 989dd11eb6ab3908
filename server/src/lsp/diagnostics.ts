/**
 * One validator behind pushed and pulled diagnostics. A version is analysed once, whoever asks; nothing is sent for a
 * version that is no longer the newest.
 */
import {
  type CancellationToken,
  type Connection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  type PreviousResultId,
  ResponseError,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { hashOf } from '../base/hash.ts';
import { tableCount, tablesOf, warmCompletion } from '../service.ts';
import { toDiagnostics } from './convert.ts';
import type { Current, Documents } from './documents.ts';
import type { Origins } from './origins.ts';
import { later, nextTurn, work } from './schedule.ts';
import type { Entry, Workspace } from './workspace.ts';

/**
 * While somebody types without a pause, checking takes half of the time at most: after a check that took longer than
 * this, the next waits as long as the last one took.
 */
const QUICK = 15;
const LONGEST_WAIT = 300;
/** Milliseconds without a key after which the client is told how a document stands. */
const STATUS_PAUSE = 60;

/** Where reports are, and what is known of them. */
export interface Reports {
  readonly documents: Documents;
  readonly workspace: Workspace;
  readonly origins: Origins;
}

export class Validator {
  /** Documents that wait, the one changed last at the end. */
  private readonly waiting = new Set<string>();
  /** When a document that takes long may be checked again. */
  private readonly restUntil = new Map<string, number>();
  private readonly delayed = new Set<string>();
  /** Findings of files that name no other report. */
  private readonly told = new Map<string, Told>();
  /** Reports on documents that wait for a pause. */
  private readonly reporting = new Map<string, ReturnType<typeof setTimeout>>();
  /** How documents stand, as the client was told. */
  private readonly reported = new Map<string, string>();
  private running = false;
  private warmed = false;
  /** Whether the client asks for diagnostics itself. */
  pull = false;

  private readonly documents: Documents;
  private readonly workspace: Workspace;
  private readonly origins: Origins;

  /** @param opened called once, when the first documents have been checked */
  constructor(
    private readonly connection: Connection,
    { documents, workspace, origins }: Reports,
    private readonly opened: () => void,
  ) {
    this.documents = documents;
    this.workspace = workspace;
    this.origins = origins;
  }

  /** A document changed: it is validated in a coming turn, changes that follow at once together. */
  changed(uri: string): void {
    const wait = (this.restUntil.get(uri) ?? 0) - Date.now();
    if (wait <= 0) this.enqueue(uri);
    else if (!this.delayed.has(uri)) {
      this.delayed.add(uri);
      setTimeout(() => {
        this.delayed.delete(uri);
        this.enqueue(uri);
      }, wait);
    }
  }

  /** What documents depend on changed: they are validated again. */
  some(uris: readonly string[]): void {
    for (const uri of uris) this.enqueue(uri);
  }

  closed(uri: string): void {
    this.waiting.delete(uri);
    this.restUntil.delete(uri);
    this.reported.delete(uri);
    clearTimeout(this.reporting.get(uri));
    this.reporting.delete(uri);
    if (!this.pull) this.connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  private enqueue(uri: string): void {
    this.waiting.delete(uri);
    this.waiting.add(uri);
    if (this.running) return;
    this.running = true;
    later(() => void this.drain());
  }

  private async drain(): Promise<void> {
    for (let uri = this.newest(); uri !== undefined; uri = this.newest()) {
      this.waiting.delete(uri);
      try {
        await this.validate(uri);
      } catch (error) {
        this.connection.console.error(
          `${uri}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
        );
      }
      await nextTurn();
    }
    this.running = false;
    if (!this.warmed) void this.warm();
  }

  /** With the first reports checked, what completion needs is made ready in the pauses. */
  private async warm(): Promise<void> {
    this.warmed = true;
    this.opened();
    const [uri] = this.documents.uris();
    const current = uri === undefined ? undefined : this.documents.current(uri);
    if (!current) return;
    for await (const _ of warmCompletion(current.analysis)) await nextTurn();
  }

  /** The document on screen is the one that changed last. */
  private newest(): string | undefined {
    return [...this.waiting].at(-1);
  }

  private async validate(uri: string): Promise<void> {
    const version = this.documents.version(uri);
    const started = Date.now();
    const current = await this.documents.settled(uri);
    if (!current) return;
    while (!work(current.analysis)) {
      await nextTurn();
      // The newest version waits already.
      if (this.documents.version(uri) !== version) return;
    }
    void current.analysis.findings;
    const took = Date.now() - started;
    this.restUntil.set(uri, took > QUICK ? Date.now() + Math.min(took, LONGEST_WAIT) : 0);
    const originOf = await this.origins.of(current);
    if (this.documents.version(uri) !== current.version) return;
    if (!this.pull) {
      void this.connection.sendDiagnostics({
        uri,
        version: current.version as number,
        diagnostics: toDiagnostics(current, originOf),
      });
    }
    // While somebody types, the count need not follow every key.
    clearTimeout(this.reporting.get(uri));
    this.reporting.set(
      uri,
      setTimeout(() => this.report(current), STATUS_PAUSE),
    );
  }

  /** Tells the client how the document stands, where that is other than what it was told. */
  private report({ uri, version, analysis }: Current): void {
    this.reporting.delete(uri);
    if (this.documents.version(uri) !== version) return;
    const { findings, coverage } = analysis;
    const count = (severity: string) => findings.filter((f) => f.severity === severity).length;
    const status = {
      errors: count('error'),
      warnings: count('warning'),
      infos: count('information'),
      hints: count('hint'),
      coverage: { ...coverage, notChecked: coverage.notChecked.length },
      tables: tableCount(tablesOf(analysis)),
    };
    const told = JSON.stringify(status);
    if (this.reported.get(uri) === told) return;
    this.reported.set(uri, told);
    void this.connection.sendNotification('disclosure/status', { uri, version, ...status });
  }

  /** The answer to a pull for one document. */
  async document(
    uri: string,
    previous: string | undefined,
    token: CancellationToken,
  ): Promise<DocumentDiagnosticReport> {
    const prepared = await this.documents.prepared(uri, token);
    stopIfCancelled(token);
    const current = prepared ?? (await this.workspace.file(uri));
    if (!current) return { kind: DocumentDiagnosticReportKind.Full, items: [] };
    const items = toDiagnostics(current, await this.origins.of(current));
    const resultId = resultOf(items);
    return resultId === previous
      ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId }
      : { kind: DocumentDiagnosticReportKind.Full, resultId, items };
  }

  /**
   * Reports on every file of the workspace, file after file.
   * @param found takes each report as it is made
   */
  async everything(
    previous: readonly PreviousResultId[],
    token: CancellationToken,
    found: (report: WorkspaceDocumentDiagnosticReport) => void,
  ): Promise<void> {
    const known = new Map(previous.map((p) => [p.uri, p.value]));
    for await (const entry of this.workspace.entries(token)) {
      const told = await this.tell(entry);
      if (!told) continue;
      const { uri } = entry;
      const { version, resultId, items } = told;
      found(
        known.get(uri) === resultId
          ? { kind: DocumentDiagnosticReportKind.Unchanged, uri, version, resultId }
          : { kind: DocumentDiagnosticReportKind.Full, uri, version, resultId, items },
      );
      known.delete(uri);
      await nextTurn();
    }
    stopIfCancelled(token);
    // What was told of files that are gone is taken back.
    for (const uri of known.keys()) {
      this.told.delete(uri);
      found({ kind: DocumentDiagnosticReportKind.Full, uri, version: null, items: [] });
    }
  }

  /** The findings of a report; those of a file are kept without its analysis. */
  private async tell({ uri, key, load }: Entry): Promise<Told | undefined> {
    const kept = this.told.get(uri);
    if (kept && kept.key === key) return kept;
    const current = await load();
    if (!current) return undefined;
    const items = toDiagnostics(current, await this.origins.of(current));
    const told: Told = { key, version: current.version, resultId: resultOf(items), items };
    if (key === undefined || current.linked) return told;
    this.told.set(uri, told);
    return told;
  }
}

interface Told {
  readonly key: string | undefined;
  readonly version: number | null;
  readonly resultId: string;
  readonly items: Diagnostic[];
}

/**
 * What a pull is named by: what was told, and nothing that begins anew when a document is opened again or the server is
 * started again. An analysis says the same in other words of its own (`data`), which do not count.
 */
function resultOf(items: readonly Diagnostic[]): string {
  return hashOf(JSON.stringify(items.map(({ data: _, ...told }) => told)));
}

/** Ends work that nobody waits for any more with the answer that the protocol has for it. */
export function stopIfCancelled(token: CancellationToken): void {
  if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled.');
}
