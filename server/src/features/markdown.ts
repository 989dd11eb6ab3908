/** Markdown that shows a report's own text as it is: nothing in it is markup. */

/** Whether escaping may change anything: most names and figures it leaves as they are, and asking is cheap. */
function isPlain(text: string): boolean {
  return (
    !/[^\S ]|[\\`*_{}[\]()#!|<>~&$:]/.test(text) &&
    !/^(?:[-+=]|\d+[.)]\s)/.test(text) &&
    !text.includes('  ') &&
    !/www/i.test(text)
  );
}

/** Escapes what Markdown or HTML would read as markup. */
export function escapeMarkdown(text: string): string {
  if (isPlain(text)) return text;
  return (
    text
      .replace(/\s+/g, ' ')
      .replace(/[\\`*_{}[\]()#!|<>~&$]/g, (c) =>
        c === '<' ? '&lt;' : c === '>' ? '&gt;' : c === '&' ? '&amp;' : `\\${c}`,
      )
      .replace(/^([-+=])/, '\\$1')
      .replace(/^(\d+)([.)])(?=\s)/, '$1\\$2')
      // An address in a report is text, not a link to follow.
      .replace(/(https?|ftp|mailto):/gi, '$1\\:')
      .replace(/\bwww\./gi, 'www\\.')
  );
}

/** Bold text. */
export function bold(text: string): string {
  return `**${escapeMarkdown(text)}**`;
}

/** Emphasised text. */
export function faint(text: string): string {
  return `*${escapeMarkdown(text)}*`;
}

/** Paragraphs, without the empty ones. */
export function paragraphs(...parts: readonly (string | undefined | false)[]): string {
  return parts.filter((p): p is string => typeof p === 'string' && p !== '').join('\n\n');
}

/** A list of items that are Markdown already. */
export function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}
