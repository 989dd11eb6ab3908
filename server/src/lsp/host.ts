/** What the server needs of the machine that it runs on. A browser has none of it. */
import type { FormSource } from '../service.ts';

export interface HostFile {
  readonly uri: string;
  /** Changes when the file does. */
  readonly stamp: string;
}

/** A file that another one names. */
export type Linked =
  | { readonly text: string; readonly stamp: string }
  | 'missing'
  | 'outside'
  | 'unreadable'
  | 'unavailable';

export interface Host {
  /** The reports in folders of the workspace, bounded in number. */
  list(folders: readonly string[]): Promise<readonly HostFile[]>;
  /** A file's text; undefined where it cannot be read. */
  read(uri: string): Promise<string | undefined>;
  /** Tells a file from what it was and will be; undefined where there is none. */
  stamp(uri: string): Promise<string | undefined>;
  /** A file inside a folder, wherever symbolic links lead. */
  linked(uri: string, folder: string): Promise<Linked>;
  /** The files of a folder's `.disclosure/forms/`, each with its URI for a path. */
  forms(folder: string): Promise<readonly FormSource[]>;
  /** What an import kept beside a report of where its lines come from; empty where there is none. */
  origins?(uri: string): Promise<string>;
  /** The first reports have been read; from now on it is keys and questions. */
  opened?(): void;
}

/** A host without files: only open documents are known. */
export const noHost: Host = {
  list: () => Promise.resolve([]),
  read: () => Promise.resolve(undefined),
  stamp: () => Promise.resolve(undefined),
  linked: () => Promise.resolve('unavailable'),
  forms: () => Promise.resolve([]),
};
