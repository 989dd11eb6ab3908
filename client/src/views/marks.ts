/** How findings were marked (已阅、认可、退回), kept by the workspace: a report that comes again keeps its marks. */
import type * as vscode from 'vscode';
import type { Mark, MarkedByKey } from './shown.ts';

const KEY = 'disclosure.marks';

type Kept = Readonly<Record<string, MarkedByKey>>;

export class Marks {
  constructor(private readonly memento: vscode.Memento) {}

  of(uri: vscode.Uri): MarkedByKey {
    return this.all()[uri.toString()] ?? {};
  }

  /** Marks findings; undefined takes their marks away. */
  async set(
    uri: vscode.Uri,
    findings: readonly { readonly key: string; readonly message: string }[],
    mark: Mark | undefined,
  ): Promise<void> {
    const own: Record<string, MarkedByKey[string]> = { ...this.of(uri) };
    for (const { key, message } of findings) {
      if (mark) own[key] = { mark, message };
      else delete own[key];
    }
    await this.memento.update(KEY, { ...this.all(), [uri.toString()]: own });
  }

  private all(): Kept {
    return this.memento.get<Kept>(KEY, {});
  }
}
