/**
 * Mutation testing of the engine, by a seeded sample: one small fault is put into one place of a source file while the
 * tests load it, and a test must notice. No file is changed. Which tests reach a statement is measured first; only those
 * are run, the likeliest first, up to the first that fails, in a process that stays warm. A fault that makes them run for
 * ever is noticed by that. A run is bounded in time and goes on where it stopped.
 *
 * npm run mutate -- --rooms base,model --count 100 --minutes 30 --seed a
 *   --again     runs the survivors once more, where tests were written since
 *   --tests a,b runs only tests whose path has one of these in it: what survived the others need not meet them again
 *   --record    keeps results in test/mutation/results.json and the table in docs/measured/mutation.md
 *   --show      prints the survivors that test/mutation/equivalent.json does not explain
 */
import { type ChildProcess, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { Random } from '../../test/fuzz/random.ts';
import { writeMeasured } from '../measured.ts';
import { compiles } from './compiler.ts';
import { type Mutant, mutantsOf, probed } from './mutants.ts';
import { type Answer, type Ask, type Reach, work } from './worker.ts';

const ROOMS = ['base', 'model', 'prose', 'relations'];

/** Tests of the engine: folders, and files. Those of features, programs, protocol and exchange are left out. */
const TESTS = [
  ...['base', 'syntax', 'model', 'prose', 'relations', 'rules'].map((room) => `test/unit/${room}`),
  ...['reference/forms', 'features/linked-reports', 'analysis/user-forms', 'reference/seeds'].map(
    (name) => `test/unit/${name}.test.ts`,
  ),
  'test/rules',
  'test/golden',
  'test/samples',
];

/** Many seconds each, and they say no more than that nothing throws, or say it of everything at once. */
const SLOW = /slips-|unreached|performance/;

const REACH = 'dist/mutants-reach.json';
const RECORD = 'test/mutation/results.json';
const EQUIVALENT = 'test/mutation/equivalent.json';

type How = 'test' | 'time' | 'crash' | 'survived' | 'unreached';

interface Result {
  readonly room: string;
  readonly file: string;
  readonly code: string;
  readonly at: number;
  readonly nth?: number;
  readonly from: string;
  readonly to: string;
  /** What came of it when it was first run, and what comes of it now. */
  readonly first: How;
  readonly now: How;
  readonly by?: string;
  /** Whether its line was rewritten or taken out since. */
  readonly gone?: boolean;
}

const keyOf = (m: Pick<Result, 'file' | 'code' | 'at' | 'nth' | 'from' | 'to'>) =>
  `${m.file} ${m.code} ${m.at} ${m.from} ${m.to}${m.nth ? ` ${m.nth}` : ''}`;

const read = <T>(path: string, otherwise: T): T =>
  existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : otherwise;

/** A file, or the files below a folder whose names end so. */
function filesOf(path: string, end: string): string[] {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(end))
    .sort()
    .map((name) => `${path}/${name}`);
}

/** A warm process with the tests' runner in it, begun anew when it had to be stopped. */
class Runner {
  private child: ChildProcess | undefined;
  private runs = 0;

  async run(ask: Ask): Promise<Answer | 'time' | 'crash'> {
    // What a runner keeps of its runs grows.
    if (this.runs++ % 100 === 0) this.stop();
    this.child ??= await this.start();
    const { child } = this;
    const answer = await new Promise<Answer | 'time' | 'crash'>((done) => {
      const crash = () => done('crash');
      child.once('message', (m) => {
        child.off('exit', crash);
        done(m as Answer | 'time');
      });
      child.once('exit', crash);
      child.send(ask);
    });
    if (typeof answer === 'string') this.stop();
    return answer;
  }

  stop(): void {
    this.child?.removeAllListeners();
    this.child?.kill('SIGKILL');
    this.child = undefined;
  }

  private start(): Promise<ChildProcess> {
    const child = fork(process.argv[1] as string, ['--worker'], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    return new Promise((done) => child.once('message', () => done(child)));
  }
}

const option = (name: string, otherwise: string) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : (process.argv[at + 1] ?? otherwise);
};
const flag = (name: string) => process.argv.includes(`--${name}`);

