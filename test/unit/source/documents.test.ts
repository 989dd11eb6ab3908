/** Paths, scripts and headings that the documents name exist. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';

const under = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(
    (name) => `${folder}/${name.replaceAll('\\', '/')}`,
  );

const pages = [...readdirSync('.'), ...under('docs'), ...under('changes'), 'seeds/README.md'].filter(
  // CHANGELOG tells of what was.
  (name) => name.endsWith('.md') && name !== 'CHANGELOG.md',
);
const roots = new Set(readdirSync('.').concat(readdirSync('server/src')));
const scripts = new Set(Object.keys(JSON.parse(readFileSync('package.json', 'utf8')).scripts));

/** What is made, and so is not there in a fresh clone. */
const MADE = /^(?:dist|node_modules|test\/bench\/out|test\/e2e\/out|test\/fuzz\/out)(?:\/|$)/;

/** Words in backquotes that are paths of the project. */
function pathsIn(text: string): string[] {
  const words = [...text.matchAll(/`([^`\n]+)`/g)].flatMap(([, code = '']) => code.split(/\s+/));
  return words.filter(
    (word) =>
      /^[\w-][\w.-]*(?:\/[\w.\-一-鿿]+)+\/?$/.test(word) &&
      roots.has(word.split('/')[0] ?? '') &&
      !MADE.test(word),
  );
}

/** Anchors of a page, as GitHub makes them of headings. */
function anchorsOf(path: string): Set<string> {
  const headings = [...readFileSync(path, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, title = '']) => title);
  return new Set(
    headings.map((title) =>
      title
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replace(/\s/g, '-'),
    ),
  );
}

test('what is a path is looked at', () => {
  expect(pathsIn('see `node server/src/none.ts --x`, `npm run x` and `a/b`')).toEqual(['server/src/none.ts']);
});

describe.each(pages)('%s', (page) => {
  const text = readFileSync(page, 'utf8');

  test('names paths that exist', () => {
    const lost = pathsIn(text).filter(
      (path) =>
        ![path, join('server/src', path), join('docs', path), join(dirname(page), path)].some((p) =>
          existsSync(p),
        ),
    );
    expect(lost).toEqual([]);
  });

  test('links to files and headings that exist', () => {
    const lost = [...text.matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !/^(?:https?:|mailto:)/.test(target))
      .filter((target) => {
        const [file = '', anchor] = target.split('#');
        const path = file === '' ? page : join(dirname(page), decodeURIComponent(file));
        if (!existsSync(path)) return true;
        return (
          anchor !== undefined && path.endsWith('.md') && !anchorsOf(path).has(decodeURIComponent(anchor))
        );
      });
    expect(lost).toEqual([]);
  });

  test('names scripts of npm that exist', () => {
    const named = [...text.matchAll(/\bnpm run (?:-s |--silent )?([\w:-]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !scripts.has(name))).toEqual([]);
  });
});
