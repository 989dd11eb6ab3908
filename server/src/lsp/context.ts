/** What is shared by all that answers. */
import type { Connection } from 'vscode-languageserver';
import type { CompletionAbilities } from './convert.ts';
import type { Validator } from './diagnostics.ts';
import type { Documents } from './documents.ts';
import type { Origins } from './origins.ts';
import type { Settings } from './settings.ts';
import type { Workspace } from './workspace.ts';

/** Everything that handlers share. */
export interface Server {
  readonly connection: Connection;
  readonly settings: Settings;
  readonly documents: Documents;
  readonly workspace: Workspace;
  readonly validator: Validator;
  readonly origins: Origins;
  /** What the client can do with completions. */
  readonly completion: CompletionAbilities;
  /** Whether the client checks versions of edits. */
  readonly versionedEdits: boolean;
  /** Between `initialize` and `shutdown`. */
  ready: boolean;
}
