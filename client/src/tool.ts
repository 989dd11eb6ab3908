/** The command line as a program of its own: what takes long holds up neither the editor nor the server. */
import { fork } from 'node:child_process';
import * as vscode from 'vscode';
import type { Tool, ToolRun } from './connection.ts';

/** @param program the command line's file */
export function toolOf(program: string): Tool {
  return (args, { folder, token, onProgress }) =>
    new Promise((resolve, reject) => {
      const child = fork(program, [...args], {
        cwd: folder,
        // The editor's own Node runs it, without what a person gave to another.
        execArgv: [],
        env: {
          ...process.env,
          ELECTRON_RUN_AS_NODE: '1',
          NODE_OPTIONS: '',
          DISCLOSURE_PROGRESS: 'ipc',
        },
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      });
      const out: Buffer[] = [];
      const err: Buffer[] = [];
      child.stdout?.on('data', (bytes: Buffer) => out.push(bytes));
      child.stderr?.on('data', (bytes: Buffer) => err.push(bytes));
      child.on('message', (step) => onProgress(step as Parameters<ToolRun['onProgress']>[0]));
      const stop = token.onCancellationRequested(() => child.kill());
      child.on('error', reject);
      child.on('close', (code) => {
        stop.dispose();
        if (token.isCancellationRequested) reject(new vscode.CancellationError());
        else
          resolve({
            code: code ?? 2,
            out: Buffer.concat(out).toString('utf8'),
            err: Buffer.concat(err).toString('utf8'),
          });
      });
    });
}
