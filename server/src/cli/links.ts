/** The reports that `上年` and `汇总` name, read from disk; never one outside the folders given. */
import { dirname } from 'node:path';
import { Confined, commonFolder, isInside, realPath } from '../node/files.ts';
import { type AnalysisOptions, type FollowedLinks, LinkedReportCache } from '../service.ts';

/** The folders that files may name others in: the working folder; beyond it, the folder that holds them all. */
export function rootsOf(files: readonly string[], cwd: string): string[] {
  const beyond = files.filter((f) => !isInside(f, cwd));
  const common = commonFolder(beyond);
  return [cwd, ...(common === undefined ? beyond.map((f) => dirname(f)) : [common])];
}

/** Analyses of linked reports are kept for the run: a hundred units name the same 上年 folder. */
export class LinkReader {
  private readonly cache: LinkedReportCache;

  /** @param roots the folders that reports may be read from */
  constructor(
    roots: string | readonly string[],
    private readonly options: AnalysisOptions,
  ) {
    const confined = new Confined(typeof roots === 'string' ? [roots] : roots);
    this.cache = new LinkedReportCache({
      find: (from, path) => {
        const found = confined.find(dirname(from), path);
        return typeof found === 'string' ? found : { ...found, key: found.path };
      },
    });
  }

  /** The links of one file. */
  of(absolute: string, options: AnalysisOptions = this.options): FollowedLinks {
    return this.cache.of(realPath(absolute) ?? absolute, options);
  }
}
