/** The list of findings for reviewers: report → table → finding, with counts; and what could not be checked. */
import * as vscode from 'vscode';
import { LANGUAGE_ID, type Session } from '../connection.ts';
import {
  isForReview,
  type Overview,
  type OverviewFinding,
  type OverviewGroup,
  overviewOf,
  SOURCE,
  toRange,
} from '../reports.ts';
import { say } from '../text.ts';

type Coverage = Overview['coverage'];

type Node =
  | { readonly kind: 'report'; readonly uri: vscode.Uri }
  | { readonly kind: 'group'; readonly uri: vscode.Uri; readonly group: OverviewGroup; readonly id: string }
  | { readonly kind: 'finding'; readonly uri: vscode.Uri; readonly finding: OverviewFinding }
  | { readonly kind: 'unchecked'; readonly uri: vscode.Uri; readonly items: Coverage['notChecked'] }
  | { readonly kind: 'check'; readonly uri: vscode.Uri; readonly item: Coverage['notChecked'][number] };

/** Diagnostics come a report at a time while a folder is being checked. */
const PAUSE = 250;

export function findingsView(session: Session): vscode.Disposable {
  const tree = new FindingsTree(session);
  const view = vscode.window.createTreeView('disclosure.findings', {
    treeDataProvider: tree,
    showCollapseAll: true,
  });
  tree.onTotal = (errors, warnings) => {
    const count = errors + warnings;
    view.badge =
      count === 0
        ? undefined
        : {
            value: count,
            tooltip: say(`错误 ${errors}，警告 ${warnings}`, `${errors} errors, ${warnings} warnings`),
          };
  };
  tree.refresh();
  return vscode.Disposable.from(view, tree);
}

class FindingsTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  onTotal: (errors: number, warnings: number) => void = () => undefined;
  private readonly listeners: vscode.Disposable[];
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** What was told of a report, until something about it changes. */
  private readonly known = new Map<string, Promise<Overview | undefined>>();

  constructor(private readonly session: Session) {
    this.listeners = [
      vscode.languages.onDidChangeDiagnostics(({ uris }) => this.forget(uris)),
      session.onStatus(({ uri }) => this.forget([vscode.Uri.parse(uri)])),
      session.onState(() => {
        this.known.clear();
        this.later();
      }),
      vscode.workspace.onDidOpenTextDocument(({ languageId }) => languageId === LANGUAGE_ID && this.later()),
      vscode.workspace.onDidCloseTextDocument(({ languageId }) => languageId === LANGUAGE_ID && this.later()),
    ];
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const listener of this.listeners) listener.dispose();
    this.changed.dispose();
  }

  refresh(): void {
    let errors = 0;
    let warnings = 0;
    for (const uri of this.reports()) {
      const counts = countsOf(uri);
      errors += counts.errors;
      warnings += counts.warnings;
    }
    this.onTotal(errors, warnings);
    this.changed.fire(undefined);
  }

  private forget(uris: readonly vscode.Uri[]): void {
    let any = false;
    for (const uri of uris) {
      if (!isReport(uri)) continue;
      this.known.delete(uri.toString());
      any = true;
    }
    if (any) this.later();
  }

  private later(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.refresh();
    }, PAUSE);
  }

  /** The reports with findings, and those on screen without. */
  private reports(): vscode.Uri[] {
    const found = new Map<string, vscode.Uri>();
    for (const [uri, all] of vscode.languages.getDiagnostics())
      if (isReport(uri) && all.some(({ source }) => source === SOURCE)) found.set(uri.toString(), uri);
    for (const { uri, languageId, isClosed } of vscode.workspace.textDocuments)
      if (languageId === LANGUAGE_ID && !isClosed && uri.scheme !== 'git') found.set(uri.toString(), uri);
    return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  }

  private overview(uri: vscode.Uri): Promise<Overview | undefined> {
    const key = uri.toString();
    let pending = this.known.get(key);
    if (!pending) {
      pending = overviewOf(this.session, uri).catch(() => undefined);
      this.known.set(key, pending);
    }
    return pending;
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (!node) return this.reports().map((uri): Node => ({ kind: 'report', uri }));
    const { uri } = node;
    switch (node.kind) {
      case 'report': {
        const overview = await this.overview(uri);
        if (!overview) return [];
        const groups = overview.groups
          .filter((g) => g.findings.some(isForReview))
          .map((group, i): Node => ({ kind: 'group', uri, group, id: `${group.title}#${i}` }));
        const items = overview.coverage.notChecked;
        return items.length > 0 ? [...groups, { kind: 'unchecked', uri, items }] : groups;
      }
      case 'group':
        return node.group.findings
          .filter(isForReview)
          .map((finding): Node => ({ kind: 'finding', uri, finding }));
      case 'unchecked':
        return node.items.map((item): Node => ({ kind: 'check', uri, item }));
      default:
        return [];
    }
  }

  getTreeItem(node: Node): vscode.TreeItem {
    const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
    const { uri } = node;
    switch (node.kind) {
      case 'report': {
        const { errors, warnings, infos } = countsOf(uri);
        const active = vscode.window.activeTextEditor?.document.uri.toString() === uri.toString();
        const item = new vscode.TreeItem(
          nameOf(uri),
          active || this.reports().length === 1 ? Expanded : Collapsed,
        );
        item.id = uri.toString();
        item.description =
          errors + warnings + infos === 0 ? say('没有问题', 'no findings') : counted(errors, warnings, infos);
        item.iconPath = icon(errors > 0 ? 1 : warnings > 0 ? 2 : infos > 0 ? 3 : 0);
        item.tooltip = vscode.workspace.asRelativePath(uri);
        item.contextValue = 'report';
        item.accessibilityInformation = { label: `${nameOf(uri)} ${item.description}` };
        return item;
      }
      case 'group': {
        const { group } = node;
        const shown = group.findings.filter(isForReview);
        const count = (severity: number) => shown.filter((f) => f.severity === severity).length;
        const item = new vscode.TreeItem(group.title || say('全文', 'Whole report'), Expanded);
        item.id = `${uri.toString()}#${node.id}`;
        item.description = counted(count(1), count(2), count(3));
        item.iconPath = new vscode.ThemeIcon(group.table ? 'table' : 'note');
        item.accessibilityInformation = { label: `${item.label} ${item.description}` };
        item.tooltip = group.table
          ? say(
              `勾稽：通过 ${group.passed} 项，不符 ${group.broken} 项，未能核对 ${group.notChecked} 项`,
              `Checks: ${group.passed} passed, ${group.broken} broken, ${group.notChecked} not made`,
            )
          : group.title;
        return item;
      }
      case 'finding':
        return findingItem(uri, node.finding);
      case 'unchecked': {
        const item = new vscode.TreeItem(say('未能核对', 'Not checked'), Collapsed);
        item.id = `${uri.toString()}#?`;
        item.description = String(node.items.length);
        item.iconPath = new vscode.ThemeIcon('question');
        item.accessibilityInformation = {
          label: say(`未能核对 ${node.items.length} 项`, `${node.items.length} not checked`),
        };
        item.tooltip = say(
          '应当核对而没能核对的项目，以及原因。没有核对不等于通过。',
          'Checks that are owed and could not be made, with the reason. Not checked is not passed.',
        );
        return item;
      }
      case 'check': {
        const { check, reason, range } = node.item;
        const item = new vscode.TreeItem(reason, None);
        item.description = check;
        item.tooltip = `${check}\n${reason}`;
        item.iconPath = new vscode.ThemeIcon('circle-outline');
        item.command = openAt(uri, range ? toRange(range) : new vscode.Range(0, 0, 0, 0));
        return item;
      }
    }
  }
}

