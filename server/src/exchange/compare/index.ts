/** A comparison of two reports as a page of Markdown, HTML or JSON. All texts of the reports are escaped. */
import type { Locale } from '../../messages/index.ts';
import { type MessageId, message } from '../../messages/index.ts';
import type { ComparedText, Comparison, FigureChange } from '../../service.ts';
import { escapeHtml } from '../publish/text.ts';

export const COMPARE_FORMATS = ['markdown', 'html', 'json'] as const;
export type CompareFormat = (typeof COMPARE_FORMATS)[number];

/** Writes a comparison. */
export async function writeComparison(
  comparison: Comparison,
  format: CompareFormat,
  locale: Locale,
): Promise<string> {
  switch (format) {
    case 'json':
      return `${JSON.stringify({ version: 1, ...comparison }, undefined, 2)}\n`;
    case 'markdown':
      return pageOf(comparison, locale, markdown);
    case 'html': {
      const { STYLE } = await import('../publish/style.ts');
      const { policyFor } = await import('../publish/html.ts');
      const style = `${STYLE}\nins{background:rgba(75,154,95,.22);text-decoration:none}del{background:rgba(181,72,93,.18)}\n`;
      const body = pageOf(comparison, locale, html);
      const title = escapeHtml(`${comparison.before} → ${comparison.after}`);
      return `<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${await policyFor(style)}">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>
<style>${style}</style></head><body><main>
${body}</main></body></html>
`;
    }
  }
}

/** How a page is written. */
interface Writer {
  title(text: string): string;
  heading(text: string): string;
  line(text: string): string;
  /** @param right whether a column holds figures */
  table(head: readonly string[], right: readonly boolean[], rows: readonly (readonly string[])[]): string;
  removed(text: string): string;
  added(text: string): string;
}

const html: Writer = {
  title: (text) => `<h1>${escapeHtml(text)}</h1>\n`,
  heading: (text) => `<h3>${escapeHtml(text)}</h3>\n`,
  line: (text) => `<p class="note">${escapeHtml(text)}</p>\n`,
  table: (head, right, rows) => {
    const cells = (tag: string, row: readonly string[]) =>
      row
        .map((c, i) => `<${tag}${tag === 'td' && right[i] ? ' class="right"' : ''}>${escapeHtml(c)}</${tag}>`)
        .join('');
    return `<div class="scroll table"><table><thead><tr>${cells('th', head)}</tr></thead><tbody>${rows.map((r) => `<tr>${cells('td', r)}</tr>`).join('\n')}</tbody></table></div>\n`;
  },
  removed: (text) => `<p><del>${escapeHtml(text)}</del></p>\n`,
  added: (text) => `<p><ins>${escapeHtml(text)}</ins></p>\n`,
};

const escaped = (text: string) =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]()#!|~$]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    // A digit cannot be escaped: of what begins a list, the sign behind it is.
    .replace(/^([-+=])/, '\\$1')
    .replace(/^(\d+)\./, '$1\\.')
    .replace(/(https?|ftp|mailto):/gi, '$1\\:')
    .replace(/\bwww\./gi, 'www\\.');

const markdown: Writer = {
  title: (text) => `# ${escaped(text)}\n\n`,
  heading: (text) => `## ${escaped(text)}\n\n`,
  line: (text) => `${escaped(text)}\n\n`,
  table: (head, right, rows) => {
    const line = (row: readonly string[]) => `| ${row.map(escaped).join(' | ')} |\n`;
    return `${line(head)}| ${right.map((r) => (r ? '---:' : '---')).join(' | ')} |\n${rows.map(line).join('')}\n`;
  },
  removed: (text) => `− ~~${escaped(text)}~~\n\n`,
  added: (text) => `＋ ${escaped(text)}\n\n`,
};

function pageOf(comparison: Comparison, locale: Locale, to: Writer): string {
  const say = (id: MessageId, data?: Readonly<Record<string, string>>) => message(locale, id, data);
  const { tables, sentences, compared } = comparison;
  const figures = tables.reduce((n, t) => n + t.figures.length, 0);
  let out = to.title(`${comparison.before} → ${comparison.after}`);
  const data = {
    tables: String(compared.tables),
    all: String(compared.figures),
    figures: String(figures),
    sentences: String(sentences.length),
  };
  out += to.line(say(tables.length + sentences.length === 0 ? 'compare.same' : 'compare.summary', data));
  for (const table of tables) {
    out += to.heading(table.title);
    if (table.state !== 'changed') out += to.line(say(`compare.table-${table.state}`));
    if (table.figures.length > 0) out += to.table(headOf(say), RIGHT, table.figures.map(rowOf));
    for (const { state, before, after } of table.rows) {
      const text = (state === 'removed' ? before : after)?.text ?? '';
      if (state === 'renamed') out += to.removed(before?.text ?? '') + to.added(text);
      else out += state === 'removed' ? to.removed(text) : to.added(text);
    }
  }
  let section: string | undefined;
  for (const change of sentences) {
    if (change.section !== section) {
      section = change.section;
      out += to.heading(section === '' ? say('compare.opening') : section);
    }
    if (change.before) out += to.removed(change.before.text);
    if (change.after) out += to.added(change.after.text);
  }
  return out;
}

const RIGHT = [false, false, true, true, true, true];

function headOf(say: (id: MessageId) => string): string[] {
  return ['row', 'column', 'before', 'after', 'difference', 'rate'].map((key) =>
    say(`compare.${key}` as MessageId),
  );
}

function rowOf(change: FigureChange): string[] {
  const text = (t: ComparedText | undefined) => (t === undefined || t.text === '' ? '—' : t.text);
  return [
    change.row,
    change.column,
    text(change.before),
    text(change.after),
    change.difference ?? '',
    change.rate ?? '',
  ];
}
