/**
 * Where our server's time goes, by function:
 *     node scripts/run-ts.mjs test/bench/profile.ts [rows, or the name of a sample] [edits] [kinds of edits]
 * Opening, edits of each kind and asking are told apart. The profile itself stays in test/bench/out, for a browser's developer tools.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import { BenchClient } from './client.ts';
import { generated, published } from './documents.ts';
import { type Edit, editsOf, KINDS, type Kind, placesOf } from './places.ts';

interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
    readonly children?: readonly number[];
  }[];
  readonly startTime: number;
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

const what = process.argv[2] ?? '1500';
const most = Number(process.argv[3] ?? 20);
const kinds = (process.argv[4]?.split(',') ?? Object.keys(KINDS)) as Kind[];
const out = resolve('test/bench/out');
const folder = join(out, `profile-${what}`);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const bundle = join(out, 'server.cjs');
// By path at run time: bundled into this script it would look for the project around the bundle.
const { buildOptions } = (await import(
  pathToFileURL(resolve('scripts/build.mjs')).href
)) as typeof import('../../scripts/build.mjs');
for (const { options } of buildOptions({ only: ['server/node'] }))
  await esbuild.build({
    ...options,
    outfile: bundle,
    minify: false,
    sourcemap: false,
  } as esbuild.BuildOptions);

/** The clock that the profile uses. */
const now = (): number => Number(process.hrtime.bigint() / 1000n);

const text = (/^\d+$/.test(what) ? generated(Number(what)) : published(what)).texts.disclosure;
const places = placesOf(text);
const edits = editsOf(text, 'disclosure');
const client = await BenchClient.start(
  {
    name: 'ours',
    command: [process.execPath, '--cpu-prof', `--cpu-prof-dir=${folder}`, bundle, '--stdio'],
    language: 'disclosure',
    diagnostics: 'push',
  },
  600_000,
);
const openMs = await client.open(text);
const opened = now();
// What is made ready in the pause after opening is no key's cost.
await new Promise((done) => setTimeout(done, 1500));
const spells: { kind: Kind; from: number; to: number; cpuMs: number }[] = [];
for (const kind of kinds) {
  const make = async (times: number) => {
    for (let i = 0; i < times; i++) {
      const pair = edits[kind][(i >> 1) % edits[kind].length] as Edit;
      await client.edit(pair[(i % 2) as 0 | 1]);
    }
  };
  await make(20);
  const before = client.cpu();
  const from = now();
  await make(most);
  spells.push({ kind, from, to: now(), cpuMs: (client.cpu() - before) / most });
}
const asksFrom = now();
const asked: string[] = [];
for (const what of ['hover', 'completion'] as const) {
  const positions = what === 'hover' ? places.hovers : places.completions;
  let ms = 0;
  let size = 0;
  for (let i = 0; i < 300; i++) {
    const answer = await client.request(`textDocument/${what}`, {
      position: positions[i % positions.length],
      context: { triggerKind: 1 },
    });
    ms += answer.ms;
    size += JSON.stringify(answer.result ?? null).length;
  }
  asked.push(`${what} ${(ms / 300).toFixed(2)} ms, ${Math.round(size / 300)} characters`);
}
await client.stop();

const [file] = readdirSync(folder).filter((name) => name.endsWith('.cpuprofile'));
const profile = JSON.parse(readFileSync(join(folder, file as string), 'utf8')) as Profile;

/** The bundle names each module in a comment before its code. */
const modules: { line: number; name: string }[] = [];
readFileSync(bundle, 'utf8')
  .split('\n')
  .forEach((content, line) => {
    const name = /^ *\/\/ ((?:server\/src|node_modules)\/\S+|disclosure:\S+)$/.exec(content)?.[1];
    if (name) modules.push({ line, name });
  });
function moduleAt(line: number): string {
  let found = '';
  for (const module of modules) {
    if (module.line > line) break;
    found = module.name;
  }
  return found.replace(/^server\/src\//, '').replace(/^node_modules\//, '~');
}

const byId = new Map(profile.nodes.map((node) => [node.id, node]));
const parent = new Map<number, number>();
for (const node of profile.nodes) for (const child of node.children ?? []) parent.set(child, node.id);
const names = new Map<number, string>();
for (const { id, callFrame } of profile.nodes) {
  const where = callFrame.url.endsWith('server.cjs') ? moduleAt(callFrame.lineNumber) : callFrame.url;
  names.set(id, `${callFrame.functionName || '(anonymous)'} ${where}`.trim());
}

function tell(title: string, from: number, to: number): void {
  const self = new Map<string, number>();
  const inclusive = new Map<string, number>();
  let now = profile.startTime;
  let busy = 0;
  profile.samples.forEach((sample, i) => {
    const delta = profile.timeDeltas[i + 1] ?? 0;
    now += profile.timeDeltas[i] ?? 0;
    const name = names.get(sample) ?? '';
    if (now < from || now >= to || name === '(idle)') return;
    busy += delta;
    self.set(name, (self.get(name) ?? 0) + delta);
    const seen = new Set<string>();
    for (let id: number | undefined = sample; id !== undefined; id = parent.get(id)) {
      const own = names.get(id) as string;
      if (!seen.has(own) && byId.get(id)?.callFrame.url.endsWith('server.cjs')) {
        seen.add(own);
        inclusive.set(own, (inclusive.get(own) ?? 0) + delta);
      }
    }
  });
  console.log(`\n== ${title}: ${(busy / 1000).toFixed(0)} ms busy`);
  for (const [kind, map, most] of [
    ['own time', self, 25],
    ['with what it calls', inclusive, 45],
  ] as const) {
    console.log(`-- ${kind}`);
    for (const [name, time] of [...map].sort((a, b) => b[1] - a[1]).slice(0, most))
      console.log(
        `${((time / busy) * 100).toFixed(1).padStart(6)} %  ${(time / 1000).toFixed(1).padStart(9)} ms  ${name}`,
      );
  }
}

console.log(`${what}: open ${openMs.toFixed(0)} ms`);
tell('start and open', 0, opened);
for (const { kind, from, to, cpuMs } of spells)
  tell(`${KINDS[kind]}, ${most} times, ${cpuMs.toFixed(2)} ms of processor each`, from, to);
tell(`300 times each: ${asked.join('; ')}`, asksFrom, Number.POSITIVE_INFINITY);
process.exit(0);
