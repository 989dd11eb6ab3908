/** One server with one document, and what it took. */
import { BenchClient, type ServerSpec } from './client.ts';
import { type Edit, editsOf, KINDS, type Kind, type Places, placesOf } from './places.ts';
import { type ServerResult, type Spent, statistics } from './report.ts';

/** How much is measured. */
export interface Amount {
  /** Processes in which the document is opened. */
  readonly opens: number;
  /** The most edits of a kind, and how long they may take. */
  readonly edits: number;
  readonly editMs: number;
  /** How long questions may take. */
  readonly askMs: number;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** Edits made in one go before the next server has its turn: all meet the same load of the machine. */
const SLICE = 10;
const FEWEST_EDITS = 4;
export const kinds = Object.keys(KINDS) as Kind[];

export class Contestant {
  readonly samples = {
    first: [] as Spent[],
    open: [] as Spent[],
    hover: [] as number[],
    completion: [] as number[],
    symbols: [] as number[],
    tokens: [] as number[],
    format: [] as number[],
  };
  readonly edits = Object.fromEntries(kinds.map((kind) => [kind, { ms: [], cpuMs: 0 }])) as unknown as Record<
    Kind,
    { readonly ms: number[]; cpuMs: number }
  >;
  instructions: number | undefined;
  peakMb: number | undefined;
  findings = 0;
  problem: string | undefined;
  client: BenchClient | undefined;
  spent = 0;
  readonly places: Places;
  private readonly pairs: Readonly<Record<Kind, readonly Edit[]>>;
  private readonly made = new Map<Kind, number>();

  constructor(
    readonly spec: ServerSpec,
    readonly text: string,
    readonly timeout: number,
  ) {
    this.places = placesOf(text);
    this.pairs = editsOf(text, spec.language);
  }

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

  private async fresh(): Promise<void> {
    this.client?.kill();
    this.client = await BenchClient.start(this.spec, this.timeout);
  }

  /** A start that does not count: what a server keeps for its next ones it has then, as after a person's first day. */
  async settle(): Promise<void> {
    if (this.problem !== undefined) return;
    await this.fresh();
    await this.step('first', async (client) => {
      await client.open(this.text);
      await pause(500);
    });
  }

  /** From spawning the process until the first findings: engine and reference data are loaded on the way. */
  async first(): Promise<void> {
    if (this.problem !== undefined) return;
    await this.fresh();
    await this.step('first', async (client) => {
      const ms = client.startMs + (await client.open(this.text));
      this.samples.first.push({ ms, cpuMs: client.cpu() });
    });
  }

  /** The same in a process that has had time to make itself ready. */
  async open(): Promise<void> {
    if (this.problem !== undefined) return;
    await this.fresh();
    await pause(300);
    await this.step('open', async (client) => {
      const before = client.cpu();
      const ms = await client.open(this.text);
      this.samples.open.push({ ms, cpuMs: client.cpu() - before });
      await pause(300);
    });
  }

  /** Makes an edit of a kind, or takes it back; each place is come to in turn. */
  private async edit(client: BenchClient, kind: Kind): Promise<number> {
    const made = this.made.get(kind) ?? 0;
    this.made.set(kind, made + 1);
    const pairs = this.pairs[kind];
    const ms = await client.edit((pairs[(made >> 1) % pairs.length] as Edit)[(made % 2) as 0 | 1]);
    this.findings = Math.max(this.findings, client.last.length);
    return ms;
  }

  /** What is compiled at first use is no edit's cost. */
  async warm(kind: Kind, most: number, mostMs: number): Promise<void> {
    await this.step(kind, async (client) => {
      const started = performance.now();
      for (let i = 0; i < most && (performance.now() - started < mostMs || i % 2 === 1); i++)
        await this.edit(client, kind);
    });
  }

  /** Whether a slice of edits is still to be made. */
  lacks(kind: Kind, { edits, editMs }: Amount): boolean {
    const { length } = this.edits[kind].ms;
    if (this.problem !== undefined || !this.client || length >= edits) return false;
    return this.spent < editMs || length < FEWEST_EDITS;
  }

  async slice(kind: Kind, { editMs }: Amount): Promise<void> {
    await this.step(kind, async (client) => {
      const into = this.edits[kind];
      const before = client.cpu();
      const started = performance.now();
      // An even number: the document is left as it was.
      for (let i = 0; i < SLICE; i++) {
        into.ms.push(await this.edit(client, kind));
        if (i % 2 === 1 && performance.now() - started > editMs) break;
      }
      this.spent += performance.now() - started;
      into.cpuMs += client.cpu() - before;
    });
  }

  async ask(what: 'hover' | 'completion', most: number, mostMs: number): Promise<void> {
    const positions = what === 'hover' ? this.places.hovers : this.places.completions;
    await this.step(what, async (client) => {
      const started = performance.now();
      for (let i = 0; i < most && performance.now() - started < mostMs; i++) {
        const position = positions[this.samples[what].length % positions.length];
        const params = what === 'hover' ? { position } : { position, context: { triggerKind: 1 } };
        this.samples[what].push((await client.request(`textDocument/${what}`, params)).ms);
      }
      this.spent += performance.now() - started;
    });
  }

  /** What it answers at all places, in order. */
  async answers(client: BenchClient, what: 'hover' | 'completion'): Promise<unknown[]> {
    const found: unknown[] = [];
    for (const position of what === 'hover' ? this.places.hovers : this.places.completions) {
      const params = { position, context: { triggerKind: 1 } };
      found.push((await client.request(`textDocument/${what}`, params)).result);
    }
    return found;
  }

  /** A request for the whole document, after a change whose diagnostics have come. */
  async whole(what: 'symbols' | 'tokens' | 'format', method: string, params: object): Promise<void> {
    if (what === 'tokens' && this.spec.language !== 'disclosure') return;
    await this.step(what, async (client) => {
      await this.edit(client, 'amount');
      const started = performance.now();
      this.samples[what].push((await client.request(method, params)).ms);
      this.spent += performance.now() - started;
    });
  }

  result(): ServerResult {
    const { samples } = this;
    const spent = (list: readonly Spent[]) => ({
      ms: statistics(list.map(({ ms }) => ms)),
      cpuMs: statistics(list.map(({ cpuMs }) => cpuMs)),
    });
    return {
      server: this.spec.name,
      first: spent(samples.first),
      open: spent(samples.open),
      edits: Object.fromEntries(
        kinds.map((kind) => {
          const { ms, cpuMs } = this.edits[kind];
          return [kind, { ms: statistics(ms), cpuMs: ms.length > 0 ? cpuMs / ms.length : undefined }];
        }),
      ) as ServerResult['edits'],
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
