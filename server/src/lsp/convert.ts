/** Plain data of the features → the protocol's shapes. Places need no conversion: both count UTF-16 from zero. */
import {
  type CallHierarchyItem,
  type CodeAction,
  CodeActionKind,
  type CodeLens,
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  type Diagnostic,
  DiagnosticTag,
  type DocumentHighlight,
  DocumentHighlightKind,
  type DocumentLink,
  type DocumentSymbol,
  type FoldingRange,
  FoldingRangeKind,
  type InlayHint,
  InsertTextFormat,
  type LocationLink,
  MarkupKind,
  type Hover as ProtocolHover,
  SymbolKind as ProtocolSymbolKind,
  type SelectionRange,
  type SemanticTokensBuilder,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import {
  type Action,
  type CallItem,
  type CompletionKind,
  type Completions,
  type CompletionText,
  type Definitions,
  type Finding,
  type Fold,
  fixId,
  type Highlight,
  type Hint,
  type Hover,
  type Lens,
  type OutlineSymbol,
  type PathLink,
  type Position,
  type Range,
  type SemanticToken,
  type SymbolKind,
  type TextEdit,
} from '../service.ts';
import { TOKEN_TYPES } from './capabilities.ts';
import type { Current } from './documents.ts';
import { isInside, resolvePath } from './folders.ts';
import { NO_ORIGINS, type ToldOrigin } from './origins.ts';
import { SEVERITY, SOURCE } from './severity.ts';

/** Where the pages of the rules are. */
const RULE_PAGES = 'https://github.com/disclosure-tools/disclosure/blob/main/docs/rules/';

/** What a diagnostic carries, so that a code action need not search for its finding again. */
export interface DiagnosticData {
  readonly state: string;
  readonly fixes: readonly string[];
  /** Where it stands in the file that the report was imported from (docs/json.md). */
  readonly origin?: ToldOrigin['origin'];
}

export function toDiagnostics(current: Current, originOf = NO_ORIGINS): Diagnostic[] {
  return current.analysis.findings.map((finding, index) => toDiagnostic(finding, index, current, originOf));
}

export function toDiagnostic(
  finding: Finding,
  index: number,
  { uri, state }: Pick<Current, 'uri' | 'state'>,
  originOf = NO_ORIGINS,
): Diagnostic {
  const told = originOf(finding.range);
  const data: DiagnosticData = {
    state,
    fixes: finding.fixes.map((_, i) => fixId(index, i)),
    ...(told ? { origin: told.origin } : {}),
  };
  const related = finding.related.map(({ range, message, path }) => ({
    location: { uri: uriOf(uri, path), range },
    message,
  }));
  // A place of a file that no editor shows: told at the finding's own.
  if (told) related.unshift({ location: { uri, range: finding.range }, message: told.words });
  return {
    range: finding.range,
    severity: SEVERITY[finding.severity],
    code: finding.rule,
    codeDescription: { href: `${RULE_PAGES}${finding.rule}.md` },
    source: SOURCE,
    message: finding.message,
    ...(finding.unnecessary ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(related.length > 0 ? { relatedInformation: related } : {}),
    data,
  };
}

/** The URI of the document that a place is in: another one where it has a path. */
export function uriOf(uri: string, path: string | undefined): string {
  return path === undefined ? uri : (resolvePath(uri, path) ?? uri);
}

export function toHover(hover: Hover | undefined): ProtocolHover | null {
  return hover
    ? { contents: { kind: MarkupKind.Markdown, value: hover.markdown }, range: hover.range }
    : null;
}

const SYMBOL: Readonly<Record<SymbolKind, ProtocolSymbolKind>> = {
  section: ProtocolSymbolKind.Namespace,
  table: ProtocolSymbolKind.Struct,
  total: ProtocolSymbolKind.Number,
};

export function toSymbolKind(kind: SymbolKind): ProtocolSymbolKind {
  return SYMBOL[kind];
}

export function toDocumentSymbol(symbol: OutlineSymbol): DocumentSymbol {
  return {
    name: symbol.name,
    detail: symbol.detail,
    kind: SYMBOL[symbol.kind],
    range: symbol.range,
    selectionRange: symbol.selection,
    children: symbol.children.map(toDocumentSymbol),
  };
}

export function toFoldingRange({ start, end, kind }: Fold): FoldingRange {
  return {
    startLine: start,
    endLine: end,
    kind: kind === 'comment' ? FoldingRangeKind.Comment : FoldingRangeKind.Region,
  };
}

export function toSelectionRange(ranges: readonly Range[], position: Position): SelectionRange {
  let parent: SelectionRange | undefined;
  for (const range of [...ranges].reverse()) parent = parent ? { range, parent } : { range };
  // The protocol wants one for each position asked for.
  return parent ?? { range: { start: position, end: position } };
}

/** Links that stay inside a folder. */
export function toDocumentLinks(links: readonly PathLink[], uri: string, root: string): DocumentLink[] {
  return links.flatMap(({ range, path }) => {
    const target = resolvePath(uri, path);
    return target !== undefined && isInside(target, root) ? [{ range, target }] : [];
  });
}

export function pushTokens(builder: SemanticTokensBuilder, tokens: readonly SemanticToken[]): void {
  for (const { line, start, length, type, declaration } of tokens) {
    builder.push(line, start, length, TOKEN_TYPES.indexOf(type), declaration ? 1 : 0);
  }
}

const COMPLETION: Readonly<Record<CompletionKind, CompletionItemKind>> = {
  code: CompletionItemKind.EnumMember,
  name: CompletionItemKind.Text,
  key: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  table: CompletionItemKind.Struct,
  term: CompletionItemKind.Keyword,
  rule: CompletionItemKind.Constant,
  amount: CompletionItemKind.Value,
  reference: CompletionItemKind.Reference,
  sentence: CompletionItemKind.Snippet,
  file: CompletionItemKind.File,
};

/** What a client knows of completion. */
export interface CompletionAbilities {
  readonly snippets: boolean;
  /** Whether it asks for detail and documentation of the one item that a person looks at. */
  readonly resolves: boolean;
}

/** Which item of which list a client asks for again. */
export interface CompletionData {
  readonly list: number;
  readonly item: number;
}

/** @param list number of the list, for `completionItem/resolve` */
export function toCompletions(
  completions: Completions | undefined,
  list: number,
  { snippets, resolves }: CompletionAbilities,
): CompletionList | null {
  if (!completions) return null;
  return {
    isIncomplete: !completions.complete,
    items: completions.items.map((item, index): CompletionItem => {
      const snippet = snippets ? item.snippet : undefined;
      const filter = item.filter ?? item.typed;
      return {
        label: item.label,
        kind: COMPLETION[item.kind],
        // The path of a code is half of its weight, and nobody reads a hundred of them.
        ...(item.detail === '' || (resolves && item.kind === 'code') ? {} : { detail: item.detail }),
        sortText: String(index).padStart(4, '0'),
        // Matched already; an editor that matches again finds what was typed.
        ...(filter === '' ? {} : { filterText: filter }),
        textEdit: { range: item.range, newText: snippet ?? item.newText },
        ...(snippet === undefined ? {} : { insertTextFormat: InsertTextFormat.Snippet }),
        ...(item.more.length > 0 ? { additionalTextEdits: [...item.more] } : {}),
        ...(index === 0 && item.kind === 'amount' ? { preselect: true } : {}),
        ...(resolves ? { data: { list, item: index } satisfies CompletionData } : {}),
      };
    }),
  };
}

export function toResolved(item: CompletionItem, { detail, documentation }: CompletionText): CompletionItem {
  return {
    ...item,
    ...(detail === '' ? {} : { detail }),
    ...(documentation === '' ? {} : { documentation: { kind: MarkupKind.Markdown, value: documentation } }),
  };
}

export function toLocationLinks(found: Definitions | undefined, uri: string): LocationLink[] | null {
  if (!found) return null;
  return found.targets.map(({ range, selection, path }) => ({
    targetUri: uriOf(uri, path),
    targetRange: range,
    targetSelectionRange: selection,
    originSelectionRange: found.origin,
  }));
}

const HIGHLIGHT = {
  text: DocumentHighlightKind.Text,
  read: DocumentHighlightKind.Read,
  write: DocumentHighlightKind.Write,
};

export function toHighlight({ range, kind }: Highlight): DocumentHighlight {
  return { range, kind: HIGHLIGHT[kind] };
}

export function toCallItem({ name, detail, range, path }: CallItem, from: string): CallHierarchyItem {
  const uri = uriOf(from, path);
  return { name, detail, kind: ProtocolSymbolKind.Number, uri, range, selectionRange: range };
}

export function toInlayHint({ position, label, tooltip }: Hint): InlayHint {
  return { position, label, tooltip, paddingLeft: true };
}

/** A lens without a command is text. */
export function toCodeLens({ range, title }: Lens): CodeLens {
  return { range, command: { title, command: '' } };
}

export function toCodeAction(
  action: Action,
  edit: WorkspaceEdit,
  diagnostics: readonly Diagnostic[],
): CodeAction {
  const kinds: Readonly<Record<Action['kind'], string>> = {
    quickfix: CodeActionKind.QuickFix,
    'source.fixAll.disclosure': 'source.fixAll.disclosure',
    'refactor.rewrite': CodeActionKind.RefactorRewrite,
    'refactor.insert': 'refactor.insert',
  };
  return {
    title: action.title,
    kind: kinds[action.kind],
    edit,
    ...(action.preferred ? { isPreferred: true } : {}),
    ...(diagnostics.length > 0 ? { diagnostics: [...diagnostics] } : {}),
  };
}

/** Edits of one document. `version` is that of an open one, null for a file. */
export interface DocumentEdits {
  readonly uri: string;
  readonly version: number | null;
  readonly edits: readonly TextEdit[];
}

/** Edits, bound to the versions of the documents where the client can check them. */
export function toWorkspaceEdit(documents: readonly DocumentEdits[], versioned: boolean): WorkspaceEdit {
  const own = documents.map(({ uri, version, edits }) => ({
    textDocument: { uri, version },
    edits: edits.map(({ range, newText }) => ({ range, newText })),
  }));
  return versioned
    ? { documentChanges: own }
    : { changes: Object.fromEntries(own.map(({ textDocument, edits }) => [textDocument.uri, edits])) };
}
