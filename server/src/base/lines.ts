/** Lines of a text, with the line ends that LSP knows: `\n`, `\r\n` and `\r`. */

/** A line of a text and the characters that end it ('' for the last). */
export interface RawLine {
  readonly text: string;
  readonly eol: string;
}

export function sameLine(a: RawLine, b: RawLine): boolean {
  return a.text === b.text && a.eol === b.eol;
}

/** Splits a text into lines; joined again they give the text, byte for byte. Always at least one line. */
export function splitLines(text: string): RawLine[] {
  const lines: RawLine[] = [];
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10) {
      lines.push({ text: text.slice(start, i), eol: '\n' });
      start = i + 1;
    } else if (code === 13) {
      const crlf = text.charCodeAt(i + 1) === 10;
      lines.push({ text: text.slice(start, i), eol: crlf ? '\r\n' : '\r' });
      if (crlf) i++;
      start = i + 1;
    }
  }
  lines.push({ text: text.slice(start), eol: '' });
  return lines;
}
