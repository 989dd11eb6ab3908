/** The reports that `上年` and `汇总` name, read from disk; never one outside the folders given. */
import { createHash } from 'node:crypto';
import { dirname, relative, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Confined, commonFolder, isInside, realPath } from '../node/files.ts';
import { type AnalysisOptions, type FollowedLinks, LinkedReportCache, type LinkSource } from '../service.ts';

/** The folders that files may name others in: the working folder; beyond it, the folder that holds them all. */
export function rootsOf(files: readonly string[], cwd: string): string[] {
  const beyond = files.filter((f) => !isInside(f, cwd));
  const common = commonFolder(beyond);
  return [cwd, ...(common === undefined ? beyond.map((f) => dirname(f)) : [common])];
}

/** A look-up of a report that another names. */
export interface LookUp {
  /** The report that names it, by its own folder and name seen from the report that was checked. */
  readonly from: string;
  /** As the report writes it. */
  readonly path: string;
  /** What it led to: a file, seen from the report that was checked, with its content; or why to none. */
  readonly to: { readonly file: string; readonly hash: string } | { readonly reason: string };
}

/** Files come folder by folder: a report that so many others did not name is done with. */
const TURNS_KEPT = 8;

/** Analyses of linked reports are kept while they are named: a department and its units name the same ones. */
export class LinkReader {
  private readonly cache: LinkedReportCache;
  private readonly confined: Confined;
  private readonly hashes = new Map<string, { readonly stamp: string; readonly hash: string }>();
  /** What was looked up for the file that is being checked. */
  private seen = new Map<string, { from: string; path: string; found: ReturnType<Confined['find']> }>();

  /** @param roots the folders that reports may be read from */
  constructor(
    roots: string | readonly string[],
    private readonly options: AnalysisOptions,
  ) {
    this.confined = new Confined(typeof roots === 'string' ? [roots] : roots);
    const source: LinkSource = {
      find: (from, path) => {
        const found = this.confined.find(dirname(from), path);
        this.seen.set(`${from}\0${path}`, { from, path, found });
        return typeof found === 'string' ? found : { ...found, key: found.path };
      },
    };
    this.cache = new LinkedReportCache(source, TURNS_KEPT);
  }

  /** The links of one file. */
  of(absolute: string, options: AnalysisOptions = this.options): FollowedLinks {
    this.seen = new Map();
    return this.cache.of(realPath(absolute) ?? absolute, options);
  }

  /** Everything that was looked up since {@link of} was last asked, in such a way that it can be looked up again. */
  lookUps(absolute: string): LookUp[] {
    const own = realPath(absolute) ?? absolute;
    return [...this.seen.values()].map(({ from, path, found }) => ({
      from: relative(dirname(own), from),
      path,
      to: this.target(own, found),
    }));
  }

  /** Whether look-ups still lead to where they led, and the same stands there. */
  hold(absolute: string, lookUps: readonly LookUp[]): boolean {
    const own = realPath(absolute) ?? absolute;
    return lookUps.every(({ from, path, to }) => {
      const found = this.confined.find(dirname(resolve(dirname(own), from)), path);
      return isDeepStrictEqual(this.target(own, found), to);
    });
  }

  private target(own: string, found: ReturnType<Confined['find']>): LookUp['to'] {
    if (typeof found === 'string') return { reason: found };
    let known = this.hashes.get(found.path);
    if (known?.stamp !== found.stamp) {
      const text = found.read();
      known = { stamp: found.stamp, hash: text === undefined ? '' : hashOf(text) };
      this.hashes.set(found.path, known);
    }
    return { file: relative(dirname(own), found.path), hash: known.hash };
  }
}

/** A text's fingerprint. */
export function hashOf(...texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text).update('\0');
  return hash.digest('hex');
}
