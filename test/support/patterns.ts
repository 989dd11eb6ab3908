/** The regular expressions of the sources. */
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
