/** Exported names against docs/glossary-of-code.md: one word for one thing. */
import ts from 'typescript';
import { eachNode, type SourceFile } from '../../test/support/source.ts';

/** A word that names do not use. */
export interface Unwanted {
  readonly word: string;
  /** Rooms where the word is that of a protocol or of the things themselves. */
  readonly rooms: readonly string[];
}

/** The words of the table under `## Words that names do not use`: word, what is said instead, where it may stand. */
export function unwantedIn(glossary: string): Unwanted[] {
  const table =
    glossary.split('\n## Words that names do not use\n')[1]?.split('\n## ')[0]?.split('\n| --- ')[1] ?? '';
  return [...table.matchAll(/^\| ([a-z]+) \|[^|]*\|([^|]*)\|$/gm)].map(([, word, rooms]) => ({
    word: word as string,
    rooms: [...(rooms as string).matchAll(/`([^`]+)`/g)].map((m) => m[1] as string),
  }));
}

/** How many exported names of each file use an unwanted word, by `path word`. */
export function unwantedNames(
  files: readonly SourceFile[],
  unwanted: readonly Unwanted[],
): Map<string, number> {
  const found = new Map<string, number>();
  for (const file of files)
    for (const name of exportedNames(file)) {
      const words = wordsOf(name);
      for (const { word, rooms } of unwanted) {
        if (!words.includes(word) || rooms.some((room) => file.path.startsWith(`${room}/`))) continue;
        const key = `${file.path} ${word}`;
        found.set(key, (found.get(key) ?? 0) + 1);
      }
    }
  return found;
}

/** `sectionIssues`, `MOST_ISSUES` → `section`, `issue`; `most`, `issue`. */
function wordsOf(name: string): string[] {
  return name
    .split(/_|(?<=[a-z])(?=[A-Z])/)
    .map((word) => word.toLowerCase())
    .map((word) => (word.endsWith('ss') ? word : word.replace(/s$/, '')));
}

function exportedNames(file: SourceFile): string[] {
  const names: string[] = [];
  eachNode(file, (node) => {
    const declares =
      ts.isFunctionDeclaration(node) ||
      ts.isClassDeclaration(node) ||
      ts.isInterfaceDeclaration(node) ||
      ts.isTypeAliasDeclaration(node) ||
      ts.isVariableStatement(node);
    if (!declares || !node.modifiers?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword)) return;
    if (!ts.isVariableStatement(node)) names.push(node.name?.text ?? '');
    else
      for (const { name } of node.declarationList.declarations)
        if (ts.isIdentifier(name)) names.push(name.text);
  });
  return names;
}
