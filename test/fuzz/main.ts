/**
 * The fuzzer: `npm run fuzz -- --cases 1000000 --minutes 60 --workers 2 --seed a`. Cases run in worker threads under a
 * watchdog; a run that is broken off goes on where it stopped (dist/fuzz/<seed>.json). What goes wrong is made small
 * and kept in test/fuzz/found, which `npm test` runs. `--only entry` runs one entry point, `--again entry number` one
 * case, `--record` keeps the table (docs/measured/fuzz.md).
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { writeMeasured } from '../../scripts/measured.ts';
import { entryNamed, type Failure, inputOf, runCase, timeFor } from './cases.ts';
import { entries, sizeOf } from './entries.ts';
import { LARGE } from './texts.ts';

/** Cases that a worker takes at a time. */
const BATCH = 200;
/** Failures of one kind that are kept. */
const KEPT = 2;

interface Task {
  readonly entry: string;
  readonly from: number;
  readonly to: number;
}

interface Seen {
  readonly entry: string;
  readonly number: number;
  readonly message: string;
  readonly commit: string;
}

interface State {
  readonly seed: string;
  readonly goal: number;
  readonly started: string;
  commits: string[];
  minutes: number;
  /** By entry point, the tasks that are done: [from, to) in whole batches. */
  done: Record<string, number>;
  failures: Seen[];
  /** Failures of earlier parts of the run whose cases go right now. */
  mended: Seen[];
}

// ---- worker ----

/** Shared with the watchdog: the case that runs, and since when. */
async function work(): Promise<void> {
  const { seed, clock } = workerData as { seed: string; clock: SharedArrayBuffer };
  const shared = new Float64Array(clock);
  parentPort?.on('message', async ({ entry: name, from, to }: Task) => {
    const entry = entryNamed(name);
    const failures: Failure[] = [];
    for (let n = from; n < to; n++) {
      shared[0] = n;
      shared[1] = Date.now();
      const failure = await runCase(entry, seed, n);
      if (failure) failures.push(failure);
    }
    shared[1] = 0;
    parentPort?.postMessage(failures);
  });
}

// ---- main ----

function option(name: string): string | undefined {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
}

/** Cases of each entry point for a goal: by share, and every big text as often as its workers bear. */
function planOf(goal: number): Map<string, number> {
  const all = entries.reduce((sum, e) => sum + e.share, 0);
  return new Map(
    entries.map((e) => [
      e.name,
      e.share === 0 ? LARGE.length : Math.ceil((goal * e.share) / all / BATCH) * BATCH,
    ]),
  );
}

