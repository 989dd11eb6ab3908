/** Writes generated reports into test/bench/out: node scripts/run-ts.mjs test/bench/write.ts [rows…] */
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { generateReport } from './generate.ts';

const folder = resolve('test/bench/out');
mkdirSync(folder, { recursive: true });
const sizes = process.argv.slice(2).map(Number);
for (const rows of sizes.length > 0 ? sizes : [150, 1500, 15000]) {
  const report = generateReport(rows);
  for (const language of ['disclosure', 'json', 'yaml'] as const)
    writeFileSync(`${folder}/report-${rows}.${language}`, report[language]);
  console.log(`${rows}: ${report.rows} rows, ${report.disclosure.length} characters`);
}
