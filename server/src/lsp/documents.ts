/**
 * Open documents and their analyses: one for each version, settings and state of the reports it links to, made when it
 * is first asked for.
 */
import { type Connection, TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Analysis, type AnalysisOptions, documentLinks, open } from '../service.ts';
import { comparable, type Folders, isInside, resolvePath } from './folders.ts';
import type { Host, HostFile, Linked } from './host.ts';
import type { Settings } from './settings.ts';

type Links = NonNullable<AnalysisOptions['links']>;
type Found = ReturnType<Links['get']>;

interface Kept {
  readonly version: number | string;
  readonly generation: number;
  readonly linkState: string;
  readonly analysis: Analysis;
}

/** The reports that a document names, as they stood when they were last looked up. */
interface Followed {
  readonly state: string;
  readonly links: Links;
  readonly targets: ReadonlySet<string>;
}

/** A report of the workspace as it stands now: the open document, or the file. */
export interface Current {
  readonly uri: string;
  /** Of the open document; null for a file. */
  readonly version: number | null;
  /** Tells this state of text, settings and linked reports from every other. */
  readonly state: string;
  readonly analysis: Analysis;
}

/** Reports that one report may name; more are not looked up. */
const MOST_LINKS = 500;
/** Milliseconds for which a linked file is taken as it was, where the client does not tell of changes. */
const FRESH = 2000;

export class Documents {
  private readonly sync = new TextDocuments(TextDocument);
  private readonly open = new Map<string, Kept>();
  private readonly files = new Map<string, Kept>();
  private readonly followed = new Map<string, Followed>();
  private readonly linked = new Map<string, { readonly at: number; readonly file: Promise<Linked> }>();
  /** Whether the client tells of files that change. */
  watched = false;

  readonly onDidChangeContent = this.sync.onDidChangeContent;
  readonly onDidClose = this.sync.onDidClose;

  constructor(
    private readonly settings: Settings,
    private readonly folders: Folders,
    private readonly host: Host,
  ) {
    this.sync.onDidClose(({ document }) => {
      this.open.delete(document.uri);
      this.followed.delete(document.uri);
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

  /** The analysis of an open document, with what is known by now of its settings and of the reports it names. */
  current(uri: string): Current | undefined {
    const document = this.sync.get(uri);
    if (!document) return undefined;
    const { version } = document;
    const analysis = this.keep(this.open, uri, version, () => document.getText());
    return { uri, version, state: this.stateOf(uri, version), analysis };
  }

  /** The same, once the document's settings have arrived and the reports that it names were looked up. */
  async settled(uri: string): Promise<Current | undefined> {
    if (!this.sync.get(uri)) return undefined;
    await this.settings.load(uri);
    for (;;) {
      const before = this.current(uri);
      if (!before) return undefined;
      await this.follow(uri, before.analysis);
      // The document may have changed in the meantime.
      if (this.version(uri) === before.version) return this.current(uri);
    }
  }

  /** A file of the workspace that is not open. */
  async file({ uri, stamp }: HostFile): Promise<Current | undefined> {
    await this.settings.load(uri);
    const known = this.files.get(uri);
    let text = known?.version === stamp ? known.analysis.text : undefined;
    text ??= await this.host.read(uri);
    if (text === undefined) return undefined;
    const own = text;
    await this.follow(
      uri,
      this.keep(this.files, uri, stamp, () => own),
    );
    const analysis = this.keep(this.files, uri, stamp, () => own);
    return { uri, version: null, state: this.stateOf(uri, stamp), analysis };
  }

  /** Files that are no longer there are forgotten. */
  retainFiles(uris: ReadonlySet<string>): void {
    for (const uri of this.files.keys()) if (!uris.has(uri)) this.files.delete(uri);
  }

  /** Files changed on disk. */
  filesChanged(): void {
    this.linked.clear();
  }

  /** Open documents that name another report: that one, or any. */
  naming(uri?: string): string[] {
    const target = uri === undefined ? undefined : comparable(uri);
    return this.uris().filter((own) => {
      const targets = this.followed.get(own)?.targets;
      return targets !== undefined && (target === undefined || targets.has(target));
    });
  }

  private stateOf(uri: string, version: number | string): string {
    return [this.settings.generation, version, this.followed.get(uri)?.state ?? ''].join(':');
  }

  private keep(
    store: Map<string, Kept>,
    uri: string,
    version: number | string,
    text: () => string,
  ): Analysis {
    const { generation } = this.settings;
    const followed = this.followed.get(uri);
    const linkState = followed?.state ?? '';
    const known = store.get(uri);
    if (known?.version === version && known.generation === generation && known.linkState === linkState) {
      return known.analysis;
    }
    const options = { ...this.settings.of(uri), ...(followed ? { links: followed.links } : {}) };
    const analysis = open(text(), options, known?.analysis);
    store.set(uri, { version, generation, linkState, analysis });
    return analysis;
  }

  /** Looks up the reports that `上年` and `汇总` name; none is followed further than this one step. */
  private async follow(uri: string, analysis: Analysis): Promise<void> {
    const paths = new Set(
      documentLinks(analysis)
        .filter((link) => link.key !== '科目')
        .map((link) => link.path),
    );
    if (paths.size === 0) {
      this.followed.delete(uri);
      return;
    }
    const found = new Map<string, Found>();
    const states: string[] = [];
    const targets = new Set<string>();
    for (const path of [...paths].slice(0, MOST_LINKS)) {
      const target = resolvePath(uri, path);
      if (target !== undefined) targets.add(comparable(target));
      const { report, state } = await this.linkedReport(uri, target);
      found.set(path, report);
      states.push(`${path}=${state}`);
    }
    const links: Links = { get: (path) => found.get(path.replaceAll('\\', '/')) ?? 'unavailable' };
    this.followed.set(uri, { state: states.join('|'), links, targets });
  }

  private async linkedReport(
    uri: string,
    target: string | undefined,
  ): Promise<{ report: Found; state: string }> {
    const root = this.folders.rootOf(uri);
    if (target === undefined) {
      const reason = uri.includes('://') ? 'outside' : 'unavailable';
      return { report: reason, state: reason };
    }
    if (!isInside(target, root)) return { report: 'outside', state: 'outside' };
    const wanted = comparable(target);
    const open = this.uris().find((own) => comparable(own) === wanted);
    const current = open === undefined ? undefined : this.current(open);
    if (current) return { report: current.analysis, state: `${current.version}` };
    const file = await this.linkedFile(target, root);
    if (typeof file === 'string') return { report: file, state: file };
    return { report: this.keep(this.files, target, file.stamp, () => file.text), state: file.stamp };
  }

  private linkedFile(target: string, root: string): Promise<Linked> {
    const now = Date.now();
    const known = this.linked.get(target);
    if (known && (this.watched || now - known.at < FRESH)) return known.file;
    const file = this.host.linked(target, root);
    this.linked.set(target, { at: now, file });
    return file;
  }
}
