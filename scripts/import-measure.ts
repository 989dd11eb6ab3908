// How much of a published report the importer gets right by itself, cell by cell, against a transcription.
//   node scripts/run-ts.mjs scripts/import-measure.ts <report> <transcription.tsv | report.disclosure> [--show]
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { measured, percent } from './import-score.ts';

const show = process.argv.includes('--show');
const [report = '', wanted = ''] = process.argv.slice(2).filter((a) => a !== '--show');
const sum = await measured(
  basename(report),
  readFileSync(report),
  { text: readFileSync(wanted, 'utf8'), source: wanted.endsWith('.disclosure') },
  show ? console.log : undefined,
);
console.log(
  `${basename(report)}: tables ${percent(sum.rightTables, sum.tables)}, rows ${percent(sum.rightRows, sum.rows)}, figures ${percent(sum.right, sum.cells)}; off where marked ${sum.marked}, as text ${sum.text}, in silence ${sum.silent}; marks ${sum.marks}`,
);
