/** .html: a published page. Nothing of it is run or fetched. */
import { append } from '../../base/lists.ts';
import { hiddenRow } from '../../service.ts';
import { layOut, type SpanCell, splitGrid } from './grid.ts';
import { Noter } from './places.ts';
import type { Piece, Reading } from './types.ts';
import { childOf, childrenOf, descendants, type Element, parseHtml } from './xml.ts';

const SKIPPED = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'head',
  'svg',
  'iframe',
  'object',
  'select',
  'button',
]);
const BLOCKS = new Set(
  'address article aside blockquote body center dd div dl dt fieldset figure footer form header hr html li main nav ol p pre section table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
);

export function readHtml(text: string): Reading {
  const root = parseHtml(text);
  const reader = new PageReader();
  const html = childOf(root, 'html') ?? root;
  reader.block(childOf(html, 'body') ?? html);
  reader.flush();
  return {
    pieces: reader.pieces,
    places: reader.noter.places,
    remarks:
      reader.hidden === 0 ? [] : [{ id: 'import.hidden-html', data: { count: String(reader.hidden) } }],
  };
}

class PageReader {
  readonly pieces: Piece[] = [];
  readonly noter = new Noter();
  /** Parts that the page does not show. */
  hidden = 0;
  private readonly links = new Set<string>();
  /** Headings that were captions. */
  private readonly captions = new Set<Piece>();
  private line = '';

  flush(): void {
    for (const line of this.line.split('\n')) {
      const text = squeeze(line);
      if (text === '') continue;
      this.noter.paragraph(text);
      this.pieces.push({ kind: 'line', text });
    }
    if (this.line.trim() !== '') this.pieces.push({ kind: 'blank' });
    this.line = '';
  }

  block(element: Element): void {
    for (const child of element.children) {
      if (typeof child === 'string') {
        this.line += child.replace(/\s+/g, ' ');
        continue;
      }
      const { name } = child;
      if (SKIPPED.has(name) || this.isHidden(child)) continue;
      const heading = /^h([1-6])$/.exec(name);
      if (name === 'br') this.line += '\n';
      else if (heading) {
        this.flush();
        const text = squeeze(textOf(child));
        this.noter.paragraph(text);
        if (text !== '')
          this.pieces.push({ kind: 'heading', level: Number(heading[1]), text }, { kind: 'blank' });
      } else if (name === 'table') {
        this.flush();
        this.table(child);
      } else if (isNavigation(child)) this.navigation(child);
      else if (BLOCKS.has(name)) {
        this.flush();
        this.block(child);
        this.flush();
      } else this.block(child);
    }
  }

  /** What leads elsewhere is kept aside, once: contents are there for the screen and again for paper. */
  private navigation(element: Element): void {
    this.flush();
    const links = [...descendants(element, 'a')].map((a) => squeeze(textOf(a)));
    const known = links.length > 0 && links.every((text) => this.links.has(text));
    for (const text of links) this.links.add(text);
    if (!known) this.pieces.push({ kind: 'aside', text: squeeze(spacedText(element)) }, { kind: 'blank' });
  }

  /** Whether a part is not shown: it is no part of the report, and kept where a person can see it. */
  private isHidden(element: Element): boolean {
    if (!isUnseen(element)) return false;
    const text = hiddenText(element);
    if (text === '') return true;
    this.hidden++;
    this.pieces.push({ kind: 'aside', text });
    return true;
  }

  /** A caption that says no more than the title above its table is there for those who hear the page. */
  private caption(text: string): void {
    const last = this.pieces.findLast((p) => p.kind === 'heading');
    if (last && !this.captions.has(last) && squeeze(last.text).includes(text)) return;
    const piece: Piece = { kind: 'heading', level: 2, text };
    this.captions.add(piece);
    this.pieces.push(piece);
  }

