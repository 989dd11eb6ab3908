/** The published reports in samples/. */
import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = new URL('../../samples/', import.meta.url);

export const samples = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.disclosure'))
  .map((name) => ({ name, text: readFileSync(new URL(name, FOLDER), 'utf8') }));
