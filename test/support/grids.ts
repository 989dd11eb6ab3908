/** The tables of exported files as other programs read them, to be compared with what was published cell by cell. */
import { html, parse, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import { clean } from '../../server/src/exchange/publish/text.ts';
import {
  type Publication,
  type PublishedCell,
  type PublishedTable,
  textOfRuns,
} from '../../server/src/service.ts';

/** What stands where: `row,column` to text. Blank cells are left out. */
export type Grid = ReadonlyMap<string, string>;

/** Readers differ in blanks and breaks of lines; nothing else may. */
export const squeezed = (text: string) => clean(text).replace(/\s+/g, '');

export const tablesIn = ({ parts }: Publication): PublishedTable[] => parts.filter((p) => p.kind === 'table');

export const textOf = (cell: PublishedCell) => textOfRuns(cell.runs);

/** The published cells, with row `first` as row 0. */
export function gridOf(table: PublishedTable): Grid {
  return new Map(
    table.rows.flatMap((row, r) =>
      row.cells.flatMap((cell) => {
        const text = squeezed(textOf(cell));
        return text === '' ? [] : [[`${r},${cell.column}`, text] as const];
      }),
    ),
  );
}

type Node = Tree.Node;
const childrenOf = (node: Node): readonly Node[] => ('childNodes' in node ? node.childNodes : []);
const isElement = (node: Node, ...names: string[]): node is Tree.Element =>
  'tagName' in node && names.includes(node.tagName);

function textIn(node: Node): string {
  return 'value' in node ? node.value : childrenOf(node).map(textIn).join('');
}

function* all(node: Node, ...names: string[]): Generator<Tree.Element> {
  for (const child of childrenOf(node)) {
    if (isElement(child, ...names)) yield child;
    else yield* all(child, ...names);
  }
}

/** The tables of a page, cells at the place where a browser would show them. */
export function gridsOfHtml(text: string): Grid[] {
  return [...all(parse(text), 'table')].map((table) => {
    const grid = new Map<string, string>();
    const taken = new Set<string>();
    [...all(table, 'tr')].forEach((row, r) => {
      let c = 0;
      for (const cell of all(row, 'td', 'th')) {
        while (taken.has(`${r},${c}`)) c++;
        const span = (name: string) => Number(cell.attrs.find((a) => a.name === name)?.value ?? 1);
        for (let dr = 0; dr < span('rowspan'); dr++)
          for (let dc = 0; dc < span('colspan'); dc++) taken.add(`${r + dr},${c + dc}`);
        const content = squeezed(textIn(cell));
        if (content !== '') grid.set(`${r},${c}`, content);
      }
    });
    return grid;
  });
}

/** What a strict reader of HTML objects to. */
export function wrongAsHtml(text: string): string[] {
  const wrong: string[] = [];
  const document = parse(text, {
    sourceCodeLocationInfo: true,
    onParseError: ({ code, startLine, startCol }) => wrong.push(`${startLine}:${startCol} ${code}`),
  });
  const ids = new Set<string>();
  for (const e of every(document)) {
    if (e.namespaceURI === html.NS.HTML && e.sourceCodeLocation === null)
      wrong.push(`<${e.tagName}> was put in`);
    const id = e.attrs.find((a) => a.name === 'id')?.value;
    if (id !== undefined && ids.has(id)) wrong.push(`id ${id} twice`);
    if (id !== undefined) ids.add(id);
  }
  for (const e of every(document))
    for (const { name, value } of e.attrs)
      if (name === 'href' && value.startsWith('#') && !ids.has(value.slice(1)))
        wrong.push(`${value} leads nowhere`);
  return wrong;
}

function* every(node: Node): Generator<Tree.Element> {
  for (const child of childrenOf(node)) {
    if ('tagName' in child) yield child;
    yield* every(child);
  }
}
