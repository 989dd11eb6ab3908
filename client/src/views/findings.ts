/**
 * The list of findings for reviewers: report → table (or rule) → finding, with counts, filters, order and marks; and
 * what could not be checked.
 */
import * as vscode from 'vscode';
import { LANGUAGE_ID, type Session } from '../connection.ts';
import { allReports, type Overview, type OverviewFinding, overviewOf, SOURCE } from '../reports.ts';
import { say } from '../text.ts';
import { checkItem, counted, findingItem, folded, goneItem, groupItem, nameOf } from './items.ts';
import { Marks } from './marks.ts';
import {
  countOf,
  type Filter,
  groupsOf,
  inOrder,
  isFiltered,
  type Mark,
  type Marked,
  mendedOf,
  NO_FILTER,
  type Order,
  type ShownGroup,
  type ShownReport,
  stateOf,
} from './shown.ts';
import { icon, markIcon, ruleName, severityName, stateName } from './words.ts';

type Coverage = Overview['coverage'];
type Report = ShownReport<vscode.Uri>;

export type Node =
  | { readonly kind: 'report'; readonly uri: vscode.Uri }
  | { readonly kind: 'group'; readonly uri: vscode.Uri; readonly shown: ShownGroup; readonly id: string }
  | { readonly kind: 'finding'; readonly uri: vscode.Uri; readonly finding: OverviewFinding }
  | { readonly kind: 'mended'; readonly uri: vscode.Uri; readonly items: readonly KeyedMark[] }
  | { readonly kind: 'gone'; readonly uri: vscode.Uri; readonly item: KeyedMark }
  | { readonly kind: 'unchecked'; readonly uri: vscode.Uri; readonly items: Coverage['notChecked'] }
  | { readonly kind: 'check'; readonly uri: vscode.Uri; readonly item: Coverage['notChecked'][number] };

type KeyedMark = Marked & { readonly key: string };

/** Diagnostics come a report at a time while a folder is being checked. */
const PAUSE = 250;

/** The one list that there is. */
let list: FindingsList | undefined;

/** @throws before the extension has started */
export function findingsList(): FindingsList {
  if (!list) throw new Error('not started');
  return list;
}

export function findingsView(session: Session, context: vscode.ExtensionContext): vscode.Disposable {
  list = new FindingsList(session, context);
  return list;
}

/** What is kept of a report, until something about it changes; then it is shown until there is news. */
interface Known {
  overview: Overview | undefined;
  pending: Promise<void> | undefined;
  stale: boolean;
}

