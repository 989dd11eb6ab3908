/** 检查全部报告: every report of the workspace, or of a folder of it, one after the other, with progress; it can be stopped at any time. */
import * as vscode from 'vscode';
import type { Session } from '../connection.ts';
import { allReports, isForReview, type Overview, overviewOf } from '../reports.ts';
import { say } from '../text.ts';

export interface CheckResult {
  readonly reports: number;
  /** Reports that have errors or warnings. */
  readonly withFindings: number;
  readonly errors: number;
  readonly warnings: number;
  readonly notChecked: number;
  /** Reports that could not be read. */
  readonly unreadable: readonly string[];
  /** Whether it was stopped before the last report. */
  readonly cancelled: boolean;
}

/** @param place what it was chosen on: a folder means the reports in it */
export async function check(
  session: Session,
  _context: vscode.ExtensionContext,
  place?: unknown,
): Promise<CheckResult> {
  const folder = place instanceof vscode.Uri && (await isFolder(place)) ? place : undefined;
  const result = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: say('检查全部报告', 'Checking all reports'),
      cancellable: true,
    },
    (progress, token) =>
      checkAll(session, token, (message, increment) => progress.report({ message, increment }), folder),
  );
  tell(result);
  return result;
}

async function isFolder(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.Directory) !== 0;
  } catch {
    return false;
  }
}

/** @param onProgress takes what is being checked, and by how many per cent that moves the bar */
export async function checkAll(
  session: Session,
  token: vscode.CancellationToken,
  onProgress: (message: string, increment: number) => void,
  folder?: vscode.Uri,
): Promise<CheckResult> {
  const uris = await allReports(token, folder);
  const unreadable: string[] = [];
  const seen: Overview[] = [];
  for (const [index, uri] of uris.entries()) {
    if (token.isCancellationRequested) break;
    const name = vscode.workspace.asRelativePath(uri);
    onProgress(
      say(`第 ${index + 1} 份，共 ${uris.length} 份：${name}`, `${index + 1} of ${uris.length}: ${name}`),
      100 / uris.length,
    );
    try {
      const overview = await overviewOf(session, uri, token);
      if (overview) seen.push(overview);
      else unreadable.push(name);
    } catch (error) {
      if (error instanceof vscode.CancellationError) break;
      throw error;
    }
  }
  const counts = seen.map(({ groups }) => {
    const findings = groups.flatMap((g) => g.findings.filter(isForReview));
    return [1, 2].map((severity) => findings.filter((f) => f.severity === severity).length);
  });
  const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
  return {
    reports: seen.length,
    withFindings: counts.filter(([errors = 0, warnings = 0]) => errors + warnings > 0).length,
    errors: sum(counts.map(([errors = 0]) => errors)),
    warnings: sum(counts.map(([, warnings = 0]) => warnings)),
    notChecked: sum(seen.map(({ coverage }) => coverage.notChecked.length)),
    unreadable,
    cancelled: token.isCancellationRequested,
  };
}

/** The sum of it, as a message that stays until it is read. Not awaited: nobody need answer it. */
function tell({
  reports,
  withFindings,
  errors,
  warnings,
  notChecked,
  unreadable,
  cancelled,
}: CheckResult): void {
  const list = say('看问题清单', 'Show Findings');
  const parts = [
    cancelled
      ? say(`已停止，查了 ${reports} 份报告`, `Stopped after ${reports} reports`)
      : reports + unreadable.length === 0
        ? say('这个文件夹里没有 .disclosure 报告', 'There is no .disclosure report in this folder')
        : say(`查完 ${reports} 份报告`, `${reports} reports checked`),
  ];
  if (reports > 0) {
    parts.push(
      withFindings === 0
        ? say('没有错误和警告', 'no errors, no warnings')
        : say(
            `${withFindings} 份有问题：错误 ${errors} 处，警告 ${warnings} 处`,
            `${withFindings} with findings: ${errors} errors, ${warnings} warnings`,
          ),
    );
    if (notChecked > 0) parts.push(say(`${notChecked} 项未能核对`, `${notChecked} checks not made`));
  }
  if (unreadable.length > 0)
    parts.push(say(`读不了：${unreadable.join('、')}`, `unreadable: ${unreadable.join(', ')}`));
  const text = `${parts.join(say('；', '; '))}${say('。', '.')}`;
  const show =
    unreadable.length > 0 ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  void show(text, ...(reports > 0 ? [list] : [])).then((chosen) => {
    if (chosen === list) void vscode.commands.executeCommand('disclosure.findings.focus');
  });
}
