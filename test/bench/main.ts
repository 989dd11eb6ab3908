/**
 * The servers side by side, in one run: npm run bench -- [--rows 150,1500,15000] [--all] [--only floor,ours]
 * [--pull] [--seconds 6] [--write]. Writes Markdown and JSON to test/bench/out and the Markdown to standard output;
 * with --write also into docs/measured/bench.md.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';
import type { Position } from 'vscode-languageserver/node';
import { writeMeasured } from '../../scripts/measured.ts';
import { BenchClient, type ServerSpec } from './client.ts';
import { canCount, countInstructions } from './counters.ts';
import { type GeneratedReport, generateReport } from './generate.ts';
import { type Places, placesOf } from './places.ts';
import { asMarkdown, type Run, type ServerResult, type SizeResult, statistics } from './report.ts';

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string' },
    all: { type: 'boolean', default: false },
    only: { type: 'string' },
    pull: { type: 'boolean', default: false },
    /** For each server and size, how long keys are pressed. */
    seconds: { type: 'string', default: '6' },
    write: { type: 'boolean', default: false },
  },
});
const root = process.cwd();
const out = resolve(root, 'test/bench/out');
const sizes = (options.rows?.split(',') ?? ['150', '1500', '15000', ...(options.all ? ['150000'] : [])]).map(
  Number,
);
const KEY_MS = Number(options.seconds) * 1000;
const ASK_MS = KEY_MS / 3;
/** Keys pressed in one go before the next server has its turn: all meet the same load of the machine. */
const SLICE = 10;
const FEWEST_KEYS = 4;
const MOST_KEYS = 400;
const STARTS = 9;

async function servers(): Promise<ServerSpec[]> {
  const floor = join(out, 'floor.cjs');
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['test/bench/floor.ts'],
    outfile: floor,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    minifySyntax: true,
    minifyWhitespace: true,
    logLevel: 'warning',
  });
  const node = process.execPath;
  const bin = (path: string) => join(root, 'node_modules', path);
  const ours = [node, join(root, 'dist/server/node.js'), '--stdio'];
  const all: ServerSpec[] = [
    { name: 'floor', command: [node, floor, '--stdio'], language: 'disclosure', diagnostics: 'push' },
    { name: 'ours', command: ours, language: 'disclosure', diagnostics: 'push' },
    ...(options.pull
      ? [{ name: 'ours (pull)', command: ours, language: 'disclosure', diagnostics: 'pull' } as const]
      : []),
    {
      name: 'vscode-json',
      command: [node, bin('vscode-langservers-extracted/bin/vscode-json-language-server'), '--stdio'],
      language: 'json',
      // Asked for, its diagnostics do not wait for a pause.
      diagnostics: 'pull',
      initializationOptions: { provideFormatter: true },
      settings: { json: { validate: { enable: true }, format: { enable: true } } },
    },
    {
      name: 'yaml',
      command: [
        node,
        '--require',
        resolve(root, 'test/bench/no-debounce.cjs'),
        bin('yaml-language-server/bin/yaml-language-server'),
        '--stdio',
      ],
      env: { BENCH_DEBOUNCE: '200' },
      language: 'yaml',
      diagnostics: 'push',
      settings: {
        yaml: {
          validate: true,
          hover: true,
          completion: true,
          format: { enable: true },
          // No schema, and none looked for on the network.
          schemaStore: { enable: false },
        },
      },
    },
  ];
  const only = options.only?.split(',');
  return only ? all.filter(({ name }) => only.includes(name)) : all;
}

/** One server at one size, with its samples. */
class Contestant {
  readonly samples = {
    open: [] as number[],
    key: [] as number[],
    hover: [] as number[],
    completion: [] as number[],
    symbols: [] as number[],
    tokens: [] as number[],
    format: [] as number[],
  };
  cpuMs = 0;
  instructions: number | undefined;
  peakMb: number | undefined;
  findings = 0;
  problem: string | undefined;
  client: BenchClient | undefined;
  spent = 0;
  private pressed = 0;

  constructor(
    readonly spec: ServerSpec,
    readonly text: string,
    readonly places: Places,
    readonly timeout: number,
  ) {}

