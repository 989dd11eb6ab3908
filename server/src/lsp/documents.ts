/**
 * Open documents and their analyses: one for each version, settings and state of the reports it links to, made when it
 * is first asked for.
 */

import { type CancellationToken, type Connection, TextDocuments } from 'vscode-languageserver';
import { KEY } from '../base/keys.ts';
import { getOrMake } from '../base/maps.ts';
import type { Text } from '../base/text.ts';
import { type Analysis, type AnalysisOptions, documentLinks, type Edit, open } from '../service.ts';
import { Edits } from './edits.ts';
import { comparable, type Folders, isInside, resolvePath } from './folders.ts';
import type { UserForms } from './forms.ts';
import type { Host, HostFile, Linked } from './host.ts';
import { nextTurn, work } from './schedule.ts';
import type { Settings } from './settings.ts';
import { Shelf } from './shelf.ts';

type Links = NonNullable<AnalysisOptions['links']>;
type Found = ReturnType<Links['get']>;

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
  /** Whether it names other reports, so that its findings depend on more than its text. */
  readonly linked: boolean;
}

/** A file that reports name, as it was when it was last read. */
interface LinkedFile {
  readonly at: number;
  readonly file: Promise<Linked>;
  readonly stamp: Promise<string | undefined>;
}

/** Reports that one report may name; more are not looked up. */
const MOST_LINKS = 500;
/** Reports that are looked through for a way back. */
const MOST_FOLLOWED = 200;
/** Milliseconds for which a linked file is taken as it was, where the client does not tell of changes. */
export const FRESH = 600;
/** Files of the workspace whose analysis is kept; of the others only the findings are. */
const MOST_FILES = 48;

/** Which version of which report an analysis is wanted of. */
interface Wanted {
  readonly uri: string;
  /** Whose settings and forms it is read with. */
  readonly scope: string;
  readonly version: number | string;
  readonly followed: Followed | undefined;
}

/** Its text, and where the client told what was changed. */
interface Source {
  text(): string | Text;
  edit?(): Edit;
}

export class Documents {
  private readonly edits = new Edits();
  private readonly sync = new TextDocuments(this.edits);
  private readonly open = new Shelf(Number.POSITIVE_INFINITY);
  private readonly files = new Shelf(MOST_FILES);
  private readonly named = new Shelf(MOST_LINKS + MOST_FILES);
  private readonly followed = new Map<string, Followed>();
  /** The last analysis of documents that were found to name no other. */
  private readonly alone = new Map<string, Analysis>();
  private readonly linked = new Map<string, LinkedFile>();
  /** Names for analyses. Versions of a document begin at 1 again when it is opened again, and servers are started again. */
  private readonly ids = new WeakMap<Analysis, string>();
  private readonly born = Date.now().toString(36);
  private analyses = 0;
  /** Whether the client tells of files that change. */
  watched = false;

  readonly onDidChangeContent = this.sync.onDidChangeContent;
  readonly onDidClose = this.sync.onDidClose;

