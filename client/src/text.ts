import { env, workspace } from 'vscode';

/**
 * The language of messages: `zh` or `en` by `disclosure.language`, else Chinese where the editor speaks Chinese. Many
 * analysts have an editor in English and read Chinese.
 */
export function language(): string {
  const chosen = workspace.getConfiguration('disclosure').get<string>('language', 'auto');
  return chosen === 'auto' ? env.language : chosen;
}

/**
 * What the client itself says.
 * Not vscode.l10n: that one takes English for the source language, and ours is Chinese.
 */
export function say(chinese: string, english: string): string {
  return language().toLowerCase().startsWith('zh') ? chinese : english;
}
