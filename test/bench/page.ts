/** The tables on docs/performance.md stand between `<!-- name -->` and `<!-- /name -->`. */
import { readFileSync, writeFileSync } from 'node:fs';

/** Puts a table into its place on a page. Throws where the page has no such place. */
export function writeBetween(page: string, name: string, table: string): void {
  const [before, after] = [`<!-- ${name} -->`, `<!-- /${name} -->`] as const;
  const text = readFileSync(page, 'utf8');
  const from = text.indexOf(before) + before.length;
  const to = text.indexOf(after);
  if (from < before.length || to < from) throw new Error(`${page} has no place for the table ${name}`);
  writeFileSync(page, `${text.slice(0, from)}\n\n${table}\n${text.slice(to)}`);
}
