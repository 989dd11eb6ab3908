/** What a row of the list looks like. */
import * as vscode from 'vscode';
import { type Overview, type OverviewFinding, toRange } from '../reports.ts';
import { say } from '../text.ts';
import { countOf, labelOf, type Marked, placeOf, type ShownGroup, type State } from './shown.ts';
import { icon, markIcon, ruleName, severityName, stateName } from './words.ts';

export function groupItem(uri: vscode.Uri, id: string, { group, findings }: ShownGroup): vscode.TreeItem {
  const title = group.table || group.title === '' ? group.title : ruleName(group.title);
  const item = new vscode.TreeItem(
    title || say('全文', 'Whole report'),
    vscode.TreeItemCollapsibleState.Expanded,
  );
  item.id = `${uri.toString()}#${id}`;
  item.description = counted([1, 2, 3].map((severity) => countOf(findings, severity)));
  item.iconPath = new vscode.ThemeIcon(group.table ? 'table' : 'note');
  item.accessibilityInformation = { label: `${item.label} ${item.description}` };
  item.tooltip = group.table
    ? say(
        `勾稽：通过 ${group.passed} 项，不符 ${group.broken} 项，未能核对 ${group.notChecked} 项`,
        `Checks: ${group.passed} passed, ${group.broken} broken, ${group.notChecked} not made`,
      )
    : title;
  return item;
}

export function findingItem(uri: vscode.Uri, finding: OverviewFinding, state: State): vscode.TreeItem {
  const item = new vscode.TreeItem(labelOf(finding, say), vscode.TreeItemCollapsibleState.None);
  const marked = state === 'open' ? '' : `${stateName(state)} · `;
  item.description = marked + placeOf(finding, say);
  item.iconPath = state === 'open' ? icon(finding.severity) : markIcon(state);
  const original = finding.relatedInformation?.[0]?.message;
  item.tooltip = [finding.message, finding.place ? original : undefined, ruleName(finding.code)]
    .filter((text) => text !== undefined)
    .join('\n\n');
  item.command = openAt(uri, toRange(finding.range));
  item.contextValue = state === 'open' ? 'finding' : 'marked';
  // The icon tells how grave it is only to those who see it.
  item.accessibilityInformation = {
    label: `${severityName(finding.severity)} ${item.description} ${finding.message}`,
  };
  return item;
}

/** A node that is closed at first, with a count. */
export function folded(
  uri: vscode.Uri,
  id: string,
  told: {
    readonly name: string;
    readonly count: number;
    readonly icon: vscode.ThemeIcon;
    readonly tooltip: string;
  },
): vscode.TreeItem {
  const item = new vscode.TreeItem(told.name, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = `${uri.toString()}#${id}`;
  item.description = String(told.count);
  item.iconPath = told.icon;
  item.tooltip = told.tooltip;
  item.accessibilityInformation = { label: `${told.name} ${told.count}` };
  return item;
}

/** The editor's own command, so that a click shows the place and a double click keeps the editor. */
function openAt(uri: vscode.Uri, selection: vscode.Range): vscode.Command {
  return { command: 'vscode.open', title: '', arguments: [uri, { selection, preview: true }] };
}

/** A finding that was marked and is gone. */
export function goneItem({ message, mark }: Marked): vscode.TreeItem {
  const item = new vscode.TreeItem(message.split('\n', 1)[0] ?? '');
  item.description = stateName(mark);
  item.iconPath = markIcon('mended');
  item.tooltip = message;
  item.contextValue = 'marked';
  return item;
}

/** A check that could not be made. */
export function checkItem(
  uri: vscode.Uri,
  { check, reason, range }: Overview['coverage']['notChecked'][number],
): vscode.TreeItem {
  const item = new vscode.TreeItem(reason, vscode.TreeItemCollapsibleState.None);
  item.description = check;
  item.tooltip = `${check}\n${reason}`;
  item.iconPath = new vscode.ThemeIcon('circle-outline');
  item.command = openAt(uri, range ? toRange(range) : new vscode.Range(0, 0, 0, 0));
  return item;
}

export function nameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1).replace(/\.disclosure$/, '');
}

export function counted([errors = 0, warnings = 0, infos = 0]: readonly number[]): string {
  const parts: string[] = [];
  if (errors > 0) parts.push(say(`错误 ${errors}`, `${errors} errors`));
  if (warnings > 0) parts.push(say(`警告 ${warnings}`, `${warnings} warnings`));
  if (infos > 0) parts.push(say(`提醒 ${infos}`, `${infos} notes`));
  return parts.join(say('，', ', '));
}
