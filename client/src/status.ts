/** The status bar: findings and coverage of the report on screen; a click lists them. */
import * as vscode from 'vscode';
import { LANGUAGE_ID, type ReportStatus, type Session } from './connection.ts';
import { say } from './text.ts';

export function statusBar(session: Session): vscode.Disposable {
  const bar = new StatusBar();
  return vscode.Disposable.from(
    bar,
    session.onStatus((status) => bar.report(status)),
    session.onState((problem) => bar.fail(problem)),
  );
}

/** Coverage of the open reports; the numbers of findings come from the diagnostics that the editor shows. */
class StatusBar implements vscode.Disposable {
  private readonly item: vscode.StatusBarItem;
  private readonly listeners: vscode.Disposable[];
  private readonly known = new Map<string, ReportStatus>();
  private problem: string | undefined;

  constructor() {
    this.item = vscode.window.createStatusBarItem('disclosure.status', vscode.StatusBarAlignment.Right, 90);
    this.item.name = say('决算预算公开校对', 'Disclosure');
    this.listeners = [
      vscode.window.onDidChangeActiveTextEditor(() => this.show()),
      vscode.languages.onDidChangeDiagnostics((event) => {
        const active = vscode.window.activeTextEditor?.document.uri.toString();
        if (event.uris.some((uri) => uri.toString() === active)) this.show();
      }),
      vscode.workspace.onDidCloseTextDocument((document) => this.known.delete(document.uri.toString())),
    ];
    this.show();
  }

  report(status: ReportStatus): void {
    // The server may write a URI in another way (%3A); the editor's own spelling is the key.
    this.known.set(vscode.Uri.parse(status.uri).toString(), status);
    this.show();
  }

  /** The server stopped or did not start: a count of findings would be a lie. A new one knows nothing yet. */
  fail(problem: string | undefined): void {
    this.problem = problem;
    this.known.clear();
    this.show();
  }

  private show(): void {
    const document = vscode.window.activeTextEditor?.document;
    if (!document || document.languageId !== LANGUAGE_ID) {
      this.item.hide();
      return;
    }
    if (this.problem !== undefined) {
      this.item.text = `$(warning) ${say('校对未运行', 'not checked')}`;
      this.item.tooltip = this.problem;
      this.item.command = 'disclosure.showOutput';
      this.item.show();
      return;
    }
    const counts = [0, 0, 0, 0] as [number, number, number, number];
    for (const { source, severity } of vscode.languages.getDiagnostics(document.uri)) {
      if (source === 'disclosure') counts[severity]++;
    }
    const [errors, warnings, infos, hints] = counts;
    const status = this.known.get(document.uri.toString());
    const coverage = status?.coverage;
    const parts = [`$(error) ${errors}`, `$(warning) ${warnings}`];
    if (coverage) {
      parts.push(`$(check) ${coverage.passed + coverage.rounding}`);
      if (coverage.notChecked > 0) parts.push(`$(question) ${coverage.notChecked}`);
    }
    const { all, filled } = status?.tables ?? { all: 0, filled: 0 };
    const open = say(`${all} 张表填了 ${filled} 张`, `${filled} of ${all} tables filled in`);
    if (filled < all) parts.push(open);
    this.item.text = parts.join(' ');
    this.item.command = 'disclosure.showFindings';
    const told = [
      say(
        `错误 ${errors}，警告 ${warnings}，提示 ${infos + hints}`,
        `${errors} errors, ${warnings} warnings, ${infos + hints} notes`,
      ),
    ];
    if (filled < all) told.push(open);
    if (coverage) {
      const { passed, rounding, broken, notApplicable, notChecked } = coverage;
      told.push(
        say(
          `勾稽：通过 ${passed}，尾差 ${rounding}，不符 ${broken}，不适用 ${notApplicable}，未能核对 ${notChecked}`,
          `Checks: ${passed} passed, ${rounding} within rounding, ${broken} broken, ${notApplicable} not applicable, ${notChecked} not checked`,
        ),
      );
    }
    // Plain text: what a screen reader says holds no entities, and neither does what is shown.
    this.item.tooltip = told.join('\n');
    this.item.accessibilityInformation = { label: told.join(say('；', '; ')) };
    this.item.show();
  }

  dispose(): void {
    for (const listener of this.listeners) listener.dispose();
    this.item.dispose();
  }
}
