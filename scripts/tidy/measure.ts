/** What is counted of the code: each measure is a list of things with a number, and the most that is allowed. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import ts from 'typescript';
import { parse } from 'yaml';
import { eachNode, type SourceFile, sourceFiles } from '../../test/support/source.ts';
import { byRoom, words } from './words.ts';

/** What was found of one kind, by key: `path` or `path name`, with its number. */
export type Counts = ReadonlyMap<string, number>;

export interface Measure {
  readonly id: string;
  /** The most that needs no entry in the list. */
  readonly most: number;
  readonly says: string;
  readonly counts: () => Counts;
}

const CODE = ['server/src', 'client/src', 'page'] as const;

/** The measures in the order in which they are told. */
export function measures(): Measure[] {
  const files = sourceFiles(...CODE);
  const sizes = sizesOf(files);
  const size = (rule: string) => () => sizes.get(rule) ?? new Map();
  return [
    { id: 'file-lines', most: 400, says: 'lines of a file', counts: size('noExcessiveLinesPerFile') },
    {
      id: 'function-lines',
      most: 60,
      says: 'lines of a function',
      counts: size('noExcessiveLinesPerFunction'),
    },
    { id: 'parameters', most: 4, says: 'parameters of a function', counts: size('useMaxParams') },
    {
      id: 'complexity',
      most: 20,
      says: 'cognitive complexity of a function',
      counts: size('noExcessiveCognitiveComplexity'),
    },
    {
      id: 'cycles',
      most: 1,
      says: 'files that import each other in a circle, types included',
      counts: () => cycles(files),
    },
    {
      id: 'words',
      most: 0,
      says: 'strings with Chinese words in a room of code',
      counts: () => byRoom(words(files, 'knowledge')),
    },
    {
      id: 'grammar',
      most: 0,
      says: 'strings with Chinese words in a file of grammar',
      counts: () => words(files, 'grammar'),
    },
    { id: 'seed-keys', most: 0, says: 'keys of seeds that no code reads', counts: () => unreadKeys(files) },
    {
      id: 'documents',
      most: 0,
      says: 'documents that are named and do not exist',
      counts: () => lostDocuments(),
    },
  ];
}

interface Reported {
  readonly category: string;
  readonly message: string;
  readonly location: {
    readonly path: string;
    readonly start: { readonly line: number; readonly column: number };
  };
}

const SIZE_RULES = [
  'complexity/noExcessiveCognitiveComplexity',
  'complexity/noExcessiveLinesPerFunction',
  'complexity/useMaxParams',
  'style/noExcessiveLinesPerFile',
];

