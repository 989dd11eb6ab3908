/**
 * `disclosure check` over a folder, measured: npm run bench:folder -- [--mb 24] [--jobs 1,2] [--rounds 5] [--program dist/cli.js] [--write]
 * The corpus is made of the samples and of generated reports, over and over. Markdown and JSON go to test/bench/out and
 * the Markdown to standard output; with --write also into docs/measured/folder.md.
 */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { writeMeasured } from '../../scripts/measured.ts';
import { generateReport } from './generate.ts';
import { once as run, type Sample } from './run.ts';

const { values: options } = parseArgs({
  options: {
    mb: { type: 'string', default: '24' },
    jobs: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    /** Another build than the one in dist/. */
    program: { type: 'string', default: 'dist/cli.js' },
    write: { type: 'boolean', default: false },
  },
});
const root = process.cwd();
const out = resolve(root, 'test/bench/out');
const program = resolve(root, options.program);
const most = availableParallelism();
const jobs = options.jobs?.split(',').map(Number) ?? [
  1,
  ...(most > 1 ? [2] : []),
  ...(most > 2 ? [most] : []),
];
const rounds = Number(options.rounds);
const MB = 1e6;

interface Corpus {
  readonly name: string;
  readonly folder: string;
  readonly files: number;
  readonly bytes: number;
}

/** Copies until there is so much; no two files have one name, and links find what they name beside them. */
function corpus(
  name: string,
  folder: string,
  reports: readonly (readonly [string, string])[],
  bytes: number,
): Corpus {
  let files = 0;
  let written = 0;
  for (let copy = 0; written < bytes; copy++) {
    for (const [path, text] of reports) {
      const target = join(folder, name, `${copy}`, path);
      mkdirSync(dirname(target), { recursive: true });
      // Of one length and not the same: nothing is gained by having seen the text before.
      writeFileSync(target, `// ${String(copy).padStart(6, '0')}\n${text}`);
      files++;
      written += Buffer.byteLength(text) + 10;
    }
  }
  return { name, folder: join(folder, name), files, bytes: written };
}

function samples(): [string, string][] {
  const folder = join(root, 'samples');
  return (readdirSync(folder, { recursive: true, encoding: 'utf8' }) as string[])
    .filter((path) => path.endsWith('.disclosure'))
    .sort()
    .map((path) => [path, readFileSync(join(folder, path), 'utf8')]);
}

/** One check of a folder. */
const once = (folder: string, args: readonly string[]) => run(program, ['check', folder, ...args]);

interface Way {
  readonly name: string;
  readonly args: readonly string[];
  readonly samples: Sample[];
}

const say = (text: string) => process.stderr.write(`${text}\n`);
const best = (samples: readonly Sample[], of: keyof Sample) => Math.min(...samples.map((s) => s[of]));
const median = (samples: readonly Sample[], of: keyof Sample) =>
  samples.map((s) => s[of]).sort((a, b) => a - b)[samples.length >> 1] as number;

const base = ['--format', 'jsonl', '--fail-on', 'never'];
const folder = mkdtempSync(join(tmpdir(), 'disclosure-bench-'));
const results: { corpus: Corpus; ways: readonly Way[] }[] = [];
if (!existsSync(program)) throw new Error('npm run build comes first');
try {
  const bytes = Number(options.mb) * MB;
  const generated = [150, 1500].map((rows): [string, string] => [
    `${rows}.disclosure`,
    generateReport(rows).disclosure,
  ]);
  const all = [
    corpus('samples', folder, samples(), bytes),
    corpus('generated', folder, generated, bytes),
    // The same for memory: what is kept of a file would show in the difference.
    corpus('samples, a quarter', folder, samples(), bytes / 4),
  ];
  for (const one of all) {
    const cache = join(folder, 'cache');
    const ways: Way[] = jobs.map((n) => ({ name: `${n}`, args: [...base, '--jobs', `${n}`], samples: [] }));
    if (one.name === 'samples')
      ways.push({
        name: '1, from the cache',
        args: [...base, '--jobs', '1', '--cache-location', cache],
        samples: [],
      });
    say(`${one.name}: ${one.files} files, ${(one.bytes / MB).toFixed(1)} MB`);
    // What the cache is to give must be in it.
    for (const { args } of ways) if (args.includes(cache)) await once(one.folder, args);
    // In turn: a busy spell of the machine meets all of them.
    for (let round = 0; round < (one.name === 'samples' ? rounds : Math.min(rounds, 3)); round++) {
      for (const way of ways) {
        const sample = await once(one.folder, way.args);
        way.samples.push(sample);
        say(`  ${way.name}: ${Math.round(sample.ms)} ms, ${Math.round(sample.cpuMs)} ms of processor`);
      }
    }
    results.push({ corpus: one, ways });
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

let table = `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'CPU'}, load ${(loadavg()[0] ?? 0).toFixed(1)} at the end. Best of ${rounds} (medians in brackets).\n\n`;
table +=
  '| corpus | files | MB | jobs | s | × one | busiest thread, s | × one | processor, s | MB/s of processor | peak MB |\n| --- | ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n';
for (const { corpus, ways } of results) {
  const first = ways[0]?.samples ?? [];
  const times = (samples: readonly Sample[], of: keyof Sample) =>
    `${(best(samples, of) / 1000).toFixed(2)} (${(median(samples, of) / 1000).toFixed(2)})`;
  const gain = (samples: readonly Sample[], of: keyof Sample) =>
    (best(first, of) / best(samples, of)).toFixed(2);
  for (const { name, samples } of ways) {
    const size = corpus.bytes / MB;
    const rate = (size / (best(samples, 'cpuMs') / 1000)).toFixed(1);
    const cells = [
      corpus.name,
      corpus.files,
      size.toFixed(1),
      name,
      times(samples, 'ms'),
      gain(samples, 'ms'),
      times(samples, 'busiestMs'),
      gain(samples, 'busiestMs'),
      times(samples, 'cpuMs'),
      rate,
      Math.round(best(samples, 'peakMb')),
    ];
    table += `| ${cells.join(' | ')} |\n`;
  }
}
mkdirSync(out, { recursive: true });
writeFileSync(join(out, 'folder.json'), `${JSON.stringify({ rounds, results }, null, 2)}\n`);
writeFileSync(join(out, 'folder.md'), table);
if (options.write)
  writeMeasured(
    { name: 'folder', title: 'Folders', by: 'npm run bench:folder -- --write', about: 'performance.md' },
    table,
  );
process.stdout.write(table);
