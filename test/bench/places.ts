import type { Position } from 'vscode-languageserver/node';

/** Places of a document to press keys and ask at: rows of 项 codes, the same in every language. */
export interface Places {
  readonly amount: Position;
  readonly digits: readonly [string, string];
  readonly hovers: readonly Position[];
  readonly completions: readonly Position[];
}

export function placesOf(text: string): Places {
  const rows: { line: number; code: number; amount: number; last: number }[] = [];
  text.split('\n').forEach((content, line) => {
    const found = /^(?:\| |\s*(?:- )?\[")(\d{7})\b.*?(\d[\d,]*\.\d\d)/.exec(content);
    if (!found) return;
    const last = found[0].length - 1;
    rows.push({
      line,
      code: content.indexOf(found[1] as string),
      amount: last + 1 - (found[2] as string).length,
      last,
    });
  });
  const middle = rows[Math.floor(rows.length / 2)];
  if (!middle) throw new Error('the report has no row of a 项');
  const digit = Number(text.split('\n')[middle.line]?.[middle.last]);
  const spread = Array.from(
    { length: 32 },
    (_, i) => rows[Math.floor(((i + 0.5) / 32) * rows.length)],
  ).filter((row) => row !== undefined);
  return {
    amount: { line: middle.line, character: middle.last },
    digits: [String((digit + 5) % 10), String(digit)],
    hovers: spread.map(({ line, code, amount }, i) => ({
      line,
      character: i % 2 === 0 ? code + 2 : amount + 1,
    })),
    completions: spread.map(({ line, code }) => ({ line, character: code + 3 })),
  };
}