async function main(): Promise<void> {
  mkdirSync('dist', { recursive: true });
  const seed = option('seed', 'disclosure');
  const count = Number(option('count', '100'));
  const until = Date.now() + Number(option('minutes', '30')) * 60_000;
  const rooms = option('rooms', ROOMS.join(',')).split(',');
  const runner = new Runner();
  const sources = ROOMS.flatMap((room) => filesOf(`server/src/${room}`, '.ts'));
  const texts = new Map(sources.map((file) => [file, readFileSync(file, 'utf8')]));
  const mutants = new Map(sources.map((file) => [file, mutantsOf(file, texts.get(file) as string)]));
  const firsts = new Map(sources.map((file, i) => [file, i * 10_000]));

  // In turns, so that a run that is broken off has something to say of every room.
  const draw = () => {
    const valid = compiles(texts);
    const samples = rooms.map((room) => sampleOf(room, seed, count, mutants, valid));
    return Array.from({ length: count }, (_, i) => samples.flatMap((s) => s[i] ?? [])).flat();
  };

  const state = `dist/mutants-${seed}.json`;
  const results = read<Record<string, Result>>(state, {});
  const known = [...mutants.values()].flat().filter((m) => results[keyOf(m)] !== undefined);
  const again = flag('again') || flag('show') || flag('record');
  // What was drawn stays the sample while sources change; a fault whose line is gone is counted apart.
  const plan = again ? known.filter((m) => rooms.includes(m.file.split('/')[2] as string)) : draw();
  const standing = new Set(known.map(keyOf));
  if (flag('show')) return show(results, plan);

  const explained = equivalents();
  const todo = plan.filter((m) => {
    const before = results[keyOf(m)];
    return !before || (flag('again') && survives(before) && !explained.has(keyOf(m)));
  });
  if (todo.length > 0) {
    const only = option('tests', '').split(',');
    const all = await reachOf(runner, texts, firsts);
    const reach = all.filter((r) => only.some((name) => r.file.includes(name)));
    const kills = new Map<string, number>();
    for (const [i, mutant] of todo.entries()) {
      if (Date.now() > until) break;
      const key = keyOf(mutant);
      const { how, by } = await tryOne(mutant, runner, texts, firsts, reach, kills);
      const room = mutant.file.split('/')[2] as string;
      const { file, code, at, nth, from, to } = mutant;
      const first = results[key]?.first ?? how;
      results[key] = {
        room,
        file,
        code,
        at,
        ...(nth ? { nth } : {}),
        from,
        to,
        first,
        now: how,
        ...(by ? { by } : {}),
      };
      writeFileSync(state, JSON.stringify(results));
      console.log(
        `${i + 1}/${todo.length} ${how} ${mutant.file}:${mutant.line} ${mutant.from} → ${mutant.to}`,
      );
    }
    runner.stop();
  }
  const done = Object.entries(results).map(([key, r]) =>
    standing.has(key) || !again ? r : { ...r, gone: true },
  );
  const table = tableOf(done, mutants);
  console.log(table);
  if (flag('record')) record(done, table, seed);
}

/** So many mutants of a room that compile, drawn by its seed; a larger sample begins with the smaller one. */
function sampleOf(
  room: string,
  seed: string,
  count: number,
  mutants: Map<string, Mutant[]>,
  valid: (mutant: Mutant) => boolean,
): Mutant[] {
  const all = [...mutants].filter(([f]) => f.startsWith(`server/src/${room}/`)).flatMap(([, m]) => m);
  const random = new Random(`${seed}/${room}`);
  const drawn: Mutant[] = [];
  while (drawn.length < count && all.length > 0) {
    const i = random.below(all.length);
    if (valid(all[i] as Mutant)) drawn.push(all[i] as Mutant);
    all[i] = all[all.length - 1] as Mutant;
    all.pop();
  }
  return drawn;
}

/** What each test reaches. It is kept, and measured anew for files of tests that changed; for all where sources did. */
async function reachOf(
  runner: Runner,
  texts: Map<string, string>,
  firsts: Map<string, number>,
): Promise<Reach[]> {
  const hash = (paths: string[]) =>
    createHash('sha1')
      .update(paths.map((p) => readFileSync(p, 'utf8')).join('\0'))
      .digest('hex');
  const sources = hash([...filesOf('server/src', '.ts'), 'scripts/mutate/mutants.ts']);
  const kept = read<{ sources: string; files: Record<string, { hash: string; reach: Reach }> }>(REACH, {
    sources,
    files: {},
  });
  const files = kept.sources === sources ? kept.files : {};
  const notes = Object.fromEntries([...texts].map(([f, t]) => [f, probed(f, t, firsts.get(f) as number)]));
  const all = TESTS.flatMap((path) => filesOf(path, '.test.ts')).filter((file) => !SLOW.test(file));
  for (const file of all) {
    const own = hash([file]);
    if (files[file]?.hash === own) continue;
    const answer = await runner.run({ texts: notes, files: [{ file }] });
    if (typeof answer === 'string') throw new Error(`${file}: ${answer}`);
    if (answer.failed) throw new Error(`fails without any fault: ${answer.failed}`);
    const [reach] = answer.reach;
    if (!reach) throw new Error(`${file}: no answer`);
    console.log(`${file} ${(reach.ms / 1000).toFixed(1)} s, ${reach.tests.length} tests`);
    files[file] = { hash: own, reach };
    writeFileSync(REACH, JSON.stringify({ sources, files }));
  }
  return all.flatMap((file) => files[file]?.reach ?? []);
}

