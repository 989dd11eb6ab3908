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

function jsonFolder(folder) {
  return Object.fromEntries(
    filesOf(folder, '.json').map(({ name, path }) => [name, readWith(path, JSON.parse)]),
  );
}

/** @returns {{ source: string, files: string[], folders: string[] }} the module's text and what it was made from */
export function seedsModule(root = projectRoot) {
  const folder = (name) => join(root, 'seeds', name);
  const forms = filesOf(folder('forms'), '.yaml');
  const vocabulary = join(root, 'seeds', 'vocabulary.json');
  const prose = join(root, 'seeds', 'prose.json');
  const sections = join(root, 'seeds', 'sections.json');
  const sentences = join(root, 'seeds', 'sentences.json');
  const values = {
    vocabularyJson: readWith(vocabulary, JSON.parse),
    proseJson: readWith(prose, JSON.parse),
    sectionsJson: readWith(sections, JSON.parse),
    sentencesJson: readWith(sentences, JSON.parse),
    codesJson: jsonFolder(folder('codes')),
    glossaryJson: jsonFolder(folder('glossary')),
    formsJson: forms.map(({ name, path }) => ({
      ...readWith(path, parse),
      source: `seeds/forms/${name}.yaml`,
    })),
  };
  const source = Object.entries(values)
    .map(([name, value]) => `export const ${name} = ${JSON.stringify(JSON.stringify(value))};\n`)
    .join('');
  const folders = ['codes', 'glossary', 'forms'].map(folder).filter((path) => existsSync(path));
  const files = [
    ...filesOf(folder('codes'), '.json'),
    ...filesOf(folder('glossary'), '.json'),
    ...forms,
    { path: vocabulary },
    { path: prose },
    { path: sections },
    { path: sentences },
  ].map(({ path }) => path);
  return { source, files, folders };
}

/** @returns {import('esbuild').Plugin} */
export function seedsForEsbuild(root = projectRoot) {
  return {
    name: ID,
    setup(build) {
      build.onResolve({ filter: /^disclosure:seeds$/ }, () => ({ path: ID, namespace: ID }));
      build.onLoad({ filter: /.*/, namespace: ID }, () => {
        const { source, files, folders } = seedsModule(root);
        return { contents: source, loader: 'js', watchFiles: files, watchDirs: folders };
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
      const { source, files } = seedsModule(root);
      for (const file of files) this.addWatchFile(file);
      return source;
    },
  };
}
