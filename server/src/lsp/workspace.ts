/** The reports of the workspace's folders, open or not. */
import type { CancellationToken } from 'vscode-languageserver';
import type { Current, Documents } from './documents.ts';
import type { Host, HostFile } from './host.ts';

export class Workspace {
  private roots: string[] = [];
  private listing: Promise<readonly HostFile[]> | undefined;
  /** Whether the client tells of changed files; else the folders are read again each time. */
  watched = false;

  constructor(
    private readonly documents: Documents,
    private readonly host: Host,
  ) {}

  get folders(): readonly string[] {
    return this.roots;
  }

  setFolders(added: readonly string[], removed: readonly string[] = []): void {
    this.roots = [...new Set([...this.roots.filter((r) => !removed.includes(r)), ...added])];
    this.listing = undefined;
  }

  /** Files changed on disk. */
  changed(): void {
    this.listing = undefined;
  }

  private files(): Promise<readonly HostFile[]> {
    if (!this.watched || !this.listing) this.listing = this.host.list(this.roots);
    return this.listing;
  }

  /** A file of the workspace that is not open; undefined where it is none of it. */
  async file(uri: string): Promise<Current | undefined> {
    const file = (await this.files()).find((f) => f.uri === uri);
    return file && this.documents.file(file);
  }

  /** Every report: the open documents first, then the files. */
  async *reports(token: CancellationToken): AsyncIterable<Current> {
    const open = this.documents.uris();
    for (const uri of open) {
      if (token.isCancellationRequested) return;
      const current = await this.documents.settled(uri);
      if (current) yield current;
    }
    const files = await this.files();
    this.documents.retainFiles(new Set(files.map((f) => f.uri)));
    const seen = new Set(open.map(comparable));
    for (const file of files) {
      if (token.isCancellationRequested) return;
      if (seen.has(comparable(file.uri))) continue;
      const current = await this.documents.file(file);
      if (current) yield current;
    }
  }
}

/** One file's URI may be written in several ways. */
function comparable(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}
