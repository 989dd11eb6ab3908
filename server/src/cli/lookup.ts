/** `codes` and `forms`: what the program knows, and what it took the tables of a file for. */
import { isAbsolute } from 'node:path';
import { foldName, foldWidth } from '../base/fold.ts';
import { largest } from '../base/lists.ts';
import { type Locale, type MessageId, message, type Says } from '../messages/index.ts';
import { type Analysis, formFromTable, open, tableNamed } from './engine.ts';
import { shownPath } from './files.ts';
import type { Io } from './io.ts';
import { type Say, sayIn } from './text.ts';
import { displayWidth, harmless, padEnd } from './width.ts';
import type { FormTrouble } from './workspace.ts';

type Reference = Analysis['reference'];
type CodeEntry = Reference['codes']['entries'][number];

const CATALOGUES = ['functional', 'economic_department', 'economic_government', 'revenue'] as const;
const MOST = 100;

/** Prints the codes whose number starts with the text or whose name holds it. @returns how many were found */
export function listCodes(text: string, io: Io, say: Say): number {
  const { codes } = open('', {}).reference;
  const digits = foldWidth(text).replace(/\s/g, '');
  const folded = foldName(text);
  const matches = codes.entries.filter((e) =>
    /^\d+$/.test(digits)
      ? e.code.startsWith(digits) || (digits.length === 7 && digits.startsWith(e.code))
      : foldName(e.name).includes(folded),
  );
  const sorted = [...matches].sort(
    (a, b) =>
      CATALOGUES.indexOf(a.catalogue) - CATALOGUES.indexOf(b.catalogue) ||
      (a.code < b.code ? -1 : a.code > b.code ? 1 : 0),
  );
  let catalogue = '';
  for (const entry of sorted.slice(0, MOST)) {
    if (entry.catalogue !== catalogue) {
      catalogue = entry.catalogue;
      io.stdout.write(`${say(`cli.catalogue.${entry.catalogue}` as MessageId)}\n`);
    }
    const path = [entry.code.slice(0, 3), entry.code.slice(0, 5)]
      .filter((code) => code.length < entry.code.length)
      .map((code) => codes.get(entry.catalogue, code)?.name ?? code);
    const details = [years(entry, say), say(`cli.basis.${entry.basis}` as MessageId)]
      .filter((d) => d !== '')
      .join(say('cli.comma'));
    io.stdout.write(
      `  ${padEnd(entry.code, 8)} ${[...path, entry.name].join(' › ')}${say('cli.brackets', { text: details })}\n`,
    );
    for (const rename of codes.renamesOf(entry.code)) {
      if (entry.catalogue !== 'functional' && foldName(rename.newName) !== foldName(entry.name)) continue;
      io.stdout.write(
        `           ${say('cli.codes.renamed', { year: String(rename.year), before: rename.oldName, after: rename.newName })}\n`,
      );
    }
  }
  if (sorted.length > MOST)
    io.stdout.write(`${say('cli.codes.more', { count: String(sorted.length - MOST) })}\n`);
  return sorted.length;
}

function years(entry: CodeEntry, say: Say): string {
  const { firstYear, lastYear } = entry;
  const span =
    firstYear !== undefined && lastYear !== undefined
      ? say('cli.years.between', { first: String(firstYear), last: String(lastYear) })
      : firstYear !== undefined
        ? say('cli.years.from', { first: String(firstYear) })
        : lastYear !== undefined
          ? say('cli.years.to', { last: String(lastYear) })
          : '';
  return span !== '' && entry.yearsBasis === 'unconfirmed' ? span + say('cli.years.unconfirmed') : span;
}

/** Prints the forms that are known, one's own with the file that each stands in. */
export function listForms(reference: Reference | undefined, io: Io, say: Say): void {
  const { forms } = (reference ?? open('', {}).reference).forms;
  const width = largest(
    forms.map((f) => displayWidth(f.id)),
    0,
  );
  for (const form of forms) {
    io.stdout.write(
      `${padEnd(harmless(form.id), width)}  ${harmless(form.title)}${form.required ? say('cli.brackets', { text: say('cli.forms.required') }) : ''}\n`,
    );
    if (isAbsolute(form.source)) {
      const path = harmless(shownPath(form.source, io.cwd));
      io.stdout.write(`${' '.repeat(width + 2)}${say('cli.forms.own', { path })}\n`);
    }
    if (form.aliases && form.aliases.length > 0) {
      io.stdout.write(
        `${' '.repeat(width + 2)}${say('cli.forms.aliases', { list: harmless(form.aliases.join(say('cli.comma'))) })}\n`,
      );
    }
  }
}

export const MAKES = {
  option: {
    zh: '从这张表生成表式，印出来存进 .disclosure/forms/',
    en: 'print a form made from this table, for .disclosure/forms/',
  },
  none: { zh: '没有《{name}》这张表。', en: 'There is no table {name}.' },
} as const satisfies Says;

/**
 * Prints which form each table was taken for, or a form made from one of them.
 * @param make the title of the table
 * @returns whether there is such a table
 */
export function tablesOrForm(
  analysis: Analysis,
  path: string,
  make: string | undefined,
  { io, locale }: { readonly io: Io; readonly locale: Locale },
): boolean {
  if (make === undefined) {
    listTables(analysis, path, io, sayIn(locale));
    return true;
  }
  const placed = tableNamed(analysis, make);
  if (placed) io.stdout.write(formFromTable(analysis, placed));
  else io.stderr.write(`${message(locale, MAKES.none, { name: harmless(make) })}\n`);
  return placed !== undefined;
}

/** Prints what is wrong in the files of forms. */
export function listTroubles(troubles: readonly FormTrouble[], io: Io, say: Say): void {
  for (const { path, range, severity, message } of troubles) {
    const place = `${path}:${range.start.line + 1}:${range.start.character + 1}`;
    io.stderr.write(
      `${harmless(place)} ${say(`cli.severity.${severity}`)}${say('cli.colon')}${harmless(message)}\n`,
    );
  }
}

/** Prints which form each table of a report was taken for, and why. */
function listTables(analysis: Analysis, path: string, io: Io, say: Say): void {
  const { tables } = analysis.report;
  if (tables.length === 0) io.stdout.write(`${say('cli.forms.noTables', { path })}\n`);
  for (const { table, line } of tables) {
    const at = (table.context.titleLine ?? line) + 1;
    const title = table.title === '' ? say('cli.forms.untitled') : table.title;
    io.stdout.write(`${harmless(path)}:${at}  ${harmless(title)}\n`);
    const { by, alias } = table.formReason;
    if (table.form) {
      io.stdout.write(
        `  → ${harmless(`${table.form.id} ${table.form.title}`)}  ${say(`cli.forms.by.${by}` as MessageId, { alias: harmless(alias) })}\n`,
      );
    } else {
      io.stdout.write(`  → ${say('cli.forms.none')}\n`);
    }
    const rows = new Set(table.rows.map((r) => r.line)).size;
    io.stdout.write(
      `    ${say('cli.forms.shape', { rows: String(rows), columns: String(table.columns.length), panels: String(table.panels.length) })}\n`,
    );
    if (table.missingColumns.length > 0) {
      io.stdout.write(
        `    ${say('cli.forms.missing', { list: table.missingColumns.map((c) => c.id).join(say('cli.comma')) })}\n`,
      );
    }
  }
}
