/**
 * A published report as HTML: one file that holds everything and fetches nothing. All of the report's text is escaped,
 * no script is in the file, and its content security policy forbids any.
 */
import { message } from '../../messages/index.ts';
import type {
  Part,
  Publication,
  PublishedCell,
  PublishedParagraph,
  PublishedRow,
  PublishedTable,
  Run,
} from '../../service.ts';
import { textOfRuns } from '../../service.ts';
import { fitOf, holdsFigures, type Sheet, type Type, widthsOf } from './fit.ts';
import {
  type Around,
  acrossOf,
  aroundOf,
  beginsPage,
  coverLines,
  entriesOf,
  isBook,
  sameTitle,
  spread,
} from './layout.ts';
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
 * @param pages the page of each line of the contents, where they are known
 */
export async function toHtml(
  publication: Publication,
  step: Step = noStep,
  pages: readonly number[] = [],
): Promise<string> {
  const title = escapeHtml(publication.title);
  const { parts } = publication;
  const book = isBook(publication);
  const cover = book ? coverLines(parts) : [];
  const body = [
    heading(publication, book),
    contents(publication),
    book ? front(publication, cover, pages) : '',
  ];
  const across = acrossOf(parts);
  let section = 0;
  for (const [i, part] of parts.entries()) {
    const id = part.kind === 'heading' ? ` id="s${++section}"` : '';
    body.push(
      await partHtml(part, PLAIN, i < cover.length ? ' class="screen"' : id, printOf(parts, i, across)),
    );
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
function heading(publication: Publication, book: boolean): string {
  const { title } = publication;
  if (title === '' || sameTitle(publication)) return '';
  return `<h1${book ? ' class="screen"' : ''}>${escapeHtml(title)}</h1>`;
}

/** Cover and contents, which are there on paper only. */
function front(
  publication: Publication,
  cover: readonly PublishedParagraph[],
  pages: readonly number[],
): string {
  const lines = cover.map((line) => `<p>${runs(line.runs, PLAIN)}</p>`);
  const items = entriesOf(publication).map(({ title, level, heading: h }, i) => {
    const page = pages[i] === undefined ? '' : `<span>${pages[i]}</span>`;
    return `<li class="l${level}"><a href="#s${h}">${escapeHtml(title)}</a>${page}</li>`;
  });
  const title = `<p class="title">${escapeHtml(publication.title)}</p>`;
  const head = `<p class="title">${message('zh', 'publish.contents', {})}</p>`;
  return `<nav class="print"><div class="cover">${title}${lines.join('')}</div><div class="cover">${head}<ol${pages.length > 0 ? ' class="paged"' : ''}>${items.join('')}</ol></div></nav>`;
}

/** How a part stands in print. */
interface Print {
  /** On a page across; at the head of a page. */
  readonly wide: boolean;
  readonly first: boolean;
  /** What stands over a table. */
  readonly around: Around;
}

/** What stands over a table goes with it to its page. */
function printOf(parts: readonly Part[], at: number, across: readonly boolean[]): Print {
  return {
    wide: across[at] === true,
    first: beginsPage(parts, at),
    around: aroundOf(parts, at),
  };
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
 * @param print how it stands in print, where it is printed
 */
export async function partHtml(
  part: Part,
  decoration: Decoration = PLAIN,
  attributes = '',
  print?: Print,
): Promise<string> {
  const place = decoration.place(part.line, 0);
  switch (part.kind) {
    case 'heading': {
      const tag = `h${Math.min(part.level + 1, 6)}`;
      const style = classOf(part.ofTable && 'caption', print?.wide && 'wide', print?.first && 'long');
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
      return tableHtml(part, decoration, attributes + place, print);
  }
}

const MM = 1440 / 25.4;
/** What the style sheet says of tables in print: margins, sizes of type (`f17` is 8.5 points), heights of lines. */
const TABLES = { cell: 135, title: 680, heading: 960, properties: 360, note: 350, spare: 0.95 };
const SMALLER: readonly Type[] = [
  { size: 15, line: 188, row: 20 },
  { size: 14, line: 175, row: 20 },
  { size: 13, line: 163, row: 20 },
];
const UPRIGHT: Type = { size: 18, line: 243, row: 45 };
const ACROSS: Type = { size: 16, line: 216, row: 45 };
const BETWEEN: readonly Type[] = [
  { size: 17, line: 213, row: 45 },
  { size: 16, line: 200, row: 45 },
];
const SHEETS: Readonly<Record<'upright' | 'across', Sheet>> = {
  upright: { ...TABLES, width: 178 * MM, height: 257 * MM, types: [UPRIGHT, ...BETWEEN, ...SMALLER] },
  across: { ...TABLES, width: 269 * MM, height: 178 * MM, types: [ACROSS, ...SMALLER] },
};

function runs(list: readonly Run[], decoration: Decoration): string {
  return list.map((r) => decoration.run(r)).join('');
}

/** A class attribute of the names that there are. */
function classOf(...names: readonly (string | false | undefined)[]): string {
  const list = names.filter((name) => name);
  return list.length > 0 ? ` class="${list.join(' ')}"` : '';
}

function tableHtml(
  published: PublishedTable,
  decoration: Decoration,
  attributes: string,
  print: Print | undefined,
): string {
  // In the preview each cell of the source can be edited.
  const table = print ? spread(published) : published;
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
  const { classes, columns } = print ? setOf(table, print) : { classes: [], columns: '' };
  return `<div${classOf('table', print?.wide && 'wide', ...classes)}${attributes}>
${above.length > 0 ? `<div class="above">${sorted.map((s) => s.html).join('\n')}</div>` : ''}${boxOf(table)}${columns}
${head ? `<thead>${head}</thead>` : ''}
<tbody>${rows.slice(table.headRows).join('\n')}</tbody>
</table></div>${notes.join('')}</div>`;
}

/** How a table is set on paper: classes of its type, and the widths of its columns where its figures have room in them. */
function setOf(
  table: PublishedTable,
  { around, wide }: Print,
): { readonly classes: readonly (string | false)[]; readonly columns: string } {
  const sheet = SHEETS[wide ? 'across' : 'upright'];
  const widths = widthsOf(table, sheet.width);
  const { type, whole } = fitOf(table, widths, sheet, around);
  const smaller = type !== sheet.types[0] && `f${type.size}`;
  const set = holdsFigures(table, widths, type, sheet);
  const columns = widths.map((width) => `<col width="${((100 * width) / sheet.width).toFixed(2)}%">`);
  return {
    classes: [whole && 'whole', set && 'set', smaller],
    columns: set ? `<colgroup>${columns.join('')}</colgroup>` : '',
  };
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
