/** The reports of the workspace's folders, open or not. */
import type { CancellationToken } from 'vscode-languageserver';
import type { Current, Documents } from './documents.ts';
import { comparable, type Folders } from './folders.ts';
import type { Host, HostFile } from './host.ts';

export class Workspace {
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