/** Sizes as the linter counts them; its bounds stand in biome.json, switched off there so that only this asks. */
function sizesOf(files: readonly SourceFile[]): Map<string, Map<string, number>> {
  const args = [
    'lint',
    ...SIZE_RULES.map((r) => `--only=${r}`),
    '--max-diagnostics=none',
    '--reporter=json',
    ...CODE,
  ];
  const bin = join('node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const run = spawnSync(process.execPath, [bin, ...args], { encoding: 'utf8', maxBuffer: 1 << 26 });
  const { diagnostics } = JSON.parse(run.stdout) as { diagnostics: readonly Reported[] };
  const trees = new Map(files.map(({ path, tree }) => [path, tree]));
  const found = new Map<string, Map<string, number>>();
  for (const { category, message, location } of diagnostics) {
    const rule = category.split('/').at(-1) as string;
    // Texts are as many as there is to say.
    if (rule === 'noExcessiveLinesPerFile' && location.path.startsWith('server/src/messages/')) continue;
    // "Excessive complexity of 28 detected (max: 20).", "This function has 71 lines …", "… has 6 parameters, but …"
    const count = Number(/\d+/.exec(message)?.[0] ?? 0);
    const key =
      rule === 'noExcessiveLinesPerFile'
        ? location.path
        : `${location.path} ${nameAt(trees.get(location.path), location)}`;
    const of = found.get(rule) ?? new Map<string, number>();
    of.set(key, Math.max(count, of.get(key) ?? 0));
    found.set(rule, of);
  }
  return found;
}

/** The function at a place, by the names that enclose it, so that a key outlives lines that move. */
function nameAt(tree: ts.SourceFile | undefined, { start }: Reported['location']): string {
  if (!tree) return '(top)';
  const at = tree.getPositionOfLineAndCharacter(start.line - 1, start.column - 1);
  const names: string[] = [];
  const walk = (node: ts.Node): void => {
    if (at < node.getStart() || at >= node.end) return;
    const own =
      ts.isFunctionLike(node) ||
      ts.isClassLike(node) ||
      ts.isVariableDeclaration(node) ||
      ts.isPropertyAssignment(node);
    if (own && node.name) names.push(node.name.getText());
    else if (ts.isConstructorDeclaration(node)) names.push('constructor');
    ts.forEachChild(node, walk);
  };
  walk(tree);
  return names.join('.') || '(top)';
}

/** Circles of imports: the size of each, under its first file. */
export function cycles(files: readonly SourceFile[]): Counts {
  const known = new Set(files.map((f) => f.path));
  const imports = new Map(
    files.map(({ path, tree }) => [
      path,
      ts
        .preProcessFile(tree.text)
        .importedFiles.map((i) => posix.join(dirname(path), i.fileName))
        .filter((p) => known.has(p)),
    ]),
  );
  const found = new Map<string, number>();
  for (const circle of circlesIn(imports))
    if (circle.length > 1) found.set([...circle].sort()[0] as string, circle.length);
  return found;
}

/** Tarjan's strongly connected components. */
function circlesIn(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (node: string): void => {
    index.set(node, index.size);
    low.set(node, index.get(node) as number);
    stack.push(node);
    for (const next of edges.get(node) ?? []) {
      if (!index.has(next)) visit(next);
      if (stack.includes(next)) low.set(node, Math.min(low.get(node) as number, low.get(next) as number));
    }
    if (low.get(node) === index.get(node)) found.push(stack.splice(stack.indexOf(node)));
  };
  for (const node of edges.keys()) if (!index.has(node)) visit(node);
  return found;
}

/** Keys of data files that no code names. A type that declares a key does not read it. */
function unreadKeys(files: readonly SourceFile[]): Counts {
  const read = new Set<string>();
  for (const file of [...files, ...sourceFiles('scripts', 'test/support')])
    eachNode(file, (node) => {
      if (ts.isIdentifier(node) && !(ts.isPropertySignature(node.parent) && node.parent.name === node))
        read.add(node.text);
      if (ts.isStringLiteralLike(node)) read.add(node.text);
    });
  const found = new Map<string, number>();
  const visit = (path: string, value: unknown, own = 0): void => {
    if (Array.isArray(value)) for (const item of value) visit(path, item);
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) {
        // Keys of other writing, classes of words and their senses, kinds of tokens are names that data gives itself.
        if (own <= 0 && /^[a-z][A-Za-z]*$/.test(key) && !read.has(key)) found.set(`${path} ${key}`, 1);
        visit(path, inner, NAMING[key] ?? own - 1);
      }
  };
  for (const name of readdirSync('seeds', { recursive: true, encoding: 'utf8' }).sort())
    if (/\.(?:json|yaml)$/.test(name)) {
      const text = readFileSync(join('seeds', name), 'utf8');
      visit(`seeds/${name.replaceAll('\\', '/')}`, name.endsWith('.json') ? JSON.parse(text) : parse(text));
    }
  return found;
}

/** How deep the names that data gives itself stand below a key. */
const NAMING: Readonly<Record<string, number>> = { words: 2, sets: 1 };

/** Documents that comments and pages name by path. */
function lostDocuments(): Counts {
  const found = new Map<string, number>();
  const pages = readdirSync('.', { encoding: 'utf8' }).filter((n) => n.endsWith('.md'));
  for (const path of [
    ...pages,
    ...namesIn('docs', '.md'),
    ...[...CODE, 'scripts', 'test'].flatMap((f) => namesIn(f, '.ts')),
  ]) {
    const read = readFileSync(path, 'utf8');
    const text = path.endsWith('.ts') ? commentsOf(read) : read;
    for (const [, named] of text.matchAll(/(?<![\w/.:*{-])((?:\.{1,2}\/)?(?:[\w-]+\/)*[\w.-]+\.md)\b/g)) {
      const target = named as string;
      // CHANGELOG tells of what was.
      if (
        path === 'CHANGELOG.md' ||
        [dirname(path), '.', 'docs'].some((from) => existsSync(join(from, target)))
      )
        continue;
      found.set(`${path} ${target}`, 1);
    }
  }
  return found;
}

function namesIn(folder: string, end: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(end))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`);
}

function commentsOf(text: string): string {
  return [...text.matchAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm)].map((m) => m[0]).join('\n');
}
