/**
 * A published report as HTML: one file that holds everything and fetches nothing. All of the report's text is escaped,
 * no script is in the file, and its content security policy forbids any.
 */
import { message } from '../../messages/index.ts';
import type { Part, Publication, PublishedCell, PublishedRow, PublishedTable, Run } from '../../service.ts';
import { textOfRuns } from '../../service.ts';
import { isLong, isWide, sameTitle } from './layout.ts';
import { noStep, type Step } from './step.ts';
import { STYLE } from './style.ts';
import { chartSvg } from './svg.ts';
import { clean, escapeHtml } from './text.ts';

/** What the preview adds to a part: where things stand in the source, and marks. */
export interface Decoration {
  /** Attributes for an element that shows a place of the source. */
  place(line: number, start: number): string;
  /** A run as HTML. */
  run(run: Run): string;
  /** Classes and attributes of a cell besides its own. */
  cell(cell: PublishedCell): string;
}

const PLAIN: Decoration = { place: () => '', run: runHtml, cell: () => '' };

/** A run as HTML, without marks. */
export function runHtml(run: Run): string {
  return styled(run, escapeHtml(run.text));
}

/** HTML in the look of a run. */
export function styled({ bold, italic }: Run, html: string): string {
  const inner = italic ? `<em>${html}</em>` : html;
  return bold ? `<strong>${inner}</strong>` : inner;
}

/**
 * The whole file.
 * @param step told after each part; may throw to stop
 */
export async function toHtml(publication: Publication, step: Step = noStep): Promise<string> {
  const title = escapeHtml(publication.title);
  const body = [heading(publication), contents(publication)];
  let section = 0;
  const { parts } = publication;
  for (const [i, part] of parts.entries()) {
    const id = part.kind === 'heading' ? ` id="s${++section}"` : '';
    body.push(await partHtml(part, PLAIN, id, parts[i + 1]));
    await step(i + 1, parts.length);
  }
  const policy = await policyFor(STYLE);
  return `<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${body.filter((b) => b !== '').join('\n')}
</main>
</body>
</html>
`;
}

/** A content security policy that allows a page one style sheet of its own, and nothing else. */
export async function policyFor(style: string): Promise<string> {
  return `default-src 'none'; style-src 'sha256-${await sha256(style)}'; base-uri 'none'; form-action 'none'`;
}

/** The title above everything, unless the report's first heading says the same. */
function heading(publication: Publication): string {
  const { title } = publication;
  return title === '' || sameTitle(publication) ? '' : `<h1>${escapeHtml(title)}</h1>`;
}

/** A table of contents, folded. */
function contents({ parts }: Publication): string {
  const heads = parts.filter((p) => p.kind === 'heading');
  if (heads.length < 4) return '';
  const items = heads.map(
    (h, i) =>
      `${'<ol>'.repeat(Math.min(h.level, 3) - 1)}<li><a href="#s${i + 1}">${escapeHtml(textOfRuns(h.runs))}</a></li>${'</ol>'.repeat(Math.min(h.level, 3) - 1)}`,
  );
  return `<nav><details><summary>${message('zh', 'publish.contents', {})}</summary><ol>${items.join('')}</ol></details></nav>`;
}

/**
 * One part.
 * @param attributes more attributes of its outermost element, with a blank before
 * @param next the part after it: a title is printed on the page of its table
 */
export async function partHtml(
  part: Part,
  decoration: Decoration = PLAIN,
  attributes = '',
  next?: Part,
): Promise<string> {
  const place = decoration.place(part.line, 0);
  switch (part.kind) {
    case 'heading': {
      const tag = `h${Math.min(part.level + 1, 6)}`;
      const wide = next?.kind === 'table' && isWide(next);
      const long = next?.kind === 'table' && isLong(next);
      const style = part.ofTable ? ` class="caption${wide ? ' wide' : ''}${long ? ' long' : ''}"` : '';
      return `<${tag}${style}${attributes}${place}>${runs(part.runs, decoration)}</${tag}>`;
    }
    case 'paragraph':
      return `<p${attributes}${place}>${runs(part.runs, decoration)}</p>`;
    case 'chart': {
      const caption = `<figcaption>${runs(part.runs, decoration)}</figcaption>`;
      const drawing = 'chart' in part.result ? chartSvg(part.result.chart) : '';
      return `<figure${attributes}${place}>${drawing}${caption}</figure>`;
    }
    case 'table':
      return tableHtml(part, decoration, attributes + place);
  }
}

