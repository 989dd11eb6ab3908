/** Joins a connection to the service: what happens here, one file a kind of request in on/. */
import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
} from 'vscode-languageserver';
import { installBook } from './book.ts';
import type { Server } from './context.ts';
import { Validator } from './diagnostics.ts';
import { Documents, FRESH } from './documents.ts';
import { Folders } from './folders.ts';
import { UserForms } from './forms.ts';
import type { Host } from './host.ts';
import { installImport } from './imports.ts';
import { onActions } from './on/actions.ts';
import { onCalls } from './on/calls.ts';
import { onCompletion } from './on/completion.ts';
import { onDiagnostics } from './on/diagnostics.ts';
import { onFormat } from './on/format.ts';
import { onHover } from './on/hover.ts';
import { onNavigation } from './on/navigation.ts';
import { onRename } from './on/rename.ts';
import { onStructure } from './on/structure.ts';
import { onTokens } from './on/tokens.ts';
import { Origins } from './origins.ts';
import { installPreviews } from './previews.ts';
import { installFormRequests, installRequests } from './requests.ts';
import { Settings } from './settings.ts';
import { pulls } from './start.ts';
import { Workspace } from './workspace.ts';

/** A handler for every request that the capabilities name. */
const HANDLERS = [
  onDiagnostics,
  onHover,
  onCompletion,
  onNavigation,
  onStructure,
  onFormat,
  onTokens,
  onActions,
  onRename,
  onCalls,
  installRequests,
  installFormRequests,
  installImport,
  installPreviews,
  installBook,
];

/** Serves a connection until it closes. @param params what the client said of itself */
export function serve(connection: Connection, host: Host, params: InitializeParams): void {
  const settings = new Settings(connection);
  const folders = new Folders();
  const forms = new UserForms(connection, host);
  const documents = new Documents(settings, folders, forms, host);
  const workspace = new Workspace(documents, folders, host);
  const origins = new Origins(host, settings);
  const validator = new Validator(connection, { documents, workspace, origins }, () => host.opened?.());
  const { capabilities, rootUri, workspaceFolders } = params;
  const client = capabilities.workspace;
  const options = (params.initializationOptions ?? {}) as { locale?: unknown; settings?: unknown };
  const locale = typeof options.locale === 'string' ? options.locale : params.locale;
  settings.start(locale, client?.configuration === true, options.settings);
  forms.locale = settings.locale;
  validator.pull = pulls(params);
  folders.change(workspaceFolders?.map((f) => f.uri) ?? (rootUri ? [rootUri] : []));
  const server: Server = {
    connection,
    settings,
    documents,
    workspace,
    validator,
    origins,
    completion: completionOf(capabilities),
    versionedEdits: client?.workspaceEdit?.documentChanges === true,
    ready: true,
  };

  connection.onInitialized(() => {
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

  // A client that does not tell of files leaves us to look: at those alone that open reports name.
  const look = setInterval(async () => {
    if (documents.watched) clearInterval(look);
    else if (await documents.linkedChanged()) {
      workspace.changed();
      told();
    }
  }, FRESH);
  connection.onShutdown(() => {
    clearInterval(look);
    server.ready = false;
  });

  connection.onDidChangeConfiguration(({ settings: value }) => {
    settings.change(value);
    validator.some(documents.uris());
    refresh();
  });

  /** What the editor shows was made with other settings or forms. */
  function refresh(): void {
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
    origins.changed();
    if (ofForms) {
      validator.some(documents.uris());
      refresh();
    } else told();
  });

  /** Reports on disk are other than they were: so is what is said of open ones that name them. */
  function told(): void {
    const naming = documents.naming();
    if (naming.length === 0) return;
    validator.some(naming);
    refresh();
  }

  documents.onDidChangeContent(({ document: { uri } }) => {
    validator.some(documents.naming(uri));
    validator.changed(uri);
  });
  documents.onDidClose(({ document: { uri } }) => {
    validator.closed(uri);
    validator.some(documents.naming(uri));
  });
  for (const install of HANDLERS) install(server);
  documents.listen(connection);
}

/** What a client can do with completions. */
function completionOf({ textDocument }: InitializeParams['capabilities']): Server['completion'] {
  const item = textDocument?.completion?.completionItem;
  const lazy = item?.resolveSupport?.properties ?? [];
  return {
    snippets: item?.snippetSupport === true,
    resolves: lazy.includes('documentation') && lazy.includes('detail'),
  };
}
