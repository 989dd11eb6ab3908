/** Joins a connection to the service: lifecycle here, one line a feature in handlers.ts. */
import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver';
import { serverCapabilities } from './capabilities.ts';
import type { CompletionAbilities } from './convert.ts';
import { Validator } from './diagnostics.ts';
import { Documents } from './documents.ts';
import { Folders } from './folders.ts';
import { UserForms } from './forms.ts';
import { installHandlers } from './handlers.ts';
import type { Host } from './host.ts';
import { installRequests } from './requests.ts';
import { Settings } from './settings.ts';
import { Workspace } from './workspace.ts';

/** Everything that handlers share. */
export interface Server {
  readonly connection: Connection;
  readonly documents: Documents;
  readonly workspace: Workspace;
  readonly validator: Validator;
  /** What the client can do with completions. */
  completion: CompletionAbilities;
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
  const folders = new Folders();
  const forms = new UserForms(connection, host);
  const documents = new Documents(settings, folders, forms, host);
  const workspace = new Workspace(documents, folders, host);
  const validator = new Validator(connection, documents, workspace);
  const server: Server = {
    connection,
    documents,
    workspace,
    validator,
    completion: { snippets: false, resolves: false },
    versionedEdits: false,
    ready: false,
  };
  let params: InitializeParams | undefined;

  connection.onInitialize((given): InitializeResult => {
    params = given;
    const { capabilities } = given;
    const options = (given.initializationOptions ?? {}) as { locale?: unknown; settings?: unknown };
    const locale = typeof options.locale === 'string' ? options.locale : given.locale;
    settings.start(locale, capabilities.workspace?.configuration === true, options.settings);
    forms.locale = settings.locale;
    server.versionedEdits = capabilities.workspace?.workspaceEdit?.documentChanges === true;
    const item = capabilities.textDocument?.completion?.completionItem;
    const lazy = item?.resolveSupport?.properties ?? [];
    server.completion = {
      snippets: item?.snippetSupport === true,
      resolves: lazy.includes('documentation') && lazy.includes('detail'),
    };
    validator.pull = capabilities.textDocument?.diagnostic !== undefined;
    const root = given.rootUri ?? undefined;
    folders.change(given.workspaceFolders?.map((f) => f.uri) ?? (root === undefined ? [] : [root]));
    server.ready = true;
    return {
      capabilities: serverCapabilities({
        pull: validator.pull,
        prepareRename: capabilities.textDocument?.rename?.prepareSupport === true,
      }),
      serverInfo: { name: 'disclosure-language-server', version: about.version },
    };
  });

  connection.onInitialized(() => {
    const client = params?.capabilities.workspace;
    if (client?.didChangeConfiguration?.dynamicRegistration) {
      void connection.client.register(DidChangeConfigurationNotification.type, { section: 'disclosure' });
    }
    if (client?.didChangeWatchedFiles?.dynamicRegistration) {
      const watchers = [
        { globPattern: '**/*.disclosure' },
        { globPattern: '**/.disclosure/forms/*.{yaml,yml}' },
      ];
      connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }).then(
        () => {
          documents.watched = true;
        },
        () => undefined,
      );
    }
    if (client?.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        folders.change(
          added.map((f) => f.uri),
          removed.map((f) => f.uri),
        );
        workspace.changed();
        validator.some(documents.naming());
      });
    }
  });

  connection.onShutdown(() => {
    server.ready = false;
  });

  connection.onDidChangeConfiguration(({ settings: value }) => {
    settings.change(value);
    validator.some(documents.uris());
    refresh();
  });

  /** What the editor shows was made with other settings or forms. */
  function refresh(): void {
    const client = params?.capabilities.workspace;
    if (validator.pull && client?.diagnostics?.refreshSupport)
      void connection.languages.diagnostics.refresh();
    if (client?.inlayHint?.refreshSupport) void connection.languages.inlayHint.refresh();
    if (client?.codeLens?.refreshSupport)
      void connection.sendRequest('workspace/codeLens/refresh').catch(() => undefined);
  }

  connection.onDidChangeWatchedFiles(({ changes }) => {
    const ofForms = changes.some(({ uri }) => uri.includes('/.disclosure/forms/'));
    if (ofForms) forms.changed();
    workspace.changed();
    validator.some(ofForms ? documents.uris() : documents.naming());
    if (ofForms) refresh();
  });

  documents.onDidChangeContent(({ document: { uri } }) => {
    validator.some(documents.naming(uri));
    validator.changed(uri);
  });
  documents.onDidClose(({ document: { uri } }) => {
    validator.closed(uri);
    validator.some(documents.naming(uri));
  });
  installHandlers(server);
  installRequests(server);
  documents.listen(connection);
  connection.listen();
}
