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
/** What it answers, in turn; the benchmark makes it what ours answers at the same places: replies of one size. */
let hovers: (Hover | null)[] = [{ contents: '' }];
let completions: CompletionItem[][] = [[{ label: '' }]];
let hoverTurn = 0;
let completionTurn = 0;

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
  (replies: { hover: typeof hovers; completion: typeof completions }) => {
    hovers = replies.hover;
    completions = replies.completion;
  },
);
documents.onDidChangeContent(({ document: { uri, version } }) => {
  void connection.sendDiagnostics({ uri, version, diagnostics: [] });
});
connection.onHover(() => hovers[hoverTurn++ % hovers.length]);
connection.onCompletion(() => completions[completionTurn++ % completions.length]);
connection.onDocumentSymbol(() => []);
connection.onDocumentFormatting(() => []);
connection.languages.semanticTokens.on(() => ({ data: [] }));
documents.listen(connection);
connection.listen();
