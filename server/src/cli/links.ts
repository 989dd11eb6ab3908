/** The reports that `上年` and `汇总` name, read from disk; never one outside the workspace. */
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { type AnalysisOptions, type Links, open } from './engine.ts';

const MOST_BYTES = 32 * 1024 * 1024;
const MOST_KEPT = 200;

type Found = ReturnType<Links['get']>;

/** Analyses of linked reports are kept for the run: a hundred units name the same 上年 folder. */
export class LinkReader {
  private readonly known = new Map<string, Found>();

  /** @param cwd the working folder: the workspace of every file inside it */
  constructor(
    private readonly cwd: string,
    private readonly options: AnalysisOptions,
  ) {}

  /** The links of one file. A file outside the working folder may name what stands beside or below it. */
  of(absolute: string): Links {
    const folder = dirname(absolute);
    const root = inside(folder, this.cwd) ? this.cwd : folder;
    return { get: (path) => this.read(resolve(folder, path.split('\\').join('/')), root) };
  }

  private read(target: string, root: string): Found {
    if (!inside(target, root)) return 'outside';
    const key = `${root}\0${target}`;
    let found = this.known.get(key);
    if (found === undefined) {
      found = this.fresh(target, root);
      if (this.known.size < MOST_KEPT) this.known.set(key, found);
    }
    return found;
  }

  private fresh(target: string, root: string): Found {
    let real: string;
    try {
      real = realpathSync(target);
      // A link inside the workspace may point out of it.
      if (!inside(real, realpathSync(root))) return 'outside';
    } catch {
      return 'missing';
    }
    try {
      const info = statSync(real);
      if (!info.isFile() || info.size > MOST_BYTES) return 'unreadable';
      const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(real));
      // Its own links are its own affair: no report is followed further than one step.
      const { links: _, ...options } = this.options;
      return open(text, options);
    } catch {
      return 'unreadable';
    }
  }
}

function inside(path: string, root: string): boolean {
  const way = relative(root, path);
  return way === '' || (!way.startsWith('..') && !isAbsolute(way));
}
