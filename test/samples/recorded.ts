/** The samples and what is found in them: shared by the test and by `npm run record`. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Analysis } from '../../server/src/analysis/analysis.ts';
import { LinkReader } from '../../server/src/cli/links.ts';
import { analyse } from '../../server/src/rules/analyse.ts';

export interface Sample {
  /** Path below `samples/`, without its ending. */
  readonly name: string;
  readonly path: string;
  /** Where its findings are recorded. */
  readonly record: string;
}

/** All samples below a folder, those in folders of their own included. */
export function samples(folder: string): Sample[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.disclosure'))
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const bare = path.slice(0, -'.disclosure'.length);
      return {
        name: relative(folder, bare).replaceAll('\\', '/'),
        path,
        record: `${bare}.findings.txt`,
      };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A sample analysed as the command line does, with the reports that it names. */
export function analyseSample(sample: Sample, folder: string): Analysis {
  return analyse(readFileSync(sample.path, 'utf8'), { links: new LinkReader(folder, {}).of(sample.path) });
}

/** Findings, one a line: `line:column severity rule message`, counted from 1. */
export function recordOf(analysis: Analysis): string {
  return analysis.findings
    .map(({ range, severity, rule, message }) => {
      const { line, character } = range.start;
      return `${line + 1}:${character + 1} ${severity} ${rule} ${message.replace(/\s*\n\s*/g, ' ')}\n`;
    })
    .join('');
}
