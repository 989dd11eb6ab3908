/** Names and new files, on any file system that the editor knows. */
import * as vscode from 'vscode';

/** Writes a file under a name that is free; undefined where the folder takes no files. */
export async function writeNew(
  folder: vscode.Uri,
  name: string,
  text: string,
): Promise<vscode.Uri | undefined> {
  const dot = name.lastIndexOf('.');
  const [stem, ending] = [name.slice(0, dot), name.slice(dot)];
  for (let count = 1; count < 100; count++) {
    const uri = vscode.Uri.joinPath(folder, count === 1 ? name : `${stem}（${count}）${ending}`);
    if (await exists(uri)) continue;
    try {
      await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
      return uri;
    } catch {
      return undefined;
    }
  }
  return undefined;
}

/** The bytes that the server sends as base64. */
export function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}

/** Keeps beside a report where the files that it was made of have its lines; the report is as good without. */
export async function keepOrigins(report: vscode.Uri, origins: string | undefined): Promise<void> {
  if (origins === undefined) return;
  const at = vscode.Uri.joinPath(report, '..', '.disclosure', 'origins', `${baseName(report)}.json`);
  try {
    await vscode.workspace.fs.writeFile(at, new TextEncoder().encode(origins));
  } catch {
    // A folder that takes no such file.
  }
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch (error) {
    // Anything but a clear "not there" might be a file that must not be written over.
    return !(error instanceof vscode.FileSystemError && error.code === 'FileNotFound');
  }
}

/** The folder of a file. */
export const parent = (uri: vscode.Uri) => vscode.Uri.joinPath(uri, '..');
/** The name of a file with its ending. */
export const baseName = (uri: vscode.Uri) =>
  decodeURIComponent(uri.path.slice(uri.path.lastIndexOf('/') + 1));
