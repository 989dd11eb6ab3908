/** Joins a connection to the service: lifecycle here, one line a feature in handlers.ts. */
import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver';
import { serverCapabilities } from './capabilities.ts';
import { Validator } from './diagnostics.ts';
import { Documents } from './documents.ts';
import { installHandlers } from './handlers.ts';
import type { Host } from './host.ts';
import { Settings } from './settings.ts';
import { Workspace } from './workspace.ts';

/** Everything that handlers share. */
export interface Server {
  readonly connection: Connection;
  readonly documents: Documents;
  readonly workspace: Workspace;
  readonly validator: Validator;
  /** Whether the client checks versions of edits. */
  versionedEdits: boolean;
  /** Between `initialize` and `shutdown`. */
  ready: boolean;
}

export interface About {
  readonly version: string;
}

/** Serves a connection until it closes. */
export function startServer(connection: Connection, host: Host, about: About): void {
  const settings = new Settings(connection);
  const documents = new Documents(settings, host);
  const workspace = new Workspace(documents, host);
  const validator = new Validator(connection, documents, workspace);
  const server: Server = { connection, documents, workspace, validator, versionedEdits: false, ready: false };
  let params: InitializeParams | undefined;

  connection.onInitialize((given): InitializeResult => {
    params = given;
    const { capabilities } = given;
    const options = (given.initializationOptions ?? {}) as { locale?: unknown; settings?: unknown };
    const locale = typeof options.locale === 'string' ? options.locale : given.locale;
    settings.start(locale, capabilities.workspace?.configuration === true, options.settings);
    server.versionedEdits = capabilities.workspace?.workspaceEdit?.documentChanges === true;
    validator.pull = capabilities.textDocument?.diagnostic !== undefined;
    const root = given.rootUri ?? undefined;
    workspace.setFolders(given.workspaceFolders?.map((f) => f.uri) ?? (root === undefined ? [] : [root]));
    server.ready = true;
    return {
      capabilities: serverCapabilities(validator.pull),
      serverInfo: { name: 'disclosure-language-server', version: about.version },
    };
  });

  connection.onInitialized(() => {
    const client = params?.capabilities.workspace;
    if (client?.didChangeConfiguration?.dynamicRegistration) {
      void connection.client.register(DidChangeConfigurationNotification.type, { section: 'disclosure' });
    }
    if (client?.didChangeWatchedFiles?.dynamicRegistration) {
      const watchers = [{ globPattern: '**/*.disclosure' }];
      connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }).then(
        () => {
          workspace.watched = true;
        },
        () => undefined,
      );
    }
    if (client?.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        workspace.setFolders(
          added.map((f) => f.uri),
          removed.map((f) => f.uri),
        );
      });
    }
  });

  connection.onShutdown(() => {
    server.ready = false;
  });

  connection.onDidChangeConfiguration(({ settings: value }) => {
    settings.change(value);
    validator.all();
    const client = params?.capabilities.workspace;
    if (validator.pull && client?.diagnostics?.refreshSupport)
      void connection.languages.diagnostics.refresh();
    if (client?.inlayHint?.refreshSupport) void connection.languages.inlayHint.refresh();
    if (client?.codeLens?.refreshSupport)
      void connection.sendRequest('workspace/codeLens/refresh').catch(() => undefined);
  });

  connection.onDidChangeWatchedFiles(() => workspace.changed());

  documents.onDidChangeContent(({ document }) => validator.changed(document.uri));
  documents.onDidClose(({ document }) => validator.closed(document.uri));
  installHandlers(server);
  documents.listen(connection);
  connection.listen();
}
