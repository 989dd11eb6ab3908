/** The reports of the workspace's folders, open or not. */
import type { CancellationToken } from 'vscode-languageserver';
import { frontMatterOf, matchingPlaces, type NamedPlace, namedPlaces } from '../service.ts';
import type { Current, Documents } from './documents.ts';
import { comparable, type Folders, isInside, relativePath, resolvePath } from './folders.ts';
import type { Host, HostFile } from './host.ts';
import { nextTurn } from './schedule.ts';

/** A report of the workspace that need not be read yet. */
export interface Entry {
  readonly uri: string;
  /** Of a file: what its findings depend on, as far as it names no other report. */
  readonly key: string | undefined;
  readonly load: () => Promise<Current | undefined>;
  /** Its text alone, which costs no analysis. */
  readonly text: () => Promise<string | undefined>;
}

/** What the head of a report says of where it belongs. */
interface Membership {
  readonly unit: string | undefined;
  /** The reports that it names. */
  readonly names: readonly string[];
}

export class Workspace {
  private readonly names = new Map<string, { readonly key: string; readonly names: readonly NamedPlace[] }>();
  private readonly members = new Map<string, { readonly key: string; readonly member: Membership }>();
  private listing: Promise<readonly HostFile[]> | undefined;

  constructor(
    private readonly documents: Documents,
    readonly folders: Folders,
    private readonly host: Host,
  ) {}

  /** Files changed on disk, or the folders did. */
  changed(): void {
    this.listing = undefined;
    this.documents.filesChanged();
  }

  private files(): Promise<readonly HostFile[]> {
    // A client that tells of no changes makes the folders be read again each time.
    if (!this.documents.watched || !this.listing) this.listing = this.host.list(this.folders.all);
    return this.listing;
  }

  /** A file of the workspace that is not open; undefined where it is none of it. */
  async file(uri: string): Promise<Current | undefined> {
    const wanted = comparable(uri);
    const file = (await this.files()).find((f) => comparable(f.uri) === wanted);
    return file && this.documents.file(file);
  }

  /** Every report: the open documents first, then the files. */
  async *entries(token: CancellationToken): AsyncIterable<Entry> {
    const open = this.documents.uris();
    for (const uri of open) {
      if (token.isCancellationRequested) return;
      yield {
        uri,
        key: undefined,
        load: () => this.documents.settled(uri),
        text: () => Promise.resolve(this.documents.text(uri)),
      };
    }
    const seen = new Set(open.map(comparable));
    for (const file of await this.files()) {
      if (token.isCancellationRequested) return;
      if (seen.has(comparable(file.uri))) continue;
      const key = await this.documents.fileKey(file);
      yield {
        uri: file.uri,
        key,
        load: () => this.documents.file(file),
        text: () => this.documents.fileText(file),
      };
    }
  }

  /** The other reports under a report's folder, as its front matter would name them. */
  async pathsFrom(uri: string, token: CancellationToken): Promise<string[]> {
    const folder = comparable(uri).slice(0, comparable(uri).lastIndexOf('/') + 1);
    const root = comparable(this.folders.rootOf(uri));
    const found: string[] = [];
    for await (const entry of this.entries(token)) {
      const at = comparable(entry.uri);
      if (at !== comparable(uri) && isInside(entry.uri, root)) found.push(relativePath(folder, at));
    }
    // The nearest first.
    return found.sort((a, b) => a.split('/').length - b.split('/').length || (a < b ? -1 : 1));
  }

  /**
   * The reports that go with one: those of the same unit, and those that a chain of `上年` and `汇总` joins to it.
   * Itself is the first.
   */
  async related(uri: string, token: CancellationToken): Promise<Entry[]> {
    const all: { entry: Entry; at: string; member: Membership }[] = [];
    for await (const entry of this.entries(token)) {
      all.push({ entry, at: comparable(entry.uri), member: await this.membership(entry) });
      await nextTurn();
    }
    const joined = (a: (typeof all)[number], b: (typeof all)[number]) =>
      (a.member.unit !== undefined && a.member.unit === b.member.unit) ||
      a.member.names.includes(b.at) ||
      b.member.names.includes(a.at);
    const own = comparable(uri);
    const found = all.filter(({ at }) => at === own);
    const left = new Set(all.filter(({ at }) => at !== own));
    for (const one of found) {
      for (const other of left) {
        if (!joined(one, other)) continue;
        left.delete(other);
        found.push(other);
      }
    }
    return found.map(({ entry }) => entry);
  }

  private async membership({ uri, key, text }: Entry): Promise<Membership> {
    const known = key === undefined ? undefined : this.members.get(uri);
    if (known && known.key === key) return known.member;
    const head = frontMatterOf((await text()) ?? '');
    const names = head.paths.flatMap((path) => {
      const target = resolvePath(uri, path);
      return target === undefined ? [] : [comparable(target)];
    });
    const member = { unit: head.unit, names };
    if (key !== undefined) this.members.set(uri, { key, member });
    return member;
  }

  /** The names of every report that hold what is asked for. */
  async *symbols(
    query: string,
    token: CancellationToken,
  ): AsyncIterable<NamedPlace & { readonly uri: string }> {
    for await (const { uri, key, load } of this.entries(token)) {
      let known = key === undefined ? undefined : this.names.get(uri);
      if (known?.key !== key || known === undefined) {
        const current = await load();
        if (!current) continue;
        known = { key: key ?? '', names: namedPlaces(current.analysis) };
        if (key !== undefined) this.names.set(uri, known);
      }
      for (const place of matchingPlaces(known.names, query)) yield { ...place, uri };
    }
  }
}
