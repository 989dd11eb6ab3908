/** The least that a language server on this library can do: keep the texts, say that all is well, answer at once. */
import {
  type CompletionItem,
  createConnection,
  type Hover,
  ProposedFeatures,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';

const connection = createConnection(ProposedFeatures.all);
const documents = new TextDocuments(TextDocument);
/** What it answers; the benchmark makes it what the server that is compared answers, so that replies are of one size. */
let hover: Hover | null = { contents: '' };
let completion: CompletionItem[] = [{ label: '' }];

connection.onInitialize(() => ({
  capabilities: {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    hoverProvider: true,
    completionProvider: {},
    documentSymbolProvider: true,
    documentFormattingProvider: true,
    semanticTokensProvider: { legend: { tokenTypes: [], tokenModifiers: [] }, full: true },
  },
}));
connection.onNotification(
  'bench/replies',
  (replies: { hover: Hover | null; completion: CompletionItem[] }) => {
    hover = replies.hover;
    completion = replies.completion;
  },
);
documents.onDidChangeContent(({ document: { uri, version } }) => {
  void connection.sendDiagnostics({ uri, version, diagnostics: [] });
});
connection.onHover(() => hover);
connection.onCompletion(() => completion);
connection.onDocumentSymbol(() => []);
connection.onDocumentFormatting(() => []);
connection.languages.semanticTokens.on(() => ({ data: [] }));
documents.listen(connection);
connection.listen();
