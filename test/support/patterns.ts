/** The regular expressions of the sources, and texts that make a pattern that backtracks do so. */
import ts from 'typescript';
import { eachNode, placeOf, sourceFiles } from './source.ts';

export interface Pattern {
  readonly place: string;
  readonly source: string;
  readonly flags: string;
}

/** Every regular expression that stands in the sources, each once. */
export function patternsIn(...folders: readonly string[]): Pattern[] {
  const found = new Map<string, Pattern>();
  for (const file of sourceFiles(...folders))
    eachNode(file, (node) => {
      if (!ts.isRegularExpressionLiteral(node) || found.has(node.text)) return;
      const end = node.text.lastIndexOf('/');
      const [source, flags] = [node.text.slice(1, end), node.text.slice(end + 1)];
      found.set(node.text, { place: placeOf(file, node), source, flags });
    });
  return [...found.values()];
}

/** Stand-ins for the classes of a pattern. */
const CLASSES: readonly (readonly [RegExp, string])[] = [
  [/\\s/, ' '],
  [/\\d|0-9/, '1'],
  [/\\w|a-z/, 'a'],
  [/Script=Han|\\p\{L\}/, '甲'],
  [/\[\^/, 'x'],
  [/\.[*+]/, 'y'],
  [/\\n/, '\n'],
  [/\\r/, '\r'],
  [/\\t/, '\t'],
  [/u3000/, '\u3000'],
];

/** Short texts of what a pattern speaks of: repeated often enough, they make it try again and again. */
export function pumpsOf({ source }: Pattern): string[] {
  const plain = source.replace(
    /\\[pP]\{[^}]*\}|\\u[\da-f]{4}|\\[a-zA-Z]|\(\?<?[=!:]|[[\](){}|^$*+?]|\\/g,
    '\u0000',
  );
  const pieces = plain.split('\u0000').filter((p) => p !== '');
  const units = new Set<string>(CLASSES.filter(([sign]) => sign.test(source)).map(([, unit]) => unit));
  for (const piece of pieces) {
    units.add(piece);
    units.add(piece[0] as string);
  }
  const list = [...units].slice(0, 14);
  // Two pieces by turns reach what one alone does not.
  return [
    ...list,
    ...list.slice(0, 8).flatMap((a) =>
      list
        .slice(0, 8)
        .filter((b) => a !== b)
        .map((b) => a + b),
    ),
  ];
}