  constructor(
    private readonly settings: Settings,
    private readonly folders: Folders,
    private readonly forms: UserForms,
    private readonly host: Host,
  ) {
    this.sync.onDidClose(({ document }) => {
      this.open.delete(document.uri);
      this.followed.delete(document.uri);
      this.alone.delete(document.uri);
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
    const followed = this.followed.get(uri);
    const analysis = this.keep(
      this.open,
      { uri, scope: uri, version, followed },
      {
        text: () => document.text,
        edit: () => this.edits.take(document),
      },
    );
    return {
      uri,
      version,
      state: this.idOf(analysis),
      analysis,
      linked: followed !== undefined,
    };
  }

  /** The same, once the document's settings have arrived and the reports that it names were looked up. */
  async settled(uri: string): Promise<Current | undefined> {
    if (!this.sync.get(uri)) return undefined;
    await Promise.all([this.settings.load(uri), this.forms.load(this.folders.rootOf(uri))]);
    for (;;) {
      const before = this.current(uri);
      if (!before) return undefined;
      const followed = await this.follow(uri, before.analysis);
      // The document may have changed in the meantime.
      if (this.version(uri) !== before.version) continue;
      if (followed) this.followed.set(uri, followed);
      else this.followed.delete(uri);
      const now = this.current(uri);
      if (!followed && now) this.alone.set(uri, now.analysis);
      return now;
    }
  }

  /** The same at once, where nothing has to be looked up or worked out any more. */
  private ready(uri: string): Current | undefined {
    const kept = this.open.get(uri);
    return kept?.analysis.isReady &&
      kept.analysis === this.alone.get(uri) &&
      kept.version === this.version(uri) &&
      kept.stamp === this.stampOf(uri)
      ? this.current(uri)
      : undefined;
  }

  /**
   * The same, once all that findings rest on is worked out, with others having their turn in between.
   * @param patience milliseconds after which what is known by then will do, as soon as tables are read
   * @returns undefined where the document was closed, or the request cancelled
   */
  async prepared(
    uri: string,
    token?: CancellationToken,
    patience = Number.POSITIVE_INFINITY,
  ): Promise<Current | undefined> {
    const ready = this.ready(uri);
    if (ready) return ready;
    const enough = Date.now() + patience;
    for (;;) {
      const current = await this.settled(uri);
      if (!current || token?.isCancellationRequested) return undefined;
      const { analysis, version } = current;
      while (!work(analysis)) {
        await nextTurn();
        if (token?.isCancellationRequested) return undefined;
        if (this.version(uri) !== version) break;
        if (analysis.hasReport && Date.now() > enough) return { ...current, analysis: analysis.known };
      }
      // Later versions are worked on instead.
      if (this.version(uri) === version) return current;
    }
  }

  /** What the findings of a file that names no other report depend on. */
  async fileKey({ uri, stamp }: HostFile): Promise<string> {
    const scope = this.folders.rootOf(uri);
    await Promise.all([this.settings.load(scope), this.forms.load(scope)]);
    return `${this.stampOf(scope)}:${stamp}`;
  }

  /** The text of a report that is not open, as it was last read where it did not change since. */
  async fileText({ uri, stamp }: HostFile): Promise<string | undefined> {
    const known = this.files.get(uri);
    return known?.version === stamp ? known.analysis.text : this.host.read(uri);
  }

  /** The text of an open document. */
  text(uri: string): string | undefined {
    return this.sync.get(uri)?.text.toString();
  }

  /** A file of the workspace that is not open; its settings are those of its folder. */
  async file({ uri, stamp }: HostFile): Promise<Current | undefined> {
    const scope = this.folders.rootOf(uri);
    await Promise.all([this.settings.load(scope), this.forms.load(scope)]);
    const known = this.files.get(uri);
    const text = await this.fileText({ uri, stamp });
    if (text === undefined) return undefined;
    const first = known?.analysis.text === text ? known.analysis : open(text, this.optionsOf(scope));
    const followed = await this.follow(uri, first);
    const analysis = this.keep(this.files, { uri, scope, version: stamp, followed }, { text: () => text });
    return {
      uri,
      version: null,
      state: this.idOf(analysis),
      analysis,
      linked: followed !== undefined,
    };
  }

  /** Files changed on disk. */
  filesChanged(): void {
    this.linked.clear();
  }

  /** Looks whether files that open documents name have changed, where the client does not tell; they are then read again. */
  async linkedChanged(): Promise<boolean> {
    const targets = new Set(this.uris().flatMap((uri) => [...(this.followed.get(uri)?.targets ?? [])]));
    for (const [target, { stamp }] of this.linked) {
      if (!targets.has(comparable(target))) continue;
      if ((await stamp) === (await this.host.stamp(target))) continue;
      this.filesChanged();
      return true;
    }
    return false;
  }

  /** Open documents that name another report: that one, or any. */
  naming(uri?: string): string[] {
    const target = uri === undefined ? undefined : comparable(uri);
    return this.uris().filter((own) => {
      const targets = this.followed.get(own)?.targets;
      return targets !== undefined && (target === undefined || targets.has(target));
    });
  }

  /** What a report in a folder of the workspace is analysed with, once its settings and forms have arrived. */
  async optionsOfFolder(folder: string): Promise<AnalysisOptions> {
    await Promise.all([this.settings.load(folder), this.forms.load(this.rootOf(folder))]);
    return this.optionsOf(folder);
  }

  /** What is analysed with, of a document or folder. */
  private optionsOf(scope: string): AnalysisOptions {
    return { ...this.settings.of(scope), ...this.forms.of(this.rootOf(scope)) };
  }

  private stampOf(scope: string): string {
    return `${this.settings.stamp(scope)}${this.forms.stamp(this.rootOf(scope))}`;
  }

  private rootOf(scope: string): string {
    return this.folders.all.includes(scope) ? scope : this.folders.rootOf(scope);
  }

  private idOf(analysis: Analysis): string {
    return getOrMake(this.ids, analysis, () => `${this.born}.${++this.analyses}`);
  }

  /** The analysis of a version, as its settings and the reports that it names are by now; kept where none of it changed. */
  private keep(shelf: Shelf, { uri, scope, version, followed }: Wanted, source: Source): Analysis {
    const stamp = this.stampOf(scope);
    const linkState = followed?.state ?? '';
    const known = shelf.get(uri);
    if (known?.version === version && known.stamp === stamp && known.linkState === linkState) {
      return known.analysis;
    }
    const options = { ...this.optionsOf(scope), ...(followed ? { links: followed.links } : {}) };
    const analysis = open(source.text(), options, known?.analysis, source.edit?.());
    shelf.set(uri, { version, stamp, linkState, analysis });
    return analysis;
  }

  /** Looks up the reports that `上年` and `汇总` name; none is followed further than this one step. */
  private async follow(uri: string, analysis: Analysis): Promise<Followed | undefined> {
    const links = documentLinks(analysis).filter((link) => link.key !== KEY.codes);
    if (links.length === 0) return undefined;
    const found = new Map<string, Found>();
    const states: string[] = [];
    const targets = new Set<string>();
    for (const path of new Set(links.slice(0, MOST_LINKS).map((link) => link.path))) {
      const target = resolvePath(uri, path);
      if (target !== undefined) targets.add(comparable(target));
      const { report, state } = await this.linkedReport(uri, target);
      const circle = typeof report !== 'string' && (await this.leadsBack(uri, target ?? '', report, targets));
      // A circle is settled here, so that no analysis waits for itself.
      found.set(path, circle ? 'cycle' : report);
      states.push(`${path}=${circle ? 'cycle' : state}`);
    }
    const get: Links['get'] = (path) => found.get(path.replaceAll('\\', '/')) ?? 'unavailable';
    return { state: states.join('|'), links: { get }, targets };
  }

  /**
   * Whether a report names another, straight or by way of further ones.
   * @param looked takes every report that the answer rests on
   */
  private async leadsBack(
    uri: string,
    start: string,
    first: Analysis,
    looked: Set<string>,
  ): Promise<boolean> {
    const self = comparable(uri);
    const seen = new Set([comparable(start)]);
    if (seen.has(self)) return true;
    const waiting: [string, Analysis][] = [[start, first]];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [at, analysis] = next;
      for (const { key, path } of documentLinks(analysis)) {
        const target = key === KEY.codes ? undefined : resolvePath(at, path);
        if (target === undefined || seen.has(comparable(target))) continue;
        if (comparable(target) === self) return true;
        seen.add(comparable(target));
        looked.add(comparable(target));
        if (seen.size > MOST_FOLLOWED) return false;
        const { report } = await this.linkedReport(at, target);
        if (typeof report !== 'string') waiting.push([target, report]);
      }
    }
    return false;
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
    if (current) return { report: current.analysis, state: this.idOf(current.analysis) };
    const file = await this.linkedFile(target, root);
    if (typeof file === 'string') return { report: file, state: file };
    const report = this.keep(
      this.named,
      { uri: target, scope: root, version: file.stamp, followed: undefined },
      { text: () => file.text },
    );
    return { report, state: file.stamp };
  }

  private linkedFile(target: string, root: string): Promise<Linked> {
    const now = Date.now();
    const known = this.linked.get(target);
    if (known && (this.watched || now - known.at < FRESH)) return known.file;
    // What is told of it first is at most older than what is read then.
    const stamp = this.host.stamp(target);
    const file = this.host.linked(target, root);
    this.linked.set(target, { at: now, file, stamp });
    return file;
  }
}
