import { env } from 'vscode';

/**
 * What the client itself says: Chinese where the editor speaks Chinese, else English.
 * Not vscode.l10n: that one takes English for the source language, and ours is Chinese.
 */
export function say(chinese: string, english: string): string {
  return env.language.toLowerCase().startsWith('zh') ? chinese : english;
}
