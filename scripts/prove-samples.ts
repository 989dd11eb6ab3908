// Proves that the tables of each sample hold exactly the cells of its transcription (test/fixtures/transcriptions).
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cellsOf } from '../server/src/syntax/line.ts';
import { parse } from '../server/src/syntax/tree.ts';

/** A table as its rows of cells, the header left out. */
export interface CellTable {
  readonly title: string;
  readonly rows: readonly (readonly string[])[];
}

export interface Proof {
  /** Cells that are not blank. */
  readonly cells: number;
  readonly tables: number;
  readonly differences: readonly string[];
}

/** White space, line breaks in cells included, tells nothing; neither do blank cells at a row's end. */
function row(cells: readonly string[]): string[] {
  const texts = cells.map((c) => c.replace(/<br\s*\/?>/gi, '').replace(/[\s\u3000\u200b]+/g, ''));
  while (texts.at(-1) === '') texts.pop();
  return texts;
}

/** The tables of a report, read from its syntax alone: what is proved does not rest on how tables are understood. */
export function tablesOf(text: string): CellTable[] {
  const tables: CellTable[] = [];
  let title = '';
  for (const { block } of parse(text).blocks) {
    if (block.kind === 'heading') title = block.lines[0]?.text.replace(/^#+/, '').trim() ?? '';
    if (block.kind !== 'table') continue;
    const head = block.lines.findIndex((_, i) => block.roles[i] === 'row');
    const header = JSON.stringify(row(cellsOf(block.lines[head] as never).map((c) => c.text)));
    const rows = block.lines
      .filter((_, i) => block.roles[i] === 'row')
      .map((line) => row(cellsOf(line).map((c) => c.text)))
      // A header repeated after a page break is no row of the report.
      .filter((cells) => cells.length > 0 && JSON.stringify(cells) !== header);
    tables.push({ title, rows });
  }
  return tables;
}

/** The tables of a transcription: `@ title` lines, each followed by rows of tab-parted cells. */
export function transcriptionOf(text: string): CellTable[] {
  const tables: { title: string; rows: string[][] }[] = [];
  for (const line of text.replace(/^\ufeff/, '').split(/\r?\n/)) {
    if (line.startsWith('@ ')) tables.push({ title: line.slice(2).trim(), rows: [] });
    else {
      const cells = row(line.split('\t'));
      if (cells.length > 0) tables.at(-1)?.rows.push(cells);
    }
  }
  return tables;
}

/** Compares a sample with its transcription, table by table, in order. */
export function prove(sample: string, transcription: string): Proof {
  const have = tablesOf(sample);
  const want = transcriptionOf(transcription);
  const differences: string[] = [];
  if (have.length !== want.length)
    differences.push(`${have.length} tables, ${want.length} in the transcription`);
  let cells = 0;
  want.forEach((table, t) => {
    const own = have[t];
    if (!own) return;
    for (let r = 0; r < Math.max(table.rows.length, own.rows.length); r++) {
      const a = table.rows[r] ?? [];
      const b = own.rows[r] ?? [];
      cells += a.filter((c) => c !== '').length;
      for (let c = 0; c < Math.max(a.length, b.length); c++) {
        if ((a[c] ?? '') === (b[c] ?? '')) continue;
        differences.push(
          `table ${t + 1} ${own.title}, row ${r + 1}, cell ${c + 1}: ${JSON.stringify(b[c] ?? '')}, in the transcription ${JSON.stringify(a[c] ?? '')}`,
        );
      }
    }
  });
  return { cells, tables: want.length, differences };
}

/** Samples that have a transcription, by name. */
export function transcribed(root: string): { name: string; sample: string; transcription: string }[] {
  const folder = join(root, 'test/fixtures/transcriptions');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.tsv'))
    .sort()
    .map((file) => ({
      name: basename(file, '.tsv'),
      sample: join(root, 'samples', `${basename(file, '.tsv')}.disclosure`),
      transcription: join(folder, file),
    }));
}

function main(root: string): void {
  for (const { name, sample, transcription } of transcribed(root)) {
    if (!existsSync(sample)) {
      console.log(`${name}: no sample`);
      process.exitCode = 1;
      continue;
    }
    const { tables, cells, differences } = prove(
      readFileSync(sample, 'utf8'),
      readFileSync(transcription, 'utf8'),
    );
    console.log(`${name}: ${tables} tables, ${cells} cells, ${differences.length} differences`);
    for (const difference of differences.slice(0, 20)) console.log(`  ${difference}`);
    if (differences.length > 0) process.exitCode = 1;
  }
}

// Bundled into one file, the script is its own entry; a test only takes the functions.
if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) main(process.cwd());
