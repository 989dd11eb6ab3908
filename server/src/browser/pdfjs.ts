/**
 * pdf.js in the browser's server (scripts/build.mjs puts this in its place): the very file that Node's programs use, a
 * quarter of the whole package, read when the first PDF is. It lies beside the server; where that is, the client says.
 */
import { ImportError } from '../exchange/import/types.ts';

/** Web workers, which run scripts one after the other. */
interface Scope {
  importScripts(uri: string): void;
  /** What a CommonJS file, as Node has it, puts its exports in. */
  module?: { exports: unknown };
  /** What it asks other files of: the bundler's helpers, of which it uses none. */
  require?: () => object;
}

let place: string | undefined;
let library: unknown;

/** Tells where the library lies. */
export function setLibrary(uri: unknown): void {
  if (typeof uri === 'string') place = uri;
}

/** The library; read once. */
export function load(): unknown {
  if (library !== undefined) return library;
  if (place === undefined) throw new ImportError('import.no-pdf-here');
  const scope = self as unknown as Scope;
  scope.module = { exports: {} };
  scope.require = () => ({});
  try {
    scope.importScripts(place);
    library = scope.module.exports;
  } catch {
    throw new ImportError('import.no-pdf-here');
  } finally {
    delete scope.module;
    delete scope.require;
  }
  return library;
}
