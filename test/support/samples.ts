/** The published reports in samples/. */
import { readdirSync, readFileSync } from 'node:fs';
import { type Analysis, open } from '../../server/src/service.ts';

const FOLDER = new URL('../../samples/', import.meta.url);

export const samples = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.disclosure'))
  .map((name) => ({ name, text: readFileSync(new URL(name, FOLDER), 'utf8') }));

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
