/** What the servers are given: reports made to size, and published ones. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateReport } from './generate.ts';
import { type Texts, withPeers } from './peers.ts';

export interface BenchDocument {
  readonly name: string;
  readonly texts: Texts;
  /** So long that a server may take minutes. */
  readonly large: boolean;
}

export function generated(rows: number): BenchDocument {
  const report = generateReport(rows);
  return { name: `${report.rows.toLocaleString('en')} rows`, texts: report, large: rows > 50_000 };
}

/** A sample by the name of its file, without its ending. */
export function published(name: string): BenchDocument {
  const text = readFileSync(join('samples', `${name}.disclosure`), 'utf8');
  const size = Math.round(Buffer.byteLength(text) / 1000);
  return { name: `${name}, ${size} kB`, texts: withPeers(text), large: false };
}