export class FindingsList implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  readonly marks: Marks;
  private readonly view: vscode.TreeView<Node>;
  private readonly listeners: vscode.Disposable[];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly known = new Map<string, Known>();
  private files: Promise<readonly vscode.Uri[]> | undefined;
  private loading = false;

  constructor(
    private readonly session: Session,
    private readonly context: vscode.ExtensionContext,
  ) {
    this.marks = new Marks(context.workspaceState);
    this.view = vscode.window.createTreeView('disclosure.findings', {
      treeDataProvider: this,
      showCollapseAll: true,
      canSelectMany: true,
    });
    const watcher = vscode.workspace.createFileSystemWatcher('**/*.disclosure', false, true, false);
    const relist = () => {
      this.files = undefined;
      this.later();
    };
    this.listeners = [
      this.view,
      watcher,
      watcher.onDidCreate(relist),
      watcher.onDidDelete(relist),
      vscode.workspace.onDidChangeWorkspaceFolders(relist),
      this.view.onDidChangeVisibility(({ visible }) => visible && this.later()),
      vscode.languages.onDidChangeDiagnostics(({ uris }) => this.forget(uris)),
      session.onStatus(({ uri }) => this.forget([vscode.Uri.parse(uri)])),
      session.onState(() => {
        for (const one of this.known.values()) one.stale = true;
        this.later();
      }),
      vscode.workspace.onDidOpenTextDocument(({ languageId }) => languageId === LANGUAGE_ID && relist()),
      vscode.workspace.onDidCloseTextDocument(({ languageId }) => languageId === LANGUAGE_ID && relist()),
    ];
    this.later();
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const listener of this.listeners) listener.dispose();
    this.changed.dispose();
  }

  get filter(): Filter {
    return { ...NO_FILTER, ...this.context.workspaceState.get<Partial<Filter>>('disclosure.filter') };
  }

  get order(): Order {
    return this.context.workspaceState.get<Order>('disclosure.order', 'place');
  }

  async show(change: { readonly filter?: Filter; readonly order?: Order }): Promise<void> {
    const { workspaceState } = this.context;
    if (change.filter) await workspaceState.update('disclosure.filter', change.filter);
    if (change.order) await workspaceState.update('disclosure.order', change.order);
    await this.refresh();
  }

  async mark(nodes: readonly Node[], mark: Mark | undefined): Promise<void> {
    const by = new Map<string, { uri: vscode.Uri; findings: { key: string; message: string }[] }>();
    for (const node of nodes) {
      const findings = node.kind === 'finding' ? [node.finding] : node.kind === 'gone' ? [node.item] : [];
      const own = by.get(node.uri.toString()) ?? { uri: node.uri, findings: [] };
      for (const finding of findings) own.findings.push(finding);
      by.set(node.uri.toString(), own);
    }
    for (const { uri, findings } of by.values()) await this.marks.set(uri, findings, mark);
    await this.refresh();
  }

  /** What is chosen in the list. */
  get selection(): readonly Node[] {
    return this.view.selection;
  }

  /** Every report, read as far as it has to be. */
  async everything(token?: vscode.CancellationToken): Promise<Report[]> {
    for (const uri of await this.uris()) {
      if (token?.isCancellationRequested) break;
      await this.load(uri);
    }
    return this.reports();
  }

  /** What is shown of all reports, in the order of the list. */
  async shown(token?: vscode.CancellationToken): Promise<{ report: Report; groups: ShownGroup[] }[]> {
    const { filter, order } = this;
    return inOrder(await this.everything(token), filter, order).map((report) => ({
      report,
      groups: groupsOf(report, filter, order),
    }));
  }

  async refresh(): Promise<void> {
    let errors = 0;
    let warnings = 0;
    for (const [uri, all] of vscode.languages.getDiagnostics()) {
      if (!isReport(uri)) continue;
      for (const { source, severity } of all)
        if (source === SOURCE) {
          if (severity === vscode.DiagnosticSeverity.Error) errors++;
          else if (severity === vscode.DiagnosticSeverity.Warning) warnings++;
        }
    }
    const count = errors + warnings;
    this.view.badge =
      count === 0
        ? undefined
        : {
            value: count,
            tooltip: say(`错误 ${errors}，警告 ${warnings}`, `${errors} errors, ${warnings} warnings`),
          };
    await this.headline();
    this.changed.fire(undefined);
    if (this.view.visible) void this.loadAll();
  }

  /** How much of all is shown, and by which filter. */
  private async headline(): Promise<void> {
    const { filter } = this;
    const filtered = isFiltered(filter);
    void vscode.commands.executeCommand('setContext', 'disclosure.filtered', filtered);
    const reports = await this.reports();
    const of = (by: Filter) =>
      reports.reduce(
        (sum, r) => sum + groupsOf(r, by, 'place').reduce((n, g) => n + g.findings.length, 0),
        0,
      );
    this.view.description = filtered ? `${of(filter)} / ${of(NO_FILTER)}` : '';
    const words = [
      ...filter.severities.map(severityName),
      ...filter.states.map(stateName),
      ...filter.rules.map(ruleName),
      ...filter.units,
    ];
    this.view.message = filtered ? say(`只看：${words.join('、')}`, `Only: ${words.join(', ')}`) : '';
  }

  private forget(uris: readonly vscode.Uri[]): void {
    let any = false;
    for (const uri of uris) {
      if (!isReport(uri)) continue;
      const known = this.known.get(uri.toString());
      if (known) known.stale = true;
      any = true;
    }
    if (any) this.later();
  }

  private later(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.refresh();
    }, PAUSE);
  }

  private uris(): Promise<readonly vscode.Uri[]> {
    this.files ??= allReports();
    return this.files;
  }

  private async reports(): Promise<Report[]> {
    return (await this.uris()).map((uri) => this.reportOf(uri));
  }

  private reportOf(uri: vscode.Uri): Report {
    return {
      id: uri,
      path: uri.path,
      overview: this.known.get(uri.toString())?.overview,
      marks: this.marks.of(uri),
    };
  }

  /** One after the other, and the list again now and then: it is read while it fills. */
  private async loadAll(): Promise<void> {
    if (this.loading) return;
    this.loading = true;
    try {
      for (const uri of await this.uris()) {
        if (!this.view.visible) return;
        const known = this.known.get(uri.toString());
        if (known && !known.stale) continue;
        await this.load(uri);
        this.later();
      }
    } finally {
      this.loading = false;
    }
  }

  private load(uri: vscode.Uri): Promise<void> {
    const key = uri.toString();
    const known = this.known.get(key) ?? { overview: undefined, pending: undefined, stale: true };
    this.known.set(key, known);
    if (!known.stale) return known.pending ?? Promise.resolve();
    known.stale = false;
    known.pending = overviewOf(this.session, uri)
      .then((overview) => {
        known.overview = overview;
      })
      .catch(() => {
        known.overview = undefined;
      });
    return known.pending;
  }

  async getChildren(node?: Node): Promise<Node[]> {
    const { filter, order } = this;
    if (!node)
      return inOrder(await this.reports(), filter, order).map(
        ({ id }): Node => ({ kind: 'report', uri: id }),
      );
    const { uri } = node;
    switch (node.kind) {
      case 'report': {
        await this.load(uri);
        const report = this.reportOf(uri);
        const groups = groupsOf(report, filter, order).map(
          (shown, i): Node => ({ kind: 'group', uri, shown, id: `${shown.group.title}#${i}` }),
        );
        const items = mendedOf(report, filter);
        const mended: Node[] = items.length > 0 ? [{ kind: 'mended', uri, items }] : [];
        const open = report.overview?.coverage.notChecked ?? [];
        const unchecked: Node[] = open.length > 0 ? [{ kind: 'unchecked', uri, items: open }] : [];
        return [...groups, ...mended, ...unchecked];
      }
      case 'group':
        return node.shown.findings.map((finding): Node => ({ kind: 'finding', uri, finding }));
      case 'mended':
        return node.items.map((item): Node => ({ kind: 'gone', uri, item }));
      case 'unchecked':
        return node.items.map((item): Node => ({ kind: 'check', uri, item }));
      default:
        return [];
    }
  }

  getTreeItem(node: Node): vscode.TreeItem {
    const { uri } = node;
    switch (node.kind) {
      case 'report':
        return this.reportItem(uri);
      case 'group':
        return groupItem(uri, node.id, node.shown);
      case 'finding':
        return findingItem(uri, node.finding, stateOf(node.finding, this.marks.of(uri)));
      case 'mended':
        return folded(uri, 'mended', {
          name: say('已改', 'Mended'),
          count: node.items.length,
          icon: markIcon('mended'),
          tooltip: say('标记过、现在没有了的问题。', 'Findings that were marked and are gone.'),
        });
      case 'gone':
        return goneItem(node.item);
      case 'unchecked':
        return folded(uri, '?', {
          name: say('未能核对', 'Not checked'),
          count: node.items.length,
          icon: new vscode.ThemeIcon('question'),
          tooltip: say(
            '应当核对而没能核对的项目，以及原因。没有核对不等于通过。',
            'Checks that are owed and could not be made, with the reason. Not checked is not passed.',
          ),
        });
      case 'check':
        return checkItem(uri, node.item);
    }
  }

  private reportItem(uri: vscode.Uri): vscode.TreeItem {
    const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
    const report = this.reportOf(uri);
    const { overview } = report;
    const own = groupsOf(report, this.filter, 'place').flatMap((g) => g.findings);
    const counts = [1, 2, 3].map((severity) => countOf(own, severity));
    const active = vscode.window.activeTextEditor?.document.uri.toString() === uri.toString();
    const item = new vscode.TreeItem(nameOf(uri), active ? Expanded : Collapsed);
    item.id = uri.toString();
    // A report that was not looked at yet is not one without findings.
    item.description = !overview
      ? '…'
      : own.length > 0
        ? counted(counts)
        : isFiltered(this.filter)
          ? ''
          : say('没有问题', 'no findings');
    item.iconPath = overview ? icon(counts.findIndex((n) => n > 0) + 1) : new vscode.ThemeIcon('file');
    const what = [overview?.unit, overview?.year, overview?.kind].filter((w) => w !== undefined).join(' ');
    item.tooltip = [what, vscode.workspace.asRelativePath(uri)].filter((t) => t !== '').join('\n');
    item.contextValue = 'report';
    item.accessibilityInformation = { label: `${nameOf(uri)} ${item.description}` };
    return item;
  }
}

function isReport(uri: vscode.Uri): boolean {
  return (
    uri.path.endsWith('.disclosure') ||
    vscode.workspace.textDocuments.some(
      (d) => d.languageId === LANGUAGE_ID && d.uri.toString() === uri.toString(),
    )
  );
}
