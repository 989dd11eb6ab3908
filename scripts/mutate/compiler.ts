/** Faults that the compiler tells: they never get as far as a test, and are not drawn. */
import { resolve } from 'node:path';
import ts from 'typescript';
import type { Mutant } from './mutants.ts';

/**
 * A check of one mutant after the other by the project's own settings: true where the file with the fault is still
 * without an error. Only its own file is looked at: no fault changes what a file exports.
 */
export function compiles(texts: ReadonlyMap<string, string>): (mutant: Mutant) => boolean {
  const config = resolve('server/tsconfig.json');
  const { options, fileNames } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(config, ts.sys.readFile).config,
    ts.sys,
    resolve('server'),
  );
  let changed: { readonly path: string; readonly text: string; readonly version: number } | undefined;
  let version = 0;
  const textOf = (path: string) => (changed?.path === path ? changed.text : ts.sys.readFile(path));
  const service = ts.createLanguageService({
    getCompilationSettings: () => ({ ...options, composite: false, incremental: false }),
    getScriptFileNames: () => fileNames,
    getScriptVersion: (path) => (changed?.path === path ? `${changed.version}` : '0'),
    getScriptSnapshot: (path) => {
      const text = textOf(path);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => process.cwd(),
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  });
  return ({ file, start, end, to }) => {
    const text = texts.get(file) as string;
    const path = resolve(file);
    changed = { path, text: text.slice(0, start) + to + text.slice(end), version: ++version };
    return [...service.getSyntacticDiagnostics(path), ...service.getSemanticDiagnostics(path)].length === 0;
  };
}
