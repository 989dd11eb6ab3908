/** The findings of a workbook of a review, as the next round reads them: JSON on standard output. */
import { readFileSync } from 'node:fs';
import { readRound } from '../../server/src/review/index.ts';

const [path = ''] = process.argv.slice(2);
console.log(JSON.stringify(await readRound(path, new Uint8Array(readFileSync(path)))));
