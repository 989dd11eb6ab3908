/** What the server can do, as it tells a client. README's table of features is made from this. */
import {
  CodeActionKind,
  PositionEncodingKind,
  type ServerCapabilities,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { TOKEN_MODIFIERS, TOKEN_TYPES } from '../service.ts';

export function serverCapabilities(pull: boolean): ServerCapabilities {
  return {
    positionEncoding: PositionEncodingKind.UTF16,
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    ...(pull
      ? {
          diagnosticProvider: {
            identifier: 'disclosure',
            interFileDependencies: true,
            workspaceDiagnostics: true,
          },
        }
      : {}),
    hoverProvider: true,
    completionProvider: { triggerCharacters: ['|', '#', ' ', '：', ':', '.', '/'] },
    definitionProvider: true,
    referencesProvider: true,
    documentHighlightProvider: true,
    documentSymbolProvider: true,
    workspaceSymbolProvider: true,
    renameProvider: { prepareProvider: true },
    callHierarchyProvider: true,
    foldingRangeProvider: true,
    selectionRangeProvider: true,
    documentLinkProvider: {},
    semanticTokensProvider: {
      legend: { tokenTypes: [...TOKEN_TYPES], tokenModifiers: [...TOKEN_MODIFIERS] },
      full: { delta: true },
      range: true,
    },
    inlayHintProvider: true,
    codeLensProvider: {},
    codeActionProvider: {
      codeActionKinds: [
        CodeActionKind.QuickFix,
        'source.fixAll.disclosure',
        CodeActionKind.RefactorRewrite,
        'refactor.insert',
      ],
    },
    documentFormattingProvider: true,
    documentRangeFormattingProvider: true,
    documentOnTypeFormattingProvider: { firstTriggerCharacter: '|', moreTriggerCharacter: ['\n'] },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
}
