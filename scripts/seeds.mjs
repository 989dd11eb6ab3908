// Makes the virtual module `disclosure:seeds` from the files in seeds/.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const ID = 'disclosure:seeds';
const projectRoot = fileURLToPath(new URL('..', import.meta.url));

/** @param {string} folder @param {string} extension */
function filesOf(folder, extension) {
  if (!existsSync(folder)) return [];
  // Code-unit order: the same bundle on every machine, whatever its locale.
  return readdirSync(folder)
    .filter((name) => name.endsWith(extension))
    .sort()
    .map((name) => ({ name: name.slice(0, -extension.length), path: join(folder, name) }));
}

/** A seeds file that cannot be read names itself: a bare parser message would not. */
function readWith(path, reader) {
  try {
    return reader(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : error}`);
  }
}

/** `车{购置|运行}费` stands for 车购置费 and 车运行费: names that differ in a word are written once. */
function writtenOut(name) {
  const found = /^(.*?)\{([^{}]*)\}(.*)$/.exec(name);
  if (!found) return [name];
  const [, before, words, after] = found;
  return words.split('|').flatMap((word) => writtenOut(before + word + after));
}

/** A form with every name of its columns, rows and titles written out. */
function withNames(value) {
  if (Array.isArray(value)) return value.map(withNames);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, own]) => [
      key,
      key === 'aliases' ? [...new Set(own.flatMap(writtenOut))] : withNames(own),
    ]),
  );
}

function jsonFolder(folder) {
  return Object.fromEntries(
    filesOf(folder, '.json').map(({ name, path }) => [name, readWith(path, JSON.parse)]),
  );
}

/** @returns {{ values: Record<string, unknown>, files: string[], folders: string[] }} the data by part, and what it was made from */
function readSeeds(root) {
  const folder = (name) => join(root, 'seeds', name);
  const forms = filesOf(folder('forms'), '.yaml');
  const outlines = filesOf(folder('outlines'), '.yaml');
  const vocabulary = join(root, 'seeds', 'vocabulary.json');
  const prose = join(root, 'seeds', 'prose.json');
  const patterns = join(root, 'seeds', 'prose', 'patterns.yaml');
  const sections = join(root, 'seeds', 'sections.json');
  const sentences = join(root, 'seeds', 'sentences.json');
  const charts = join(root, 'seeds', 'charts.json');
  const review = join(root, 'seeds', 'review.json');
  const imports = join(root, 'seeds', 'import.json');
  const values = {
    vocabulary: readWith(vocabulary, JSON.parse),
    prose: { ...readWith(prose, JSON.parse), patterns: readWith(patterns, parse) },
    sections: readWith(sections, JSON.parse),
    sentences: readWith(sentences, JSON.parse),
    charts: readWith(charts, JSON.parse),
    imports: readWith(imports, JSON.parse),
    review: readWith(review, JSON.parse),
    codes: jsonFolder(folder('codes')),
    glossary: jsonFolder(folder('glossary')),
    forms: forms.map(({ name, path }) => ({
      ...withNames(readWith(path, parse)),
      source: `seeds/forms/${name}.yaml`,
    })),
    outlines: outlines.map(({ path }) => readWith(path, parse)),
  };
  const folders = ['codes', 'glossary', 'forms', 'outlines'].map(folder).filter((path) => existsSync(path));
  const files = [
    ...filesOf(folder('codes'), '.json'),
    ...filesOf(folder('glossary'), '.json'),
    ...forms,
    ...outlines,
    { path: vocabulary },
    { path: prose },
    { path: patterns },
    { path: sections },
    { path: sentences },
    { path: charts },
    { path: imports },
    { path: review },
  ].map(({ path }) => path);
  return { values, files, folders };
}

/** The module with the data in it, as strings: V8 reads JSON faster than it reads code. */
function inlineModule(values) {
  return Object.entries(values)
    .map(([name, value]) => `export const ${name}Json = () => ${JSON.stringify(JSON.stringify(value))};\n`)
    .join('');
}

/** The module that reads each part from a file when it is first asked for: a program starts without any of them. */
function filesModule(names, folder) {
  const reads = names.map((name) => `export const ${name}Json = () => read('${name}');\n`);
  return `import { readFileSync } from 'node:fs';
import { join } from 'node:path';
const read = (name) => readFileSync(join(__dirname, ${folder}, name + '.json'), 'utf8');
${reads.join('')}`;
}

/**
 * @param {{ emit: (name: string, json: string) => void, folder: string }} [apart] keeps the data out of the bundle:
 *   `emit` takes each part, `folder` is the code that gives the way from the bundle to where the parts stand
 * @returns {import('esbuild').Plugin}
 */
export function seedsForEsbuild(root = projectRoot, apart = undefined) {
  return {
    name: ID,
    setup(build) {
      build.onResolve({ filter: /^disclosure:seeds$/ }, () => ({ path: ID, namespace: ID }));
      build.onLoad({ filter: /.*/, namespace: ID }, () => {
        const { values, files, folders } = readSeeds(root);
        if (apart)
          for (const [name, value] of Object.entries(values)) apart.emit(name, JSON.stringify(value));
        return {
          contents: apart ? filesModule(Object.keys(values), apart.folder) : inlineModule(values),
          loader: 'js',
          resolveDir: root,
          watchFiles: files,
          watchDirs: folders,
        };
      });
    },
  };
}

/** @returns {import('vite').Plugin} */
export function seedsForVite(root = projectRoot) {
  const resolved = `\0${ID}`;
  return {
    name: ID,
    enforce: 'pre',
    resolveId: (id) => (id === ID ? resolved : undefined),
    load(id) {
      if (id !== resolved) return undefined;
      const { values, files } = readSeeds(root);
      for (const file of files) this.addWatchFile(file);
      return inlineModule(values);
    },
  };
}
