/** The folders of the workspace, and what lies inside them. */

export class Folders {
  private roots: readonly string[] = [];

  get all(): readonly string[] {
    return this.roots;
  }

  change(added: readonly string[], removed: readonly string[] = []): void {
    this.roots = [...new Set([...this.roots.filter((r) => !removed.includes(r)), ...added])];
  }

  /** The folder that a document may name files in: its workspace folder, else its own. */
  rootOf(uri: string): string {
    return this.roots.find((root) => isInside(uri, root)) ?? uri.slice(0, uri.lastIndexOf('/') + 1);
  }
}

/** Clients write one URI in several ways (`%3A`, `%E4…`); compared they are decoded. */
export function comparable(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}

export function isInside(uri: string, root: string): boolean {
  const folder = comparable(root);
  return comparable(uri).startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** The URI of a path that a document names; undefined where it is none that a document may name. */
export function resolvePath(uri: string, path: string): string | undefined {
  // Absolute paths, drives and addresses lead out of the workspace.
  if (/^(?:[/\\]|[a-z]:|[a-z][a-z\d+.-]*:\/\/)/i.test(path) || !uri.includes('://')) return undefined;
  try {
    const relative = path.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
    return new URL(relative, uri).toString();
  } catch {
    return undefined;
  }
}

/**
 * The way from a folder to a file, as a report names it.
 * @param folder decoded, with `/` at its end
 * @param file decoded
 */
export function relativePath(folder: string, file: string): string {
  const from = folder.split('/');
  const to = file.split('/');
  let same = 0;
  while (same < from.length - 1 && same < to.length - 1 && from[same] === to[same]) same++;
  return [...from.slice(same, -1).map(() => '..'), ...to.slice(same)].join('/');
}
