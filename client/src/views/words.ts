/** Severities, states and rules in the words and signs of the list. */
import * as vscode from 'vscode';
import { language, say } from '../text.ts';
import type { Order, State } from './shown.ts';

export function severityName(severity: number): string {
  if (severity === 1) return say('错误', 'Errors');
  return severity === 2 ? say('警告', 'Warnings') : say('提醒', 'Notes');
}

export function stateName(state: State): string {
  switch (state) {
    case 'seen':
      return say('已阅', 'Seen');
    case 'accepted':
      return say('认可', 'Accepted');
    case 'returned':
      return say('退回', 'Returned');
    case 'mended':
      return say('已改', 'Mended');
    default:
      return say('未处理', 'Not marked');
  }
}

export function orderName(order: Order): string {
  switch (order) {
    case 'severity':
      return say('按级别，最重的在前', 'By severity, the gravest first');
    case 'rule':
      return say('按规则', 'By rule');
    case 'unit':
      return say('按单位、年度', 'By unit and year');
    default:
      return say('按位置', 'By place');
  }
}

/** The title of a rule as the settings have it; what is no rule is a title itself. */
export function ruleName(id: string): string {
  const { properties } = vscode.extensions.getExtension('disclosure-tools.disclosure')?.packageJSON
    ?.contributes?.configuration?.properties?.['disclosure.severity'] ?? { properties: {} };
  const description = properties?.[id]?.description as string | undefined;
  const line = description?.split('\n')[language() === 'zh' ? 0 : 1] ?? id;
  return line.replace(/\s*[（(][^（()）]*[)）]$/, '');
}

export function markIcon(state: State): vscode.ThemeIcon {
  const names = { seen: 'eye', accepted: 'pass', returned: 'reply', mended: 'check', open: 'circle' };
  return new vscode.ThemeIcon(names[state]);
}

export function icon(severity: number): vscode.ThemeIcon {
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
