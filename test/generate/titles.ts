/** Titles that published reports give their tables: those of the forms' own lists, read as data. */
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Random } from '../fuzz/random.ts';
import type { Style } from './style.ts';

interface Titled {
  readonly id: string;
  readonly title: string;
  readonly aliases?: readonly string[];
}

const FOLDER = 'seeds/forms';
const titled = new Map<string, Titled>(
  readdirSync(FOLDER)
    .filter((f) => f.endsWith('.yaml'))
    .map((f) => parse(readFileSync(`${FOLDER}/${f}`, 'utf8')) as Titled)
    .map((form) => [form.id, form]),
);

/** One title for each table of a kind; half of the reports print the usual ones. */
export function drawTitles(
  random: Random,
  { kind, usual }: Style,
  ids: readonly string[],
): ReadonlyMap<string, string> {
  return new Map(
    ids.map((id) => {
      const form = titled.get(`${kind}${id}`);
      if (!form) throw new Error(`no form ${kind}${id}`);
      const aliases = (form.aliases ?? []).filter((a) => a.endsWith('表'));
      const other = random.pick([form.title, ...aliases]);
      return [id, usual ? form.title : other];
    }),
  );
}
