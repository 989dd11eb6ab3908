/** A comparison of two reports as a page of Markdown, HTML or JSON. All texts of the reports are escaped. */
import type { Locale } from '../../messages/index.ts';
import { type MessageId, message } from '../../messages/index.ts';
import {
  type ComparedText,
  type Comparison,
  comparisonSummary,
  type FigureChange,
  movedText,
  type SentenceChange,
  type TableChange,
  type WordRun,
} from '../../service.ts';
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
      const style = `${STYLE}\nins{background:rgba(75,154,95,.22);text-decoration:underline}del{background:rgba(181,72,93,.18)}.was,.now{text-indent:0;padding-left:1.2em}\n`;
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

type Say = (id: MessageId, data?: Readonly<Record<string, string>>) => string;

/** How a page is written. */
interface Writer {
  title(text: string): string;
  heading(text: string): string;
  line(text: string): string;
  /** @param right whether a column holds figures */
  table(head: readonly string[], right: readonly boolean[], rows: readonly (readonly string[])[]): string;
  /** @param runs what went, in pieces where parts of it stayed */
  removed(runs: readonly WordRun[]): string;
  added(runs: readonly WordRun[]): string;
}

/** A text that is new or gone as a whole. */
function whole(text: string): readonly WordRun[] {
  return [{ text, changed: true }];
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
  removed: (runs) => `<p class="was">− ${htmlRuns(runs, 'del')}</p>\n`,
  added: (runs) => `<p class="now">＋ ${htmlRuns(runs, 'ins')}</p>\n`,
};

function htmlRuns(runs: readonly WordRun[], tag: 'ins' | 'del'): string {
  return runs
    .map(({ text, changed }) => (changed ? `<${tag}>${escapeHtml(text)}</${tag}>` : escapeHtml(text)))
    .join('');
}

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
  removed: (runs) => `− ${markdownRuns(runs, '~~')}\n\n`,
  added: (runs) => `＋ ${runs.length === 1 ? escaped(runs[0]?.text ?? '') : markdownRuns(runs, '**')}\n\n`,
};

function markdownRuns(runs: readonly WordRun[], mark: string): string {
  return runs
    .map(({ text, changed }) => {
      const [, lead = '', words = '', end = ''] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? [];
      // A word joiner lets the mark stand between a word and a sign of punctuation.
      return changed && words !== ''
        ? `${lead}${mark}\u2060${escaped(words)}\u2060${mark}${end}`
        : escaped(text);
    })
    .join('');
}

function pageOf(comparison: Comparison, locale: Locale, to: Writer): string {
  const say: Say = (id, data) => message(locale, id, data);
  const summary = comparisonSummary(comparison, say);
  return (
    to.title(`${comparison.before} → ${comparison.after}`) +
    to.line(summary) +
    comparison.tables.map((table) => tableOf(table, say, to)).join('') +
    sentencesOf(comparison.sentences, say, to)
  );
}

function tableOf({ title, state, figures, rows }: TableChange, say: Say, to: Writer): string {
  let out = to.heading(title);
  if (state !== 'changed') out += to.line(say(`compare.table-${state}`));
  if (figures.length > 0) out += to.table(headOf(say), RIGHT, figures.map(rowOf));
  for (const { before, after } of rows) {
    if (before) out += to.removed(whole(before.text));
    if (after) out += to.added(whole(after.text));
  }
  return out;
}

function sentencesOf(sentences: readonly SentenceChange[], say: Say, to: Writer): string {
  let out = '';
  let section: string | undefined;
  for (const { section: own, state, from, before, after, words } of sentences) {
    if (own !== section) {
      section = own;
      out += to.heading(own === '' ? say('compare.opening') : own);
    }
    if (from !== undefined || state === 'moved') out += to.line(movedText(from, say));
    if (state === 'moved') {
      out += to.line(after?.text ?? '');
      continue;
    }
    if (before) out += to.removed(words?.before ?? whole(before.text));
    if (after) out += to.added(words?.after ?? whole(after.text));
  }
  return out;
}

const RIGHT = [false, false, true, true, true, true];

function headOf(say: Say): string[] {
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
