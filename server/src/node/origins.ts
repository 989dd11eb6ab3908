/**
 * Where the lines of an imported report stand in the file that came, kept beside it: `.disclosure/origins/NAME.json`. A
 * report without one is as good as any other; one that does not fit is passed over.
 */
import { mkdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { writeWhole } from './write.ts';

/** A record of a whole book is some 300 KB. */
const MOST_BYTES = 16 * 1024 * 1024;

/** Where the record of a report lies. */
export function originsPath(report: string): string {
  return join(dirname(report), '.disclosure', 'origins', `${basename(report)}.json`);
}

/** Keeps the record of a report. */
export async function writeOrigins(report: string, places: unknown): Promise<void> {
  const path = originsPath(report);
  await mkdir(dirname(path), { recursive: true });
  await writeWhole(path, `${JSON.stringify({ version: 1, ...(places as object) })}\n`);
}

/** The record of a report as text; empty where there is none. */
export async function readOrigins(report: string): Promise<string> {
  const path = originsPath(report);
  try {
    const info = await stat(path);
    return info.isFile() && info.size <= MOST_BYTES ? await readFile(path, 'utf8') : '';
  } catch {
    return '';
  }
}