  /** Runs a step unless an earlier one failed; a failure ends this server's part, not the run. */
  async step(name: string, work: (client: BenchClient) => Promise<void>): Promise<void> {
    if (this.problem !== undefined || !this.client) return;
    try {
      await work(this.client);
      this.peakMb = this.client.peak();
    } catch (error) {
      this.problem = `${name}: ${error instanceof Error ? error.message : String(error)}`;
      this.client.kill();
      this.client = undefined;
    }
  }

  async open(): Promise<void> {
    if (this.problem !== undefined) return;
    this.client?.kill();
    this.client = await BenchClient.start(this.spec, this.timeout);
    await pause(200);
    await this.step('open', async (client) => {
      this.samples.open.push(await client.open(this.text));
      await pause(300);
    });
  }

  /** Changes the digit, or changes it back. */
  async key(client: BenchClient): Promise<number> {
    const ms = await client.key(this.places.amount, this.places.digits[this.pressed++ % 2] as string);
    this.findings = Math.max(this.findings, client.last.length);
    return ms;
  }

  async keys(most: number): Promise<void> {
    await this.step('key', async (client) => {
      const before = client.cpu();
      const started = performance.now();
      // An even number: the document is left as it was.
      for (let i = 0; i < most; i++) {
        this.samples.key.push(await this.key(client));
        if (i % 2 === 1 && performance.now() - started > KEY_MS) break;
      }
      this.spent += performance.now() - started;
      this.cpuMs += client.cpu() - before;
    });
  }

  async ask(what: 'hover' | 'completion', most: number): Promise<void> {
    const positions = what === 'hover' ? this.places.hovers : this.places.completions;
    await this.step(what, async (client) => {
      const started = performance.now();
      for (let i = 0; i < most && performance.now() - started < ASK_MS; i++) {
        const position = positions[this.samples[what].length % positions.length] as Position;
        const params = what === 'hover' ? { position } : { position, context: { triggerKind: 1 } };
        this.samples[what].push((await client.request(`textDocument/${what}`, params)).ms);
      }
      this.spent += performance.now() - started;
    });
  }

  /** A request for the whole document, after a change whose diagnostics have come. */
  async whole(what: 'symbols' | 'tokens' | 'format', method: string, params: object): Promise<void> {
    if (what === 'tokens' && this.spec.language !== 'disclosure') return;
    await this.step(what, async (client) => {
      await this.key(client);
      const started = performance.now();
      this.samples[what].push((await client.request(method, params)).ms);
      this.spent += performance.now() - started;
    });
  }

