/**
 * `disclosure review` over a folder of PDFs and Word files, measured:
 *   npm run bench:review -- [--reports 100] [--jobs 1,2] [--corpus FOLDER] [--write]
 * The reports are the samples and generated ones, each under a name of its own: half of them as Word, half as PDF made of
 * that by LibreOffice (soffice). A corpus that lies in FOLDER is used again. With --write into docs/measured/review.md.
 */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { getDocumentProxy } from 'unpdf';
import { writeMeasured } from '../../scripts/measured.ts';
import { exportReport } from '../../server/src/exchange/publish/index.ts';
import { open } from '../../server/src/service.ts';
import { once } from './run.ts';

const { values: options } = parseArgs({
  options: {
    reports: { type: 'string', default: '100' },
    jobs: { type: 'string', default: '1,2' },
    corpus: { type: 'string' },
    /** Another build than the one in dist/. */
    program: { type: 'string', default: 'dist/cli.js' },
    write: { type: 'boolean', default: false },
  },
});
const program = resolve(options.program);
/** Megabytes of the heap that has to be enough. */
const SMALL_HEAP = 160;

const say = (text: string) => process.stderr.write(`${text}\n`);
const SAMPLES = ['晋城2022决算', '聊城2022决算', '武汉东西湖2022决算', '海港区2024预算', '曲阳县2022预算'];

async function makeCorpus(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (let i = 0; i < Number(options.reports); i++) {
    const text = readFileSync(join('samples', `${SAMPLES[i % SAMPLES.length]}.disclosure`), 'utf8');
    const unit = /^单位：(.+)$/m.exec(text)?.[1] ?? '';
    const name = `${unit}第${i + 1}分局`;
    const { files } = await exportReport(open(text.replaceAll(unit, name)), 'docx', name);
    for (const { content } of files)
      writeFileSync(join(folder, `${i % 2 ? 'w' : 'p'}${i + 1}.docx`), content);
  }
  const toPrint = readdirSync(folder).filter((name) => name.startsWith('p'));
  for (let at = 0; at < toPrint.length; at += 10) {
    const some = toPrint.slice(at, at + 10).map((name) => join(folder, name));
    const made = spawnSync('soffice', ['--headless', '--convert-to', 'pdf', '--outdir', folder, ...some]);
    if (made.status !== 0) throw new Error(`soffice: ${made.stderr}`);
    for (const path of some) rmSync(path);
    say(`${at + some.length} of ${toPrint.length} printed`);
  }
}

async function pagesIn(folder: string): Promise<number> {
  let pages = 0;
  for (const name of readdirSync(folder))
    if (name.endsWith('.pdf'))
      pages += (await getDocumentProxy(new Uint8Array(readFileSync(join(folder, name))))).numPages;
  return pages;
}

const scratch = mkdtempSync(join(tmpdir(), 'review-bench-'));
const folder = options.corpus ? resolve(options.corpus) : join(scratch, 'reports');
try {
  if (!existsSync(folder)) await makeCorpus(folder);
  const names = readdirSync(folder);
  const pdfs = names.filter((name) => name.endsWith('.pdf'));
  const pages = await pagesIn(folder);
  const quarter = join(scratch, 'quarter');
  mkdirSync(quarter);
  for (const name of [
    ...pdfs.slice(0, pdfs.length / 4),
    ...names.filter((n) => n.endsWith('.docx')).slice(0, pdfs.length / 4),
  ])
    writeFileSync(join(quarter, name), readFileSync(join(folder, name)));
  const rows: string[] = [];
  const measure = async (what: string, jobs: string, heap?: number) => {
    const of = what === 'all' ? folder : quarter;
    const args = ['review', of, '-o', join(scratch, 'out'), '--force', '--fail-on', 'never', '--jobs', jobs];
    const used = await once(program, args, heap === undefined ? [] : [`--max-old-space-size=${heap}`]);
    const cells = [
      what,
      readdirSync(of).length,
      jobs,
      heap === undefined ? '' : `${heap} MB`,
      (used.ms / 1000).toFixed(1),
      (used.cpuMs / 1000).toFixed(1),
      Math.round(used.peakMb),
    ];
    rows.push(`| ${cells.join(' | ')} |`);
    say(rows.at(-1) ?? '');
  };
  for (const what of ['all', 'a quarter']) {
    for (const jobs of options.jobs.split(',')) await measure(what, jobs);
    // What is kept, and not only waits to be collected.
    await measure(what, '1', SMALL_HEAP);
  }
  const table = `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'CPU'}, load ${(loadavg()[0] ?? 0).toFixed(1)} at the end. ${pdfs.length} PDFs of ${(pages / pdfs.length).toFixed(0)} pages in the middle, ${names.length - pdfs.length} Word files.

| reports | files | jobs | heap at most | s | processor, s | peak MB |
| --- | ---: | ---: | --- | ---: | ---: | ---: |
${rows.join('\n')}
`;
  if (options.write)
    writeMeasured(
      { name: 'review', title: 'Reviews', by: 'npm run bench:review -- --write', about: 'review.md' },
      table,
    );
  process.stdout.write(table);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
