/** What provinces print, as test/fixtures/provinces has it (README there). */
import { readFileSync } from 'node:fs';

/** The lines of a file in their cells, without its head. */
export function provinceLines(name: string): string[][] {
  return readFileSync(`test/fixtures/provinces/${name}`, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'));
}

/** A header as titles.tsv has it, or the one that its `@name` stands for in headers.tsv. */
export function provinceHeaders(): (header: string) => string | undefined {
  const named = new Map(provinceLines('headers.tsv').map(([id = '', header = '']) => [id, header]));
  return (header) => (header.startsWith('@') ? named.get(header.slice(1)) : header);
}
