/**
 * Libraries in the browser's server: the very files that Node's programs use (scripts/build.mjs), read when the first
 * file that needs them is. They lie beside the server; where that is, the client says.
 */
import { ImportError } from '../exchange/import/types.ts';
import type { MessageId } from '../messages/index.ts';

/** Web workers, which run scripts one after the other. */
interface Scope {
  importScripts(uri: string): void;
  /** What a CommonJS file, as Node has it, puts its exports in. */
  module?: { exports: unknown };
  /** What it asks other files of: the bundler's helpers, of which it uses none. */
  require?: () => object;
}

/** A file that is read once. */
export class Library {
  private place: string | undefined;
  private read: unknown;

  /** @param lacking what a person is told where the file is not there */
  constructor(private readonly lacking: MessageId) {}

  /** Tells where the file lies. */
  put(uri: unknown): void {
    if (typeof uri === 'string') this.place = uri;
  }

  /** What the file holds. */
  load(): unknown {
    if (this.read !== undefined) return this.read;
    if (this.place === undefined) throw new ImportError(this.lacking);
    const scope = self as unknown as Scope;
    scope.module = { exports: {} };
    scope.require = () => ({});
    try {
      scope.importScripts(this.place);
      this.read = scope.module.exports;
    } catch {
      throw new ImportError(this.lacking);
    } finally {
      delete scope.module;
      delete scope.require;
    }
    return this.read;
  }
}
