/**
 * The commands. To add one: its file here, one line in `COMMANDS`, `contributes.commands` in package.json with the title
 * `%command.<name>%` in both package.nls files, and where a person finds it (`menus`). A test compares all of these.
 */
import * as vscode from 'vscode';
import type { Session } from '../connection.ts';
import { preview } from '../preview/panel.ts';
import { say } from '../text.ts';
import { moveToCell } from './cell.ts';
import { check } from './check.ts';
import { compare } from './compare.ts';
import { exportReport, printReport } from './export.ts';
import { goToFinding, showFindings } from './findings.ts';
import { clearFilter, exportFindings, filterFindings, marking, sortFindings } from './findings-list.ts';
import { importFiles } from './import.ts';
import { makeForm } from './make-form.ts';
import { mend } from './mend.ts';
import { newReport } from './new-report.ts';
import { recompute } from './recompute.ts';
import { review } from './review.ts';
import { updateTable } from './update-table.ts';

/** What a command does; the arguments are what a menu or a link passes. */
export type Command = (
  session: Session,
  context: vscode.ExtensionContext,
  ...args: readonly unknown[]
) => unknown;

/** By id without `disclosure.`. */
const COMMANDS: Readonly<Record<string, Command>> = {
  newReport,
  import: importFiles,
  preview,
  export: exportReport,
  print: printReport,
  compare,
  check,
  review,
  showFindings,
  nextFinding: () => goToFinding(1),
  previousFinding: () => goToFinding(-1),
  filterFindings,
  clearFilter,
  sortFindings,
  exportFindings,
  markSeen: marking('seen'),
  markAccepted: marking('accepted'),
  markReturned: marking('returned'),
  clearMark: marking(undefined),
  recompute,
  mend,
  updateTable,
  makeForm,
  nextCell: () => moveToCell(1),
  previousCell: () => moveToCell(-1),
  openSettings: () =>
    vscode.commands.executeCommand('workbench.action.openSettings', '@ext:disclosure-tools.disclosure'),
  openWalkthrough: () =>
    vscode.commands.executeCommand(
      'workbench.action.openWalkthrough',
      'disclosure-tools.disclosure#start',
      false,
    ),
  restartServer: (session) => session.restart(),
  showOutput: (session) => session.output.show(true),
};

export function registerCommands(session: Session, context: vscode.ExtensionContext): vscode.Disposable {
  return vscode.Disposable.from(
    ...Object.entries(COMMANDS).map(([name, command]) =>
      vscode.commands.registerCommand(`disclosure.${name}`, async (...args: readonly unknown[]) => {
        try {
          return await command(session, context, ...args);
        } catch (error) {
          if (error instanceof vscode.CancellationError) return undefined;
          // A person who pressed a button hears why nothing happened; the log has the rest.
          const reason = error instanceof Error ? error.message : String(error);
          session.output.error(`disclosure.${name}: ${reason}`);
          void vscode.window.showErrorMessage(say(`没有完成：${reason}`, `Not done: ${reason}`));
          return undefined;
        }
      }),
    ),
  );
}
