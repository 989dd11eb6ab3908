/**
 * Comments that keep the hidden rows of an imported sheet below its table: written by the importer, and read where a
 * total lacks what such a row holds.
 */

export interface HiddenRow {
  /** Its number in the sheet. */
  readonly number: string;
  readonly texts: readonly string[];
}

/** What such a comment says. */
export function hiddenRow(number: number, texts: readonly string[]): string {
  return `隐藏的第 ${number} 行：${texts.join(' | ')}`;
}

/** The hidden row that a line of a report keeps. */
export function hiddenRowOf(line: string): HiddenRow | undefined {
  const [, number, texts] = /^\s*\/\/\s*隐藏的第\s*(\d+)\s*行[：:](.*)$/.exec(line) ?? [];
  if (number === undefined || texts === undefined) return undefined;
  return { number, texts: texts.split(' | ').map((text) => text.trim()) };
}
