/**
 * XML as a tree of elements. htmlparser2: one parser for XML and HTML, in wide use and kept; it knows no document
 * type, so that no entity can grow and nothing is fetched.
 */
import { Parser } from 'htmlparser2';
import { ImportError, LIMITS } from './types.ts';

export interface Element {
  /** Name without its prefix, in lower case in HTML. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (Element | string)[];
}

const DEEPEST = 400;

export function parseXml(text: string): Element {
  return parse(text, true);
}

export function parseHtml(text: string): Element {
  return parse(text, false);
}

function parse(text: string, xml: boolean): Element {
  const root: Element = { name: '', attributes: {}, children: [] };
  const open: Element[] = [root];
  let count = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (++count > LIMITS.elements) throw new ImportError('import.too-big');
        // The parser looks through all open elements at each: without a bound, time grows with the square.
        if (open.length + depth > LIMITS.depth)
          throw new ImportError('import.too-deep', { count: String(LIMITS.depth) });
        const element: Element = { name: localName(name), attributes, children: [] };
        // Beyond any sane depth, elements become neighbours: nothing is lost, and no recursion runs away.
        (open.at(-1) as Element).children.push(element);
        if (open.length < DEEPEST) open.push(element);
        else depth++;
      },
      ontext(data) {
        (open.at(-1) as Element).children.push(data);
      },
      onclosetag() {
        if (depth > 0) depth--;
        else if (open.length > 1) open.pop();
      },
    },
    { xmlMode: xml, decodeEntities: true },
  );
  let depth = 0;
  parser.write(text);
  parser.end();
  return root;
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

/** The value of an attribute, whatever its prefix. */
export function attribute(element: Element | undefined, name: string): string | undefined {
  if (!element) return undefined;
  const own = element.attributes[name];
  if (own !== undefined) return own;
  for (const [key, value] of Object.entries(element.attributes)) if (localName(key) === name) return value;
  return undefined;
}

export function childrenOf(element: Element | undefined, name: string): Element[] {
  return (element?.children ?? []).filter((c): c is Element => typeof c !== 'string' && c.name === name);
}

export function childOf(element: Element | undefined, name: string): Element | undefined {
  return childrenOf(element, name)[0];
}

/** All elements of a name below an element, in order; not inside each other. */
export function* descendants(element: Element, name: string): Iterable<Element> {
  for (const child of element.children) {
    if (typeof child === 'string') continue;
    if (child.name === name) yield child;
    else yield* descendants(child, name);
  }
}

/** All text below an element. */
export function textIn(element: Element): string {
  let text = '';
  for (const child of element.children) text += typeof child === 'string' ? child : textIn(child);
  return text;
}
