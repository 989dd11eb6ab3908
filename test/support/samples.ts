/** The published reports in samples/. */
import { readdirSync, readFileSync } from 'node:fs';
import { type Analysis, type AnalysisOptions, open } from '../../server/src/service.ts';
import { everything } from './everything.ts';

const FOLDER = new URL('../../samples/', import.meta.url);

export const samples = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.disclosure'))
  .map((name) => ({ name, text: readFileSync(new URL(name, FOLDER), 'utf8') }));

/** The analysis of another version of a text: every day what it has of the one before is taken over, in CI nothing is. */
export function version(text: string, before: Analysis | undefined, options: AnalysisOptions = {}): Analysis {
  return open(text, options, everything ? undefined : before);
}

/** More would be memory that the collector goes through again and again. */
const MOST = 10;
const analyses = new Map<string, Analysis>();

/** The analysis of a text, for tests that only read it: kept while files of tests that share a worker ask for it again. */
export function opened(text: string): Analysis {
  const analysis = analyses.get(text) ?? open(text);
  // The one that was asked for last stands last.
  analyses.delete(text);
  analyses.set(text, analysis);
  const [oldest] = analyses.keys();
  if (oldest !== undefined && analyses.size > MOST) analyses.delete(oldest);
  return analysis;
}
