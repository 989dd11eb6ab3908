/** Everything that desktop and web have in common; the caller says only how a server is started. */
import type * as vscode from 'vscode';
import { importOnDrop } from './commands/import.ts';
import { registerCommands } from './commands/index.ts';
import { Connection, type MakeClient, type Session, type Tool } from './connection.ts';
import { pasteAndDrop } from './paste.ts';
import { previewAgain } from './preview/panel.ts';
import { tableRows } from './rows.ts';
import { statusBar } from './status.ts';
import { findingsView } from './views/findings.ts';

/** What other code (the suite in the editor, another extension) gets from `activate`. */
export type Api = Pick<Session, 'client'>;

/**
 * A part of the extension: sets itself up and gives back what is to be disposed of with it. No part may use Node (`tool.ts` is handed to them): all
 * of them also run in the web worker host.
 */
export type Part = (session: Session, context: vscode.ExtensionContext) => vscode.Disposable;

const parts: readonly Part[] = [
  registerCommands,
  statusBar,
  findingsView,
  pasteAndDrop,
  importOnDrop,
  tableRows,
  previewAgain,
];

let running: Connection | undefined;

export async function start(
  context: vscode.ExtensionContext,
  makeClient: MakeClient,
  tool?: Tool,
): Promise<Api> {
  const connection = new Connection(makeClient, tool);
  running = connection;
  context.subscriptions.push(connection);
  for (const part of parts) context.subscriptions.push(part(connection, context));
  await connection.start();
  return connection;
}

/** The editor waits for this promise, and so for the server's own `exit`. */
export function stop(): Promise<void> {
  return running?.stop() ?? Promise.resolve();
}