function findingItem(uri: vscode.Uri, finding: OverviewFinding): vscode.TreeItem {
  const range = toRange(finding.range);
  const item = new vscode.TreeItem(
    finding.message.split('\n', 1)[0] ?? '',
    vscode.TreeItemCollapsibleState.None,
  );
  item.description = say(`第 ${range.start.line + 1} 行`, `line ${range.start.line + 1}`);
  item.iconPath = icon(finding.severity);
  item.tooltip = `${finding.message}\n\n${finding.code}`;
  item.command = openAt(uri, range);
  // The icon tells how grave it is only to those who see it.
  const label = `${severityName(finding.severity)} ${item.description} ${finding.message}`;
  item.accessibilityInformation = { label };
  return item;
}

/** The editor's own command, so that a click shows the place and a double click keeps the editor. */
function openAt(uri: vscode.Uri, selection: vscode.Range): vscode.Command {
  return { command: 'vscode.open', title: '', arguments: [uri, { selection, preview: true }] };
}

function isReport(uri: vscode.Uri): boolean {
  return (
    uri.path.endsWith('.disclosure') ||
    vscode.workspace.textDocuments.some(
      (d) => d.languageId === LANGUAGE_ID && d.uri.toString() === uri.toString(),
    )
  );
}

function nameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1).replace(/\.disclosure$/, '');
}

function countsOf(uri: vscode.Uri): { errors: number; warnings: number; infos: number } {
  const count = { errors: 0, warnings: 0, infos: 0 };
  for (const { source, severity } of vscode.languages.getDiagnostics(uri)) {
    if (source !== SOURCE) continue;
    if (severity === vscode.DiagnosticSeverity.Error) count.errors++;
    else if (severity === vscode.DiagnosticSeverity.Warning) count.warnings++;
    else if (severity === vscode.DiagnosticSeverity.Information) count.infos++;
  }
  return count;
}

function counted(errors: number, warnings: number, infos: number): string {
  const parts: string[] = [];
  if (errors > 0) parts.push(say(`错误 ${errors}`, `${errors} errors`));
  if (warnings > 0) parts.push(say(`警告 ${warnings}`, `${warnings} warnings`));
  if (infos > 0) parts.push(say(`提醒 ${infos}`, `${infos} notes`));
  return parts.join(say('，', ', '));
}

function severityName(severity: number): string {
  if (severity === 1) return say('错误', 'Error');
  return severity === 2 ? say('警告', 'Warning') : say('提醒', 'Note');
}

function icon(severity: number): vscode.ThemeIcon {
  switch (severity) {
    case 1:
      return new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
    case 2:
      return new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
    case 3:
      return new vscode.ThemeIcon('info');
    default:
      return new vscode.ThemeIcon('check');
  }
}
