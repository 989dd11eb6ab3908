/**
 * Mutation testing of the engine, by a seeded sample: one small fault is put into one place of a source file while the
 * tests load it, and a test must notice. No file is changed. Which tests reach a statement is measured first; only those
 * are run, the likeliest first, up to the first that fails, in a process that stays warm. A fault that makes them run for
 * ever is noticed by that; one that outlasts so many seconds of tests has survived. A run is bounded in time and goes on
 * where it stopped.
 *
 * npm run mutate -- --rooms base,model --count 100 --minutes 30 --seed a
 *   --again     runs the survivors once more, where tests were written since
 *   --tests a,b runs only tests whose path has one of these in it: what survived the others need not meet them again
 *   --longest n seconds of tests for one fault, by what they take without it
 *   --record    keeps the sample in test/mutation, and writes the tables of all in docs/measured/mutation.md
 *   --show      prints the survivors that test/mutation/equivalent.json does not explain
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { filesOf, read } from './files.ts';
import { type Mutant, mutantsOf, statementsOf } from './mutants.ts';
import { reached, reachOf } from './reach.ts';
import { type How, keyOf, type Result, record, roomOf, survives, tableOf } from './record.ts';
import { Runner } from './runner.ts';
import { draw } from './sample.ts';
import { work } from './worker.ts';

const ROOMS = ['base', 'model', 'prose', 'relations', 'rules', 'exchange'];
const EQUIVALENT = 'test/mutation/equivalent.json';

/** What is to be hoped of a golden, and of a test of the fault's own room, before anything is known of them. */
const GOLDEN = 4;
const OWN = 2;

const option = (name: string, otherwise: string) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : (process.argv[at + 1] ?? otherwise);
};
const flag = (name: string) => process.argv.includes(`--${name}`);

/** A sample that is being tried: kept after each of its faults. */
interface State {
  /** From which it was drawn. */
  readonly commit: string;
  readonly date: string;
  readonly possible: Readonly<Record<string, number>>;
  readonly results: Record<string, Result>;
}

async function main(): Promise<void> {
  mkdirSync('dist', { recursive: true });
  const seed = option('seed', 'disclosure');
  const count = Number(option('count', '100'));
  const until = Date.now() + Number(option('minutes', '30')) * 60_000;
  const rooms = option('rooms', ROOMS.join(',')).split(',');
  const sources = ROOMS.flatMap((room) => filesOf(`server/src/${room}`, '.ts'));
  const texts = new Map(sources.map((file) => [file, readFileSync(file, 'utf8')]));
  const mutants = new Map(sources.map((file) => [file, mutantsOf(file, texts.get(file) as string)]));
  const path = `dist/mutants-${seed}.json`;
  const state = read<State>(path, begun(mutants));
  const { results } = state;
  const known = [...mutants.values()].flat().filter((m) => results[keyOf(m)] !== undefined);
  const again = flag('again') || flag('show') || flag('record');
  // What was drawn stays the sample while sources change; a fault whose line is gone is counted apart.
  const plan = again
    ? known.filter((m) => rooms.includes(roomOf(m.file)))
    : draw(rooms, seed, count, mutants, texts);
  const standing = new Set(known.map(keyOf));
  const explained = equivalents();
  if (flag('show')) return show(results, plan, explained);

  const todo = plan.filter((m) => {
    const before = results[keyOf(m)];
    return !before || (flag('again') && survives(before.now) && !explained.has(keyOf(m)));
  });
  if (todo.length > 0) {
    const trial = await trialOf(texts, everTried());
    for (const [i, mutant] of todo.entries()) {
      if (Date.now() > until) break;
      const key = keyOf(mutant);
      const began = Date.now();
      const { how, by } = await trial.run(mutant);
      const { file, code, at, nth, from, to } = mutant;
      results[key] = {
        room: roomOf(file),
        file,
        code,
        at,
        ...(nth ? { nth } : {}),
        from,
        to,
        first: results[key]?.first ?? how,
        now: how,
        ...(by ? { by } : {}),
      };
      writeFileSync(path, JSON.stringify(state));
      const seconds = ((Date.now() - began) / 1000).toFixed(0);
      console.log(
        `${i + 1}/${todo.length} ${how} ${seconds} s ${file}:${mutant.line} ${from} → ${to} ${by ?? ''}`,
      );
    }
    trial.stop();
  }
  const done = Object.entries(results).map(([key, r]) =>
    standing.has(key) || !again ? r : { ...r, gone: true },
  );
  const { commit, date, possible } = state;
  const sample = { seed, commit, date, node: process.version, possible, mutants: done };
  console.log(tableOf(sample, explained));
  if (flag('record')) record(sample, explained);
}