async function tryOne(
  mutant: Mutant,
  runner: Runner,
  texts: Map<string, string>,
  firsts: Map<string, number>,
  reach: readonly Reach[],
  kills: Map<string, number>,
): Promise<{ how: How; by?: string }> {
  const statement = (firsts.get(mutant.file) as number) + mutant.probe;
  const asked = reach
    .flatMap((r) => {
      const outside = r.outside.includes(statement);
      const tests = outside ? r.tests : r.tests.filter((t) => t.reached.includes(statement));
      if (tests.length === 0) return [];
      const base = r.ms - r.tests.reduce((sum, t) => sum + t.ms, 0);
      const ms = base + tests.reduce((sum, t) => sum + t.ms, 0);
      // The files of tests that noticed faults of this file before; each second of a test must be worth it.
      const worth = (1 + 4 * (kills.get(`${mutant.file} ${r.file}`) ?? 0)) / (ms + 500);
      return [{ file: r.file, ids: tests.map((t) => t.id), ms, worth }];
    })
    .sort((a, b) => b.worth - a.worth);
  if (asked.length === 0) return { how: 'unreached' };
  const text = texts.get(mutant.file) as string;
  const changed = text.slice(0, mutant.start) + mutant.to + text.slice(mutant.end);
  const answer = await runner.run({ texts: { [mutant.file]: changed }, files: asked });
  if (typeof answer === 'string') return { how: answer };
  if (answer.failed === undefined) return { how: 'survived' };
  const killer = `${mutant.file} ${answer.failed.split(' > ')[0]}`;
  kills.set(killer, (kills.get(killer) ?? 0) + 1);
  return { how: 'test', by: answer.failed };
}

const survives = (r: Result) => r.now === 'survived' || r.now === 'unreached';

/** Faults that change nothing anybody could see, with the reason. */
function equivalents(): Map<string, string> {
  const list = read<(Omit<Result, 'room' | 'first' | 'now'> & { reason: string })[]>(EQUIVALENT, []);
  return new Map(list.map((e) => [keyOf(e), e.reason]));
}

function show(results: Record<string, Result>, plan: readonly Mutant[]): void {
  const explained = equivalents();
  for (const mutant of plan) {
    const result = results[keyOf(mutant)];
    if (!result || !survives(result) || explained.has(keyOf(mutant))) continue;
    console.log(
      `\n${mutant.file}:${mutant.line}:${mutant.at} ${result.now}\n  ${mutant.code}\n  ${mutant.from} → ${mutant.to}`,
    );
  }
}

function tableOf(done: readonly Result[], mutants: Map<string, Mutant[]>): string {
  const explained = equivalents();
  const rows = [...ROOMS, 'all'].map((room) => {
    const own = done.filter((r) => room === 'all' || r.room === room);
    const possible = [...mutants]
      .filter(([f]) => room === 'all' || f.startsWith(`server/src/${room}/`))
      .reduce((sum, [, m]) => sum + m.length, 0);
    const gone = own.filter((r) => r.gone && survives(r)).length;
    const equal = own.filter((r) => !r.gone && survives(r) && explained.has(keyOf(r))).length;
    const score = (how: (r: Result) => How, without: number) => {
      const dead = own.filter((r) => !['survived', 'unreached'].includes(how(r))).length;
      return own.length > without ? `${((100 * dead) / (own.length - without)).toFixed(1)} %` : '–';
    };
    const by = (...how: How[]) => own.filter((r) => how.includes(r.now)).length;
    return [
      room === 'all' ? '**all**' : room,
      possible,
      own.length,
      by('test'),
      by('time', 'crash'),
      equal,
      gone,
      own.filter((r) => !r.gone && survives(r) && !explained.has(keyOf(r))).length,
      score((r) => r.first, equal),
      score((r) => r.now, equal + gone),
    ];
  });
  const head =
    '| room | possible | tried | killed by a test | ran for ever or crashed | equivalent | line gone | survive | score at first | score now |\n' +
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |';
  return [head, ...rows.map((r) => `| ${r.join(' | ')} |`)].join('\n');
}

function record(done: readonly Result[], table: string, seed: string): void {
  mkdirSync('test/mutation', { recursive: true });
  const lines = done.map((r) => JSON.stringify(r));
  writeFileSync(RECORD, `{"seed":${JSON.stringify(seed)},"mutants":[\n${lines.join(',\n')}\n]}\n`);
  const stamp = new Date().toISOString().slice(0, 10);
  writeMeasured(
    {
      name: 'mutation',
      title: 'The recorded sample of mutants',
      by: 'npm run mutate -- --record',
      about: 'reliability.md',
    },
    `Seed \`${seed}\`, ${stamp}, Node ${process.version}.\n\n${table}`,
  );
}

if (flag('worker')) await work();
else await main();
