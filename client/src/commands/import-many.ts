/** A folder, or several files of several units or years: one report each, and a page that says what became of each file. */
import * as vscode from 'vscode';
import { WorkDoneProgress } from 'vscode-languageclient';
import type { Session } from '../connection.ts';
import { type Many, summaryPage } from '../import-report.ts';
import { showPage } from '../pages.ts';
import { say } from '../text.ts';
import { baseName, keepOrigins, writeNew } from './files.ts';
import { type Content, contentsOf, isImportable } from './import-contents.ts';

/** What the server takes at once (server/src/lsp/imports.ts). */
export const MOST_FILES = 300;
/** How far a folder is gone into. */
const DEPTH = 6;

/** The files of a folder that can be imported; text files there are seldom reports. */
export async function filesOf(folder: vscode.Uri, token: vscode.CancellationToken): Promise<vscode.Uri[]> {
  const found: vscode.Uri[] = [];
  const walk = async (at: vscode.Uri, depth: number): Promise<void> => {
    if (token.isCancellationRequested) throw new vscode.CancellationError();
    const entries = await vscode.workspace.fs.readDirectory(at);
    for (const [name, type] of [...entries].sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (/^[.~]|^node_modules$/.test(name)) continue;
      const uri = vscode.Uri.joinPath(at, name);
      if (type === vscode.FileType.Directory && depth < DEPTH) await walk(uri, depth + 1);
      else if ((type & vscode.FileType.File) !== 0 && isImportable(name) && !/\.(?:txt|md)$/i.test(name))
        found.push(uri);
    }
  };
  await walk(folder, 0);
  if (found.length === 0)
    throw new Error(say('文件夹里没有可以导入的文件。', 'The folder holds no file that can be imported.'));
  return found;
}

/** Reads files into reports, of each unit and year one. Files that cannot be read are told with the others. */
export async function importEach(
  session: Session,
  uris: readonly vscode.Uri[],
  progress: vscode.Progress<{ message?: string; increment?: number }>,
  token: vscode.CancellationToken,
): Promise<Many> {
  if (uris.length > MOST_FILES)
    throw new Error(say(`一次最多导入 ${MOST_FILES} 个文件。`, `At most ${MOST_FILES} files at once.`));
  const files: Content[] = [];
  const refused: { file: string; error: string }[] = [];
  for (const uri of uris) {
    try {
      for (const content of await contentsOf([uri], token)) files.push(content);
    } catch (error) {
      if (error instanceof vscode.CancellationError) throw error;
      refused.push({ file: baseName(uri), error: error instanceof Error ? error.message : String(error) });
    }
  }
  if (files.length === 0) return { reports: [], unread: refused };
  const workDoneToken = `disclosure-import-${Date.now().toString(36)}`;
  let at = 0;
  const listening = session.client?.onProgress(WorkDoneProgress.type, workDoneToken, (step) => {
    if (step.kind !== 'report') return;
    const increment = Math.max(0, (step.percentage ?? at) - at);
    at += increment;
    progress.report({ increment, ...(step.message === undefined ? {} : { message: step.message }) });
  });
  try {
    const made = await session.request<Many | null>('disclosure/importMany', { files, workDoneToken }, token);
    if (made === null || token.isCancellationRequested) throw new vscode.CancellationError();
    return { reports: made.reports, unread: [...refused, ...made.unread] };
  } finally {
    listening?.dispose();
  }
}

/** Writes the reports into a folder and shows the summary. @returns the address of the first */
export async function writeEach(
  context: vscode.ExtensionContext,
  many: Many,
  folder: vscode.Uri,
): Promise<vscode.Uri | undefined> {
  const written: (vscode.Uri | undefined)[] = [];
  for (const { name, text, origins } of many.reports) {
    const file = await writeNew(folder, `${name}.disclosure`, text);
    if (file) await keepOrigins(file, origins);
    written.push(file);
  }
  const names = written.map((uri) => uri && baseName(uri));
  await showPage(context, say('导入汇总', 'Import summary'), summaryPage(many, names, say));
  if (many.reports.length > 0 && written.every((uri) => uri === undefined))
    throw new Error(say('文件夹不能写入。', 'The folder takes no files.'));
  return written.find((uri) => uri !== undefined);
}
