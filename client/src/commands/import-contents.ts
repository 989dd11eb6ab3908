/** The files that an import is of, as the server takes them. */
import * as vscode from 'vscode';
import { say } from '../text.ts';
import { baseName } from './files.ts';

/** Endings that the server reads (server/src/exchange/import). */
export const ENDINGS =
  'xlsx xlsm xls xlsb et ods fods docx docm doc wps odt fodt pdf html htm csv tsv txt md'.split(' ');
/** What is larger is told without being read. */
const MOST_BYTES = 64 * 1024 * 1024;

/** A file as the server takes it. */
export type Content =
  | { readonly name: string; readonly content: string }
  | { readonly name: string; readonly text: string };

/** Files as the server takes them. */
export async function contentsOf(
  uris: readonly vscode.Uri[],
  token: vscode.CancellationToken,
): Promise<Content[]> {
  const files: Content[] = [];
  for (const uri of uris) {
    if (token.isCancellationRequested) throw new vscode.CancellationError();
    files.push({ name: baseName(uri), content: toBase64(await read(uri)) });
  }
  return files;
}

/** Reads a file that is not too large. */
export async function read(uri: vscode.Uri): Promise<Uint8Array> {
  const { size } = await vscode.workspace.fs.stat(uri);
  if (size > MOST_BYTES)
    throw new Error(say(`“${baseName(uri)}”太大，没有导入。`, `'${baseName(uri)}' is too large.`));
  return vscode.workspace.fs.readFile(uri);
}

/** Whether the server reads files of this ending. */
export function isImportable(name: string): boolean {
  return ENDINGS.includes(/\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? '');
}

/** In pieces: a large file does not fit into the arguments of one call. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 0x8000)
    text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(text);
}
