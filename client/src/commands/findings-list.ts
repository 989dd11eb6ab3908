/** The list of findings: what it shows, in which order, how findings are marked, and what is shown as a workbook. */
import * as vscode from 'vscode';
import type { Session } from '../connection.ts';
import { say } from '../text.ts';
import { findingsList, type Node } from '../views/findings.ts';
import {
  type Filter,
  isFiltered,
  type Mark,
  NO_FILTER,
  ORDERS,
  STATES,
  stateOf,
  unitOf,
} from '../views/shown.ts';
import { orderName, ruleName, severityName, stateName } from '../views/words.ts';
import { bytesOf } from './files.ts';

interface Choice extends vscode.QuickPickItem {
  /** Puts the choice into a filter. */
  readonly into?: (filter: Mutable) => void;
}

type Mutable = { -readonly [K in keyof Filter]: Filter[K][number][] };

/** What is ticked is shown alone; of what nothing is ticked, everything. */
export async function filterFindings(
  _session: Session,
  _context: vscode.ExtensionContext,
  wanted?: unknown,
): Promise<void> {
  const list = findingsList();
  if (wanted && typeof wanted === 'object') return list.show({ filter: { ...NO_FILTER, ...wanted } });
  const choices = await choicesOf(list);
  const picked = await vscode.window.showQuickPick(choices, {
    canPickMany: true,
    matchOnDescription: true,
    title: say('只看哪些问题', 'Which findings to show'),
    placeHolder: say(
      '可以勾几项；一类里什么也不勾，就都看',
      'Tick several; a kind without ticks is shown whole',
    ),
  });
  if (!picked) return;
  const filter: Mutable = { severities: [], rules: [], units: [], states: [] };
  for (const { into } of picked) into?.(filter);
  await list.show({ filter });
}

async function choicesOf(list: ReturnType<typeof findingsList>): Promise<Choice[]> {
  const { filter } = list;
  const reports = await list.everything();
  const findings = reports.flatMap((report) =>
    (report.overview?.groups ?? []).flatMap((g) =>
      g.findings.filter((f) => f.severity < 4).map((finding) => ({ report, finding })),
    ),
  );
  const count = <T>(of: (f: (typeof findings)[number]) => T): Map<T, number> => {
    const counts = new Map<T, number>();
    for (const one of findings) counts.set(of(one), (counts.get(of(one)) ?? 0) + 1);
    return counts;
  };
  const kind = (label: string): Choice => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const severities = count((f) => f.finding.severity);
  const states = count((f) => stateOf(f.finding, f.report.marks));
  const rules = count((f) => f.finding.code);
  const units = count((f) => unitOf(f.report));
  const byCount = <T>(counts: Map<T, number>) => [...counts].sort(([, a], [, b]) => b - a);
  const n = (count = 0) => String(count);
  return [
    kind(say('级别', 'Severity')),
    ...[1, 2, 3].map((s) => ({
      label: severityName(s),
      description: n(severities.get(s as 1)),
      picked: filter.severities.includes(s),
      into: (to: Mutable) => void to.severities.push(s),
    })),
    kind(say('处理', 'State')),
    ...STATES.map((s) => ({
      label: stateName(s),
      ...(s === 'mended' ? {} : { description: n(states.get(s)) }),
      picked: filter.states.includes(s),
      into: (to: Mutable) => void to.states.push(s),
    })),
    kind(say('规则', 'Rule')),
    ...byCount(rules).map(([rule, many]) => ({
      label: ruleName(rule),
      description: `${many} · ${rule}`,
      picked: filter.rules.includes(rule),
      into: (to: Mutable) => void to.rules.push(rule),
    })),
    kind(say('单位', 'Unit')),
    ...byCount(units).map(([unit, many]) => ({
      label: unit,
      description: n(many),
      picked: filter.units.includes(unit),
      into: (to: Mutable) => void to.units.push(unit),
    })),
  ];
}

export const clearFilter = () => findingsList().show({ filter: NO_FILTER });

export async function sortFindings(
  _session: Session,
  _context: vscode.ExtensionContext,
  wanted?: unknown,
): Promise<void> {
  const list = findingsList();
  const own = ORDERS.find((order) => order === wanted);
  if (own) return list.show({ order: own });
  const items = ORDERS.map((order) => ({
    label: orderName(order),
    order,
    ...(order === list.order ? { description: say('现在', 'now') } : {}),
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: say('怎样排列', 'Order of the findings'),
  });
  if (picked) await list.show({ order: picked.order });
}

/** Marks what was clicked on, with all else that is chosen. */
export const marking =
  (mark: Mark | undefined) =>
  async (
    _session: Session,
    _context: vscode.ExtensionContext,
    clicked?: unknown,
    chosen?: unknown,
  ): Promise<void> => {
    const list = findingsList();
    const nodes = Array.isArray(chosen) && chosen.length > 0 ? chosen : clicked ? [clicked] : list.selection;
    await list.mark(nodes as readonly Node[], mark);
  };

/** What the list shows, as the workbook of a review: `review --previous` reads its marks. */
export async function exportFindings(
  session: Session,
  _context: vscode.ExtensionContext,
  wanted?: unknown,
): Promise<vscode.Uri | undefined> {
  const list = findingsList();
  const shown = (await list.shown()).filter(({ groups }) => groups.length > 0 || !isFiltered(list.filter));
  if (shown.length === 0) {
    void vscode.window.showInformationMessage(say('没有可以导出的。', 'There is nothing to export.'));
    return undefined;
  }
  const name = say('审核意见.xlsx', 'Review findings.xlsx');
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const target =
    wanted instanceof vscode.Uri
      ? wanted
      : await vscode.window.showSaveDialog({
          ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, name) } : {}),
          filters: { Excel: ['xlsx'] },
          title: say('把列出的问题写成 Excel', 'Write what is shown as Excel'),
        });
  if (!target) return undefined;
  const reports = shown.map(({ report, groups }) => ({
    uri: report.id.toString(),
    keys: groups.flatMap((g) => g.findings.map((f) => f.key)),
    marks: Object.fromEntries(Object.entries(report.marks).map(([key, { mark }]) => [key, mark])),
  }));
  const book = await session.request<{ content: string } | null>('disclosure/findingsBook', { reports });
  if (!book) return undefined;
  await vscode.workspace.fs.writeFile(target, bytesOf(book.content));
  const count = reports.reduce((sum, r) => sum + r.keys.length, 0);
  void vscode.window.showInformationMessage(
    say(
      `写好了：${reports.length} 份报告，${count} 处问题。`,
      `Written: ${count} findings of ${reports.length} reports.`,
    ),
  );
  return target;
}
