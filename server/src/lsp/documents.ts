/** Open documents and their analyses: one analysis for each version and settings, made when it is first asked for. */
import { type Connection, TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Analysis, open } from '../service.ts';
import type { Host, HostFile } from './host.ts';
import type { Settings } from './settings.ts';

interface Kept {
  readonly version: number | string;
  readonly generation: number;
  readonly analysis: Analysis;
}

/** A report of the workspace as it stands now: the open document, or the file. */
export interface Current {
  readonly uri: string;
  /** Of the open document; null for a file. */
  readonly version: number | null;
  /** Tells this state of text and settings from every other. */
  readonly state: string;
  readonly analysis: Analysis;
}

export class Documents {
  private readonly sync = new TextDocuments(TextDocument);
  private readonly open = new Map<string, Kept>();
  private readonly files = new Map<string, Kept>();

  readonly onDidChangeContent = this.sync.onDidChangeContent;
  readonly onDidClose = this.sync.onDidClose;

  constructor(
    private readonly settings: Settings,
    private readonly host: Host,
  ) {
    this.sync.onDidClose(({ document }) => {
      this.open.delete(document.uri);
      this.settings.forget(document.uri);
    });
  }

  listen(connection: Connection): void {
    this.sync.listen(connection);
  }

  uris(): string[] {
    return this.sync.keys();
  }

  version(uri: string): number | undefined {
    return this.sync.get(uri)?.version;
  }

  /** The analysis of an open document, with the settings that are known by now. */
  current(uri: string): Current | undefined {
    const document = this.sync.get(uri);
    if (!document) return undefined;
    const { version } = document;
    const analysis = this.keep(this.open, uri, version, () => document.getText());
    return { uri, version, state: `${this.settings.generation}:${version}`, analysis };
  }

  /** The same, once the document's settings have arrived. */
  async settled(uri: string): Promise<Current | undefined> {
    if (!this.sync.get(uri)) return undefined;
    await this.settings.load(uri);
    return this.current(uri);
  }

  /** A file of the workspace that is not open. */
  async file({ uri, stamp }: HostFile): Promise<Current | undefined> {
    await this.settings.load(uri);
    const state = `${this.settings.generation}:${stamp}`;
    const known = this.files.get(uri);
    if (known && known.version === stamp && known.generation === this.settings.generation) {
      return { uri, version: null, state, analysis: known.analysis };
    }
    const text = await this.host.read(uri);
    if (text === undefined) return undefined;
    return { uri, version: null, state, analysis: this.keep(this.files, uri, stamp, () => text) };
  }

  /** Files that are no longer there are forgotten. */
  retainFiles(uris: ReadonlySet<string>): void {
    for (const uri of this.files.keys()) if (!uris.has(uri)) this.files.delete(uri);
  }

  private keep(
    store: Map<string, Kept>,
    uri: string,
    version: number | string,
    text: () => string,
  ): Analysis {
    const { generation } = this.settings;
    const known = store.get(uri);
    if (known && known.version === version && known.generation === generation) return known.analysis;
    const analysis = open(text(), this.settings.of(uri), known?.analysis);
    store.set(uri, { version, generation, analysis });
    return analysis;
  }
}