  private table(table: Element): void {
    // A table that holds tables lays out a page; it has no figures of its own.
    const [inner] = descendants(table, 'table');
    if (inner) {
      this.block(table);
      this.flush();
      return;
    }
    const caption = childOf(table, 'caption');
    if (caption) this.caption(squeeze(textOf(caption)));
    const all = rowsOf(table);
    const unseen = all.flatMap((tr, i): Piece[] => {
      const texts = cellTexts(tr);
      if (!isUnseen(tr) || texts.every((text) => text === '')) return [];
      this.hidden++;
      return [{ kind: 'aside', text: hiddenRow(i + 1, texts) }];
    });
    const rows = all
      .filter((tr) => !isUnseen(tr))
      .map((tr) =>
        [...childrenOf(tr, 'td'), ...childrenOf(tr, 'th')].length === 0
          ? []
          : tr.children.flatMap((c): SpanCell[] =>
              typeof c === 'string' || (c.name !== 'td' && c.name !== 'th') || this.isHidden(c)
                ? []
                : [{ text: shownCell(c), columns: span(c, 'colspan'), rows: span(c, 'rowspan') }],
            ),
      );
    const pieces = splitGrid(this.noter.table(layOut(rows)));
    append(this.pieces, [{ kind: 'blank' }, ...pieces, { kind: 'blank' }, ...unseen, { kind: 'blank' }]);
  }
}

function isUnseen(element: Element): boolean {
  const { style = '', hidden } = element.attributes;
  return hidden !== undefined || /(?:^|;)\s*display\s*:\s*none/i.test(style);
}

/** Whether a part leads to other pages: marked so, or a list of nothing but links. */
function isNavigation(element: Element): boolean {
  if (element.name === 'nav') return squeeze(textOf(element)) !== '';
  if (element.name !== 'ul' && element.name !== 'ol') return false;
  const links = [...descendants(element, 'a')];
  const linked = links.map(textOf).join('');
  return links.length > 1 && bare(linked) === bare(textOf(element)) && bare(linked) !== '';
}

const bare = (text: string) => text.replace(/[\s\u00a0|·>]+/g, '');

/** The text of a part, its inner parts with blanks between. */
function spacedText(element: Element): string {
  return element.children
    .map((c) => (typeof c === 'string' ? c : SKIPPED.has(c.name) ? '' : ` ${spacedText(c)} `))
    .join('');
}

function rowsOf(element: Element): Element[] {
  return element.children.flatMap((c) =>
    typeof c === 'string'
      ? []
      : c.name === 'tr'
        ? [c]
        : /^(?:tbody|thead|tfoot)$/.test(c.name)
          ? rowsOf(c)
          : [],
  );
}

function span(cell: Element, name: string): number {
  const value = Number(cell.attributes[name] ?? '1');
  return Number.isInteger(value) && value > 0 ? Math.min(value, 1000) : 1;
}

function textOf(element: Element): string {
  let text = '';
  for (const child of element.children) {
    if (typeof child === 'string') text += child;
    else if (child.name === 'br') text += ' ';
    else if (!SKIPPED.has(child.name)) text += textOf(child);
  }
  return text;
}

/** What a part that is not shown holds; its cells stay apart. */
function hiddenText(element: Element): string {
  const rows = [...descendants(element, 'tr')];
  return rows.length === 0
    ? squeeze(textOf(element))
    : rows.map((tr) => cellTexts(tr).join(' | ')).join('　');
}

function cellTexts(row: Element): string[] {
  return row.children.flatMap((c) =>
    typeof c !== 'string' && (c.name === 'td' || c.name === 'th') ? [squeeze(textOf(c))] : [],
  );
}

/** A cell's text; an amount in brackets that the sheet itself says is negative has its sign. */
function shownCell(cell: Element): string {
  const text = squeeze(textOf(cell));
  const inner = /^[(（]\s*([\d,]+(?:\.\d+)?)\s*[)）]$/.exec(text)?.[1];
  return inner !== undefined && /^-/.test(cell.attributes['x:num'] ?? cell.attributes.num ?? '')
    ? `-${inner}`
    : text;
}

function squeeze(text: string): string {
  return text.replace(/[\s\u00a0]+/g, ' ').trim();
}