function runs(list: readonly Run[], decoration: Decoration): string {
  return list.map((r) => decoration.run(r)).join('');
}

function tableHtml(table: PublishedTable, decoration: Decoration, attributes: string): string {
  const above = table.properties.map(({ role, runs: list }) => {
    const style = role === 'number' ? 'number' : role === 'unit' ? 'right' : '';
    return `<span${style ? ` class="${style}"` : ''}>${runs(list, decoration)}</span>`;
  });
  // The number stands on a line of its own, the unit of money at the right of the next.
  const order = (role: string) => (role === 'number' ? 0 : role === 'unit' ? 2 : 1);
  const sorted = above
    .map((html, i) => ({ html, at: order(table.properties[i]?.role ?? '') }))
    .sort((a, b) => a.at - b.at);
  const rows = table.rows.map((row) => {
    const cells = row.cells.map((cell) => cellHtml(table, cell, tagOf(table, row, cell), decoration));
    const style = row.role === 'total' ? ' class="total"' : '';
    return `<tr${style}${decoration.place(row.line, 0)}>${cells.join('')}</tr>`;
  });
  const head = rows.slice(0, table.headRows).join('\n');
  const notes = table.notes.map(
    (n) => `<p class="note"${decoration.place(n.line, 0)}>${runs(n.runs, decoration)}</p>`,
  );
  return `<div class="table${isWide(table) ? ' wide' : ''}"${attributes}>
${above.length > 0 ? `<div class="above">${sorted.map((s) => s.html).join('\n')}</div>` : ''}${boxOf(table)}
${head ? `<thead>${head}</thead>` : ''}
<tbody>${rows.slice(table.headRows).join('\n')}</tbody>
</table></div>${notes.join('')}</div>`;
}

/** The box of a table can be scrolled by keys; the table says its name to those who do not see the title above it. */
function boxOf({ title }: PublishedTable): string {
  const name = escapeHtml(title);
  const label = name === '' ? '' : ` role="group" aria-label="${name}"`;
  return `<div class="scroll" tabindex="0"${label}><table>${name === '' ? '' : `<caption>${name}</caption>`}`;
}

/** A header cell heads a column or several; the first cell of words heads its row. */
function tagOf(table: PublishedTable, row: PublishedRow, cell: PublishedCell): string {
  if (cell.row < table.headRows) return `th scope="${cell.colspan > 1 ? 'colgroup' : 'col'}"`;
  const words = (c: PublishedCell) => c.runs.length > 0 && c.number === undefined;
  const named = (c: PublishedCell) => words(c) && table.columns[c.column]?.role === 'label';
  const heads = row.cells.find(named) ?? row.cells.find(words);
  return heads === cell ? `th scope="${cell.rowspan > 1 ? 'rowgroup' : 'row'}"` : 'td';
}

function cellHtml(table: PublishedTable, cell: PublishedCell, tag: string, decoration: Decoration): string {
  const head = cell.row < table.headRows;
  const spans =
    (cell.colspan > 1 ? ` colspan="${cell.colspan}"` : '') +
    (cell.rowspan > 1 ? ` rowspan="${cell.rowspan}"` : '');
  const code = table.columns[cell.column]?.role === 'code' && cell.colspan === 1;
  const name = head ? '' : cell.align !== 'left' ? cell.align : code ? 'code' : '';
  const style = name ? ` class="${name}"` : '';
  return `<${tag}${spans}${style}${decoration.cell(cell)}>${runs(cell.runs, decoration)}</${tag.slice(0, 2)}>`;
}

async function sha256(text: string): Promise<string> {
  const digest = await globalThis.crypto.subtle.digest('SHA-256', new TextEncoder().encode(clean(text)));
  let binary = '';
  for (const byte of new Uint8Array(digest)) binary += String.fromCharCode(byte);
  return btoa(binary);
}