  result(): ServerResult {
    const { samples } = this;
    return {
      server: this.spec.name,
      open: statistics(samples.open),
      key: statistics(samples.key),
      keyAway: statistics(samples.key.filter((_, i) => i % 2 === 0)),
      keyBack: statistics(samples.key.filter((_, i) => i % 2 === 1)),
      cpuPerKey: samples.key.length > 0 ? this.cpuMs / samples.key.length : undefined,
      instructionsPerKey: this.instructions,
      hover: statistics(samples.hover),
      completion: statistics(samples.completion),
      symbols: statistics(samples.symbols),
      tokens: statistics(samples.tokens),
      format: statistics(samples.format),
      peakMb: this.peakMb,
      findings: this.findings,
      characters: this.text.length,
      problem: this.problem,
    };
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const say = (text: string) => process.stderr.write(`${text}\n`);

async function measureSize(specs: readonly ServerSpec[], rows: number): Promise<SizeResult> {
  const report = generateReport(rows);
  const timeout = rows > 50_000 ? 180_000 : 60_000;
  const all = specs.map((spec) => {
    const text = report[spec.language as keyof GeneratedReport] as string;
    return new Contestant(spec, text, placesOf(text), timeout);
  });
  const large = rows > 50_000;
  for (let i = 0; i < (large ? 1 : 3); i++) for (const one of all) await one.open();
  say(
    `  opened: ${all.map((one) => `${one.spec.name} ${one.problem ?? Math.round(one.samples.open.at(-1) ?? 0)}`).join(', ')}`,
  );

  // What ours answers is what the floor answers: its reply has the same size.
  const floor = all.find(({ spec }) => spec.name === 'floor');
  const ours = all.find(({ spec }) => spec.name === 'ours');
  await ours?.step('replies', async (client) => {
    const answers = async (what: 'hover' | 'completion', positions: readonly Position[]) => {
      const found: unknown[] = [];
      for (const position of positions) {
        const params = { position, context: { triggerKind: 1 } };
        found.push((await client.request(`textDocument/${what}`, params)).result);
      }
      return found;
    };
    await floor?.client?.notify('bench/replies', {
      hover: await answers('hover', ours.places.hovers),
      completion: await answers('completion', ours.places.completions),
    });
  });

  // Warm up: what is compiled at first use is no key's cost.
  for (const one of all) {
    await one.step('key', async (client) => {
      const started = performance.now();
      for (let i = 0; i < 40 && (performance.now() - started < KEY_MS / 6 || i % 2 === 1); i++)
        await one.key(client);
    });
  }
  const more = () =>
    all.filter(
      (one) =>
        one.problem === undefined &&
        one.client &&
        one.samples.key.length < MOST_KEYS &&
        (one.spent < KEY_MS || one.samples.key.length < FEWEST_KEYS),
    );
  for (let left = more(); left.length > 0; left = more()) for (const one of left) await one.keys(SLICE);
  say(`  keys: ${all.map((one) => `${one.spec.name} ${one.samples.key.length}`).join(', ')}`);

  for (const what of ['hover', 'completion'] as const) {
    for (const one of all) one.spent = 0;
    for (let round = 0; round < 12; round++)
      for (const one of all) if (one.spent < ASK_MS) await one.ask(what, 16);
  }
  const requests = [
    ['symbols', 'textDocument/documentSymbol', {}],
    ['tokens', 'textDocument/semanticTokens/full', {}],
    ['format', 'textDocument/formatting', { options: { tabSize: 2, insertSpaces: true } }],
  ] as const;
  for (const [what, method, params] of requests) {
    for (const one of all) one.spent = 0;
    for (let round = 0; round < (large ? 2 : 6); round++)
      for (const one of all) if (round < 2 || one.spent < ASK_MS) await one.whole(what, method, params);
  }
  if (canCount()) {
    for (const one of all) {
      await one.step('instructions', async (client) => {
        const keys = 20;
        const counted = await countInstructions(client.pid, async () => {
          for (let i = 0; i < keys; i++) await one.key(client);
        });
        if (counted !== undefined) one.instructions = counted / keys;
      });
    }
  }
  for (const one of all) one.client?.kill();
  return { rows: report.rows, servers: all.map((one) => one.result()) };
}

async function measureStart(specs: readonly ServerSpec[]): Promise<Run['start']> {
  const samples = specs.map(() => [] as number[]);
  // The first one fills the machine's file cache.
  for (let i = 0; i <= STARTS; i++) {
    for (const [index, spec] of specs.entries()) {
      const client = await BenchClient.start(spec, 30_000);
      client.kill();
      if (i > 0) samples[index]?.push(client.startMs);
    }
  }
  return specs.map(({ name }, index) => ({ server: name, ms: statistics(samples[index] ?? []) }));
}

mkdirSync(out, { recursive: true });
const specs = await servers();
const started = performance.now();
say('start');
const start = await measureStart(specs);
const results: SizeResult[] = [];
for (const rows of sizes) {
  say(`${rows} rows`);
  results.push(await measureSize(specs, rows));
}
const require = createRequire(join(root, 'package.json'));
const versionOf = (name: string): string => (require(`${name}/package.json`) as { version: string }).version;
const run: Run = {
  date: new Date().toISOString().slice(0, 10),
  node: process.version,
  machine: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'CPU'}`,
  load: loadavg()[0] ?? 0,
  seconds: Math.round((performance.now() - started) / 1000),
  instructions: canCount(),
  peers: Object.fromEntries(
    ['vscode-langservers-extracted', 'yaml-language-server'].map((name) => [name, versionOf(name)]),
  ),
  start,
  sizes: results,
};
const markdown = asMarkdown(run);
writeFileSync(join(out, 'bench.json'), `${JSON.stringify(run, null, 2)}\n`);
writeFileSync(join(out, 'bench.md'), markdown);
if (options.write)
  writeMeasured(
    { name: 'bench', title: 'Beside other servers', by: 'npm run bench -- --write', about: 'performance.md' },
    markdown,
  );
process.stdout.write(markdown);
process.exit(0);