/** What came of the faults of all samples that were tried here: which tests notice which faults. */
function everTried(): Result[] {
  const states = readdirSync('dist').filter((f) => /^mutants-.*\.json$/.test(f));
  return states.flatMap((f) => Object.values(read<Partial<State>>(`dist/${f}`, {}).results ?? {}));
}

function begun(mutants: ReadonlyMap<string, readonly Mutant[]>): State {
  const possible = ROOMS.map((room) => [
    room,
    [...mutants].reduce((sum, [f, m]) => sum + (roomOf(f) === room ? m.length : 0), 0),
  ]);
  return {
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
    date: new Date().toISOString().slice(0, 10),
    possible: Object.fromEntries(possible),
    results: {},
  };
}

/** What tries one fault after the other. */
async function trialOf(texts: ReadonlyMap<string, string>, before: readonly Result[]) {
  const runner = new Runner();
  const firsts = new Map<string, number>();
  let statements = 0;
  for (const [file, text] of texts) {
    firsts.set(file, statements);
    statements += statementsOf(file, text);
  }
  const only = option('tests', '').split(',');
  const longest = Number(option('longest', '150')) * 1000;
  const reach = (await reachOf(runner, texts, firsts)).filter((r) =>
    only.some((name) => r.file.includes(name)),
  );
  /** How often a file of tests noticed a fault of a file, and of a room. */
  const kills = new Map<string, number>();
  const noticed = (file: string, by: string) => {
    for (const of of [file, roomOf(file)]) {
      const key = `${of} ${by.split(' > ')[0]}`;
      kills.set(key, (kills.get(key) ?? 0) + 1);
    }
  };
  for (const r of before) if (r.by) noticed(r.file, r.by);

  /** The tests that reach the fault, those first of whose seconds most is to be hoped. */
  const asked = (mutant: Mutant) => {
    const statement = (firsts.get(mutant.file) as number) + mutant.probe;
    const all = reach.flatMap((r) => {
      const tests = reached(r.outside, statement)
        ? r.tests
        : r.tests.filter((t) => reached(t.reached, statement));
      if (tests.length === 0) return [];
      const ms = tests.reduce((sum, t) => sum + t.ms, 0);
      const room = roomOf(mutant.file);
      const hope =
        1 +
        (/^test\/golden\//.test(r.file) ? GOLDEN : r.file.includes(`/${room}/`) ? OWN : 0) +
        8 * (kills.get(`${mutant.file} ${r.file}`) ?? 0) +
        (kills.get(`${room} ${r.file}`) ?? 0);
      // What notices does so early as a rule; what is loaded is loaded for all.
      return [{ file: r.file, ids: tests.map((t) => t.id), ms, worth: hope / (ms / 3 + r.loadMs / 4 + 500) }];
    });
    all.sort((a, b) => b.worth - a.worth);
    let ms = 0;
    return all.filter((a, i) => {
      ms += a.ms;
      return i === 0 || ms < longest;
    });
  };

  return {
    stop: () => runner.stop(),
    async run(mutant: Mutant): Promise<{ how: How; by?: string }> {
      const files = asked(mutant);
      if (files.length === 0) return { how: 'unreached' };
      const text = texts.get(mutant.file) as string;
      const changed = text.slice(0, mutant.start) + mutant.to + text.slice(mutant.end);
      const answer = await runner.run({ texts: { [mutant.file]: changed }, files });
      if (typeof answer === 'string') return { how: answer };
      if (answer.failed === undefined) return { how: 'survived' };
      noticed(mutant.file, answer.failed);
      return { how: 'test', by: answer.failed };
    },
  };
}

/** Faults that change nothing anybody could see, with the reason. */
function equivalents(): Map<string, string> {
  const list = read<(Omit<Result, 'room' | 'first' | 'now'> & { reason: string })[]>(EQUIVALENT, []);
  return new Map(list.map((e) => [keyOf(e), e.reason]));
}

function show(
  results: Readonly<Record<string, Result>>,
  plan: readonly Mutant[],
  explained: ReadonlyMap<string, string>,
): void {
  for (const mutant of plan) {
    const result = results[keyOf(mutant)];
    if (!result || !survives(result.now) || explained.has(keyOf(mutant))) continue;
    console.log(
      `\n${mutant.file}:${mutant.line}:${mutant.at} ${result.now}\n  ${mutant.code}\n  ${mutant.from} → ${mutant.to}`,
    );
  }
}

if (flag('worker')) await work();
else await main();
