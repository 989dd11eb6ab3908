/** Texts of a report as the formats need them: nothing in a report may end up as markup or break a file. */

// Characters that XML 1.0 has not, and halves of surrogate pairs.
const FORBIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to be taken out
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Text that any XML file may hold. */
export function clean(text: string): string {
  return text.replace(FORBIDDEN, '\ufffd');
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it stands in HTML and SVG, also inside attributes. */
export function escapeHtml(text: string): string {
  return clean(text).replace(/[&<>"']/g, (c) => ESCAPES[c] as string);
}

/** A name as part of a file name: no separators, no characters that a system refuses, not too long. */
export function fileName(text: string): string {
  const safe = clean(text)
    .replace(/[\\/:*?"<>|\s\ufffd]+/g, ' ')
    .replace(/^[. ]+|(?<![. ])[. ]+$/g, '');
  return [...safe].slice(0, 60).join('').trim() || '_';
}
