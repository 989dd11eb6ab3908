/** What the server can do, as it tells a client. README's table of features is made from this. */
import {
  CodeActionKind,
  PositionEncodingKind,
  type ServerCapabilities,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import type { SemanticType } from '../service.ts';

/** Kinds of semantic tokens, in the order in which their numbers are sent. */
export const TOKEN_TYPES: readonly SemanticType[] = [
  'namespace',
  'type',
  'property',
  'string',
  'number',
  'keyword',
  'enumMember',
  'variable',
  'operator',
  'comment',
  'macro',
];

/** Bits of a token, lowest first. */
export const TOKEN_MODIFIERS = ['declaration'] as const;

/** What a client can do, as far as the server's offer depends on it. */
export interface ClientAbilities {
  /** Whether it asks for diagnostics. */
  readonly pull: boolean;
  /** Whether it asks what would be renamed first. */
  readonly prepareRename: boolean;
}

export function serverCapabilities({ pull, prepareRename }: ClientAbilities): ServerCapabilities {
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
    completionProvider: { triggerCharacters: ['|', '#', ' ', '：', ':', '.', '/'], resolveProvider: true },
    definitionProvider: true,
    referencesProvider: true,
    documentHighlightProvider: true,
    documentSymbolProvider: true,
    workspaceSymbolProvider: true,
    renameProvider: prepareRename ? { prepareProvider: true } : true,
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
