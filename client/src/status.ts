import * as vscode from 'vscode';
import { say } from './text.ts';

/** What the server tells about one version of one report (`disclosure/status`). */
export interface ReportStatus {
  readonly uri: string;
  readonly version: number | null;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  readonly hints: number;
  readonly coverage?: {
    readonly passed: number;
    readonly rounding: number;
    readonly broken: number;
    readonly notApplicable: number;
    /** A number, or the checks themselves with their reasons. */
    readonly notChecked: number | readonly unknown[];
  };
}

/** Coverage of the open reports; the numbers of findings come from the diagnostics that the editor shows. */
export class StatusBar implements vscode.Disposable {
  private readonly item: vscode.StatusBarItem;
  private readonly listeners: vscode.Disposable[];
  private readonly known = new Map<string, ReportStatus>();
  private problem: string | undefined;

  constructor(private readonly languageId: string) {
    this.item = vscode.window.createStatusBarItem('disclosure.status', vscode.StatusBarAlignment.Right, 90);
    this.item.name = say('决算预算公开校对', 'Disclosure');
    this.item.command = 'workbench.actions.view.problems';
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

  /** The server stopped or did not start: a count of findings would be a lie. */
  fail(problem: string | undefined): void {
    this.problem = problem;
    this.show();
  }

  forget(): void {
    this.known.clear();
    this.show();
  }

  private show(): void {
    const document = vscode.window.activeTextEditor?.document;
    if (!document || document.languageId !== this.languageId) {
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
    const coverage = this.known.get(document.uri.toString())?.coverage;
    const unread = coverage ? countOf(coverage.notChecked) : 0;
    const parts = [`$(error) ${errors}`, `$(warning) ${warnings}`];
    if (coverage) {
      const passed = coverage.passed + coverage.rounding;
      parts.push(`$(check) ${passed}`);
      if (unread > 0) parts.push(`$(question) ${unread}`);
    }
    this.item.text = parts.join(' ');
    this.item.command = 'workbench.actions.view.problems';
    const tooltip = new vscode.MarkdownString();
    tooltip.appendText(
      say(
        `错误 ${errors}，警告 ${warnings}，提示 ${infos + hints}`,
        `${errors} errors, ${warnings} warnings, ${infos + hints} notes`,
      ),
    );
    if (coverage) {
      tooltip.appendMarkdown('\n\n');
      tooltip.appendText(
        say(
          `勾稽：通过 ${coverage.passed}，尾差 ${coverage.rounding}，不符 ${coverage.broken}，不适用 ${coverage.notApplicable}，未能核对 ${unread}`,
          `Checks: ${coverage.passed} passed, ${coverage.rounding} within rounding, ${coverage.broken} broken, ${coverage.notApplicable} not applicable, ${unread} not checked`,
        ),
      );
    }
    this.item.tooltip = tooltip;
    this.item.accessibilityInformation = { label: tooltip.value.replace(/\\/g, '') };
    this.item.show();
  }

  dispose(): void {
    for (const listener of this.listeners) listener.dispose();
    this.item.dispose();
  }
}

function countOf(value: number | readonly unknown[]): number {
  return typeof value === 'number' ? value : value.length;
}
