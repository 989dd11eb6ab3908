/** 审核一批报告: a folder of other people's reports in, 审核意见 out, as `disclosure review` of the command line does it. */
import * as vscode from 'vscode';
import type { Session, Tool } from '../connection.ts';
import { language, say } from '../text.ts';
import { baseName, parent } from './files.ts';

/** What the results of a review are written under (review.sheet.findings). */
const WORKBOOKS = ['审核意见.xlsx', 'Review findings.xlsx'];
const MOST_ROUNDS = 99;

/** @returns the folder of the results; undefined where nothing was picked */
export async function review(
  session: Session,
  _context: vscode.ExtensionContext,
  clicked?: unknown,
  wanted?: unknown,
): Promise<vscode.Uri | undefined> {
  const tool = session.tool;
  const source = clicked instanceof vscode.Uri ? clicked : tool && (await pickFolder());
  if (!tool || (source && source.scheme !== 'file')) {
    void vscode.window.showInformationMessage(
      say(
        '浏览器里不能审核整个文件夹：请用“校对.html”，或在电脑上的编辑器、命令行里做。',
        'A browser cannot review a folder: use 校对.html, or an editor or command line on your computer.',
      ),
    );
    return undefined;
  }
  if (!source) return undefined;
  const round = wanted instanceof vscode.Uri ? { target: wanted, more: [] } : await roundOf(source);
  if (!round) return undefined;
  const run = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: say('审核一批报告', 'Reviewing reports'),
      cancellable: true,
    },
    (progress, token) => runTool(tool, [source, round.target], round.more, { progress, token }),
  );
  // 2 is also told where some of the files could not be read; then all the rest is there.
  if (run.code === 2 && !(await holdsResults(round.target)))
    throw new Error(run.err.trim() || run.out.trim());
  void tell(run, round.target);
  return round.target;
}

function runTool(
  tool: Tool,
  [source, target]: readonly [vscode.Uri, vscode.Uri],
  more: readonly string[],
  shown: {
    readonly progress: vscode.Progress<{ message?: string; increment?: number }>;
    readonly token: vscode.CancellationToken;
  },
) {
  // Read, then checked: each is half of the way.
  let at = 0;
  return tool(
    ['review', source.fsPath, '-o', target.fsPath, '--annotate', '--resume', '--lang', language(), ...more],
    {
      folder: parent(source).fsPath,
      token: shown.token,
      onProgress: ({ doing, done, all }) => {
        const half = doing === 'read' ? 0 : 50;
        const now = half + (50 * done) / Math.max(1, all);
        const what =
          doing === 'read'
            ? say(`读文件 ${done} / ${all}`, `reading ${done} of ${all} files`)
            : say(`查报告 ${done} / ${all}`, `checking ${done} of ${all} reports`);
        shown.progress.report({ increment: Math.max(0, now - at), message: what });
        at = Math.max(at, now);
      },
    },
  );
}

async function pickFolder(): Promise<vscode.Uri | undefined> {
  const picked = await vscode.window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    title: say(
      '放着报告的文件夹（Word、Excel、PDF、网页都可以）',
      'The folder of the reports (Word, Excel, PDF, pages)',
    ),
    openLabel: say('审核', 'Review'),
  });
  return picked?.[0];
}

/** Where the results go: beside the reports, a folder a round. Asked only where there are results already. */
async function roundOf(
  source: vscode.Uri,
): Promise<{ readonly target: vscode.Uri; readonly more: readonly string[] } | undefined> {
  const name = baseName(source);
  const folderOf = (round: number) =>
    vscode.Uri.joinPath(
      parent(source),
      round === 1
        ? say(`${name}审核意见`, `${name} findings`)
        : say(`${name}审核意见（第 ${round} 轮）`, `${name} findings (round ${round})`),
    );
  let last = 0;
  while (last < MOST_ROUNDS && (await holdsResults(folderOf(last + 1)))) last++;
  if (last === 0) return { target: folderOf(1), more: [] };
  const before = await holdsResults(folderOf(last));
  const next = say(
    `第 ${last + 1} 轮：只列新的和没改的`,
    `Round ${last + 1}: only what is new or not mended`,
  );
  const again = say('重新审核：换掉上次的结果', 'Review again: replace the last results');
  const picked = await vscode.window.showQuickPick([next, again], {
    title: say(`已有审核结果：${baseName(folderOf(last))}`, `There are results: ${baseName(folderOf(last))}`),
  });
  if (picked === next && before) return { target: folderOf(last + 1), more: ['--previous', before.fsPath] };
  return picked === again ? { target: folderOf(last), more: ['--force'] } : undefined;
}

/** The workbook of an earlier review in a folder. */
async function holdsResults(folder: vscode.Uri): Promise<vscode.Uri | undefined> {
  for (const name of WORKBOOKS) {
    const uri = vscode.Uri.joinPath(folder, name);
    try {
      await vscode.workspace.fs.stat(uri);
      return uri;
    } catch {
      // Not there under this name.
    }
  }
  return undefined;
}

async function tell(
  { out, err }: { readonly out: string; readonly err: string },
  target: vscode.Uri,
): Promise<void> {
  const page = say('看结果', 'Show results');
  const book = say('打开审核意见', 'Open the workbook');
  const folder = say('打开文件夹', 'Open the folder');
  const counts = out.trim().split('\n').at(-1) ?? '';
  const show = err.trim() === '' ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  const chosen = await show(
    [counts, ...err.trim().split('\n').slice(0, 3)].join(' ').trim(),
    page,
    book,
    folder,
  );
  if (chosen === page) await vscode.env.openExternal(vscode.Uri.joinPath(target, 'index.html'));
  const workbook = chosen === book ? await holdsResults(target) : undefined;
  if (workbook) await vscode.env.openExternal(workbook);
  if (chosen === folder) await vscode.commands.executeCommand('revealFileInOS', target);
}
