import { env, workspace } from 'vscode';

/**
 * The language of messages: `zh` or `en` by `disclosure.language`, else English where the editor speaks English, and
 * Chinese in every other language, of which there are no texts.
 */
export function language(): string {
  const chosen = workspace.getConfiguration('disclosure').get<string>('language', 'auto');
  if (chosen !== 'auto') return chosen;
  return env.language.toLowerCase().startsWith('en') ? 'en' : 'zh';
}

/**
 * What the client itself says.
 * Not vscode.l10n: that one takes English for the source language, and ours is Chinese.
 */
export function say(chinese: string, english: string): string {
  return language().toLowerCase().startsWith('zh') ? chinese : english;
}