async function main(): Promise<void> {
  const again = process.argv.indexOf('--again');
  const seed = option('seed') ?? 'disclosure';
  if (again > 0) {
    const [name = '', number = '0'] = process.argv.slice(again + 1);
    const input = inputOf(entryNamed(name), seed, Number(number));
    console.log(input);
    console.log(await runCase(entryNamed(name), seed, Number(number)));
    return;
  }
  const goal = Number(option('cases') ?? '20000');
  const minutes = Number(option('minutes') ?? '30');
  const workers = Number(option('workers') ?? Math.max(1, availableParallelism() - 1));
  const only = option('only');
  mkdirSync('dist/fuzz', { recursive: true });
  const file = `dist/fuzz/${seed}-${goal}.json`;
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const state: State = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : {
        seed,
        goal,
        started: new Date().toISOString(),
        commits: [],
        minutes: 0,
        done: {},
        failures: [],
        mended: [],
      };
  if (!state.commits.includes(commit)) state.commits.push(commit);
  // What went wrong in an earlier part of the run is tried again: it may have been mended since.
  for (const seen of [...state.failures]) {
    if (seen.entry === 'large' || (await runCase(entryNamed(seen.entry), seed, seen.number))) continue;
    state.failures.splice(state.failures.indexOf(seen), 1);
    state.mended.push(seen);
  }
  const plan = planOf(goal);
  const begun = Date.now();
  const until = begun + minutes * 60_000;
  const before = state.minutes;
  const save = () => {
    state.minutes = before + (Date.now() - begun) / 60_000;
    writeFileSync(file, JSON.stringify(state, null, 1));
  };

  /** Tasks go round the entry points, so that a run cut short has seen all of them. */
  const queue: Task[] = [];
  const rounds = Math.ceil(Math.max(...plan.values()) / BATCH);
  for (let round = 0; round < rounds; round++) {
    for (const [entry, most] of plan) {
      if ((only !== undefined && entry !== only) || entry === option('skip')) continue;
      const size = entry === 'large' ? 1 : BATCH;
      const tasks = most / size;
      for (
        let i = Math.floor((round * tasks) / rounds);
        i < Math.floor(((round + 1) * tasks) / rounds);
        i++
      ) {
        const task = { entry, from: Math.max(i * size, state.done[entry] ?? 0), to: (i + 1) * size };
        if (task.from < task.to) queue.push(task);
      }
    }
  }
  const finished = new Map<string, Set<number>>();
  const done = ({ entry, from, to }: Task) => {
    // Workers finish out of order; what is done is what is done without a gap.
    const set = finished.get(entry) ?? new Set<number>();
    finished.set(entry, set);
    for (let n = from; n < to; n++) set.add(n);
    let next = state.done[entry] ?? 0;
    while (set.delete(next)) next++;
    state.done[entry] = next;
  };
  const told = new Map<string, number>();
  const keep = (failure: Failure) => {
    const { entry, number, message, stack, input } = failure;
    state.failures.push({ entry, number, message: message.slice(0, 300), commit });
    const kind = `${entry} ${message.split(' | ')[0]?.slice(0, 60)}`;
    const times = (told.get(kind) ?? 0) + 1;
    told.set(kind, times);
    if (times > KEPT) return;
    console.error(`\n${entry} ${number}: ${message}\n${stack.split('\n').slice(1, 5).join('\n')}`);
    mkdirSync('test/fuzz/found', { recursive: true });
    const text = JSON.stringify({ entry, seen: message.slice(0, 300), input }, null, 2);
    const name = createHash('sha256').update(text).digest('hex').slice(0, 10);
    writeFileSync(`test/fuzz/found/${entry}-${name}.json`, `${text}\n`);
  };

  const runOne = () =>
    new Promise<void>((resolve) => {
      const clock = new SharedArrayBuffer(16);
      const shared = new Float64Array(clock);
      const worker = new Worker(fileURLToPath(import.meta.url), {
        workerData: { seed, clock },
        resourceLimits: { maxOldGenerationSizeMb: 3000 },
      });
      let task: Task | undefined;
      let ended = false;
      const end = () => {
        if (ended) return;
        ended = true;
        clearInterval(watch);
        void worker.terminate().then(() => resolve());
      };
      const next = () => {
        task = Date.now() < until ? queue.shift() : undefined;
        if (task) worker.postMessage(task);
        else end();
      };
      const broken = (message: string) => {
        if (ended || !task) return end();
        const at = shared[0] ?? task.from;
        const entry = entryNamed(task.entry);
        keep({ entry: task.entry, number: at, message, stack: '', input: inputOf(entry, seed, at) });
        // The cases behind it are run by the next worker.
        done({ ...task, to: at + 1 });
        if (at + 1 < task.to) queue.unshift({ ...task, from: at + 1 });
        ended = true;
        clearInterval(watch);
        void worker.terminate().then(() => runOne().then(resolve));
      };
      const watch = setInterval(() => {
        const since = shared[1] ?? 0;
        if (!task || since === 0) return;
        const size =
          task.entry === 'large'
            ? sizeOf('large', (LARGE[(shared[0] ?? 0) % LARGE.length] as (typeof LARGE)[number]).name)
            : 0;
        // Three runs are timed before a case counts as slow; nothing may run longer than they.
        if (Date.now() - since > 180_000 + 4 * timeFor(size)) broken('hang: stopped by the watchdog');
      }, 1000);
      worker.on('message', (failures: Failure[]) => {
        failures.forEach(keep);
        if (task) done(task);
        next();
      });
      worker.on('error', (error) => broken(`the thread ended: ${error.message}`));
      next();
    });

  const report = setInterval(() => {
    save();
    const cases = Object.values(state.done).reduce((a, b) => a + b, 0);
    const rate = cases / Math.max(state.minutes, 0.01) / 60;
    console.error(
      `${new Date().toISOString().slice(11, 19)} ${cases} cases, ${Math.round(rate)}/s, ${state.failures.length} failures`,
    );
  }, 30_000);
  await Promise.all(Array.from({ length: workers }, runOne));
  clearInterval(report);
  save();
  const table = tableOf(state, plan);
  console.log(table);
  if (process.argv.includes('--record')) record(table);
  if (state.failures.length > 0) process.exitCode = 1;
}

function tableOf(state: State, plan: ReadonlyMap<string, number>): string {
  const rows = [...plan].map(([entry]) => {
    const failed = state.failures.filter((f) => f.entry === entry);
    const hangs = failed.filter((f) => f.message.startsWith('hang')).length;
    const mended = state.mended.filter((f) => f.entry === entry).length;
    return [entry, state.done[entry] ?? 0, mended, failed.length - hangs, hangs] as const;
  });
  const sum = (i: 1 | 2 | 3 | 4) => rows.reduce((total, r) => total + r[i], 0);
  return [
    `Seed \`${state.seed}\`, started ${state.started.slice(0, 16).replace('T', ' ')} UTC, ${Math.round(state.minutes)} minutes, Node ${process.version}, commit ${state.commits.join(', ')}.`,
    '',
    '| entry point | cases | failed and mended during the run | crashes and broken promises left | hangs left |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...rows.map((r) => `| ${r.join(' | ')} |`),
    `| **all** | ${sum(1)} | ${sum(2)} | ${sum(3)} | ${sum(4)} |`,
  ].join('\n');
}

function record(table: string): void {
  writeMeasured(
    {
      name: 'fuzz',
      title: 'The recorded run of the fuzzer',
      by: 'npm run fuzz -- --record',
      about: 'reliability.md',
    },
    table,
  );
}

await (isMainThread ? main() : work());
// The page's worker waits for messages as long as it lives.
if (isMainThread) process.exit();
